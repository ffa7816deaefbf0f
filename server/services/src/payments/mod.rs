//! Payments: opened at the gateway, settled once, refunded when the order is cancelled or to be paid at the door.
//!
//! Owns the table Payments: the record of each order's money, which alone says how it stands. Commits PaymentApproved,
//! PaymentRejected, PaymentRefunded and PaymentUpdated. Hears OrderConfirmed of one that is paid at the door, OrderCancelled,
//! OrderEdited, OrderDelivered, a delivery that is recalled, CateringCancelled, CateringExpired, ClaimUpdated (money that goes back with a
//! reply or an accepted offer), and its own PaymentApproved. Refunds are asked for again until they are done, when
//! [`PeriodicTask::run_due`] is.

mod away;
mod catering;
mod claim;
mod confirm;
mod gateway_status;
mod give_back;
mod inspect;
mod looks;
mod open;
mod record;
mod refund;
mod settle;
mod store;

pub use inspect::StoredPayment;

use super::limits::Limit;
use super::qr;
use crate::caller::{Caller, Who};
use crate::catalog::CatalogService;
use crate::error::Error;
use crate::orders::OrdersService;
use api::payments::{AdjustmentView, ChargeView, PaymentView, Qr, RefundView};
use async_trait::async_trait;
use away::Away;
use domain::catering::order::order_id;
use domain::event::{Envelope, Event, StageChange};
use domain::order::{CancelCause, Order, Settled};
use domain::payment::{Attempt, Payment};
use domain::staff::Permission;
use domain::{OrderId, TenantId};
use ports::event_bus::{HandleError, Subscriber};
use ports::payment_gateway::{Message, SimulatedPayments, own_account};
use ports::{CateringRequests, Clock, Documents, PaymentGateway, PeriodicTask};
use std::collections::HashSet;
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex};

/// The payments service.
#[derive(Debug)]
pub struct PaymentsService {
    documents: Arc<dyn Documents>,
    orders: Arc<OrdersService>,
    catalog: Arc<CatalogService>,
    gateway: Arc<dyn PaymentGateway>,
    requests: Arc<dyn CateringRequests>,
    clock: Arc<dyn Clock>,
    /// Of which payments the gateway was just asked.
    asked: Limit<String>,
    away: Away,
    /// How often the payments were looked through: each time begins at another restaurant.
    rounds: AtomicUsize,
    /// The restaurants that [`restaurants`](super::registry::restaurants) finds already.
    known: Mutex<HashSet<TenantId>>,
}

impl PaymentsService {
    pub fn new(
        documents: Arc<dyn Documents>,
        orders: Arc<OrdersService>,
        catalog: Arc<CatalogService>,
        gateway: Arc<dyn PaymentGateway>,
        requests: Arc<dyn CateringRequests>,
        clock: Arc<dyn Clock>,
    ) -> Arc<PaymentsService> {
        Arc::new(PaymentsService {
            documents,
            orders,
            catalog,
            gateway,
            requests,
            clock,
            asked: Limit::new(gateway_status::ASKED.0, gateway_status::ASKED.1),
            away: Away::default(),
            rounds: AtomicUsize::new(0),
            known: Mutex::default(),
        })
    }

    /// The order, for its customer and for those of the restaurant who have this permission.
    async fn payable(
        &self,
        caller: &Caller,
        order: &OrderId,
        permission: Permission,
    ) -> Result<Order, Error> {
        if matches!(caller.who, Who::Visitor) {
            return Err(Error::unauthenticated());
        }
        let found = self
            .orders
            .find(&caller.tenant, order)
            .await?
            .ok_or_else(Error::not_found)?;
        let owner = caller.customer_id().is_ok_and(|id| id == &found.head.customer.id);
        match caller.who {
            _ if owner => Ok(found),
            Who::Visitor | Who::Customer { .. } => Err(Error::not_found()),
            Who::Staff { .. } | Who::Service { .. } => caller.require(permission).map(|()| found),
        }
    }

    /// What a payment is for: an order, or what a request for catering becomes before it is one.
    async fn paid_for(&self, tenant: &TenantId, order: &OrderId) -> Result<Option<Order>, Error> {
        match self.orders.find(tenant, order).await? {
            Some(order) => Ok(Some(order)),
            None => self.order_to_come(tenant, order).await,
        }
    }

    /// The gateway that only pretends, where that is who takes the money of an order.
    fn simulated(&self, order: &Order, payment: &Payment) -> Option<&dyn SimulatedPayments> {
        let at_own_account = |attempt: &Attempt| own_account(&attempt.reference).is_some();
        match order.head.rehearsal {
            true => self.gateway.rehearsals(),
            false if payment.attempt().is_some_and(at_own_account) => None,
            false => self.gateway.as_simulated(),
        }
    }

    /// The payment as it is shown, with a QR code while one is of use.
    fn view(&self, order: &Order, payment: &Payment) -> PaymentView {
        let attempt = payment.attempt();
        let summary = payment.summary(order.payment_summary().method);
        let qr = attempt
            .filter(|attempt| attempt.can_be_paid(self.clock.now()))
            .and_then(|attempt| attempt.qr_payload.as_deref())
            .and_then(drawn);
        let expected = order.settled == Some(Settled::CashOnDelivery);
        PaymentView {
            order_id: order.head.id.clone(),
            order_status: order.status(),
            order_expired: order.cancel_cause().is_some_and(CancelCause::is_expiry),
            status: payment.status().or(expected.then_some(summary.status)),
            method: summary.method,
            payment_id: attempt.map(|attempt| attempt.reference.clone()),
            amount_cents: payment.amount,
            paid_cents: summary.paid_cents,
            owed_cents: summary.owed_cents,
            refunded_cents: summary.refunded_cents,
            refunding_cents: summary.refunding_cents,
            charges: payment.charges.iter().map(ChargeView::of).collect(),
            refunds: payment.refunds.iter().map(RefundView::of).collect(),
            adjustments: payment.adjustments.iter().map(AdjustmentView::of).collect(),
            qr,
            simulated: self.simulated(order, payment).is_some(),
            expires_at: open::expires_at(order),
        }
    }
}

/// A payment as the restaurant sees it: with what was noted for itself.
fn with_notes(mut view: PaymentView, payment: &Payment) -> PaymentView {
    for (shown, made) in view.adjustments.iter_mut().zip(&payment.adjustments) {
        let note = made.given.as_ref().and_then(|given| given.note.as_ref());
        shown.note = note.map_or_else(String::new, |note| note.as_ref().to_owned());
    }
    view
}

/// A payload with its drawing.
fn drawn(payload: &str) -> Option<Qr> {
    Some(Qr {
        payload: payload.to_owned(),
        svg: qr::svg(payload)?,
    })
}

impl PaymentsService {
    /// How the payment stands. The order's customer, managers and machines.
    pub async fn payment(&self, caller: &Caller, order: &OrderId) -> Result<PaymentView, Error> {
        let order = self.payable(caller, order, Permission::SeePayments).await?;
        // A message may be lost: the one who looks at a payment asks for it. That the gateway is away hides nothing.
        if let Err(error) = self.poll_throttled(&caller.tenant, &order).await {
            tracing::warn!(order = %order.head.id, %error, "the gateway could not be asked how a payment stands");
        }
        let stored = self.stored(&caller.tenant, &order).await?;
        let view = self.view(&order, &stored.payment);
        Ok(match caller.may(Permission::SeePayments) {
            true => with_notes(view, &stored.payment),
            false => view,
        })
    }

    /// How the payment stands by its record alone; the gateway is not asked. Who may see it as in `payment`.
    pub async fn recorded(&self, caller: &Caller, order: &OrderId) -> Result<PaymentView, Error> {
        let order = self.payable(caller, order, Permission::SeePayments).await?;
        let stored = self.stored(&caller.tenant, &order).await?;
        Ok(self.view(&order, &stored.payment))
    }

    /// Takes a message of the gateway: 401 unless it is the gateway's own and of these minutes. What it says is
    /// not believed but read back; one that comes again has no effect. 404 where the gateway says that no such payment was
    /// opened here. The tenant is that of the address. Answers which order it was
    /// about, where it was about one; the order says what was learnt before this answer comes.
    pub async fn verify_notification(
        &self,
        tenant: &TenantId,
        message: &Message,
    ) -> Result<Option<OrderId>, Error> {
        self.hear_gateway(tenant, message).await
    }
}

#[async_trait]
impl Subscriber for PaymentsService {
    fn name(&self) -> &'static str {
        "payments"
    }

    fn wants(&self, event: &Envelope) -> bool {
        match &event.event {
            Event::OrderCancelled { .. }
            | Event::OrderDelivered { .. }
            | Event::OrderEdited { .. }
            | Event::PaymentApproved { .. } => true,
            // One that the kitchen took on is paid at the door, whatever was tried before.
            Event::OrderConfirmed { settled, .. } => *settled == Settled::CashOnDelivery,
            Event::OrderStageUpdated { change, .. } => {
                matches!(change, StageChange::Recalled { delivered: true, .. })
            }
            Event::ClaimUpdated { .. } => claim::promised(&event.event).is_some(),
            Event::CateringCancelled { .. } | Event::CateringExpired { .. } => true,
            _ => false,
        }
    }

    async fn handle(&self, event: &Envelope) -> Result<(), HandleError> {
        if let Some((number, refund, by)) = claim::promised(&event.event) {
            let given = self.give_back_for_claim(&event.tenant_id, number, refund, by);
            return given.await.map_err(HandleError::from);
        }
        let of_request = event
            .event
            .request()
            .and_then(|about| order_id(&about.catering_id));
        match event.event.order_id().or(of_request.as_ref()) {
            Some(order) => self
                .follow(&event.tenant_id, order)
                .await
                .map_err(HandleError::from),
            None => Ok(()),
        }
    }
}

#[async_trait]
impl PeriodicTask for PaymentsService {
    fn name(&self) -> &'static str {
        "payments"
    }

    async fn run_due(&self) -> Result<usize, HandleError> {
        self.do_due().await.map_err(HandleError::from)
    }
}
