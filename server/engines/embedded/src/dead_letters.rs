//! Events that a subscriber could not handle, kept until it can.

use super::failure::broken;
use super::outbox::{Unreadable, number, unsigned};
use crate::failure::sqlite;
use domain::failure::FailureCause;
use domain::{TenantId, Timestamp};
use ports::EngineError;
use ports::delivery::{LETTERS_A_ROUND, next_try};
use ports::event_bus::{DeadLetter, Failure, HandleError, Published};
use rusqlite::{Connection, Row, params};

/// Maximum number of letters that are tried in a round, of all tenants and subscribers.
const ROUND: usize = 1_000;

/// A letter as it lies in the file.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) id: i64,
    pub(super) tenant: TenantId,
    pub(super) letter: DeadLetter,
}

/// An event that failed.
#[derive(Debug, Clone)]
pub(super) struct Failed {
    tenant: TenantId,
    seq: u64,
    json: String,
    cause: FailureCause,
    error: String,
}

impl Failed {
    /// One that a subscriber could not handle.
    pub(super) fn event(event: &Published, error: &HandleError) -> Result<Failed, EngineError> {
        Ok(Failed {
            tenant: event.envelope.tenant_id.clone(),
            seq: event.cursor,
            json: serde_json::to_string(&*event.envelope).map_err(broken)?,
            cause: error.cause,
            error: error.to_string(),
        })
    }

    /// One that no subscriber can be given.
    pub(super) fn unreadable(event: Unreadable) -> Failed {
        Failed {
            tenant: event.tenant,
            seq: event.cursor,
            json: event.json,
            cause: FailureCause::Unreadable,
            error: event.error,
        }
    }
}

/// Puts an event among the dead letters; the same event of the same subscriber once.
pub(super) fn insert(
    db: &Connection,
    subscriber: &str,
    failed: &Failed,
    now: Timestamp,
) -> Result<(), EngineError> {
    let sql = "INSERT INTO dead_letters (tenant, subscriber, seq, error, failed_at, envelope, cause, tries, due_at) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, ?8) \
               ON CONFLICT (subscriber, seq) DO UPDATE SET error = excluded.error, failed_at = excluded.failed_at, \
               cause = excluded.cause, tries = tries + 1, due_at = excluded.due_at";
    let due_at = next_try(now, 1, (subscriber, failed.seq));
    db.prepare_cached(sql)
        .map_err(sqlite)?
        .execute(params![
            failed.tenant.as_str(),
            subscriber,
            number(failed.seq),
            failed.error,
            now.0,
            failed.json,
            failed.cause.wire_name(),
            due_at.map(|at| at.0),
        ])
        .map_err(sqlite)?;
    Ok(())
}

const LETTER: &str =
    "SELECT id, tenant, subscriber, cause, error, failed_at, tries, due_at, envelope FROM dead_letters";

/// A tenant's dead letters, newest first.
pub(super) fn list(db: &Connection, tenant: &TenantId, limit: usize) -> Result<Vec<DeadLetter>, EngineError> {
    let sql = format!("{LETTER} WHERE tenant = ?1 ORDER BY failed_at DESC, id DESC LIMIT ?2");
    let mut statement = db.prepare_cached(&sql).map_err(sqlite)?;
    let rows = statement
        .query(params![tenant.as_str(), number(limit)])
        .map_err(sqlite)?;
    let kept = read(rows)?;
    Ok(kept.into_iter().map(|kept| kept.letter).collect())
}

/// One dead letter of a tenant.
pub(super) fn find(db: &Connection, tenant: &TenantId, id: i64) -> Result<Option<Kept>, EngineError> {
    let sql = format!("{LETTER} WHERE tenant = ?1 AND id = ?2");
    let mut statement = db.prepare_cached(&sql).map_err(sqlite)?;
    let rows = statement.query(params![tenant.as_str(), id]).map_err(sqlite)?;
    Ok(read(rows)?.pop())
}

/// The letters that are due: of each subscriber of each tenant some, the longest due first.
pub(super) fn due(db: &Connection, now: Timestamp) -> Result<Vec<Kept>, EngineError> {
    let sql = format!(
        "WITH due AS (SELECT id AS due_id, row_number() OVER (PARTITION BY tenant, subscriber ORDER BY due_at, id) AS place \
         FROM dead_letters WHERE due_at <= ?1) \
         {LETTER} JOIN due ON id = due_id WHERE place <= ?2 ORDER BY tenant, subscriber, place LIMIT ?3"
    );
    let mut statement = db.prepare_cached(&sql).map_err(sqlite)?;
    let rows = statement
        .query(params![now.0, number(LETTERS_A_ROUND), number(ROUND)])
        .map_err(sqlite)?;
    read(rows)
}

/// Notes that a letter has failed once more.
pub(super) fn failed(
    db: &Connection,
    kept: &Kept,
    error: &HandleError,
    now: Timestamp,
) -> Result<(), EngineError> {
    let tries = kept.letter.tries.saturating_add(1);
    let due_at = next_try(now, tries, kept.id);
    let sql = "UPDATE dead_letters SET cause = ?2, error = ?3, failed_at = ?4, tries = ?5, due_at = ?6 WHERE id = ?1";
    let due_at = due_at.map(|at| at.0);
    db.prepare_cached(sql)
        .map_err(sqlite)?
        .execute(params![
            kept.id,
            error.cause.wire_name(),
            error.to_string(),
            now.0,
            tries,
            due_at
        ])
        .map_err(sqlite)?;
    Ok(())
}

/// Lets a letter wait that was spared a try.
pub(super) fn spared(db: &Connection, kept: &Kept, now: Timestamp) -> Result<(), EngineError> {
    let due_at = next_try(now, kept.letter.tries, kept.id).map(|at| at.0);
    db.prepare_cached("UPDATE dead_letters SET due_at = ?2 WHERE id = ?1")
        .map_err(sqlite)?
        .execute(params![kept.id, due_at])
        .map_err(sqlite)?;
    Ok(())
}

/// Removes a dead letter that was handled after all.
pub(super) fn delete(db: &Connection, kept: &Kept) -> Result<(), EngineError> {
    db.prepare_cached("DELETE FROM dead_letters WHERE id = ?1")
        .map_err(sqlite)?
        .execute(params![kept.id])
        .map_err(sqlite)?;
    Ok(())
}

/// Makes those of a subscriber and tenant due that wait for what it needs: it may be there again.
pub(super) fn let_all_try(
    db: &Connection,
    tenant: &TenantId,
    subscriber: &str,
    now: Timestamp,
) -> Result<(), EngineError> {
    let sql = "UPDATE dead_letters SET due_at = ?3 \
               WHERE tenant = ?1 AND subscriber = ?2 AND cause = 'unavailable' AND due_at > ?3";
    db.prepare_cached(sql)
        .map_err(sqlite)?
        .execute(params![tenant.as_str(), subscriber, now.0])
        .map_err(sqlite)?;
    Ok(())
}

/// Tries those of a subscriber and tenant no more, unless somebody says so.
pub(super) fn leave(db: &Connection, tenant: &TenantId, subscriber: &str) -> Result<(), EngineError> {
    let sql = "UPDATE dead_letters SET due_at = NULL WHERE tenant = ?1 AND subscriber = ?2";
    db.prepare_cached(sql)
        .map_err(sqlite)?
        .execute(params![tenant.as_str(), subscriber])
        .map_err(sqlite)?;
    Ok(())
}

fn read(mut rows: rusqlite::Rows<'_>) -> Result<Vec<Kept>, EngineError> {
    let mut letters = Vec::new();
    while let Some(row) = rows.next().map_err(sqlite)? {
        letters.push(kept(row)?);
    }
    Ok(letters)
}

fn kept(row: &Row<'_>) -> Result<Kept, EngineError> {
    let id: i64 = row.get(0).map_err(sqlite)?;
    let failure = Failure {
        subscriber: row.get(2).map_err(sqlite)?,
        cause: FailureCause::named(row.get_ref(3).map_err(sqlite)?.as_str().map_err(broken)?),
        error: row.get(4).map_err(sqlite)?,
        failed_at: Timestamp(row.get(5).map_err(sqlite)?),
        tries: u32::try_from(unsigned(row.get(6).map_err(sqlite)?)).unwrap_or(u32::MAX),
        due_at: row.get::<_, Option<i64>>(7).map_err(sqlite)?.map(Timestamp),
    };
    Ok(Kept {
        id,
        tenant: TenantId::parse(row.get::<_, String>(1).map_err(sqlite)?).map_err(broken)?,
        letter: DeadLetter::read(
            id.to_string(),
            failure,
            row.get_ref(8).map_err(sqlite)?.as_str().map_err(broken)?,
        ),
    })
}
