//! Opening a payment.

use super::PaymentsService;
use crate::ports::payment_gateway::{Opened, Opening};
use crate::services::failure;
use shared::api::context::Caller;
use shared::api::payments::PaymentView;
use shared::api::{ApiError, Code};
use shared::domain::order::{Actor, Command, Order, Settled, Status};
use shared::domain::payment::{ChargeState, Payment, PaymentMethod, PaymentStatus};
use shared::domain::staff::Permission;
use shared::domain::stage::PAYMENT_TIME_LIMIT_MINUTES;
use shared::domain::{Money, OrderId, TenantId};
use shared::texts::es::errors as texts;
use shared::texts::es::payments::order_title;

/// Maximum number of attempts to store a change that others get in the way of; then the answer is 409.
const MAX_ATTEMPTS: usize = 5;

impl PaymentsService {
    pub(super) async fn open_payment(
        &self,
        caller: &Caller,
        order: &OrderId,
        method: PaymentMethod,
    ) -> Result<PaymentView, ApiError> {
        let order = self.payable(caller, order, Permission::OrderForOthers).await?;
        unpaid(&order)?;
        if method == PaymentMethod::Cash {
            self.unpaid_at_gateway(&caller.tenant, &order).await?;
            let command = Command::Confirm {
                settled: Settled::CashOnDelivery,
                payment: None,
            };
            let order = self
                .orders
                .execute(&caller.tenant, &order.head.id, command, &Actor::system())
                .await?;
            let payment = self.choose_cash(&caller.tenant, &order).await?;
            return Ok(self.view(&order, &payment));
        }
        let house = self.catalog.tenant(&caller.tenant).await?;
        let settled = || ApiError::new(Code::PaymentSettled, texts::PAYMENT_SETTLED);
        for _ in 0..MAX_ATTEMPTS {
            let stored = self.stored(&caller.tenant, &order).await?;
            let payment = &stored.payment;
            let open = payment
                .attempt()
                .is_some_and(|open| open.state == ChargeState::Pending && open.method == method);
            if open {
                return Ok(self.view(&order, payment));
            }
            // Money that went back was not wanted: this order is not paid online any more.
            if payment.owed() == Money::ZERO || payment.status() == Some(PaymentStatus::Refunded) {
                return Err(settled());
            }
            let title = order_title(order.head.number);
            let opening = Opening {
                order: &order.head.id,
                attempt: payment.attempts().count() + 1,
                method,
                amount: payment.owed(),
                currency: house.currency,
                title: &title,
                expires_at: order.head.placed_at.plus_minutes(PAYMENT_TIME_LIMIT_MINUTES),
            };
            let opened = self.gateway.open(&caller.tenant, &opening).await;
            let Opened {
                reference,
                qr_payload,
            } = opened.map_err(failure::engine)?;
            let now = self.clock.now();
            let after = payment
                .open(method, reference, qr_payload, now)
                .map_err(|_| settled())?;
            let actor = caller.actor()?.id;
            if self
                .put(&caller.tenant, &order, &actor, &stored, &after, now)
                .await?
            {
                return Ok(self.view(&order, &after));
            }
        }
        Err(ApiError::conflict())
    }
}

impl PaymentsService {
    /// Closes what was tried at the gateway. Where nothing was, there is nothing to write down before the cash is there.
    async fn choose_cash(&self, tenant: &TenantId, order: &Order) -> Result<Payment, ApiError> {
        let stored = self.stored(tenant, order).await?;
        if stored.version == 0 {
            return Ok(stored.payment);
        }
        self.change(tenant, order, "system", |payment, now| {
            Ok(payment.choose_cash(now))
        })
        .await
    }

    /// Whoever has just paid does not pay at the door as well. That the gateway is away keeps nobody from paying cash:
    /// what comes in later goes back.
    async fn unpaid_at_gateway(&self, tenant: &TenantId, order: &Order) -> Result<(), ApiError> {
        if let Err(error) = self.read_back(tenant, order).await {
            tracing::warn!(order = %order.head.id, %error, "the gateway could not be asked before cash was chosen");
        }
        match self.stored(tenant, order).await?.payment.status() {
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
