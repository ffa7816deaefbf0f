//! A commit: first everything is checked, then everything is done.

use crate::broken;
use crate::store::{Data, Entry, StoredDocument, StoredEvent, TenantDocuments};
use domain::{TenantId, Timestamp};
use ports::EngineError;
use ports::documents::{Commit, CommitError, Expect, IndexEntry, Key, Write};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Does all of a commit, or nothing.
pub(crate) fn apply(
    data: &mut Data,
    tenant: &TenantId,
    commit: Commit,
    now: Timestamp,
) -> Result<(), CommitError> {
    check_form(&commit.writes)?;
    let documents = data.documents.entry(tenant.clone()).or_default();
    check_conditions(documents, &commit.writes, now)?;
    for write in commit.writes {
        data.written.push((tenant.clone(), write.key().clone()));
        do_write(documents, write, now);
    }
    for envelope in commit.events {
        data.newest_event += 1;
        let event = StoredEvent {
            at: now,
            envelope: Arc::new(envelope),
        };
        data.events.insert(data.newest_event, event);
    }
    Ok(())
}

/// Removes what has expired.
pub(crate) fn sweep(documents: &mut TenantDocuments, now: Timestamp) {
    let expired = documents
        .by_key
        .iter()
        .filter(|(_, stored)| !stored.is_there(now));
    let expired: Vec<Key> = expired.map(|(key, _)| key.clone()).collect();
    for key in expired {
        remove(documents, &key);
    }
}

/// A key may stand in one write only, or in several additions; a document may have one entry in each index.
fn check_form(writes: &[Write]) -> Result<(), EngineError> {
    let mut added = BTreeSet::new();
    let mut written = BTreeSet::new();
    for write in writes {
        let key = write.key();
        let twice = match write {
            Write::Add { .. } => {
                added.insert(key);
                written.contains(key)
            }
            Write::Put { .. } | Write::Delete { .. } => !written.insert(key) || added.contains(key),
        };
        if twice {
            return Err(broken(format!("two writes of {} {}", key.table.name(), key.sk)));
        }
        if let Write::Put { indexes, .. } = write {
            let mut seen = BTreeSet::new();
            if let Some(again) = indexes.iter().find(|entry| !seen.insert(entry.index)) {
                return Err(broken(format!("two entries in {}", again.index.name())));
            }
        }
    }
    Ok(())
}

/// Looks for the first write that finds something else than it expects; a floor holds for what the whole commit leaves, and
/// is looked at after the others.
fn check_conditions(
    documents: &TenantDocuments,
    writes: &[Write],
    now: Timestamp,
) -> Result<(), CommitError> {
    let present = |key: &Key| documents.by_key.get(key).filter(|stored| stored.is_there(now));
    let mut counters: BTreeMap<(&Key, &str), i64> = BTreeMap::new();
    for (position, write) in writes.iter().enumerate() {
        match write {
            Write::Put { key, expect, .. } | Write::Delete { key, expect } => {
                let version = present(key).map(|stored| stored.version);
                let met = match expect {
                    Expect::Anything => true,
                    Expect::Absent => version.is_none(),
                    Expect::Version(wanted) => version == Some(*wanted),
                };
                if !met {
                    return Err(CommitError::ConditionFailed { write: position });
                }
            }
            Write::Add {
                key, counter, delta, ..
            } => {
                let before = || {
                    let stored = present(key)?;
                    stored.counters.get(counter).copied()
                };
                let value = counters
                    .entry((key, counter))
                    .or_insert_with(|| before().unwrap_or(0));
                *value = value.saturating_add(*delta);
            }
        }
    }
    for (position, write) in writes.iter().enumerate() {
        if let Write::Add {
            key,
            counter,
            floor: Some(floor),
            ..
        } = write
            && counters
                .get(&(key, counter.as_str()))
                .is_some_and(|value| value < floor)
        {
            return Err(CommitError::ConditionFailed { write: position });
        }
    }
    Ok(())
}

fn do_write(documents: &mut TenantDocuments, write: Write, now: Timestamp) {
    let key = write.key();
    if documents
        .by_key
        .get(key)
        .is_some_and(|stored| !stored.is_there(now))
    {
        let key = key.clone();
        remove(documents, &key);
    }
    match write {
        Write::Put {
            key,
            body,
            indexes,
            expires_at,
            ..
        } => {
            let stored = documents.by_key.entry(key.clone()).or_default();
            let before = std::mem::replace(&mut stored.indexes, indexes.clone());
            stored.version += 1;
            stored.body = body;
            stored.expires_at = expires_at;
            remove_entries(&mut documents.entries, &key, before);
            documents
                .entries
                .extend(indexes.into_iter().map(|place| entry(&key, place)));
        }
        Write::Delete { key, .. } => remove(documents, &key),
        Write::Add {
            key, counter, delta, ..
        } => {
            let StoredDocument { counters, .. } = documents.by_key.entry(key).or_default();
            let value = counters.entry(counter).or_default();
            *value = value.saturating_add(delta);
        }
    }
}

fn remove(documents: &mut TenantDocuments, key: &Key) {
    if let Some(removed) = documents.by_key.remove(key) {
        remove_entries(&mut documents.entries, key, removed.indexes);
    }
}

fn remove_entries(entries: &mut BTreeSet<Entry>, key: &Key, places: Vec<IndexEntry>) {
    for place in places {
        entries.remove(&entry(key, place));
    }
}

fn entry(key: &Key, place: IndexEntry) -> Entry {
    Entry {
        index: place.index,
        partition: place.partition,
        sort: place.sort,
        key: key.clone(),
    }
}
