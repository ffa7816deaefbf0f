//! The work in the kitchen: queues, and taking, releasing and completing stages.

use super::ApiError;
use super::orders::OrderView;
use crate::domain::stage::Stage;
use crate::domain::{OrderId, Slug, Timestamp};
use leptos::prelude::server;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

/// The queue of one stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Queue {
    pub stage: Stage,
    /// By arrival, oldest first: those that wait and those being worked on.
    pub tickets: Vec<OrderView>,
    /// What waits for the kitchen to take it on, by branch, in the order in which the restaurant lists its branches; only in the
    /// queue of the first stage, and only branches where something waits.
    #[serde(default)]
    pub to_accept: Vec<ToAccept>,
    /// What the caller completed in the last two minutes and may take back, newest first.
    pub recallable: Vec<OrderView>,
    /// How much of each dish the tickets hold together, most first.
    pub all_day: Vec<DishCount>,
    /// How long this stage should take.
    pub target_minutes: i64,
    /// The server's time, so that a tablet with a wrong clock shows the right ages.
    pub now: Timestamp,
}

/// The orders of one branch that wait for the kitchen to take them on. Taking one accepts it, to be paid at the door.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ToAccept {
    pub branch: Slug,
    /// Oldest first, at least one.
    pub orders: Vec<OrderView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DishCount {
    pub name: String,
    pub qty: u32,
}

#[cfg(feature = "ssr")]
pub use service::Stages;

#[cfg(feature = "ssr")]
mod service {
    use super::*;
    use crate::api::context::Caller;
    use crate::domain::order::Advance;

    #[async_trait::async_trait]
    pub trait Stages: std::fmt::Debug + Send + Sync {
        /// The queue of a stage. Staff.
        async fn queue(&self, caller: &Caller, stage: Stage) -> Result<Queue, ApiError>;

        /// Takes a stage: one winner, the others get 409 with who took it. Taking what one has is fine.
        async fn take(&self, caller: &Caller, order: &OrderId, stage: Stage) -> Result<OrderView, ApiError>;

        /// Puts a taken stage back into its queue.
        async fn release(
            &self,
            caller: &Caller,
            order: &OrderId,
            stage: Stage,
        ) -> Result<OrderView, ApiError>;

        /// Completes a taken stage. Completing what one has completed is fine.
        async fn complete(
            &self,
            caller: &Caller,
            order: &OrderId,
            stage: Stage,
        ) -> Result<OrderView, ApiError>;

        /// Brings an order forward, all of the way or not at all: 403 where one of the stages is not the caller's work. An
        /// order that waits to be accepted is accepted by it.
        async fn advance(
            &self,
            caller: &Caller,
            order: &OrderId,
            advance: Advance,
        ) -> Result<OrderView, ApiError>;

        /// Takes the last completion back, within two minutes.
        async fn recall(&self, caller: &Caller, order: &OrderId) -> Result<OrderView, ApiError>;
    }
}

/// The queue of a stage. Staff.
#[server(name = StageQueueCall, prefix = "/rpc/stages", endpoint = "queue", input = Json, client = super::PageClient)]
pub async fn stage_queue(stage: Stage) -> Result<Queue, ApiError> {
    use crate::domain::staff::Permission;
    super::context::staff(Permission::SeeOrders, async |services, caller| {
        services.stages.queue(&caller, stage).await
    })
    .await
}

/// Takes a stage. The stage's role for this order, and managers.
#[server(name = TakeStageCall, prefix = "/rpc/stages", endpoint = "take", input = Json, client = super::PageClient)]
pub async fn take_stage(order_id: OrderId, stage: Stage) -> Result<OrderView, ApiError> {
    use crate::domain::staff::Permission;
    super::context::staff(Permission::Work(stage), async |services, caller| {
        services.stages.take(&caller, &order_id, stage).await
    })
    .await
}

/// Puts a stage back. Who took it, and managers.
#[server(name = ReleaseStageCall, prefix = "/rpc/stages", endpoint = "release", input = Json, client = super::PageClient)]
pub async fn release_stage(order_id: OrderId, stage: Stage) -> Result<OrderView, ApiError> {
    use crate::domain::staff::Permission;
    super::context::staff(Permission::Work(stage), async |services, caller| {
        services.stages.release(&caller, &order_id, stage).await
    })
    .await
}

/// Completes a stage. Who took it, and managers.
#[server(name = CompleteStageCall, prefix = "/rpc/stages", endpoint = "complete", input = Json, client = super::PageClient)]
pub async fn complete_stage(order_id: OrderId, stage: Stage) -> Result<OrderView, ApiError> {
    use crate::domain::staff::Permission;
    super::context::staff(Permission::Work(stage), async |services, caller| {
        services.stages.complete(&caller, &order_id, stage).await
    })
    .await
}

/// Takes the last completion back. Who completed it, and managers.
#[server(name = RecallStageCall, prefix = "/rpc/stages", endpoint = "recall", input = Json, client = super::PageClient)]
pub async fn recall_stage(order_id: OrderId) -> Result<OrderView, ApiError> {
    use crate::domain::staff::Permission;
    super::context::staff(Permission::SeeOrders, async |services, caller| {
        services.stages.recall(&caller, &order_id).await
    })
    .await
}
