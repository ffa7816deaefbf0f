//! A key or a secret that was just made: it is shown this once.

use super::Desk;
use crate::state::erased::effect;
use ::texts::now::console::connections as texts;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::page;
use ui::toast::{Toasts, Tone};

const FIELD: &str = "conexion-secreto";

#[component]
pub(crate) fn Secret(desk: Desk, label: &'static str, lead: &'static str, secret: String) -> AnyView {
    let toasts = Toasts::expect();
    // What was in the sheet before, and had the focus, is gone.
    effect(move || page::focus_soon(FIELD.to_owned()));
    let value = secret.clone();
    let copy = move |_| {
        let secret = secret.clone();
        spawn_local(async move {
            match page::copy(&secret).await {
                true => toasts.say(Tone::Success, texts::COPIED),
                false => {
                    toasts.say(Tone::Danger, texts::NOT_COPIED);
                    page::focus(FIELD);
                }
            }
        });
    };
    view! {
        <div class="sheet__body stack">
            <p id="conexion-secreto-sobre">{lead}</p>
            <div class="field">
                <label class="field__label" for=FIELD>
                    {label}
                </label>
                <textarea
                    class="field__input connections__secret"
                    id=FIELD
                    rows="4"
                    readonly
                    translate="no"
                    spellcheck="false"
                    aria-describedby="conexion-secreto-sobre"
                    prop:value=value
                ></textarea>
            </div>
        </div>
        <div class="sheet__foot">
            <button type="button" class="button" on:click=move |_| desk.close()>
                {texts::DONE}
            </button>
            <button type="button" class="button button--primary" on:click=copy>
                {texts::COPY}
            </button>
        </div>
    }
    .into_any()
}
