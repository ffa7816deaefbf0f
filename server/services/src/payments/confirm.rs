//! Sending an order into the kitchen.

use super::PaymentsService;
use crate::caller::Caller;
use crate::error::Error;
use api::Code;
use api::orders::OrderView;
use domain::order::{Command, Order, Settled, Status};
use domain::payment::{Attempt, ChargeState, PaymentMethod, PaymentNote, PaymentStatus, Settlement};
use domain::staff::{Permission, Role};
use domain::{OrderId, TenantId};
use texts::now::errors as texts;

impl PaymentsService {
    /// Sends an order into the kitchen. Managers and machines do so on the restaurant's word; the order's customer
    /// with a payment that is approved, or that the simulated gateway approves on the spot. 409 otherwise.
    pub async fn confirm(&self, caller: &Caller, order: &OrderId) -> Result<OrderView, Error> {
        let order = self.payable(caller, order, Permission::SeeOrders).await?;
        let owner = caller.customer_id().is_ok_and(|id| id == &order.head.customer.id);
        let settled = if owner {
            self.paid(caller, &order).await?
        } else {
            caller.require(Permission::CancelAnyOrder)?;
            if caller.role() == Some(Role::Service) {
                self.orders.look_at_hours(&caller.tenant, &order).await?;
            }
            self.vouch(caller, &order).await?;
            Settled::ManagerOverride
        };
        let payment = self.note(&caller.tenant, &order).await?;
        let command = Command::Confirm { settled, payment };
        let order = self
            .orders
            .execute(&caller.tenant, &order.head.id, command, &caller.actor()?)
            .await?;
        Ok(caller.view(&order))
    }

    /// The customer's word counts with an approved payment. The simulated gateway approves it on the spot.
    async fn paid(&self, caller: &Caller, order: &Order) -> Result<Settled, Error> {
        if order.status() != Status::Created {
            return Ok(order.settled.unwrap_or(Settled::Paid));
        }
        self.poll_throttled(&caller.tenant, order).await?;
        let payment = self.stored(&caller.tenant, order).await?.payment;
        if payment.status() == Some(PaymentStatus::Approved) {
            return Ok(Settled::Paid);
        }
        let restaurant = self.catalog.tenant(&caller.tenant).await?;
        let shared = order.head.rehearsal || restaurant.online_payments.is_shared();
        if !shared || self.simulated(order, &payment).is_none() {
            return Err(Error::new(Code::PaymentRequired, texts::PAYMENT_REQUIRED));
        }
        // The attempt that is open is the one that is paid.
        let pending = |attempt: &&Attempt| attempt.state == ChargeState::Pending;
        let open = payment.attempt().filter(pending).map(|attempt| attempt.method);
        let method = open.unwrap_or(order.head.payment_method);
        // Cash is no money yet: choosing it is another call, which confirms the order by itself.
        if method == PaymentMethod::Cash {
            return Err(Error::new(Code::PaymentRequired, texts::PAYMENT_REQUIRED));
        }
        self.open(caller, &order.head.id, method).await?;
        self.settle(&caller.tenant, order, Settlement::Approved).await?;
        Ok(Settled::Paid)
    }

    /// The restaurant takes the order as paid: a charge of its own, with the name of the person.
    async fn vouch(&self, caller: &Caller, order: &Order) -> Result<(), Error> {
        if order.status() != Status::Created {
            return Ok(());
        }
        let by = caller.actor()?;
        self.change(&caller.tenant, order, &by.id, |payment, now| {
            Ok(payment.vouch(order.head.payment_method, &by, now))
        })
        .await?;
        Ok(())
    }

    /// What the record says by now, for the order.
    pub(super) async fn note(&self, tenant: &TenantId, order: &Order) -> Result<Option<PaymentNote>, Error> {
        let stored = self.stored(tenant, order).await?;
        Ok((stored.version > 0).then(|| PaymentNote {
            summary: stored.payment.summary(order.head.payment_method),
            version: stored.version,
        }))
    }
}
