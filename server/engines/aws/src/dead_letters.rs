//! Events that a subscriber could not handle, kept until somebody retries them.

use super::failure::{broken, failed};
use super::items::{Item, key, number, number_of, required, text};
use super::keys::tenant_prefix;
use super::outbox::ENVELOPE;
use super::tables::Store;
use domain::event::Envelope;
use domain::{TenantId, Timestamp};
use ports::EngineError;
use ports::event_bus::DeadLetter;
use std::cmp::Reverse;

/// Maximum number of dead letters that are listed.
const LISTED: usize = 100;
/// Maximum number of the newest events among which those that failed last are looked for.
const LOOKED_AT: i32 = 1_000;
const SUBSCRIBER: &str = "subscriber";
const ERROR: &str = "error";
const FAILED_AT: &str = "failed_at";
const ORDER: &str = "order";

fn partition(tenant: &TenantId) -> String {
    format!("{}DEAD", tenant_prefix(tenant))
}

/// Keeps a letter; the same event of the same subscriber once. `order` tells apart what failed in one millisecond.
pub(super) async fn insert_dead_letter(
    store: &Store,
    subscriber: &str,
    event: &Envelope,
    error: &str,
    now: Timestamp,
    order: u64,
) -> Result<(), EngineError> {
    let id = format!("{}.{subscriber}", event.id);
    let mut letter = key(&partition(&event.tenant_id), &id);
    letter.insert(SUBSCRIBER.to_owned(), text(subscriber));
    letter.insert(ERROR.to_owned(), text(error));
    letter.insert(FAILED_AT.to_owned(), number(now.0));
    letter.insert(ORDER.to_owned(), number(order));
    letter.insert(
        ENVELOPE.to_owned(),
        text(serde_json::to_string(event).map_err(broken)?),
    );
    let client = store.of(&event.tenant_id).await;
    let request = client.put_item().table_name(store.events());
    request.set_item(Some(letter)).send().await.map_err(failed)?;
    Ok(())
}

/// A tenant's letters, what failed last first.
pub(super) async fn list(store: &Store, tenant: &TenantId) -> Result<Vec<DeadLetter>, EngineError> {
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
        .map_err(failed)?;
    let mut letters = Vec::new();
    for item in answer.items.unwrap_or_default() {
        let order: u64 = number_of(&item, ORDER)?;
        letters.push((order, letter(&item)?));
    }
    letters.sort_by_key(|(order, letter)| Reverse((letter.failed_at, *order)));
    letters.truncate(LISTED);
    Ok(letters.into_iter().map(|(_, letter)| letter).collect())
}

/// A letter of a tenant.
pub(super) async fn find(
    store: &Store,
    tenant: &TenantId,
    id: &str,
) -> Result<Option<DeadLetter>, EngineError> {
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
    let found = request.send().await.map_err(failed)?.item;
    found.as_ref().map(letter).transpose()
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
    request.send().await.map_err(failed)?;
    Ok(())
}

fn letter(item: &Item) -> Result<DeadLetter, EngineError> {
    Ok(DeadLetter::read(
        required(item, "sk")?.to_owned(),
        required(item, SUBSCRIBER)?.to_owned(),
        required(item, ERROR)?.to_owned(),
        Timestamp(number_of(item, FAILED_AT)?),
        required(item, ENVELOPE)?,
    ))
}
