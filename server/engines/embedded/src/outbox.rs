//! What the event bus keeps in the file: the events in their order, how far each subscriber is, and dead letters.

use super::failure::broken;
use crate::failure::sqlite;
use domain::{TenantId, Timestamp};
use ports::EngineError;
use ports::event_bus::{DeadLetter, Published};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::sync::Arc;

/// Some events in their order.
#[derive(Debug, Clone)]
pub(super) struct Batch {
    pub(super) events: Vec<Published>,
    /// The place of the last one that was read, also when this version cannot make sense of it.
    pub(super) last: u64,
}

/// The events after a place, oldest first.
pub(super) fn after(db: &Connection, cursor: u64, limit: usize) -> Result<Batch, EngineError> {
    let sql = "SELECT seq, envelope FROM outbox WHERE seq > ?1 ORDER BY seq LIMIT ?2";
    let mut statement = db.prepare_cached(sql).map_err(sqlite)?;
    read(
        statement
            .query(params![number(cursor), number(limit)])
            .map_err(sqlite)?,
        cursor,
    )
}

/// The events of a tenant after a place, oldest first.
pub(super) fn of_tenant(
    db: &Connection,
    tenant: &TenantId,
    cursor: u64,
    limit: usize,
) -> Result<Vec<Published>, EngineError> {
    let sql = "SELECT seq, envelope FROM outbox WHERE tenant = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3";
    let mut statement = db.prepare_cached(sql).map_err(sqlite)?;
    let batch = read(
        statement
            .query(params![tenant.as_str(), number(cursor), number(limit)])
            .map_err(sqlite)?,
        cursor,
    )?;
    Ok(batch.events)
}

fn read(mut rows: rusqlite::Rows<'_>, cursor: u64) -> Result<Batch, EngineError> {
    let mut batch = Batch {
        events: Vec::new(),
        last: cursor,
    };
    while let Some(row) = rows.next().map_err(sqlite)? {
        batch.last = unsigned(row.get(0).map_err(sqlite)?);
        match serde_json::from_str(row.get_ref(1).map_err(sqlite)?.as_str().map_err(broken)?) {
            Ok(envelope) => batch.events.push(Published {
                cursor: batch.last,
                envelope: Arc::new(envelope),
            }),
            // E.g. of a newer version that was here before. The others must not wait for it.
            Err(error) => {
                tracing::error!(seq = batch.last, %error, "an event that cannot be read was passed over")
            }
        }
    }
    Ok(batch)
}

/// Removes events up to a place that were committed before a time, at most `limit`, and says how many.
pub(super) fn forget(
    db: &Connection,
    up_to: u64,
    before: Timestamp,
    limit: usize,
) -> Result<usize, rusqlite::Error> {
    let sql = "DELETE FROM outbox WHERE at < ?1 AND seq IN (SELECT seq FROM outbox WHERE seq <= ?2 ORDER BY seq LIMIT ?3)";
    db.prepare_cached(sql)?
        .execute(params![before.0, number(up_to), number(limit)])
}

/// Up to where a subscriber has handled the events; 0 for a new one.
pub(super) fn position(db: &Connection, subscriber: &str) -> Result<u64, EngineError> {
    let sql = "SELECT position FROM subscriptions WHERE name = ?1";
    let found = db
        .prepare_cached(sql)
        .map_err(sqlite)?
        .query_row([subscriber], |row| row.get(0))
        .optional()
        .map_err(sqlite)?;
    Ok(found.map_or(0, unsigned))
}

pub(super) fn set_position(db: &Connection, subscriber: &str, position: u64) -> Result<(), EngineError> {
    let sql = "INSERT INTO subscriptions (name, position) VALUES (?1, ?2) \
               ON CONFLICT DO UPDATE SET position = excluded.position";
    db.prepare_cached(sql)
        .map_err(sqlite)?
        .execute(params![subscriber, number(position)])
        .map_err(sqlite)?;
    Ok(())
}

/// Puts an event among the dead letters; the same event of the same subscriber once.
pub(super) fn insert_dead_letter(
    db: &Connection,
    subscriber: &str,
    event: &Published,
    error: &str,
    now: Timestamp,
) -> Result<(), EngineError> {
    let envelope = serde_json::to_string(&*event.envelope).map_err(broken)?;
    let tenant = event.envelope.tenant_id.as_str();
    let sql = "INSERT INTO dead_letters (tenant, subscriber, seq, error, failed_at, envelope) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
               ON CONFLICT (subscriber, seq) DO UPDATE SET error = excluded.error, failed_at = excluded.failed_at";
    db.prepare_cached(sql)
        .map_err(sqlite)?
        .execute(params![
            tenant,
            subscriber,
            number(event.cursor),
            error,
            now.0,
            envelope
        ])
        .map_err(sqlite)?;
    Ok(())
}

const LETTER: &str =
    "SELECT id, subscriber, error, failed_at, envelope, seq FROM dead_letters WHERE tenant = ?1";

/// A tenant's dead letters, newest first.
pub(super) fn letters(
    db: &Connection,
    tenant: &TenantId,
    limit: usize,
) -> Result<Vec<DeadLetter>, EngineError> {
    let mut statement = db
        .prepare_cached(&format!("{LETTER} ORDER BY failed_at DESC, id DESC LIMIT ?2"))
        .map_err(sqlite)?;
    let mut rows = statement
        .query(params![tenant.as_str(), number(limit)])
        .map_err(sqlite)?;
    let mut letters = Vec::new();
    while let Some(row) = rows.next().map_err(sqlite)? {
        letters.push(letter(row)?.0);
    }
    Ok(letters)
}

/// One dead letter of a tenant, and the place of its event.
pub(super) fn find_letter(
    db: &Connection,
    tenant: &TenantId,
    id: i64,
) -> Result<Option<(DeadLetter, u64)>, EngineError> {
    let mut statement = db
        .prepare_cached(&format!("{LETTER} AND id = ?2"))
        .map_err(sqlite)?;
    let mut rows = statement.query(params![tenant.as_str(), id]).map_err(sqlite)?;
    rows.next().map_err(sqlite)?.map(letter).transpose()
}

fn letter(row: &Row<'_>) -> Result<(DeadLetter, u64), EngineError> {
    let letter = DeadLetter::read(
        row.get::<_, i64>(0).map_err(sqlite)?.to_string(),
        row.get(1).map_err(sqlite)?,
        row.get(2).map_err(sqlite)?,
        Timestamp(row.get(3).map_err(sqlite)?),
        row.get_ref(4).map_err(sqlite)?.as_str().map_err(broken)?,
    );
    Ok((letter, unsigned(row.get(5).map_err(sqlite)?)))
}

/// Removes a dead letter that was handled after all.
pub(super) fn delete_dead_letter(db: &Connection, tenant: &TenantId, id: i64) -> Result<(), EngineError> {
    let sql = "DELETE FROM dead_letters WHERE tenant = ?1 AND id = ?2";
    db.prepare_cached(sql)
        .map_err(sqlite)?
        .execute(params![tenant.as_str(), id])
        .map_err(sqlite)?;
    Ok(())
}

fn number(value: impl TryInto<i64>) -> i64 {
    value.try_into().unwrap_or(i64::MAX)
}

fn unsigned(value: i64) -> u64 {
    u64::try_from(value).unwrap_or(0)
}
