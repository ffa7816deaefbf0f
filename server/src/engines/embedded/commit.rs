//! A commit, made ready by the caller and then done by the writer.

use super::failure::broken;
use super::query::{Place, tenant_prefix};
use super::writer::Transaction;
use crate::ports::EngineError;
use crate::ports::documents::{Commit, CommitError, Expect, IndexEntry, Write};
use rusqlite::{Connection, OptionalExtension, params};
use shared::domain::{TenantId, Timestamp};
use std::collections::{HashMap, HashSet};

/// A commit as texts, so that the one thread that writes does nothing that another can do.
pub(super) struct Prepared {
    tenant: TenantId,
    steps: Vec<Step>,
    events: Vec<String>,
}

enum Step {
    Put {
        at: Place,
        body: String,
        indexes: Option<String>,
        expect: Expect,
        expires_at: Option<i64>,
    },
    Delete {
        at: Place,
        expect: Expect,
    },
    Add {
        at: Place,
        counter: String,
        delta: i64,
        floor: Option<i64>,
    },
}

/// An index entry as it is remembered beside its document: index, partition with its tenant, sort key.
type Entry = (String, String, String);

/// What lies at a place.
struct Present {
    version: i64,
    counted: bool,
    indexes: Option<String>,
}

/// Checks the form of a commit and writes its texts.
pub(super) fn prepare(tenant: &TenantId, commit: Commit) -> Result<Prepared, EngineError> {
    let prefix = tenant_prefix(tenant);
    check_keys(&commit.writes)?;
    let mut steps = Vec::with_capacity(commit.writes.len());
    for write in commit.writes {
        steps.push(match write {
            Write::Put {
                key,
                body,
                indexes,
                expect,
                expires_at,
            } => Step::Put {
                at: Place::new(&prefix, &key),
                body: serde_json::to_string(&body).map_err(broken)?,
                indexes: entries(&prefix, indexes)?,
                expect,
                expires_at: expires_at.map(|at| at.0),
            },
            Write::Delete { key, expect } => Step::Delete {
                at: Place::new(&prefix, &key),
                expect,
            },
            Write::Add {
                key,
                counter,
                delta,
                floor,
            } => Step::Add {
                at: Place::new(&prefix, &key),
                counter,
                delta,
                floor,
            },
        });
    }
    let mut events = Vec::with_capacity(commit.events.len());
    for envelope in &commit.events {
        if envelope.tenant_id != *tenant {
            return Err(broken("an event of another tenant"));
        }
        events.push(serde_json::to_string(envelope).map_err(broken)?);
    }
    Ok(Prepared {
        tenant: tenant.clone(),
        steps,
        events,
    })
}

fn check_keys(writes: &[Write]) -> Result<(), EngineError> {
    let mut added = HashSet::new();
    let mut written = HashSet::new();
    for write in writes {
        let key = write.key();
        let twice = match write {
            Write::Add { .. } => {
                added.insert(key);
                written.contains(key)
            }
            _ => !written.insert(key) || added.contains(key),
        };
        if twice {
            return Err(broken(format_args!(
                "two writes of {} {}",
                key.table.name(),
                key.sk
            )));
        }
    }
    Ok(())
}

fn entries(prefix: &str, indexes: Vec<IndexEntry>) -> Result<Option<String>, EngineError> {
    let mut seen = HashSet::new();
    let mut entries: Vec<Entry> = Vec::with_capacity(indexes.len());
    for entry in indexes {
        if !seen.insert(entry.index) {
            return Err(broken(format_args!("two entries in {}", entry.index.name())));
        }
        entries.push((
            entry.index.name().to_owned(),
            format!("{prefix}{}", entry.partition),
            entry.sort,
        ));
    }
    if entries.is_empty() {
        Ok(None)
    } else {
        serde_json::to_string(&entries).map(Some).map_err(broken)
    }
}

impl Prepared {
    /// Does the commit. After an error the caller undoes what was done up to it.
    pub(super) fn apply(&self, transaction: &mut Transaction<'_>, now: Timestamp) -> Result<(), CommitError> {
        let db = transaction.db;
        let mut counters = HashMap::new();
        for (write, step) in self.steps.iter().enumerate() {
            match step {
                Step::Put { at, expect, .. } => {
                    let present = expected(db, at, now, *expect, write)?;
                    put(db, step, present.as_ref())?;
                }
                Step::Delete { at, expect } => {
                    if let Some(present) = expected(db, at, now, *expect, write)? {
                        remove(db, at, &present)?;
                    }
                }
                Step::Add {
                    at, counter, delta, ..
                } => {
                    counters.insert((at, counter), add(db, at, counter, *delta, now)?);
                }
            }
        }
        // A floor holds for what the whole commit leaves.
        for (write, step) in self.steps.iter().enumerate() {
            if let Step::Add {
                at,
                counter,
                floor: Some(floor),
                ..
            } = step
                && counters.get(&(at, counter)).is_some_and(|value| value < floor)
            {
                return Err(CommitError::ConditionFailed { write });
            }
        }
        let mut insert =
            db.prepare_cached("INSERT INTO outbox (tenant, at, envelope) VALUES (?1, ?2, ?3)")?;
        for envelope in &self.events {
            insert.execute(params![self.tenant.as_str(), now.0, envelope])?;
            transaction.newest_event = u64::try_from(db.last_insert_rowid()).unwrap_or(0);
        }
        Ok(())
    }
}

fn expected(
    db: &Connection,
    at: &Place,
    now: Timestamp,
    expect: Expect,
    write: usize,
) -> Result<Option<Present>, CommitError> {
    let present = present(db, at, now)?;
    let version = present
        .as_ref()
        .and_then(|present| u64::try_from(present.version).ok());
    let met = match expect {
        Expect::Anything => true,
        Expect::Absent => version.is_none(),
        Expect::Version(wanted) => version == Some(wanted),
    };
    if met {
        Ok(present)
    } else {
        Err(CommitError::ConditionFailed { write })
    }
}

/// What lies at a place; what has expired is removed and so not there.
fn present(db: &Connection, at: &Place, now: Timestamp) -> Result<Option<Present>, rusqlite::Error> {
    let sql =
        "SELECT version, counted, indexes, expires_at FROM documents WHERE tbl = ?1 AND pk = ?2 AND sk = ?3";
    let found = db
        .prepare_cached(sql)?
        .query_row(params![at.table, at.pk, at.sk], |row| {
            let present = Present {
                version: row.get(0)?,
                counted: row.get(1)?,
                indexes: row.get(2)?,
            };
            Ok((present, row.get::<_, Option<i64>>(3)?))
        })
        .optional()?;
    let Some((present, expires_at)) = found else {
        return Ok(None);
    };
    if expires_at.is_some_and(|at| at <= now.0) {
        remove(db, at, &present)?;
        return Ok(None);
    }
    Ok(Some(present))
}

fn put(db: &Connection, step: &Step, present: Option<&Present>) -> Result<(), rusqlite::Error> {
    let Step::Put {
        at,
        body,
        indexes,
        expires_at,
        ..
    } = step
    else {
        return Ok(());
    };
    let before = present.and_then(|present| present.indexes.as_deref());
    if before != indexes.as_deref() {
        remove_entries(db, at, before)?;
        let sql =
            "INSERT INTO index_entries (idx, partition, sort, tbl, pk, sk) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let mut insert = db.prepare_cached(sql)?;
        for (index, partition, sort) in remembered(indexes.as_deref()) {
            insert.execute(params![index, partition, sort, at.table, at.pk, at.sk])?;
        }
    }
    let sql = match present {
        None => {
            "INSERT INTO documents (tbl, pk, sk, version, body, indexes, expires_at) VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6)"
        }
        Some(_) => {
            "UPDATE documents SET version = version + 1, body = ?4, indexes = ?5, expires_at = ?6 \
             WHERE tbl = ?1 AND pk = ?2 AND sk = ?3"
        }
    };
    db.prepare_cached(sql)?
        .execute(params![at.table, at.pk, at.sk, body, indexes, expires_at])?;
    Ok(())
}

/// Adds to a counter and returns what it is then.
fn add(
    db: &Connection,
    at: &Place,
    counter: &str,
    delta: i64,
    now: Timestamp,
) -> Result<i64, rusqlite::Error> {
    let counted = match present(db, at, now)? {
        None => Some(
            "INSERT INTO documents (tbl, pk, sk, version, counted, body) VALUES (?1, ?2, ?3, 0, 1, 'null')",
        ),
        Some(present) if !present.counted => {
            Some("UPDATE documents SET counted = 1 WHERE tbl = ?1 AND pk = ?2 AND sk = ?3")
        }
        Some(_) => None,
    };
    if let Some(sql) = counted {
        db.prepare_cached(sql)?.execute(params![at.table, at.pk, at.sk])?;
    }
    let sql = "INSERT INTO counters (tbl, pk, sk, name, value) VALUES (?1, ?2, ?3, ?4, ?5) \
               ON CONFLICT DO UPDATE SET value = value + excluded.value RETURNING value";
    db.prepare_cached(sql)?
        .query_row(params![at.table, at.pk, at.sk, counter, delta], |row| row.get(0))
}

fn remove(db: &Connection, at: &Place, present: &Present) -> Result<(), rusqlite::Error> {
    remove_entries(db, at, present.indexes.as_deref())?;
    if present.counted {
        let sql = "DELETE FROM counters WHERE tbl = ?1 AND pk = ?2 AND sk = ?3";
        db.prepare_cached(sql)?.execute(params![at.table, at.pk, at.sk])?;
    }
    let sql = "DELETE FROM documents WHERE tbl = ?1 AND pk = ?2 AND sk = ?3";
    db.prepare_cached(sql)?.execute(params![at.table, at.pk, at.sk])?;
    Ok(())
}

fn remove_entries(db: &Connection, at: &Place, indexes: Option<&str>) -> Result<(), rusqlite::Error> {
    let sql = "DELETE FROM index_entries \
               WHERE idx = ?1 AND partition = ?2 AND sort = ?3 AND tbl = ?4 AND pk = ?5 AND sk = ?6";
    let mut delete = db.prepare_cached(sql)?;
    for (index, partition, sort) in remembered(indexes) {
        delete.execute(params![index, partition, sort, at.table, at.pk, at.sk])?;
    }
    Ok(())
}

fn remembered(indexes: Option<&str>) -> Vec<Entry> {
    let Some(text) = indexes else { return Vec::new() };
    serde_json::from_str(text).unwrap_or_else(|error| {
        tracing::error!(%error, "index entries of a document are not what they should be");
        Vec::new()
    })
}

/// Removes documents that have expired, at most `limit`, and says how many.
pub(super) fn sweep(db: &Connection, now: Timestamp, limit: i64) -> Result<usize, rusqlite::Error> {
    let sql = "SELECT tbl, pk, sk, version, counted, indexes FROM documents WHERE expires_at <= ?1 LIMIT ?2";
    let expired = db
        .prepare_cached(sql)?
        .query_map(params![now.0, limit], |row| {
            let at = Place {
                table: row.get(0)?,
                pk: row.get(1)?,
                sk: row.get(2)?,
            };
            Ok((
                at,
                Present {
                    version: row.get(3)?,
                    counted: row.get(4)?,
                    indexes: row.get(5)?,
                },
            ))
        })?
        .collect::<Result<Vec<_>, _>>()?;
    for (at, present) in &expired {
        remove(db, at, present)?;
    }
    Ok(expired.len())
}
