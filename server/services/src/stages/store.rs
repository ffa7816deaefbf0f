//! How steps are stored: a document under their order, and, for two minutes, what a person completed.

use domain::order::Actor;
use domain::stage::{RECALL_WINDOW_MINUTES, Stage, StepStatus};
use domain::{OrderId, Timestamp};
use ports::EngineError;
use ports::documents::{Expect, Key, Query, Table, Write};
use serde::{Deserialize, Serialize};

/// A step as it is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StepRecord {
    pub step_name: Stage,
    pub status: StepStatus,
    pub started_at: Timestamp,
    pub finished_at: Option<Timestamp>,
    pub attended_by: Actor,
}

/// The steps of an order, as they are in its state of a version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StepsRecord {
    pub version: u64,
    pub steps: Vec<StepRecord>,
}

/// What a person completed a moment ago and may take back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RecallRecord {
    pub order_id: OrderId,
    pub stage: Stage,
}

pub fn steps_key(order: &OrderId) -> Key {
    Key::new(Table::Steps, format!("ORDER#{order}"), "STEPS")
}

/// The number of completions that are looked at, at most, for what may be taken back.
const RECALLABLE: usize = 20;

/// What a person may take back now, newest first. It begins where the time for that has not passed: an engine may keep
/// what has expired for days, and a busy cook's whole evening would be read through for each look at the queue.
pub fn recallable(person: &str, now: Timestamp) -> Query {
    let from = recall_time(now.plus_minutes(-RECALL_WINDOW_MINUTES));
    Query::partition(Table::Steps, recall_partition(person), RECALLABLE)
        .between(Some(from), None)
        .newest_first()
}

fn recall_partition(person: &str) -> String {
    format!("RECALL#{person}")
}

/// How keys of this partition begin: in the order of time.
fn recall_time(at: Timestamp) -> String {
    format!("{:015}", at.0)
}

pub fn recall_key(person: &str, order: &OrderId, finished_at: Timestamp) -> Key {
    Key::new(
        Table::Steps,
        recall_partition(person),
        format!("{}#{order}", recall_time(finished_at)),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_no_longer_be_taken_back_is_not_read() {
        let now = Timestamp(1_790_000_000_000);
        let query = recallable("s_rosa", now);
        let from = query.from.unwrap();
        let completed = |ms_ago: i64| {
            let order = OrderId::parse("o_01k8dm8v2ksx2w6nq3ppznb5xj").unwrap();
            recall_key("s_rosa", &order, now.plus_ms(-ms_ago))
        };
        let window = RECALL_WINDOW_MINUTES * 60_000;
        assert!(completed(window).sk >= from, "the last moment counts");
        assert!(completed(window + 1).sk < from);
        assert!(query.descending && query.before.is_none());
    }
}
