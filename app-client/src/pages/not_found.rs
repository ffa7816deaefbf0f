//! No such page, and no such dish or order.

use leptos::prelude::*;
use texts::now::storefront as texts;

pub fn not_found_page() -> AnyView {
    nothing_here(texts::TITLE_NOT_FOUND, texts::NOT_FOUND_TEXT, "/", texts::GO_HOME)
}

/// Says what is not here, and where to go instead.
pub fn nothing_here(
    title: &'static str,
    text: &'static str,
    href: &'static str,
    link: &'static str,
) -> AnyView {
    view! {
        <div class="page">
            <div class="empty">
                <img class="empty__art" src="/assets/illustrations/not_found.svg" width="240" height="240" alt="" />
                <h1 class="empty__title">{title}</h1>
                <p>{text}</p>
                <a class="button button--primary" href=href>
                    {link}
                </a>
            </div>
        </div>
    }
    .into_any()
}
