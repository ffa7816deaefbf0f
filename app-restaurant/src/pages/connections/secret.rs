//! A key or a secret that was just made: it is shown this once.

use super::Desk;
use crate::components::copy_button::CopyButton;
use crate::state::erased::effect;
use ::texts::now::console::connections as texts;
use leptos::prelude::*;
use ui::page;

const FIELD: &str = "conexion-secreto";

#[component]
pub(crate) fn Secret(desk: Desk, label: &'static str, lead: &'static str, secret: String) -> AnyView {
    // What was in the sheet before, and had the focus, is gone.
    effect(move || page::focus_soon(FIELD.to_owned()));
    let value = secret.clone();
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
            <CopyButton text=secret field=FIELD class="button button--primary" />
        </div>
    }
    .into_any()
}
