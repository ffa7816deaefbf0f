//! When something is served that is not served always: from one time to another, on some days of the week.

use crate::state::service_draft::{minutes, one_span, span, week_of};
use ::texts::now::console::settings as texts;
use ::texts::now::{hours as words, shared};
use domain::service_hours::{ServiceHours, WeeklyHours};
use leptos::prelude::*;

/// What is offered first, in minutes since midnight: noon to four.
const FIRST: (u16, u16) = (12 * 60, 16 * 60);

/// What no dish can be served in.
const NO_SPAN: ServiceHours = ServiceHours { opens: 0, closes: 0 };

/// A box to tick, and then the days and the times. Hours that differ by day, which another system has set, stay until somebody
/// takes the same for all.
#[component]
pub fn SomeHours(
    week: Option<WeeklyHours>,
    /// Called with each change; `None` where it is served always.
    change: Callback<Option<WeeklyHours>>,
    label: &'static str,
) -> AnyView {
    let plain = week.as_ref().and_then(one_span);
    let by_day = RwSignal::new(week.clone().filter(|_| plain.is_none()));
    let limited = RwSignal::new(week.is_some());
    let (days, hours) = plain.unwrap_or(([true; 7], span(FIRST.0, FIRST.1)));
    let days = RwSignal::new(days);
    let (from, to) = (
        RwSignal::new(words::clock(hours.opens)),
        RwSignal::new(words::clock(hours.closes)),
    );
    let store = move || {
        let minutes = |text: RwSignal<String>| minutes(&text.get_untracked());
        match (limited.get_untracked(), minutes(from), minutes(to)) {
            (true, Some(opens), Some(closes)) => {
                change.run(Some(week_of(days.get_untracked(), span(opens, closes))));
            }
            // A time that is missing is refused with the rest.
            (true, ..) => change.run(Some(week_of(days.get_untracked(), NO_SPAN))),
            (false, ..) => change.run(None),
        }
    };
    let limit = move |event| {
        limited.set(event_target_checked(&event));
        by_day.set(None);
        store();
    };
    let same = move |_| {
        by_day.set(None);
        store();
    };
    view! {
        <div class="some-hours">
            <label class="check">
                <input type="checkbox" prop:checked=limited on:change=limit />
                <span>{label}</span>
            </label>
            {move || match (limited.get(), by_day.get()) {
                (false, _) => ().into_any(),
                (true, Some(week)) => {
                    view! {
                        <p>{[texts::HOURS_BY_DAY, ": ", &words::served(&week), "."].concat()}</p>
                        <button type="button" class="button" on:click=same>
                            {texts::ONE_SPAN}
                        </button>
                    }
                        .into_any()
                }
                (true, None) => view! { <DaysAndTimes days from to store=Callback::new(move |()| store()) /> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

#[component]
fn DaysAndTimes(
    days: RwSignal<[bool; 7]>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    store: Callback<()>,
) -> AnyView {
    let day = move |(index, name): (usize, &'static str)| {
        let is_on = move || days.with(|days| days.get(index).copied().unwrap_or_default());
        let toggle = move |event| {
            let on = event_target_checked(&event);
            days.update(|days| {
                if let Some(day) = days.get_mut(index) {
                    *day = on;
                }
            });
            store.run(());
        };
        let short: String = name.chars().take(2).collect();
        view! {
            <label class="some-hours__day">
                <input type="checkbox" prop:checked=is_on on:change=toggle />
                <span aria-hidden="true">{shared::sentence(&short)}</span>
                <span class="visually-hidden">{name}</span>
            </label>
        }
    };
    let time = move |label: &'static str, value: RwSignal<String>| {
        let typed = move |event| {
            value.set(event_target_value(&event));
            store.run(());
        };
        view! { <input class="field__input" type="time" aria-label=label prop:value=value on:change=typed /> }
    };
    view! {
        <div class="some-hours__days" role="group" aria-label=texts::ON_DAYS>
            {shared::WEEKDAYS.into_iter().enumerate().map(day).collect_view()}
        </div>
        <div class="hours__span">{time(texts::FROM, from)} {texts::UNTIL} {time(texts::TO, to)}</div>
    }
    .into_any()
}
