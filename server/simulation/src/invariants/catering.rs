//! Catering: how requests move, and that request, order and money agree.

use super::{Violation, hold};
use crate::model::{Changes, Model};
use domain::catering::order::order_id;
use domain::catering::{CateringRequest, CateringStatus, State};
use domain::order::{Order, Status};
use domain::payment::{Payment, PaymentMethod};
use domain::staff::Role;
use domain::{Money, TenantId};

/// Requests move as requests may.
pub(super) fn moved(changes: &Changes) -> Result<(), Violation> {
    use CateringStatus::{Accepted, Cancelled, Declined, Done, Expired, New, Quoted, Scheduled};
    for (before, after) in &changes.requests {
        let Some(before) = before else { continue };
        let found = || format!("{} from {:?} to {:?}", after.id, before.state, after.state);
        hold(after.version > before.version, "14 versions grow", found)?;
        // Some steps are of several things that go on at the same time.
        let may = match (before.status(), after.status()) {
            (before, after) if before == after => true,
            (New | Quoted | Accepted | Scheduled, _) => after.status() != New,
            (Done, Scheduled | Cancelled) => true,
            // It may be quoted once more.
            (Expired, Quoted | Accepted | Scheduled | Declined | Cancelled) => before.accepted_at().is_none(),
            _ => false,
        };
        hold(may, "14 a request goes only where it may", found)?;
        let kept = |request: &CateringRequest| match request.state {
            State::Cancelled { kept, .. } => Some(kept),
            _ => None,
        };
        hold(
            kept(before).is_none_or(|was| kept(after) == Some(was)),
            "14 what is kept does not change",
            found,
        )?;
    }
    Ok(())
}

/// The requests of a restaurant agree with their orders and their money.
pub(super) fn is_in_line(model: &Model, tenant: &TenantId) -> Result<(), Violation> {
    for ((_, id), seen) in model.requests.iter().filter(|((of, _), _)| of == tenant) {
        let request = &seen.request;
        let key = order_id(id).map(|order| (tenant.clone(), order));
        let order = key.as_ref().and_then(|key| model.orders.get(key));
        let payment = key.as_ref().and_then(|key| model.payments.get(key));
        follows_its_order(request, order)?;
        keeps_what_it_says(request, payment)?;
    }
    for order in model
        .orders
        .values()
        .filter(|order| order.head.catering.is_some())
    {
        let of_a_request = model.requests.keys().any(|(_, id)| {
            let catering = order.head.catering.as_ref();
            catering.is_some_and(|catering| catering.id == *id)
        });
        hold(of_a_request, "14 an order of catering has a request", || {
            format!("{order:?}")
        })?;
    }
    Ok(())
}

fn follows_its_order(request: &CateringRequest, order: Option<&Order>) -> Result<(), Violation> {
    let status = order.map(Order::status);
    let agree = match request.status() {
        CateringStatus::New
        | CateringStatus::Quoted
        | CateringStatus::Declined
        | CateringStatus::Accepted => status.is_none(),
        CateringStatus::Scheduled => status == Some(Status::Confirmed),
        CateringStatus::Done => status == Some(Status::Completed),
        CateringStatus::Cancelled | CateringStatus::Expired => {
            matches!(status, None | Some(Status::Cancelled))
        }
    };
    hold(agree, "14 a request and its order agree", || {
        format!("{} is {:?}, its order {status:?}", request.id, request.state)
    })
}

/// What came in and stays is what the state of a request says.
fn keeps_what_it_says(request: &CateringRequest, payment: Option<&Payment>) -> Result<(), Violation> {
    let found = || format!("{} {:?}: {payment:?}", request.id, request.state);
    let nothing = order_id(&request.id).map(|order| Payment::new(order, Money::ZERO));
    let Some(money) = payment.or(nothing.as_ref()) else {
        return Ok(());
    };
    let (kept, owed) = (money.kept(), money.owed());
    let deposit = request.quote().map_or(Money::ZERO, |quote| quote.totals.deposit);
    let total = request.quote().map_or(Money::ZERO, |quote| quote.totals.total);
    let given: Money = money
        .adjustments
        .iter()
        .filter(|made| made.claim.is_some() || made.given.is_some())
        .map(|made| -made.amount)
        .sum();
    let right = match &request.state {
        State::New | State::Quoted { .. } | State::Declined { .. } | State::Expired { .. } => {
            kept == Money::ZERO
        }
        // All of the deposit makes it an order.
        State::Accepted { .. } => kept < deposit,
        State::Scheduled { .. } => kept + given >= deposit && kept + given <= total,
        State::Done { .. } => owed == Money::ZERO && kept == money.due(),
        State::Cancelled { kept: stays, by, .. } => {
            let by_rule = *stays == Money::ZERO || by.role == Role::Customer && *stays <= deposit;
            by_rule && kept <= *stays && kept == money.due()
        }
    };
    hold(right, "14 what is kept is what the request says", found)?;
    let Some(payment) = payment else {
        return Ok(());
    };
    let is = payment.summary(PaymentMethod::Card);
    let same = match request.payment.map(|note| note.summary) {
        Some(told) => {
            (told.paid_cents, told.owed_cents) == (is.paid_cents, is.owed_cents)
                && (told.refunded_cents, told.refunding_cents) == (is.refunded_cents, is.refunding_cents)
        }
        // Where nobody has paid nothing is to be noted.
        None => is.paid_cents == Money::ZERO && is.refunded_cents == Money::ZERO,
    };
    hold(
        same,
        "14 a request says of its money what the record says",
        || format!("{} says {:?}, {payment:?}", request.id, request.payment),
    )
}

/// What has had its day is over.
pub(super) fn is_over(model: &Model, tenant: &TenantId) -> Result<(), Violation> {
    for ((_, id), seen) in model.requests.iter().filter(|((of, _), _)| of == tenant) {
        let status = seen.request.status();
        let waits = matches!(
            status,
            CateringStatus::New | CateringStatus::Quoted | CateringStatus::Accepted
        );
        hold(!waits, "14 what nobody goes on with expires", || {
            format!("{id} is {status:?}")
        })?;
    }
    Ok(())
}
