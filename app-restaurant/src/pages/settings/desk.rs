//! How a part of the settings is stored that is edited on a card of its own: what it says, and its buttons.

use crate::state::desk_draft::{Desk, DeskDraft};
use crate::state::erased::{effect, memo};
use crate::state::following::Following;
use crate::state::session::Session;
use ::texts::now::console::business as texts;
use api::{ApiError, Code};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;
use ui::resource::{Loaded, Loader};
use ui::toast::{Toasts, Tone};

/// What the card of a part says in its own words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DeskWords {
    pub save: &'static str,
    pub saved: &'static str,
}

/// Asks for a part, and again whenever the settings have changed. Its card is drawn once it is known.
pub(crate) fn asked<D, A, F, C>(draft: DeskDraft<D>, ask: A, loading: &'static str, card: C) -> AnyView
where
    D: Desk,
    A: Fn() -> F + Send + Sync + 'static,
    F: Future<Output = Result<D, ApiError>> + 'static,
    C: Fn(Loader) -> AnyView + Send + Sync + 'static,
{
    let loader = Loader::new(ask, move |stored| draft.learn(stored));
    let following = Following::expect();
    effect(move || {
        following.settings();
        loader.ask();
    });
    view! {
        <Loaded loader loading>
            {card(loader)}
        </Loaded>
    }
    .into_any()
}

/// What is said of what was not saved, or that nobody knows of.
fn not_saved<D: Desk>(draft: DeskDraft<D>, loader: Loader, error: ApiError, toasts: Toasts) {
    if error.is_no_answer() || error.code == Code::VersionChanged {
        loader.ask_now();
    }
    if error.code == Code::VersionChanged {
        let _ = draft.overtaken.try_set(true);
        return;
    }
    let said = match error.fields.first() {
        _ if error.is_no_answer() => texts::PERHAPS_SAVED.to_owned(),
        Some(field) => field.message.clone(),
        None => error.message,
    };
    let _ = draft.wrong.try_set(error.fields);
    toasts.say(Tone::Danger, said);
    ui::page::focus_wrong();
}

/// Whether all is stored, and the two buttons: to store the draft by `store`, where it `may` be, and to take what is stored in its place.
pub(crate) fn foot<D, M, S, F>(
    draft: DeskDraft<D>,
    loader: Loader,
    words: DeskWords,
    may: M,
    store: S,
) -> AnyView
where
    D: Desk,
    M: Fn() -> bool + Send + Sync + 'static,
    S: Fn(D) -> F + Copy + Send + Sync + 'static,
    F: Future<Output = Result<D, ApiError>> + 'static,
{
    let changed = memo(move || draft.changed());
    let (overtaken, saves) = (draft.overtaken, draft.saves);
    let (toasts, session) = (Toasts::expect(), Session::expect());
    let save = move |_| {
        if saves.get_untracked() || !may() {
            return;
        }
        saves.set(true);
        draft.wrong.set(Vec::new());
        let session = session.asked();
        spawn_local(async move {
            let sent = draft.wanted();
            match store(sent.clone()).await {
                Ok(stored) => {
                    draft.saved(&sent, stored);
                    toasts.say(Tone::Success, words.saved);
                }
                Err(error) if error.code == Code::Unauthenticated => session.expire(),
                Err(error) => not_saved(draft, loader, error, toasts),
            }
            let _ = saves.try_set(false);
        });
    };
    let discard = move |_| {
        draft.discard();
        loader.ask_now();
    };
    view! {
        <div role="alert">
            {move || overtaken.get().then(|| view! { <p class="notice notice--warning">{texts::OVERTAKEN}</p> })}
        </div>
        <div class="cluster">
            <p class="muted" role="status">
                {move || if changed.get() { texts::UNSAVED } else { texts::ALL_SAVED }}
            </p>
            <button type="button" class="button" disabled=move || !changed.get() || saves.get() on:click=discard>
                {texts::DISCARD}
            </button>
            <button
                type="button"
                class="button button--primary"
                disabled=move || !changed.get()
                aria-busy=move || saves.get().then_some("true")
                on:click=save
            >
                {move || if saves.get() { texts::SAVING } else { words.save }}
            </button>
        </div>
    }
    .into_any()
}
