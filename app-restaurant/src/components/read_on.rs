//! The button below a list that reads its next page.

use crate::state::session::Session;
use crate::state::shelf::{Placed, Shelf};
use api::{ApiError, Code, Paged};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;
use std::pin::Pin;
use ui::page;
use ui::resource::left_out_now;
use ui::toast::{Toasts, Tone};

/// A call for the page of a cursor.
pub type NextPage<T> = Pin<Box<dyn Future<Output = Result<Paged<T>, ApiError>>>>;

/// The focus goes to the first of what is new, by the id that `place` gives it.
#[component]
pub fn ReadOn<T: Placed>(
    shelf: Shelf<T>,
    next: Box<dyn Fn(Option<String>) -> NextPage<T>>,
    place: fn(&T) -> String,
    words: &'static str,
    /// Said while it is read.
    busy_words: &'static str,
) -> AnyView {
    let (toasts, session) = (Toasts::expect(), Session::expect());
    let next = StoredValue::new_local(next);
    let busy = RwSignal::new(false);
    let read = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let cursor = shelf.more.get_untracked();
        let page = next.with_value(|next| next(cursor.clone()));
        spawn_local(async move {
            let asked = session.asked();
            let found = page.await;
            if busy.try_set(false).is_some() {
                // The screen was left.
                return;
            }
            match found {
                Ok(page) if shelf.more.try_get_untracked() == Some(cursor) => {
                    if let Some(first) = shelf.append(page) {
                        page::focus_soon(place(&first));
                    }
                    if let Some(missing) = left_out_now() {
                        toasts.say(Tone::Danger, missing.message);
                    }
                }
                // The list has become another one meanwhile.
                Ok(_) => {}
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) => toasts.say(Tone::Danger, error.message),
            }
        });
    };
    let read = StoredValue::new_local(read);
    view! {
        {move || {
            shelf
                .more
                .with(Option::is_some)
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button"
                            aria-busy=move || busy.get().then_some("true")
                            on:click=move |event| read.with_value(|read| read(event))
                        >
                            {move || if busy.get() { busy_words } else { words }}
                        </button>
                    }
                })
        }}
    }
    .into_any()
}
