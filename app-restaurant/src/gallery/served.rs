//! When something is served, and what the kitchen calls it.

use super::States;
use super::menu::drawn;
use crate::components::some_hours::SomeHours;
use crate::pages::carta::desk::Desk;
use crate::pages::carta::served::{KitchenName, Served};
use crate::state::erased::memo;
use domain::service_hours::{ServiceHours, WeeklyHours};
use leptos::prelude::*;
use ui::gallery::component;

pub fn components() -> Vec<AnyView> {
    vec![
        component("KitchenName", vec![("with a proposal", drawn(kitchen_name))]),
        component("Served", vec![("every noon", drawn(served))]),
        component("SomeHours", some_hours()),
    ]
}

fn kitchen_name(desk: Desk) -> AnyView {
    let (name, value) = (
        RwSignal::new("Chicharrón de pollo, 6 piezas".to_owned()),
        RwSignal::new(String::new()),
    );
    let (name, value, typed) = (
        memo(move || name.get()),
        memo(move || value.get()),
        Callback::new(move |text| value.set(text)),
    );
    view! { <KitchenName desk id="muestra-cocina" name value typed /> }.into_any()
}

fn served(desk: Desk) -> AnyView {
    let change = Callback::new(|_| {});
    view! { <Served desk week=Some(WeeklyHours::default()) change /> }.into_any()
}

fn some_hours() -> States {
    // From six in the evening to two in the night.
    let night = ServiceHours {
        opens: 1_080,
        closes: 1_560,
    };
    let mut by_weekday = WeeklyHours::every_day(night);
    by_weekday.0[0] = vec![ServiceHours::default()];
    let drawn = |week: Option<WeeklyHours>| {
        let change = Callback::new(|_| {});
        view! { <SomeHours week change label="Solo a ciertas horas" /> }.into_any()
    };
    vec![
        ("always", drawn(None)),
        ("every night", drawn(Some(WeeklyHours::every_day(night)))),
        ("by weekday", drawn(Some(by_weekday))),
    ]
}
