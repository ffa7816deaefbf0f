//! What the person who runs the system looks after: events that somebody could not handle.

use crate::caller::Caller;
use crate::error::Error;
use api::operations::DeadLetterView;
use domain::staff::Permission;
use ports::EventBus;
use std::sync::Arc;

/// The operations service.
#[derive(Debug)]
pub struct OperationsService {
    bus: Arc<dyn EventBus>,
}

impl OperationsService {
    pub fn new(bus: Arc<dyn EventBus>) -> Arc<OperationsService> {
        Arc::new(OperationsService { bus })
    }
}

impl OperationsService {
    /// The restaurant's dead letters, newest first. Managers.
    pub async fn dead_letters(&self, caller: &Caller) -> Result<Vec<DeadLetterView>, Error> {
        caller.require(Permission::RetryDeadLetters)?;
        let letters = self.bus.dead_letters(&caller.tenant).await?;
        let view = |letter: ports::event_bus::DeadLetter| DeadLetterView {
            id: letter.id,
            subscriber: letter.subscriber,
            event: letter.event,
            subject: letter.subject,
            cause: letter.cause,
            error: letter.error,
            failed_at: letter.failed_at,
            tries: letter.tries,
            due_at: letter.due_at,
        };
        Ok(letters.into_iter().map(view).collect())
    }

    /// Delivers one again. Managers. 404 when there is no such letter.
    pub async fn retry_dead_letter(&self, caller: &Caller, id: &str) -> Result<(), Error> {
        caller.require(Permission::RetryDeadLetters)?;
        let found = self.bus.retry(&caller.tenant, id).await?;
        if found { Ok(()) } else { Err(Error::not_found()) }
    }
}
