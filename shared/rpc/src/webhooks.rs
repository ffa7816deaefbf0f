//! Where events of the restaurant are sent, for its managers.

use api::webhooks::{Connection, DeliveryView, NewWebhook, WebhookChange, WebhookView};
use api::{ApiError, Paged};
use domain::{DeliveryId, WebhookId};
use leptos::prelude::server;
use leptos::server_fn::codec::Json;

/// All addresses, with what was sent to each last. Managers.
#[server(name = ConnectionsCall, prefix = "/rpc/webhooks", endpoint = "list", input = Json, client = super::Reading)]
pub async fn connections() -> Result<Vec<Connection>, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageWebhooks, async |services, caller| {
        services.webhooks.connections(&caller).await
    })
    .await
}

/// Registers an address under a key that this browser made up, and says its secret. `limit_reached` when there are ten;
/// `not_found` where it was registered before and removed since. Managers.
#[server(name = RegisterWebhookCall, prefix = "/rpc/webhooks", endpoint = "register", input = Json, client = super::Writing)]
pub async fn register_webhook(key: String, new: NewWebhook) -> Result<WebhookView, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageWebhooks, async |services, caller| {
        let registered = services.webhooks.register(&caller, Some(&key), new).await?;
        Ok(registered.0)
    })
    .await
}

/// Changes an address: only the given fields. `not_found` where it was removed. Managers.
#[server(name = ChangeWebhookCall, prefix = "/rpc/webhooks", endpoint = "change", input = Json, client = super::Writing)]
pub async fn change_webhook(id: WebhookId, change: WebhookChange) -> Result<WebhookView, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageWebhooks, async |services, caller| {
        services.webhooks.change(&caller, &id, change).await
    })
    .await
}

/// Gives an address a new secret, and says it this once. `not_found` where it was removed. Managers.
#[server(name = RotateWebhookSecretCall, prefix = "/rpc/webhooks", endpoint = "rotate-secret", input = Json, client = super::Writing)]
pub async fn rotate_webhook_secret(id: WebhookId) -> Result<WebhookView, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageWebhooks, async |services, caller| {
        services.webhooks.rotate_secret(&caller, &id).await
    })
    .await
}

/// Removes an address with its log. `not_found` where it was removed before. Managers.
#[server(name = RemoveWebhookCall, prefix = "/rpc/webhooks", endpoint = "remove", input = Json, client = super::Writing)]
pub async fn remove_webhook(id: WebhookId) -> Result<(), ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageWebhooks, async |services, caller| {
        services.webhooks.remove(&caller, &id).await
    })
    .await
}

/// Sends a message that only tries an address. `conflict` where it is switched off, `not_found` where it was removed. Managers.
#[server(name = TestWebhookCall, prefix = "/rpc/webhooks", endpoint = "test", input = Json, client = super::Writing)]
pub async fn test_webhook(id: WebhookId) -> Result<DeliveryView, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageWebhooks, async |services, caller| {
        services.webhooks.test(&caller, &id).await
    })
    .await
}

/// What was sent to an address, newest first. `not_found` where it was removed. Managers.
#[server(name = DeliveriesCall, prefix = "/rpc/webhooks", endpoint = "deliveries", input = Json, client = super::Reading)]
pub async fn deliveries(id: WebhookId, cursor: Option<String>) -> Result<Paged<DeliveryView>, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageWebhooks, async |services, caller| {
        let webhooks = &services.webhooks;
        webhooks.deliveries(&caller, &id, cursor, api::DEFAULT_PAGE).await
    })
    .await
}

/// Sends something again, now. `conflict` where the address is switched off, `not_found` where either is no longer there. Managers.
#[server(name = RedeliverCall, prefix = "/rpc/webhooks", endpoint = "redeliver", input = Json, client = super::Writing)]
pub async fn redeliver(id: WebhookId, delivery: DeliveryId) -> Result<DeliveryView, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageWebhooks, async |services, caller| {
        services.webhooks.redeliver(&caller, &id, &delivery).await
    })
    .await
}
