//! The supervision of orders: time limits that survive a restart, and escalation. The order's state in the store is
//! the truth; a supervisor that is down stops no kitchen.

use super::EngineError;
use super::event_bus::HandleError;
use async_trait::async_trait;
use domain::stage::CurrentStep;
use domain::{OrderId, TenantId, Timestamp};
use std::fmt::Debug;
use std::sync::Arc;

/// What is done when a time limit passes.
#[async_trait]
pub trait OnDeadline: Debug + Send + Sync {
    /// The order still stood at this step at its limit, as far as the supervisor knows. An error is tried again.
    async fn deadline(
        &self,
        tenant: &TenantId,
        order: &OrderId,
        step: CurrentStep,
    ) -> Result<(), HandleError>;
}

/// How an order ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Delivered,
    Cancelled,
}

/// Supervises orders, one execution each.
#[async_trait]
pub trait Workflows: Debug + Send + Sync {
    /// Says what is done at a limit. Do so before the first order is supervised.
    fn on_deadline(&self, handler: Arc<dyn OnDeadline>);

    /// Begins to supervise an order that awaits its payment until `limit`. Starting twice is starting once.
    async fn start(&self, tenant: &TenantId, order: &OrderId, limit: Timestamp) -> Result<(), EngineError>;

    /// The order moved to `step`, which is its state of a version, and should leave it before `limit`. An order that was
    /// never started is started here, and one that was stopped with an earlier version is supervised again: what was
    /// finished by mistake is taken back. News that come out of their order change nothing where a later version has come.
    async fn resume(
        &self,
        tenant: &TenantId,
        order: &OrderId,
        step: CurrentStep,
        version: u64,
        limit: Timestamp,
    ) -> Result<(), EngineError>;

    /// The order is finished, in its state of a version. Stopping twice, or what was never started, is fine; after that,
    /// nothing of this order is supervised but what a later version says.
    async fn stop(
        &self,
        tenant: &TenantId,
        order: &OrderId,
        outcome: Outcome,
        version: u64,
    ) -> Result<(), EngineError>;

    /// Fires every limit that has passed by now: what the engine does by itself every second, for tests.
    async fn run_due(&self) -> Result<usize, EngineError>;
}
