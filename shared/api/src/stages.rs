//! The work in the kitchen: queues, and taking, releasing and completing stages.

use super::orders::OrderView;
use domain::stage::Stage;
use domain::{OrderId, Slug, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The queue of one stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Queue {
    pub stage: Stage,
    /// By arrival, oldest first: those that wait and those being worked on.
    #[serde(deserialize_with = "crate::unread::rows")]
    pub tickets: Vec<OrderView>,
    /// What waits for the kitchen to take it on, by branch, in the order in which the restaurant lists its branches; only in the
    /// queue of the first stage, and only branches where something waits.
    #[serde(default, deserialize_with = "crate::unread::rows")]
    pub to_accept: Vec<ToAccept>,
    /// What the caller completed in the last two minutes and may take back, newest first.
    #[serde(deserialize_with = "crate::unread::rows")]
    pub recallable: Vec<OrderView>,
    /// How much of each dish the tickets hold together, most first.
    pub all_day: Vec<DishCount>,
    /// How long this stage should take.
    pub target_minutes: i64,
    /// The same for the tickets for which it is another time: the way to some zones is longer.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub own_targets: BTreeMap<OrderId, i64>,
    /// The server's time, so that a tablet with a wrong clock shows the right ages.
    pub now: Timestamp,
}

/// What a bell reads: nothing of any order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingOrders {
    /// How many orders nobody has taken yet, of those whose stage is the work of who has the bell.
    pub waiting: usize,
    /// How many orders there are at these stages by now, taken or not.
    #[serde(default)]
    pub queued: usize,
}

/// The orders of one branch that wait for the kitchen to take them on. Taking one accepts it, to be paid at the door.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ToAccept {
    pub branch: Slug,
    /// Oldest first, at least one.
    #[serde(deserialize_with = "crate::unread::rows")]
    pub orders: Vec<OrderView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DishCount {
    pub name: String,
    pub qty: u32,
}
