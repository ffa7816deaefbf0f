//! A month of accepted events: a grid that the keyboard walks through, and a list on telephones.

use super::{below_base, request_href};
use crate::state::catering::{CateringAddress, Month, View, customer_name, is_full, moved};
use crate::state::erased::memo;
use crate::state::following::Following;
use crate::state::restaurant::RestaurantState;
use api::catering::{CalendarDay, CateringView};
use domain::Date;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use rpc::catering::catering_calendar;
use texts::now::console::catering as texts;
use ui::page;
use ui::resource::{Loaded, Loader};

/// What the calendar shows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shows {
    pub(crate) month: Memo<Month>,
    pub(crate) days: RwSignal<Vec<CalendarDay>>,
    /// Where one is in the grid.
    pub(crate) chosen: RwSignal<Date>,
    pub(crate) restaurant: RestaurantState,
}

impl Shows {
    fn events(self, date: Date) -> Vec<CateringView> {
        self.days.with(|days| {
            let day = days.iter().find(|day| day.date == date);
            day.map(|day| day.requests.clone()).unwrap_or_default()
        })
    }

    /// What is taken of a day, in words, and whether it is full; none of a day without anything.
    fn load(self, date: Date) -> Option<(String, bool)> {
        let load = self.days.with(|days| {
            let day = days.iter().find(|day| day.date == date);
            day.map(|day| day.load).unwrap_or_default()
        });
        let limit = self.restaurant.with_tenant(|tenant| tenant.catering.daily_limit);
        (load.events > 0).then(|| (texts::load(load, limit), is_full(load, limit)))
    }
}

#[component]
pub fn Calendar(address: Memo<CateringAddress>) -> AnyView {
    let restaurant = RestaurantState::expect();
    let today = restaurant.today();
    let month = memo(move || {
        let named = address.with(|address| address.month.as_deref().and_then(Month::parse));
        named.unwrap_or(Month::of(today))
    });
    let first = month.with_untracked(|month| {
        if month.contains(today) {
            today
        } else {
            month.first()
        }
    });
    let shows = Shows {
        month,
        days: RwSignal::new(Vec::new()),
        chosen: RwSignal::new(first),
        restaurant,
    };
    let ask = move || {
        let month = month.get_untracked();
        catering_calendar(month.first(), month.after().first().plus_days(-1))
    };
    let loader = Loader::filling(shows.days, ask);
    let following = Following::expect();
    Effect::new(move |before: Option<Month>| {
        let month = month.get();
        following.catering();
        if before == Some(month) {
            loader.ask();
        } else {
            loader.ask_anew();
        }
        month
    });
    let go = move |month: Month| {
        CateringAddress {
            month: Some(month.name()),
            ..CateringAddress::of(View::Calendar)
        }
        .href()
    };
    view! {
        <div class="console__head">
            <h2>{move || month.with(|month| texts::month(month.year, month.month))}</h2>
            <div class="cluster">
                <a class="button" href=move || go(month.get().before())>
                    {texts::BEFORE}
                </a>
                <a class="button" href=CateringAddress::of(View::Calendar).href()>
                    {texts::THIS_MONTH}
                </a>
                <a class="button" href=move || go(month.get().after())>
                    {texts::AFTER}
                </a>
            </div>
        </div>
        <Loaded loader loading=texts::LOADING_CALENDAR>
            <Grid shows />
            <OfDay shows />
            <OfMonth shows />
        </Loaded>
    }
    .into_any()
}

fn cell_id(date: Date) -> String {
    format!("dia-{date}")
}

#[component]
pub(crate) fn Grid(shows: Shows) -> AnyView {
    let heads = texts::WEEKDAYS.map(|day| view! { <th scope="col">{day}</th> });
    let navigate = StoredValue::new(use_navigate());
    // The arrows walk over the days, and into the months beside this one.
    let walk = move |event: KeyboardEvent| {
        let Some(to) = moved(shows.chosen.get_untracked(), &event.key()) else {
            return;
        };
        event.prevent_default();
        shows.chosen.set(to);
        let month = Month::of(to);
        if month != shows.month.get_untracked() {
            let href = CateringAddress {
                month: Some(month.name()),
                ..CateringAddress::of(View::Calendar)
            }
            .href();
            let options = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate.with_value(|navigate| navigate(&below_base(&href), options));
        }
        request_animation_frame(move || page::focus(&cell_id(to)));
    };
    view! {
        <table class="month" role="grid" aria-label=texts::CALENDAR on:keydown=walk>
            <thead>
                <tr>{heads.collect_view()}</tr>
            </thead>
            <tbody>
                {move || {
                    shows
                        .month
                        .get()
                        .weeks()
                        .into_iter()
                        .map(|week| view! { <tr>{week.map(|date| cell(shows, date)).collect_view()}</tr> })
                        .collect_view()
                }}
            </tbody>
        </table>
    }
    .into_any()
}

fn cell(shows: Shows, date: Date) -> AnyView {
    let today = shows.restaurant.today();
    let out = !shows.month.with_untracked(|month| month.contains(date));
    let chosen = memo(move || shows.chosen.get() == date);
    let events = memo(move || {
        let events = shows.events(date);
        let event = |request: &CateringView| {
            texts::event(&shows.restaurant.hhmm(request.page.at), &customer_name(request))
        };
        events.iter().map(event).collect::<Vec<String>>()
    });
    let taken = memo(move || shows.load(date));
    let event = |words: String| view! { <span class="month__event">{words}</span> };
    let load = move || {
        let words = taken.get()?;
        let full = words.1.to_string();
        Some(view! { <span class="month__load" data-full=full>{words.0}</span> })
    };
    view! {
        <td data-out=out.to_string()>
            <button
                type="button"
                class="month__day"
                id=cell_id(date)
                tabindex=move || if chosen.get() { "0" } else { "-1" }
                aria-pressed=move || chosen.get().to_string()
                on:click=move |_| shows.chosen.set(date)
            >
                <span class="visually-hidden">{texts::on_day(date, today)}</span>
                <span class="month__number" aria-hidden="true" data-today=(date == today).to_string()>
                    {date.ymd().2}
                </span>
                {move || events.get().into_iter().map(event).collect_view()}
                {load}
            </button>
        </td>
    }
    .into_any()
}

/// What there is on the chosen day, below the grid.
#[component]
pub(crate) fn OfDay(shows: Shows) -> AnyView {
    view! {
        <section class="agenda agenda--day" aria-live="polite" aria-label=texts::CHOSEN_DAY>
            {move || {
                let date = shows.chosen.get();
                let load = shows.load(date);
                let events = shows.events(date);
                view! {
                    <h3>{texts::on_day(date, shows.restaurant.today())}</h3>
                    {load.map(|(words, full)| view! { <p class="muted">{texts::taken(&words, full)}</p> })}
                    {if events.is_empty() {
                        view! { <p class="muted">{texts::NO_EVENTS_DAY}</p> }.into_any()
                    } else {
                        rows(shows, events)
                    }}
                }
            }}
        </section>
    }
    .into_any()
}

/// Every event of the month by its day, where there is no room for a grid.
#[component]
pub(crate) fn OfMonth(shows: Shows) -> AnyView {
    view! {
        <div class="agenda agenda--all">
            {move || {
                let days = shows.days.get();
                let days: Vec<CalendarDay> = days.into_iter().filter(|day| !day.requests.is_empty()).collect();
                if days.is_empty() {
                    return view! { <p class="muted">{texts::NO_EVENTS}</p> }.into_any();
                }
                days.into_iter()
                    .map(|day| {
                        view! {
                            <section class="stack">
                                <h3>{texts::on_day(day.date, shows.restaurant.today())}</h3>
                                {shows
                                    .load(day.date)
                                    .map(|(words, full)| view! { <p class="muted">{texts::taken(&words, full)}</p> })}
                                {rows(shows, day.requests)}
                            </section>
                        }
                            .into_any()
                    })
                    .collect::<Vec<AnyView>>()
                    .into_any()
            }}
        </div>
    }
    .into_any()
}

fn rows(shows: Shows, events: Vec<CateringView>) -> AnyView {
    let row = |request: CateringView| {
        let words = texts::event(
            &shows.restaurant.hhmm(request.page.at),
            &texts::who(&customer_name(&request), request.page.guests),
        );
        view! {
            <li class="req">
                <p class="req__who">
                    <a href=request_href(request.page.id.as_str())>{words}</a>
                </p>
                <p class="muted">{texts::status(request.page.status)}</p>
            </li>
        }
        .into_any()
    };
    view! { <ul>{events.into_iter().map(row).collect::<Vec<AnyView>>()}</ul> }.into_any()
}
