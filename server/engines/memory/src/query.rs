//! Pages of documents.

use crate::broken;
use crate::store::{Entry, StoredDocument, TenantDocuments};
use domain::Timestamp;
use ports::EngineError;
use ports::documents::{Key, Page, Query, Source, Table};

/// A document that a query finds, by where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Found<'a> {
    sort: &'a str,
    key: &'a Key,
    stored: &'a StoredDocument,
}

/// A page of the documents that a query finds.
pub(crate) fn page(
    documents: Option<&TenantDocuments>,
    query: &Query,
    now: Timestamp,
) -> Result<Page, EngineError> {
    let limit = query.limit.clamp(1, 1_000);
    let found = find(documents, query, now)?;
    let some = found.get(..limit).unwrap_or(&found);
    let more = some.len() < found.len();
    let last = some.last().filter(|_| more);
    Ok(Page {
        documents: some.iter().map(|one| one.stored.document(one.key)).collect(),
        next: last.map(|last| cursor(&query.source, last)),
    })
}

/// All documents that a query finds after its cursor, in its order.
pub(crate) fn find<'a>(
    documents: Option<&'a TenantDocuments>,
    query: &Query,
    now: Timestamp,
) -> Result<Vec<Found<'a>>, EngineError> {
    let cursor = query
        .cursor
        .as_deref()
        .map(|text| place(&query.source, text))
        .transpose()?;
    let Some(documents) = documents else {
        return Ok(Vec::new());
    };
    let mut found = match &query.source {
        Source::Partition { table, pk } => of_partition(documents, *table, pk, query),
        Source::Index { .. } => of_index(documents, query),
    };
    found.retain(|one| {
        let after = cursor.as_ref().is_none_or(|cursor| match query.source {
            Source::Partition { .. } if query.descending => one.sort < cursor.0.as_str(),
            Source::Partition { .. } => one.sort > cursor.0.as_str(),
            Source::Index { .. } if query.descending => (one.sort, one.key) < (&cursor.0, &cursor.1),
            Source::Index { .. } => (one.sort, one.key) > (&cursor.0, &cursor.1),
        });
        after && query.before.as_deref().is_none_or(|before| one.sort < before) && one.stored.is_there(now)
    });
    if query.descending {
        found.reverse();
    }
    Ok(found)
}

fn of_partition<'a>(documents: &'a TenantDocuments, table: Table, pk: &str, query: &Query) -> Vec<Found<'a>> {
    let first = Key::new(table, pk, query.from.clone().unwrap_or_default());
    let all = documents.by_key.range(first..);
    let own = all.take_while(|(key, _)| key.table == table && key.pk == pk);
    own.map(|(key, stored)| Found {
        sort: &key.sk,
        key,
        stored,
    })
    .collect()
}

fn of_index<'a>(documents: &'a TenantDocuments, query: &Query) -> Vec<Found<'a>> {
    let Source::Index { index, partition } = &query.source else {
        return Vec::new();
    };
    let first = Entry {
        index: *index,
        partition: partition.clone(),
        sort: query.from.clone().unwrap_or_default(),
        key: Key::new(Table::Users, "", ""),
    };
    let all = documents.entries.range(first..);
    let own = all.take_while(|entry| entry.index == *index && entry.partition == *partition);
    own.filter_map(|entry| {
        Some(Found {
            sort: &entry.sort,
            key: &entry.key,
            stored: documents.by_key.get(&entry.key)?,
        })
    })
    .collect()
}

/// The text that names the last document of a page. It holds no tenant.
fn cursor(source: &Source, last: &Found<'_>) -> String {
    let Key { table, pk, sk } = last.key;
    match source {
        Source::Partition { .. } => serde_json::json!([sk]),
        Source::Index { .. } => serde_json::json!([last.sort, table.name(), pk, sk]),
    }
    .to_string()
}

/// The place that a cursor names: a sort key, and in an index its document.
fn place(source: &Source, cursor: &str) -> Result<(String, Key), EngineError> {
    let foreign = || broken("the cursor is of another query");
    let parts: Vec<String> = serde_json::from_str(cursor).map_err(|_| foreign())?;
    match (source, parts.as_slice()) {
        (Source::Partition { table, pk }, [sk]) => Ok((sk.clone(), Key::new(*table, pk.clone(), sk.clone()))),
        (Source::Index { .. }, [sort, table, pk, sk]) => {
            let table = Table::ALL.into_iter().find(|known| known.name() == table);
            let key = Key::new(table.ok_or_else(foreign)?, pk.clone(), sk.clone());
            Ok((sort.clone(), key))
        }
        _ => Err(foreign()),
    }
}
