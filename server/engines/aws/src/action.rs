//! What a commit does to one document, as an item of a transaction.

use super::failure::broken;
use super::items::{
    BODY, EXPIRES, EXPIRES_MS, Item, VERSION, counter, counter_attribute, has_expired, key, number,
    removable, text,
};
use super::keys::Place;
use super::tables::Store;
use super::update::Expression;
use aws_sdk_dynamodb::types::{
    CancellationReason, Delete, Put, ReturnValuesOnConditionCheckFailure, TransactWriteItem, Update,
};
use domain::Timestamp;
use ports::EngineError;
use ports::documents::Expect;
use std::collections::BTreeMap;

/// What is done to one document.
#[derive(Debug)]
pub(super) struct Action {
    pub(super) place: Place,
    /// The write of the commit that this comes from; of several additions the first.
    pub(super) write: usize,
    pub(super) work: Work,
}

/// The kinds of work.
#[derive(Debug)]
pub(super) enum Work {
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
pub(super) struct Addition {
    pub(super) counter: String,
    pub(super) delta: i64,
    /// The highest floor, and the write that asks for it.
    pub(super) floor: Option<(i64, usize)>,
}

impl Action {
    /// The item as of now.
    pub(super) fn item(&self, store: &Store, now: Timestamp) -> Result<TransactWriteItem, EngineError> {
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
                expression.is_absent();
                let put = Put::builder()
                    .table_name(table)
                    .set_item(Some(self.whole(body, entries, *expires_at)))
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
                expression.expires(*expires_at);
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

    /// The attributes of a document that was not there before.
    fn whole(&self, body: &str, entries: &BTreeMap<String, String>, expires_at: Option<Timestamp>) -> Item {
        let mut whole = key(&self.place.pk, &self.place.sk);
        whole.insert(BODY.to_owned(), text(body));
        whole.insert(VERSION.to_owned(), number(1));
        whole.extend(entries.iter().map(|(name, value)| (name.clone(), text(value))));
        if let Some(at) = expires_at {
            whole.insert(EXPIRES_MS.to_owned(), number(at.0));
            whole.insert(EXPIRES.to_owned(), number(removable(at)));
        }
        whole
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
    pub(super) fn refused(
        &self,
        reason: &CancellationReason,
        now: Timestamp,
    ) -> Result<Option<usize>, EngineError> {
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
