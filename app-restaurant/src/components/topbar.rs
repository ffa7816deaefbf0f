//! The bar above every screen.

use super::links::Links;
use super::live_badge::LiveBadge;
use super::sound::SoundButton;
use super::who::Who;
use crate::routes::Screen;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use domain::staff::Role;
use leptos::prelude::*;

#[component]
pub fn TopBar(
    /// Opens what there is about the one signed in.
    who: RwSignal<bool>,
) -> AnyView {
    let restaurant = RestaurantState::expect();
    let session = Session::expect();
    let home = move || Screen::home(session.role().unwrap_or(Role::Manager)).href();
    view! {
        <header class="topbar">
            <a class="topbar__brand" href=home>
                <img src=restaurant.logo() width="40" height="40" alt="" />
                {restaurant.name()}
            </a>
            <Links />
            <div class="topbar__end">
                <LiveBadge />
                <SoundButton />
                <Who open=who />
            </div>
        </header>
    }
    .into_any()
}
