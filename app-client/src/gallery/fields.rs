//! What is filled in.

use super::States;
use crate::components::destination_form::{DestinationFields, destination_form};
use crate::components::district_field::DistrictField;
use crate::components::field::{Choice, Field, Kind, LongField, Problems};
use crate::components::opening::{ClosedBar, OpenSign};
use crate::components::problem_summary::problem_summary;
use crate::components::schedule_fields::ScheduleFields;
use crate::components::search_box::SearchBox;
use crate::state::destination::{self, Destination};
use crate::state::restaurant::{Known, RestaurantState};
use ::texts::now::{errors, storefront as texts};
use api::catalog::Storefront;
use domain::Slug;
use domain::cart::FulfilmentKind;
use domain::customer::{Address, FieldProblem};
use domain::opening::Pause;
use domain::service_hours::WeeklyHours;
use domain::tenant::Tenant;
use leptos::prelude::*;
use std::sync::Arc;
use ui::clock::device_time;
use ui::gallery::{alone, apart, as_if_kept, component, on_demand};

/// Where the browser keeps where orders go: the name of `state/destination.rs`.
const DESTINATION: &str = "destination";

pub fn components(storefront: &Storefront) -> Vec<AnyView> {
    vec![
        component("Field", fields()),
        component("Field, by what it takes", kinds()),
        component("LongField", long_fields()),
        component("Choice", choices()),
        component("problem_summary", summaries()),
        component("DestinationFields", destinations(storefront)),
        component("destination_form", forms()),
        component("DistrictField", districts()),
        component("ScheduleFields", schedules()),
        component("OpenSign", signs(storefront)),
        component("ClosedBar", bars(storefront)),
        component("SearchBox", vec![("empty", view! { <SearchBox /> }.into_any())]),
    ]
}

fn missing() -> String {
    errors::field(FieldProblem::Missing)
}

/// What is wrong with this field, said before it is there to take the focus.
fn wrong(id: &'static str) -> Problems {
    wrong_at(&[id])
}

/// What is wrong with these fields.
pub fn wrong_at(ids: &[&'static str]) -> Problems {
    let problems = Problems::default();
    problems.show(ids.iter().map(|id| (*id, missing())).collect());
    problems
}

fn fields() -> States {
    let drawn = |id: &'static str, value: &str, problems: Problems, optional: bool| {
        let value = RwSignal::new(value.to_owned());
        let kind = Kind::text("off", 160);
        let (label, hint) = (texts::ADDRESS, texts::ADDRESS_HINT);
        view! { <Field id label kind value problems hint optional /> }.into_any()
    };
    let none = Problems::default();
    vec![
        ("empty", drawn("campo-1", "", none, false)),
        ("filled", drawn("campo-2", "Av. Larco 345", none, false)),
        ("optional", drawn("campo-3", "", none, true)),
        ("wrong", drawn("campo-4", "", wrong("campo-4"), false)),
    ]
}

fn kinds() -> States {
    let drawn = |id: &'static str, label: &'static str, kind: Kind, value: &str| {
        let (value, problems) = (RwSignal::new(value.to_owned()), Problems::default());
        view! { <Field id label kind value problems /> }.into_any()
    };
    vec![
        (
            "telephone",
            drawn("campo-5", texts::PHONE, Kind::PHONE, "987 654 321"),
        ),
        (
            "e-mail",
            drawn("campo-6", texts::EMAIL, Kind::EMAIL, "lucia.rojas@ejemplo.pe"),
        ),
        (
            "digits",
            drawn("campo-7", texts::DNI, Kind::digits(8), "45678912"),
        ),
    ]
}

fn long_fields() -> States {
    let drawn = |id: &'static str, problems: Problems, optional: bool| {
        let value = RwSignal::new(String::new());
        let (label, hint) = (texts::REFERENCE, texts::REFERENCE_HINT);
        view! { <LongField id label longest=300 value problems hint optional /> }.into_any()
    };
    let none = Problems::default();
    vec![
        ("empty", drawn("campo-8", none, false)),
        ("optional", drawn("campo-9", none, true)),
        ("wrong", drawn("campo-10", wrong("campo-10"), false)),
    ]
}

fn choices() -> States {
    let chosen = RwSignal::new(true);
    let choice = |first: bool, title: &'static str, note: &'static str| {
        let checked = Signal::derive(move || chosen.get() == first);
        let choose = move |()| chosen.set(first);
        view! { <Choice name="muestra-eleccion" checked title note chosen=choose /> }.into_any()
    };
    vec![
        ("chosen", choice(true, texts::DELIVERY, texts::DELIVERY_NOTE)),
        ("the other one", choice(false, texts::PICKUP, "")),
    ]
}

/// Drawn by a button, because each takes the focus.
fn summaries() -> States {
    let drawn = |id: &'static str, fields: &'static [&'static str]| {
        let label = |field: &str| match field {
            "campo-4" => texts::ADDRESS,
            _ => texts::REFERENCE,
        };
        on_demand(move || {
            let problems = Problems::default();
            problems.summarise(fields.iter().map(|field| (*field, missing())).collect(), id);
            problem_summary(problems, id, label)
        })
    };
    vec![
        ("one", drawn("resumen-1", &["campo-4"])),
        ("several", drawn("resumen-2", &["campo-4", "campo-10"])),
    ]
}

/// What is chosen in a place of its own; what the visitor has really chosen stays.
fn chosen(kind: FulfilmentKind, branch: Option<Slug>) {
    let address = Address {
        line: "Av. Larco 345, dpto. 402".to_owned(),
        district: "Miraflores".to_owned(),
        reference: String::new(),
    };
    let choice = destination::Choice {
        kind,
        address,
        branch,
    };
    as_if_kept(DESTINATION, &choice, || Destination::provide().wake());
}

/// Among the districts of the demo's zones.
fn districts() -> States {
    let drawn = |name: &'static str, wrong: bool| {
        let problems = if wrong {
            self::wrong("district")
        } else {
            Problems::default()
        };
        view! { <DistrictField district=RwSignal::new(name.to_owned()) problems=problems /> }.into_any()
    };
    vec![
        ("not chosen yet", drawn("", false)),
        ("chosen", drawn("Surquillo", false)),
        ("missing", drawn("", true)),
        ("of an address elsewhere", drawn("Arequipa", false)),
    ]
}

fn destinations(storefront: &Storefront) -> States {
    let drawn = |name: &'static str, kind: FulfilmentKind, branch: Option<Slug>, wrong: &'static str| {
        apart(move || {
            chosen(kind, branch);
            let problems = Problems::default();
            if !wrong.is_empty() {
                problems.show(vec![(wrong, missing())]);
            }
            view! { <DestinationFields problems name /> }.into_any()
        })
    };
    let branches = &storefront.tenant.branches;
    let first = branches.first().map(|branch| branch.id.clone());
    let (delivery, pickup) = (FulfilmentKind::Delivery, FulfilmentKind::Pickup);
    vec![
        ("to an address", drawn("muestra-1", delivery, None, "")),
        (
            "to an address, wrong",
            drawn("muestra-2", delivery, None, "address-line"),
        ),
        ("over the counter", drawn("muestra-3", pickup, first, "")),
        (
            "over the counter, wrong",
            drawn("muestra-4", pickup, None, "branch"),
        ),
    ]
}

fn forms() -> States {
    let form = || {
        chosen(FulfilmentKind::Delivery, None);
        destination_form(Callback::new(|()| {}))
    };
    vec![("in a sheet", apart(form))]
}

/// The restaurant as it is at other hours.
fn at_hours(storefront: &Storefront, hours: WeeklyHours, pauses: Vec<Pause>) {
    let tenant = Tenant {
        hours,
        pauses,
        special_days: Vec::new(),
        ..storefront.tenant.clone()
    };
    provide_context(Arc::new(Known::whole(Storefront {
        online: true,
        tenant,
        ..storefront.clone()
    })));
    RestaurantState::provide().shown_as_awake();
}

/// Open round the clock, never open, and paused.
fn at_all_hours(storefront: &Storefront, draw: fn() -> AnyView) -> States {
    let never = || WeeklyHours(Default::default());
    let paused = || Pause {
        branch: None,
        until: device_time().plus_minutes(30),
    };
    vec![
        ("open", storefront.clone(), WeeklyHours::always(), Vec::new()),
        ("closed", storefront.clone(), never(), Vec::new()),
        (
            "paused",
            storefront.clone(),
            WeeklyHours::always(),
            vec![paused()],
        ),
    ]
    .into_iter()
    .map(|(name, storefront, hours, pauses)| {
        let drawn = apart(move || {
            at_hours(&storefront, hours.clone(), pauses.clone());
            draw()
        });
        (name, drawn)
    })
    .collect()
}

fn signs(storefront: &Storefront) -> States {
    at_all_hours(storefront, || view! { <OpenSign /> }.into_any())
}

fn bars(storefront: &Storefront) -> States {
    at_all_hours(storefront, || view! { <ClosedBar /> }.into_any())
}

fn schedules() -> States {
    let drawn = |wanted: RwSignal<_>, problems: Problems| {
        alone(view! { <ScheduleFields wanted problems /> }.into_any())
    };
    let later = || RwSignal::new(Some(device_time().plus_minutes(180)));
    vec![
        (
            "as soon as possible",
            drawn(RwSignal::new(None), Problems::default()),
        ),
        ("for later", drawn(later(), Problems::default())),
        ("for later, wrong", drawn(later(), wrong("slot"))),
    ]
}
