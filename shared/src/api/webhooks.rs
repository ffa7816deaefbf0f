//! Webhooks: where the restaurant's own systems hear of its events. Only the public API has these calls.

use crate::domain::webhook::{Delivery, Webhook};
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
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct NewWebhook {
    pub url: Option<String>,
    /// Left out or empty: all of them.
    pub events: Option<Vec<String>>,
    pub description: Option<String>,
}

/// What changes of an address; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct WebhookChange {
    pub url: Option<String>,
    pub events: Option<Vec<String>>,
    pub description: Option<String>,
    pub active: Option<bool>,
}

#[cfg(feature = "ssr")]
pub use service::Webhooks;

#[cfg(feature = "ssr")]
mod service {
    use super::*;
    use crate::api::context::Caller;
    use crate::api::{ApiError, Paged};
    use crate::domain::{DeliveryId, WebhookId};

    /// All calls are for managers and machines of the restaurant; what is another restaurant's is 404.
    #[async_trait::async_trait]
    pub trait Webhooks: std::fmt::Debug + Send + Sync {
        /// Registers an address, and says whether this was done before under the same key. Its secret is in the
        /// answer and is not shown again. 409 when there are ten already.
        async fn register(
            &self,
            caller: &Caller,
            key: Option<&str>,
            new: NewWebhook,
        ) -> Result<(WebhookView, bool), ApiError>;

        /// All addresses, oldest first.
        async fn webhooks(&self, caller: &Caller) -> Result<Vec<WebhookView>, ApiError>;

        async fn webhook(&self, caller: &Caller, id: &WebhookId) -> Result<WebhookView, ApiError>;

        /// Changes an address. One that was switched off hears of nothing that happens meanwhile.
        async fn change(
            &self,
            caller: &Caller,
            id: &WebhookId,
            change: WebhookChange,
        ) -> Result<WebhookView, ApiError>;

        /// Removes an address; its log is shown no more, and what is under way to it is not tried again.
        async fn remove(&self, caller: &Caller, id: &WebhookId) -> Result<(), ApiError>;

        /// Gives an address a new secret, which counts from the next try on and is shown this once.
        async fn rotate_secret(&self, caller: &Caller, id: &WebhookId) -> Result<WebhookView, ApiError>;

        /// What was sent, newest first. It is kept for 30 days.
        async fn deliveries(
            &self,
            caller: &Caller,
            id: &WebhookId,
            cursor: Option<String>,
            limit: usize,
        ) -> Result<Paged<DeliveryView>, ApiError>;

        /// Sends something again, now. 409 when the address is switched off.
        async fn redeliver(
            &self,
            caller: &Caller,
            id: &WebhookId,
            delivery: &DeliveryId,
        ) -> Result<DeliveryView, ApiError>;

        /// Sends a `Ping`. 409 when the address is switched off.
        async fn test(&self, caller: &Caller, id: &WebhookId) -> Result<DeliveryView, ApiError>;
    }
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
