//! Orders that wait for the kitchen to take them on: how many of one account may wait at once. The counter changes in the
//! commits that place and take them, so that calls at the same time cannot pass the limit together.

use crate::caller::{Caller, Who};
use crate::error::Error;
use api::Code;
use domain::order::{ACCEPTANCE_LIMIT, ACCEPTANCE_LIMIT_OF_MACHINES, Awaits, Order};
use ports::documents::{Key, Table, Write};
use texts::now::errors as texts;

/// How many more may wait, counted down from nothing.
pub(super) const FREE: &str = "free";

/// It lies where those who may change orders may write.
pub(super) fn key(placed_by: &str) -> Key {
    Key::new(Table::Orders, format!("ORDER#WAITING#{placed_by}"), "INFO")
}

/// The write that counts a new order among those that wait; it fails when there are as many as there may be. None for an
/// order that does not wait.
pub(super) fn counted(order: &Order, caller: &Caller) -> Option<Write> {
    let Awaits::Acceptance { placed_by } = &order.head.waits else {
        return None;
    };
    let limit = match caller.who {
        Who::Service { .. } => ACCEPTANCE_LIMIT_OF_MACHINES,
        Who::Visitor | Who::Customer { .. } | Who::Staff { .. } => ACCEPTANCE_LIMIT,
    };
    Some(Write::Add {
        key: key(placed_by),
        counter: FREE.into(),
        delta: -1,
        floor: Some(-limit),
    })
}

/// The write that counts an order no longer, once it was taken or cancelled.
pub(super) fn released(before: &Order, after: &Order) -> Option<Write> {
    match &before.head.waits {
        Awaits::Acceptance { placed_by }
            if before.waits_for_acceptance() && !after.waits_for_acceptance() =>
        {
            Some(Write::add(key(placed_by), FREE, 1))
        }
        _ => None,
    }
}

/// The answer to one more than may wait.
pub(super) fn too_many() -> Error {
    Error::new(Code::LimitReached, texts::TOO_MANY_WAITING)
}
