//! A password that was made for somebody, shown this once.

use super::Team;
use crate::state::erased::effect;
use ::texts::now::console::staff as texts;
use domain::customer::first_name;
use leptos::prelude::*;
use ui::sheet::Sheet;

#[component]
pub(crate) fn FirstPassword(team: Team) -> AnyView {
    let open = RwSignal::new(false);
    let told = team.told;
    effect(move || open.set(told.with(Option::is_some)));
    effect(move || {
        if !open.get() && told.with_untracked(Option::is_some) {
            told.set(None);
        }
    });
    let title = Signal::derive(move || {
        let name = told.with(|told| told.as_ref().map(|told| told.person.name.clone()));
        texts::password_of(first_name(&name.unwrap_or_default()))
    });
    view! {
        <Sheet open title id="clave-de">
            <Told team open />
        </Sheet>
    }
    .into_any()
}

/// What somebody needs to sign in for the first time.
#[component]
pub(crate) fn Told(team: Team, open: RwSignal<bool>) -> AnyView {
    view! {
        <div class="sheet__body">
            <p>{texts::PASSWORD_LEAD}</p>
            {move || {
                team.told
                    .get()
                    .map(|told| {
                        view! {
                            <dl class="staff__credentials" translate="no">
                                <div>
                                    <dt>{texts::USER}</dt>
                                    <dd>{told.person.username}</dd>
                                </div>
                                <div>
                                    <dt>{texts::PASSWORD}</dt>
                                    <dd>{told.password}</dd>
                                </div>
                            </dl>
                        }
                    })
            }}
            <p class="notice notice--warning">{texts::PASSWORD_ONCE}</p>
        </div>
        <div class="sheet__foot">
            <button type="button" class="button button--primary" on:click=move |_| open.set(false)>
                {texts::NOTED}
            </button>
        </div>
    }
    .into_any()
}
