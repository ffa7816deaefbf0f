//! What is asked for again and again: a word while it comes, why it does not come, and then what it is.

use crate::state::erased::memo;
use crate::state::kept::Kept;
use api::Code;
use leptos::prelude::*;
use ui::failure::Failure;

#[component]
pub fn Shown(kept: Kept, loading: &'static str, children: ChildrenFn) -> AnyView {
    let children = StoredValue::new(children);
    // Without a connection, or a session, the frame says so; what was there stays.
    let trouble = memo(move || {
        kept.error.get().filter(|error| {
            !kept.loaded.get() || !matches!(error.code, Code::Offline | Code::Unauthenticated)
        })
    });
    view! {
        {move || {
            trouble
                .get()
                .map(|error| view! { <Failure error retry=Some(Callback::new(move |()| kept.ask_now())) /> })
        }}
        {move || {
            if kept.loaded.get() {
                children.with_value(|children| children())
            } else if trouble.with(Option::is_none) {
                view! { <p class="working working--page" role="status">{loading}</p> }.into_any()
            } else {
                ().into_any()
            }
        }}
    }
    .into_any()
}
