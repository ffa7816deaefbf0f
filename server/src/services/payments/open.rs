//! Opening a payment.

use super::{PaymentsService, store};
use crate::ports::documents::{Commit, CommitError};
use crate::services::failure;
use shared::api::context::Caller;
use shared::api::payments::PaymentView;
use shared::api::{ApiError, Code};
use shared::domain::OrderId;
use shared::domain::order::{Actor, Command, Order, Settled, Status};
use shared::domain::payment::{Payment, PaymentMethod};
use shared::texts::es::errors as texts;

const TRIES: usize = 5;

impl PaymentsService {
    pub(super) async fn open_payment(
        &self,
        caller: &Caller,
        order: &OrderId,
        method: PaymentMethod,
    ) -> Result<PaymentView, ApiError> {
        let order = self.payable(caller, order).await?;
        unpaid(&order)?;
        if method == PaymentMethod::Cash {
            let command = Command::Confirm {
                settled: Settled::CashOnDelivery,
            };
            let order = self
                .orders
                .execute(&caller.tenant, &order.head.id, command, &Actor::system())
                .await?;
            return self.view(&caller.tenant, &order, None).await;
        }
        for _ in 0..TRIES {
            let before = store::load(&*self.documents, &caller.tenant, &order.head.id).await?;
            let payment = before.as_ref().map_or_else(
                || Payment::new(order.head.id.clone(), order.head.totals.total),
                |stored| stored.payment.clone(),
            );
            let number = payment.attempts.len() + 1;
            let opened = self
                .gateway
                .open(&caller.tenant, &order.head.id, number, method, payment.amount);
            let reference = opened.await.map_err(failure::engine)?.reference;
            let after = payment
                .open(method, reference, self.clock.now())
                .map_err(|_| ApiError::new(Code::PaymentSettled, texts::PAYMENT_SETTLED))?;
            if after == payment {
                return self.view(&caller.tenant, &order, Some(&after)).await;
            }
            let commit = Commit {
                writes: vec![store::put(&after, before.as_ref())?],
                events: Vec::new(),
            };
            match self.documents.commit(&caller.tenant, commit).await {
                Ok(()) => return self.view(&caller.tenant, &order, Some(&after)).await,
                Err(CommitError::ConditionFailed { .. }) => {}
                Err(CommitError::Engine(error)) => return Err(failure::engine(error)),
            }
        }
        Err(ApiError::conflict())
    }
}

/// Only an order that awaits its payment can be paid.
pub fn unpaid(order: &Order) -> Result<(), ApiError> {
    match order.status() {
        Status::Created => Ok(()),
        Status::Confirmed | Status::Completed => {
            Err(ApiError::new(Code::PaymentSettled, texts::PAYMENT_SETTLED))
        }
        Status::Cancelled => {
            let refused = shared::domain::order::Refusal::Closed {
                status: Status::Cancelled,
            };
            Err(ApiError::new(Code::OrderClosed, texts::refusal(&refused)))
        }
    }
}
