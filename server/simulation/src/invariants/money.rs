//! Money: the order against the payment, the payment against the gateway's books and against how the order ended.

use super::{Violation, hold};
use crate::faults::Faults;
use crate::model::{Changes, Model};
use crate::process::Process;
use domain::order::{Order, Settled, Status};
use domain::payment::{ChargeState, Payment, PaymentStatus, RefundState, Settlement};
use domain::{Money, TenantId};
use std::collections::BTreeSet;

/// The money of every order of a restaurant is in line, and that of requests for catering which have no order.
pub(super) async fn is_in_line(
    model: &Model,
    process: &Process,
    faults: &Faults,
    tenant: &TenantId,
) -> Result<(), Violation> {
    for ((_, id), order) in model.orders.iter().filter(|((of, _), _)| of == tenant) {
        let payment = model.payments.get(&(tenant.clone(), id.clone()));
        says_what_the_payment_says(order, payment)?;
        let nothing = Payment::new(id.clone(), order.head.totals.total);
        let payment = payment.unwrap_or(&nothing);
        // What is kept of catering its request says.
        if order.head.catering.is_none() {
            is_as_the_order_ended(order, payment)?;
        }
    }
    for (_, payment) in model.payments.iter().filter(|((of, _), _)| of == tenant) {
        is_back_in_the_end(payment)?;
        is_as_at_the_gateway(process, faults, tenant, payment).await?;
    }
    Ok(())
}

/// An order says of no money that it is back before it is.
pub(super) fn is_not_said_to_be_back(model: &Model, changes: &Changes) -> Result<(), Violation> {
    let tenants = changes.touched.iter();
    let payments = changes.payments.iter();
    let written = payments.map(|(tenant, payment)| (tenant.clone(), payment.order_id.clone()));
    let orders = tenants.flat_map(|tenant| {
        let orders = changes.orders.iter();
        orders.map(|(_, order)| (tenant.clone(), order.head.id.clone()))
    });
    for key in written.chain(orders) {
        let Some(order) = model.orders.get(&key) else {
            continue;
        };
        let told = order.payment_summary();
        let back = model.payments.get(&key).map_or(Money::ZERO, Payment::refunded);
        let said = told.status != PaymentStatus::Refunded || back > Money::ZERO;
        hold(
            said && told.refunded_cents <= back,
            "6 an order says of no money that it is back before it is",
            || format!("{} says {told:?}, and {back:?} is back", key.1),
        )?;
    }
    Ok(())
}

/// What is paid, or taken as paid, cannot be paid again: what was open for it is given up.
pub(super) fn is_not_asked_for_twice(changes: &Changes) -> Result<(), Violation> {
    for (_, payment) in &changes.payments {
        let open = payment
            .attempts()
            .any(|attempt| attempt.state == ChargeState::Pending);
        hold(
            !open || payment.owed() > Money::ZERO,
            "6 what is paid cannot be paid again",
            || format!("{payment:?}"),
        )?;
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

/// Nothing is on its way back through the gateway any more.
fn is_back_in_the_end(payment: &Payment) -> Result<(), Violation> {
    let at_gateway = payment
        .refunds
        .iter()
        .filter(|refund| refund.state == RefundState::Pending && !refund.is_by_hand());
    hold(
        at_gateway.count() == 0,
        "6 what shall go back is back in the end",
        || format!("{payment:?}"),
    )
}

fn is_as_the_order_ended(order: &Order, payment: &Payment) -> Result<(), Violation> {
    let cash = order.settled == Some(Settled::CashOnDelivery);
    let (kept, owed) = (payment.kept(), payment.owed());
    let right = match order.status() {
        Status::Created => true,
        Status::Cancelled => kept == Money::ZERO,
        // Somebody may have vouched for it while the kitchen took it on.
        Status::Confirmed if cash && !vouched(payment) => kept == Money::ZERO,
        // What it costs more since it was changed is collected at the door.
        Status::Confirmed if !order.edits.is_empty() => kept <= payment.due(),
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
    faults: &Faults,
    tenant: &TenantId,
    payment: &Payment,
) -> Result<(), Violation> {
    let mut held = Money::ZERO;
    // One that was given up and paid all the same stands in two charges.
    let references: BTreeSet<&str> = payment
        .attempts()
        .map(|attempt| attempt.reference.as_str())
        .collect();
    for reference in references {
        let read = process.gateway.read(tenant, reference).await;
        let read =
            read.map_err(|error| Violation::new("the gateway's books can be read", error.to_string()))?;
        if let Some(standing) = read.filter(|standing| standing.settlement == Settlement::Approved) {
            let amount = standing.money.and_then(|money| money.amount);
            let parts = faults.given_back_in_parts(tenant, reference);
            held = held + amount.unwrap_or(Money::ZERO) - parts;
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
