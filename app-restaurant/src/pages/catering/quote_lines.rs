//! What a quote includes: packages, dishes of the menu, and lines that are written by hand.

use super::field::{Field, Takes, id_of};
use super::menu::Menu;
use super::quote::Form;
use crate::state::catering::{EditorLine, Source, unit_price};
use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use domain::Money;
use leptos::prelude::*;
use texts::now::console::catering as texts;
use ui::icon::Icon;
use ui::page;

#[component]
pub fn Lines(form: Form) -> AnyView {
    let keys = memo(move || {
        form.editor
            .with(|editor| editor.lines.iter().map(|line| line.key).collect::<Vec<u32>>())
    });
    let problem = move || {
        let text = form.wrong.at("/lines");
        text.map(|text| view! { <p class="field__error">{text}</p> })
    };
    view! {
        <section class="card" id=id_of("/lines") tabindex="-1">
            <h2 class="card__title">{texts::LINES}</h2>
            {problem}
            <div class="quote-rows">
                <For each=move || keys.get() key=|key| *key children=move |key| view! { <Line form key /> } />
            </div>
            <Menu form />
        </section>
    }
    .into_any()
}

#[component]
fn Line(form: Form, key: u32) -> AnyView {
    let editor = form.editor;
    let restaurant = RestaurantState::expect();
    let first = editor.with_untracked(|editor| editor.lines.iter().find(|line| line.key == key).cloned());
    let Some(first) = first else {
        return ().into_any();
    };
    let index = memo(move || {
        editor
            .with(|editor| editor.lines.iter().position(|line| line.key == key))
            .unwrap_or_default()
    });
    let pointer = move |part: &'static str| Signal::derive(move || format!("/lines/{}/{part}", index.get()));
    let read = move |part| read(form, key, part);
    let write = move |part| write(form, key, part);
    let name = read(|line| &line.name);
    let sum = memo(move || sum(form, key));
    let free = first.source == Source::Free;
    let head = match free {
        true => view! {
            <Field wrong=form.wrong pointer=pointer("name") label=texts::WHAT longest=80 value=name set=write(|line| &mut line.name) />
        }
        .into_any(),
        false => named(form, &first, index),
    };
    let price = free.then(|| {
        view! {
            <Field
                wrong=form.wrong
                pointer=pointer("unitPriceCents")
                label=texts::UNIT_PRICE
                takes=Takes::Amount
                longest=14
                value=read(|line| &line.price)
                set=write(|line| &mut line.price)
            />
        }
    });
    view! {
        <div class="quote-row" data-free=free.to_string()>
            {head}
            <Field
                wrong=form.wrong
                pointer=pointer("qty")
                label=texts::QUANTITY
                takes=Takes::Count
                longest=5
                value=read(|line| &line.qty)
                set=write(|line| &mut line.qty)
            />
            {price}
            <Field
                wrong=form.wrong
                pointer=pointer("note")
                label=texts::NOTE
                optional=true
                longest=140
                value=read(|line| &line.note)
                set=write(|line| &mut line.note)
            />
            <div class="quote-row__end">
                <span class="price">{move || restaurant.format(sum.get())}</span>
                <button
                    type="button"
                    class="button button--quiet button--icon"
                    aria-label=move || texts::remove(&name.get())
                    on:click=move |_| remove(form, key)
                >
                    <Icon name="trash" />
                </button>
            </div>
        </div>
    }
    .into_any()
}

/// A part of the line with this key, as it is written now.
fn read(form: Form, key: u32, part: fn(&EditorLine) -> &String) -> Signal<String> {
    Signal::derive(move || {
        form.editor.with(|editor| {
            let line = editor.lines.iter().find(|line| line.key == key);
            line.map(|line| part(line).clone()).unwrap_or_default()
        })
    })
}

fn write(form: Form, key: u32, part: fn(&mut EditorLine) -> &mut String) -> Callback<String> {
    Callback::new(move |text| {
        form.editor.update(|editor| {
            if let Some(line) = editor.lines.iter_mut().find(|line| line.key == key) {
                *part(line) = text;
            }
        });
    })
}

/// What the line costs; nothing as long as its quantity is no number.
fn sum(form: Form, key: u32) -> Money {
    let sum = form.editor.with(|editor| {
        let line = editor.lines.iter().find(|line| line.key == key)?;
        let unit = form
            .menu
            .with_value(|menu| unit_price(line, &menu.tenant, &menu.catalog));
        Some(unit.max(Money::ZERO) * line.qty.trim().parse::<u32>().unwrap_or_default())
    });
    sum.unwrap_or_default()
}

fn remove(form: Form, key: u32) {
    form.editor
        .update(|editor| editor.lines.retain(|line| line.key != key));
    form.wrong.moved("/lines");
    page::focus(&id_of("/lines"));
}

/// The name of a package or dish with its price of one, and what is wrong with it.
fn named(form: Form, line: &EditorLine, index: Memo<usize>) -> AnyView {
    let restaurant = RestaurantState::expect();
    let unit = form
        .menu
        .with_value(|menu| unit_price(line, &menu.tenant, &menu.catalog));
    let part = if line.source == Source::Dish {
        "product"
    } else {
        "package"
    };
    let pointer = move || format!("/lines/{}/{part}", index.get());
    let problem = memo(move || form.wrong.at(&pointer()));
    view! {
        <div class="quote-row__name" id=move || id_of(&pointer()) tabindex="-1">
            <strong>{line.name.clone()}</strong>
            <span class="muted">{texts::each(&restaurant.format(unit))}</span>
            {move || problem.get().map(|text| view! { <span class="field__error">{text}</span> })}
        </div>
    }
    .into_any()
}
