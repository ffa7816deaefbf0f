//! The bar above every screen.

use super::links::Links;
use super::live_badge::LiveBadge;
use super::sound::SoundButton;
use super::who::Who;
use crate::routes::Screen;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use domain::staff::Role;
use domain::tenant::Tenant;
use leptos::prelude::*;

#[component]
pub fn TopBar(
    /// Opens what there is about the one signed in.
    who: RwSignal<bool>,
) -> AnyView {
    let restaurant = RestaurantState::expect();
    let session = Session::expect();
    let (logo, name) = (
        restaurant.followed(Tenant::logo),
        restaurant.followed(|tenant| tenant.brand.name.clone()),
    );
    let draft = restaurant.followed(|tenant| tenant.draft);
    let home = move || Screen::home_in(session.role().unwrap_or(Role::Manager), draft.get()).href();
    view! {
        <header class="topbar">
            <a class="topbar__brand" href=home>
                <img src=logo width="40" height="40" alt="" />
                {name}
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
