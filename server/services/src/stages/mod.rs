//! The work of the kitchen: queues, and who does what from when to when.
//!
//! Owns the table Steps, a record of each order's steps for reports. The order itself holds the truth. Hears
//! OrderStageStarted, OrderStageUpdated and OrderStageCompleted.

mod inspect;
mod queue;
mod record;
mod store;

pub use inspect::StepsDifference;

use crate::caller::Caller;
use crate::catalog::CatalogService;
use crate::error::Error;
use crate::orders::OrdersService;
use api::orders::OrderView;
use async_trait::async_trait;
use domain::OrderId;
use domain::event::{Envelope, Event};
use domain::order::{Advance, Command};
use domain::staff::Permission;
use domain::stage::Stage;
use ports::event_bus::{HandleError, Subscriber};
use ports::{Clock, Documents};
use std::sync::Arc;

/// The stages service.
#[derive(Debug)]
pub struct StagesService {
    documents: Arc<dyn Documents>,
    orders: Arc<OrdersService>,
    catalog: Arc<CatalogService>,
    clock: Arc<dyn Clock>,
}

impl StagesService {
    pub fn new(
        documents: Arc<dyn Documents>,
        orders: Arc<OrdersService>,
        catalog: Arc<CatalogService>,
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
    ) -> Result<OrderView, Error> {
        caller.require(permission)?;
        let order = self
            .orders
            .execute(&caller.tenant, order, command, &caller.actor()?)
            .await?;
        Ok(caller.view(&order))
    }
}

impl StagesService {
    /// Takes a stage: one winner, the others get 409 with who took it. Taking what one has is fine.
    pub async fn take(&self, caller: &Caller, order: &OrderId, stage: Stage) -> Result<OrderView, Error> {
        self.command(caller, order, Permission::Work(stage), Command::Take { stage })
            .await
    }

    /// Puts a taken stage back into its queue.
    pub async fn release(&self, caller: &Caller, order: &OrderId, stage: Stage) -> Result<OrderView, Error> {
        self.command(caller, order, Permission::Work(stage), Command::Release { stage })
            .await
    }

    /// Completes a taken stage. Completing what one has completed is fine.
    pub async fn complete(&self, caller: &Caller, order: &OrderId, stage: Stage) -> Result<OrderView, Error> {
        self.command(
            caller,
            order,
            Permission::Work(stage),
            Command::Complete { stage },
        )
        .await
    }

    /// Brings an order forward, all of the way or not at all: 403 where one of the stages is not the caller's work. An
    /// order that waits to be accepted is accepted by it.
    pub async fn advance(
        &self,
        caller: &Caller,
        order: &OrderId,
        advance: Advance,
    ) -> Result<OrderView, Error> {
        if advance.by_machine {
            caller.require_of_machines(Permission::Internal)?;
        }
        let command = Command::Advance(advance);
        self.command(caller, order, Permission::SeeOrders, command).await
    }

    /// Takes the last completion back, within two minutes.
    pub async fn recall(&self, caller: &Caller, order: &OrderId) -> Result<OrderView, Error> {
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
                | Event::OrderCancelled { .. }
        )
    }

    async fn handle(&self, event: &Envelope) -> Result<(), HandleError> {
        self.record_step(event).await.map_err(HandleError::from)
    }
}
