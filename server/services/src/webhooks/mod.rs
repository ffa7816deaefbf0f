//! Webhooks: the restaurant's own systems receive its events, signed, and again until they have answered.
//!
//! Owns the table Webhooks. Commits no events. Hears those of [`EVENTS`](domain::webhook::EVENTS). What is to be
//! sent is written down when the event comes and sent when [`PeriodicTask::run_due`] is asked for it.

mod deliveries;
mod endpoints;
mod fan_out;
mod send;
mod store;

use super::cursor::Cursors;
use super::failure;
use api::webhooks::{DeliveryView, NewWebhook, WebhookChange, WebhookView};
use api::{ApiError, Paged};
use async_trait::async_trait;
use domain::event::Envelope;
use domain::webhook::EVENTS;
use domain::{DeliveryId, WebhookId};
use fan_out::Listening;
use ports::event_bus::{HandleError, Subscriber};
use ports::{Clock, Documents, HttpSender, PeriodicTask, Tenants};
use rpc::context::Caller;
use rpc::webhooks::Webhooks;
use std::sync::Arc;

/// The webhooks service.
#[derive(Debug)]
pub struct WebhooksService {
    documents: Arc<dyn Documents>,
    tenants: Arc<dyn Tenants>,
    sender: Arc<dyn HttpSender>,
    clock: Arc<dyn Clock>,
    cursors: Cursors,
    listening: Listening,
}

impl WebhooksService {
    pub fn new(
        documents: Arc<dyn Documents>,
        tenants: Arc<dyn Tenants>,
        sender: Arc<dyn HttpSender>,
        clock: Arc<dyn Clock>,
        cursors: Cursors,
    ) -> Arc<WebhooksService> {
        Arc::new(WebhooksService {
            documents,
            tenants,
            sender,
            clock,
            cursors,
            listening: fan_out::listening(),
        })
    }
}

#[async_trait]
impl Webhooks for WebhooksService {
    async fn register(
        &self,
        caller: &Caller,
        key: Option<&str>,
        new: NewWebhook,
    ) -> Result<(WebhookView, bool), ApiError> {
        self.register_webhook(caller, key, new).await
    }

    async fn webhooks(&self, caller: &Caller) -> Result<Vec<WebhookView>, ApiError> {
        self.list_webhooks(caller).await
    }

    async fn webhook(&self, caller: &Caller, id: &WebhookId) -> Result<WebhookView, ApiError> {
        self.show_webhook(caller, id).await
    }

    async fn change(
        &self,
        caller: &Caller,
        id: &WebhookId,
        change: WebhookChange,
    ) -> Result<WebhookView, ApiError> {
        self.change_webhook(caller, id, change).await
    }

    async fn remove(&self, caller: &Caller, id: &WebhookId) -> Result<(), ApiError> {
        self.remove_webhook(caller, id).await
    }

    async fn rotate_secret(&self, caller: &Caller, id: &WebhookId) -> Result<WebhookView, ApiError> {
        self.rotate_webhook_secret(caller, id).await
    }

    async fn deliveries(
        &self,
        caller: &Caller,
        id: &WebhookId,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<Paged<DeliveryView>, ApiError> {
        self.list_deliveries(caller, id, cursor, limit).await
    }

    async fn redeliver(
        &self,
        caller: &Caller,
        id: &WebhookId,
        delivery: &DeliveryId,
    ) -> Result<DeliveryView, ApiError> {
        self.redeliver_event(caller, id, delivery).await
    }

    async fn test(&self, caller: &Caller, id: &WebhookId) -> Result<DeliveryView, ApiError> {
        self.test_webhook(caller, id).await
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
        self.write_down(event).await.map_err(failure::handle)
    }
}

#[async_trait]
impl PeriodicTask for WebhooksService {
    fn name(&self) -> &'static str {
        "webhooks"
    }

    async fn run_due(&self) -> Result<usize, HandleError> {
        self.send_due().await.map_err(failure::handle)
    }
}
