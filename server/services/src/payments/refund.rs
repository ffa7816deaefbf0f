//! What follows from an order for its money: cash collected or handed back, money given back that is not wanted, and
//! refunds tried until they are done.

use super::PaymentsService;
use super::away::Asked;
use super::looks::Which;
use super::store::{self, Due};
use crate::error::Error;
use crate::registry;
use domain::order::{Actor, Order, Settled, Status};
use domain::payment::{ChargeState, Payment, REFUND_ALARM_FAILURES, Refund, RefundReason, Unwanted};
use domain::staff::Role;
use domain::time::SECOND_MS;
use domain::{OrderId, TenantId, Timestamp};
use ports::documents::{Commit, Table};
use ports::payment_gateway::Part;
use std::sync::atomic::Ordering;
use texts::now::console as texts;

/// Maximum number of payments of a restaurant that one call works on with success, beside those of one page more.
const DUE_BATCH: usize = 64;
/// After this time a call begins with no further payment, in milliseconds.
const ROUND_MS: i64 = 15 * SECOND_MS;

impl PaymentsService {
    /// Brings the payment in line with where its order stands by now, in whichever order the events came.
    pub(super) async fn follow(&self, tenant: &TenantId, order: &OrderId) -> Result<(), Error> {
        let Some(order) = self.paid_for(tenant, order).await? else {
            return Ok(());
        };
        if let Some(catering) = &order.head.catering {
            return self.follow_catering(tenant, &order, &catering.id).await;
        }
        if order.status() == Status::Cancelled {
            // Its message may be lost, or still under way.
            if let Err(error) = self.poll_gateway(tenant, &order, Which::All).await {
                tracing::warn!(order = %order.head.id, %error, "the gateway could not be asked about a cancelled order");
            }
        }
        let nobody_tried = self.stored(tenant, &order).await?.version == 0;
        let at_the_door = order.settled == Some(Settled::CashOnDelivery);
        if nobody_tried && !(at_the_door && order.status() == Status::Completed) {
            return Ok(());
        }
        let by = whose(&order);
        self.change(tenant, &order, &by.id, |payment, now| {
            let excess =
                |payment: &Payment| payment.give_unwanted_back(Unwanted::Excess, &Actor::system(), now);
            let repriced = payment.reprice(order.head.totals.total, &changed_by(&order), now);
            let payment = repriced.as_ref().unwrap_or(payment);
            let followed = match order.status() {
                Status::Cancelled => payment.close(&by, now),
                Status::Completed if at_the_door => {
                    let wanted = payment.give_unwanted_back(Unwanted::AtTheGateway, &Actor::system(), now);
                    let payment = wanted.as_ref().unwrap_or(payment);
                    payment.collect(&by, now).or(wanted.clone())
                }
                Status::Confirmed if at_the_door => {
                    let wanted = payment.give_unwanted_back(Unwanted::AtTheGateway, &Actor::system(), now);
                    let payment = wanted.as_ref().unwrap_or(payment);
                    let handed_back = payment.uncollect(&by, now);
                    let payment = handed_back.as_ref().unwrap_or(payment);
                    // What was tried at the gateway before is given up.
                    let chosen = payment.choose_cash(now);
                    chosen.or(handed_back).or(wanted)
                }
                // What a paid order costs more since it was changed is collected at the door.
                Status::Completed if collects_more(&order, payment) => {
                    payment.collect(&by, now).or_else(|| excess(payment))
                }
                Status::Confirmed if collects_more(&order, payment) => {
                    payment.uncollect_balance(&by, now).or_else(|| excess(payment))
                }
                _ => excess(payment),
            };
            Ok(followed.or(repriced.clone()))
        })
        .await?;
        self.give_back_due(tenant, &order).await
    }

    /// Asks the gateway for the refunds of an order that are due. One that fails is asked for again later; when that has
    /// gone on for long, it is an error that somebody should look at.
    pub(super) async fn give_back_due(&self, tenant: &TenantId, order: &Order) -> Result<(), Error> {
        let payment = self.stored(tenant, order).await?.payment;
        let due: Vec<&Refund> = payment.refunds_due(self.clock.now()).collect();
        for refund in due {
            let done = self.ask_back(tenant, &payment, refund).await;
            let failed = done.is_err();
            if let Err(error) = done {
                let (order, failures) = (&order.head.id, refund.failures + 1);
                if failures >= REFUND_ALARM_FAILURES {
                    tracing::error!(%tenant, %order, failures, %error, "the gateway does not give money back");
                } else {
                    tracing::warn!(%tenant, %order, failures, %error, "a refund will be asked for again");
                }
            }
            let id = refund.id;
            self.change(tenant, order, "system", |payment, now| {
                Ok(if failed {
                    payment.refund_failed(id, now)
                } else {
                    payment.refund_done(id, now)
                })
            })
            .await?;
        }
        Ok(())
    }

    async fn ask_back(&self, tenant: &TenantId, payment: &Payment, refund: &Refund) -> Result<(), Error> {
        let charge = payment.charges.iter().find(|charge| charge.id == refund.charge);
        let paid = charge.and_then(|charge| {
            charge
                .attempts
                .iter()
                .rfind(|attempt| attempt.state == ChargeState::Approved)
        });
        let attempt = paid.ok_or_else(Error::internal)?;
        let whole = charge.is_some_and(|charge| charge.amount == refund.amount);
        let part = (!whole).then_some(Part {
            number: refund.id,
            amount: refund.amount,
        });
        let given = self
            .gateway
            .refund(tenant, &attempt.reference, attempt.receipt.as_deref(), part)
            .await;
        let account = Asked::of(tenant, &attempt.reference);
        self.away.note(account, &given, self.clock.now());
        given.map_err(Error::from)
    }

    /// Does some of what is due: refunds, and looks at the gateway for money whose message was lost. What fails for one
    /// payment stops no other; what waits for an account that does not answer is left for later rounds, and the round ends when it
    /// has taken long.
    pub(super) async fn do_due(&self) -> Result<usize, Error> {
        let (mut done, began) = (0, self.clock.now());
        let mut restaurants = registry::restaurants(&*self.documents, Table::Payments).await?;
        let first = self.rounds.fetch_add(1, Ordering::Relaxed);
        let first = first.checked_rem(restaurants.len()).unwrap_or(0);
        restaurants.rotate_left(first);
        for tenant in restaurants {
            if self.is_over(began) {
                break;
            }
            match self.do_due_of(&tenant, began).await {
                Ok(of_it) => done += of_it,
                Err(error) => {
                    tracing::error!(%tenant, %error, "what is due for a restaurant's payments could not be read");
                }
            }
        }
        Ok(done)
    }

    /// Whether a round that began then begins with nothing more.
    fn is_over(&self, began: Timestamp) -> bool {
        self.clock.now().since_ms(began) >= ROUND_MS
    }

    /// Does some of what is due in a restaurant. What stays because nothing can be done with it does not stand before the rest.
    async fn do_due_of(&self, tenant: &TenantId, began: Timestamp) -> Result<usize, Error> {
        let (mut done, mut place) = (0, None);
        loop {
            let now = self.clock.now();
            let (page, next) = store::due_page(&*self.documents, tenant, now, DUE_BATCH, place).await?;
            for due in page {
                if self.is_over(began) {
                    return Ok(done);
                }
                match self.do_one(tenant, &due).await {
                    Ok(Done::Done) => done += 1,
                    Ok(Done::Waits) => {}
                    Err(error) => {
                        tracing::warn!(%tenant, order = %due.order, %error, "a payment is looked at again later")
                    }
                }
            }
            place = next;
            if place.is_none() || done >= DUE_BATCH {
                return Ok(done);
            }
        }
    }

    async fn do_one(&self, tenant: &TenantId, due: &Due) -> Result<Done, Error> {
        let stored = store::load(&*self.documents, tenant, &due.order).await?;
        let order = self.paid_for(tenant, &due.order).await?;
        let (Some(stored), Some(order)) = (stored, order) else {
            return self.forget(tenant, due).await.map(|()| Done::Done);
        };
        if store::due(&stored.payment, stored.look).as_ref() != Some(due) {
            return self.forget(tenant, due).await.map(|()| Done::Done);
        }
        if self.is_away(tenant, &stored.payment) {
            return Ok(Done::Waits);
        }
        // Money that is somebody's does not wait for news of other money.
        self.give_back_due(tenant, &order).await?;
        match stored.look.at.is_some_and(|at| at <= self.clock.now()) {
            true => self.look(tenant, &order).await.map(|()| Done::Done),
            false => Ok(Done::Done),
        }
    }

    async fn forget(&self, tenant: &TenantId, due: &Due) -> Result<(), Error> {
        let commit = Commit {
            writes: vec![store::delete_due(due)],
            events: Vec::new(),
        };
        self.documents.commit(tenant, commit).await.map_err(Error::from)
    }
}

/// What became of something that was due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Done {
    Done,
    /// The account that it was opened at has not answered a moment ago.
    Waits,
}

/// Who has changed what the order costs.
fn changed_by(order: &Order) -> Actor {
    let edited = order.edits.last();
    edited.map_or_else(Actor::system, |edited| edited.by.clone())
}

/// Whether something is to be collected with an order that was paid before. Money that somebody has given back at the gateway itself
/// is not asked for again.
fn collects_more(order: &Order, payment: &Payment) -> bool {
    let by_themselves = payment
        .refunds
        .iter()
        .any(|refund| refund.reason == RefundReason::AtTheGateway);
    !order.edits.is_empty() && !by_themselves
}

/// Who moves the money of an order that stands where it does: who cancelled it, or who handed it over.
pub(super) fn whose(order: &Order) -> Actor {
    use domain::order::State;
    match &order.state {
        State::Cancelled { by, .. } => unnamed(by),
        State::Completed { done, .. } => done.last().map_or_else(Actor::system, |step| step.by.clone()),
        State::Working {
            taken: Some(taken), ..
        } => taken.by.clone(),
        State::Working { .. } | State::AwaitingPayment => Actor::system(),
    }
}

/// A record of money outlives an account: it says that it was the customer, not who that is.
pub(super) fn unnamed(actor: &Actor) -> Actor {
    match actor.role {
        Role::Customer => Actor {
            name: texts::CUSTOMER.to_owned(),
            ..actor.clone()
        },
        _ => actor.clone(),
    }
}
