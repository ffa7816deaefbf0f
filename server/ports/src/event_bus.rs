//! The way of events from the commit that made them to everyone who wants to know.

use super::{EngineError, EngineErrorKind};
use async_trait::async_trait;
use domain::event::Envelope;
use domain::failure::FailureCause;
use domain::{TenantId, Timestamp};
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

    /// Reacts. An error is tried again at once a few times; then the event is put among the dead letters, from where it
    /// is tried again for days ([`EventBus::retry_due`]), and the others go on.
    async fn handle(&self, event: &Envelope) -> Result<(), HandleError>;
}

/// Why a subscriber could not react.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{source}")]
pub struct HandleError {
    pub cause: FailureCause,
    source: Arc<dyn Error + Send + Sync>,
}

impl HandleError {
    /// A failure that somebody has to look at.
    pub fn new(source: impl Into<Box<dyn Error + Send + Sync>>) -> HandleError {
        HandleError::caused(FailureCause::Broken, source)
    }

    pub fn caused(cause: FailureCause, source: impl Into<Box<dyn Error + Send + Sync>>) -> HandleError {
        HandleError {
            cause,
            source: source.into().into(),
        }
    }
}

impl From<EngineError> for HandleError {
    fn from(error: EngineError) -> HandleError {
        let cause = match error.kind {
            EngineErrorKind::Unavailable => FailureCause::Unavailable,
            EngineErrorKind::Broken | EngineErrorKind::Denied => FailureCause::Broken,
        };
        HandleError::caused(cause, error)
    }
}

/// A published event with its place in a stream. Cursors of one tenant's events grow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    pub cursor: u64,
    pub envelope: Arc<Envelope>,
}

/// An event that a subscriber could not handle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadLetter {
    /// Opaque; names this letter for [`EventBus::retry`].
    pub id: String,
    pub subscriber: String,
    pub cause: FailureCause,
    pub error: String,
    /// When it failed last.
    pub failed_at: Timestamp,
    /// How often it has failed, each time after several tries at once.
    pub tries: u32,
    /// When it is tried again by itself; `None` once it was tried for days, so that it waits for somebody.
    pub due_at: Option<Timestamp>,
    /// The event's name on the wire, and what it is about, as far as they can be read.
    pub event: String,
    pub subject: String,
    /// `None` where this version cannot read it, such as after a step back: a version that can delivers it.
    pub envelope: Option<Envelope>,
}

/// What is kept of a failure beside the event; the fields are those of [`DeadLetter`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    pub subscriber: String,
    pub cause: FailureCause,
    pub error: String,
    pub failed_at: Timestamp,
    pub tries: u32,
    pub due_at: Option<Timestamp>,
}

impl DeadLetter {
    /// The letter `id` of an event that was kept as JSON.
    pub fn read(id: String, failure: Failure, event: &str) -> DeadLetter {
        let Failure {
            subscriber,
            cause,
            error,
            failed_at,
            tries,
            due_at,
        } = failure;
        let kept: serde_json::Value = serde_json::from_str(event).unwrap_or_default();
        let part = |name: &str| {
            kept.get(name)
                .and_then(|part| part.as_str())
                .unwrap_or_default()
                .to_owned()
        };
        DeadLetter {
            id,
            subscriber,
            cause,
            error,
            failed_at,
            tries,
            due_at,
            event: part("type"),
            subject: part("subject"),
            envelope: serde_json::from_str(event).ok(),
        }
    }

    /// The event, to deliver it again.
    pub fn readable(&self) -> Result<&Envelope, HandleError> {
        let unreadable = || {
            let detail = format!(
                "this version cannot read the event {} of the letter {}",
                self.event, self.id
            );
            HandleError::caused(FailureCause::Unreadable, detail)
        };
        self.envelope.as_ref().ok_or_else(unreadable)
    }
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

    /// Whether what is committed now would be kept: whoever watches the process asks, at a rate of their own.
    async fn ready(&self, tenant: &TenantId) -> Result<(), EngineError> {
        self.latest(tenant).await.map(|_| ())
    }

    /// A tenant's events that could not be handled, newest first, at most 100.
    async fn dead_letters(&self, tenant: &TenantId) -> Result<Vec<DeadLetter>, EngineError>;

    /// Delivers a dead letter once more. It is gone when that succeeds and stays, with its new error, when not.
    /// `false` when there is no such letter of this tenant.
    async fn retry(&self, tenant: &TenantId, id: &str) -> Result<bool, EngineError>;

    /// Delivers the letters once more whose time has come, of all tenants, some of them at least, and says how many were
    /// handled. Those of one subscriber of one tenant wait for each other and for nobody else: while what they need does
    /// not answer, one of them is tried a round; when one is handled, all others are due.
    async fn retry_due(&self) -> Result<usize, EngineError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_that_this_version_cannot_read_is_still_a_letter() {
        let event = r#"{"id":"e_1","version":9,"type":"OrderTeleported","subject":"order/o_1","data":{}}"#;
        let failure = Failure {
            subscriber: "workflow".into(),
            cause: FailureCause::Unreadable,
            error: "why".into(),
            failed_at: Timestamp(1),
            tries: 1,
            due_at: None,
        };
        let letter = DeadLetter::read("7".into(), failure.clone(), event);
        assert_eq!(
            (letter.event.as_str(), letter.subject.as_str()),
            ("OrderTeleported", "order/o_1")
        );
        assert!(letter.readable().is_err());
        let broken = DeadLetter::read("8".into(), failure, "not JSON");
        assert_eq!((broken.event.as_str(), broken.envelope), ("", None));
    }
}
