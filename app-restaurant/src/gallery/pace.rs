//! Pausa y apuro.

use super::States;
use super::samples::{now, person};
use crate::components::pace::{Notes, Pace, PaceButton};
use crate::components::places::Places;
use crate::state::pace::Pacing;
use crate::state::restaurant::RestaurantState;
use crate::state::service_draft::Place;
use crate::state::session::Session;
use domain::opening::{Pause, Rush};
use domain::staff::Role;
use domain::tenant::Tenant;
use leptos::prelude::*;
use ui::clock::Clock;
use ui::gallery::{apart, component};

pub fn components() -> Vec<AnyView> {
    vec![
        component("Pace", paces()),
        component("PaceButton", pace_buttons()),
        component("Places", vec![("all", places())]),
    ]
}

/// In a restaurant of a place of its own, of which one place pauses and all are in a rush.
fn in_rush(draw: impl FnOnce() -> AnyView + Send + 'static) -> AnyView {
    apart(move || {
        let mut tenant = RestaurantState::expect().with_tenant(Tenant::clone);
        tenant.pauses = vec![Pause {
            branch: tenant.branches.first().map(|branch| branch.id.clone()),
            until: now().plus_minutes(20),
        }];
        tenant.rushes = vec![Rush {
            branch: None,
            minutes: 15,
            until: now().plus_minutes(30),
        }];
        RestaurantState::provide(tenant, expect_context::<Clock>());
        draw()
    })
}

fn paces() -> States {
    let drawn = |place: Option<Place>| view! { <Pace place=RwSignal::new(place) /> }.into_any();
    let first = RestaurantState::expect()
        .with_tenant(|tenant| tenant.branches.first().map(|branch| branch.id.clone()));
    let notes = || {
        let place = RwSignal::new(Some(None));
        view! { <Notes pacing=Pacing::new() place /> }.into_any()
    };
    vec![
        ("no place chosen", drawn(None)),
        ("as usual", drawn(Some(None))),
        ("in a rush", in_rush(move || drawn(Some(None)))),
        ("paused in a rush", in_rush(move || drawn(Some(first)))),
        ("its notes", in_rush(notes)),
    ]
}

fn pace_buttons() -> States {
    let drawn = || {
        Session::provide(Some(person(Role::Cook)));
        view! { <PaceButton /> }.into_any()
    };
    vec![("as usual", apart(drawn)), ("in a rush", in_rush(drawn))]
}

fn places() -> AnyView {
    let place = RwSignal::new(Some(None));
    let choose = Callback::new(move |wanted| place.set(Some(wanted)));
    view! { <Places chosen=place choose /> }.into_any()
}
