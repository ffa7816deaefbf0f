//! Paying for an order, at every point.

use super::States;
use crate::pages::checkout_fields::ways_to_pay;
use crate::pages::payment::standing;
use crate::state::paying::Stand;
use crate::state::payment::{Paid, Paying};
use api::payments::{PaymentView, Qr};
use domain::order::Status;
use domain::payment::{PaymentMethod, PaymentStatus};
use domain::{Money, OrderId};
use leptos::prelude::*;
use ui::clock::{Clock, device_time};
use ui::gallery::{alone, component};

pub fn components() -> Vec<AnyView> {
    vec![component("a payment", payments())]
}

/// A stand-in for the drawing of the server.
pub const CODE: &str = r#"<svg viewBox="0 0 3 3"><path fill="currentColor" d="M0 0h1v1H0zM2 0h1v1H2zM1 1h1v1H1zM0 2h1v1H0z"/></svg>"#;

/// The payment of an order that comes to this, with nothing paid yet.
pub fn payment_of(total: Money) -> Option<PaymentView> {
    Some(PaymentView {
        order_id: OrderId::parse("o_muestra").ok()?,
        order_status: Status::Created,
        order_expired: false,
        status: Some(PaymentStatus::Pending),
        method: PaymentMethod::Yape,
        payment_id: None,
        amount_cents: total,
        paid_cents: Money::ZERO,
        owed_cents: total,
        refunded_cents: Money::ZERO,
        refunding_cents: Money::ZERO,
        charges: Vec::new(),
        refunds: Vec::new(),
        adjustments: Vec::new(),
        qr: None,
        simulated: true,
        expires_at: device_time().plus_minutes(12),
    })
}

fn payments() -> States {
    let Some(payment) = payment_of(Money(7_480)) else {
        return States::new();
    };
    let scanned = PaymentView {
        qr: Some(Qr {
            payload: "muestra".to_owned(),
            svg: CODE.to_owned(),
        }),
        simulated: false,
        ..payment.clone()
    };
    let (clock, method) = (Clock::ticking(1_000), RwSignal::new(PaymentMethod::Yape));
    let draw = |stand: Stand, payment: &PaymentView, online: bool| {
        let paying = Paying::of(Paid::Order(payment.order_id.clone()));
        let chosen = (method, ways_to_pay(online));
        let drawn = standing(stand, payment, paying, clock, chosen, super::PATH);
        alone(view! { <div class="pay">{drawn}</div> }.into_any())
    };
    let drawn = |stand: Stand, payment: &PaymentView| draw(stand, payment, true);
    vec![
        ("not begun", drawn(Stand::Unopened, &payment)),
        ("only at the door", draw(Stand::Unopened, &payment, false)),
        ("waiting, pretended", drawn(Stand::Waiting, &payment)),
        ("waiting, with a code", drawn(Stand::Waiting, &scanned)),
        ("rejected", drawn(Stand::Rejected, &payment)),
        ("paid", drawn(Stand::Settled, &payment)),
        ("given back", drawn(Stand::Refunded, &payment)),
        ("too late", drawn(Stand::Late, &payment)),
        ("cancelled", drawn(Stand::Cancelled, &payment)),
    ]
}
