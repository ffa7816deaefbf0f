//! The choice of a role.

use ::texts::now::console as words;
use ::texts::now::console::staff as texts;
use domain::staff::Role;
use leptos::prelude::*;

/// The roles of people, in the order of an order's way.
pub const ROLES: [Role; 4] = [Role::Cook, Role::Dispatcher, Role::Driver, Role::Manager];

#[component]
pub fn RoleChoice(
    /// What the buttons of this choice have in common.
    name: &'static str,
    role: RwSignal<Role>,
) -> AnyView {
    let choice = move |one: Role| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name=name
                    prop:checked=move || role.get() == one
                    on:change=move |_| role.set(one)
                />
                <span class="choice__body">
                    <span class="choice__title">{words::role(one)}</span>
                    <span class="choice__note">{texts::work(one)}</span>
                </span>
            </label>
        }
    };
    view! {
        <fieldset class="field">
            <legend class="field__label">{texts::ROLE}</legend>
            <div class="choices">{ROLES.map(choice).collect_view()}</div>
        </fieldset>
    }
    .into_any()
}
