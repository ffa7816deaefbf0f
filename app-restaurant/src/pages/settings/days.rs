//! Days that are other than their weekday.

use super::Hours;
use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use crate::state::service_draft as draft;
use ::texts::now::console::settings as texts;
use ::texts::now::{hours as words, shared};
use domain::service_hours::{MAX_DAY_NOTE, SpecialDay};
use domain::{Date, Slug};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use ui::icon::Icon;

#[component]
pub(crate) fn SpecialDays(hours: Hours) -> AnyView {
    let days = memo(move || hours.draft.with(|draft| draft.special_days.clone()));
    view! {
        <section class="card" aria-labelledby="dias">
            <h2 class="card__title" id="dias">
                {texts::SPECIAL_DAYS}
            </h2>
            <p class="muted">{texts::SPECIAL_DAYS_LEAD}</p>
            {move || {
                let rows: Vec<AnyView> = days.get().into_iter().map(|day| row(hours, day)).collect();
                (!rows.is_empty()).then(|| view! { <ul class="hours">{rows}</ul> })
            }}
            <Another hours />
        </section>
    }
    .into_any()
}

fn row(hours: Hours, day: SpecialDay) -> AnyView {
    let restaurant = RestaurantState::expect();
    let name = shared::sentence(&shared::day(day.date, restaurant.today()));
    let place = day.branch.as_ref().map(|id| restaurant.branch(id));
    let about: Vec<String> = [Some(words::of_day(&day.hours)), place, Some(day.note.clone())]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    let away = [texts::REMOVE_DAY, ", ", &name].concat();
    let (date, branch) = (day.date, day.branch);
    let remove = move |_| {
        hours.draft.update(|draft| {
            draft
                .special_days
                .retain(|other| (other.date, &other.branch) != (date, &branch))
        });
    };
    view! {
        <li class="hours__date">
            <div>
                <b>{name}</b>
                <p class="muted">{shared::sentence(&about.join(" · "))}</p>
            </div>
            <button type="button" class="button button--icon button--quiet" aria-label=away on:click=remove>
                <Icon name="close" />
            </button>
        </li>
    }
    .into_any()
}

/// A day as it is filled in.
#[derive(Debug, Clone, Copy)]
struct Form {
    date: RwSignal<String>,
    /// The id of a place; empty for all of them.
    branch: RwSignal<String>,
    closed: RwSignal<bool>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    note: RwSignal<String>,
}

impl Form {
    fn new() -> Form {
        Form {
            date: RwSignal::new(String::new()),
            branch: RwSignal::new(String::new()),
            closed: RwSignal::new(true),
            from: RwSignal::new("12:00".to_owned()),
            to: RwSignal::new("18:00".to_owned()),
            note: RwSignal::new(String::new()),
        }
    }

    /// The day, from `today` on; `None` when its date or a time is missing.
    fn read(self, today: Date) -> Option<SpecialDay> {
        let minutes = |text: RwSignal<String>| draft::minutes(&text.get_untracked());
        let hours = match self.closed.get_untracked() {
            true => Vec::new(),
            false => vec![draft::span(minutes(self.from)?, minutes(self.to)?)],
        };
        let date = Date::parse(&self.date.get_untracked()).filter(|date| *date >= today)?;
        Some(SpecialDay {
            date,
            branch: Slug::parse(self.branch.get_untracked()).ok(),
            hours,
            note: self.note.get_untracked().trim().to_owned(),
        })
    }
}

/// The form of one day more.
#[component]
pub(crate) fn Another(hours: Hours) -> AnyView {
    let restaurant = RestaurantState::expect();
    let form = Form::new();
    let Form {
        date,
        branch,
        closed,
        from,
        to,
        note,
    } = form;
    let problem = RwSignal::new(false);
    let today = restaurant.today();
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        let today = restaurant.today();
        let day = form.read(today);
        problem.set(day.is_none());
        if let Some(day) = day {
            hours.draft.update(|draft| draft::add_day(draft, day, today));
            note.set(String::new());
        }
    };
    let hours_of_day = move || {
        (!closed.get()).then(|| {
            view! {
                <div class="hours__span">
                    <input class="field__input" type="time" aria-label=texts::FROM bind:value=from />
                    {texts::UNTIL}
                    <input class="field__input" type="time" aria-label=texts::TO bind:value=to />
                </div>
            }
        })
    };
    view! {
        <form class="stack" novalidate on:submit=add>
            <div class="field-row">
                <div class="field">
                    <label class="field__label" for="fecha">
                        {texts::DATE}
                    </label>
                    <input
                        class="field__input"
                        id="fecha"
                        type="date"
                        min=today.to_string()
                        aria-invalid=move || problem.get().then_some("true")
                        aria-describedby="fecha-error"
                        bind:value=date
                    />
                </div>
                {place_field(branch)}
            </div>
            <label class="check">
                <input type="checkbox" bind:checked=closed />
                <span>{texts::CLOSED_ALL_DAY}</span>
            </label>
            {hours_of_day}
            <div class="field">
                <label class="field__label" for="motivo">
                    {texts::NOTE}
                </label>
                <input
                    class="field__input"
                    id="motivo"
                    maxlength=MAX_DAY_NOTE.to_string()
                    placeholder=texts::NOTE_EXAMPLE
                    bind:value=note
                />
            </div>
            <div id="fecha-error" role="alert">
                {move || problem.get().then(|| view! { <p class="field__error">{texts::DATE_MISSING}</p> })}
            </div>
            <button class="button">
                <Icon name="plus" />
                {texts::ADD_DAY}
            </button>
        </form>
    }
    .into_any()
}

/// Which place it is about, where there are several.
fn place_field(branch: RwSignal<String>) -> AnyView {
    let branches = RestaurantState::expect().with_tenant(|tenant| tenant.branches.clone());
    if branches.len() < 2 {
        return ().into_any();
    }
    let options: Vec<AnyView> = branches
        .into_iter()
        .map(|branch| view! { <option value=branch.id.to_string()>{branch.name}</option> }.into_any())
        .collect();
    view! {
        <div class="field">
            <label class="field__label" for="local">
                {texts::PLACE}
            </label>
            <select
                class="field__input"
                id="local"
                on:change=move |event| branch.set(event_target_value(&event))
            >
                <option value="">{texts::EVERYWHERE}</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}
