//! Dead letters and their retries, and faults of the apps.

use api::ApiError;
use api::faults::FaultReport;
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

/// Takes what an app says when it broke. Anybody. Apps call it without this function, of which nobody knows in what state it is by then.
#[server(name = ReportFaultCall, prefix = "/rpc/operations", endpoint = "report-fault", input = Json, client = super::Writing)]
pub async fn report_fault(report: FaultReport) -> Result<(), ApiError> {
    super::context::anybody(async |_, services, caller| services.operations.report_fault(&caller, report))
        .await
}
