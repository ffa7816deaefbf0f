//! The banners under the bar, on every screen and wherever it is scrolled to: the session is over, the screen no longer
//! follows, taps wait to be sent, an order was cancelled.

use super::cancelled_ticket::why;
use super::own_words::{OWN, with_own};
use crate::routes::Screen;
use crate::state::erased::memo;
use crate::state::following::{Following, LiveStatus};
use crate::state::queues::{CancelledTicket, Queues, StageQueue};
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use crate::state::taps::Taps;
use ::texts::now::{console as texts, console::setup, shared as words};
use domain::customer::first_name;
use domain::stage::Stage;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use ui::icon::Icon;
use ui::page;

#[component]
pub fn Banners() -> AnyView {
    view! {
        <Rehearsing />
        <SessionOver />
        <Stale />
        <Unsent />
        <Cancelled />
    }
    .into_any()
}

/// The restaurant is not published: what is cooked is a rehearsal.
#[component]
fn Rehearsing() -> AnyView {
    let draft = RestaurantState::expect().followed(|tenant| tenant.draft);
    let session = Session::expect();
    let location = use_location();
    let sets_up = memo(move || {
        let elsewhere = location
            .pathname
            .with(|path| Screen::at(path) != Some(Screen::Setup));
        elsewhere && session.role().is_some_and(|role| Screen::Setup.is_for(role))
    });
    view! {
        {move || {
            draft
                .get()
                .then(|| {
                    view! {
                        <div class="stale stale--pending" role="status">
                            <span>{setup::REHEARSING}</span>
                            {move || {
                                sets_up
                                    .get()
                                    .then(|| {
                                        view! {
                                            <a class="button" href=Screen::Setup.href()>
                                                {setup::GO_ON}
                                            </a>
                                        }
                                    })
                            }}
                        </div>
                    }
                })
        }}
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
        LiveStatus::Offline(since) => Some(restaurant.hhmm(since)),
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
                            <span>{texts::stale_since(&since)}</span>
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
                            {with_own(&texts::unsent_of_others(count, OWN[0]), &[first_name(&name)])}
                        </div>
                    }
                })
                .collect_view()
        }}
    }
    .into_any()
}

/// What was cancelled, with its stage. It says so until somebody says that they know: of one order by itself, of several in
/// one banner, so that the queue below stays in reach.
#[component]
fn Cancelled() -> AnyView {
    let queues = Queues::expect();
    let struck = memo(move || {
        let of_stage = |stage: Stage| {
            let struck = queues.of(stage).struck.get();
            struck.into_iter().map(move |struck| (stage, struck))
        };
        Stage::ALL.into_iter().flat_map(of_stage).collect::<Vec<_>>()
    });
    let only = memo(move || {
        struck.with(|struck| match struck.as_slice() {
            [one] => Some(one.clone()),
            _ => None,
        })
    });
    let several = memo(move || struck.with(|struck| struck.len() > 1));
    view! {
        {move || {
            only.get().map(|(stage, struck)| view! { <CancelledOne queue=queues.of(stage) struck /> })
        }}
        {move || several.get().then(|| view! { <CancelledSeveral struck /> })}
    }
    .into_any()
}

#[component]
fn CancelledOne(queue: StageQueue, struck: CancelledTicket) -> AnyView {
    let id = struck.order_id.clone();
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
    .into_any()
}

/// The list stays open while others come to it.
#[component]
fn CancelledSeveral(struck: Memo<Vec<(Stage, CancelledTicket)>>) -> AnyView {
    let queues = Queues::expect();
    let numbers = move || struck.with(|struck| struck.iter().map(|(_, one)| one.number).collect::<Vec<_>>());
    let acknowledge = move |_| {
        // What comes after this list was drawn is not known yet.
        for (stage, one) in struck.get_untracked() {
            queues.of(stage).acknowledge(&one.order_id);
        }
        page::focus_in_place("contenido");
    };
    let row = |(_, one): (Stage, CancelledTicket)| {
        let dishes = texts::contents(one.lines.iter().map(|(qty, name)| (*qty, name.as_str())));
        view! {
            <li>
                <b>{one.number}</b>
                <span>
                    {dishes} <small>{why(&one)}</small>
                </span>
            </li>
        }
    };
    view! {
        <div class="stale stale--cancelled">
            <Icon name="alert" />
            <span role="alert">{move || texts::cancelled_alerts(&numbers())}</span>
            <button type="button" class="button" on:click=acknowledge>
                {texts::ACKNOWLEDGE_ALL}
            </button>
            <details class="stale__more">
                <summary>{texts::CANCELLED_LIST}</summary>
                <ul aria-label=texts::CANCELLED_LIST tabindex="0">
                    <For each=move || struck.get() key=|(_, one)| one.order_id.clone() children=row />
                </ul>
            </details>
        </div>
    }
    .into_any()
}
