//! What dishes and promotions have in common in their forms: what the kitchen calls them, and when they are served.

use super::desk::Desk;
use crate::components::some_hours::SomeHours;
use crate::components::text_field::TextField;
use crate::state::erased::memo;
use ::texts::now::console::menu as texts;
use domain::catalog::{MAX_KITCHEN_NAME, proposed_kitchen_name};
use domain::service_hours::WeeklyHours;
use leptos::prelude::*;
use ui::page;

/// The name in the kitchen, and a proposal while there is none.
#[component]
pub(crate) fn KitchenName(
    desk: Desk,
    id: &'static str,
    /// The name on the carta, followed.
    name: Memo<String>,
    value: Memo<String>,
    typed: Callback<String>,
) -> AnyView {
    let proposed = memo(move || {
        let name = name.get();
        let proposed = proposed_kitchen_name(&name);
        let is_of_use = value.with(|value| value.trim().is_empty()) && !proposed.is_empty();
        (is_of_use && proposed != name.trim()).then_some(proposed)
    });
    let take = move |_| {
        if let Some(proposed) = proposed.get_untracked() {
            typed.run(proposed);
            page::focus(id);
        }
    };
    view! {
        <div class="kitchen-name">
            <TextField
                id
                label=texts::KITCHEN_NAME
                hint=texts::KITCHEN_NAME_HINT
                value
                wrong=desk.wrong("/kitchenName")
                typed
                longest=MAX_KITCHEN_NAME
            />
            {move || {
                proposed
                    .get()
                    .map(|proposed| {
                        view! {
                            <button type="button" class="button" on:click=take>
                                {texts::take_kitchen_name(&proposed)}
                            </button>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

/// When it is served, where not always.
#[component]
pub(crate) fn Served(
    desk: Desk,
    week: Option<WeeklyHours>,
    change: Callback<Option<WeeklyHours>>,
) -> AnyView {
    let wrong = desk.wrong("/hours");
    view! {
        <fieldset class="field">
            <legend class="field__label">{texts::SERVED}</legend>
            <SomeHours week change label=texts::SERVED_AT />
            <div role="alert">{move || wrong.get().map(|wrong| view! { <p class="field__error">{wrong}</p> })}</div>
        </fieldset>
    }
    .into_any()
}
