//! Date, time and guests, and whether the restaurant has room for them: looked up while they are filled in.

use super::catering_filled::Filled;
use crate::components::field::{Field, Kind, Problems};
use crate::state::catering::{Answered, DaySaid, asked, said};
use crate::state::restaurant::RestaurantState;
use domain::Date;
use domain::catering::MAX_DAYS_AHEAD;
use leptos::prelude::*;
use rpc::catering::check_catering_day;
use std::time::Duration;
use texts::now::storefront::catering as texts;
use ui::clock::time;
use ui::dynamic::{dynamic, listener, nothing, tap};
use ui::icon::Icon;
use ui::page;

/// Nothing is looked up after each letter of somebody who types.
const PAUSE: Duration = Duration::from_millis(350);

/// What the server has said of a day.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Day {
    /// The last answer, with its question.
    pub(crate) answer: RwSignal<Option<Answered>>,
    /// Grows with every change: only the newest is looked up.
    change: StoredValue<u32>,
}

impl Day {
    /// Looks again whenever date, time or guests have changed.
    pub(super) fn follow(self, filled: Filled) {
        Effect::new(move |_| {
            filled.date.track();
            filled.time.track();
            filled.guests.track();
            self.look(filled);
        });
    }

    /// Looks again: somebody may have been faster.
    pub(super) fn look(self, filled: Filled) {
        let change = self.change.get_value().wrapping_add(1);
        self.change.set_value(change);
        let restaurant = RestaurantState::expect();
        let look = move || {
            if self.change.try_get_value() != Some(change) {
                return;
            }
            let draft = untrack(move || filled.draft());
            let question = restaurant
                .known_now()
                .and_then(|known| asked(&draft, &known.storefront.tenant));
            let Some(question) = question else { return };
            leptos::task::spawn_local(async move {
                // A day that cannot be looked up is no reason to stop: the server reads the form once more.
                if let Ok(answer) = check_catering_day(question.clone()).await
                    && self.change.try_get_value() == Some(change)
                {
                    let _ = self.answer.try_set(Some((question, answer)));
                }
            });
        };
        set_timeout(look, PAUSE);
    }

    pub(super) fn answer_now(self) -> Option<Answered> {
        self.answer.get_untracked()
    }
}

pub(super) fn day_fields(filled: Filled, problems: Problems) -> AnyView {
    let time = Kind {
        input: "time",
        ..Kind::text("off", 5)
    };
    view! {
        <div class="fields fields--3">
            {date_field(filled, problems)}
            <Field id="time" label=texts::TIME kind=time value=filled.time problems=problems />
            {guests_field(filled, problems)}
        </div>
    }
    .into_any()
}

fn date_field(filled: Filled, problems: Problems) -> AnyView {
    let restaurant = RestaurantState::expect();
    let found = problems.of("date");
    let what = Memo::new(move |_| {
        let known = restaurant.known()?;
        let draft = filled.draft();
        let tenant = &known.storefront.tenant;
        Some(
            filled
                .day
                .answer
                .with(|answer| said(&draft, answer.as_ref(), tenant, time())),
        )
    });
    let choose = move |date: Date| {
        problems.clear("date");
        filled.date.set(date.to_string());
        page::focus("date");
    };
    let wrong = move || found.get().is_some() || matches!(what.get(), Some(DaySaid::Wrong { .. }));
    let below = move || {
        let today = restaurant.today();
        match (what.get(), found.get()) {
            (Some(DaySaid::Wrong { text, next }), _) => {
                let offer = next.zip(today).map(|(date, today)| {
                    view! {
                        <button type="button" class="button" on:click=tap(move || choose(date))>
                            <Icon name="calendar" />
                            {texts::take_day(date, today)}
                        </button>
                    }
                    .into_any()
                });
                view! {
                    <p class="field__error">{text}</p>
                    {offer}
                }
                .into_any()
            }
            (_, Some(text)) => view! { <p class="field__error">{text}</p> }.into_any(),
            (Some(DaySaid::Free), None) => view! { <p class="field__hint">{texts::DAY_FREE}</p> }.into_any(),
            (Some(DaySaid::Hint(text)), None) => view! { <p class="field__hint">{text}</p> }.into_any(),
            (None, None) => nothing(),
        }
    };
    let bound = move |ahead: i32| {
        Signal::derive(move || restaurant.today().map(|today| today.plus_days(ahead).to_string()))
    };
    let typed = listener(move |event| {
        problems.clear("date");
        filled.date.set(event_target_value(&event));
    });
    view! {
        <div class="field">
            <label class="field__label" for="date">
                {texts::DATE}
            </label>
            <input
                class="field__input"
                id="date"
                name="date"
                type="date"
                min=bound(0)
                max=bound(MAX_DAYS_AHEAD)
                aria-required="true"
                aria-invalid=Signal::derive(move || wrong().then_some("true"))
                aria-describedby="date-help"
                prop:value=filled.date
                on:input=typed
            />
            <div class="day-said" id="date-help" role="status">
                {dynamic(below)}
            </div>
        </div>
    }
    .into_any()
}

fn guests_field(filled: Filled, problems: Problems) -> AnyView {
    const STEP: u32 = 5;
    let found = problems.of("guests");
    let (least, most) = RestaurantState::expect().known_now().map_or((1, 1), |known| {
        let settings = &known.storefront.tenant.catering;
        (settings.min_guests, settings.max_guests)
    });
    let now = move || filled.guests.with(|guests| guests.trim().parse::<u32>().ok());
    let set = move |guests: u32| {
        problems.clear("guests");
        filled.guests.set(guests.clamp(least, most).to_string());
    };
    let fewer = move || set(untrack(now).unwrap_or(least).saturating_sub(STEP));
    let more = move || set(untrack(now).map_or(least, |guests| guests.saturating_add(STEP)));
    let typed = listener(move |event| {
        problems.clear("guests");
        filled.guests.set(event_target_value(&event));
    });
    let below = move || match found.get() {
        Some(text) => view! { <p class="field__error">{text}</p> }.into_any(),
        None => view! { <p class="field__hint">{texts::between(least, most)}</p> }.into_any(),
    };
    // A button that is switched off would lose the focus, so these only look so.
    let off = |at_end: bool| at_end.then_some("true");
    view! {
        <div class="field">
            <label class="field__label" for="guests">
                {texts::GUESTS}
            </label>
            <div class="stepper guests">
                <button
                    type="button"
                    class="stepper__button"
                    aria-label=texts::FEWER
                    aria-disabled=Signal::derive(move || off(now().is_some_and(|guests| guests <= least)))
                    on:click=tap(fewer)
                >
                    "−"
                </button>
                <input
                    id="guests"
                    name="guests"
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    maxlength="4"
                    aria-required="true"
                    aria-invalid=Signal::derive(move || found.with(Option::is_some).then_some("true"))
                    aria-describedby="guests-help"
                    prop:value=filled.guests
                    on:input=typed
                />
                <button
                    type="button"
                    class="stepper__button"
                    aria-label=texts::MORE
                    aria-disabled=Signal::derive(move || off(now().is_some_and(|guests| guests >= most)))
                    on:click=tap(more)
                >
                    "+"
                </button>
            </div>
            <div id="guests-help">{dynamic(below)}</div>
        </div>
    }
    .into_any()
}
