//! What the gateway says of a payment: in a message, or when it is asked.

use super::PaymentsService;
use super::away::Asked;
use super::looks::{Which, asked};
use crate::error::Error;
use api::Code;
use domain::order::{Actor, Command, Order, Settled, Status};
use domain::payment::{PaymentStatus, Settlement, Word};
use domain::time::SECOND_MS;
use domain::{OrderId, TenantId};
use ports::payment_gateway::{GatewayPayment, Message, MessageError, VerifiedNotification};
use texts::now::errors as texts;

/// The gateway is asked about one payment so often at most by those who look at it: once, in this time.
pub(super) const ASKED: (u32, i64) = (1, 3 * SECOND_MS);

impl PaymentsService {
    pub(super) async fn hear_gateway(
        &self,
        tenant: &TenantId,
        message: &Message,
    ) -> Result<Option<OrderId>, Error> {
        let notice = match self.gateway.verify_notification(tenant, message).await {
            Ok(Some(notice)) => notice,
            Ok(None) => {
                tracing::info!("a message of the gateway is about no payment of ours");
                return Ok(None);
            }
            Err(MessageError::Unsigned(why)) => {
                tracing::warn!(why, "a message that claims to be the gateway's was refused");
                return Err(Error::new(Code::BadSignature, texts::BAD_SIGNATURE));
            }
            Err(MessageError::Unknown) => return Err(unknown()),
            Err(MessageError::Malformed) => return Err(Error::new(Code::Malformed, texts::MALFORMED)),
            Err(MessageError::Engine(error)) => return Err(error.into()),
        };
        let VerifiedNotification {
            tenant,
            order,
            reference,
            standing,
        } = notice;
        let Some(found) = self.paid_for(&tenant, &order).await? else {
            tracing::warn!(%tenant, %order, "a message of the gateway is about an order that is not there");
            return Ok(None);
        };
        if let Some(standing) = standing {
            self.apply_gateway_status(&tenant, &found, &reference, &standing)
                .await?;
        }
        self.tell_order(&tenant, &found).await?;
        Ok(Some(order))
    }

    /// Has the order say at once how its payment stands, as the payment's event will again. An order that cannot be
    /// changed any more, or is not there yet, is left alone.
    pub(super) async fn tell_order(&self, tenant: &TenantId, order: &Order) -> Result<(), Error> {
        let stored = self.stored(tenant, order).await?;
        let Some(note) = self.note(tenant, order).await? else {
            return Ok(());
        };
        let settled = Settled::Paid;
        let confirm = Command::Confirm {
            settled,
            payment: Some(note),
        };
        let paid = stored.payment.status() == Some(PaymentStatus::Approved);
        let commands = paid.then_some(confirm).into_iter();
        for command in commands.chain([Command::NotePayment { payment: note }]) {
            let done = self
                .orders
                .execute(tenant, &order.head.id, command, &Actor::system())
                .await;
            match done {
                Ok(_) => {}
                Err(error) if matches!(error.code(), Code::OrderClosed | Code::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Asks the gateway about every attempt that may still be paid, unless it was asked just now.
    pub(super) async fn poll_throttled(&self, tenant: &TenantId, order: &Order) -> Result<(), Error> {
        let who = format!("{tenant}/{}", order.head.id);
        if self.asked.take(&who, self.clock.now()).is_err() {
            return Ok(());
        }
        self.poll_gateway(tenant, order, Which::Open).await
    }

    /// Asks the gateway about attempts: one that was given up can still be paid, and one that was paid a second time. An
    /// answer that cannot be read keeps no other attempt from being asked about; an account that does not answer is asked no more.
    pub(super) async fn poll_gateway(
        &self,
        tenant: &TenantId,
        order: &Order,
        which: Which,
    ) -> Result<(), Error> {
        let stored = self.stored(tenant, order).await?;
        let (mut outcome, mut silent) = (Ok(()), Vec::new());
        for attempt in asked(&stored.payment, which, self.clock.now()) {
            let account = Asked::of(tenant, &attempt.reference);
            if silent.contains(&account) {
                continue;
            }
            let read = self.gateway.read(tenant, &attempt.reference).await;
            self.away.note(account.clone(), &read, self.clock.now());
            match read {
                Ok(None) => {}
                Ok(Some(standing)) => {
                    self.apply_gateway_status(tenant, order, &attempt.reference, &standing)
                        .await?;
                }
                Err(error) => {
                    if error.is_unavailable() {
                        silent.push(account);
                    }
                    outcome = Err(error.into());
                }
            }
        }
        outcome
    }

    /// Takes what was read back from the gateway. Money that is not what should have been paid goes back.
    pub(super) async fn apply_gateway_status(
        &self,
        tenant: &TenantId,
        order: &Order,
        reference: &str,
        standing: &GatewayPayment,
    ) -> Result<(), Error> {
        // A refusal is news for those who still have to pay.
        let to_pay = order.status() == Status::Created || order.head.catering.is_some();
        if standing.settlement == Settlement::Rejected && !to_pay {
            return Ok(());
        }
        let money = standing.money.as_ref();
        let currency = self.catalog.tenant(tenant).await?.currency.code();
        let word = Word {
            reference,
            settlement: standing.settlement,
            receipt: money.map(|money| money.receipt.as_str()),
            amount: money.and_then(|money| money.amount),
            unusable: money.is_some_and(|money| money.amount.is_none() || money.currency != currency),
            method: order.head.payment_method,
        };
        let after = self
            .change(tenant, order, "gateway", |payment, now| {
                Ok(payment.apply_gateway_status(&word, now))
            })
            .await?;
        let now = self.clock.now();
        for refund in after.refunds_due(now).filter(|refund| refund.failures == 0) {
            let reason = refund.reason;
            tracing::warn!(%tenant, order = %order.head.id, ?reason, "money that is not wanted goes back");
        }
        self.give_back_due(tenant, order).await
    }
}

fn unknown() -> Error {
    Error::new(Code::UnknownPayment, texts::UNKNOWN_PAYMENT)
}
