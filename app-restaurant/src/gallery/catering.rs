//! Requests for catering beside each other: on the board, in the calendar, in lists.

use super::requests::{changed, doing, each, one, requests, some, unchanging};
use super::{States, seen_by};
use crate::pages::catering::board::Lanes;
use crate::pages::catering::calendar::{Grid, OfDay, OfMonth, Shows};
use crate::pages::catering::card::{BadgeOf, Card};
use crate::pages::catering::list::Turning;
use crate::pages::catering::steps::Handler;
use crate::state::catering::{CateringAddress, Month, View};
use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use crate::state::trail::Trail;
use api::catering::{CalendarDay, CateringView};
use domain::Date;
use domain::catering::DayLoad;
use domain::staff::Role;
use leptos::prelude::*;
use ui::gallery::{component, narrow, small};

/// Where the second page of a list begins.
const SECOND: &str = "muestra";

pub fn components() -> Vec<AnyView> {
    vec![
        narrow("Card", cards()),
        small(
            "BadgeOf",
            each(requests(130), |request| view! { <BadgeOf request /> }.into_any()),
        ),
        component("Handler", handlers()),
        component("Lanes", lanes()),
        component("Grid", grids()),
        component("OfDay", days()),
        component("OfMonth", months()),
        component("Turning of catering", turnings()),
    ]
}

fn cards() -> States {
    each(requests(100), |request| {
        let changed = changed();
        view! { <Card request changed /> }.into_any()
    })
}

fn handlers() -> States {
    let drawn = |request: Memo<CateringView>| view! { <Handler request doing=doing(request) /> }.into_any();
    let Some((of_nobody, taken)) = one(160, "new").zip(one(160, "quoted")) else {
        return States::new();
    };
    let (of_nobody, taken) = (unchanging(of_nobody), unchanging(taken));
    vec![
        ("nobody", drawn(of_nobody)),
        ("me", seen_by(Role::Manager, move || drawn(taken))),
        ("somebody else", seen_by(Role::Cook, move || drawn(taken))),
    ]
}

fn lanes() -> States {
    let drawn = |first: u64, shown: usize, more: bool| {
        let views = requests(first).into_iter().map(|(_, view)| view);
        let requests = RwSignal::new(views.take(shown).collect::<Vec<CateringView>>());
        let (more, changed) = (RwSignal::new(more), changed());
        view! { <Lanes requests more changed /> }.into_any()
    };
    vec![
        ("with requests", drawn(190, usize::MAX, false)),
        ("with more than are shown", drawn(220, 2, true)),
        ("without any", drawn(220, 0, false)),
    ]
}

/// A month with two days of events, of which the first is chosen, or the day before it.
fn calendar(busy: bool, on_free_day: bool) -> Option<Shows> {
    let restaurant = RestaurantState::expect();
    let names = ["accepted", "scheduled", "scheduled, all paid", "in the kitchen"];
    let events: Vec<CateringView> = some(250, &names).into_iter().map(|(_, view)| view).collect();
    let first = restaurant.zone().date(events.first()?.page.at);
    let day = |date: Date, requests: &[CateringView]| CalendarDay {
        date,
        load: load(requests),
        requests: requests.to_vec(),
    };
    let (alone, others) = events.split_first()?;
    let days = vec![
        day(first, others),
        day(first.plus_days(1), std::slice::from_ref(alone)),
    ];
    let chosen = first.plus_days(if on_free_day { -1 } else { 0 });
    Some(Shows {
        month: memo(move || Month::of(first)),
        days: RwSignal::new(if busy { days } else { Vec::new() }),
        chosen: RwSignal::new(chosen),
        restaurant,
    })
}

fn load(requests: &[CateringView]) -> DayLoad {
    DayLoad {
        guests: requests.iter().map(|request| request.page.guests).sum(),
        events: u32::try_from(requests.len()).unwrap_or(u32::MAX),
    }
}

fn grids() -> States {
    let drawn = |shows: Shows| view! { <Grid shows /> }.into_any();
    let shown = calendar(true, false).map(|shows| ("with events", drawn(shows)));
    shown.into_iter().collect()
}

fn days() -> States {
    let drawn = |shows: Shows| view! { <OfDay shows /> }.into_any();
    let all = [
        calendar(true, false).map(|shows| ("with events", drawn(shows))),
        calendar(true, true).map(|shows| ("without any", drawn(shows))),
    ];
    all.into_iter().flatten().collect()
}

fn months() -> States {
    let drawn = |shows: Shows| view! { <OfMonth shows /> }.into_any();
    let all = [
        calendar(true, false).map(|shows| ("with events", drawn(shows))),
        calendar(false, false).map(|shows| ("without any", drawn(shows))),
    ];
    all.into_iter().flatten().collect()
}

fn turnings() -> States {
    let drawn = |cursor: Option<String>, number: usize, next: Option<&str>| {
        let mut trail = Trail::default();
        trail.at(&None);
        trail.at(&cursor);
        let (trail, next) = (RwSignal::new(trail), RwSignal::new(next.map(str::to_owned)));
        let address = CateringAddress::of(View::Done).at(cursor, number);
        view! { <Turning address=memo(move || address.clone()) trail next /> }.into_any()
    };
    let second = || Some(SECOND.to_owned());
    vec![
        ("first", drawn(None, 1, Some(SECOND))),
        ("between", drawn(second(), 2, Some("tercera"))),
        ("last", drawn(second(), 2, None)),
    ]
}
