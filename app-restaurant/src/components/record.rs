//! An order in the list: compact, with what is in it; a tap shows it as a whole. It can be moved on in both forms.

use super::actions::{Actions, Place};
use super::progress_bar::ProgressBar;
use super::record_body::RecordBody;
use super::ticket_catering::CateringBadge;
use crate::state::ageing::Age;
use crate::state::erased::memo;
use crate::state::offline_queue::Standing;
use crate::state::promise::{minutes_left, promised};
use crate::state::restaurant::RestaurantState;
use crate::state::taps::Taps;
use ::texts::now::{console as texts, errors};
use api::orders::{FulfilmentView, OrderView};
use domain::Timestamp;
use domain::customer::{first_name, initial};
use domain::order::Status;
use leptos::prelude::*;
use ui::clock::Clock;

#[component]
pub fn Record(
    order: ArcRwSignal<OrderView>,
    /// The id of the order that is shown as a whole.
    #[prop(into)]
    chosen: Signal<Option<String>>,
    /// Shows another order as a whole, or none.
    choose: Callback<Option<String>>,
) -> AnyView {
    let taps = Taps::expect();
    let order = memo(move || taps.apply_pending(&order.get()));
    let id = order.with_untracked(|order| order.order_id.to_string());
    let (body, label) = (format!("detalle-{id}"), format!("titulo-{id}"));
    let (controls, heading) = (body.clone(), label.clone());
    let open = {
        let id = id.clone();
        memo(move || chosen.with(|chosen| chosen.as_ref() == Some(&id)))
    };
    let toggle = move |_| choose.run((!open.get_untracked()).then(|| id.clone()));
    view! {
        <article class="record" data-open=move || open.get().to_string() aria-labelledby=label>
            <div class="record__head">
                <h2 class="record__heading" id=heading>
                    <button
                        type="button"
                        class="record__toggle"
                        aria-expanded=move || open.get().to_string()
                        aria-controls=controls
                        on:click=toggle
                    >
                        <Compact order />
                    </button>
                </h2>
                <div class="record__actions">
                    {move || (!open.get()).then(|| view! { <Actions order place=Place::Card /> })}
                </div>
            </div>
            <div class="record__pane" id=body hidden=move || !open.get()>
                {move || open.get().then(|| view! { <RecordBody order /> })}
            </div>
        </article>
    }
    .into_any()
}

/// Number and promise, who, contents, how far, and the total.
#[component]
fn Compact(order: Memo<OrderView>) -> AnyView {
    let restaurant = RestaurantState::expect();
    let (number, name) = order.with_untracked(|order| (order.number, order.customer.name.clone()));
    let contents = memo(move || order.with(contents));
    let total = memo(move || order.with(|order| order.total_cents.map(|total| restaurant.format(total))));
    let how = memo(move || order.with(|order| how(order, restaurant)));
    view! {
        <span class="record__code">
            <span class="visually-hidden">{texts::COLUMN_NUMBER} " "</span>
            {number}
            <Due order />
        </span>
        <span class="record__whom">
            <b>{short_name(&name)}</b>
            " "
            {how}
        </span>
        {move || total.get().map(|total| view! { <span class="record__total price">{total}</span> })}
        <span class="record__what">{contents}</span>
        <span class="record__meta">
            {order
                .with_untracked(|order| order.rehearsal)
                .then(|| view! { <span class="badge badge--warning">{texts::REHEARSAL}</span> })}
            <CateringBadge order />
            <Progress order />
            <Unsent order />
        </span>
    }
    .into_any()
}

/// How much time is left, or when it came where nothing is promised.
#[component]
fn Due(order: Memo<OrderView>) -> AnyView {
    let (restaurant, clock) = (RestaurantState::expect(), expect_context::<Clock>());
    let shown = memo(move || {
        order.with(|order| {
            match promised(order) {
                None => (None, restaurant.moment(order.created_at)),
                Some(promised) => {
                    let left = minutes_left(promised, clock.now());
                    let late = (left < 0).then_some("true");
                    // Hours and days are no countdown.
                    let words = if left > 180 {
                        texts::due_at(&restaurant.moment(promised))
                    } else {
                        texts::due_in(left)
                    };
                    (late, words)
                }
            }
        })
    });
    view! { <small data-late=move || shown.get().0>{move || shown.get().1}</small> }.into_any()
}

/// Where it stands and in whose hands, or what has become of it.
#[component]
fn Progress(order: Memo<OrderView>) -> AnyView {
    let (restaurant, clock) = (RestaurantState::expect(), expect_context::<Clock>());
    let hands = memo(move || order.with(|order| in_hands(order, restaurant, clock.now())));
    view! {
        {move || match hands.get() {
            Some(hands) => view! { <ProgressBar order /> <span>{hands}</span> }.into_any(),
            None => view! { <StateBadge order /> }.into_any(),
        }}
    }
    .into_any()
}

fn contents(order: &OrderView) -> String {
    texts::short_contents(order.items.iter().map(|item| (item.qty, item.name.as_str())))
}

/// First name and initial, where there is more than a first name.
fn short_name(name: &str) -> String {
    let first = first_name(name);
    let letter = name.split_whitespace().nth(1).map(initial);
    match letter {
        Some(letter) => format!("{first} {letter}."),
        None => first.to_owned(),
    }
}

fn how(order: &OrderView, restaurant: RestaurantState) -> String {
    let how = texts::how(order.fulfilment.kind());
    match &order.fulfilment {
        FulfilmentView::Delivery {
            address: Some(address),
        } if !address.district.is_empty() => format!("{how}, {}", address.district),
        FulfilmentView::Delivery { .. } => how.to_owned(),
        FulfilmentView::Pickup { branch } => format!("{how}, {}", restaurant.branch(branch)),
    }
}

fn in_hands(order: &OrderView, restaurant: RestaurantState, now: Timestamp) -> Option<String> {
    let step = order.open_step()?;
    let place = errors::stage_name(step.step_name);
    let ahead = step.waiting_since > now;
    Some(match &step.attended_by {
        Some(by) => texts::in_hands(first_name(&by.name), place),
        None if ahead => texts::begins(&restaurant.moment(step.waiting_since)),
        None => texts::waits_for(place),
    })
}

#[component]
fn Unsent(order: Memo<OrderView>) -> AnyView {
    let taps = Taps::expect();
    let waits = memo(move || order.with(|order| taps.waiting(order).map(|tap| tap.standing())));
    view! {
        {move || {
            waits
                .get()
                .map(|standing| {
                    let words = match standing {
                        Standing::Here => texts::UNSENT,
                        Standing::OnItsWay => texts::SENDING,
                        Standing::Unheard => texts::UNHEARD,
                    };
                    view! { <span class="badge badge--info">{words}</span> }
                })
        }}
    }
    .into_any()
}

/// Where it stands, and for how long when somebody has to act.
#[component]
pub fn StateBadge(order: Memo<OrderView>) -> AnyView {
    let (restaurant, clock) = (RestaurantState::expect(), expect_context::<Clock>());
    let shown = memo(move || {
        order.with(|order| {
            let standing = texts::standing(order.status, order.current_step, order.to_accept);
            let Some(step) = order.open_step() else {
                return (tone(order.status), texts::badge(standing, None));
            };
            let now = clock.now();
            let age = Age::of(step.waiting_since, now, restaurant.target_minutes(step.step_name));
            let tone = match age {
                Age::Ahead => "badge badge--neutral",
                Age::Calm => "badge badge--info",
                Age::Late => "badge badge--warning",
                Age::Urgent => "badge badge--danger",
            };
            let since = if age == Age::Ahead {
                texts::begins(&restaurant.moment(step.waiting_since))
            } else {
                texts::waited(now.since_ms(step.waiting_since))
            };
            (tone, texts::badge(standing, Some(&since)))
        })
    });
    view! { <span class=move || shown.get().0>{move || shown.get().1}</span> }.into_any()
}

fn tone(status: Status) -> &'static str {
    match status {
        Status::Created => "badge badge--warning",
        Status::Confirmed => "badge badge--info",
        Status::Completed => "badge badge--success",
        Status::Cancelled => "badge badge--neutral",
    }
}
