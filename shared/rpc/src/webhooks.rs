//! The webhooks of a restaurant.

#[cfg(feature = "ssr")]
pub use service::Webhooks;

#[cfg(feature = "ssr")]
mod service {
    use crate::caller::Caller;
    use api::webhooks::{DeliveryView, NewWebhook, WebhookChange, WebhookView};
    use api::{ApiError, Paged};
    use domain::{DeliveryId, WebhookId};

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

        /// Changes an address. One that was switched off receives nothing that happens meanwhile.
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
