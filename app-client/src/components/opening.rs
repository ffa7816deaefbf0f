//! Whether the place that would cook an order takes orders now, on every page that can sell.

use crate::state::destination::Destination;
use crate::state::restaurant::RestaurantState;
use api::pages::Page;
use domain::Timestamp;
use domain::opening::Opening;
use domain::schedule::{Handover, first_slot};
use domain::tenant::Tenant;
use domain::time::MINUTE_MS;
use leptos::prelude::*;
use texts::now::hours as texts;
use ui::clock::Clock;
use ui::dynamic::{dynamic, nothing};
use ui::icon::Icon;

/// How often it is looked at again, in milliseconds.
const TICK_MS: u64 = 5_000;

/// What is known of the place, by the restaurant's own hours and clock.
#[derive(Debug, Clone, PartialEq)]
struct Known {
    opening: Opening,
    /// The first time that can still be had.
    first: Option<Timestamp>,
    /// How many minutes an order for now takes, where that is longer than usual.
    rushed: Option<i64>,
}

/// How the place that would cook the order stands; `None` until the page is awake and knows the time.
#[derive(Debug, Clone, Copy)]
pub struct Now {
    restaurant: RestaurantState,
    destination: Destination,
    clock: Clock,
}

impl Now {
    pub fn here() -> Now {
        Now {
            restaurant: RestaurantState::expect(),
            destination: Destination::expect(),
            clock: Clock::ticking(TICK_MS),
        }
    }

    fn read<T>(self, read: impl FnOnce(&Tenant, Timestamp) -> T) -> Option<T> {
        if !self.restaurant.awake() {
            return None;
        }
        let known = self.restaurant.known()?;
        let served = self
            .destination
            .with(|choice| choice.served(&known.storefront.tenant));
        Some(read(&served, self.clock.now()))
    }

    /// Whether orders for now are taken, followed.
    pub fn opening(self) -> Memo<Option<Opening>> {
        let destination = self.destination;
        Memo::new(move |_| self.read(|tenant, now| destination.get().opening(tenant, now)))
    }

    fn known(self) -> Memo<Option<Known>> {
        let destination = self.destination;
        Memo::new(move |_| {
            self.read(|tenant, now| {
                let choice = destination.get();
                let handover = choice.handover(tenant);
                Known {
                    opening: choice.opening(tenant, now),
                    first: first_slot(tenant, handover, now),
                    rushed: rushed(tenant, handover, now),
                }
            })
        })
    }

    /// Words about it, in the restaurant's zone.
    fn say(self, say: impl FnOnce(&Tenant, Timestamp) -> String) -> String {
        untrack(move || self.read(say)).unwrap_or_default()
    }
}

fn rushed(tenant: &Tenant, handover: Handover<'_>, now: Timestamp) -> Option<i64> {
    let branch = tenant.branch_of(handover.branch).map(|branch| &branch.id);
    let longer = tenant.rush_minutes(branch, now);
    (longer > 0).then(|| tenant.soonest(handover, now).since_ms(now) / MINUTE_MS)
}

/// `Abierto · hasta las 23:00`, with a shape of its own.
#[component]
pub fn OpenSign() -> AnyView {
    let now = Now::here();
    let opening = now.opening();
    dynamic(move || {
        let Some(opening) = opening.get() else {
            return nothing();
        };
        let said = untrack(move || now.read(|tenant, at| texts::sign(&opening, &tenant.zone, at)));
        let Some((state, word, rest)) = said else {
            return nothing();
        };
        view! {
            <p class="sign" data-state=state translate="no">
                {word}
                {(!rest.is_empty()).then(|| view! { <span>{["· ", &rest].concat()}</span> })}
            </p>
        }
        .into_any()
    })
}

/// Says that nothing is cooked now, and what can be had all the same, or that it takes longer than usual; nothing while the place is
/// open and has no more to do than usual.
#[component]
pub fn ClosedBar(
    /** With the way to where a time is chosen. */
    #[prop(default = true)]
    choose: bool,
) -> AnyView {
    let now = Now::here();
    let known = now.known();
    dynamic(move || {
        let Some(known) = known.get() else {
            return nothing();
        };
        if known.opening.is_open() {
            return known.rushed.map_or_else(nothing, rush_bar);
        }
        let why = now.say(|tenant, at| texts::closed(&known.opening, &tenant.zone, at));
        let first = known
            .first
            .map(|first| now.say(|tenant, at| texts::from_when(first, &tenant.zone, at)));
        let choose = choose && first.is_some();
        view! {
            <p class="closed-bar" role="status" translate="no">
                <Icon name="clock" />
                <span>
                    <b>{why}</b>
                    {first.map(|first| [" ", &first].concat())}
                </span>
                {choose.then(|| view! { <a class="link" href=Page::Checkout.href()>{texts::CHOOSE_TIME}</a> })}
            </p>
        }
        .into_any()
    })
}

fn rush_bar(minutes: i64) -> AnyView {
    view! {
        <p class="closed-bar" role="status" translate="no">
            <Icon name="clock" />
            <span>
                <b>{texts::rushed(minutes)}</b>
            </span>
        </p>
    }
    .into_any()
}
