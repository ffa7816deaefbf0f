//! How webhooks are stored: the addresses of a restaurant together, the deliveries of an address by time, and what is
//! due for an address by when it is due.

use crate::error::Error;
use crate::readable::readable;
use domain::time::DAY_MS;
use domain::webhook::{Delivery, MAX_WEBHOOKS, Webhook};
use domain::{DeliveryId, TenantId, Timestamp, WebhookId};
use ports::Documents;
use ports::documents::{Document, Expect, Key, Query, Table, Write};
use serde::{Deserialize, Serialize};

/// The form of the records that this code writes.
const SCHEMA_VERSION: u32 = 1;

/// Deliveries are kept for so long.
const KEPT_MS: i64 = 30 * DAY_MS;

const ADDRESSES: &str = "ADDRESSES";
/// Partition of what was due before each address had a partition of its own.
const DUE_OF_ALL: &str = "DUE";
const LEFT: &str = "left";

#[derive(Debug, Clone, Serialize, Deserialize)]
struct WebhookRecord {
    form: u32,
    webhook: Webhook,
    secret: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct DeliveryRecord {
    form: u32,
    delivery: Delivery,
    /// As it is sent.
    body: String,
}

/// Points to a delivery that is to be tried.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Due {
    pub webhook: WebhookId,
    pub delivery: DeliveryId,
    pub at: Timestamp,
}

/// An address with its secret and the version of its document.
#[derive(Debug, Clone)]
pub struct Stored {
    pub webhook: Webhook,
    /// See [`secrets`](super::secrets).
    pub secret: String,
    pub version: u64,
}

/// A delivery with what is sent and the version of its document.
#[derive(Debug, Clone)]
pub struct StoredDelivery {
    pub delivery: Delivery,
    pub body: String,
    pub version: u64,
}

fn webhook_key(id: &WebhookId) -> Key {
    Key::new(Table::Webhooks, ADDRESSES, format!("WEBHOOK#{id}"))
}

/// Partition of the deliveries of an address. Their ids sort by time.
pub fn deliveries_of(webhook: &WebhookId) -> String {
    format!("WEBHOOK#{webhook}")
}

fn delivery_key(webhook: &WebhookId, id: &DeliveryId) -> Key {
    Key::new(Table::Webhooks, deliveries_of(webhook), format!("DELIVERY#{id}"))
}

fn due_key(due: &Due) -> Key {
    let Due {
        webhook,
        delivery,
        at,
    } = due;
    Key::new(
        Table::Webhooks,
        format!("DUE#{webhook}"),
        format!("{:015}#{delivery}", at.0),
    )
}

fn old_due_key(due: &Due) -> Key {
    let Due {
        webhook,
        delivery,
        at,
    } = due;
    Key::new(
        Table::Webhooks,
        DUE_OF_ALL,
        format!("{:015}#{webhook}#{delivery}", at.0),
    )
}

/// The write that takes one of the places for addresses; it fails when there is none left.
pub fn take_place() -> Write {
    Write::Add {
        key: Key::new(Table::Webhooks, ADDRESSES, "PLACES"),
        counter: LEFT.into(),
        delta: -1,
        floor: Some(-MAX_WEBHOOKS),
    }
}

pub fn give_place_back() -> Write {
    Write::add(Key::new(Table::Webhooks, ADDRESSES, "PLACES"), LEFT, 1)
}

pub fn put(webhook: &Webhook, secret: &str, expect: Expect) -> Result<Write, Error> {
    let record = WebhookRecord {
        form: SCHEMA_VERSION,
        webhook: webhook.clone(),
        secret: secret.to_owned(),
    };
    Write::put(webhook_key(&webhook.id), &record, expect).map_err(Error::from)
}

pub fn delete(stored: &Stored) -> Write {
    Write::Delete {
        key: webhook_key(&stored.webhook.id),
        expect: Expect::Version(stored.version),
    }
}

fn stored(document: &Document) -> Result<Stored, Error> {
    let record: WebhookRecord = document.read()?;
    Ok(Stored {
        webhook: record.webhook,
        secret: record.secret,
        version: document.version,
    })
}

pub async fn load(
    documents: &dyn Documents,
    tenant: &TenantId,
    id: &WebhookId,
) -> Result<Option<Stored>, Error> {
    let found = documents.get(tenant, &webhook_key(id)).await;
    found?.as_ref().map(stored).transpose()
}

/// All addresses of a restaurant, oldest first, but for those that cannot be read.
pub async fn all(documents: &dyn Documents, tenant: &TenantId) -> Result<Vec<Stored>, Error> {
    let query = Query::partition(Table::Webhooks, ADDRESSES, 100).beginning("WEBHOOK#");
    let page = documents.query(tenant, &query).await?;
    Ok(readable(tenant, &page.documents, stored))
}

pub fn put_delivery(
    webhook: &WebhookId,
    delivery: &Delivery,
    body: &str,
    expect: Expect,
) -> Result<Write, Error> {
    let record = DeliveryRecord {
        form: SCHEMA_VERSION,
        delivery: delivery.clone(),
        body: body.to_owned(),
    };
    let write = Write::put(delivery_key(webhook, &delivery.id), &record, expect)?;
    Ok(write.until(kept_until(delivery)))
}

fn kept_until(delivery: &Delivery) -> Timestamp {
    delivery.created_at.plus_ms(KEPT_MS)
}

pub fn stored_delivery(document: &Document) -> Result<StoredDelivery, Error> {
    let record: DeliveryRecord = document.read()?;
    Ok(StoredDelivery {
        delivery: record.delivery,
        body: record.body,
        version: document.version,
    })
}

pub async fn load_delivery(
    documents: &dyn Documents,
    tenant: &TenantId,
    webhook: &WebhookId,
    id: &DeliveryId,
) -> Result<Option<StoredDelivery>, Error> {
    let found = documents.get(tenant, &delivery_key(webhook, id)).await;
    found?.as_ref().map(stored_delivery).transpose()
}

/// What was sent to an address last, or is to be; `None` where it was nothing, or nobody can read it.
pub async fn newest_delivery(
    documents: &dyn Documents,
    tenant: &TenantId,
    webhook: &WebhookId,
) -> Result<Option<Delivery>, Error> {
    let query = Query::partition(Table::Webhooks, deliveries_of(webhook), 1).newest_first();
    let page = documents.query(tenant, &query).await?;
    let newest = readable(tenant, &page.documents, stored_delivery);
    Ok(newest.into_iter().next().map(|found| found.delivery))
}

/// The write that lets a delivery be found when its time has come; `None` when it has none. It is kept as long as the delivery:
/// nobody looks for those of an address that was removed.
pub fn put_due(webhook: &WebhookId, delivery: &Delivery) -> Result<Option<Write>, Error> {
    let due = |at| Due {
        webhook: webhook.clone(),
        delivery: delivery.id.clone(),
        at,
    };
    let put = |due: Due| -> Result<Write, Error> {
        let write = Write::put(due_key(&due), &due, Expect::Anything)?;
        Ok(write.until(kept_until(delivery)))
    };
    delivery.next_attempt_at.map(due).map(put).transpose()
}

pub fn delete_due(due: &Due) -> Write {
    Write::Delete {
        key: due_key(due),
        expect: Expect::Anything,
    }
}

/// What is due for an address by now, longest ago first.
pub async fn due(
    documents: &dyn Documents,
    tenant: &TenantId,
    webhook: &WebhookId,
    now: Timestamp,
    limit: usize,
) -> Result<Vec<Due>, Error> {
    let before = format!("{:015}", now.plus_ms(1).0);
    let query =
        Query::partition(Table::Webhooks, format!("DUE#{webhook}"), limit).between(None, Some(before));
    let page = documents.query(tenant, &query).await?;
    Ok(readable(tenant, &page.documents, read_due))
}

/// The writes that bring some of what was due before each address had a partition of its own there; none when that is done.
pub async fn moves(documents: &dyn Documents, tenant: &TenantId, limit: usize) -> Result<Vec<Write>, Error> {
    let query = Query::partition(Table::Webhooks, DUE_OF_ALL, limit);
    let page = documents.query(tenant, &query).await?;
    let mut writes = Vec::new();
    for due in readable(tenant, &page.documents, read_due) {
        // Its delivery is gone by then.
        writes.push(Write::put(due_key(&due), &due, Expect::Anything)?.until(due.at.plus_ms(KEPT_MS)));
        writes.push(Write::Delete {
            key: old_due_key(&due),
            expect: Expect::Anything,
        });
    }
    Ok(writes)
}

fn read_due(document: &Document) -> Result<Due, Error> {
    document.read().map_err(Error::from)
}
