//! Webhooks: where the restaurant's own systems receive its events.

use domain::webhook::{Delivery, Webhook};
use serde::{Deserialize, Serialize};

/// An address, with its secret where that is shown: when it was just made, and when it was just changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WebhookView {
    #[serde(flatten)]
    pub webhook: Webhook,
    /// `whsec_…`: what deliveries are signed with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

/// An address as the console lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Connection {
    pub webhook: Webhook,
    /// What was sent to it last.
    pub last: Option<DeliveryView>,
}

/// A delivery as the log shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryView {
    #[serde(flatten)]
    pub delivery: Delivery,
    /// Of the newest try.
    pub status_code: Option<u16>,
    pub response_ms: Option<u32>,
}

/// An address to be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewWebhook {
    pub url: Option<String>,
    /// Left out or empty: all of them.
    pub events: Option<Vec<String>>,
    pub description: Option<String>,
}

/// What changes of an address; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookChange {
    pub url: Option<String>,
    pub events: Option<Vec<String>>,
    pub description: Option<String>,
    pub active: Option<bool>,
}

impl From<Delivery> for DeliveryView {
    fn from(delivery: Delivery) -> DeliveryView {
        let last = delivery.tries.last();
        DeliveryView {
            status_code: last.and_then(|last| last.status_code),
            response_ms: last.map(|last| last.response_ms),
            delivery,
        }
    }
}
