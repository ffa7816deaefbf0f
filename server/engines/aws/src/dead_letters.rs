//! Events that a subscriber could not handle, kept until it can. Those that are to be tried again by themselves stand in
//! the index [`PENDING`], in partitions beside those of the outbox, by when.

use super::failure::{broken, failed as failed_call};
use super::items::{Item, PK, SK, key, maybe_number, number, number_of, required, text, text_of};
use super::keys::{SHARDS, instant, partition_attribute, shard, sort_attribute, tenant_prefix};
use super::outbox::{self, ENVELOPE};
use super::tables::{PENDING, Store};
use aws_sdk_dynamodb::error::ProvideErrorMetadata as _;
use domain::event::Envelope;
use domain::failure::FailureCause;
use domain::{TenantId, Timestamp};
use futures::future::try_join_all;
use ports::EngineError;
use ports::delivery::{LETTERS_A_ROUND, next_try};
use ports::event_bus::{DeadLetter, Failure, HandleError};
use std::cmp::Reverse;

/// Maximum number of dead letters that are listed.
const LISTED: usize = 100;
/// Maximum number of the newest events among which those that failed last are looked for.
const LOOKED_AT: i32 = 1_000;
/// Maximum number of letters of a shard that are tried in a round.
const DUE: i32 = 250;
/// What the partitions of letters in the index begin with.
const LETTERS: &str = "LETTERS#";
const SUBSCRIBER: &str = "subscriber";
const CAUSE: &str = "cause";
const TRIES: &str = "tries";
const ERROR: &str = "error";
const FAILED_AT: &str = "failed_at";
const ORDER: &str = "order";

fn partition(tenant: &TenantId) -> String {
    format!("{}DEAD", tenant_prefix(tenant))
}

/// Whose letter an item with this partition key is.
fn tenant_of(pk: &str) -> Option<TenantId> {
    let tenant = pk.strip_prefix("TENANT#")?.strip_suffix("#DEAD")?;
    TenantId::parse(tenant).ok()
}

/// A letter as it lies in the table.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) tenant: TenantId,
    pub(super) letter: DeadLetter,
    item: Item,
}

/// Keeps an event that failed; the same event of the same subscriber once. `order` tells apart what failed in one
/// millisecond.
pub(super) async fn insert_dead_letter(
    store: &Store,
    subscriber: &str,
    event: &Envelope,
    error: &HandleError,
    now: Timestamp,
    order: u64,
) -> Result<(), EngineError> {
    let id = format!("{}.{subscriber}", event.id);
    let mut letter = key(&partition(&event.tenant_id), &id);
    letter.insert(SUBSCRIBER.to_owned(), text(subscriber));
    let json = serde_json::to_string(event).map_err(broken)?;
    letter.insert(ENVELOPE.to_owned(), text(json));
    note_failure(&mut letter, error, now, 1, order);
    note_due(&mut letter, &id, next_try(now, 1, &id));
    put(store, &event.tenant_id, letter, false).await
}

/// Notes that a letter has failed once more.
pub(super) async fn failed(
    store: &Store,
    kept: &Kept,
    error: &HandleError,
    now: Timestamp,
    order: u64,
) -> Result<(), EngineError> {
    let (mut item, id) = (kept.item.clone(), &kept.letter.id);
    let tries = kept.letter.tries.saturating_add(1);
    note_failure(&mut item, error, now, tries, order);
    note_due(&mut item, id, next_try(now, tries, id));
    put(store, &kept.tenant, item, true).await
}

/// Sets when a letter is tried again.
pub(super) async fn wait_until(
    store: &Store,
    kept: &Kept,
    due_at: Option<Timestamp>,
) -> Result<(), EngineError> {
    let mut item = kept.item.clone();
    note_due(&mut item, &kept.letter.id, due_at);
    put(store, &kept.tenant, item, true).await
}

fn note_failure(item: &mut Item, error: &HandleError, now: Timestamp, tries: u32, order: u64) {
    item.insert(CAUSE.to_owned(), text(error.cause.wire_name()));
    item.insert(ERROR.to_owned(), text(error.to_string()));
    item.insert(FAILED_AT.to_owned(), number(now.0));
    item.insert(TRIES.to_owned(), number(tries));
    item.insert(ORDER.to_owned(), number(order));
}

fn note_due(item: &mut Item, id: &str, due_at: Option<Timestamp>) {
    let (partition, sort) = (partition_attribute(PENDING), sort_attribute(PENDING));
    match due_at {
        Some(at) => {
            item.insert(partition, text(format!("{LETTERS}{}", shard(&[id]))));
            item.insert(sort, text(format!("{}#{id}", instant(at))));
        }
        None => {
            item.remove(&partition);
            item.remove(&sort);
        }
    }
}

/// Stores a letter. One that must be there and is not any more was handled meanwhile and stays away.
async fn put(store: &Store, tenant: &TenantId, item: Item, must_be_there: bool) -> Result<(), EngineError> {
    let client = store.of(tenant).await;
    let mut request = client.put_item().table_name(store.events()).set_item(Some(item));
    if must_be_there {
        let there = "attribute_exists(#pk)";
        request = request
            .condition_expression(there)
            .expression_attribute_names("#pk", PK);
    }
    match request.send().await {
        Ok(_) => Ok(()),
        Err(error) if error.code() == Some("ConditionalCheckFailedException") => Ok(()),
        Err(error) => Err(failed_call(error)),
    }
}

/// The letters that are due, of all tenants, the longest due of each shard first.
pub(super) async fn due(store: &Store, now: Timestamp) -> Result<Vec<Kept>, EngineError> {
    let shards = (0..SHARDS).map(|number| due_in(store, number, now));
    let items = try_join_all(shards).await?.into_iter().flatten();
    let read = items.filter_map(|item| match kept(item) {
        Ok(kept) => Some(kept),
        Err(error) => {
            tracing::error!(%error, "a dead letter that cannot be read is passed over");
            None
        }
    });
    Ok(read.collect())
}

async fn due_in(store: &Store, number: u64, now: Timestamp) -> Result<Vec<Item>, EngineError> {
    let end = instant(now.plus_ms(1));
    let answer = outbox::standing_before(store, &format!("{LETTERS}{number}"), &end)
        .limit(DUE)
        .send()
        .await
        .map_err(failed_call)?;
    Ok(answer.items.unwrap_or_default())
}

/// The letters of a subscriber that wait for what it needs beyond now, some of them at least.
pub(super) async fn waiting(
    store: &Store,
    tenant: &TenantId,
    subscriber: &str,
    now: Timestamp,
) -> Result<Vec<Kept>, EngineError> {
    let items = of_tenant(store, tenant).await?.into_iter();
    let letters: Vec<Kept> = items.map(kept).collect::<Result<_, _>>()?;
    let waits = |kept: &Kept| {
        kept.letter.subscriber == subscriber
            && kept.letter.cause == FailureCause::Unavailable
            && kept.letter.due_at.is_some_and(|due| due > now)
    };
    Ok(letters.into_iter().filter(waits).take(LETTERS_A_ROUND).collect())
}

/// A tenant's letters, what failed last first.
pub(super) async fn list(store: &Store, tenant: &TenantId) -> Result<Vec<DeadLetter>, EngineError> {
    let mut letters = Vec::new();
    for item in of_tenant(store, tenant).await? {
        let order: u64 = number_of(&item, ORDER)?;
        letters.push((order, letter(&item)?));
    }
    letters.sort_by_key(|(order, letter)| Reverse((letter.failed_at, *order)));
    letters.truncate(LISTED);
    Ok(letters.into_iter().map(|(_, letter)| letter).collect())
}

async fn of_tenant(store: &Store, tenant: &TenantId) -> Result<Vec<Item>, EngineError> {
    let answer = store
        .of(tenant)
        .await
        .query()
        .table_name(store.events())
        .consistent_read(true)
        .scan_index_forward(false)
        .key_condition_expression("#pk = :pk")
        .expression_attribute_names("#pk", "pk")
        .expression_attribute_values(":pk", text(partition(tenant)))
        .limit(LOOKED_AT)
        .send()
        .await
        .map_err(failed_call)?;
    Ok(answer.items.unwrap_or_default())
}

/// A letter of a tenant.
pub(super) async fn find(store: &Store, tenant: &TenantId, id: &str) -> Result<Option<Kept>, EngineError> {
    if id.is_empty() || id.len() > 200 {
        return Ok(None);
    }
    let request = store
        .of(tenant)
        .await
        .get_item()
        .table_name(store.events())
        .set_key(Some(key(&partition(tenant), id)))
        .consistent_read(true);
    let found = request.send().await.map_err(failed_call)?.item;
    found.map(kept).transpose()
}

/// Removes a letter that was handled after all.
pub(super) async fn delete_dead_letter(
    store: &Store,
    tenant: &TenantId,
    id: &str,
) -> Result<(), EngineError> {
    let client = store.of(tenant).await;
    let request = client.delete_item().table_name(store.events());
    let request = request.set_key(Some(key(&partition(tenant), id)));
    request.send().await.map_err(failed_call)?;
    Ok(())
}

fn kept(item: Item) -> Result<Kept, EngineError> {
    let letter = letter(&item)?;
    let tenant = tenant_of(required(&item, PK)?);
    Ok(Kept {
        tenant: tenant.ok_or_else(|| broken("a dead letter of no tenant"))?,
        letter,
        item,
    })
}

fn letter(item: &Item) -> Result<DeadLetter, EngineError> {
    let sort = text_of(item, &sort_attribute(PENDING));
    let due_at = sort.and_then(|sort| sort.split('#').next()?.parse().ok());
    let failure = Failure {
        subscriber: required(item, SUBSCRIBER)?.to_owned(),
        cause: FailureCause::named(text_of(item, CAUSE).unwrap_or_default()),
        error: required(item, ERROR)?.to_owned(),
        failed_at: Timestamp(number_of(item, FAILED_AT)?),
        tries: maybe_number(item, TRIES)?.unwrap_or(1),
        due_at: due_at.map(Timestamp),
    };
    Ok(DeadLetter::read(
        required(item, SK)?.to_owned(),
        failure,
        required(item, ENVELOPE)?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_told_by_its_key() {
        assert_eq!(tenant_of("TENANT#pardos#DEAD").unwrap().as_str(), "pardos");
        for other in ["TENANT#pardos#FEED", "TENANT##DEAD", "LETTERS#1", ""] {
            assert_eq!(tenant_of(other), None, "{other}");
        }
    }
}
