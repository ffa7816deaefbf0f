//! What signing in and registering have in common.

use crate::components::field::Problems;
use crate::state::restaurant::RestaurantState;
use leptos::prelude::*;
use texts::now::storefront as texts;
use ui::typed::typed;

/// The form, beside a picture on large screens.
pub fn auth_frame(form: AnyView) -> AnyView {
    let restaurant = RestaurantState::expect();
    let picture = move || {
        let drawing = restaurant
            .known()
            .and_then(|known| known.storefront.tenant.hero_drawing());
        drawing.map(|src| view! { <img src=src width="720" height="560" alt="" /> })
    };
    view! {
        <div class="auth">
            <aside class="auth__aside ember">
                <h2>{texts::AUTH_ASIDE}</h2>
                {picture}
            </aside>
            {form}
        </div>
    }
    .into_any()
}

/// The password of somebody who signs in or registers.
#[component]
pub fn PasswordField(
    value: RwSignal<String>,
    problems: Problems,
    /// To be chosen now, and not one that exists.
    new: bool,
) -> AnyView {
    view! { <SecretField id="password" label=texts::PASSWORD value=value problems=problems new=new /> }
        .into_any()
}

/// A password, which may be looked at.
#[component]
pub fn SecretField(
    /// Of the element, and in `problems`.
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    problems: Problems,
    /// To be chosen now, and not one that exists.
    new: bool,
) -> AnyView {
    let shown = RwSignal::new(false);
    let problem = problems.of(id);
    let (hint_id, error_id) = ([id, "-hint"].concat(), [id, "-error"].concat());
    let described = {
        let (hint_id, error_id) = (hint_id.clone(), error_id.clone());
        move || match (problem.with(Option::is_some), new) {
            (true, _) => Some(error_id.clone()),
            (false, true) => Some(hint_id.clone()),
            (false, false) => None,
        }
    };
    let typed = move |event| {
        value.set(typed(&event));
        problems.clear(id);
    };
    view! {
        <div class="field">
            <label class="field__label" for=id>
                {label}
            </label>
            <input
                class="field__input"
                id=id
                name=id
                type=move || if shown.get() { "text" } else { "password" }
                autocomplete=if new { "new-password" } else { "current-password" }
                maxlength="128"
                aria-required="true"
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                aria-describedby=described
                prop:value=value
                on:input=typed
            />
            {new.then(|| {
                view! {
                    <p class="field__hint" id=hint_id>
                        {texts::PASSWORD_HINT}
                    </p>
                }
            })}
            {move || {
                let error_id = error_id.clone();
                problem
                    .get()
                    .map(|text| {
                        view! {
                            <p class="field__error" id=error_id>
                                {text}
                            </p>
                        }
                    })
            }}
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=shown
                    on:change=move |event| shown.set(event_target_checked(&event))
                />
                <span>{texts::SHOW_PASSWORD}</span>
            </label>
        </div>
    }
    .into_any()
}
