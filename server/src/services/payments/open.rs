//! Opening a payment.

use super::{PaymentsService, store};
use crate::ports::documents::{Commit, CommitError};
use crate::ports::payment_gateway::{Opened, Opening};
use crate::services::failure;
use shared::api::context::Caller;
use shared::api::payments::PaymentView;
use shared::api::{ApiError, Code};
use shared::domain::order::{Actor, Command, Order, Settled, Status};
use shared::domain::payment::{Payment, PaymentMethod, PaymentStatus};
use shared::domain::stage::PAYMENT_TIME_LIMIT_MINUTES;
use shared::domain::{OrderId, TenantId};
use shared::texts::es::errors as texts;
use shared::texts::es::payments::order_title;

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
            self.unpaid_at_gateway(&caller.tenant, &order).await?;
            let command = Command::Confirm {
                settled: Settled::CashOnDelivery,
            };
            let order = self
                .orders
                .execute(&caller.tenant, &order.head.id, command, &Actor::system())
                .await?;
            return Ok(self.view(&order, None));
        }
        let house = self.catalog.tenant(&caller.tenant).await?;
        for _ in 0..TRIES {
            let before = store::load(&*self.documents, &caller.tenant, &order.head.id).await?;
            let payment = before.as_ref().map_or_else(
                || Payment::new(order.head.id.clone(), order.head.totals.total),
                |stored| stored.payment.clone(),
            );
            match payment.current() {
                Some(open) if open.status == PaymentStatus::Pending && open.method == method => {
                    return Ok(self.view(&order, Some(&payment)));
                }
                Some(paid) if matches!(paid.status, PaymentStatus::Approved | PaymentStatus::Refunded) => {
                    return Err(ApiError::new(Code::PaymentSettled, texts::PAYMENT_SETTLED));
                }
                _ => {}
            }
            let title = order_title(order.head.number);
            let opening = Opening {
                order: &order.head.id,
                attempt: payment.attempts.len() + 1,
                method,
                amount: payment.amount,
                currency: house.currency,
                title: &title,
                expires_at: order.head.placed_at.plus_minutes(PAYMENT_TIME_LIMIT_MINUTES),
            };
            let opened = self.gateway.open(&caller.tenant, &opening).await;
            let Opened {
                reference,
                qr_payload,
            } = opened.map_err(failure::engine)?;
            let after = payment
                .open(method, reference, qr_payload, self.clock.now())
                .map_err(|_| ApiError::new(Code::PaymentSettled, texts::PAYMENT_SETTLED))?;
            let commit = Commit {
                writes: vec![store::put(&after, before.as_ref())?],
                events: Vec::new(),
            };
            match self.documents.commit(&caller.tenant, commit).await {
                Ok(()) => return Ok(self.view(&order, Some(&after))),
                Err(CommitError::ConditionFailed { .. }) => {}
                Err(CommitError::Engine(error)) => return Err(failure::engine(error)),
            }
        }
        Err(ApiError::conflict())
    }
}

impl PaymentsService {
    /// Whoever has just paid does not pay at the door as well. That the gateway is away keeps nobody from paying cash:
    /// what comes in later goes back.
    async fn unpaid_at_gateway(&self, tenant: &TenantId, order: &Order) -> Result<(), ApiError> {
        if let Err(error) = self.read_back(tenant, order).await {
            tracing::warn!(order = %order.head.id, %error, "the gateway could not be asked before cash was chosen");
        }
        let stored = store::load(&*self.documents, tenant, &order.head.id).await?;
        match stored.and_then(|stored| stored.payment.status()) {
            Some(PaymentStatus::Approved) => Err(ApiError::new(Code::PaymentSettled, texts::PAYMENT_SETTLED)),
            _ => Ok(()),
        }
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
