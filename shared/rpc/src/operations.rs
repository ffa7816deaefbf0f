//! Dead letters and their retries.

use api::ApiError;
use api::operations::DeadLetterView;
use leptos::prelude::server;
use leptos::server_fn::codec::Json;

/// Events that could not be handled. Managers.
#[server(name = DeadLettersCall, prefix = "/rpc/operations", endpoint = "dead-letters", input = Json, client = super::Reading)]
pub async fn dead_letters() -> Result<Vec<DeadLetterView>, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::RetryDeadLetters, async |services, caller| {
        services.operations.dead_letters(&caller).await
    })
    .await
}

/// Delivers such an event again. Managers.
#[server(name = RetryDeadLetterCall, prefix = "/rpc/operations", endpoint = "retry-dead-letter", input = Json, client = super::Writing)]
pub async fn retry_dead_letter(id: String) -> Result<(), ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::RetryDeadLetters, async |services, caller| {
        services.operations.retry_dead_letter(&caller, &id).await
    })
    .await
}
