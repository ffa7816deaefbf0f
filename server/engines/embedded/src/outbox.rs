//! What the event bus keeps in the file: the events in their order, and how far each subscriber is.

use super::failure::broken;
use crate::failure::sqlite;
use domain::{TenantId, Timestamp};
use ports::EngineError;
use ports::event_bus::Published;
use rusqlite::{Connection, OptionalExtension, params};
use std::sync::Arc;

/// Some events in their order.
#[derive(Debug, Clone)]
pub(super) struct Batch {
    pub(super) events: Vec<Published>,
    pub(super) unreadable: Vec<Unreadable>,
    /// The place of the last one that was read, also when this version cannot make sense of it.
    pub(super) last: u64,
}

/// An event that this version cannot read, such as one of a newer version that was here before.
#[derive(Debug, Clone)]
pub(super) struct Unreadable {
    pub(super) cursor: u64,
    pub(super) tenant: TenantId,
    /// As it was committed.
    pub(super) json: String,
    pub(super) error: String,
}

impl Batch {
    /// Nothing, after a place.
    pub(super) fn empty(cursor: u64) -> Batch {
        Batch {
            events: Vec::new(),
            unreadable: Vec::new(),
            last: cursor,
        }
    }
}

/// The events after a place, oldest first.
pub(super) fn after(db: &Connection, cursor: u64, limit: usize) -> Result<Batch, EngineError> {
    let sql = "SELECT seq, envelope, tenant FROM outbox WHERE seq > ?1 ORDER BY seq LIMIT ?2";
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
    let sql = "SELECT seq, envelope, tenant FROM outbox WHERE tenant = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3";
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
    let mut batch = Batch::empty(cursor);
    while let Some(row) = rows.next().map_err(sqlite)? {
        batch.last = unsigned(row.get(0).map_err(sqlite)?);
        let json = row.get_ref(1).map_err(sqlite)?.as_str().map_err(broken)?;
        match serde_json::from_str(json) {
            Ok(envelope) => batch.events.push(Published {
                cursor: batch.last,
                envelope: Arc::new(envelope),
            }),
            Err(error) => batch.unreadable.push(Unreadable {
                cursor: batch.last,
                tenant: TenantId::parse(row.get::<_, String>(2).map_err(sqlite)?).map_err(broken)?,
                json: json.to_owned(),
                error: error.to_string(),
            }),
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

pub(super) fn number(value: impl TryInto<i64>) -> i64 {
    value.try_into().unwrap_or(i64::MAX)
}

pub(super) fn unsigned(value: i64) -> u64 {
    u64::try_from(value).unwrap_or(0)
}
