//! As soon as possible, or at a time of today or one of the next days.

use super::field::{Choice, Problems};
use super::opening::{ClosedBar, Now};
use crate::state::destination::Destination;
use crate::state::restaurant::RestaurantState;
use ::texts::now::{shared as times, storefront as texts};
use domain::cart::FulfilmentKind;
use domain::schedule::{Handover, Schedule, ScheduleProblem, days, first_slot, next_slot, slots};
use domain::tenant::Tenant;
use domain::{Date, Slug, Timestamp};
use leptos::prelude::*;
use ui::clock::time;
use ui::dynamic::{dynamic, listener, nothing};

#[component]
pub fn ScheduleFields(wanted: RwSignal<Option<Timestamp>>, problems: Problems) -> AnyView {
    let hours = Hours {
        restaurant: RestaurantState::expect(),
        destination: Destination::expect(),
    };
    // Others have ordered since the page was opened.
    hours.restaurant.ask_full();
    let opening = Now::here().opening();
    // Kept since another day: nothing that is offered would be what is chosen.
    let over = RwSignal::new(wanted.get_untracked().is_some_and(|at| at <= time()));
    if over.get_untracked() {
        wanted.set(None);
    }
    // Nothing is cooked now: only what is for later can be had, and the first time of that is chosen in sight.
    let closed = Memo::new(move |_| opening.get().is_some_and(|opening| !opening.is_open()));
    Effect::new(move |_| {
        if closed.get()
            && wanted.get_untracked().is_none()
            && let Some(first) = untrack(move || hours.first())
        {
            wanted.set(Some(first));
        }
    });
    // The place, its hours or what is left of them may be others than when the time was chosen.
    let place = hours.place();
    let moved = RwSignal::new(None);
    let drawn = RwSignal::new(0_u32);
    Effect::new(move |before: Option<Place>| {
        let now = place.get();
        if before.is_some_and(|before| before != now)
            && let Some(at) = wanted.get_untracked()
            && let Some((next, why)) = untrack(move || hours.instead(at))
        {
            wanted.set(next);
            moved.set(Some(why));
            drawn.update(|times| *times += 1);
        }
        now
    });
    let choose = move |at: Option<Timestamp>| {
        moved.set(None);
        problems.clear("slot");
        over.set(false);
        wanted.set(at);
    };
    let is = move |later: bool| Signal::derive(move || wanted.with(Option::is_some) == later);
    let shown = Memo::new(move |_| wanted.with(Option::is_some));
    view! {
        <div class="choices choices--row" role="radiogroup" aria-label=texts::WHEN_TITLE>
            <Choice
                name="when"
                checked=is(false)
                title=texts::SOON
                note=texts::SOON_NOTE
                off=closed
                chosen=move |()| choose(None)
            />
            <Choice
                name="when"
                checked=is(true)
                title=texts::LATER
                note=texts::LATER_NOTE
                chosen=move |()| choose(hours.first())
            />
        </div>
        <ClosedBar choose=false />
        {notice(Signal::derive(move || over.get().then_some(texts::TIME_OVER)))}
        {notice(moved.into())}
        {dynamic(move || if shown.get() { fields(hours, (wanted, drawn), problems) } else { nothing() })}
    }
    .into_any()
}

fn notice(words: Signal<Option<&'static str>>) -> AnyView {
    dynamic(move || {
        words.get().map_or_else(nothing, |words| {
            view! {
                <p class="notice" role="status">
                    {words}
                </p>
            }
            .into_any()
        })
    })
}

/// The day and the time, drawn anew when another time was chosen for the customer. Choosing a day chooses its first time.
fn fields(
    hours: Hours,
    (wanted, drawn): (RwSignal<Option<Timestamp>>, RwSignal<u32>),
    problems: Problems,
) -> AnyView {
    let problem = problems.of("slot");
    let day = Memo::new(move |_| hours.day(wanted.get()));
    let place = hours.place();
    let choose = move || {
        listener(move |event| {
            problems.clear("slot");
            wanted.set(event_target_value(&event).parse().ok().map(Timestamp));
        })
    };
    let invalid = Signal::derive(move || problem.with(Option::is_some).then_some("true"));
    let error = dynamic(move || {
        problem.get().map_or_else(nothing, |text| {
            view! { <p class="field__error">{text}</p> }.into_any()
        })
    });
    view! {
        <div class="field-row">
            <div class="field">
                <label class="field__label" for="slot-day">
                    {texts::DAY}
                </label>
                <select class="field__input" id="slot-day" on:change=choose()>
                    {dynamic(move || {
                        place.track();
                        drawn.track();
                        hours.day_options(day.get_untracked()).into_any()
                    })}
                </select>
            </div>
            <div class="field">
                <label class="field__label" for="slot">
                    {texts::TIME}
                </label>
                <select
                    class="field__input"
                    id="slot"
                    aria-invalid=invalid
                    aria-describedby="slot-error"
                    on:change=choose()
                >
                    {dynamic(move || {
                        place.track();
                        drawn.track();
                        hours.slot_options(day.get(), wanted.get_untracked()).into_any()
                    })}
                </select>
            </div>
        </div>
        <div id="slot-error">{error}</div>
    }
    .into_any()
}

/// How an order is handed over, where, and the rules of the restaurant.
type Place = (FulfilmentKind, Option<Slug>, Option<Tenant>);

/// When the restaurant hands orders over, in the way that is chosen.
#[derive(Debug, Clone, Copy)]
struct Hours {
    restaurant: RestaurantState,
    destination: Destination,
}

impl Hours {
    fn read<T: Default>(self, read: impl FnOnce(&Tenant, Handover<'_>, Timestamp) -> T) -> T {
        let known = self.restaurant.known_now();
        known.map_or_else(T::default, |known| {
            let choice = self.destination.get_untracked();
            let tenant = choice.served(&known.storefront.tenant);
            read(&tenant, choice.handover(&tenant), time())
        })
    }

    /// What decides on the times, followed.
    fn place(self) -> Memo<Place> {
        let Hours {
            restaurant,
            destination,
        } = self;
        Memo::new(move |_| {
            let choice = destination.get();
            let known = restaurant.known();
            let served = known.map(|known| choice.served(&known.storefront.tenant));
            (choice.kind, choice.branch, served)
        })
    }

    /// What is proposed instead of a time that cannot be had any more, and why; `None` where it can.
    fn instead(self, at: Timestamp) -> Option<(Option<Timestamp>, &'static str)> {
        self.read(|tenant, handover, now| {
            let next = || next_slot(tenant, handover, at, now);
            match Schedule::new(tenant, handover, at, now) {
                Ok(_) => None,
                Err(ScheduleProblem::Full { next }) => Some((next, texts::TIME_FULL)),
                Err(ScheduleProblem::TooSoon { .. }) => Some((next(), texts::TIME_TOO_SOON)),
                Err(ScheduleProblem::TooFar | ScheduleProblem::Closed { .. }) => {
                    Some((first_slot(tenant, handover, now), texts::TIME_MOVED))
                }
            }
        })
    }

    /// The first time of all.
    fn first(self) -> Option<Timestamp> {
        self.read(first_slot)
    }

    fn day(self, at: Option<Timestamp>) -> Option<Date> {
        self.read(|tenant, _, _| Some(tenant.zone.date(at?)))
    }

    /// The days, each standing for its first time.
    fn day_options(self, chosen: Option<Date>) -> Vec<AnyView> {
        self.read(|tenant, handover, now| {
            let today = tenant.zone.date(now);
            let shown = |day: Date| {
                let first = *slots(tenant, handover, day, now).first()?;
                let name = times::sentence(&times::day(day, today));
                Some(option(first, name, chosen == Some(day)))
            };
            days(tenant, handover, now)
                .into_iter()
                .filter_map(shown)
                .collect()
        })
    }

    /// The times of a day. A chosen one that can no longer be had stays until another one is chosen.
    fn slot_options(self, day: Option<Date>, chosen: Option<Timestamp>) -> Vec<AnyView> {
        self.read(|tenant, handover, now| {
            let mut slots = day.map_or_else(Vec::new, |day| slots(tenant, handover, day, now));
            if let Some(at) = chosen
                && !slots.contains(&at)
            {
                slots.insert(0, at);
            }
            let shown = |at: Timestamp| {
                let name = texts::clock(tenant.zone.clock(at));
                option(at, name, chosen == Some(at))
            };
            slots.into_iter().map(shown).collect()
        })
    }
}

fn option(at: Timestamp, name: String, selected: bool) -> AnyView {
    view! {
        <option value=at.0.to_string() selected=selected>
            {name}
        </option>
    }
    .into_any()
}
