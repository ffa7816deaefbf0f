//! Supervision: an order that nobody pays is cancelled, once the gateway was asked; a stage that takes too long is called out.
//!
//! Owns nothing. Hears the events of an order's life and tells the workflow engine; what the engine finds overdue it
//! turns into commands. The order in the store decides whether they still apply.

use crate::catalog::CatalogService;
use crate::error::Error;
use crate::orders::OrdersService;
use crate::payments::PaymentsService;
use api::Code;
use async_trait::async_trait;
use domain::event::{Envelope, Event, OrderRef, StageChange};
use domain::order::{Actor, Command, Order, State};
use domain::stage::{CurrentStep, PAYMENT_TIME_LIMIT_MINUTES, Stage};
use domain::tenant::Tenant;
use domain::{OrderId, TenantId, Timestamp};
use ports::Workflows;
use ports::event_bus::{HandleError, Subscriber};
use ports::workflows::{OnDeadline, Outcome};
use std::sync::Arc;

/// The workflow service.
#[derive(Debug)]
pub struct WorkflowService {
    workflows: Arc<dyn Workflows>,
    orders: Arc<OrdersService>,
    catalog: Arc<CatalogService>,
    payments: Arc<PaymentsService>,
}

impl WorkflowService {
    pub fn new(
        workflows: Arc<dyn Workflows>,
        orders: Arc<OrdersService>,
        catalog: Arc<CatalogService>,
        payments: Arc<PaymentsService>,
    ) -> Arc<WorkflowService> {
        Arc::new(WorkflowService {
            workflows,
            orders,
            catalog,
            payments,
        })
    }

    /// The order stands at a stage since `since`; it should leave it within the restaurant's target. News may come late
    /// and out of order: where the order has gone on meanwhile, other news say so.
    async fn at_stage(
        &self,
        tenant: &TenantId,
        order: &OrderRef,
        stage: Stage,
        since: Timestamp,
    ) -> Result<(), HandleError> {
        let (order, version) = (&order.order_id, order.version);
        let found = self.orders.find(tenant, order).await?;
        let Some(found) = found else { return Ok(()) };
        let waits_since = match found.state {
            State::Working {
                stage: current,
                since,
                ..
            } if current == stage => Some(since),
            _ => None,
        };
        let Some(waits_since) = waits_since else {
            return Ok(());
        };
        let restaurant = self.catalog.tenant(tenant).await?;
        let targets = restaurant.targets_to(found.head.fulfilment.district());
        // An order for later waits in the kitchen from a time that is still to come.
        let limit = since
            .max(waits_since)
            .plus_minutes(stage.target_minutes(&targets));
        Ok(self
            .workflows
            .resume(tenant, order, stage.current_step(), version, limit)
            .await?)
    }

    /// Somebody has taken a stage. Where it is an order for later with which they begin early, it should leave the stage within the
    /// target from now on; of others the limit is known, and being taken does not change it.
    async fn begun_early(
        &self,
        tenant: &TenantId,
        order: &OrderRef,
        stage: Stage,
        at: Timestamp,
    ) -> Result<(), HandleError> {
        let found = self.orders.find(tenant, &order.order_id).await?;
        let early = found.is_some_and(|found| {
            let since_then = matches!(found.state, State::Working { since, .. } if since == at);
            since_then && at < found.head.cook_from()
        });
        match early {
            true => self.at_stage(tenant, order, stage, at).await,
            false => Ok(()),
        }
    }
}

impl WorkflowService {
    /// Has an open order supervised as it stands, where it is not. The limit is counted from when it came there.
    pub async fn supervise_again(&self, tenant: &TenantId, order: &OrderId) -> Result<(), Error> {
        let Some(found) = self.orders.find(tenant, order).await? else {
            return Ok(());
        };
        let restaurant = self.catalog.tenant(tenant).await?;
        let Some(limit) = limit(&found, &restaurant) else {
            return Ok(());
        };
        match found.open_stage() {
            None => self.workflows.start(tenant, order, limit).await?,
            Some((stage, _)) => {
                let step = stage.current_step();
                self.workflows
                    .resume(tenant, order, step, found.version, limit)
                    .await?;
            }
        }
        Ok(())
    }
}

/// When the supervision of an order acts next, by where it stands; `None` where it has nothing more to do.
pub fn limit(order: &Order, restaurant: &Tenant) -> Option<Timestamp> {
    match &order.state {
        State::AwaitingPayment => order.ends_at(),
        State::Working {
            stage,
            since,
            overdue: false,
            ..
        } => {
            let targets = restaurant.targets_to(order.head.fulfilment.district());
            Some(since.plus_minutes(stage.target_minutes(&targets)))
        }
        State::Working { .. } | State::Completed { .. } | State::Cancelled { .. } => None,
    }
}

#[async_trait]
impl Subscriber for WorkflowService {
    fn name(&self) -> &'static str {
        "workflow"
    }

    fn wants(&self, event: &Envelope) -> bool {
        // Neither how the money stands nor what was ordered changes a time limit.
        let other = matches!(
            event.event,
            Event::OrderPaymentUpdated { .. } | Event::OrderEdited { .. }
        );
        event.event.order().is_some() && !other
    }

    async fn handle(&self, event: &Envelope) -> Result<(), HandleError> {
        let tenant = &event.tenant_id;
        match &event.event {
            Event::OrderCreated { order, .. } => {
                let paid = order.placed_at.plus_minutes(PAYMENT_TIME_LIMIT_MINUTES);
                let limit = order.ends_at.unwrap_or(paid);
                Ok(self.workflows.start(tenant, &order.order_id, limit).await?)
            }
            Event::OrderConfirmed { order, at, .. } => {
                self.at_stage(tenant, order, Stage::Cooking, *at).await
            }
            Event::OrderStageStarted { order, stage, at, .. } => {
                self.begun_early(tenant, order, *stage, *at).await
            }
            Event::OrderStageCompleted {
                order,
                step,
                next: Some(next),
                ..
            } => self.at_stage(tenant, order, *next, step.finished_at).await,
            Event::OrderStageUpdated {
                order,
                stage,
                change: StageChange::Recalled { .. } | StageChange::BroughtForward,
                at,
                ..
            } => self.at_stage(tenant, order, *stage, *at).await,
            Event::OrderCancelled { order, .. } => Ok(self
                .workflows
                .stop(tenant, &order.order_id, Outcome::Cancelled, order.version)
                .await?),
            Event::OrderDelivered { order, .. } => Ok(self
                .workflows
                .stop(tenant, &order.order_id, Outcome::Delivered, order.version)
                .await?),
            _ => Ok(()),
        }
    }
}

#[async_trait]
impl OnDeadline for WorkflowService {
    async fn deadline(
        &self,
        tenant: &TenantId,
        order: &OrderId,
        step: CurrentStep,
    ) -> Result<(), HandleError> {
        let command = match step {
            CurrentStep::Created => {
                self.payments.look_before_end(tenant, order).await?;
                Command::Expire
            }
            CurrentStep::Cooking => Command::MarkOverdue {
                stage: Stage::Cooking,
            },
            CurrentStep::Packaging => Command::MarkOverdue {
                stage: Stage::Packaging,
            },
            CurrentStep::Delivery => Command::MarkOverdue {
                stage: Stage::Delivery,
            },
            CurrentStep::Delivered => return Ok(()),
        };
        match self
            .orders
            .execute(tenant, order, command, &Actor::system())
            .await
        {
            Ok(_) => Ok(()),
            Err(error) if matches!(error.code(), Code::NotFound | Code::OrderClosed) => Ok(()),
            Err(error) => Err(HandleError::from(error)),
        }
    }
}
