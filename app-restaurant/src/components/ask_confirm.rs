//! Asks before an unpaid order is let into the kitchen.

use crate::state::asking::Asking;
use crate::state::erased::effect;
use crate::state::taps::Taps;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::orders::confirm_order;
use texts::now::console as texts;
use ui::sheet::Sheet;
use ui::toast::{Toasts, Tone};

#[component]
pub fn AskConfirm() -> AnyView {
    let asking = Asking::expect();
    let open = RwSignal::new(false);
    effect(move || open.set(asking.confirm.with(Option::is_some)));
    effect(move || {
        if !open.get() && asking.confirm.with_untracked(Option::is_some) {
            asking.confirm.set(None);
        }
    });
    let title = Signal::derive(move || {
        asking
            .confirm
            .with(|about| about.as_ref().map(|about| texts::confirm_title(about.number)))
            .unwrap_or_default()
    });
    view! {
        <Sheet open title id="confirmar">
            <Sure open />
        </Sheet>
    }
    .into_any()
}

#[component]
fn Sure(open: RwSignal<bool>) -> AnyView {
    let (asking, taps, toasts) = (Asking::expect(), Taps::expect(), Toasts::expect());
    let busy = RwSignal::new(false);
    let confirm = move |_| {
        let Some(about) = asking.confirm.get_untracked() else {
            return;
        };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let asked = taps.asked();
        spawn_local(async move {
            match confirm_order(about.order_id).await {
                Ok(order) => {
                    toasts.say(Tone::Success, texts::confirmed(about.number));
                    taps.answered(order);
                    let _ = open.try_set(false);
                }
                Err(error) => taps.failed(about.number, &error, asked),
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <div class="sheet__body">
            <p>{texts::CONFIRM_TEXT}</p>
        </div>
        <div class="sheet__foot">
            <button type="button" class="button" on:click=move |_| open.set(false)>
                {texts::NOT_NOW}
            </button>
            <button
                type="button"
                class="button button--primary"
                aria-busy=move || busy.get().then_some("true")
                on:click=confirm
            >
                {move || if busy.get() { texts::CONFIRMING } else { texts::CONFIRM_YES }}
            </button>
        </div>
    }
    .into_any()
}
