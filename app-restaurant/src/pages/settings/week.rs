//! The hours of each weekday.

use super::Hours;
use crate::components::places::Places;
use crate::state::erased::memo;
use crate::state::service_draft::{self as draft, Place};
use ::texts::now::console::settings as texts;
use ::texts::now::{hours as words, shared};
use domain::Slug;
use domain::service_hours::{MAX_SPANS, ServiceHours};
use leptos::prelude::*;
use ui::icon::Icon;

/// The hours of all places, or of one.
#[component]
pub(crate) fn Week(hours: Hours, place: RwSignal<Place>) -> AnyView {
    let own = memo(move || {
        hours
            .draft
            .with(|draft| place.with(|place| draft::week(draft, place).is_some()))
    });
    let chosen = Signal::derive(move || Some(place.get()));
    let choose = Callback::new(move |wanted| place.set(wanted));
    let places = view! { <Places chosen choose /> };
    view! {
        <section class="card" aria-labelledby="horario">
            <h2 class="card__title" id="horario">
                {texts::HOURS}
            </h2>
            {places}
            {move || {
                let shown = place.get();
                match (own.get(), shown) {
                    (true, shown) => view! { <Weekdays hours place=shown /> }.into_any(),
                    (false, Some(id)) => as_everywhere(hours, id),
                    (false, None) => ().into_any(),
                }
            }}
        </section>
    }
    .into_any()
}

fn as_everywhere(hours: Hours, place: Slug) -> AnyView {
    let give = move |_| hours.draft.update(|draft| draft::own_hours(draft, &place, true));
    view! {
        <p>{texts::AS_EVERYWHERE}</p>
        <button type="button" class="button" on:click=give>
            {texts::OWN_HOURS}
        </button>
    }
    .into_any()
}

#[component]
pub(crate) fn Weekdays(hours: Hours, place: Place) -> AnyView {
    let rows: Vec<AnyView> = (0..7)
        .map(|weekday| {
            let place = place.clone();
            view! { <Weekday hours place weekday /> }.into_any()
        })
        .collect();
    let everywhere = place.clone();
    let same = move |_| {
        hours
            .draft
            .update(|draft| draft::as_on_monday(draft, &everywhere))
    };
    let own = place.map(|id| {
        let give_up = move |_| hours.draft.update(|draft| draft::own_hours(draft, &id, false));
        view! {
            <button type="button" class="button button--quiet" on:click=give_up>
                {texts::HOURS_OF_ALL}
            </button>
        }
    });
    view! {
        <ul class="hours">{rows}</ul>
        <div class="cluster">
            <button type="button" class="button button--quiet" on:click=same>
                {texts::AS_ON_MONDAY}
            </button>
            {own}
        </div>
    }
    .into_any()
}

#[component]
pub(crate) fn Weekday(hours: Hours, place: Place, weekday: usize) -> AnyView {
    let place = StoredValue::new(place);
    let name = shared::sentence(shared::WEEKDAYS.get(weekday).copied().unwrap_or_default());
    let spans = memo(move || {
        hours
            .draft
            .with(|draft| place.with_value(|place| draft::spans(draft, place, weekday)))
    });
    // Rows are drawn again when there are more or fewer, and not while somebody types in one.
    let count = memo(move || spans.with(Vec::len));
    let wrong = memo(move || {
        hours
            .draft
            .with(|draft| place.with_value(|place| draft::wrong_weekday(draft, place) == Some(weekday)))
    });
    let change = move |change: &mut dyn FnMut(&mut Vec<ServiceHours>)| {
        hours.draft.update(|draft| {
            place.with_value(|place| draft::change_spans(draft, place, weekday, |spans| change(spans)))
        });
    };
    let change = Callback::new(move |(index, to): (usize, Option<ServiceHours>)| {
        change(&mut |spans| match to {
            Some(span) => spans.get_mut(index).into_iter().for_each(|known| *known = span),
            None if index < spans.len() => {
                spans.remove(index);
            }
            None => draft::add_span(spans),
        });
    });
    let of_day = name.clone();
    let fields = move || {
        let row = |index: usize| view! { <Span spans index change day=of_day.clone() /> }.into_any();
        (0..count.get()).map(row).collect::<Vec<AnyView>>()
    };
    let full = move || count.get() >= MAX_SPANS;
    let more = [texts::ADD_SPAN, ", ", &name].concat();
    view! {
        <li class="hours__day" data-wrong=move || wrong.get().then_some("")>
            <b>{name}</b>
            {move || bar(&spans.get())}
            <div class="hours__spans">
                {fields}
                {move || (count.get() == 0).then(|| view! { <span class="badge">{texts::CLOSED}</span> })}
            </div>
            <button
                type="button"
                class="button button--icon button--quiet"
                aria-label=more
                disabled=full
                on:click=move |_| change.run((usize::MAX, None))
            >
                <Icon name="plus" />
            </button>
            {move || wrong.get().then(|| view! { <p class="field__error" role="alert">{texts::WRONG_DAY}</p> })}
        </li>
    }
    .into_any()
}

/// A day from midnight to midnight, and when it is open.
fn bar(spans: &[ServiceHours]) -> AnyView {
    let open: Vec<AnyView> = spans
        .iter()
        .map(|span| {
            let width = span.closes.min(1_440).saturating_sub(span.opens);
            view! { <rect x=span.opens.to_string() width=width.to_string() height="10" /> }.into_any()
        })
        .collect();
    view! {
        <svg class="hours__bar" viewBox="0 0 1440 10" preserveAspectRatio="none" aria-hidden="true">
            {open}
        </svg>
    }
    .into_any()
}

/// From when to when, and away with it.
#[component]
pub(crate) fn Span(
    spans: Memo<Vec<ServiceHours>>,
    index: usize,
    change: Callback<(usize, Option<ServiceHours>)>,
    day: String,
) -> AnyView {
    let shown = move || spans.with(|spans| spans.get(index).copied()).unwrap_or_default();
    let field = |label: &'static str, ends: bool| {
        let value = move || {
            let span = shown();
            words::clock(if ends { span.closes } else { span.opens })
        };
        let typed = move |event| {
            if let Some(minutes) = draft::minutes(&event_target_value(&event)) {
                let span = untrack(shown);
                let (opens, closes) = if ends {
                    (span.opens, minutes)
                } else {
                    (minutes, span.closes)
                };
                change.run((index, Some(draft::span(opens, closes))));
            }
        };
        let label = [label, ", ", &day].concat();
        view! { <input class="field__input" type="time" required aria-label=label prop:value=value on:change=typed /> }
            .into_any()
    };
    let away = [texts::REMOVE_SPAN, ", ", &day].concat();
    view! {
        <span class="hours__span">
            {field(texts::FROM, false)}
            {texts::UNTIL}
            {field(texts::TO, true)}
            <button
                type="button"
                class="button button--icon button--quiet"
                aria-label=away
                on:click=move |_| change.run((index, None))
            >
                <Icon name="close" />
            </button>
        </span>
    }
    .into_any()
}
