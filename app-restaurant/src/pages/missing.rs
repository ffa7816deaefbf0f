//! Addresses at which there is nothing, and the address without a screen.

use crate::components::empty::Empty;
use crate::routes::Screen;
use crate::state::erased::effect;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use domain::staff::Role;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use texts::now::console as texts;

#[component]
pub fn Missing() -> AnyView {
    RestaurantState::expect().title(texts::NO_SUCH_PAGE);
    let role = Session::expect().me_now().map_or(Role::Manager, |me| me.role);
    view! {
        <Empty page=true art="not_found" title=texts::NO_SUCH_PAGE text=texts::NO_SUCH_PAGE_TEXT>
            <a class="button button--primary" href=Screen::home(role).href()>
                {texts::GO_HOME}
            </a>
        </Empty>
    }
    .into_any()
}

/// A screen that is not for this role.
#[component]
pub fn NotForYou() -> AnyView {
    let role = Session::expect().me_now().map_or(Role::Manager, |me| me.role);
    view! {
        <Empty page=true art="not_found" title=texts::NOT_FOR_YOU text=texts::NOT_FOR_YOU_TEXT>
            <a class="button button--primary" href=Screen::home(role).href()>
                {texts::GO_HOME}
            </a>
        </Empty>
    }
    .into_any()
}

/// Goes on to where one works.
#[component]
pub fn GoHome() -> AnyView {
    let session = Session::expect();
    let navigate = use_navigate();
    let draft = RestaurantState::expect().is_draft();
    effect(move || {
        if let Some(me) = session.me_now() {
            let there = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(Screen::home_in(me.role, draft).path(), there);
        }
    });
    view! { <p class="working working--page" role="status">{texts::LOADING}</p> }.into_any()
}
