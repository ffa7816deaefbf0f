//! The way of events from the commit that made them to everyone who wants to know.

use super::EngineError;
use async_trait::async_trait;
use domain::event::Envelope;
use domain::{TenantId, Timestamp};
use serde::{Deserialize, Serialize};
use std::error::Error;
use std::fmt::Debug;
use std::sync::Arc;
use tokio::sync::broadcast;

/// Somebody who reacts to events. An event may come more than once and, between different subjects, in any order; the
/// result must be the same.
#[async_trait]
pub trait Subscriber: Debug + Send + Sync {
    /// Stable name: what was delivered is remembered under it.
    fn name(&self) -> &'static str;

    /// Whether this event is of interest.
    fn wants(&self, event: &Envelope) -> bool;

    /// Reacts. An error is tried again a few times, then the event is put among the dead letters and the others go
    /// on.
    async fn handle(&self, event: &Envelope) -> Result<(), HandleError>;
}

/// Why a subscriber could not react.
#[derive(Debug, Clone, thiserror::Error)]
#[error(transparent)]
pub struct HandleError(Arc<dyn Error + Send + Sync>);

impl HandleError {
    pub fn new(source: impl Into<Box<dyn Error + Send + Sync>>) -> HandleError {
        HandleError(source.into().into())
    }
}

impl From<EngineError> for HandleError {
    fn from(error: EngineError) -> HandleError {
        HandleError::new(error)
    }
}

/// A published event with its place in a stream. Cursors of one tenant's events grow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    pub cursor: u64,
    pub envelope: Arc<Envelope>,
}

/// An event that a subscriber could not handle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeadLetter {
    /// Opaque; names this letter for [`EventBus::retry`].
    pub id: String,
    pub subscriber: String,
    pub error: String,
    pub failed_at: Timestamp,
    pub envelope: Envelope,
}

/// Carries committed events to the subscribers and to the live streams.
#[async_trait]
pub trait EventBus: Debug + Send + Sync {
    /// Adds a subscriber. Do so before the first event is delivered.
    fn subscribe(&self, subscriber: Arc<dyn Subscriber>);

    /// Delivers everything that is committed and not delivered yet, and what the subscribers commit meanwhile.
    async fn run_until_idle(&self) -> Result<(), EngineError>;

    /// Events as they are published, of all tenants: a subscriber that passes them on filters by tenant. A receiver that lags
    /// behind loses the oldest and reads them again with [`EventBus::since`].
    fn watch(&self) -> broadcast::Receiver<Published>;

    /// A tenant's events after a cursor, oldest first, at most `limit`. Events are kept a day at least; when the
    /// cursor is older than the oldest kept one, what is there is given.
    async fn since(
        &self,
        tenant: &TenantId,
        cursor: u64,
        limit: usize,
    ) -> Result<Vec<Published>, EngineError>;

    /// Where the events of a tenant end: after this cursor [`EventBus::since`] has nothing yet. It is the cursor of the
    /// tenant's newest event, or of a newer one of somebody else where the engine counts all events together.
    async fn latest(&self, tenant: &TenantId) -> Result<u64, EngineError>;

    /// A tenant's events that could not be handled, newest first, at most 100.
    async fn dead_letters(&self, tenant: &TenantId) -> Result<Vec<DeadLetter>, EngineError>;

    /// Delivers a dead letter once more. It is gone when that succeeds and stays, with its new error, when not.
    /// `false` when there is no such letter of this tenant.
    async fn retry(&self, tenant: &TenantId, id: &str) -> Result<bool, EngineError>;
}
