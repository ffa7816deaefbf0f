//! Pausa y apuro: who works in the kitchen stops sales for now, or has them promised later, for a while.

use super::places::Places;
use crate::state::erased::memo;
use crate::state::pace::{Pacing, Standing, keep_place, one_place, place_of_device};
use crate::state::restaurant::RestaurantState;
use crate::state::service_draft::Place;
use crate::state::session::Session;
use ::texts::now::console::pace as texts;
use ::texts::now::hours as words;
use domain::fulfilment::FulfilmentKind;
use domain::schedule::lead_minutes;
use domain::staff::Permission;
use leptos::prelude::*;
use ui::clock::Clock;
use ui::icon::Icon;
use ui::page;
use ui::sheet::Sheet;

/// By how many minutes orders may take longer, and for how many minutes.
const RUSHES: [(u16, u16); 3] = [(10, 30), (15, 30), (30, 60)];
/// The lengths of pauses that are offered, in minutes.
const PAUSES: [u16; 3] = [15, 30, 60];

/// The element that says how the place stands.
const NOTES: &str = "ritmo-estado";

/// How a place stands by now, followed; that of all of them before one is chosen.
fn standing(place: RwSignal<Option<Place>>) -> Memo<Standing> {
    let (restaurant, clock) = (RestaurantState::expect(), expect_context::<Clock>());
    let every = move || (clock.now(), place.get().flatten());
    memo(move || {
        let (now, place) = every();
        restaurant.read(|tenant| Standing::of(tenant, &place, now))
    })
}

/// In the head of a queue: how the device's place stands, and the sheet that changes it. Nothing for those who may not.
#[component]
pub fn PaceButton() -> AnyView {
    let (session, restaurant) = (Session::expect(), RestaurantState::expect());
    let open = RwSignal::new(false);
    let place = RwSignal::new(restaurant.with_tenant(place_of_device));
    let standing = standing(place);
    let words = memo(move || {
        standing.with(|standing| match standing {
            Standing {
                paused: Some(until), ..
            } => (texts::IN_PAUSE.to_owned(), Some(*until)),
            Standing { rush: Some(rush), .. } => (texts::in_rush(rush.minutes), Some(rush.until)),
            _ => (texts::SHORT.to_owned(), None),
        })
    });
    let may = memo(move || session.may(Permission::PauseSales));
    let icon = memo(move || {
        standing.with(|standing| {
            if standing.paused.is_none() && standing.rush.is_some() {
                "fast"
            } else {
                "pause"
            }
        })
    });
    view! {
        {move || {
            may.get()
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button queue__pace"
                            aria-haspopup="dialog"
                            data-on=move || words.get().1.map(|_| "")
                            on:click=move |_| open.set(true)
                        >
                            {move || view! { <Icon name=icon.get() /> }}
                            <span>
                                {move || words.get().0}
                                {move || {
                                    let until = words.get().1.map(|until| restaurant.hhmm(until));
                                    until.map(|until| view! { <small>{texts::until(&until)}</small> })
                                }}
                            </span>
                        </button>
                        <Sheet open title=texts::TITLE id="ritmo">
                            <div class="sheet__body">
                                <p class="muted">{texts::LEAD}</p>
                                <Pace place />
                            </div>
                        </Sheet>
                    }
                })
        }}
    }
    .into_any()
}

/// What begins and ends a rush and a pause of a place, and which place it is.
#[component]
pub fn Pace(place: RwSignal<Option<Place>>) -> AnyView {
    let (restaurant, clock) = (RestaurantState::expect(), expect_context::<Clock>());
    let pacing = Pacing::new();
    let choose = Callback::new(move |wanted: Place| {
        keep_place(&wanted);
        place.set(Some(wanted));
    });
    let mark = Callback::new(move |of: Place| {
        let now = clock.now();
        let standing = restaurant.read(|tenant| Standing::of(tenant, &of, now));
        match standing {
            Standing { paused: Some(_), .. } => texts::IN_PAUSE.to_owned(),
            Standing { rush: Some(rush), .. } => texts::in_rush(rush.minutes),
            _ => String::new(),
        }
    });
    let none = memo(move || place.with(Option::is_none));
    view! {
        <div class="pace" aria-busy=move || pacing.busy.get().then_some("true")>
            <Places chosen=place choose mark />
            {move || none.get().then(|| view! { <p class="notice notice--info">{texts::CHOOSE_PLACE}</p> })}
            <div class="pace__parts">
                {rushes(pacing, place)}
                {pauses(pacing, place)}
            </div>
            <Notes pacing place />
        </div>
    }
    .into_any()
}

fn rushes(pacing: Pacing, place: RwSignal<Option<Place>>) -> AnyView {
    let standing = standing(place);
    let restaurant = RestaurantState::expect();
    let choices: Vec<AnyView> = RUSHES
        .into_iter()
        .map(|(minutes, lasts)| {
            let until = memo(move || {
                standing.with(|standing| {
                    let own = standing.rush.as_ref().filter(|rush| rush.minutes == minutes);
                    own.map(|rush| rush.until)
                })
            });
            let said = move || match until.get() {
                Some(until) => texts::until(&restaurant.hhmm(until)),
                None => texts::lasts(lasts),
            };
            let begin = Callback::new(move |place| pacing.rush(place, minutes, lasts));
            let on = Some(Signal::derive(move || until.get().is_some()));
            choice(place, "", texts::longer(minutes), Signal::derive(said), on, begin)
        })
        .collect();
    part(texts::RUSH, texts::RUSH_LEAD, choices)
}

fn pauses(pacing: Pacing, place: RwSignal<Option<Place>>) -> AnyView {
    let (restaurant, clock) = (RestaurantState::expect(), expect_context::<Clock>());
    let choices: Vec<AnyView> = PAUSES
        .into_iter()
        .map(|minutes| {
            let ends = memo(move || restaurant.hhmm(clock.now().plus_minutes(i64::from(minutes))));
            let said = Signal::derive(move || ends.with(|ends| texts::until(ends)));
            let begin = Callback::new(move |place| pacing.pause(place, minutes));
            choice(place, texts::TO_PAUSE, texts::length(minutes), said, None, begin)
        })
        .collect();
    part(texts::PAUSE, texts::PAUSE_LEAD, choices)
}

fn part(title: &'static str, lead: &'static str, choices: Vec<AnyView>) -> AnyView {
    view! {
        <div>
            <h3>{title}</h3>
            <p class="muted">{lead}</p>
            <div class="pace__choices" role="group" aria-label=title>
                {choices}
            </div>
        </div>
    }
    .into_any()
}

/// A button with what it does and until when, and `before` for those who only hear it. `on` says whether that holds, where it can
/// be said.
fn choice(
    place: RwSignal<Option<Place>>,
    before: &'static str,
    words: String,
    until: Signal<String>,
    on: Option<Signal<bool>>,
    begin: Callback<Place>,
) -> AnyView {
    let press = move |_| {
        if let Some(place) = place.get_untracked() {
            begin.run(place);
        }
    };
    view! {
        <button
            type="button"
            aria-pressed=move || on.map(|on| if on.get() { "true" } else { "false" })
            disabled=move || place.with(Option::is_none)
            on:click=press
        >
            <b>
                <span class="visually-hidden">{before}</span>
                {words}
            </b>
            " "
            <small>{until}</small>
        </button>
    }
    .into_any()
}

/// How the place stands, in words, and what ends it.
#[component]
pub(crate) fn Notes(pacing: Pacing, place: RwSignal<Option<Place>>) -> AnyView {
    let (restaurant, clock) = (RestaurantState::expect(), expect_context::<Clock>());
    let standing = standing(place);
    let none = memo(move || place.with(Option::is_none));
    let sign = memo(move || {
        let (now, place) = (clock.now(), place.get().flatten());
        restaurant
            .read(|tenant| words::sign(&tenant.opening(one_place(tenant, &place), now), &tenant.zone, now))
    });
    let paused = memo(move || {
        let until = standing.with(|standing| standing.paused)?;
        Some(texts::pause_says(&restaurant.hhmm(until)))
    });
    let rushed = memo(move || {
        let rush = standing.with(|standing| standing.rush.clone())?;
        let usual = restaurant.read(|tenant| lead_minutes(&tenant.targets, FulfilmentKind::Delivery));
        let until = restaurant.hhmm(rush.until);
        Some(texts::rush_says(
            rush.minutes,
            &until,
            usual + i64::from(rush.minutes),
        ))
    });
    // The button that ends it goes with it: the focus stays here.
    let end_pause = Callback::new(move |()| {
        page::focus(NOTES);
        pacing.pause(place.get_untracked().flatten(), 0);
    });
    let end_rush = Callback::new(move |()| {
        page::focus(NOTES);
        pacing.rush(place.get_untracked().flatten(), 0, 0);
    });
    view! {
        <div class="pace__notes" id=NOTES tabindex="-1">
            {move || {
                (!none.get() && standing.with(Standing::is_usual))
                    .then(|| {
                        let (state, word, rest) = sign.get();
                        view! {
                            <p class="sign" data-state=state>
                                {word}
                                {(!rest.is_empty()).then(|| view! { <span>{["· ", &rest].concat()}</span> })}
                            </p>
                        }
                    })
            }}
            {move || paused.get().map(|said| note("pause", said, texts::GO_ON, end_pause))}
            {move || rushed.get().map(|said| note("fast", said, texts::RUSH_END, end_rush))}
        </div>
    }
    .into_any()
}

fn note(icon: &'static str, said: String, end: &'static str, ended: Callback<()>) -> AnyView {
    view! {
        <p class="pace__note">
            <Icon name=icon />
            <span>{said}</span>
            <button type="button" class="button" on:click=move |_| ended.run(())>
                <Icon name="undo" />
                {end}
            </button>
        </p>
    }
    .into_any()
}
