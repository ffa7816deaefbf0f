//! The other parts of a quote: fees, when and for how many, and the conditions.

use super::field::{Field, Takes, id_of};
use super::quote::Form;
use crate::state::catering::{Editor, EditorFee};
use crate::state::erased::memo;
use domain::catering::MAX_MESSAGE;
use leptos::prelude::*;
use texts::now::console::catering as texts;
use ui::icon::Icon;
use ui::page;

/// When it is, and for how many.
#[component]
pub fn Event(form: Form) -> AnyView {
    view! {
        <section class="card">
            <h2 class="card__title">{texts::EVENT}</h2>
            <div class="field-row">
                <Field
                    wrong=form.wrong
                    pointer="/date".to_owned()
                    label=texts::DATE
                    takes=Takes::Date
                    value=form.value(|editor| &editor.date)
                    set=form.setter(|editor| &mut editor.date)
                />
                <Field
                    wrong=form.wrong
                    pointer="/time".to_owned()
                    label=texts::TIME
                    takes=Takes::Time
                    value=form.value(|editor| &editor.time)
                    set=form.setter(|editor| &mut editor.time)
                />
                <Field
                    wrong=form.wrong
                    pointer="/guests".to_owned()
                    label=texts::PEOPLE
                    takes=Takes::Count
                    longest=5
                    value=form.value(|editor| &editor.guests)
                    set=form.setter(|editor| &mut editor.guests)
                />
            </div>
        </section>
    }
    .into_any()
}

/// Discount, deposit, until when it is valid, and some words.
#[component]
pub fn Terms(form: Form) -> AnyView {
    view! {
        <section class="card">
            <h2 class="card__title">{texts::CONDITIONS}</h2>
            <div class="field-row">
                <Field
                    wrong=form.wrong
                    pointer="/discountCents".to_owned()
                    label=texts::DISCOUNT_SOLES
                    takes=Takes::Amount
                    optional=true
                    longest=14
                    value=form.value(|editor| &editor.discount)
                    set=form.setter(|editor| &mut editor.discount)
                />
                <Field
                    wrong=form.wrong
                    pointer="/depositPercent".to_owned()
                    label=texts::DEPOSIT_PERCENT
                    takes=Takes::Count
                    longest=3
                    value=form.value(|editor| &editor.deposit_percent)
                    set=form.setter(|editor| &mut editor.deposit_percent)
                />
                <Field
                    wrong=form.wrong
                    pointer="/validUntil".to_owned()
                    label=texts::VALID_UNTIL
                    takes=Takes::Date
                    value=form.value(|editor| &editor.valid_until)
                    set=form.setter(|editor| &mut editor.valid_until)
                />
            </div>
            <Field
                wrong=form.wrong
                pointer="/message".to_owned()
                label=texts::MESSAGE
                takes=Takes::LongText
                optional=true
                hint=texts::MESSAGE_HINT
                longest=MAX_MESSAGE
                value=form.value(|editor| &editor.message)
                set=form.setter(|editor| &mut editor.message)
            />
        </section>
    }
    .into_any()
}

/// What is paid besides the lines.
#[component]
pub fn Fees(form: Form) -> AnyView {
    let keys = memo(move || {
        form.editor
            .with(|editor| editor.fees.iter().map(|fee| fee.key).collect::<Vec<u32>>())
    });
    let add = move |_| {
        form.editor.update(Editor::push_fee);
        let last = keys.with_untracked(Vec::len).saturating_sub(1);
        request_animation_frame(move || page::focus(&id_of(&format!("/fees/{last}/name"))));
    };
    view! {
        <section class="card" id=id_of("/fees") tabindex="-1">
            <div>
                <h2 class="card__title">{texts::FEES}</h2>
                <p class="muted">{texts::FEES_TEXT}</p>
            </div>
            <div class="quote-rows">
                <For each=move || keys.get() key=|key| *key children=move |key| view! { <Fee form key /> } />
            </div>
            <div class="cluster">
                <button type="button" class="button" on:click=add>
                    <Icon name="plus" />
                    {texts::ADD_FEE}
                </button>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Fee(form: Form, key: u32) -> AnyView {
    let editor = form.editor;
    let index = memo(move || {
        editor
            .with(|editor| editor.fees.iter().position(|fee| fee.key == key))
            .unwrap_or_default()
    });
    let pointer = move |part: &'static str| Signal::derive(move || format!("/fees/{}/{part}", index.get()));
    let read = move |part: fn(&EditorFee) -> &String| {
        Signal::derive(move || {
            editor.with(|editor| {
                let fee = editor.fees.iter().find(|fee| fee.key == key);
                fee.map(|fee| part(fee).clone()).unwrap_or_default()
            })
        })
    };
    let write = move |part: fn(&mut EditorFee) -> &mut String| {
        Callback::new(move |text| {
            editor.update(|editor| {
                if let Some(fee) = editor.fees.iter_mut().find(|fee| fee.key == key) {
                    *part(fee) = text;
                }
            });
        })
    };
    let name = read(|fee| &fee.name);
    let remove = move |_| {
        editor.update(|editor| editor.fees.retain(|fee| fee.key != key));
        form.wrong.moved("/fees/");
        page::focus(&id_of("/fees"));
    };
    view! {
        <div class="quote-row quote-row--fee">
            <Field wrong=form.wrong pointer=pointer("name") label=texts::WHAT longest=80 value=name set=write(|fee| &mut fee.name) />
            <Field
                wrong=form.wrong
                pointer=pointer("amountCents")
                label=texts::AMOUNT_SOLES
                takes=Takes::Amount
                longest=14
                value=read(|fee| &fee.amount)
                set=write(|fee| &mut fee.amount)
            />
            <button
                type="button"
                class="button button--quiet button--icon quote-row__remove"
                aria-label=move || texts::remove(&name.get())
                on:click=remove
            >
                <Icon name="trash" />
            </button>
        </div>
    }
    .into_any()
}
