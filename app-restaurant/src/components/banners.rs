//! The banners under the bar, on every screen and wherever it is scrolled to: the session is over, the screen no longer
//! follows, taps wait to be sent, an order was cancelled.

use crate::state::erased::memo;
use crate::state::following::{Following, LiveStatus};
use crate::state::queues::{CancelledTicket, Queues, StageQueue};
use crate::state::restaurant::RestaurantState;
use crate::state::taps::Taps;
use ::texts::now::{console as texts, shared as words};
use domain::customer::first_name;
use domain::stage::Stage;
use leptos::prelude::*;
use ui::icon::Icon;

#[component]
pub fn Banners() -> AnyView {
    view! {
        <SessionOver />
        <Stale />
        <Unsent />
        {Stage::ALL.map(|stage| view! { <Cancelled queue=Queues::expect().of(stage) /> }).collect_view()}
    }
    .into_any()
}

#[component]
fn SessionOver() -> AnyView {
    let following = Following::expect();
    let over = memo(move || following.live_status() == LiveStatus::Expired);
    view! {
        {move || {
            over.get()
                .then(|| {
                    view! {
                        <div class="stale" role="alert">
                            <Icon name="lock" />
                            <span>{texts::NOTHING_ARRIVES}</span>
                        </div>
                    }
                })
        }}
    }
    .into_any()
}

#[component]
fn Stale() -> AnyView {
    let following = Following::expect();
    let restaurant = RestaurantState::expect();
    let since = memo(move || match following.live_status() {
        LiveStatus::Offline(since) => Some(since),
        LiveStatus::Connecting | LiveStatus::Live | LiveStatus::Expired => None,
    });
    view! {
        {move || {
            since
                .get()
                .map(|since| {
                    view! {
                        <div class="stale" role="alert">
                            <Icon name="offline" />
                            <span>{texts::stale_since(&restaurant.hhmm(since))}</span>
                            <button type="button" class="button" on:click=move |_| following.look_again()>
                                {words::RETRY}
                            </button>
                        </div>
                    }
                })
        }}
    }
    .into_any()
}

#[component]
fn Unsent() -> AnyView {
    let (following, taps) = (Following::expect(), Taps::expect());
    let waiting = memo(move || match following.live_status() {
        LiveStatus::Offline(_) => taps.count(),
        LiveStatus::Connecting | LiveStatus::Live | LiveStatus::Expired => 0,
    });
    let others = memo(move || taps.others());
    view! {
        {move || {
            let count = waiting.get();
            (count > 0)
                .then(|| view! { <div class="stale stale--pending" role="status">{texts::unsent(count)}</div> })
        }}
        {move || {
            others
                .get()
                .into_iter()
                .map(|(name, count)| {
                    view! {
                        <div class="stale stale--pending" role="status">
                            {texts::unsent_of_others(count, first_name(&name))}
                        </div>
                    }
                })
                .collect_view()
        }}
    }
    .into_any()
}

/// It says so until somebody says that they know.
#[component]
fn Cancelled(queue: StageQueue) -> AnyView {
    let banner = move |struck: CancelledTicket| {
        let id = struck.order_id;
        view! {
            <div class="stale stale--cancelled" role="alert">
                <Icon name="alert" />
                <span>{texts::cancelled_alert(struck.number)}</span>
                <button
                    type="button"
                    class="button"
                    aria-label=texts::on_order(texts::ACKNOWLEDGE, struck.number)
                    on:click=move |_| queue.acknowledge(&id)
                >
                    {texts::ACKNOWLEDGE}
                </button>
            </div>
        }
    };
    view! {
        <For each=move || queue.struck.get() key=|struck| struck.order_id.clone() children=banner />
    }
    .into_any()
}
