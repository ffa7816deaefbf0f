//! Webhooks: the restaurant's own systems receive its events, signed, and again until they have answered.
//!
//! Owns the table Webhooks. Commits no events. Hears those of [`EVENTS`](domain::webhook::EVENTS). What is to be
//! sent is written down when the event comes and sent when [`PeriodicTask::run_due`] is asked for it.

mod deliveries;
mod endpoints;
mod fan_out;
mod secrets;
mod send;
mod silent;
mod store;

pub use secrets::purpose;

use super::cursor::Cursors;
use super::vault::Vault;
use async_trait::async_trait;
use domain::event::Envelope;
use domain::webhook::EVENTS;
use fan_out::Listening;
use ports::event_bus::{HandleError, Subscriber};
use ports::{Clock, Documents, HttpSender, PeriodicTask, Tenants};
use silent::Silent;
use std::sync::Arc;

/// The webhooks service.
#[derive(Debug)]
pub struct WebhooksService {
    documents: Arc<dyn Documents>,
    tenants: Arc<dyn Tenants>,
    sender: Arc<dyn HttpSender>,
    clock: Arc<dyn Clock>,
    cursors: Cursors,
    vault: Vault,
    listening: Listening,
    silent: Silent,
}

impl WebhooksService {
    pub fn new(
        documents: Arc<dyn Documents>,
        tenants: Arc<dyn Tenants>,
        sender: Arc<dyn HttpSender>,
        clock: Arc<dyn Clock>,
        cursors: Cursors,
        vault: Vault,
    ) -> Arc<WebhooksService> {
        Arc::new(WebhooksService {
            documents,
            tenants,
            sender,
            clock,
            cursors,
            vault,
            listening: fan_out::listening(),
            silent: Silent::default(),
        })
    }
}

#[async_trait]
impl Subscriber for WebhooksService {
    fn name(&self) -> &'static str {
        "webhooks"
    }

    fn wants(&self, event: &Envelope) -> bool {
        EVENTS.contains(&event.event.name())
    }

    async fn handle(&self, event: &Envelope) -> Result<(), HandleError> {
        self.write_down(event).await.map_err(HandleError::from)
    }
}

#[async_trait]
impl PeriodicTask for WebhooksService {
    fn name(&self) -> &'static str {
        "webhooks"
    }

    async fn run_due(&self) -> Result<usize, HandleError> {
        self.send_due().await.map_err(HandleError::from)
    }
}
