//! How steps are stored: one document each under their order, and, for two minutes, what a person completed.

use crate::ports::EngineError;
use crate::ports::documents::{Expect, Key, Table, Write};
use serde::{Deserialize, Serialize};
use shared::domain::order::Actor;
use shared::domain::stage::{RECALL_WINDOW_MINUTES, Stage, StepStatus};
use shared::domain::{OrderId, Timestamp};

/// A step as it is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StepRecord {
    pub order_id: OrderId,
    pub step_name: Stage,
    pub status: StepStatus,
    pub started_at: Timestamp,
    pub finished_at: Option<Timestamp>,
    pub attended_by: Actor,
}

/// What a person completed a moment ago and may take back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RecallRecord {
    pub order_id: OrderId,
    pub stage: Stage,
}

pub fn step_key(order: &OrderId, stage: Stage, started_at: Timestamp) -> Key {
    Key::new(
        Table::Steps,
        format!("ORDER#{order}"),
        format!("STEP#{}#{}", stage.wire_name(), started_at.compact()),
    )
}

pub fn put_step(step: &StepRecord) -> Result<Write, EngineError> {
    Write::put(
        step_key(&step.order_id, step.step_name, step.started_at),
        step,
        Expect::Anything,
    )
}

/// Partition of what a person may take back.
pub fn recall_partition(person: &str) -> String {
    format!("RECALL#{person}")
}

pub fn recall_key(person: &str, order: &OrderId, finished_at: Timestamp) -> Key {
    Key::new(
        Table::Steps,
        recall_partition(person),
        format!("{:015}#{order}", finished_at.0),
    )
}

pub fn put_recall(person: &str, record: &RecallRecord, finished_at: Timestamp) -> Result<Write, EngineError> {
    let write = Write::put(
        recall_key(person, &record.order_id, finished_at),
        record,
        Expect::Anything,
    )?;
    Ok(write.until(finished_at.plus_minutes(RECALL_WINDOW_MINUTES)))
}
