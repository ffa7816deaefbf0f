//! How a subscriber is asked to handle an event: a few times, and never so that its panic is anybody else's.

use crate::correlation::correlated;
use crate::event_bus::{HandleError, Subscriber};
use domain::event::Envelope;
use futures::FutureExt;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

/// The pauses before the second and the third try; there is no fourth.
const PAUSES: [Duration; 2] = [Duration::from_millis(50), Duration::from_millis(250)];

/// Asks three times at most.
pub async fn deliver_with_retries(subscriber: &dyn Subscriber, event: &Envelope) -> Result<(), HandleError> {
    for pause in PAUSES {
        match deliver_once(subscriber, event).await {
            Ok(()) => return Ok(()),
            Err(error) => {
                tracing::debug!(subscriber = subscriber.name(), %error, "an event will be tried again");
                tokio::time::sleep(pause).await;
            }
        }
    }
    deliver_once(subscriber, event).await
}

/// Asks once; a panic is a failure.
pub async fn deliver_once(subscriber: &dyn Subscriber, event: &Envelope) -> Result<(), HandleError> {
    let handling = correlated(event.correlation_id.clone(), subscriber.handle(event));
    let handling = AssertUnwindSafe(handling).catch_unwind();
    handling
        .await
        .unwrap_or_else(|_| Err(HandleError::new("the subscriber panicked")))
}
