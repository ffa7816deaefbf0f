//! Looking for an order by its number, or by its customer's name or telephone.

use crate::routes::Screen;
use crate::state::erased::effect;
use crate::state::orders_page::OrdersPage;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use texts::now::console as texts;
use ui::icon::Icon;

#[component]
pub fn SearchOrders(page: Memo<OrdersPage>) -> AnyView {
    let words = RwSignal::new(String::new());
    effect(move || words.set(page.with(|page| page.search.clone())));
    let navigate = use_navigate();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let found = OrdersPage {
            search: words.get_untracked().trim().to_owned(),
            ..OrdersPage::default()
        };
        let there = format!("{}{}", Screen::Orders.path(), found.query());
        navigate(&there, NavigateOptions::default());
    };
    let searching = move || page.with(|page| !page.search.is_empty());
    view! {
        <form class="search" role="search" on:submit=submit>
            <Icon name="search" />
            <input
                class="field__input"
                type="search"
                enterkeyhint="search"
                maxlength="80"
                aria-label=texts::SEARCH_ORDERS
                placeholder=texts::SEARCH_ORDERS
                bind:value=words
            />
            {move || {
                searching()
                    .then(|| {
                        view! { <a class="button button--quiet" href=Screen::Orders.href()>{texts::STOP_SEARCH}</a> }
                    })
            }}
        </form>
    }
    .into_any()
}
