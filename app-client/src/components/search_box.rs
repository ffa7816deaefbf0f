//! Searching the carta. What is searched for stands in the address, so that it can be shared and gone back to.

use crate::state::restaurant::RestaurantState;
use api::pages::Page;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};
use texts::now::storefront as texts;
use ui::dynamic::listener;
use ui::icon::Icon;
use ui::typed::typed;

/// What is searched for: nothing until the page is awake, because drawn pages do not know.
pub fn searched() -> Signal<String> {
    let restaurant = RestaurantState::expect();
    let query = use_query_map();
    Signal::derive(move || {
        if restaurant.awake() {
            query.with(|query| query.get("q").unwrap_or_default())
        } else {
            String::new()
        }
    })
}

/// On the carta it searches while one types; elsewhere, with Enter.
#[component]
pub fn SearchBox() -> AnyView {
    let (words, path, navigate) = (searched(), use_location().pathname, use_navigate());
    let input = NodeRef::<leptos::html::Input>::new();
    let navigate = StoredValue::new(navigate);
    let go = move |words: &str, typing: bool| {
        let target = if words.is_empty() {
            Page::Menu.href().to_owned()
        } else {
            [Page::Menu.href(), "?q=", encoded(words).as_str()].concat()
        };
        let options = NavigateOptions {
            replace: typing,
            scroll: !typing,
            ..NavigateOptions::default()
        };
        navigate.with_value(|navigate| navigate(&target, options));
    };
    let on_carta = move || path.with_untracked(|path| path.starts_with(Page::Menu.href()));
    let typed = listener(move |event| {
        if on_carta() {
            go(&typed(&event), true);
        }
    });
    let submit: Box<dyn FnMut(SubmitEvent)> = Box::new(move |event| {
        event.prevent_default();
        let words = input
            .get_untracked()
            .map(|input| input.value())
            .unwrap_or_default();
        go(&words, on_carta());
    });
    view! {
        <form class="search" role="search" action=Page::Menu.href() on:submit=submit>
            <Icon name="search" />
            <input
                class="field__input"
                type="search"
                name="q"
                autocomplete="off"
                enterkeyhint="search"
                aria-label=texts::SEARCH_LABEL
                placeholder=texts::SEARCH_PLACEHOLDER
                node_ref=input
                prop:value=words
                on:input=typed
            />
        </form>
    }
    .into_any()
}

/// A text as part of an address.
fn encoded(text: &str) -> String {
    #[cfg(feature = "csr")]
    let text = js_sys::encode_uri_component(text).into();
    #[cfg(not(feature = "csr"))]
    let text = text.to_owned();
    text
}
