//! Asks for the reason before an order is cancelled.

use crate::state::asking::Asking;
use crate::state::erased::effect;
use crate::state::taps::Taps;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::orders::cancel_order;
use texts::now::console as texts;
use ui::page;
use ui::sheet::Sheet;
use ui::toast::{Toasts, Tone};

#[component]
pub fn AskCancel() -> AnyView {
    let asking = Asking::expect();
    let open = RwSignal::new(false);
    effect(move || open.set(asking.cancel.with(Option::is_some)));
    effect(move || {
        if !open.get() && asking.cancel.with_untracked(Option::is_some) {
            asking.cancel.set(None);
        }
    });
    let title = Signal::derive(move || {
        asking
            .cancel
            .with(|about| about.as_ref().map(|about| texts::cancel_title(about.number)))
            .unwrap_or_default()
    });
    view! {
        <Sheet open title id="cancelar">
            <Reason open />
        </Sheet>
    }
    .into_any()
}

#[component]
fn Reason(open: RwSignal<bool>) -> AnyView {
    let (asking, taps, toasts) = (Asking::expect(), Taps::expect(), Toasts::expect());
    let reason = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(about) = asking.cancel.get_untracked() else {
            return;
        };
        let text = reason.get_untracked().trim().to_owned();
        missing.set(text.is_empty());
        if text.is_empty() {
            page::focus("motivo");
            return;
        }
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let asked = taps.asked();
        spawn_local(async move {
            match cancel_order(about.order_id, text).await {
                Ok(order) => {
                    toasts.say(Tone::Success, texts::cancelled(about.number));
                    taps.answered(order);
                    let _ = open.try_set(false);
                }
                Err(error) => taps.failed(about.number, &error, asked),
            }
            let _ = busy.try_set(false);
        });
    };
    let ready = |words: &'static str| {
        let choose = move |_| {
            reason.set(words.to_owned());
            missing.set(false);
        };
        let chosen = move || reason.with(|reason| reason == words).to_string();
        view! {
            <button type="button" class="button" aria-pressed=chosen on:click=choose>
                {words}
            </button>
        }
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="sheet__body">
                <p>{texts::CANCEL_TEXT}</p>
                <div class="cluster">{texts::REASONS.map(ready).collect_view()}</div>
                <div class="field">
                    <label class="field__label" for="motivo">
                        {texts::REASON}
                    </label>
                    <textarea
                        class="field__input"
                        id="motivo"
                        maxlength="200"
                        aria-invalid=move || missing.get().then_some("true")
                        aria-describedby="motivo-ayuda motivo-error"
                        bind:value=reason
                    ></textarea>
                    <p class="field__hint" id="motivo-ayuda">
                        {texts::REASON_HINT}
                    </p>
                    <div id="motivo-error" role="alert">
                        {move || missing.get().then(|| view! { <p class="field__error">{texts::REASON_MISSING}</p> })}
                    </div>
                </div>
            </div>
            <div class="sheet__foot">
                <button type="button" class="button" on:click=move |_| open.set(false)>
                    {texts::NOT_NOW}
                </button>
                <button class="button button--danger" aria-busy=move || busy.get().then_some("true")>
                    {move || if busy.get() { texts::CANCELLING } else { texts::CANCEL }}
                </button>
            </div>
        </form>
    }
    .into_any()
}
