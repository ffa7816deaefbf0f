//! How events are named on the wire, and what they are about.

use super::Event;
use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($name:ident)*) => {
        /// Which event, without what it carries. Its name is the one on the wire.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum EventKind {
            $($name,)*
            /// One that a newer version of the server knows.
            #[serde(other)]
            Unknown,
        }

        impl EventKind {
            /// The name on the wire.
            pub fn wire_name(self) -> &'static str {
                match self {
                    $(EventKind::$name => stringify!($name),)*
                    EventKind::Unknown => "Unknown",
                }
            }
        }

        impl Event {
            pub fn kind(&self) -> EventKind {
                match self {
                    $(Event::$name { .. } => EventKind::$name,)*
                }
            }
        }
    };
}

kinds! {
    CustomerRegistered
    CustomerLoggedIn
    AccountMailRequested
    CustomerErased
    OrderCreated
    OrderConfirmed
    OrderCancelled
    OrderEdited
    OrderStageStarted
    OrderStageUpdated
    OrderStageCompleted
    OrderDelivered
    OrderPaymentUpdated
    PaymentUpdated
    PaymentApproved
    PaymentRejected
    PaymentRefunded
    SettingsChanged
    MenuChanged
    StockChanged
    NotificationSent
    ClaimFiled
    ClaimAnswered
    ClaimUpdated
    CateringRequested
    CateringQuoted
    CateringAccepted
    CateringDeclined
    CateringCancelled
    CateringExpired
    CateringUpdated
    DashboardUpdated
}

/// What of a restaurant an event has changed, for pages that show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    Orders,
    Claims,
    Catering,
    Carta,
    Dashboard,
    /// Nothing that a page follows.
    Other,
}

impl EventKind {
    pub fn area(self) -> Area {
        match self {
            EventKind::OrderCreated
            | EventKind::OrderConfirmed
            | EventKind::OrderCancelled
            | EventKind::OrderEdited
            | EventKind::OrderStageStarted
            | EventKind::OrderStageUpdated
            | EventKind::OrderStageCompleted
            | EventKind::OrderDelivered
            | EventKind::OrderPaymentUpdated => Area::Orders,
            EventKind::ClaimFiled | EventKind::ClaimAnswered | EventKind::ClaimUpdated => Area::Claims,
            EventKind::CateringRequested
            | EventKind::CateringQuoted
            | EventKind::CateringAccepted
            | EventKind::CateringDeclined
            | EventKind::CateringCancelled
            | EventKind::CateringExpired
            | EventKind::CateringUpdated => Area::Catering,
            EventKind::SettingsChanged | EventKind::MenuChanged | EventKind::StockChanged => Area::Carta,
            EventKind::DashboardUpdated => Area::Dashboard,
            EventKind::CustomerRegistered
            | EventKind::CustomerLoggedIn
            | EventKind::AccountMailRequested
            | EventKind::CustomerErased
            | EventKind::PaymentUpdated
            | EventKind::PaymentApproved
            | EventKind::PaymentRejected
            | EventKind::PaymentRefunded
            | EventKind::NotificationSent
            | EventKind::Unknown => Area::Other,
        }
    }
}

impl Event {
    /// The name on the wire.
    pub fn name(&self) -> &'static str {
        self.kind().wire_name()
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
            Event::SettingsChanged {} => "settings".to_owned(),
            Event::MenuChanged {} => "menu".to_owned(),
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
