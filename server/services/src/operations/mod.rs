//! What the person who runs the system looks after: events that somebody could not handle.

use super::failure;
use api::ApiError;
use api::operations::DeadLetterView;
use async_trait::async_trait;
use domain::staff::Permission;
use ports::EventBus;
use rpc::context::Caller;
use rpc::operations::Operations;
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

#[async_trait]
impl Operations for OperationsService {
    async fn dead_letters(&self, caller: &Caller) -> Result<Vec<DeadLetterView>, ApiError> {
        caller.require(Permission::RetryDeadLetters)?;
        let letters = self
            .bus
            .dead_letters(&caller.tenant)
            .await
            .map_err(failure::engine)?;
        let view = |letter: ports::event_bus::DeadLetter| DeadLetterView {
            id: letter.id,
            subscriber: letter.subscriber,
            event: letter.envelope.event.name().to_owned(),
            subject: letter.envelope.subject,
            error: letter.error,
            failed_at: letter.failed_at,
        };
        Ok(letters.into_iter().map(view).collect())
    }

    async fn retry_dead_letter(&self, caller: &Caller, id: &str) -> Result<(), ApiError> {
        caller.require(Permission::RetryDeadLetters)?;
        let found = self
            .bus
            .retry(&caller.tenant, id)
            .await
            .map_err(failure::engine)?;
        if found { Ok(()) } else { Err(ApiError::not_found()) }
    }
}
