//! As soon as possible, or at a time of today or one of the next days.

use super::field::{Choice, Problems};
use crate::state::destination::Destination;
use crate::state::house::House;
use crate::state::schedule::{Offer, offer};
use leptos::prelude::*;
use shared::domain::{Timestamp, Zone};
use shared::texts::es::{shared as times, storefront as texts};
use shared::ui::clock::{Clock, device_time};

/// Times pass by: what is offered is looked at so often.
const LOOK_MS: u64 = 30_000;

#[component]
pub fn ScheduleFields(wanted: RwSignal<Option<Timestamp>>, problems: Problems) -> AnyView {
    let (house, destination) = (House::expect(), Destination::expect());
    let clock = Clock::ticking(LOOK_MS);
    let offer = Memo::new(move |_| {
        let known = house.known();
        known.map_or_else(Offer::default, |known| {
            let tenant = &known.storefront.tenant;
            offer(tenant, destination.kind(), wanted.get(), clock.now())
        })
    });
    let choose = move |at: Option<Timestamp>| {
        problems.clear("slot");
        wanted.set(at);
    };
    let later = move || choose(offer.with_untracked(|offer| offer.days.first().map(|day| day.first)));
    let is_later = Memo::new(move |_| wanted.with(Option::is_some));
    let zone = move || {
        house
            .known()
            .map_or_else(Zone::lima, |known| known.storefront.tenant.zone.clone())
    };
    view! {
        <div class="choices choices--row" role="radiogroup" aria-label=texts::WHEN_TITLE>
            <Choice
                name="when"
                checked=Signal::derive(move || !is_later.get())
                title=texts::SOON
                note=texts::SOON_NOTE
                chosen=move |()| choose(None)
            />
            <Choice
                name="when"
                checked=is_later
                title=texts::LATER
                note=texts::LATER_NOTE
                chosen=move |()| later()
            />
        </div>
        {move || is_later.get().then(|| fields(offer, zone(), Callback::new(choose), problems))}
    }
    .into_any()
}

/// The day and the time.
fn fields(
    offer: Memo<Offer>,
    zone: Zone,
    choose: Callback<Option<Timestamp>>,
    problems: Problems,
) -> AnyView {
    let problem = problems.of("slot");
    let invalid = move || problem.with(Option::is_some).then_some("true");
    let days = move || {
        let today = zone.date(device_time());
        offer.with(|offer| {
            let days = offer.days.iter();
            days.map(|day| {
                let name = times::sentence(&times::day(day.date, today));
                option(day.first, name, offer.day == Some(day.date))
            })
            .collect::<Vec<_>>()
        })
    };
    let zone = Memo::new(move |_| {
        House::expect()
            .known()
            .map(|known| known.storefront.tenant.zone.clone())
    });
    let slots = move || {
        let zone = zone.get().unwrap_or_else(Zone::lima);
        offer.with(|offer| {
            let slots = offer.slots.iter();
            slots
                .map(|at| option(*at, texts::clock(zone.clock(*at)), offer.chosen == Some(*at)))
                .collect::<Vec<_>>()
        })
    };
    let chosen = move |event| {
        let at = event_target_value(&event).parse().ok().map(Timestamp);
        choose.run(at);
    };
    view! {
        <div class="field-row">
            <div class="field">
                <label class="field__label" for="slot-day">
                    {texts::DAY}
                </label>
                <select class="field__input" id="slot-day" on:change=chosen>
                    {days}
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
                    on:change=chosen
                >
                    {slots}
                </select>
            </div>
        </div>
        <div id="slot-error">{move || problem.get().map(|text| view! { <p class="field__error">{text}</p> })}</div>
    }
    .into_any()
}

fn option(at: Timestamp, name: String, selected: bool) -> AnyView {
    view! {
        <option value=at.0.to_string() selected=selected>
            {name}
        </option>
    }
    .into_any()
}
