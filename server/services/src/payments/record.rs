//! Changes of a payment's record: each in one commit, with the events that follow from it.

use super::store::Stored;
use super::{PaymentsService, store};
use crate::envelope::envelopes;
use crate::error::Error;
use crate::{registry, retry};
use domain::event::Event;
use domain::order::Order;
use domain::payment::{Payment, PaymentNote, PaymentStatus, RefundState};
use domain::time::{DAY_MS, MINUTE_MS};
use domain::{Money, TenantId, Timestamp};
use ports::documents::{Commit, Table};
use std::sync::PoisonError;

/// The gateway is asked about an attempt this long after it was opened, even if no page does: its message may be lost, and
/// a code can be paid although another one was.
const LOOKS_MS: [i64; 3] = [16 * MINUTE_MS, 120 * MINUTE_MS, DAY_MS];

/// It is asked once more this long after the attempt's end, in milliseconds: what was paid in its last minute is known by then.
const LAST_LOOK_MS: i64 = 5 * MINUTE_MS;

impl PaymentsService {
    /// Does something to the payment of an order, by `actor`. `None` from `change` leaves it as it is.
    pub(super) async fn change(
        &self,
        tenant: &TenantId,
        order: &Order,
        actor: &str,
        change: impl Fn(&Payment, Timestamp) -> Result<Option<Payment>, Error>,
    ) -> Result<Payment, Error> {
        retry::change(retry::ATTEMPTS, || async {
            let stored = self.stored(tenant, order).await?;
            let now = self.clock.now();
            let Some(after) = change(&stored.payment, now)? else {
                return Ok(Some(stored.payment));
            };
            let put = self.put(tenant, order, actor, &stored, &after, now).await?;
            Ok(put.map(|()| after))
        })
        .await
    }

    /// The payment as it is stored, or a new one.
    pub(super) async fn stored(&self, tenant: &TenantId, order: &Order) -> Result<Stored, Error> {
        let stored = store::load(&*self.documents, tenant, &order.head.id).await?;
        Ok(stored.unwrap_or_else(|| Stored {
            payment: Payment::new(order.head.id.clone(), order.head.totals.total),
            look_at: None,
            version: 0,
        }))
    }

    /// Stores a payment in place of the one that was read, with the events that follow. `None` when somebody else has
    /// changed it meanwhile.
    pub(super) async fn put(
        &self,
        tenant: &TenantId,
        order: &Order,
        actor: &str,
        stored: &Stored,
        after: &Payment,
        now: Timestamp,
    ) -> Result<Option<()>, Error> {
        let new_attempt = after.attempts().count() > stored.payment.attempts().count();
        let look_at = match stored.look_at {
            _ if new_attempt => next_look(after, now),
            known => known,
        };
        if store::due(after, look_at).is_some() {
            self.register(tenant).await?;
        }
        let chosen = order.head.payment_method;
        let note = PaymentNote {
            summary: after.summary(chosen),
            version: stored.version + 1,
        };
        let sums_changed = stored.payment.summary(chosen) != note.summary;
        let events = happened(&stored.payment, after, note, sums_changed, order.head.placed_at);
        let commit = Commit {
            writes: store::put(after, look_at, stored)?,
            events: envelopes(tenant, actor, now, events),
        };
        retry::unless_overtaken(self.documents.commit(tenant, commit).await, ())
    }

    /// Lets a restaurant be found by [`PaymentsService::run_due`](ports::Chore::run_due).
    async fn register(&self, tenant: &TenantId) -> Result<(), Error> {
        if self.registered(tenant) {
            return Ok(());
        }
        let (registry, write) = registry::put_restaurant(Table::Payments, tenant)?;
        let commit = Commit {
            writes: vec![write],
            events: Vec::new(),
        };
        self.documents.commit(&registry, commit).await?;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(tenant.clone());
        Ok(())
    }

    fn registered(&self, tenant: &TenantId) -> bool {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.contains(tenant)
    }
}

/// When the gateway is asked the next time about a payment's attempts; `None` when it has been asked often enough.
pub(super) fn next_look(payment: &Payment, now: Timestamp) -> Option<Timestamp> {
    let opened = payment.attempts().map(|attempt| attempt.opened_at).max()?;
    let looks = LOOKS_MS.iter().map(|pause| opened.plus_ms(*pause));
    let ends = payment
        .attempts()
        .map(|attempt| attempt.ends_at().plus_ms(LAST_LOOK_MS));
    looks.chain(ends).filter(|at| *at > now).min()
}

/// The events of a change: one for money that came in, one for each refund that was done.
fn happened(
    before: &Payment,
    after: &Payment,
    note: PaymentNote,
    sums_changed: bool,
    placed_at: Timestamp,
) -> Vec<Event> {
    let order_id = || after.order_id.clone();
    let placed_at = Some(placed_at);
    let turned = |status| after.status() == Some(status) && before.status() != Some(status);
    let collected = after.collected() - before.collected();
    // What stays of a closed payment was not paid just now.
    let approved = turned(PaymentStatus::Approved) && !after.closed;
    let mut events = Vec::new();
    if approved {
        events.push(Event::PaymentApproved {
            order_id: order_id(),
            method: note.summary.method,
            amount: collected,
            placed_at,
            payment: Some(note),
        });
    }
    for refund in after
        .refunds
        .iter()
        .filter(|refund| refund.state == RefundState::Done)
    {
        let was = before.refunds.iter().find(|one| one.id == refund.id);
        if was.is_none_or(|was| was.state != RefundState::Done) {
            events.push(Event::PaymentRefunded {
                order_id: order_id(),
                amount: refund.amount,
                placed_at,
                payment: Some(note),
                claim: refund.claim.filter(|claim| after.claim_is_paid_back(*claim)),
            });
        }
    }
    if turned(PaymentStatus::Rejected) && !after.closed {
        events.push(Event::PaymentRejected {
            order_id: order_id(),
            method: note.summary.method,
            payment: Some(note),
        });
    }
    let untold = collected != Money::ZERO && !approved;
    let promised = after.adjustments.iter().skip(before.adjustments.len());
    let in_vain = promised
        .filter(|made| made.amount == Money::ZERO)
        .find_map(|made| made.claim);
    if untold || in_vain.is_some() || (events.is_empty() && sums_changed) {
        events.push(Event::PaymentUpdated {
            order_id: order_id(),
            collected: if untold { collected } else { Money::ZERO },
            placed_at,
            payment: note,
            claim: in_vain,
        });
    }
    events
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::payment::PaymentMethod;
    use domain::{Money, OrderId};

    #[test]
    fn the_gateway_is_asked_once_more_after_the_end_of_a_code() {
        let order = OrderId::parse("o_1").unwrap();
        let (end, first) = (Timestamp(3 * DAY_MS), LOOKS_MS[0]);
        let payment = Payment::new(order, Money(1_000));
        let yape = PaymentMethod::Yape;
        let opened = payment.open_part(Money(1_000), yape, "r1".into(), None, Some(end), Timestamp(0));
        let opened = opened.unwrap();
        let next = |now| next_look(&opened, Timestamp(now)).map(|at| at.0);
        assert_eq!(next(0), Some(first));
        assert_eq!(next(first), Some(LOOKS_MS[1]));
        assert_eq!(next(DAY_MS), Some(end.0 + LAST_LOOK_MS));
        assert_eq!(next(end.0 + LAST_LOOK_MS), None);
    }

    #[test]
    fn a_code_that_ends_soon_is_asked_about_right_after() {
        let order = OrderId::parse("o_1").unwrap();
        let end = Timestamp(5 * MINUTE_MS);
        let payment = Payment::new(order, Money(1_000));
        let yape = PaymentMethod::Yape;
        let opened = payment.open_part(Money(1_000), yape, "r1".into(), None, Some(end), Timestamp(0));
        let looks = next_look(&opened.unwrap(), Timestamp(0));
        assert_eq!(looks, Some(end.plus_ms(LAST_LOOK_MS)));
    }
}
