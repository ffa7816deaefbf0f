//! The single steps of a commit, as statements.

use super::query::Place;
use super::writer::Transaction;
use crate::failure::sqlite;
use domain::Timestamp;
use ports::body::Body;
use ports::documents::{CommitError, Expect};
use rusqlite::{Connection, OptionalExtension, params};

/// What is stored at a place.
pub(super) struct Content {
    pub(super) body: Body,
    pub(super) entries: Vec<Entry>,
    /// The entries as they are remembered beside the document.
    pub(super) indexes: Option<String>,
    pub(super) expires_at: Option<i64>,
}

/// An index entry as it is remembered beside its document: index, partition with its tenant, sort key.
pub(super) type Entry = (String, String, String);

/// What lies at a place.
pub(super) struct Present {
    version: i64,
    counted: bool,
    indexes: Option<String>,
}

/// What lies at a place, when it is what a write expects.
pub(super) fn expected(
    db: &Connection,
    at: &Place,
    now: Timestamp,
    expect: Expect,
    write: usize,
) -> Result<Option<Present>, CommitError> {
    let present = present(db, at, now).map_err(sqlite)?;
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

/// Stores a document where there is none; says whether there was none. One that has expired counts as being there.
pub(super) fn put_new(db: &Connection, at: &Place, content: &Content) -> Result<bool, rusqlite::Error> {
    let Content {
        body,
        indexes,
        expires_at,
        ..
    } = content;
    let sql = "INSERT INTO documents (tbl, pk, sk, version, body, indexes, expires_at) \
               VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6) ON CONFLICT DO NOTHING";
    let inserted =
        db.prepare_cached(sql)?
            .execute(params![at.table, at.pk, at.sk, body.text(), indexes, expires_at])?;
    if inserted == 0 {
        return Ok(false);
    }
    insert_entries(db, at, &content.entries)?;
    Ok(true)
}

/// Stores the document of a put in place of what is present.
pub(super) fn put(
    db: &Connection,
    at: &Place,
    content: &Content,
    present: Option<&Present>,
) -> Result<(), rusqlite::Error> {
    let Content {
        body,
        entries,
        indexes,
        expires_at,
    } = content;
    let before = present.and_then(|present| present.indexes.as_deref());
    if before != indexes.as_deref() {
        remove_entries(db, at, before)?;
        insert_entries(db, at, entries)?;
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
        .execute(params![at.table, at.pk, at.sk, body.text(), indexes, expires_at])?;
    Ok(())
}

/// Adds to a counter and returns what it is then.
pub(super) fn add(
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

/// Removes a document with all that belongs to it.
pub(super) fn remove(db: &Connection, at: &Place, present: &Present) -> Result<(), rusqlite::Error> {
    remove_entries(db, at, present.indexes.as_deref())?;
    if present.counted {
        let sql = "DELETE FROM counters WHERE tbl = ?1 AND pk = ?2 AND sk = ?3";
        db.prepare_cached(sql)?.execute(params![at.table, at.pk, at.sk])?;
    }
    let sql = "DELETE FROM documents WHERE tbl = ?1 AND pk = ?2 AND sk = ?3";
    db.prepare_cached(sql)?.execute(params![at.table, at.pk, at.sk])?;
    Ok(())
}

fn insert_entries(db: &Connection, at: &Place, entries: &[Entry]) -> Result<(), rusqlite::Error> {
    let sql = "INSERT INTO index_entries (idx, partition, sort, tbl, pk, sk) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let mut insert = db.prepare_cached(sql)?;
    for (index, partition, sort) in entries {
        insert.execute(params![index, partition, sort, at.table, at.pk, at.sk])?;
    }
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
pub(super) fn sweep(
    transaction: &mut Transaction<'_>,
    now: Timestamp,
    limit: i64,
) -> Result<usize, rusqlite::Error> {
    let db = transaction.db;
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
    let removed = expired.len();
    transaction.written.extend(expired.into_iter().map(|(at, _)| at));
    Ok(removed)
}
