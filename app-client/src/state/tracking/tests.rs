//! What the page of an order says.

use super::*;
use api::orders::{PaymentSummary, Promise};
use domain::OrderId;
use domain::cart::Totals;
use domain::payment::{PaymentMethod, PaymentStatus};
use domain::stage::CurrentStep;

fn at(text: &str) -> Timestamp {
    Timestamp::parse(&["2026-11-22T", text, ":00-05:00"].concat()).unwrap()
}

fn step(stage: Stage, status: StepStatus, person: Option<&str>) -> TrackedStep {
    TrackedStep {
        stage,
        status,
        started_at: (status != StepStatus::Pending).then(|| at("12:44")),
        finished_at: (status == StepStatus::Done).then(|| at("12:57")),
        person: person.map(str::to_owned),
    }
}

fn tracking(status: Status, steps: Vec<TrackedStep>) -> Tracking {
    Tracking {
        order_id: OrderId::parse("o_1").unwrap(),
        number: 1042,
        status,
        current_step: CurrentStep::Cooking,
        fulfilment: FulfilmentKind::Delivery,
        branch: None,
        items: Vec::new(),
        totals: Totals::default(),
        payment: PaymentSummary {
            status: PaymentStatus::Approved,
            method: PaymentMethod::Yape,
            ..PaymentSummary::unpaid(PaymentMethod::Yape, Money::ZERO)
        },
        steps,
        created_at: at("12:41"),
        scheduled_for: None,
        confirmed_at: Some(at("12:42")),
        delivered_at: None,
        cancelled_at: None,
        cancel_reason: None,
        expired: false,
        promise: Some(Promise {
            from: at("13:10"),
            until: at("13:20"),
            orders_ahead: 6,
            expected: None,
        }),
        mine: true,
        may_cancel: false,
        rehearsal: false,
    }
}

fn states(tracking: &Tracking) -> Vec<&'static str> {
    steps(tracking, &Zone::lima(), at("13:00"))
        .into_iter()
        .map(|step| step.state)
        .collect()
}

#[test]
fn the_cook_is_named() {
    let order = tracking(
        Status::Confirmed,
        vec![step(Stage::Cooking, StepStatus::InProgress, Some("Rosa"))],
    );
    assert_eq!(
        sentence(&order),
        "Tu pedido está en la cocina. Rosa lo está preparando."
    );
    assert_eq!(attendant(&order), Some("Rosa"));
    let shown = steps(&order, &Zone::lima(), at("13:00"));
    assert_eq!(shown[2].meta, "desde las 12:44 · Rosa");
    assert_eq!(
        states(&order),
        ["done", "done", "active", "pending", "pending", "pending"]
    );
}

#[test]
fn the_promise_is_a_range_with_its_reason() {
    let order = tracking(
        Status::Confirmed,
        vec![step(Stage::Cooking, StepStatus::Pending, None)],
    );
    let shown = headline(&order, &Zone::lima(), at("13:00"));
    assert_eq!(shown.before, "Pedido 1042 · llega entre");
    assert_eq!(shown.large, "1:10 y 1:20\u{a0}p.\u{a0}m.");
    assert_eq!(shown.after, "Hay 6 pedidos antes en la cocina.");
    let late = headline(&order, &Zone::lima(), at("13:21"));
    assert_ne!(late.large, shown.large);
}

#[test]
fn what_will_be_late_is_said_before_it_is() {
    let mut order = tracking(
        Status::Confirmed,
        vec![step(Stage::Cooking, StepStatus::Pending, None)],
    );
    order.promise = order.promise.map(|promise| Promise {
        expected: Some(at("13:35")),
        ..promise
    });
    let shown = headline(&order, &Zone::lima(), at("13:00"));
    assert_eq!(shown.before, "Pedido 1042 · llega cerca de la");
    assert_eq!(shown.large, "1:35\u{a0}p.\u{a0}m.");
    assert!(shown.after.contains("1:20\u{a0}p.\u{a0}m."), "{}", shown.after);
}

#[test]
fn an_order_for_later_names_its_day() {
    let mut order = tracking(
        Status::Confirmed,
        vec![step(Stage::Cooking, StepStatus::Pending, None)],
    );
    let tomorrow = at("19:30").plus_minutes(24 * 60);
    order.scheduled_for = Some(tomorrow);
    order.promise = Some(Promise {
        from: tomorrow,
        until: tomorrow.plus_minutes(10),
        orders_ahead: 0,
        expected: None,
    });
    let shown = headline(&order, &Zone::lima(), at("13:00"));
    assert_eq!(shown.before, "Pedido 1042 · llega mañana entre");
    assert_eq!(shown.large, "7:30 y 7:40\u{a0}p.\u{a0}m.");
    assert_eq!(shown.after, texts::REASON_SCHEDULED);
    assert_eq!(sentence(&order), texts::SCHEDULED);
    order.steps = vec![step(Stage::Cooking, StepStatus::InProgress, Some("Rosa"))];
    assert_eq!(
        sentence(&order),
        "Tu pedido está en la cocina. Rosa lo está preparando."
    );
}

#[test]
fn a_cancelled_order_shows_how_far_it_came() {
    let mut order = tracking(
        Status::Cancelled,
        vec![step(Stage::Cooking, StepStatus::Done, Some("Rosa"))],
    );
    order.cancelled_at = Some(at("12:59"));
    assert_eq!(states(&order), ["done", "done", "done", "failed"]);
    order = tracking(Status::Cancelled, vec![]);
    (order.confirmed_at, order.expired) = (None, true);
    assert_eq!(states(&order), ["done", "failed", "failed"]);
    assert_eq!(sentence(&order), texts::EXPIRED);
}

#[test]
fn an_unpaid_order_waits_for_its_payment() {
    let mut order = tracking(Status::Created, vec![]);
    order.confirmed_at = None;
    assert_eq!(states(&order)[..2], ["done", "active"]);
    assert!(!is_finished(&order, at("13:30")));
}

#[test]
fn a_cancelled_order_is_followed_until_its_money_is_back() {
    let mut order = tracking(Status::Cancelled, vec![]);
    order.payment.paid_cents = Money(2_590);
    assert!(!is_finished(&order, at("13:30")));
    order.payment.paid_cents = Money::ZERO;
    assert!(is_finished(&order, at("13:30")));
}

#[test]
fn a_delivery_is_followed_as_long_as_it_can_be_taken_back() {
    let mut order = tracking(Status::Completed, vec![]);
    order.delivered_at = Some(at("13:00"));
    assert!(!is_finished(&order, at("13:01")));
    assert!(is_finished(&order, at("13:02")));
}
