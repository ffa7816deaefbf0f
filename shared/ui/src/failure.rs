//! A call that did not succeed, in words and with what to do next.

use super::dynamic::tap;
use super::page;
use api::{ApiError, Code};
use leptos::prelude::*;
use texts::now::shared as texts;

/// What went wrong, and a button to try again where that can help.
#[component]
pub fn Failure(error: ApiError, #[prop(optional_no_strip)] retry: Option<Callback<()>>) -> AnyView {
    let title = match error.code {
        Code::Offline => texts::NO_CONNECTION,
        Code::OldPage => texts::NEW_VERSION,
        _ => texts::NOT_DONE,
    };
    let (retry, words) = match error.code {
        Code::OldPage => (Some(Callback::new(|()| page::reload())), texts::RELOAD),
        _ => (retry, texts::RETRY),
    };
    let retry = retry.map(|retry| {
        view! { <button type="button" class="button" on:click=tap(move || retry.run(()))>{words}</button> }
            .into_any()
    });
    view! {
        <div class="notice notice--error" role="alert">
            <p class="notice__title">{title}</p>
            <p>{error.message}</p>
            {retry}
        </div>
    }
    .into_any()
}
