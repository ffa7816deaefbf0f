//! Before the console knows whose it is.

use ::texts::now::{console as texts, shared as words};
use api::{ApiError, Code};
use leptos::prelude::*;

#[component]
pub fn Opening() -> AnyView {
    view! {
        <p class="working working--page" role="status">
            {texts::LOADING}
        </p>
    }
    .into_any()
}

/// It could not ask: the network, or the server.
#[component]
pub fn NotOpened(error: ApiError, retry: Callback<()>) -> AnyView {
    let (title, text) = match error.code {
        Code::Offline => (texts::NO_CONNECTION_TITLE, texts::NO_CONNECTION_TEXT.to_owned()),
        _ => (texts::COULD_NOT_LOAD, error.message),
    };
    view! {
        <div class="empty" role="alert">
            <img class="empty__art" src="/assets/illustrations/offline.svg" width="240" height="240" alt="" />
            <h1 class="empty__title">{title}</h1>
            <p>{text}</p>
            <button type="button" class="button button--primary" on:click=move |_| retry.run(())>
                {words::RETRY}
            </button>
        </div>
    }
    .into_any()
}
