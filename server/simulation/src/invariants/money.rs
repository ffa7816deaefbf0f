//! Money: the order against the payment, the payment against the gateway's books and against how the order ended.

use super::{Violation, hold};
use crate::model::Model;
use crate::process::Process;
use domain::order::{Order, Settled, Status};
use domain::payment::{ChargeState, Payment, RefundState, Settlement};
use domain::{Money, TenantId};

/// The money of every order of a restaurant is in line.
pub(super) async fn is_in_line(model: &Model, process: &Process, tenant: &TenantId) -> Result<(), Violation> {
    for ((_, id), order) in model.orders.iter().filter(|((of, _), _)| of == tenant) {
        let payment = model.payments.get(&(tenant.clone(), id.clone()));
        says_what_the_payment_says(order, payment)?;
        let nothing = Payment::new(id.clone(), order.head.totals.total);
        let payment = payment.unwrap_or(&nothing);
        is_as_the_order_ended(order, payment)?;
        is_as_at_the_gateway(process, tenant, payment).await?;
    }
    Ok(())
}

fn says_what_the_payment_says(order: &Order, payment: Option<&Payment>) -> Result<(), Violation> {
    let told = order.payment_summary();
    let is = payment.map(|payment| payment.summary(order.head.payment_method));
    // Where nobody has tried to pay there is nothing to compare with, and nothing to note.
    let same = match is {
        Some(is) => told == is,
        None => order.payment.is_none(),
    };
    hold(
        same,
        "6 an order says of its payment what the payment says",
        || format!("{} says {told:?}, the payment {is:?}", order.head.id),
    )
}

fn is_as_the_order_ended(order: &Order, payment: &Payment) -> Result<(), Violation> {
    let at_gateway = payment
        .refunds
        .iter()
        .filter(|refund| refund.state == RefundState::Pending && !refund.is_by_hand());
    hold(
        at_gateway.count() == 0,
        "6 what shall go back is back in the end",
        || format!("{payment:?}"),
    )?;
    let cash = order.settled == Some(Settled::CashOnDelivery);
    let (kept, owed) = (payment.kept(), payment.owed());
    let right = match order.status() {
        Status::Created => true,
        Status::Cancelled => kept == Money::ZERO,
        // Somebody may have vouched for it while the kitchen took it on.
        Status::Confirmed if cash && !vouched(payment) => kept == Money::ZERO,
        Status::Confirmed | Status::Completed => owed == Money::ZERO && kept == payment.due(),
    };
    hold(
        right,
        "6 collected less refunded is what the order is worth",
        || {
            format!(
                "{} is {:?}, {kept:?} is kept and {owed:?} owed: {payment:?}",
                order.head.id,
                order.status()
            )
        },
    )
}

/// Whether somebody has taken the money as paid before the order is handed over.
fn vouched(payment: &Payment) -> bool {
    let mut taken = payment
        .charges
        .iter()
        .filter(|charge| charge.state == ChargeState::Approved && charge.by.is_some());
    taken.any(|charge| !charge.at_the_door)
}

/// What came in and went back at the gateway stands in the record. By the record's own words the gateway keeps so much; by
/// its books it does.
async fn is_as_at_the_gateway(
    process: &Process,
    tenant: &TenantId,
    payment: &Payment,
) -> Result<(), Violation> {
    let mut held = Money::ZERO;
    for attempt in payment.attempts() {
        let read = process.gateway.read(tenant, &attempt.reference).await;
        let read =
            read.map_err(|error| Violation::new("the gateway's books can be read", error.to_string()))?;
        if let Some(standing) = read.filter(|standing| standing.settlement == Settlement::Approved) {
            let amount = standing.money.and_then(|money| money.amount);
            held = held + amount.unwrap_or(Money::ZERO);
        }
    }
    let charges = payment
        .charges
        .iter()
        .filter(|charge| charge.state == ChargeState::Approved && charge.by.is_none());
    let back = |charge: u32| -> Money {
        let of_charge = payment.refunds.iter().filter(|refund| refund.charge == charge);
        let done = of_charge.filter(|refund| refund.state == RefundState::Done);
        done.map(|refund| refund.amount).sum()
    };
    let recorded: Money = charges.map(|charge| charge.amount - back(charge.id)).sum();
    hold(
        held == recorded,
        "6 the record says what the gateway's books say",
        || format!("{held:?} at the gateway, {payment:?}"),
    )
}
