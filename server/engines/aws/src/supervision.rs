//! What is known of each supervised order: one item, which is enough to fire its limits without Step Functions.

use super::failure::{broken, failed};
use super::items::{EXPIRES, Item, key, maybe_number, number, removable, text, text_of};
use super::keys::{SHARDS, instant, partition_attribute, shard, sort_attribute, tenant_prefix};
use super::tables::{DUE, Store};
use super::update::Expression;
use aws_sdk_dynamodb::types::ReturnValue;
use domain::stage::CurrentStep;
use domain::time::DAY_MS;
use domain::{OrderId, TenantId, Timestamp};
use ports::EngineError;
use ports::workflows::Outcome;

pub(super) const STEP: &str = "step";
pub(super) const LIMIT: &str = "limit_at";
/// The order's version in which it is at its step, or finished; absent before its events have come.
pub(super) const VERSION: &str = "order_version";
pub(super) const DUE_AT: &str = "due_at";
pub(super) const FAILURES: &str = "failures";
pub(super) const OUTCOME: &str = "outcome";
pub(super) const TOKEN: &str = "task_token";
pub(super) const TOKEN_STEP: &str = "task_step";
pub(super) const EXECUTION: &str = "execution";
pub(super) const BEGUN: &str = "begun_at";
const SUPERVISION: &str = "SUPERVISION";
const TENANT: &str = "tenant";
const ORDER: &str = "order_id";
/// Orders that are finished, or whose limit has passed, are remembered for so long, so that news that come late start
/// nothing.
const REMEMBERED_MS: i64 = DAY_MS;

/// What is known of an order.
#[derive(Debug, Clone)]
pub(super) struct Record {
    pub(super) tenant: TenantId,
    pub(super) order: OrderId,
    /// Not known before the events of the order have come, which may be after its execution has begun.
    pub(super) step: Option<CurrentStep>,
    pub(super) limit: Timestamp,
    /// When the limit is to be acted on; `None` when that is done.
    pub(super) due: Option<Timestamp>,
    /// How often acting on it has failed.
    pub(super) failures: u32,
    pub(super) outcome: Option<Outcome>,
    pub(super) task: Option<Task>,
    pub(super) execution: Option<String>,
    pub(super) begun: Timestamp,
}

/// A task of an execution that waits for the order to move on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Task {
    pub(super) token: String,
    pub(super) step: CurrentStep,
}

pub(super) fn partition(tenant: &TenantId, order: &OrderId) -> String {
    format!("{}ORDER#{order}", tenant_prefix(tenant))
}

pub(super) fn record_key(tenant: &TenantId, order: &OrderId) -> Item {
    key(&partition(tenant, order), SUPERVISION)
}

fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Delivered => "DELIVERED",
        Outcome::Cancelled => "CANCELLED",
    }
}

fn step_named(name: &str) -> Result<CurrentStep, EngineError> {
    CurrentStep::from_wire_name(name).ok_or_else(|| broken(format!("there is no step {name}")))
}

pub(super) fn record(item: &Item) -> Result<Record, EngineError> {
    let id = |name: &str| text_of(item, name).ok_or_else(|| broken(format!("a record without {name}")));
    let outcome = match text_of(item, OUTCOME) {
        None => None,
        Some("DELIVERED") => Some(Outcome::Delivered),
        Some("CANCELLED") => Some(Outcome::Cancelled),
        Some(other) => return Err(broken(format!("no order ends as {other}"))),
    };
    let task = match (text_of(item, TOKEN), text_of(item, TOKEN_STEP)) {
        (Some(token), Some(step)) => Some(Task {
            token: token.to_owned(),
            step: step_named(step)?,
        }),
        _ => None,
    };
    Ok(Record {
        tenant: TenantId::parse(id(TENANT)?).map_err(broken)?,
        order: OrderId::parse(id(ORDER)?).map_err(broken)?,
        step: text_of(item, STEP).map(step_named).transpose()?,
        limit: Timestamp(maybe_number(item, LIMIT)?.unwrap_or(0)),
        due: maybe_number(item, DUE_AT)?.map(Timestamp),
        failures: maybe_number(item, FAILURES)?.unwrap_or(0),
        outcome,
        task,
        execution: text_of(item, EXECUTION).map(str::to_owned),
        begun: Timestamp(maybe_number(item, BEGUN)?.unwrap_or(0)),
    })
}

/// A change of a record, on a condition.
#[derive(Debug)]
pub(super) struct Change<'s> {
    store: &'s Store,
    tenant: &'s TenantId,
    order: &'s OrderId,
    now: Timestamp,
    pub(super) expression: Expression,
}

impl<'s> Change<'s> {
    pub(super) fn new(
        store: &'s Store,
        tenant: &'s TenantId,
        order: &'s OrderId,
        now: Timestamp,
    ) -> Change<'s> {
        let mut expression = Expression::new(now);
        expression.set(TENANT, text(tenant.as_str()));
        expression.set(ORDER, text(order.as_str()));
        expression.begin(BEGUN, number(now.0));
        Change {
            store,
            tenant,
            order,
            now,
            expression,
        }
    }

    /// Only while the order is not finished.
    pub(super) fn while_open(&mut self) {
        let outcome = self.expression.name(OUTCOME);
        self.expression
            .require(format!("attribute_not_exists({outcome})"));
    }

    /// Only where no news of a later version than this have come: until then the order is at its step or finished as this says.
    pub(super) fn unless_later_than(&mut self, version: u64) {
        let (name, own) = (
            self.expression.name(VERSION),
            self.expression.value(number(version)),
        );
        self.expression
            .require(format!("(attribute_not_exists({name}) OR {name} <= {own})"));
        self.expression.set(VERSION, number(version));
    }

    /// Only while the order is not finished, or was finished in an earlier version.
    pub(super) fn while_open_before(&mut self, version: u64) {
        let outcome = self.expression.name(OUTCOME);
        let (name, own) = (
            self.expression.name(VERSION),
            self.expression.value(number(version)),
        );
        self.expression
            .require(format!("(attribute_not_exists({outcome}) OR {name} < {own})"));
    }

    /// It is not finished after all.
    pub(super) fn reopened(&mut self) {
        self.expression.remove(OUTCOME);
    }

    /// Only while a limit is what was read.
    pub(super) fn while_at(&mut self, step: CurrentStep, limit: Timestamp) {
        self.while_open();
        let (name, value) = (
            self.expression.name(STEP),
            self.expression.value(text(step.wire_name())),
        );
        let (limit_name, limit_value) = (
            self.expression.name(LIMIT),
            self.expression.value(number(limit.0)),
        );
        self.expression
            .require(format!("{name} = {value} AND {limit_name} = {limit_value}"));
    }

    /// The limit is to be acted on at an instant.
    pub(super) fn due(&mut self, at: Timestamp) {
        let (tenant, order) = (self.tenant.as_str(), self.order.as_str());
        let expression = &mut self.expression;
        expression.set(DUE_AT, number(at.0));
        expression.set(
            &partition_attribute(DUE),
            text(format!("DUE#{}", shard(&[tenant, order]))),
        );
        expression.set(
            &sort_attribute(DUE),
            text(format!("{}#{tenant}#{order}", instant(at))),
        );
        expression.remove(EXPIRES);
    }

    /// Nothing is to be done any more, and a day later the record may go.
    pub(super) fn ended(&mut self) {
        let expression = &mut self.expression;
        expression.remove(DUE_AT);
        expression.remove(&partition_attribute(DUE));
        expression.remove(&sort_attribute(DUE));
        expression.set(EXPIRES, number(removable(self.now.plus_ms(REMEMBERED_MS))));
    }

    pub(super) fn finished(&mut self, outcome: Outcome) {
        self.expression.set(OUTCOME, text(outcome_name(outcome)));
    }

    /// The record as it is then; `None` when the condition does not hold.
    pub(super) async fn apply(self) -> Result<Option<Record>, EngineError> {
        let expression = &self.expression;
        let changed = self
            .store
            .of(self.tenant)
            .await
            .update_item()
            .table_name(self.store.workflows())
            .set_key(Some(record_key(self.tenant, self.order)))
            .update_expression(expression.update())
            .set_condition_expression(expression.condition())
            .set_expression_attribute_names(expression.names())
            .set_expression_attribute_values(expression.values())
            .return_values(ReturnValue::AllNew)
            .send()
            .await;
        match changed {
            Ok(answer) => record(&answer.attributes.unwrap_or_default()).map(Some),
            Err(error)
                if error
                    .as_service_error()
                    .is_some_and(|refused| refused.is_conditional_check_failed_exception()) =>
            {
                Ok(None)
            }
            Err(error) => Err(failed(error)),
        }
    }
}

/// What is known of an order.
pub(super) async fn load(
    store: &Store,
    tenant: &TenantId,
    order: &OrderId,
) -> Result<Option<Record>, EngineError> {
    let request = store
        .of(tenant)
        .await
        .get_item()
        .table_name(store.workflows())
        .set_key(Some(record_key(tenant, order)))
        .consistent_read(true);
    let found = request.send().await.map_err(failed)?.item;
    found.as_ref().map(record).transpose()
}

/// Records whose limit is to be acted on by now, longest ago first, at most `limit` of each shard.
pub(super) async fn due(store: &Store, now: Timestamp, limit: i32) -> Result<Vec<Record>, EngineError> {
    let mut found = Vec::new();
    for number in 0..SHARDS {
        let items = entries(store, &format!("DUE#{number}"), &instant(now.plus_ms(1)), limit).await?;
        for item in &items {
            match record(item) {
                Ok(record) => found.push(record),
                Err(error) => {
                    tracing::error!(%error, "a supervised order that cannot be read was passed over")
                }
            }
        }
    }
    found.sort_by_key(|record| record.due);
    Ok(found)
}

/// The items of a partition of the index by time that sort before `end`.
pub(super) async fn entries(
    store: &Store,
    partition: &str,
    end: &str,
    limit: i32,
) -> Result<Vec<Item>, EngineError> {
    let answer = store
        .of_all()
        .query()
        .table_name(store.workflows())
        .index_name(DUE)
        .key_condition_expression("#pk = :pk AND #sk < :end")
        .expression_attribute_names("#pk", partition_attribute(DUE))
        .expression_attribute_names("#sk", sort_attribute(DUE))
        .expression_attribute_values(":pk", text(partition))
        .expression_attribute_values(":end", text(end))
        .limit(limit)
        .send()
        .await
        .map_err(failed)?;
    Ok(answer.items.unwrap_or_default())
}

/// That an execution could not be resumed; found by the sweep.
pub(super) mod untold {
    use super::*;

    const UNTOLD: &str = "UNTOLD";
    /// Partition of the index by time.
    const PARTITION: &str = "DUE#UNTOLD";

    pub(in super::super) async fn note(
        store: &Store,
        tenant: &TenantId,
        order: &OrderId,
        now: Timestamp,
    ) -> Result<(), EngineError> {
        let mut row = key(&partition(tenant, order), UNTOLD);
        row.insert(TENANT.to_owned(), text(tenant.as_str()));
        row.insert(ORDER.to_owned(), text(order.as_str()));
        row.insert(partition_attribute(DUE), text(PARTITION));
        row.insert(
            sort_attribute(DUE),
            text(format!("{}#{tenant}#{order}", instant(now))),
        );
        let client = store.of(tenant).await;
        let request = client.put_item().table_name(store.workflows());
        request.set_item(Some(row)).send().await.map_err(failed)?;
        Ok(())
    }

    /// Oldest first. A row that cannot be read is passed over.
    pub(in super::super) async fn list(store: &Store) -> Result<Vec<(TenantId, OrderId)>, EngineError> {
        let items = entries(store, PARTITION, &char::MAX.to_string(), 1_000).await?;
        let rows = items.iter().filter_map(|item| match read(item) {
            Ok(row) => Some(row),
            Err(error) => {
                tracing::error!(%error, "an execution that is to be resumed cannot be read and was passed over");
                None
            }
        });
        Ok(rows.collect())
    }

    fn read(item: &Item) -> Result<(TenantId, OrderId), EngineError> {
        let id = |name: &str| text_of(item, name).unwrap_or_default();
        let tenant = TenantId::parse(id(TENANT)).map_err(broken)?;
        Ok((tenant, OrderId::parse(id(ORDER)).map_err(broken)?))
    }

    pub(in super::super) async fn remove(
        store: &Store,
        tenant: &TenantId,
        order: &OrderId,
    ) -> Result<(), EngineError> {
        let client = store.of(tenant).await;
        let request = client.delete_item().table_name(store.workflows());
        let request = request.set_key(Some(key(&partition(tenant, order), UNTOLD)));
        request.send().await.map_err(failed)?;
        Ok(())
    }
}
