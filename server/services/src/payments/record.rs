//! Changes of a payment's record: each in one commit, with the events that follow from it.

use super::looks::next_look;
use super::open::expires_at;
use super::store::{Look, Stored};
use super::{PaymentsService, store};
use crate::envelope::envelopes;
use crate::error::Error;
use crate::{registry, retry};
use domain::event::Event;
use domain::notification::MoneyGiven;
use domain::order::{Order, OrderDetails};
use domain::payment::{Payment, PaymentNote, PaymentStatus, RefundState};
use domain::{Money, TenantId, Timestamp};
use ports::documents::{Commit, Table, Write};
use std::sync::PoisonError;

impl PaymentsService {
    /// Does something to the payment of an order, by `actor`. `None` from `change` leaves it as it is.
    pub(super) async fn change(
        &self,
        tenant: &TenantId,
        order: &Order,
        actor: &str,
        change: impl Fn(&Payment, Timestamp) -> Result<Option<Payment>, Error>,
    ) -> Result<Payment, Error> {
        let none = |_: &Payment, _: &Payment, _| Ok(Vec::new());
        self.change_noted(tenant, order, actor, change, none).await
    }

    /// As [`PaymentsService::change`]; `noted` says what is written besides, by what the payment was and is.
    pub(super) async fn change_noted(
        &self,
        tenant: &TenantId,
        order: &Order,
        actor: &str,
        change: impl Fn(&Payment, Timestamp) -> Result<Option<Payment>, Error>,
        noted: impl Fn(&Payment, &Payment, Timestamp) -> Result<Vec<Write>, Error>,
    ) -> Result<Payment, Error> {
        retry::change(retry::ATTEMPTS, || async {
            let stored = self.stored(tenant, order).await?;
            let now = self.clock.now();
            let Some(after) = change(&stored.payment, now)? else {
                return Ok(Some(stored.payment));
            };
            let mut commit = self.commit_of(tenant, order, actor, &stored, &after, now).await?;
            commit.writes.extend(noted(&stored.payment, &after, now)?);
            retry::unless_overtaken(self.documents.commit(tenant, commit).await, after)
        })
        .await
    }

    /// The payment as it is stored, or a new one.
    pub(super) async fn stored(&self, tenant: &TenantId, order: &Order) -> Result<Stored, Error> {
        let stored = store::load(&*self.documents, tenant, &order.head.id).await?;
        Ok(stored.unwrap_or_else(|| Stored {
            payment: Payment::new(order.head.id.clone(), order.head.totals.total),
            look: Look::default(),
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
        let commit = self.commit_of(tenant, order, actor, stored, after, now).await?;
        retry::unless_overtaken(self.documents.commit(tenant, commit).await, ())
    }

    /// What stores a payment in place of the one that was read, with the events that follow.
    async fn commit_of(
        &self,
        tenant: &TenantId,
        order: &Order,
        actor: &str,
        stored: &Stored,
        after: &Payment,
        now: Timestamp,
    ) -> Result<Commit, Error> {
        let new_attempt = after.attempts().count() > stored.payment.attempts().count();
        let look = match stored.look {
            _ if new_attempt => Look::at(next_look(after, expires_at(order), now)),
            known => known,
        };
        if store::due(after, look).is_some() {
            self.register(tenant).await?;
        }
        let chosen = order.head.payment_method;
        let note = PaymentNote {
            summary: after.summary(chosen),
            version: stored.version + 1,
        };
        let sums_changed = stored.payment.summary(chosen) != note.summary;
        let events = happened(&stored.payment, after, note, sums_changed, &order.head);
        Ok(Commit {
            writes: store::put(after, look, stored)?,
            events: envelopes(tenant, actor, now, events),
        })
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

/// The events of a change: one for money that came in, one for each refund that was done.
fn happened(
    before: &Payment,
    after: &Payment,
    note: PaymentNote,
    sums_changed: bool,
    head: &OrderDetails,
) -> Vec<Event> {
    let order_id = || after.order_id.clone();
    let (placed_at, rehearsal) = (Some(head.placed_at), head.rehearsal);
    let turned = |status| after.status() == Some(status) && before.status() != Some(status);
    let collected = after.collected() - before.collected();
    // What stays of a closed payment was not paid just now.
    let approved = turned(PaymentStatus::Approved) && !after.closed;
    let mut events = Vec::new();
    if approved {
        events.push(Event::PaymentApproved {
            order_id: order_id(),
            rehearsal,
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
                rehearsal,
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
    let mut made = after.adjustments.iter().skip(before.adjustments.len());
    let in_vain = made
        .clone()
        .filter(|made| made.amount == Money::ZERO)
        .find_map(|made| made.claim);
    let given = made.find_map(|made| made.given.as_ref()).map(|given| MoneyGiven {
        amount: given.amount,
        reason: given.reason,
    });
    if given.is_some() || untold || in_vain.is_some() || (events.is_empty() && sums_changed) {
        events.push(Event::PaymentUpdated {
            order_id: order_id(),
            rehearsal,
            collected: if untold { collected } else { Money::ZERO },
            placed_at,
            payment: note,
            claim: in_vain,
            given,
        });
    }
    events
}
