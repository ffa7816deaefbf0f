//! How events are named on the wire, and what they are about.

use super::Event;

impl Event {
    /// The name on the wire.
    pub fn name(&self) -> &'static str {
        match self {
            Event::CustomerRegistered { .. } => "CustomerRegistered",
            Event::CustomerLoggedIn { .. } => "CustomerLoggedIn",
            Event::AccountMailRequested { .. } => "AccountMailRequested",
            Event::CustomerErased { .. } => "CustomerErased",
            Event::OrderCreated { .. } => "OrderCreated",
            Event::OrderConfirmed { .. } => "OrderConfirmed",
            Event::OrderCancelled { .. } => "OrderCancelled",
            Event::OrderStageStarted { .. } => "OrderStageStarted",
            Event::OrderStageUpdated { .. } => "OrderStageUpdated",
            Event::OrderStageCompleted { .. } => "OrderStageCompleted",
            Event::OrderDelivered { .. } => "OrderDelivered",
            Event::OrderPaymentUpdated { .. } => "OrderPaymentUpdated",
            Event::PaymentUpdated { .. } => "PaymentUpdated",
            Event::PaymentApproved { .. } => "PaymentApproved",
            Event::PaymentRejected { .. } => "PaymentRejected",
            Event::PaymentRefunded { .. } => "PaymentRefunded",
            Event::StockChanged { .. } => "StockChanged",
            Event::NotificationSent { .. } => "NotificationSent",
            Event::ClaimFiled { .. } => "ClaimFiled",
            Event::ClaimAnswered { .. } => "ClaimAnswered",
            Event::ClaimUpdated { .. } => "ClaimUpdated",
            Event::CateringRequested { .. } => "CateringRequested",
            Event::CateringQuoted { .. } => "CateringQuoted",
            Event::CateringAccepted { .. } => "CateringAccepted",
            Event::CateringDeclined { .. } => "CateringDeclined",
            Event::CateringCancelled { .. } => "CateringCancelled",
            Event::CateringExpired { .. } => "CateringExpired",
            Event::CateringUpdated { .. } => "CateringUpdated",
            Event::DashboardUpdated { .. } => "DashboardUpdated",
        }
    }

    /// What it is about.
    pub fn subject(&self) -> String {
        if let Some(order_id) = self.order_id() {
            return format!("order/{order_id}");
        }
        if let Some(request) = self.request() {
            return format!("catering/{}", request.catering_id);
        }
        match self {
            Event::CustomerRegistered { customer_id }
            | Event::CustomerLoggedIn { customer_id }
            | Event::CustomerErased { customer_id } => format!("customer/{customer_id}"),
            Event::AccountMailRequested { request_id } => format!("account/{request_id}"),
            Event::StockChanged { product_id, .. } => format!("product/{product_id}"),
            Event::ClaimFiled { number, .. }
            | Event::ClaimAnswered { number, .. }
            | Event::ClaimUpdated { number, .. } => {
                format!("claim/{number}")
            }
            Event::DashboardUpdated { day } => format!("day/{day}"),
            _ => String::new(),
        }
    }
}
