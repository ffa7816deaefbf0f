//! The sheet in which customers cancel what they have ordered.

use crate::state::session::Session;
use domain::OrderId;
use leptos::prelude::*;
use rpc::orders::cancel_my_order;
use texts::now::storefront as texts;
use ui::dynamic::listener;
use ui::patience::{Patience, StillTrying};
use ui::sheet::Sheet;
use ui::toast::{Toasts, Tone};

/// The sheet in which one cancels.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cancelling {
    pub open: RwSignal<bool>,
    busy: RwSignal<bool>,
    /// Which of the reasons.
    reason: RwSignal<usize>,
    patience: Patience,
}

/// Cancelling, with a reason and a second thought.
#[component]
pub(crate) fn Cancel(id: OrderId, state: Cancelling, #[prop(into)] done: Callback<()>) -> AnyView {
    let (toasts, session) = (Toasts::expect(), Session::expect());
    let Cancelling {
        open,
        busy,
        reason,
        patience,
    } = state;
    let id = StoredValue::new(id);
    let cancel = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let why = texts::CANCEL_REASONS
            .get(reason.get_untracked())
            .copied()
            .unwrap_or_default();
        leptos::task::spawn_local(async move {
            let asked = session.asked();
            match patience
                .during(cancel_my_order(id.get_value(), why.to_owned()))
                .await
            {
                Ok(()) => toasts.say(Tone::Success, texts::CANCELLED_NOW),
                Err(error) => toasts.say(Tone::Danger, asked.notice(error).message),
            }
            let _ = busy.try_set(false);
            let _ = open.try_set(false);
            // A live change may have drawn the page anew without this button.
            let _ = done.try_run(());
        });
    };
    view! {
        <button type="button" class="button button--danger" on:click=move |_| open.set(true)>
            {texts::CANCEL}
        </button>
        <Sheet open=open title=texts::CANCEL_TITLE.to_owned() id="cancel-title">
            <div class="sheet__body">
                <p>{texts::CANCEL_TEXT}</p>
                <div class="choices" role="radiogroup" aria-label=texts::CANCEL_TEXT>
                    {reasons(reason)}
                </div>
                <StillTrying patience=patience />
            </div>
            <div class="sheet__foot">
                <button type="button" class="button" on:click=move |_| open.set(false)>
                    {texts::CANCEL_NO}
                </button>
                <button
                    type="button"
                    class="button button--danger"
                    aria-busy=move || busy.get().then_some("true")
                    on:click=cancel
                >
                    {move || if busy.get() { texts::CANCELLING } else { texts::CANCEL_YES }}
                </button>
            </div>
        </Sheet>
    }
    .into_any()
}

/// The reasons to choose from, by their place in the list.
fn reasons(chosen: RwSignal<usize>) -> Vec<AnyView> {
    let row = |(index, text): (usize, &'static str)| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="reason"
                    prop:checked=Signal::derive(move || chosen.get() == index)
                    on:change=listener(move |_| chosen.set(index))
                />
                <span class="choice__body">
                    <span class="choice__title">{text}</span>
                </span>
            </label>
        }
        .into_any()
    };
    texts::CANCEL_REASONS.into_iter().enumerate().map(row).collect()
}
