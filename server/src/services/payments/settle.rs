//! Settling a payment: once, and forward only.

use super::open::unpaid;
use super::{PaymentsService, store};
use crate::ports::documents::{Commit, CommitError};
use crate::services::envelope::envelope;
use crate::services::failure;
use shared::api::context::Caller;
use shared::api::payments::PaymentView;
use shared::api::{ApiError, Code};
use shared::domain::event::Event;
use shared::domain::payment::{Payment, PaymentMethod, PaymentRefusal, Settlement};
use shared::domain::{OrderId, TenantId};
use shared::texts::es::errors as texts;

const TRIES: usize = 5;

impl PaymentsService {
    pub(super) async fn settle_payment(
        &self,
        caller: &Caller,
        order: &OrderId,
        approve: bool,
    ) -> Result<PaymentView, ApiError> {
        if !self.gateway.simulated() {
            return Err(ApiError::forbidden());
        }
        let order = self.payable(caller, order).await?;
        let before = store::load(&*self.documents, &caller.tenant, &order.head.id).await?;
        let settlement = if approve {
            Settlement::Approved
        } else {
            Settlement::Rejected
        };
        let settled_so = before
            .as_ref()
            .is_some_and(|stored| matches!(stored.payment.settle(settlement, self.clock.now()), Ok(None)));
        if !settled_so {
            unpaid(&order)?;
        }
        let actor = caller.actor()?.id;
        let payment = self
            .settle(&caller.tenant, &order.head.id, settlement, &actor)
            .await?;
        Ok(self.view(&order, Some(&payment)))
    }

    /// Settles the newest attempt and commits the event. Saying the same again changes nothing.
    pub(super) async fn settle(
        &self,
        tenant: &TenantId,
        order: &OrderId,
        settlement: Settlement,
        actor: &str,
    ) -> Result<Payment, ApiError> {
        for _ in 0..TRIES {
            let before = store::load(&*self.documents, tenant, order).await?;
            let stored = before.as_ref().ok_or_else(required)?;
            let now = self.clock.now();
            let Some(after) = stored.payment.settle(settlement, now).map_err(refused)? else {
                return Ok(stored.payment.clone());
            };
            let method = after
                .current()
                .map_or(PaymentMethod::Cash, |attempt| attempt.method);
            let order_id = order.clone();
            let event = match settlement {
                Settlement::Approved => Event::PaymentApproved {
                    order_id,
                    method,
                    amount: after.amount,
                },
                Settlement::Rejected => Event::PaymentRejected { order_id, method },
                Settlement::Refunded => Event::PaymentRefunded {
                    order_id,
                    amount: after.amount,
                },
            };
            let commit = Commit {
                writes: vec![store::put(&after, Some(stored))?],
                events: vec![envelope(tenant, actor, now, event)],
            };
            match self.documents.commit(tenant, commit).await {
                Ok(()) => return Ok(after),
                Err(CommitError::ConditionFailed { .. }) => {}
                Err(CommitError::Engine(error)) => return Err(failure::engine(error)),
            }
        }
        Err(ApiError::conflict())
    }
}

fn required() -> ApiError {
    ApiError::new(Code::PaymentRequired, texts::PAYMENT_REQUIRED)
}

fn refused(refusal: PaymentRefusal) -> ApiError {
    match refusal {
        PaymentRefusal::NotOpen => required(),
        PaymentRefusal::AlreadyApproved | PaymentRefusal::Backwards | PaymentRefusal::PaidTwice => {
            ApiError::new(Code::PaymentSettled, texts::PAYMENT_SETTLED)
        }
    }
}
