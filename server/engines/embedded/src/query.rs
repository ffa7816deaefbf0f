//! Finding documents: places, rows and pages.

use super::failure::broken;
use crate::failure::sqlite;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::{TenantId, Timestamp};
use ports::EngineError;
use ports::body::Body;
use ports::documents::{Document, Key, Page, Query, Source, Table};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Where a document lies in the file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Place {
    pub(super) table: String,
    /// With its tenant.
    pub(super) pk: String,
    pub(super) sk: String,
}

impl Place {
    pub(super) fn new(prefix: &str, key: &Key) -> Place {
        Place {
            table: key.table.name().to_owned(),
            pk: format!("{prefix}{}", key.pk),
            sk: key.sk.clone(),
        }
    }
}

/// A document with when it expires, in milliseconds; `None` where it does not.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) document: Document,
    pub(super) expires_at: Option<i64>,
}

impl Found {
    /// The size of its body in bytes.
    pub(super) fn size(&self) -> usize {
        self.document.body.text().len()
    }
}

/// What the keys and index partitions of a tenant begin with. A tenant's id has no `#`, so that no prefix begins
/// another.
pub(super) fn tenant_prefix(tenant: &TenantId) -> String {
    format!("TENANT#{tenant}#")
}

/// The columns that [`document`] reads, of a table `d`.
macro_rules! columns {
    () => {
        "d.tbl, d.pk, d.sk, d.version, d.body, CASE WHEN d.counted THEN (SELECT json_group_object(c.name, c.value) \
         FROM counters c WHERE c.tbl = d.tbl AND c.pk = d.pk AND c.sk = d.sk) END"
    };
}

const FIND: &str = concat!(
    "SELECT ",
    columns!(),
    ", d.expires_at FROM documents d WHERE d.tbl = ?1 AND d.pk = ?2 AND d.sk = ?3 AND (d.expires_at IS NULL OR d.expires_at > ?4)"
);

/// How many columns stand before the index's sort key, or before when the document expires.
const COLUMNS: usize = 6;

/// The document at a place.
pub(super) fn find(
    db: &Connection,
    prefix: &str,
    place: &Place,
    now: Timestamp,
) -> Result<Option<Found>, EngineError> {
    let mut statement = db.prepare_cached(FIND).map_err(sqlite)?;
    let found = statement
        .query_row(params![place.table, place.pk, place.sk, now.0], |row| {
            let expires_at = row.get(COLUMNS)?;
            Ok(document(row, prefix).map(|document| Found { document, expires_at }))
        })
        .optional()
        .map_err(sqlite)?;
    found.transpose()
}

/// A page of documents.
pub(super) fn page(
    db: &Connection,
    prefix: &str,
    query: &Query,
    now: Timestamp,
) -> Result<Page, EngineError> {
    let limit = query.limit.clamp(1, 1_000);
    let columns = match query.source {
        Source::Partition { .. } => columns!(),
        Source::Index { .. } => concat!(columns!(), ", e.sort"),
    };
    let (sql, mut values) = select(prefix, query, columns)?;
    values.push(Value::Integer(now.0));
    // One more than asked for tells whether there is another page.
    values.push(Value::Integer(i64::try_from(limit + 1).unwrap_or(i64::MAX)));
    let mut statement = db.prepare_cached(&sql).map_err(sqlite)?;
    let mut rows = statement.query(params_from_iter(values)).map_err(sqlite)?;
    let mut page = Page::default();
    let mut last = None;
    while let Some(row) = rows.next().map_err(sqlite)? {
        if page.documents.len() == limit {
            page.next = last;
            break;
        }
        let found = document(row, prefix)?;
        if page.documents.len() + 1 == limit {
            last = Some(cursor(&query.source, row, &found.key)?);
        }
        page.documents.push(found);
    }
    Ok(page)
}

/// How many documents a query finds, as far as `at_most`.
pub(super) fn count(
    db: &Connection,
    prefix: &str,
    query: &Query,
    at_most: usize,
    now: Timestamp,
) -> Result<usize, EngineError> {
    let all = Query {
        cursor: None,
        ..query.clone()
    };
    let (sql, mut values) = select(prefix, &all, "1")?;
    values.push(Value::Integer(now.0));
    values.push(Value::Integer(i64::try_from(at_most).unwrap_or(i64::MAX)));
    let mut statement = db
        .prepare_cached(&format!("SELECT count(*) FROM ({sql})"))
        .map_err(sqlite)?;
    let count: i64 = statement
        .query_row(params_from_iter(values), |row| row.get(0))
        .map_err(sqlite)?;
    Ok(usize::try_from(count).unwrap_or(0))
}

fn document(row: &Row<'_>, prefix: &str) -> Result<Document, EngineError> {
    let table: String = row.get(0).map_err(sqlite)?;
    let pk: String = row.get(1).map_err(sqlite)?;
    let known = Table::ALL.into_iter().find(|known| known.name() == table);
    let (Some(table), Some(pk)) = (known, pk.strip_prefix(prefix)) else {
        return Err(broken(format!("a document of {table} that is not the tenant's")));
    };
    let body = row.get_ref(4).map_err(sqlite)?.as_str().map_err(broken)?;
    let counters = match row.get_ref(5).map_err(sqlite)?.as_str_or_null().map_err(broken)? {
        Some(text) => serde_json::from_str(text).map_err(broken)?,
        None => BTreeMap::new(),
    };
    Ok(Document {
        key: Key::new(table, pk, row.get::<_, String>(2).map_err(sqlite)?),
        version: u64::try_from(row.get::<_, i64>(3).map_err(sqlite)?).unwrap_or(0),
        body: Body::from_text(body),
        counters,
    })
}

/// One end of the range to read: a sort key, or just past the row that a cursor names.
enum End {
    Open,
    Sort(String),
    Past(Vec<String>),
}

/// The statement for a query and its values, up to the time and the limit. The table of documents is `d` in the columns,
/// that of index entries `e`.
fn select(prefix: &str, query: &Query, columns: &str) -> Result<(String, Vec<Value>), EngineError> {
    let (mut sql, mut values, order) = match &query.source {
        Source::Partition { table, pk } => (
            format!("SELECT {columns} FROM documents d WHERE d.tbl = ? AND d.pk = ?"),
            vec![
                Value::Text(table.name().into()),
                Value::Text(format!("{prefix}{pk}")),
            ],
            ["d.sk"].as_slice(),
        ),
        Source::Index { index, partition } => (
            format!(
                "SELECT {columns} FROM index_entries e CROSS JOIN documents d ON d.tbl = e.tbl AND d.pk = e.pk AND \
                 d.sk = e.sk WHERE e.idx = ? AND e.partition = ?"
            ),
            vec![
                Value::Text(index.name().into()),
                Value::Text(format!("{prefix}{partition}")),
            ],
            ["e.sort", "e.tbl", "e.pk", "e.sk"].as_slice(),
        ),
    };
    let (low, high) = ends(prefix, query)?;
    for (end, sort_is, row_is) in [(low, ">=", ">"), (high, "<", "<")] {
        match end {
            End::Open => {}
            End::Sort(sort) => {
                let _ = write!(sql, " AND {} {sort_is} ?", order[0]);
                values.push(Value::Text(sort));
            }
            End::Past(row) => {
                let places = vec!["?"; row.len()].join(", ");
                let _ = write!(sql, " AND ({}) {row_is} ({places})", order.join(", "));
                values.extend(row.into_iter().map(Value::Text));
            }
        }
    }
    let direction = if query.descending { " DESC" } else { "" };
    let order: Vec<String> = order
        .iter()
        .map(|column| format!("{column}{direction}"))
        .collect();
    let _ = write!(
        sql,
        " AND (d.expires_at IS NULL OR d.expires_at > ?) ORDER BY {} LIMIT ?",
        order.join(", ")
    );
    Ok((sql, values))
}

/// The range to read. Of the query's own end and the cursor the narrower one is taken, so that every page starts where
/// it has to.
fn ends(prefix: &str, query: &Query) -> Result<(End, End), EngineError> {
    let low = query.from.clone().map_or(End::Open, End::Sort);
    let high = query.before.clone().map_or(End::Open, End::Sort);
    let Some(cursor) = &query.cursor else {
        return Ok((low, high));
    };
    let row = row_of(prefix, &query.source, cursor)?;
    let sort = row.first().map_or("", String::as_str);
    let narrower = match (&low, &high) {
        (End::Sort(from), _) if !query.descending => sort >= from.as_str(),
        (_, End::Sort(before)) if query.descending => sort < before.as_str(),
        _ => true,
    };
    Ok(match (narrower, query.descending) {
        (false, _) => (low, high),
        (true, false) => (End::Past(row), high),
        (true, true) => (low, End::Past(row)),
    })
}

/// The text that names a row as the last of its page. It holds no tenant.
fn cursor(source: &Source, row: &Row<'_>, key: &Key) -> Result<String, EngineError> {
    let json = match source {
        Source::Partition { .. } => serde_json::to_vec(&[&key.sk]),
        Source::Index { .. } => {
            let sort: String = row.get(COLUMNS).map_err(sqlite)?;
            serde_json::to_vec(&[sort.as_str(), key.table.name(), &key.pk, &key.sk])
        }
    };
    Ok(BASE64_URL_SAFE_NO_PAD.encode(json.map_err(broken)?))
}

fn row_of(prefix: &str, source: &Source, cursor: &str) -> Result<Vec<String>, EngineError> {
    let foreign = || EngineError::broken("documents", "cursor");
    let json = BASE64_URL_SAFE_NO_PAD.decode(cursor).map_err(|_| foreign())?;
    let mut row: Vec<String> = serde_json::from_slice(&json).map_err(|_| foreign())?;
    match (source, row.as_mut_slice()) {
        (Source::Partition { .. }, [_]) => Ok(row),
        (Source::Index { .. }, [_, _, pk, _]) => {
            pk.insert_str(0, prefix);
            Ok(row)
        }
        _ => Err(foreign()),
    }
}
