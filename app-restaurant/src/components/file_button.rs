//! A button that has a file made and takes it.

use crate::state::session::Session;
use api::exports::ExportLink;
use api::{ApiError, Code};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;
use std::pin::Pin;
use ui::icon::Icon;
use ui::toast::{Toasts, Tone};

/// A call that has a file made.
pub type Making = Pin<Box<dyn Future<Output = Result<ExportLink, ApiError>>>>;

/// `busy` is said while the file is made.
#[component]
pub fn FileButton(make: Box<dyn Fn() -> Making>, words: &'static str, busy: &'static str) -> AnyView {
    let (toasts, session) = (Toasts::expect(), Session::expect());
    let make = StoredValue::new_local(make);
    let making = RwSignal::new(false);
    let take = move |_| {
        if making.get_untracked() {
            return;
        }
        making.set(true);
        let file = make.with_value(|make| make());
        spawn_local(async move {
            let asked = session.asked();
            match file.await {
                Ok(file) => ui::page::download(&file),
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) => toasts.say(Tone::Danger, error.message),
            }
            let _ = making.try_set(false);
        });
    };
    view! {
        <button type="button" class="button" aria-busy=move || making.get().then_some("true") on:click=take>
            {move || (!making.get()).then(|| view! { <Icon name="download" /> })}
            {move || if making.get() { busy } else { words }}
        </button>
    }
    .into_any()
}
