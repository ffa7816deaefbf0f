//! An order that is followed, at every point of its way.

use super::States;
use super::orders::order;
use crate::pages::cancelling::{Cancel, Cancelling};
use crate::pages::tracking::{Share, followed};
use api::catalog::Storefront;
use api::orders::{PaymentSummary, Promise, TrackedItem, TrackedStep, Tracking};
use domain::cart::{FulfilmentKind, Totals};
use domain::order::Status;
use domain::payment::PaymentMethod;
use domain::stage::{CurrentStep, Stage, StepStatus};
use domain::{Money, OrderId, Timestamp};
use leptos::prelude::*;
use ui::clock::{Clock, device_time};
use ui::gallery::component;

/// What the sample orders come to.
const TOTAL: Money = Money(7_480);

pub fn components(storefront: &Storefront) -> Vec<AnyView> {
    vec![
        component("an order that is followed", tracked(storefront)),
        component("Share", shares()),
        component("Cancel", cancels()),
    ]
}

/// An order at a point of its way, with the stages that were begun.
fn tracking(storefront: &Storefront, status: Status, steps: Vec<TrackedStep>) -> Option<Tracking> {
    let (now, known) = (device_time(), order(storefront)?);
    let item = |name: &str, qty: u16, subtotal: Money| TrackedItem {
        product_id: None,
        name: name.to_owned(),
        qty,
        options: Vec::new(),
        subtotal,
    };
    let open = matches!(status, Status::Confirmed);
    Some(Tracking {
        order_id: known.order_id,
        number: known.number,
        status,
        current_step: CurrentStep::Cooking,
        fulfilment: FulfilmentKind::Delivery,
        branch: None,
        items: vec![
            item("¼ de pollo a la brasa", 2, Money(6_280)),
            item("Chicha morada grande", 1, Money(600)),
        ],
        totals: Totals {
            subtotal: Money(6_880),
            delivery_fee: Money(600),
            total: TOTAL,
            tax: Money(1_141),
            tax_basis_points: 1_800,
            ..Totals::default()
        },
        payment: PaymentSummary::unpaid(PaymentMethod::Yape, TOTAL),
        steps,
        created_at: now.plus_minutes(-20),
        scheduled_for: None,
        confirmed_at: (status != Status::Created).then(|| now.plus_minutes(-18)),
        delivered_at: None,
        cancelled_at: None,
        cancel_reason: None,
        expired: false,
        promise: open.then(|| promise(now.plus_minutes(25))),
        mine: true,
        may_cancel: false,
        rehearsal: false,
    })
}

fn promise(from: Timestamp) -> Promise {
    Promise {
        from,
        until: from.plus_minutes(10),
        orders_ahead: 3,
        expected: None,
    }
}

fn step(stage: Stage, status: StepStatus) -> TrackedStep {
    let now = device_time();
    TrackedStep {
        stage,
        status,
        started_at: (status != StepStatus::Pending).then(|| now.plus_minutes(-15)),
        finished_at: (status == StepStatus::Done).then(|| now.plus_minutes(-5)),
        person: (status != StepStatus::Pending).then(|| "Rosa".to_owned()),
    }
}

fn tracked(storefront: &Storefront) -> States {
    use StepStatus::{Done, InProgress, Pending};
    let order = |status, steps: &[(Stage, StepStatus)]| {
        let steps = steps.iter().map(|(stage, status)| step(*stage, *status));
        tracking(storefront, status, steps.collect())
    };
    let (cooking, packaging, delivery) = (Stage::Cooking, Stage::Packaging, Stage::Delivery);
    let now = device_time();
    let waiting = order(Status::Confirmed, &[(cooking, Pending)]);
    let later = waiting.clone().map(|order| Tracking {
        scheduled_for: Some(now.plus_minutes(300)),
        promise: Some(promise(now.plus_minutes(300))),
        ..order
    });
    let pickup = order(
        Status::Confirmed,
        &[(cooking, Done), (packaging, Done), (delivery, Pending)],
    );
    let pickup = pickup.map(|order| Tracking {
        fulfilment: FulfilmentKind::Pickup,
        branch: storefront
            .tenant
            .branches
            .first()
            .map(|branch| branch.name.clone()),
        ..order
    });
    let done = [(cooking, Done), (packaging, Done), (delivery, Done)];
    let delivered = order(Status::Completed, &done).map(|order| Tracking {
        delivered_at: Some(now),
        ..order
    });
    let cancelled = order(Status::Cancelled, &[(cooking, Done)]).map(|order| Tracking {
        cancelled_at: Some(now),
        cancel_reason: Some("Pedí dos veces lo mismo.".to_owned()),
        ..order
    });
    let expired = order(Status::Cancelled, &[]).map(|order| Tracking {
        confirmed_at: None,
        expired: true,
        ..order
    });
    let all = [
        ("to be paid", order(Status::Created, &[])),
        (
            "waiting",
            waiting.map(|order| Tracking {
                may_cancel: true,
                ..order
            }),
        ),
        ("for later", later),
        (
            "in the kitchen",
            order(Status::Confirmed, &[(cooking, InProgress)]),
        ),
        (
            "being packed",
            order(Status::Confirmed, &[(cooking, Done), (packaging, InProgress)]),
        ),
        (
            "on its way",
            order(
                Status::Confirmed,
                &[(cooking, Done), (packaging, Done), (delivery, InProgress)],
            ),
        ),
        ("to be picked up", pickup),
        ("delivered", delivered),
        ("cancelled", cancelled),
        ("not paid in time", expired),
    ];
    let clock = Clock::ticking(20_000);
    let drawn = |order: Tracking| {
        let (order, fresh) = (Memo::new(move |_| Some(order.clone())), Memo::new(|_| None));
        followed(order, clock, fresh, || {})
    };
    let states = all.into_iter();
    states
        .filter_map(|(name, order)| Some((name, drawn(order?))))
        .collect()
}

fn shares() -> States {
    let id = OrderId::parse("o_muestra").ok();
    let drawn = id.map(|id| ("link", view! { <Share id number=101 /> }.into_any()));
    drawn.into_iter().collect()
}

fn cancels() -> States {
    let id = OrderId::parse("o_muestra").ok();
    let drawn = |id: OrderId| view! { <Cancel id state=Cancelling::default() done=|()| {} /> }.into_any();
    id.map(|id| ("with a reason", drawn(id))).into_iter().collect()
}
