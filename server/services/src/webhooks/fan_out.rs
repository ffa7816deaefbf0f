//! An event becomes one delivery for each address that wants to receive it.

use super::{WebhooksService, store};
use crate::error::Error;
use crate::remembered::Remembered;
use domain::event::Envelope;
use domain::time::SECOND_MS;
use domain::webhook::{Delivery, Webhook};
use domain::{DeliveryId, EventId, TenantId, WebhookId};
use ports::documents::{CommitError, Expect};
use std::sync::Arc;

/// Every event of every restaurant asks for the addresses: they are remembered for so long. Changes in this process
/// count at once, those in another one after this time.
const REMEMBERED_MS: i64 = 2 * SECOND_MS;

/// Maximum number of restaurants that are remembered.
const MAX_REMEMBERED: usize = 10_000;

/// The addresses of restaurants, as they were read not long ago.
pub(super) type Listening = Remembered<TenantId, Arc<[Webhook]>>;

pub(super) fn listening() -> Listening {
    Remembered::new(MAX_REMEMBERED, REMEMBERED_MS)
}

impl WebhooksService {
    /// Writes down what is to be sent. An event that comes twice is written down once.
    pub(super) async fn write_down(&self, event: &Envelope) -> Result<(), Error> {
        let tenant = &event.tenant_id;
        let name = event.event.name();
        let webhooks = self.webhooks_of(tenant).await?;
        for webhook in webhooks.iter().filter(|webhook| webhook.wants(name)) {
            let Some(id) = delivery_id(&event.id, &webhook.id) else {
                return Err(Error::internal());
            };
            let body = serde_json::to_string(event).map_err(|_| Error::internal())?;
            let delivery = Delivery::new(id, name.to_owned(), event.id.clone(), self.clock.now());
            self.enqueue(tenant, &webhook.id, &delivery, &body).await?;
        }
        Ok(())
    }

    /// Writes one delivery down, unless it is there already.
    pub(super) async fn enqueue(
        &self,
        tenant: &TenantId,
        webhook: &WebhookId,
        delivery: &Delivery,
        body: &str,
    ) -> Result<(), Error> {
        let mut writes = vec![store::put_delivery(webhook, delivery, body, Expect::Absent)?];
        writes.extend(store::put_due(webhook, delivery)?);
        match self.commit(tenant, writes).await {
            Ok(()) | Err(CommitError::ConditionFailed { .. }) => Ok(()),
            Err(CommitError::Engine(error)) => Err(error.into()),
        }
    }

    pub(super) async fn webhooks_of(&self, tenant: &TenantId) -> Result<Arc<[Webhook]>, Error> {
        let now = self.clock.now();
        if let Some(found) = self.listening.get(tenant, now) {
            return Ok(found);
        }
        let lookup = self.listening.lookup();
        let all = store::all(&*self.documents, tenant).await?;
        let webhooks: Arc<[Webhook]> = all.into_iter().map(|stored| stored.webhook).collect();
        self.listening
            .keep(lookup, tenant.clone(), Arc::clone(&webhooks), now);
        Ok(webhooks)
    }
}

/// The id of an event's delivery to an address: the event's own, which begins with its time, and the end of the
/// address's, so that the same event and address always give the same id.
pub(super) fn delivery_id(event: &EventId, webhook: &WebhookId) -> Option<DeliveryId> {
    let event = event.as_str().strip_prefix(EventId::PREFIX)?;
    let webhook = webhook.as_str().strip_prefix(WebhookId::PREFIX)?;
    let end: String = webhook
        .chars()
        .skip(webhook.chars().count().saturating_sub(8))
        .collect();
    DeliveryId::parse(format!("{}{event}{end}", DeliveryId::PREFIX)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delivery_is_named_by_its_event_and_address() {
        let event = EventId::parse("e_01k8e0000000000000000000aa").unwrap();
        let id = |webhook: &str| delivery_id(&event, &WebhookId::parse(webhook).unwrap());
        let first = id("w_01k8e0000000000000abcdefgh").unwrap();
        assert_eq!(first.as_str(), "d_01k8e0000000000000000000aaabcdefgh");
        assert_eq!(id("w_01k8e0000000000000abcdefgh"), Some(first.clone()));
        assert_ne!(id("w_01k8e0000000000000abcdefgx"), Some(first));
    }
}
