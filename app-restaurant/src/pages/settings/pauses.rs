//! Whether each place takes orders now, and the buttons that stop and start it.

use super::Hours;
use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use crate::state::service_draft::{Place, with_hours};
use crate::state::session::Session;
use ::texts::now::console::settings as texts;
use ::texts::now::hours as words;
use api::Code;
use api::catalog::NewPause;
use domain::opening::Opening;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::catalog::pause;
use ui::clock::Clock;
use ui::icon::Icon;
use ui::toast::{Toasts, Tone};

/// The lengths that are offered, in minutes.
const LENGTHS: [u16; 3] = [15, 30, 60];
/// How often it is looked at whether a pause or the hours are over, in milliseconds.
const TICK_MS: u64 = 1_000;

#[component]
pub(crate) fn Pauses(hours: Hours) -> AnyView {
    let restaurant = RestaurantState::expect();
    let places: Vec<Place> = restaurant.with_tenant(|tenant| {
        let ids = tenant.branches.iter().map(|branch| Some(branch.id.clone()));
        let several = tenant.branches.len() > 1;
        several.then_some(None).into_iter().chain(ids).collect()
    });
    let clock = Clock::ticking(TICK_MS);
    let rows: Vec<AnyView> = places
        .into_iter()
        .map(|place| view! { <Pausing hours place clock /> }.into_any())
        .collect();
    view! {
        <section class="card" aria-labelledby="pausa">
            <h2 class="card__title" id="pausa">
                {texts::PAUSE}
            </h2>
            <p class="muted">{texts::PAUSE_LEAD}</p>
            <ul class="pauses">{rows}</ul>
        </section>
    }
    .into_any()
}

#[component]
pub(crate) fn Pausing(hours: Hours, place: Place, clock: Clock) -> AnyView {
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
                let paused = tenant.paused_until(place.as_ref(), now).is_some();
                let opening = tenant.opening(place.as_ref(), now);
                let (state, word, rest) = words::sign(&opening, &tenant.zone, now);
                (paused, matches!(opening, Opening::Open { .. }), state, word, rest)
            })
        })
    });
    let set = pausing(hours, place, busy);
    let paused = memo(move || said.get().0);
    let of_place = name.clone();
    let buttons = move || {
        if paused.get() {
            return view! {
                <button type="button" class="button button--primary" on:click=move |_| set(0)>
                    {texts::GO_ON}
                    <span class="visually-hidden">{[", ", &of_place].concat()}</span>
                </button>
            }
            .into_any();
        }
        LENGTHS
            .into_iter()
            .map(|minutes| {
                view! {
                    <button type="button" class="button" on:click=move |_| set(minutes)>
                        {texts::pause_for(minutes)}
                        <span class="visually-hidden">{[", ", &of_place].concat()}</span>
                    </button>
                }
                .into_any()
            })
            .collect::<Vec<AnyView>>()
            .into_any()
    };
    view! {
        <li class="pauses__place" data-paused=move || paused.get().then_some("")>
            <Icon name="clock" />
            <div>
                <b>{name}</b>
                {move || {
                    let (_, _, state, word, rest) = said.get();
                    view! {
                        <p class="sign" data-state=state>
                            {word}
                            {(!rest.is_empty()).then(|| view! { <span>{["· ", &rest].concat()}</span> })}
                        </p>
                    }
                }}
            </div>
            <div class="cluster" aria-busy=move || busy.get().then_some("true")>
                {buttons}
            </div>
        </li>
    }
    .into_any()
}

/// What pauses a place for some minutes; 0 end its pause.
fn pausing(
    hours: Hours,
    place: StoredValue<Place>,
    busy: RwSignal<bool>,
) -> impl Fn(u16) + Copy + Send + Sync + 'static {
    let (toasts, session) = (Toasts::expect(), Session::expect());
    move |minutes: u16| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let branch = place.get_value();
        let asked = session.asked();
        spawn_local(async move {
            match pause(NewPause { branch, minutes }).await {
                Ok(pauses) => {
                    hours.stored.update(|stored| stored.pauses = pauses);
                    let said = if minutes == 0 {
                        texts::GOES_ON
                    } else {
                        texts::PAUSED
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
