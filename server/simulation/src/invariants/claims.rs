//! Claims: what each comes to, and the money that was promised for it.

use super::{Violation, hold};
use crate::model::{Changes, Model, SeenClaim};
use domain::payment::{Adjustment, Payment};
use domain::{Money, TenantId};

/// A claim is answered, or an offer to settle it was accepted, and not both.
pub(super) fn have_one_outcome(model: &Model, changes: &Changes) -> Result<(), Violation> {
    for key in &changes.claims {
        let Some(seen) = model.claims.get(key) else {
            continue;
        };
        hold(
            !(seen.reply.is_some() && accepted(seen)),
            "13 a claim has one outcome",
            || format!("{key:?}: {seen:?}"),
        )?;
        let sent = seen.offer_answer.is_none() || (seen.offer.is_some() && seen.offer_sent);
        hold(sent, "13 only an offer that was sent is answered", || {
            format!("{key:?}: {seen:?}")
        })?;
    }
    Ok(())
}

fn accepted(seen: &SeenClaim) -> bool {
    seen.offer_answer.as_ref().is_some_and(|answer| answer.accepted)
}

/// What was promised to go back.
fn promised(seen: &SeenClaim) -> Money {
    let replied = seen.reply.as_ref().and_then(|reply| reply.refund_cents);
    let offered = seen.offer.as_ref().and_then(|offer| offer.refund_cents);
    let offered = offered.filter(|_| accepted(seen));
    replied.or(offered).unwrap_or(Money::ZERO)
}

/// The money that was promised for the claims of a restaurant goes back once, and no more of it than was paid.
pub(super) fn have_what_was_promised(model: &Model, tenant: &TenantId) -> Result<(), Violation> {
    for ((_, number), seen) in model.claims.iter().filter(|((of, _), _)| of == tenant) {
        let claim = seen.claim.as_ref();
        hold(claim.is_some(), "13 what came of a claim is of one", || {
            format!("{number}: {seen:?}")
        })?;
        let promised = promised(seen);
        let order = claim.and_then(|claim| claim.order_id.clone());
        let key = order.map(|order| (tenant.clone(), order));
        let payment = key.as_ref().and_then(|key| model.payments.get(key));
        let Some(payment) = payment else {
            hold(
                promised == Money::ZERO,
                "13 nothing is promised of nothing",
                || format!("{number}: {seen:?}"),
            )?;
            continue;
        };
        let made: Vec<&Adjustment> = payment
            .adjustments
            .iter()
            .filter(|made| made.claim == Some(*number))
            .collect();
        let given: Money = made.iter().map(|made| -made.amount).sum();
        let refunds = payment
            .refunds
            .iter()
            .filter(|refund| refund.claim == Some(*number));
        let going: Money = refunds.map(|refund| refund.amount).sum();
        let found = || format!("{number}: {promised:?} promised, {payment:?}");
        let once = made.len() == usize::from(promised > Money::ZERO);
        hold(once, "13 a promise is kept once", found)?;
        hold(
            given <= promised && given >= Money::ZERO && going == given,
            "13 no more goes back for a claim than was promised",
            found,
        )?;
        let back = payment.claim_money(*number).filter(|money| money.is_back);
        hold(
            seen.refunded == back.map(|money| Some(money.given)),
            "13 a claim says what is back",
            || format!("{number} says {:?}, {payment:?}", seen.refunded),
        )?;
        hold(
            payment.refunded() + payment.refunding() <= payment.collected(),
            "13 no more goes back than was paid",
            || format!("{payment:?}"),
        )?;
        // With an order that was changed more may have been owed, and then nothing goes back.
        let edited = key
            .and_then(|key| model.orders.get(&key))
            .is_some_and(|order| !order.edits.is_empty());
        if !edited {
            is_no_less_than_can_be(payment, *number, promised, given)?;
        }
    }
    Ok(())
}

/// Less than was promised goes back only where other promises, or the end of the order, have taken what was there.
fn is_no_less_than_can_be(
    payment: &Payment,
    number: domain::claim::ClaimNumber,
    promised: Money,
    given: Money,
) -> Result<(), Violation> {
    let others = payment.adjustments.iter().any(|made| {
        let other = made.claim.is_some_and(|claim| claim != number);
        other || made.claim.is_none()
    });
    let back = payment.refunds.iter().any(|refund| refund.claim != Some(number));
    hold(
        given == promised || others || back || payment.closed,
        "13 what was promised goes back",
        || format!("{number}: {given:?} of {promised:?}, {payment:?}"),
    )
}
