//! The work of the kitchen: queues, and who does what from when to when.
//!
//! Owns the table Steps, a record of every step for reports. The order itself holds the truth. Hears
//! OrderStageStarted, OrderStageUpdated and OrderStageCompleted.

mod queue;
mod record;
mod store;

use super::failure;
use api::ApiError;
use api::orders::OrderView;
use api::stages::Queue;
use async_trait::async_trait;
use domain::OrderId;
use domain::event::{Envelope, Event};
use domain::order::{Advance, Command};
use domain::staff::Permission;
use domain::stage::Stage;
use ports::event_bus::{HandleError, Subscriber};
use ports::{Clock, Documents};
use rpc::catalog::Catalog;
use rpc::context::Caller;
use rpc::orders::Orders;
use rpc::stages::Stages;
use std::sync::Arc;

/// The stages service.
#[derive(Debug)]
pub struct StagesService {
    documents: Arc<dyn Documents>,
    orders: Arc<dyn Orders>,
    catalog: Arc<dyn Catalog>,
    clock: Arc<dyn Clock>,
}

impl StagesService {
    pub fn new(
        documents: Arc<dyn Documents>,
        orders: Arc<dyn Orders>,
        catalog: Arc<dyn Catalog>,
        clock: Arc<dyn Clock>,
    ) -> Arc<StagesService> {
        Arc::new(StagesService {
            documents,
            orders,
            catalog,
            clock,
        })
    }

    /// Who never may is refused here. Who may with this order the rules say: the stage's role for it, the one who took it,
    /// or a manager.
    async fn command(
        &self,
        caller: &Caller,
        order: &OrderId,
        permission: Permission,
        command: Command,
    ) -> Result<OrderView, ApiError> {
        caller.require(permission)?;
        let order = self
            .orders
            .execute(&caller.tenant, order, command, &caller.actor()?)
            .await?;
        Ok(caller.view(&order))
    }
}

#[async_trait]
impl Stages for StagesService {
    async fn queue(&self, caller: &Caller, stage: Stage) -> Result<Queue, ApiError> {
        self.stage_queue(caller, stage).await
    }

    async fn take(&self, caller: &Caller, order: &OrderId, stage: Stage) -> Result<OrderView, ApiError> {
        self.command(caller, order, Permission::Work(stage), Command::Take { stage })
            .await
    }

    async fn release(&self, caller: &Caller, order: &OrderId, stage: Stage) -> Result<OrderView, ApiError> {
        self.command(caller, order, Permission::Work(stage), Command::Release { stage })
            .await
    }

    async fn complete(&self, caller: &Caller, order: &OrderId, stage: Stage) -> Result<OrderView, ApiError> {
        self.command(
            caller,
            order,
            Permission::Work(stage),
            Command::Complete { stage },
        )
        .await
    }

    async fn advance(
        &self,
        caller: &Caller,
        order: &OrderId,
        advance: Advance,
    ) -> Result<OrderView, ApiError> {
        let command = Command::Advance(advance);
        self.command(caller, order, Permission::SeeOrders, command).await
    }

    async fn recall(&self, caller: &Caller, order: &OrderId) -> Result<OrderView, ApiError> {
        self.command(caller, order, Permission::SeeOrders, Command::Recall)
            .await
    }
}

#[async_trait]
impl Subscriber for StagesService {
    fn name(&self) -> &'static str {
        "stages"
    }

    fn wants(&self, event: &Envelope) -> bool {
        matches!(
            event.event,
            Event::OrderStageStarted { .. }
                | Event::OrderStageUpdated { .. }
                | Event::OrderStageCompleted { .. }
        )
    }

    async fn handle(&self, event: &Envelope) -> Result<(), HandleError> {
        self.record_step(event).await.map_err(failure::handle)
    }
}
