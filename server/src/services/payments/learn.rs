//! What the gateway says of a payment: in a message, or when it is asked.

use super::{PaymentsService, store};
use crate::ports::documents::{Commit, CommitError};
use crate::ports::payment_gateway::{Message, MessageError, Notice, Received, Standing};
use crate::services::envelope::envelope;
use crate::services::failure;
use shared::api::payments::GatewayMessage;
use shared::api::{ApiError, Code};
use shared::domain::event::Event;
use shared::domain::order::{Order, Status};
use shared::domain::payment::{Attempt, News, Payment, PaymentRefusal, PaymentStatus, Settlement};
use shared::domain::time::SECOND_MS;
use shared::domain::{OrderId, TenantId};
use shared::texts::es::errors as texts;

const TRIES: usize = 5;

/// The gateway is asked about one payment so often at most by whoever looks at it: once, in this time.
pub(super) const ASKED: (u32, i64) = (1, 3 * SECOND_MS);

impl PaymentsService {
    pub(super) async fn hear_gateway(
        &self,
        tenant: &TenantId,
        message: &GatewayMessage,
    ) -> Result<(), ApiError> {
        let message = Message {
            signature: message.signature.as_deref(),
            request_id: message.request_id.as_deref(),
            data_id: message.data_id.as_deref(),
            body: &message.body,
        };
        let notice = match self.gateway.hear(tenant, &message).await {
            Ok(Some(notice)) => notice,
            Ok(None) => {
                tracing::info!("a message of the gateway is about no payment of ours");
                return Ok(());
            }
            Err(MessageError::Unsigned(why)) => {
                tracing::warn!(why, "a message that claims to be the gateway's was refused");
                return Err(ApiError::new(Code::BadSignature, texts::BAD_SIGNATURE));
            }
            Err(MessageError::Malformed) => return Err(ApiError::new(Code::Malformed, texts::MALFORMED)),
            Err(MessageError::Engine(error)) => return Err(failure::engine(error)),
        };
        let Notice {
            tenant,
            order,
            reference,
            standing,
        } = notice;
        let Some(found) = self.orders.find(&tenant, &order).await? else {
            tracing::warn!(%tenant, %order, "a message of the gateway is about an order that is not there");
            return Ok(());
        };
        match standing {
            Some(standing) if self.gateway.simulated() => {
                self.believe(&tenant, &found, &reference, standing.settlement)
                    .await
            }
            Some(standing) => self.learn(&tenant, &found, &reference, &standing).await,
            None => Ok(()),
        }
    }

    /// Asks the gateway about every attempt that may still be paid, unless it was asked just now.
    pub(super) async fn look_back(&self, tenant: &TenantId, order: &Order) -> Result<(), ApiError> {
        let who = format!("{tenant}/{}", order.head.id);
        if self.gateway.simulated() || self.asked.take(&who, self.clock.now()).is_err() {
            return Ok(());
        }
        self.read_back(tenant, order).await
    }

    /// Asks the gateway about every attempt that may still be paid.
    pub(super) async fn read_back(&self, tenant: &TenantId, order: &Order) -> Result<(), ApiError> {
        if self.gateway.simulated() {
            return Ok(());
        }
        let Some(stored) = store::load(&*self.documents, tenant, &order.head.id).await? else {
            return Ok(());
        };
        let open =
            |attempt: &&Attempt| matches!(attempt.status, PaymentStatus::Pending | PaymentStatus::Rejected);
        let settled = stored.payment.attempts.iter().any(|attempt| !open(&attempt));
        if settled {
            return Ok(());
        }
        for attempt in stored.payment.attempts.iter().filter(open) {
            let read = self.gateway.read(tenant, &attempt.reference).await;
            if let Some(standing) = read.map_err(failure::engine)? {
                self.learn(tenant, order, &attempt.reference, &standing).await?;
            }
        }
        Ok(())
    }

    /// The simulated gateway's word, about the attempt that is under way.
    async fn believe(
        &self,
        tenant: &TenantId,
        order: &Order,
        reference: &str,
        settlement: Settlement,
    ) -> Result<(), ApiError> {
        let stored = store::load(&*self.documents, tenant, &order.head.id).await?;
        let current = stored.as_ref().and_then(|stored| stored.payment.current());
        let under_way = current.is_some_and(|attempt| {
            attempt.reference == reference && attempt.status == PaymentStatus::Pending
        });
        if !under_way || order.status() != Status::Created {
            tracing::info!(order = %order.head.id, "a message of the gateway comes too late or too early");
            return Ok(());
        }
        match self.settle(tenant, &order.head.id, settlement, "gateway").await {
            // Somebody else has just settled it.
            Err(error) if error.code == Code::PaymentSettled => Ok(()),
            other => other.map(|_| ()),
        }
    }

    /// Takes what was read back from the gateway, if the money is what should have been paid.
    pub(super) async fn learn(
        &self,
        tenant: &TenantId,
        order: &Order,
        reference: &str,
        standing: &Standing,
    ) -> Result<(), ApiError> {
        let id = &order.head.id;
        if let Some(money) = &standing.money
            && !self.is_right(tenant, order, money).await?
        {
            tracing::error!(%tenant, order = %id, receipt = money.receipt, "money of another amount was not accepted");
            return Ok(());
        }
        // A refusal is news for whoever still has to pay.
        if standing.settlement == Settlement::Rejected && order.status() != Status::Created {
            return Ok(());
        }
        let receipt = standing.money.as_ref().map(|money| money.receipt.as_str());
        let news = News {
            reference,
            settlement: standing.settlement,
            receipt,
            method: order.head.payment_method,
        };
        for _ in 0..TRIES {
            let before = store::load(&*self.documents, tenant, id).await?;
            let payment = before.as_ref().map_or_else(
                || Payment::new(id.clone(), order.head.totals.total),
                |stored| stored.payment.clone(),
            );
            let now = self.clock.now();
            let after = match payment.learn(&news, now) {
                Ok(Some(after)) => after,
                Ok(None) => return Ok(()),
                Err(PaymentRefusal::PaidTwice) => {
                    tracing::warn!(%tenant, order = %id, "an order was paid twice; the second money goes back");
                    let refund = self.gateway.refund(tenant, reference, receipt).await;
                    return refund.map_err(failure::engine);
                }
                Err(refusal) => {
                    tracing::error!(%tenant, order = %id, %refusal, "the gateway's word could not be taken");
                    return Ok(());
                }
            };
            let events = happened(id, &after)
                .map(|event| envelope(tenant, "gateway", now, event))
                .into_iter()
                .collect();
            let commit = Commit {
                writes: vec![store::put(&after, before.as_ref())?],
                events,
            };
            match self.documents.commit(tenant, commit).await {
                Ok(()) => return Ok(()),
                Err(CommitError::ConditionFailed { .. }) => {}
                Err(CommitError::Engine(error)) => return Err(failure::engine(error)),
            }
        }
        Err(ApiError::conflict())
    }

    async fn is_right(&self, tenant: &TenantId, order: &Order, money: &Received) -> Result<bool, ApiError> {
        let house = self.catalog.tenant(tenant).await?;
        Ok(money.amount == Some(order.head.totals.total) && money.currency == house.currency.code())
    }
}

/// The event of a payment that was just settled.
fn happened(order: &OrderId, payment: &Payment) -> Option<Event> {
    let attempt = payment.current()?;
    let (order_id, method, amount) = (order.clone(), attempt.method, payment.amount);
    match attempt.status {
        PaymentStatus::Pending => None,
        PaymentStatus::Approved => Some(Event::PaymentApproved {
            order_id,
            method,
            amount,
        }),
        PaymentStatus::Rejected => Some(Event::PaymentRejected { order_id, method }),
        PaymentStatus::Refunded => Some(Event::PaymentRefunded { order_id, amount }),
    }
}
