//! A commit as one transaction of DynamoDB, and what it means when that is refused.

use super::action::{Action, Addition, Work};
use super::failure::{broken, failed, is_transient};
use super::keys::{
    Place, entry_partition, indexes_of, partition_attribute, position, sort_attribute, table_of,
    tenant_prefix,
};
use super::outbox;
use super::tables::Store;
use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{Put, TransactWriteItem};
use domain::event::Envelope;
use domain::{TenantId, Timestamp};
use ports::EngineError;
use ports::documents::{Commit, Index, IndexEntry, Write};
use std::collections::{BTreeMap, HashSet};

/// Maximum number of items that DynamoDB takes in one transaction.
const MAX_ITEMS: usize = 100;

/// A commit, checked and ready to be written.
#[derive(Debug)]
pub(super) struct Plan {
    tenant: TenantId,
    actions: Vec<Action>,
    events: Vec<(Envelope, String)>,
}

/// What a refused transaction means.
#[derive(Debug)]
pub(super) enum Verdict {
    /// This write did not find what it expected.
    Refused { write: usize },
    /// Only what has expired was in the way.
    Expired(Vec<Place>),
    /// Somebody else was at the same documents, or there was too much to do.
    Busy(String),
}

impl Plan {
    /// `None` when there is nothing to do.
    pub(super) fn new(tenant: &TenantId, commit: Commit) -> Result<Option<Plan>, EngineError> {
        let Commit { writes, events } = commit;
        let prefix = tenant_prefix(tenant);
        let mut actions: Vec<Action> = Vec::with_capacity(writes.len());
        for (number, write) in writes.into_iter().enumerate() {
            let place = Place::new(&prefix, write.key());
            let known = actions.iter_mut().find(|action| action.place == place);
            match (write, known) {
                (
                    Write::Add {
                        counter,
                        delta,
                        floor,
                        ..
                    },
                    known,
                ) => {
                    let floor = floor.map(|floor| (floor, number));
                    let addition = Addition {
                        counter,
                        delta,
                        floor,
                    };
                    match known.map(|action| &mut action.work) {
                        Some(Work::Add(additions)) => add(additions, addition)?,
                        Some(_) => return Err(twice(&place)),
                        None => actions.push(Action {
                            place,
                            write: number,
                            work: Work::Add(vec![addition]),
                        }),
                    }
                }
                (_, Some(_)) => return Err(twice(&place)),
                (write, None) => actions.push(Action {
                    work: work(&prefix, write)?,
                    place,
                    write: number,
                }),
            }
        }
        if let Some(foreign) = events.iter().find(|event| event.tenant_id != *tenant) {
            return Err(broken(format!("event {} is of another tenant", foreign.id)));
        }
        let size = actions.len() + events.len();
        if size > MAX_ITEMS {
            return Err(broken(format!(
                "a commit of {size} documents and events: there is room for {MAX_ITEMS}"
            )));
        }
        let written = events.into_iter().map(|event| {
            let json = serde_json::to_string(&event).map_err(broken)?;
            Ok((event, json))
        });
        let events = written.collect::<Result<Vec<_>, EngineError>>()?;
        Ok((size > 0).then(|| Plan {
            tenant: tenant.clone(),
            actions,
            events,
        }))
    }

    pub(super) fn tenant(&self) -> &TenantId {
        &self.tenant
    }

    /// How many events there are.
    pub(super) fn events(&self) -> u64 {
        u64::try_from(self.events.len()).unwrap_or(0)
    }

    /// The transaction as of now. `first` is the number of the first event among those of this process.
    pub(super) fn transaction(
        &self,
        store: &Store,
        now: Timestamp,
        first: u64,
    ) -> Result<Vec<TransactWriteItem>, EngineError> {
        let mut items = Vec::with_capacity(self.actions.len() + self.events.len());
        for action in &self.actions {
            items.push(action.item(store, now)?);
        }
        for ((event, json), number) in self.events.iter().zip(first..) {
            let row = outbox::row(&self.tenant, event, json, now, number);
            let put = Put::builder().table_name(store.events()).set_item(Some(row));
            let put = put.build().map_err(broken)?;
            items.push(TransactWriteItem::builder().put(put).build());
        }
        Ok(items)
    }

    /// What it means that the transaction of `now` was refused.
    pub(super) fn verdict(
        &self,
        error: SdkError<TransactWriteItemsError, HttpResponse>,
        now: Timestamp,
    ) -> Result<Verdict, EngineError> {
        let reasons = match error.as_service_error() {
            Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) => {
                cancelled.cancellation_reasons()
            }
            Some(other) if other.code().is_some_and(is_transient) => {
                return Ok(Verdict::Busy(other.code().unwrap_or_default().to_owned()));
            }
            _ => return Err(failed(error)),
        };
        let mut expired = Vec::new();
        let mut busy = None;
        for (position, reason) in reasons.iter().enumerate() {
            match reason.code() {
                None | Some("None") => {}
                Some("ConditionalCheckFailed") => {
                    let action = self.actions.get(position);
                    let action = action.ok_or_else(|| broken("a condition that nobody made"))?;
                    match action.refused(reason, now)? {
                        Some(write) => return Ok(Verdict::Refused { write }),
                        None => expired.push(action.place.clone()),
                    }
                }
                Some("TransactionConflict" | "ThrottlingError" | "ProvisionedThroughputExceeded") => {
                    busy = reason.code().map(str::to_owned);
                }
                Some(code) => {
                    let detail = reason.message().unwrap_or_default();
                    return Err(broken(format!("{code}: {detail}")));
                }
            }
        }
        match busy {
            Some(busy) if expired.is_empty() => Ok(Verdict::Busy(busy)),
            None if expired.is_empty() => Err(failed(error)),
            _ => Ok(Verdict::Expired(expired)),
        }
    }
}

/// A put or a delete, ready to be written.
fn work(prefix: &str, write: Write) -> Result<Work, EngineError> {
    match write {
        Write::Put {
            key,
            body,
            indexes,
            expect,
            expires_at,
        } => {
            let mut entries = BTreeMap::new();
            let mut listed = HashSet::new();
            for IndexEntry {
                index,
                partition,
                sort,
            } in indexes
            {
                if table_of(index) != key.table || !listed.insert(index) {
                    return Err(broken(format!(
                        "{} {} cannot be entered in {} like this",
                        key.table.name(),
                        key.sk,
                        index.name()
                    )));
                }
                let partition = entry_partition(prefix, index, &partition, &key);
                entries.insert(partition_attribute(index.name()), partition);
                entries.insert(sort_attribute(index.name()), position(&sort, &key));
            }
            let unlisted = indexes_of(key.table)
                .iter()
                .filter(|index: &&Index| !listed.contains(*index))
                .flat_map(|index| [partition_attribute(index.name()), sort_attribute(index.name())])
                .collect();
            Ok(Work::Put {
                body: body.text().to_owned(),
                entries,
                unlisted,
                expect,
                expires_at,
            })
        }
        Write::Delete { expect, .. } => Ok(Work::Delete { expect }),
        Write::Add { .. } => Err(broken("an addition that was not added up")),
    }
}

fn add(additions: &mut Vec<Addition>, more: Addition) -> Result<(), EngineError> {
    let Some(known) = additions.iter_mut().find(|known| known.counter == more.counter) else {
        additions.push(more);
        return Ok(());
    };
    known.delta = known
        .delta
        .checked_add(more.delta)
        .ok_or_else(|| broken("more is added to a counter than it can hold"))?;
    known.floor = match (known.floor, more.floor) {
        (Some(one), Some(other)) if other.0 > one.0 => Some(other),
        (one, other) => one.or(other),
    };
    Ok(())
}

fn twice(place: &Place) -> EngineError {
    broken(format!(
        "{} {} {} is written twice in one commit",
        place.table.name(),
        place.pk,
        place.sk
    ))
}
