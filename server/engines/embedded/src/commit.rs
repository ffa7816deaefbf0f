//! A commit, made ready by the caller and then done by the writer.

use super::apply::{Content, Entry, add, expected, put, put_new, remove};
use super::failure::broken;
use super::query::{Place, tenant_prefix};
use super::writer::Transaction;
use crate::failure::sqlite;
use domain::{TenantId, Timestamp};
use ports::EngineError;
use ports::documents::{Commit, CommitError, Expect, IndexEntry, Write};
use rusqlite::params;
use std::collections::{HashMap, HashSet};

/// A commit as texts, so that the one thread that writes does nothing that another can do.
pub(super) struct Prepared {
    tenant: TenantId,
    steps: Vec<Step>,
    /// Where the steps write.
    written: Vec<Place>,
    events: Vec<String>,
}

enum Step {
    Put {
        at: Place,
        content: Content,
        expect: Expect,
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

impl Step {
    fn at(&self) -> &Place {
        match self {
            Step::Put { at, .. } | Step::Delete { at, .. } | Step::Add { at, .. } => at,
        }
    }
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
            } => {
                let entries = entries(&prefix, indexes)?;
                let content = Content {
                    body,
                    indexes: remembered(&entries)?,
                    entries,
                    expires_at: expires_at.map(|at| at.0),
                };
                Step::Put {
                    at: Place::new(&prefix, &key),
                    content,
                    expect,
                }
            }
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
        written: steps.iter().map(Step::at).cloned().collect(),
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
            return Err(broken(format!("two writes of {} {}", key.table.name(), key.sk)));
        }
    }
    Ok(())
}

fn entries(prefix: &str, indexes: Vec<IndexEntry>) -> Result<Vec<Entry>, EngineError> {
    let mut seen = HashSet::new();
    let mut entries: Vec<Entry> = Vec::with_capacity(indexes.len());
    for entry in indexes {
        if !seen.insert(entry.index) {
            return Err(broken(format!("two entries in {}", entry.index.name())));
        }
        entries.push((
            entry.index.name().to_owned(),
            format!("{prefix}{}", entry.partition),
            entry.sort,
        ));
    }
    Ok(entries)
}

/// Entries as they are remembered beside their document.
fn remembered(entries: &[Entry]) -> Result<Option<String>, EngineError> {
    match entries {
        [] => Ok(None),
        some => serde_json::to_string(some).map(Some).map_err(broken),
    }
}

impl Prepared {
    /// Does the commit. After an error the caller undoes what was done up to it.
    pub(super) fn apply(
        mut self,
        transaction: &mut Transaction<'_>,
        now: Timestamp,
    ) -> Result<(), CommitError> {
        let db = transaction.db;
        transaction.written.append(&mut self.written);
        let mut counters = HashMap::new();
        for (write, step) in self.steps.iter().enumerate() {
            match step {
                Step::Put {
                    at,
                    content,
                    expect: Expect::Absent,
                } if put_new(db, at, content).map_err(sqlite)? => {}
                Step::Put { at, content, expect } => {
                    let present = expected(db, at, now, *expect, write)?;
                    put(db, at, content, present.as_ref()).map_err(sqlite)?;
                }
                Step::Delete { at, expect } => {
                    if let Some(present) = expected(db, at, now, *expect, write)? {
                        remove(db, at, &present).map_err(sqlite)?;
                    }
                }
                Step::Add {
                    at, counter, delta, ..
                } => {
                    counters.insert((at, counter), add(db, at, counter, *delta, now).map_err(sqlite)?);
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
        let mut insert = db
            .prepare_cached("INSERT INTO outbox (tenant, at, envelope) VALUES (?1, ?2, ?3)")
            .map_err(sqlite)?;
        for envelope in &self.events {
            insert
                .execute(params![self.tenant.as_str(), now.0, envelope])
                .map_err(sqlite)?;
            transaction.newest_event = u64::try_from(db.last_insert_rowid()).unwrap_or(0);
        }
        Ok(())
    }
}
