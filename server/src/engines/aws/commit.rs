//! A commit as one transaction of DynamoDB, and what it means when that is refused.

use super::failure::{broken, failed, passes};
use super::items::{
    BODY, EXPIRES, EXPIRES_MS, Item, VERSION, counter, counter_attribute, has_expired, key, number,
    removable, text,
};
use super::keys::{
    Place, entry_partition, indexes_of, partition_attribute, position, sort_attribute, table_of,
    tenant_prefix,
};
use super::outbox;
use super::tables::Store;
use super::update::Expression;
use crate::ports::EngineError;
use crate::ports::documents::{Commit, Expect, Index, IndexEntry, Write};
use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{
    CancellationReason, Delete, Put, ReturnValuesOnConditionCheckFailure, TransactWriteItem, Update,
};
use shared::domain::event::Envelope;
use shared::domain::{TenantId, Timestamp};
use std::collections::{BTreeMap, HashSet};

/// DynamoDB takes so many items in one transaction.
const MOST: usize = 100;

/// A commit, checked and ready to be written.
#[derive(Debug)]
pub(super) struct Plan {
    tenant: TenantId,
    actions: Vec<Action>,
    events: Vec<(Envelope, String)>,
}

/// What is done to one document.
#[derive(Debug)]
struct Action {
    place: Place,
    /// The write of the commit that this comes from; of several additions the first.
    write: usize,
    work: Work,
}

#[derive(Debug)]
enum Work {
    Put {
        body: String,
        /// By the names of their attributes.
        entries: BTreeMap<String, String>,
        unlisted: Vec<String>,
        expect: Expect,
        expires_at: Option<Timestamp>,
    },
    Delete {
        expect: Expect,
    },
    Add(Vec<Addition>),
}

/// All additions to one counter together.
#[derive(Debug)]
struct Addition {
    counter: String,
    delta: i64,
    /// The highest floor, and the write that asks for it.
    floor: Option<(i64, usize)>,
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
            return Err(broken(format_args!("event {} is of another tenant", foreign.id)));
        }
        let size = actions.len() + events.len();
        if size > MOST {
            return Err(broken(format_args!(
                "a commit of {size} documents and events: there is room for {MOST}"
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
            Some(other) if other.code().is_some_and(passes) => {
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
                    return Err(broken(format_args!("{code}: {detail}")));
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

impl Action {
    fn item(&self, store: &Store, now: Timestamp) -> Result<TransactWriteItem, EngineError> {
        let table = store.documents(self.place.table);
        let mut expression = Expression::new(now);
        let item = TransactWriteItem::builder();
        Ok(match &self.work {
            Work::Put {
                body,
                entries,
                expect: Expect::Absent,
                expires_at,
                ..
            } => {
                let mut whole = key(&self.place.pk, &self.place.sk);
                whole.insert(BODY.to_owned(), text(body));
                whole.insert(VERSION.to_owned(), number(1));
                whole.extend(entries.iter().map(|(name, value)| (name.clone(), text(value))));
                if let Some(at) = expires_at {
                    whole.insert(EXPIRES_MS.to_owned(), number(at.0));
                    whole.insert(EXPIRES.to_owned(), number(removable(*at)));
                }
                expression.is_absent();
                let put = Put::builder()
                    .table_name(table)
                    .set_item(Some(whole))
                    .set_condition_expression(expression.condition())
                    .set_expression_attribute_names(expression.names())
                    .set_expression_attribute_values(expression.values())
                    .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
                item.put(put.build().map_err(broken)?).build()
            }
            Work::Delete { expect } => {
                expression.expects(*expect);
                let delete = Delete::builder()
                    .table_name(table)
                    .set_key(Some(key(&self.place.pk, &self.place.sk)))
                    .set_condition_expression(expression.condition())
                    .set_expression_attribute_names(expression.names())
                    .set_expression_attribute_values(expression.values())
                    .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
                item.delete(delete.build().map_err(broken)?).build()
            }
            Work::Put {
                body,
                entries,
                unlisted,
                expect,
                expires_at,
            } => {
                match expect {
                    Expect::Version(_) => expression.expects(*expect),
                    Expect::Anything | Expect::Absent => expression.is_not_expired(),
                }
                expression.set(BODY, text(body));
                expression.next_version();
                for (name, value) in entries {
                    expression.set(name, text(value));
                }
                for name in unlisted {
                    expression.remove(name);
                }
                match expires_at {
                    Some(at) => {
                        expression.set(EXPIRES_MS, number(at.0));
                        expression.set(EXPIRES, number(removable(*at)));
                    }
                    None => {
                        expression.remove(EXPIRES_MS);
                        expression.remove(EXPIRES);
                    }
                }
                item.update(self.update(table, expression)?).build()
            }
            Work::Add(additions) => {
                expression.is_not_expired();
                expression.begin(VERSION, number(0));
                expression.begin(BODY, text("null"));
                for addition in additions {
                    let least = addition
                        .floor
                        .map(|(floor, _)| floor.saturating_sub(addition.delta));
                    expression.add(&counter_attribute(&addition.counter), addition.delta, least);
                }
                item.update(self.update(table, expression)?).build()
            }
        })
    }

    fn update(&self, table: String, expression: Expression) -> Result<Update, EngineError> {
        Update::builder()
            .table_name(table)
            .set_key(Some(key(&self.place.pk, &self.place.sk)))
            .update_expression(expression.update())
            .set_condition_expression(expression.condition())
            .set_expression_attribute_names(expression.names())
            .set_expression_attribute_values(expression.values())
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .build()
            .map_err(broken)
    }

    /// The write that did not find what it expected; `None` when only an expired document was in the way.
    fn refused(&self, reason: &CancellationReason, now: Timestamp) -> Result<Option<usize>, EngineError> {
        let nothing = Item::new();
        let found = reason.item().unwrap_or(&nothing);
        let expired = has_expired(found, now)?;
        match &self.work {
            Work::Put {
                expect: Expect::Anything,
                ..
            } => Ok(None),
            Work::Add(_) if expired => Ok(None),
            Work::Add(additions) => {
                for addition in additions {
                    let then = counter(found, &addition.counter)?.saturating_add(addition.delta);
                    if let Some((floor, write)) = addition.floor
                        && then < floor
                    {
                        return Ok(Some(write));
                    }
                }
                // Which of them it was has changed meanwhile.
                let first = additions.iter().find_map(|addition| addition.floor);
                Ok(Some(first.map_or(self.write, |(_, write)| write)))
            }
            Work::Put { .. } | Work::Delete { .. } => Ok(Some(self.write)),
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
                    return Err(broken(format_args!(
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
                body: body.to_string(),
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
    broken(format_args!(
        "{} {} {} is written twice in one commit",
        place.table.name(),
        place.pk,
        place.sk
    ))
}
