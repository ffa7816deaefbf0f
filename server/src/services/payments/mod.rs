//! Payments: opened at the gateway, settled once, refunded when the order is cancelled or to be paid at the door.
//!
//! Owns the table Payments. Commits PaymentApproved, PaymentRejected and PaymentRefunded. Hears OrderCancelled,
//! OrderDelivered and its own PaymentApproved.

mod confirm;
mod learn;
mod open;
mod refund;
mod settle;
mod store;

use super::failure;
use super::limits::Limit;
use crate::ports::event_bus::{HandleError, Subscriber};
use crate::ports::{Clock, Documents, PaymentGateway};
use async_trait::async_trait;
use shared::api::ApiError;
use shared::api::catalog::Catalog;
use shared::api::context::{Caller, Who};
use shared::api::orders::{OrderView, Orders, PaymentSummary};
use shared::api::payments::{GatewayMessage, PaymentView, Payments, Qr};
use shared::domain::event::{Envelope, Event};
use shared::domain::order::Order;
use shared::domain::payment::{Payment, PaymentMethod, PaymentStatus};
use shared::domain::staff::Permission;
use shared::domain::stage::PAYMENT_TIME_LIMIT_MINUTES;
use shared::domain::{OrderId, TenantId};
use std::sync::Arc;

/// The payments service.
#[derive(Debug)]
pub struct PaymentsService {
    documents: Arc<dyn Documents>,
    orders: Arc<dyn Orders>,
    catalog: Arc<dyn Catalog>,
    gateway: Arc<dyn PaymentGateway>,
    clock: Arc<dyn Clock>,
    /// Of which payments the gateway was just asked.
    asked: Limit<String>,
}

impl PaymentsService {
    pub fn new(
        documents: Arc<dyn Documents>,
        orders: Arc<dyn Orders>,
        catalog: Arc<dyn Catalog>,
        gateway: Arc<dyn PaymentGateway>,
        clock: Arc<dyn Clock>,
    ) -> Arc<PaymentsService> {
        Arc::new(PaymentsService {
            documents,
            orders,
            catalog,
            gateway,
            clock,
            asked: Limit::new(learn::ASKED.0, learn::ASKED.1),
        })
    }

    /// The order, for its customer and for those who may see every order.
    async fn payable(&self, caller: &Caller, order: &OrderId) -> Result<Order, ApiError> {
        if matches!(caller.who, Who::Visitor { .. }) {
            return Err(ApiError::unauthenticated());
        }
        let found = self
            .orders
            .find(&caller.tenant, order)
            .await?
            .ok_or_else(ApiError::not_found)?;
        let owner = caller.customer_id().is_ok_and(|id| id == &found.head.customer.id);
        if owner || caller.may(Permission::SeeOrders) {
            Ok(found)
        } else {
            Err(ApiError::not_found())
        }
    }

    /// The payment as it is shown, with a QR code while one is of use.
    fn view(&self, order: &Order, payment: Option<&Payment>) -> PaymentView {
        let attempt = payment.and_then(Payment::current);
        let summary = PaymentSummary::of(order);
        let qr = attempt
            .filter(|attempt| attempt.status == PaymentStatus::Pending)
            .and_then(|attempt| attempt.qr_payload.as_deref())
            .and_then(qr);
        PaymentView {
            order_id: order.head.id.clone(),
            status: attempt
                .map(|attempt| attempt.status)
                .or_else(|| order.confirmed_at().is_some().then_some(summary.status)),
            method: attempt.map_or(summary.method, |attempt| attempt.method),
            payment_id: attempt.map(|attempt| attempt.reference.clone()),
            amount_cents: order.head.totals.total,
            qr,
            simulated: self.gateway.simulated(),
            expires_at: order.head.placed_at.plus_minutes(PAYMENT_TIME_LIMIT_MINUTES),
        }
    }
}

/// Draws a payload as a QR code in the current text colour.
fn qr(payload: &str) -> Option<Qr> {
    use qrcode::render::svg::Color;
    let code = qrcode::QrCode::new(payload.as_bytes()).ok()?;
    let drawing = code
        .render::<Color<'_>>()
        .dark_color(Color("currentColor"))
        .light_color(Color("none"))
        .build();
    let svg = drawing
        .find("<svg")
        .map_or(drawing.as_str(), |start| &drawing[start..])
        .to_owned();
    Some(Qr {
        payload: payload.to_owned(),
        svg,
    })
}

#[async_trait]
impl Payments for PaymentsService {
    async fn open(
        &self,
        caller: &Caller,
        order: &OrderId,
        method: PaymentMethod,
    ) -> Result<PaymentView, ApiError> {
        self.open_payment(caller, order, method).await
    }

    async fn payment(&self, caller: &Caller, order: &OrderId) -> Result<PaymentView, ApiError> {
        let order = self.payable(caller, order).await?;
        // A message may be lost: whoever looks at a payment asks for it. That the gateway is away hides nothing.
        if let Err(error) = self.look_back(&caller.tenant, &order).await {
            tracing::warn!(order = %order.head.id, %error, "the gateway could not be asked how a payment stands");
        }
        let payment = store::load(&*self.documents, &caller.tenant, &order.head.id).await?;
        Ok(self.view(&order, payment.as_ref().map(|stored| &stored.payment)))
    }

    async fn settle_simulated(
        &self,
        caller: &Caller,
        order: &OrderId,
        approve: bool,
    ) -> Result<PaymentView, ApiError> {
        self.settle_payment(caller, order, approve).await
    }

    async fn hear(&self, tenant: &TenantId, message: GatewayMessage) -> Result<(), ApiError> {
        self.hear_gateway(tenant, &message).await
    }

    async fn confirm(&self, caller: &Caller, order: &OrderId) -> Result<OrderView, ApiError> {
        self.confirm_order(caller, order).await
    }
}

#[async_trait]
impl Subscriber for PaymentsService {
    fn name(&self) -> &'static str {
        "payments"
    }

    fn wants(&self, event: &Envelope) -> bool {
        matches!(
            event.event,
            Event::OrderCancelled { .. } | Event::OrderDelivered { .. } | Event::PaymentApproved { .. }
        )
    }

    async fn handle(&self, event: &Envelope) -> Result<(), HandleError> {
        let Some(order) = event.event.order_id() else {
            return Ok(());
        };
        let result = match &event.event {
            Event::OrderDelivered { .. } => self.collect_cash(&event.tenant_id, order).await,
            _ => self.refund_unwanted(&event.tenant_id, order).await,
        };
        result.map_err(failure::handle)
    }
}
