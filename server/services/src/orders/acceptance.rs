//! Orders that wait for the kitchen to take them on: how many of one account may wait at once. The counter changes in the
//! commits that place and take them, so that calls at the same time cannot pass the limit together.

use super::{OrdersService, store};
use crate::caller::{Caller, Who};
use crate::error::Error;
use api::Code;
use domain::TenantId;
use domain::order::{ACCEPTANCE_LIMIT, ACCEPTANCE_LIMIT_OF_MACHINES, Awaits, Order};
use ports::documents::{Index, Key, Query, Table, Write};
use texts::now::errors as texts;

/// How many more may wait, counted down from nothing.
const FREE: &str = "free";

/// It lies where those who may change orders may write.
fn key(placed_by: &str) -> Key {
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

/// The number of unpaid orders read at once, and the most that are looked at for the queue.
const PAGE: usize = 500;
const LOOKED_AT: usize = 10_000;

impl OrdersService {
    /// The orders that wait for the kitchen to take them on, oldest first; at most 500.
    pub async fn to_accept(&self, tenant: &TenantId) -> Result<Vec<Order>, Error> {
        let (mut waiting, mut place) = (Vec::new(), None);
        for _ in 0..LOOKED_AT / PAGE {
            let query = Query::index(Index::OrdersByState, store::UNPAID, PAGE).after(place);
            let page = self.documents.query(tenant, &query).await;
            let page = page?;
            for document in &page.documents {
                let order = store::read(document)?;
                if order.waits_for_acceptance() {
                    waiting.push(order);
                }
            }
            place = page.next;
            if place.is_none() {
                break;
            }
        }
        Ok(waiting)
    }
}

/// The answer to one more than may wait.
pub(super) fn too_many() -> Error {
    Error::new(Code::LimitReached, texts::TOO_MANY_WAITING)
}
