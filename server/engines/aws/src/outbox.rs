//! The outbox: an event lies there from the commit that made it until it is on the bus.

use super::backoff::Backoff;
use super::failure::{broken, failed, unavailable};
use super::items::{Item, PK, SK, key, maybe_number, number, required, text};
use super::keys::{SHARDS, instant, partition_attribute, shard, sort_attribute, tenant_prefix};
use super::tables::{PENDING, Store};
use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use aws_sdk_dynamodb::types::{DeleteRequest, KeysAndAttributes, WriteRequest};
use domain::event::Envelope;
use domain::{TenantId, Timestamp};
use futures::future::try_join_all;
use ports::EngineError;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

pub(super) const ENVELOPE: &str = "envelope";
/// The event's place in the feed of its tenant, once it has one.
pub(super) const CURSOR: &str = "cursor";
const OUTBOX: &str = "OUTBOX#";
pub(super) const EVENT: &str = "EVENT";
/// Maximum number of items that DynamoDB gives at once.
const READ_BATCH: usize = 100;
/// Maximum number of items that DynamoDB removes at once.
const REMOVED: usize = 25;

/// An event that is not on the bus yet.
#[derive(Debug, Clone)]
pub(super) struct Waiting {
    pub(super) pk: String,
    pub(super) envelope: Arc<Envelope>,
    /// As it was committed.
    pub(super) json: String,
    /// Sorts the events of one process in the order of their commits, and those of several by their clocks.
    pub(super) order: String,
    pub(super) cursor: Option<u64>,
}

/// The row of an event in the commit of `now`; `number` is its number among those of this process.
pub(super) fn row(tenant: &TenantId, event: &Envelope, json: &str, now: Timestamp, number: u64) -> Item {
    let id = event.id.as_str();
    let mut row = key(&format!("{}{OUTBOX}{id}", tenant_prefix(tenant)), EVENT);
    row.insert(ENVELOPE.to_owned(), text(json));
    row.insert(
        partition_attribute(PENDING),
        text(format!("PENDING#{}", shard(&[id]))),
    );
    row.insert(
        sort_attribute(PENDING),
        text(format!("{}#{number:012}#{id}", instant(now))),
    );
    row
}

/// Whose event an item of the stream with this partition key is; `None` for what is not of the outbox.
pub(super) fn tenant_of(pk: &str) -> Option<TenantId> {
    let (tenant, rest) = pk.strip_prefix("TENANT#")?.split_once('#')?;
    let tenant = rest.starts_with(OUTBOX).then(|| TenantId::parse(tenant))?;
    tenant.ok()
}

/// The event of a row.
pub(super) fn waiting(item: &Item) -> Result<Waiting, EngineError> {
    let json = required(item, ENVELOPE)?.to_owned();
    Ok(Waiting {
        pk: required(item, PK)?.to_owned(),
        envelope: Arc::new(serde_json::from_str(&json).map_err(broken)?),
        json,
        order: required(item, &sort_attribute(PENDING))?.to_owned(),
        cursor: maybe_number(item, CURSOR)?,
    })
}

/// Reads rows; one that this version cannot read stays where it is and is logged, and the others do not wait for it.
fn all_waiting(items: &[Item]) -> Vec<Waiting> {
    let mut rows: Vec<Waiting> = Vec::with_capacity(items.len());
    for item in items {
        match waiting(item) {
            Ok(row) => rows.push(row),
            Err(error) => tracing::error!(%error, "an event that cannot be read stays in the outbox"),
        }
    }
    rows.sort_by(|one, other| one.order.cmp(&other.order));
    rows
}

/// The rows of a tenant with these partition keys that are still there, in their order.
pub(super) async fn load(
    store: &Store,
    tenant: &TenantId,
    pks: &[String],
) -> Result<Vec<Waiting>, EngineError> {
    let client = store.of(tenant).await;
    let mut items = Vec::with_capacity(pks.len());
    for some in pks.chunks(READ_BATCH) {
        let keys = some.iter().map(|pk| key(pk, EVENT)).collect();
        let wanted = KeysAndAttributes::builder()
            .set_keys(Some(keys))
            .consistent_read(true)
            .build()
            .map_err(broken)?;
        let mut asked = HashMap::from([(store.events(), wanted)]);
        let mut backoff = Backoff::default();
        while !asked.is_empty() {
            let request = client.batch_get_item().set_request_items(Some(asked));
            let answer = request.send().await.map_err(failed)?;
            items.extend(answer.responses.unwrap_or_default().into_values().flatten());
            asked = answer.unprocessed_keys.unwrap_or_default();
            if !asked.is_empty() && !backoff.wait().await {
                return Err(unavailable("events were not given, again and again"));
            }
        }
    }
    Ok(all_waiting(&items))
}

/// The rows that were committed before a time, of all tenants, in their order; `None` for all there are.
pub(super) async fn pending(store: &Store, before: Option<Timestamp>) -> Result<Vec<Waiting>, EngineError> {
    let shards = (0..SHARDS).map(|number| pending_in(store, number, before));
    let items: Vec<Item> = try_join_all(shards).await?.into_iter().flatten().collect();
    Ok(all_waiting(&items))
}

/// Maximum number of rows of a shard that are read at once by a sweep; the others are there the next time.
const SWEEP: usize = 2_000;

/// What stands in a partition of the index [`PENDING`] before a sort key, of all tenants.
pub(super) fn standing_before(store: &Store, partition: &str, end: &str) -> QueryFluentBuilder {
    let query = store.of_all().query();
    query
        .table_name(store.events())
        .index_name(PENDING)
        .key_condition_expression("#pk = :pk AND #sk < :end")
        .expression_attribute_names("#pk", partition_attribute(PENDING))
        .expression_attribute_names("#sk", sort_attribute(PENDING))
        .expression_attribute_values(":pk", text(partition))
        .expression_attribute_values(":end", text(end))
}

async fn pending_in(store: &Store, number: u64, before: Option<Timestamp>) -> Result<Vec<Item>, EngineError> {
    let end = before.map_or_else(|| char::MAX.to_string(), instant);
    let mut found = Vec::new();
    let mut start: Option<Item> = None;
    loop {
        let answer = standing_before(store, &format!("PENDING#{number}"), &end)
            .set_exclusive_start_key(start)
            .send()
            .await
            .map_err(failed)?;
        found.extend(answer.items.unwrap_or_default());
        start = answer.last_evaluated_key.filter(|key| !key.is_empty());
        if start.is_none() || found.len() >= SWEEP {
            return Ok(found);
        }
    }
}

/// Removes rows.
pub(super) async fn remove(store: &Store, rows: &[&Waiting]) -> Result<(), EngineError> {
    let mut by_tenant: BTreeMap<&TenantId, Vec<&str>> = BTreeMap::new();
    for row in rows {
        by_tenant
            .entry(&row.envelope.tenant_id)
            .or_default()
            .push(&row.pk);
    }
    let removing = by_tenant.into_iter().flat_map(|(tenant, pks)| {
        pks.chunks(REMOVED)
            .map(|some| (tenant, some.to_vec()))
            .collect::<Vec<_>>()
    });
    try_join_all(removing.map(|(tenant, pks)| remove_some(store, tenant, pks))).await?;
    Ok(())
}

/// Removes at most [`REMOVED`] rows of a tenant.
async fn remove_some(store: &Store, tenant: &TenantId, pks: Vec<&str>) -> Result<(), EngineError> {
    let client = store.of(tenant).await;
    let request = |pk| {
        let delete = DeleteRequest::builder().set_key(Some(key(pk, EVENT))).build()?;
        Ok(WriteRequest::builder().delete_request(delete).build())
    };
    let requests = pks
        .into_iter()
        .map(request)
        .collect::<Result<Vec<_>, BuildError>>();
    let mut left = HashMap::from([(store.events(), requests.map_err(broken)?)]);
    let mut backoff = Backoff::default();
    while !left.is_empty() {
        let request = client.batch_write_item().set_request_items(Some(left));
        let answer = request.send().await.map_err(failed)?;
        left = answer.unprocessed_items.unwrap_or_default();
        if !left.is_empty() && !backoff.wait().await {
            return Err(unavailable("events were not removed, again and again"));
        }
    }
    Ok(())
}

/// The row of an event with a cursor, as an entry of a feed.
pub(super) fn entry(pk: &str, cursor: u64, json: &str, removable: i64) -> Item {
    let mut entry = key(pk, &cursor_key(cursor));
    entry.insert(ENVELOPE.to_owned(), text(json));
    entry.insert(super::items::EXPIRES.to_owned(), number(removable));
    entry
}

/// A cursor as text that sorts like the number.
pub(super) fn cursor_key(cursor: u64) -> String {
    format!("{cursor:020}")
}

/// The cursor of an entry of a feed.
pub(super) fn cursor_of(entry: &Item) -> Result<u64, EngineError> {
    required(entry, SK)?.parse().map_err(broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outbox_is_told_by_its_keys() {
        let tenant = tenant_of("TENANT#pardos#OUTBOX#e_1").unwrap();
        assert_eq!(tenant.as_str(), "pardos");
        for other in ["TENANT#pardos#FEED", "TENANT#OUTBOX#x", "PENDING#1", ""] {
            assert_eq!(tenant_of(other), None, "{other}");
        }
    }
}
