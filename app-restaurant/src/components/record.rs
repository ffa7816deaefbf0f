//! An order in the list: compact, with what is in it; a tap opens it to everything. It can be moved on in both forms.

use super::actions::{Actions, Place};
use super::record_body::RecordBody;
use crate::state::ageing::Age;
use crate::state::erased::memo;
use crate::state::house::House;
use crate::state::taps::Taps;
use leptos::prelude::*;
use shared::api::orders::{FulfilmentView, OrderView};
use shared::domain::customer::first_name;
use shared::domain::order::Status;
use shared::texts::es::{console as texts, errors};
use shared::ui::clock::Clock;

#[component]
pub fn Record(order: ArcRwSignal<OrderView>) -> AnyView {
    let taps = Taps::expect();
    let order = memo(move || taps.foresee(&order.get()));
    let id = order.with_untracked(|order| order.order_id.to_string());
    let open = RwSignal::new(false);
    let (body, label) = (format!("detalle-{id}"), format!("titulo-{id}"));
    let (controls, heading) = (body.clone(), label.clone());
    view! {
        <article class="record" data-open=move || open.get().to_string() aria-labelledby=label>
            <div class="record__head">
                <h2 class="record__heading" id=heading>
                    <button
                        type="button"
                        class="record__toggle"
                        aria-expanded=move || open.get().to_string()
                        aria-controls=controls
                        on:click=move |_| open.update(|open| *open = !*open)
                    >
                        <Compact order />
                    </button>
                </h2>
                <div class="record__actions">
                    {move || (!open.get()).then(|| view! { <Actions order place=Place::Card /> })}
                </div>
            </div>
            <div id=body hidden=move || !open.get()>
                {move || open.get().then(|| view! { <RecordBody order /> })}
            </div>
        </article>
    }
    .into_any()
}

/// Number, time, contents, who and how far.
#[component]
fn Compact(order: Memo<OrderView>) -> AnyView {
    let house = House::expect();
    let head = order.with_untracked(|order| {
        (
            order.number,
            house.moment(order.created_at),
            contents(order),
            whom(order),
            order.total_cents.map(|total| house.format(total)),
        )
    });
    let (number, at, contents, whom, total) = head;
    let hands = memo(move || order.with(in_hands));
    view! {
        <span class="record__code">
            <span class="visually-hidden">{texts::COLUMN_NUMBER} " "</span>
            {number}
            <small>{at}</small>
        </span>
        <span class="record__what">{contents}</span>
        <span class="record__meta">
            <span>{whom}</span>
            {move || hands.get().map(|hands| view! { <span>{hands}</span> })}
            <Unsent order />
        </span>
        <span class="record__end">
            <StateBadge order />
            {total.map(|total| view! { <span class="price">{total}</span> })}
        </span>
    }
    .into_any()
}

fn contents(order: &OrderView) -> String {
    texts::contents(order.items.iter().map(|item| (item.qty, item.name.as_str())))
}

fn whom(order: &OrderView) -> String {
    let name = first_name(&order.customer.name);
    match &order.fulfilment {
        FulfilmentView::Delivery {
            address: Some(address),
        } if !address.district.is_empty() => {
            format!("{name} · {}", address.district)
        }
        other => format!("{name} · {}", texts::how(other.kind())),
    }
}

fn in_hands(order: &OrderView) -> Option<String> {
    let step = order.open_step()?;
    let place = errors::stage_name(step.step_name);
    Some(match &step.attended_by {
        Some(by) => texts::in_hands(first_name(&by.name), place),
        None => texts::waits_for(place),
    })
}

#[component]
fn Unsent(order: Memo<OrderView>) -> AnyView {
    let taps = Taps::expect();
    let waits = memo(move || order.with(|order| taps.waiting(order).map(|tap| tap.sent)));
    view! {
        {move || {
            waits
                .get()
                .map(|sent| {
                    let words = if sent { texts::SENDING } else { texts::UNSENT };
                    view! { <span class="badge badge--info">{words}</span> }
                })
        }}
    }
    .into_any()
}

/// Where it stands, and for how long when somebody has to act.
#[component]
pub fn StateBadge(order: Memo<OrderView>) -> AnyView {
    let (house, clock) = (House::expect(), expect_context::<Clock>());
    let shown = memo(move || {
        order.with(|order| {
            let standing = texts::standing(order.status, order.current_step);
            let Some(step) = order.open_step() else {
                return (tone(order.status), texts::badge(standing, None));
            };
            let now = clock.now();
            let age = Age::of(step.waiting_since, now, house.target_minutes(step.step_name));
            let tone = match age {
                Age::Ahead => "badge badge--neutral",
                Age::Calm => "badge badge--info",
                Age::Late => "badge badge--warning",
                Age::Urgent => "badge badge--danger",
            };
            let since = if age == Age::Ahead {
                texts::begins(&house.moment(step.waiting_since))
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
