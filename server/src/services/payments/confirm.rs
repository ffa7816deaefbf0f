//! Sending an order into the kitchen.

use super::{PaymentsService, store};
use shared::api::context::Caller;
use shared::api::orders::OrderView;
use shared::api::{ApiError, Code};
use shared::domain::OrderId;
use shared::domain::order::{Command, Order, Settled, Status};
use shared::domain::payment::{PaymentStatus, Settlement};
use shared::domain::staff::Permission;
use shared::texts::es::errors as texts;

impl PaymentsService {
    pub(super) async fn confirm_order(
        &self,
        caller: &Caller,
        order: &OrderId,
    ) -> Result<OrderView, ApiError> {
        let order = self.payable(caller, order).await?;
        let owner = caller.customer_id().is_ok_and(|id| id == &order.head.customer.id);
        let settled = if owner {
            self.paid(caller, &order).await?
        } else {
            caller.require(Permission::CancelAnyOrder)?;
            Settled::ByTheHouse
        };
        let command = Command::Confirm { settled };
        let order = self
            .orders
            .execute(&caller.tenant, &order.head.id, command, &caller.actor()?)
            .await?;
        Ok(OrderView::of(&caller.tenant, &order))
    }

    /// The customer's word counts with an approved payment. The simulated gateway approves it on the spot.
    async fn paid(&self, caller: &Caller, order: &Order) -> Result<Settled, ApiError> {
        if order.status() != Status::Created {
            return Ok(order.settled.unwrap_or(Settled::Paid));
        }
        self.look_back(&caller.tenant, order).await?;
        let payment = store::load(&*self.documents, &caller.tenant, &order.head.id).await?;
        if payment.is_some_and(|stored| stored.payment.status() == Some(PaymentStatus::Approved)) {
            return Ok(Settled::Paid);
        }
        if !self.gateway.simulated() {
            return Err(ApiError::new(Code::PaymentRequired, texts::PAYMENT_REQUIRED));
        }
        self.open_payment(caller, &order.head.id, order.head.payment_method)
            .await?;
        self.settle(
            &caller.tenant,
            &order.head.id,
            Settlement::Approved,
            &caller.actor()?.id,
        )
        .await?;
        Ok(Settled::Paid)
    }
}
