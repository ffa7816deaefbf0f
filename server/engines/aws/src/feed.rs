//! The feed of a tenant: all its events numbered 1, 2, 3 …, without gaps, so that a reader who has read up to a number has
//! missed nothing.

use super::backoff::Backoff;
use super::failure::{broken, failed, is_transient, unavailable};
use super::items::{Item, key, maybe_number, number, removable, required, text};
use super::keys::tenant_prefix;
use super::outbox::{self, CURSOR, ENVELOPE, Waiting, cursor_key, cursor_of, entry};
use super::tables::Store;
use super::update::Expression;
use aws_sdk_dynamodb::error::ProvideErrorMetadata;
use aws_sdk_dynamodb::types::{Put, TransactWriteItem, Update};
use domain::time::DAY_MS;
use domain::{TenantId, Timestamp};
use ports::EngineError;
use ports::event_bus::Published;
use std::sync::Arc;

/// How long entries are kept, in milliseconds.
const KEPT_MS: i64 = 2 * DAY_MS;
/// Each event takes two items of a transaction and the number of the last one takes one: of 100 items.
const MAX_EVENTS: usize = 49;
const LAST: &str = "last";

fn feed_pk(tenant: &TenantId) -> String {
    format!("{}FEED", tenant_prefix(tenant))
}

/// Where the number of the last entry lies.
fn head_key(tenant: &TenantId) -> Item {
    key(&format!("{}FEED#HEAD", tenant_prefix(tenant)), "LAST")
}

/// Gives the events of one tenant their places, in their order, where they have none yet; each gets one place however
/// often and by how many this is done. Returns all of them that are still in the outbox.
pub(super) async fn place(
    store: &Store,
    tenant: &TenantId,
    rows: Vec<Waiting>,
    now: Timestamp,
) -> Result<Vec<Waiting>, EngineError> {
    let mut placed = Vec::with_capacity(rows.len());
    let (done, new): (Vec<Waiting>, Vec<Waiting>) = rows.into_iter().partition(|row| row.cursor.is_some());
    placed.extend(done);
    for some in new.chunks(MAX_EVENTS) {
        placed.extend(place_some(store, tenant, some.to_vec(), now).await?);
    }
    placed.sort_by(|one, other| one.order.cmp(&other.order));
    Ok(placed)
}

async fn place_some(
    store: &Store,
    tenant: &TenantId,
    mut rows: Vec<Waiting>,
    now: Timestamp,
) -> Result<Vec<Waiting>, EngineError> {
    let mut backoff = Backoff::default();
    loop {
        if rows.iter().all(|row| row.cursor.is_some()) {
            return Ok(rows);
        }
        let last = latest(store, tenant).await?;
        let mut cursor = last;
        let mut items = Vec::with_capacity(rows.len() * 2 + 1);
        for row in rows.iter_mut().filter(|row| row.cursor.is_none()) {
            cursor += 1;
            items.push(marked(store, row, cursor, now)?);
            let entry = entry(
                &feed_pk(tenant),
                cursor,
                &row.json,
                removable(now.plus_ms(KEPT_MS)),
            );
            let put = Put::builder().table_name(store.events()).set_item(Some(entry));
            items.push(
                TransactWriteItem::builder()
                    .put(put.build().map_err(broken)?)
                    .build(),
            );
        }
        items.push(moved(store, tenant, last, cursor, now)?);
        let request = store
            .of(tenant)
            .await
            .transact_write_items()
            .set_transact_items(Some(items));
        match request.send().await {
            Ok(_) => {
                let new = rows.iter_mut().filter(|row| row.cursor.is_none());
                new.zip(last + 1..)
                    .for_each(|(row, cursor)| row.cursor = Some(cursor));
                return Ok(rows);
            }
            Err(error) => {
                let refused = error.as_service_error();
                let again = refused.is_some_and(|refused| {
                    refused.is_transaction_canceled_exception() || refused.code().is_some_and(is_transient)
                });
                if !again {
                    return Err(failed(error));
                }
            }
        }
        // Somebody else was at this feed, or has placed some of these events.
        if !backoff.wait().await {
            return Err(unavailable("a feed was written by others, again and again"));
        }
        let pks: Vec<String> = rows.iter().map(|row| row.pk.clone()).collect();
        rows = outbox::load(store, tenant, &pks).await?;
    }
}

/// Marks an event with its place, unless it has one or is gone.
fn marked(
    store: &Store,
    row: &Waiting,
    cursor: u64,
    now: Timestamp,
) -> Result<TransactWriteItem, EngineError> {
    let mut expression = Expression::new(now);
    let (envelope, place) = (expression.name(ENVELOPE), expression.name(CURSOR));
    expression.require(format!(
        "attribute_exists({envelope}) AND attribute_not_exists({place})"
    ));
    expression.set(CURSOR, number(cursor));
    update(store, key(&row.pk, outbox::EVENT), &expression)
}

/// Moves the number of the last entry, if it is what was read.
fn moved(
    store: &Store,
    tenant: &TenantId,
    from: u64,
    to: u64,
    now: Timestamp,
) -> Result<TransactWriteItem, EngineError> {
    let mut expression = Expression::new(now);
    let last = expression.name(LAST);
    if from == 0 {
        expression.require(format!("attribute_not_exists({last})"));
    } else {
        let before = expression.value(number(from));
        expression.require(format!("{last} = {before}"));
    }
    expression.set(LAST, number(to));
    update(store, head_key(tenant), &expression)
}

fn update(store: &Store, key: Item, expression: &Expression) -> Result<TransactWriteItem, EngineError> {
    let update = Update::builder()
        .table_name(store.events())
        .set_key(Some(key))
        .update_expression(expression.update())
        .set_condition_expression(expression.condition())
        .set_expression_attribute_names(expression.names())
        .set_expression_attribute_values(expression.values())
        .build()
        .map_err(broken)?;
    Ok(TransactWriteItem::builder().update(update).build())
}

/// The number of the last entry; 0 when there is none.
pub(super) async fn latest(store: &Store, tenant: &TenantId) -> Result<u64, EngineError> {
    let request = store
        .of(tenant)
        .await
        .get_item()
        .table_name(store.events())
        .set_key(Some(head_key(tenant)))
        .consistent_read(true);
    match request.send().await.map_err(failed)?.item {
        Some(head) => Ok(maybe_number(&head, LAST)?.unwrap_or(0)),
        None => Ok(0),
    }
}

/// The entries after a cursor, oldest first, at most `limit`.
pub(super) async fn since(
    store: &Store,
    tenant: &TenantId,
    cursor: u64,
    limit: usize,
) -> Result<Vec<Published>, EngineError> {
    let mut found = Vec::new();
    let mut start: Option<Item> = None;
    while found.len() < limit {
        let left = i32::try_from(limit - found.len()).unwrap_or(i32::MAX);
        let answer = store
            .of(tenant)
            .await
            .query()
            .table_name(store.events())
            .consistent_read(true)
            .key_condition_expression("#pk = :pk AND #sk > :after")
            .expression_attribute_names("#pk", "pk")
            .expression_attribute_names("#sk", "sk")
            .expression_attribute_values(":pk", text(feed_pk(tenant)))
            .expression_attribute_values(":after", text(cursor_key(cursor)))
            .limit(left)
            .set_exclusive_start_key(start)
            .send()
            .await
            .map_err(failed)?;
        for item in answer.items.unwrap_or_default() {
            let cursor = cursor_of(&item)?;
            match serde_json::from_str(required(&item, ENVELOPE)?) {
                Ok(envelope) => found.push(Published {
                    cursor,
                    envelope: Arc::new(envelope),
                }),
                // E.g. of a newer version that was here before. The others must not wait for it.
                Err(error) => {
                    tracing::error!(cursor, %error, "an event that cannot be read was passed over");
                }
            }
        }
        start = answer.last_evaluated_key.filter(|key| !key.is_empty());
        if start.is_none() {
            break;
        }
    }
    Ok(found)
}
