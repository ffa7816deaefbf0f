//! What was written in the store since it was looked at last.

use super::{Changes, Model, Of, SeenClaim, SeenRequest};
use crate::calls::Secret;
use crate::process::Process;
use crate::restaurants::Restaurant;
use domain::catering::CateringRequest;
use domain::claim::ClaimNumber;
use domain::order::Order;
use domain::payment::Payment;
use domain::{CustomerId, ProductId, Timestamp};
use engine_memory::Changed;
use ports::documents::{Document, Key, Table};
use ports::{EngineError, EventBus};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Maximum number of events of a restaurant that are read at once.
const EVENTS: usize = 10_000;

impl Model {
    /// Looks at everything that has changed in the store.
    pub async fn observe(
        &mut self,
        process: &Process,
        restaurants: &[Restaurant],
    ) -> Result<Changes, EngineError> {
        let mut changes = Changes::default();
        let (written, seen) = process.memory.documents.changed(self.seen, is_seen);
        self.seen = seen;
        self.now = Some(process.clock.now());
        for Changed {
            tenant,
            key,
            document,
        } in written
        {
            let Some(document) = document else {
                self.see_removed(tenant, &key);
                continue;
            };
            if !restaurants.iter().any(|restaurant| restaurant.id == tenant) {
                continue;
            }
            let of = (tenant, document);
            match of.1.key.table {
                Table::Orders => self.see_order(of, &mut changes)?,
                Table::Payments => self.see_payment(of, &mut changes)?,
                Table::Catalog if of.1.key.pk == "TENANT" => {
                    changes.rules += 1;
                    self.see_settings(of)?;
                }
                Table::Catalog => self.see_product(of, &mut changes),
                Table::Customers => self.see_customer(of),
                Table::Webhooks => self.see_webhook(of)?,
                Table::Claims => self.see_claim(of, &mut changes)?,
                Table::Catering => self.see_request(of, &mut changes)?,
                _ => {}
            }
        }
        for Restaurant { id, .. } in restaurants {
            let known = self.events.entry(id.clone()).or_default();
            let last = known.last().map_or(0, |event| event.cursor);
            let new = process.memory.event_bus.since(id, last, EVENTS).await?;
            known.extend(new.iter().cloned());
            changes
                .events
                .extend(new.into_iter().map(|event| (id.clone(), event)));
        }
        self.see_hooks_changed();
        Ok(changes)
    }

    fn see_settings(&mut self, (tenant, document): Of<Document>) -> Result<(), EngineError> {
        if let Some(settings) = part(&document, "/data")? {
            self.settings.insert(tenant, settings);
        }
        Ok(())
    }

    fn see_customer(&mut self, (tenant, document): Of<Document>) {
        let id = document.key.pk.strip_prefix("CUSTOMER#").map(CustomerId::parse);
        if let Some(Ok(id)) = id {
            let record = document.body.json();
            let blocked = record.pointer("/blocked").and_then(Value::as_bool);
            match blocked.unwrap_or(false) {
                true => self.blocked.insert((tenant, id)),
                false => self.blocked.remove(&(tenant, id)),
            };
        }
    }

    fn see_order(
        &mut self,
        (tenant, document): Of<Document>,
        changes: &mut Changes,
    ) -> Result<(), EngineError> {
        if document.key.pk.starts_with("ORDER#UNSETTLED#") {
            changes.touched.insert(tenant.clone());
            self.counters.insert((tenant, document.key), document.counters);
            return Ok(());
        }
        // Other records lie beside the orders, and some documents are counters alone.
        let Some(StoredOrder { order: Some(order) }) = stored(&document)? else {
            return Ok(());
        };
        changes.touched.insert(tenant.clone());
        let key = (tenant, order.head.id.clone());
        let before = self.orders.insert(key, order.clone());
        changes.orders.push((before, order));
        Ok(())
    }

    fn see_payment(
        &mut self,
        (tenant, document): Of<Document>,
        changes: &mut Changes,
    ) -> Result<(), EngineError> {
        if let Some(StoredPayment {
            payment: Some(payment),
        }) = stored(&document)?
        {
            changes.touched.insert(tenant.clone());
            let key = (tenant.clone(), payment.order_id.clone());
            let before = self.payments.insert(key, payment.clone());
            // When it is looked at again may be all that was written.
            if before.as_ref() != Some(&payment) {
                changes.payments.push((tenant, payment));
            }
        }
        Ok(())
    }

    fn see_product(&mut self, (tenant, document): Of<Document>, changes: &mut Changes) {
        if document.key.sk.starts_with("STOCK#") {
            changes.touched.insert(tenant.clone());
            self.counters.insert((tenant, document.key), document.counters);
            return;
        }
        let product = document.key.sk.strip_prefix("PRODUCT#").map(ProductId::parse);
        let record = document.body.json();
        let active = record.pointer("/data/product/active").and_then(Value::as_bool);
        if let (Some(Ok(product)), Some(active)) = (product, active) {
            changes.touched.insert(tenant.clone());
            match active {
                false => {
                    let until = record.pointer("/data/product/offUntil");
                    let until = until.and_then(Value::as_str).and_then(Timestamp::parse);
                    self.off.insert((tenant, product), until);
                }
                true => {
                    self.off.remove(&(tenant, product));
                }
            }
        }
    }

    fn see_claim(
        &mut self,
        (tenant, document): Of<Document>,
        changes: &mut Changes,
    ) -> Result<(), EngineError> {
        let sk = &document.key.sk;
        let sheet = document.key.pk.strip_prefix("SHEET#");
        let Some(number) = sheet.or(sk.strip_prefix("CLAIM#")).and_then(number) else {
            return Ok(());
        };
        let key = (tenant, number);
        let seen: &mut SeenClaim = self.claims.entry(key.clone()).or_default();
        match sk.as_str() {
            "REPLY" => seen.reply = part(&document, "/data")?,
            "OFFER" => seen.offer = part(&document, "/data")?,
            "OFFER-SENT" => seen.offer_sent = true,
            "OFFER-ANSWER" => seen.offer_answer = part(&document, "/data")?,
            "REFUNDED" => seen.refunded = Some(part(&document, "/data/amount")?.flatten()),
            _ if sheet.is_none() => {
                seen.claim = part(&document, "/data/claim")?;
                seen.key = part(&document, "/data/key")?.map(Secret);
            }
            _ => {}
        }
        changes.claims.insert(key);
        Ok(())
    }

    fn see_request(
        &mut self,
        (tenant, document): Of<Document>,
        changes: &mut Changes,
    ) -> Result<(), EngineError> {
        if let Some(StoredRequest {
            request: Some(request),
            link: Some(link),
        }) = stored(&document)?
        {
            let link = Secret(link);
            let seen = SeenRequest {
                request: request.clone(),
                link,
            };
            let before = self.requests.insert((tenant, request.id.clone()), seen);
            changes.requests.push((before.map(|seen| seen.request), request));
        }
        Ok(())
    }
}

/// Whether a document is one of which something is known here.
fn is_seen(key: &Key) -> bool {
    match key.table {
        Table::Orders => key.pk.starts_with("ORDER#") && key.sk == "INFO",
        Table::Payments => key.pk.starts_with("PAYMENT#") && key.sk == "INFO",
        Table::Catalog => {
            key.sk == "SETTINGS" || key.sk.starts_with("STOCK#") || key.sk.starts_with("PRODUCT#")
        }
        Table::Customers => key.pk.starts_with("CUSTOMER#") && key.sk == "INFO",
        Table::Webhooks => key.sk.starts_with("WEBHOOK#") || key.sk.starts_with("DELIVERY#"),
        Table::Claims => true,
        Table::Catering => key.pk.starts_with("REQUEST#"),
        _ => false,
    }
}

/// The number of a claim in the form in which it sorts: `2026#000000001`.
fn number(sortable: &str) -> Option<ClaimNumber> {
    let (year, sequence) = sortable.split_once('#')?;
    ClaimNumber::new(sequence.parse().ok()?, year.parse().ok()?)
}

/// What is looked at of a record about an order; other records have no such part.
#[derive(Deserialize)]
struct StoredOrder {
    order: Option<Order>,
}

/// The same of a payment.
#[derive(Deserialize)]
struct StoredPayment {
    payment: Option<Payment>,
}

/// The same of a request for catering, and the secret of its link.
#[derive(Deserialize)]
struct StoredRequest {
    request: Option<CateringRequest>,
    link: Option<String>,
}

/// A record; `None` where there is none. Beside its document stays what the services have read from it, and nothing of this.
fn stored<T: DeserializeOwned>(document: &Document) -> Result<Option<T>, EngineError> {
    serde_json::from_str(document.body.text())
        .map_err(|error| EngineError::broken("simulation", error).about(&document.key.pk))
}

/// A part of a record; `None` where the document has no such part.
pub(super) fn part<T: DeserializeOwned>(
    document: &Document,
    pointer: &str,
) -> Result<Option<T>, EngineError> {
    let record = document.body.json();
    let Some(part) = record.pointer(pointer) else {
        return Ok(None);
    };
    T::deserialize(part)
        .map(Some)
        .map_err(|error| EngineError::broken("simulation", error).about(&document.key.pk))
}
