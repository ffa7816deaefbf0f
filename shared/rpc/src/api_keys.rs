//! Keys of the public API, for the managers of the restaurant.

use api::ApiError;
use api::api_keys::{ApiKeys, MadeApiKey, NewApiKey};
use leptos::prelude::server;
use leptos::server_fn::codec::Json;

/// The keys that have not ended by themselves. Managers.
#[server(name = ApiKeysCall, prefix = "/rpc/auth", endpoint = "api-keys", input = Json, client = super::Reading)]
pub async fn api_keys() -> Result<ApiKeys, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageApiKeys, async |services, caller| {
        services.auth.api_keys(&caller).await
    })
    .await
}

/// Makes a key under an idempotency key that this browser made up, and says its token. `limit_reached` when there are twenty;
/// `not_found` where it was made before and revoked since. Managers.
#[server(name = MakeApiKeyCall, prefix = "/rpc/auth", endpoint = "make-api-key", input = Json, client = super::Writing)]
pub async fn make_api_key(key: String, new: NewApiKey) -> Result<MadeApiKey, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageApiKeys, async |services, caller| {
        let made = services.auth.make_api_key(&caller, Some(&key), &new).await?;
        Ok(made.0)
    })
    .await
}

/// Revokes a key: it is good no more from this moment on. `not_found` where it has ended by itself. Managers.
#[server(name = RevokeApiKeyCall, prefix = "/rpc/auth", endpoint = "revoke-api-key", input = Json, client = super::Writing)]
pub async fn revoke_api_key(id: String) -> Result<(), ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageApiKeys, async |services, caller| {
        services.auth.revoke_api_key(&caller, &id).await
    })
    .await
}
