//! Where the kitchen has more to do than usual, and the buttons that say so.

use super::Hours;
use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use crate::state::service_draft::{Place, with_hours};
use crate::state::session::Session;
use ::texts::now::console::settings as texts;
use api::Code;
use api::catalog::NewRush;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::catalog::rush;
use ui::clock::Clock;
use ui::icon::Icon;
use ui::toast::{Toasts, Tone};

/// By how many minutes orders may take longer.
const LONGER: [u16; 4] = [10, 15, 20, 30];
/// For how many minutes.
const LASTS: [u16; 3] = [30, 60, 90];
/// How often it is looked at whether a rush is over, in milliseconds.
const TICK_MS: u64 = 1_000;

#[component]
pub(crate) fn Rushes(hours: Hours) -> AnyView {
    let restaurant = RestaurantState::expect();
    let places: Vec<Place> = restaurant.with_tenant(|tenant| {
        let ids = tenant.branches.iter().map(|branch| Some(branch.id.clone()));
        let several = tenant.branches.len() > 1;
        several.then_some(None).into_iter().chain(ids).collect()
    });
    let clock = Clock::ticking(TICK_MS);
    let lasts = RwSignal::new(60);
    let rows: Vec<AnyView> = places
        .into_iter()
        .map(|place| view! { <Rushing hours place clock lasts /> }.into_any())
        .collect();
    view! {
        <section class="card" aria-labelledby="apuro">
            <h2 class="card__title" id="apuro">
                {texts::RUSH}
            </h2>
            <p class="muted">{texts::RUSH_LEAD}</p>
            {lengths(lasts)}
            <ul class="pauses">{rows}</ul>
        </section>
    }
    .into_any()
}

/// For how long the next rush is.
fn lengths(lasts: RwSignal<u16>) -> AnyView {
    let tabs: Vec<AnyView> = LASTS
        .into_iter()
        .map(|minutes| {
            view! {
                <button
                    type="button"
                    class="tabs__tab"
                    aria-pressed=move || if lasts.get() == minutes { "true" } else { "false" }
                    on:click=move |_| lasts.set(minutes)
                >
                    {[texts::RUSH_LASTS, " ", &minutes.to_string(), " min"].concat()}
                </button>
            }
            .into_any()
        })
        .collect();
    view! {
        <div class="tabs" role="group" aria-label=texts::RUSH_LASTS>
            {tabs}
        </div>
    }
    .into_any()
}

#[component]
pub(crate) fn Rushing(hours: Hours, place: Place, clock: Clock, lasts: RwSignal<u16>) -> AnyView {
    let restaurant = RestaurantState::expect();
    let busy = RwSignal::new(false);
    let place = StoredValue::new(place);
    let name = place.with_value(|place| match place {
        Some(id) => restaurant.branch(id),
        None => texts::EVERYWHERE.into(),
    });
    let said = memo(move || {
        let now = clock.now();
        restaurant.with_tenant(|tenant| {
            let tenant = hours.stored.with(|stored| with_hours(tenant, stored));
            place.with_value(|place| {
                let longer = tenant.rush_minutes(place.as_ref(), now);
                let of_place = tenant.rushes.iter().filter(|rush| {
                    rush.until > now
                        && rush.minutes == longer
                        && (rush.branch.is_none() || rush.branch == *place)
                });
                let until = of_place.map(|rush| rush.until).max();
                until.map(|until| texts::rush_until(longer, &tenant.zone.hhmm(until)))
            })
        })
    });
    let rushed = memo(move || said.with(Option::is_some));
    let set = rushing(hours, place, busy, lasts);
    let of_place = name.clone();
    let buttons = move || {
        if rushed.get() {
            return view! {
                <button type="button" class="button button--primary" on:click=move |_| set(0)>
                    {texts::RUSH_END}
                    <span class="visually-hidden">{[", ", &of_place].concat()}</span>
                </button>
            }
            .into_any();
        }
        LONGER
            .into_iter()
            .map(|minutes| {
                view! {
                    <button type="button" class="button" on:click=move |_| set(minutes)>
                        {texts::rush_by(minutes)}
                        <span class="visually-hidden">{[", ", &of_place].concat()}</span>
                    </button>
                }
                .into_any()
            })
            .collect::<Vec<AnyView>>()
            .into_any()
    };
    view! {
        <li class="pauses__place" data-paused=move || rushed.get().then_some("")>
            <Icon name="clock" />
            <div>
                <b>{name}</b>
                <p>{move || said.get().unwrap_or_else(|| texts::RUSH_NONE.to_owned())}</p>
            </div>
            <div class="cluster" aria-busy=move || busy.get().then_some("true")>
                {buttons}
            </div>
        </li>
    }
    .into_any()
}

/// What begins a rush in a place that makes orders take some minutes longer; 0 end its rush.
fn rushing(
    hours: Hours,
    place: StoredValue<Place>,
    busy: RwSignal<bool>,
    lasts: RwSignal<u16>,
) -> impl Fn(u16) + Copy + Send + Sync + 'static {
    let (toasts, session) = (Toasts::expect(), Session::expect());
    move |minutes: u16| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let wanted = NewRush {
            branch: place.get_value(),
            minutes,
            lasts: lasts.get_untracked(),
        };
        let asked = session.asked();
        spawn_local(async move {
            match rush(wanted).await {
                Ok(rushes) => {
                    let _ = hours.stored.try_update(|stored| stored.rushes = rushes);
                    let said = if minutes == 0 {
                        texts::RUSH_OVER
                    } else {
                        texts::RUSHED
                    };
                    toasts.say(Tone::Success, said);
                }
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) => toasts.say(Tone::Danger, error.message),
            }
            let _ = busy.try_set(false);
        });
    }
}
