//! The work in the kitchen: queues, and taking, releasing and completing stages.

use api::ApiError;
use api::orders::OrderView;
use api::stages::{Queue, WaitingOrders};
use domain::OrderId;
use domain::stage::Stage;
use leptos::prelude::server;
use leptos::server_fn::codec::Json;

/// The queue of a stage. Staff.
#[server(name = StageQueueCall, prefix = "/rpc/stages", endpoint = "queue", input = Json, client = super::Reading)]
pub async fn stage_queue(stage: Stage) -> Result<Queue, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::SeeOrders, async |services, caller| {
        services.stages.queue(&caller, stage).await
    })
    .await
}

/// How many orders wait for who was signed in to the console. Who has a bell of theirs, also where the session is over.
#[server(name = BellCall, prefix = "/rpc/stages", endpoint = "bell", input = Json, client = super::Reading)]
pub async fn waiting_orders() -> Result<WaitingOrders, ApiError> {
    super::context::bell(async |services, caller| services.stages.waiting(&caller).await).await
}

/// Takes a stage. The stage's role for this order, and managers.
#[server(name = TakeStageCall, prefix = "/rpc/stages", endpoint = "take", input = Json, client = super::Writing)]
pub async fn take_stage(order_id: OrderId, stage: Stage) -> Result<OrderView, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::Work(stage), async |services, caller| {
        services.stages.take(&caller, &order_id, stage).await
    })
    .await
}

/// Puts a stage back. Who took it, and managers.
#[server(name = ReleaseStageCall, prefix = "/rpc/stages", endpoint = "release", input = Json, client = super::Writing)]
pub async fn release_stage(order_id: OrderId, stage: Stage) -> Result<OrderView, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::Work(stage), async |services, caller| {
        services.stages.release(&caller, &order_id, stage).await
    })
    .await
}

/// Completes a stage. Who took it, and managers.
#[server(name = CompleteStageCall, prefix = "/rpc/stages", endpoint = "complete", input = Json, client = super::Writing)]
pub async fn complete_stage(order_id: OrderId, stage: Stage) -> Result<OrderView, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::Work(stage), async |services, caller| {
        services.stages.complete(&caller, &order_id, stage).await
    })
    .await
}

/// Takes the last completion back. Who completed it, and managers.
#[server(name = RecallStageCall, prefix = "/rpc/stages", endpoint = "recall", input = Json, client = super::Writing)]
pub async fn recall_stage(order_id: OrderId) -> Result<OrderView, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::SeeOrders, async |services, caller| {
        services.stages.recall(&caller, &order_id).await
    })
    .await
}
