//! The log of what was sent, and sending it again.

use super::WebhooksService;
use super::fan_out::delivery_id;
use super::store::{self, Stored};
use crate::caller::Caller;
use crate::envelope::new_id;
use crate::error::Error;
use crate::retry;
use api::webhooks::DeliveryView;
use api::{Code, MAX_PAGE, Paged};
use domain::event::EVENT_VERSION;
use domain::webhook::{Delivery, PING};
use domain::{DeliveryId, EventId, WebhookId};
use ports::documents::{Expect, Query, Table};
use serde_json::json;
use texts::now::webhooks as texts;

impl WebhooksService {
    /// What was sent, newest first. It is kept for 30 days.
    pub async fn deliveries(
        &self,
        caller: &Caller,
        id: &WebhookId,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<Paged<DeliveryView>, Error> {
        self.own(caller, id).await?;
        let scope = format!("webhooks/{id}");
        let place = self
            .cursors
            .open_some(&caller.tenant, &scope, cursor.as_deref())?;
        let query = Query::partition(
            Table::Webhooks,
            store::deliveries_of(id),
            limit.clamp(1, MAX_PAGE),
        )
        .newest_first()
        .after(place);
        let page = self.documents.query(&caller.tenant, &query).await?;
        let mut items = Vec::with_capacity(page.documents.len());
        for document in &page.documents {
            items.push(store::stored_delivery(document)?.delivery.into());
        }
        let next_cursor = page
            .next
            .map(|place| self.cursors.seal(&caller.tenant, &scope, &place));
        Ok(Paged { items, next_cursor })
    }

    /// Sends something again, now. 409 when the address is switched off.
    pub async fn redeliver(
        &self,
        caller: &Caller,
        id: &WebhookId,
        delivery: &DeliveryId,
    ) -> Result<DeliveryView, Error> {
        let webhook = self.own(caller, id).await?;
        retry::change(retry::ATTEMPTS, || async {
            let found = store::load_delivery(&*self.documents, &caller.tenant, id, delivery).await?;
            let mut found = found.ok_or_else(Error::not_found)?;
            switched_on(&webhook)?;
            found.delivery.ask_again(self.clock.now());
            let expect = Expect::Version(found.version);
            let mut writes = vec![store::put_delivery(id, &found.delivery, &found.body, expect)?];
            writes.extend(store::put_due(id, &found.delivery)?);
            let committed = self.commit(&caller.tenant, writes).await;
            self.silent.speaks(id);
            retry::unless_overtaken(committed, found.delivery.into())
        })
        .await
    }

    /// Sends a `Ping`. 409 when the address is switched off.
    pub async fn test(&self, caller: &Caller, id: &WebhookId) -> Result<DeliveryView, Error> {
        let webhook = self.own(caller, id).await?;
        switched_on(&webhook)?;
        self.silent.speaks(id);
        let now = self.clock.now();
        let event = new_id(EventId::parse, EventId::PREFIX, now);
        let delivery = delivery_id(&event, id).ok_or_else(Error::internal)?;
        let body = json!({
            "id": event,
            "version": EVENT_VERSION,
            "tenantId": caller.tenant,
            "at": now,
            "actor": caller.actor()?.id,
            "subject": format!("webhook/{id}"),
            "type": PING,
            "data": {},
        });
        let delivery = Delivery::new(delivery, PING.to_owned(), event, now);
        self.enqueue(&caller.tenant, id, &delivery, &body.to_string())
            .await?;
        Ok(delivery.into())
    }
}

fn switched_on(webhook: &Stored) -> Result<(), Error> {
    if webhook.webhook.active {
        Ok(())
    } else {
        Err(Error::new(Code::Conflict, texts::SWITCHED_OFF))
    }
}
