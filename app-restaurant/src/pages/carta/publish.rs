//! What is not published yet, and publishing it.

use super::desk::{Act, Desk, Open};
use crate::components::twice::Twice;
use crate::state::erased::memo;
use crate::state::menu_changes::{About, Change, changes};
use crate::state::restaurant::RestaurantState;
use ::texts::now::console::menu as texts;
use api::ApiError;
use api::catalog::{CategoryEntry, MenuDesk};
use domain::ProductId;
use domain::catalog::{Catalog, Category, ProductSheet};
use leptos::prelude::*;
use rpc::catalog::{arrange_menu, discard_draft, edit_product, edit_promotion, publish_menu};

/// Categories as they are sent.
pub fn entries(categories: &[Category]) -> Vec<CategoryEntry> {
    let entry = |category: &Category| CategoryEntry {
        id: Some(category.id.clone()),
        name: category.name.clone(),
        description: category.description.clone(),
    };
    categories.iter().map(entry).collect()
}

/// The products of a carta in their order.
pub fn order(carta: &Catalog) -> Vec<ProductId> {
    carta.products.iter().map(|product| product.id.clone()).collect()
}

fn publish(desk: Desk) {
    let seen = desk.menu.version.get_untracked();
    desk.change(Act::Publish, publish_menu(seen), texts::PUBLISHED);
}

#[component]
pub(crate) fn PublishBar(desk: Desk) -> AnyView {
    let waiting = memo(move || desk.menu.draft.with(|draft| draft.changes()));
    view! {
        {move || {
            let count = waiting.get();
            (count > 0)
                .then(|| {
                    view! {
                        <div class="save-bar" role="group" aria-label=texts::CHANGES data-changed="">
                            <p role="status">{texts::waiting(count)}</p>
                            <button
                                type="button"
                                class="button"
                                on:click=move |_| desk.menu.open.set(Some(Open::Changes))
                            >
                                {texts::SEE}
                            </button>
                            <button
                                type="button"
                                class="button button--primary"
                                aria-busy=move || desk.does(Act::Publish).then_some("true")
                                on:click=move |_| publish(desk)
                            >
                                {move || match desk.does(Act::Publish) {
                                    true => texts::PUBLISHING.to_owned(),
                                    false => texts::publish(count),
                                }}
                            </button>
                        </div>
                    }
                })
        }}
    }
    .into_any()
}

/// Each change in words, with the way back.
#[component]
pub(crate) fn Changes(desk: Desk) -> AnyView {
    let menu = desk.menu;
    let currency = RestaurantState::expect().currency();
    let all = memo(move || {
        menu.draft
            .with(|draft| menu.catalog.with(|carta| changes(draft, carta, currency)))
    });
    let count = memo(move || all.with(Vec::len));
    let discard = Callback::new(move |()| {
        let seen = menu.version.get_untracked();
        desk.change(Act::Undo, discard_draft(seen), texts::DISCARDED);
    });
    let row = move |change: Change| {
        let (name, about) = (change.name, change.about);
        let label = texts::of(texts::UNDO, &name);
        let words = change.words.into_iter();
        view! {
            <li class="menu__change">
                <div>
                    <b>{name}</b>
                    <ul>{words.map(|words| view! { <li>{words}</li> }).collect_view()}</ul>
                </div>
                <button
                    type="button"
                    class="button"
                    aria-label=label
                    aria-busy=move || desk.does(Act::Undo).then_some("true")
                    on:click=move |_| undo(desk, &about)
                >
                    {texts::UNDO}
                </button>
            </li>
        }
    };
    view! {
        <div class="sheet__body">
            <div role="status">
                {move || (count.get() == 0).then(|| view! { <p class="muted">{texts::NOTHING_WAITS}</p> })}
            </div>
            <ul class="menu__changes" id="cambios" tabindex="-1">{move || all.get().into_iter().map(row).collect_view()}</ul>
        </div>
        <div class="sheet__foot">
            {move || {
                let count = count.get();
                (count > 0)
                    .then(|| {
                        view! {
                            <Twice words=texts::DISCARD sure=texts::DISCARD_SURE busy=desk.busy act=discard />
                            <button
                                type="button"
                                class="button button--primary"
                                aria-busy=move || desk.does(Act::Publish).then_some("true")
                                on:click=move |_| publish(desk)
                            >
                                {texts::publish(count)}
                            </button>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

/// Makes what a change is about in the draft what is published.
fn undo(desk: Desk, about: &About) {
    let menu = desk.menu;
    let call = menu.shown.with_untracked(|shown| {
        menu.catalog.with_untracked(|published| {
            let call: std::pin::Pin<Box<dyn Future<Output = Result<MenuDesk, ApiError>>>> = match about {
                About::Product(id) => {
                    let sheet = |carta: &Catalog| carta.product(id).map(ProductSheet::of);
                    Box::pin(edit_product(Some(id.clone()), sheet(shown), sheet(published)))
                }
                About::Promotion(id) => {
                    let known = |carta: &Catalog| carta.promotion(id).cloned();
                    Box::pin(edit_promotion(Some(id.clone()), known(shown), known(published)))
                }
                About::Categories => Box::pin(arrange_menu(
                    shown.categories.clone(),
                    entries(&published.categories),
                    order(shown),
                )),
                About::Order => Box::pin(arrange_menu(
                    shown.categories.clone(),
                    entries(&shown.categories),
                    order(published),
                )),
            };
            call
        })
    });
    let last = menu.draft.with_untracked(|draft| draft.changes() == 1);
    if last {
        return desk.change(Act::Undo, call, texts::UNDONE);
    }
    let done = move |answer: MenuDesk| {
        menu.take(answer);
        desk.toasts.say(ui::toast::Tone::Success, texts::UNDONE);
        ui::page::focus_unless_placed("cambios");
    };
    desk.run(Act::Undo, call, done);
}
