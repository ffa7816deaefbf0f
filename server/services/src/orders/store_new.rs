//! Storing a new order: it, its number, its key, what it counts for and what it takes, in one commit.

use super::cart_problems::sold_out;
use super::room::Room;
use super::{OrdersService, acceptance, customer_limits, store};
use crate::caller::Caller;
use crate::catalog;
use crate::envelope::envelopes;
use crate::error::Error;
use crate::idempotency::IdempotentRequest;
use api::orders::OrderView;
use domain::ProductId;
use domain::cart::stock_taken;
use domain::event::Event;
use domain::order::Order;
use domain::order_limits::OrderLimits;
use ports::documents::{Commit, CommitError, Expect};

/// Under what an order is placed.
pub(super) struct Placing<'c> {
    pub(super) caller: &'c Caller,
    pub(super) once: Option<IdempotentRequest>,
    pub(super) limits: OrderLimits,
    pub(super) room: Option<Room<'c>>,
}

impl OrdersService {
    /// Stores a new order with all that it takes, or answers why that cannot be.
    pub(super) async fn commit_placed(
        &self,
        placing: Placing<'_>,
        order: Order,
        view: OrderView,
        events: Vec<Event>,
    ) -> Result<OrderView, Error> {
        let Placing {
            caller,
            once,
            limits,
            room,
        } = placing;
        let now = order.head.placed_at;
        let taken = stock_taken(&order.head.lines);
        let mut writes = vec![store::put(&order, Expect::Absent)?, store::put_number(&order)?];
        if let Some(once) = &once {
            writes.push(once.remember(&view, now)?);
        }
        let waiting = acceptance::counted(&order, caller);
        let at_acceptance = waiting.as_ref().map(|_| writes.len());
        writes.extend(waiting);
        let unsettled = customer_limits::placed(&order, limits);
        let at_limit = unsettled.as_ref().map(|_| writes.len());
        writes.extend(unsettled);
        if let Some(room) = &room {
            self.begin_to_count(&caller.tenant, room).await?;
        }
        let at_room = room.as_ref().map(|_| writes.len());
        writes.extend(room.as_ref().map(Room::counted));
        let before_stock = writes.len();
        writes.extend(
            taken
                .iter()
                .map(|(product, qty)| catalog::take_stock(product, *qty)),
        );
        let actor = caller.actor()?.id;
        let events = envelopes(&caller.tenant, &actor, now, events);
        let refused = match self
            .documents
            .commit(&caller.tenant, Commit { writes, events })
            .await
        {
            Ok(()) => {
                if room.is_some() {
                    self.full_quarters.forget(&caller.tenant);
                }
                return Ok(view);
            }
            Err(CommitError::ConditionFailed { write }) => write,
            Err(CommitError::Engine(error)) => return Err(error.into()),
        };
        if Some(refused) == at_acceptance {
            return Err(acceptance::too_many());
        }
        if Some(refused) == at_limit {
            return Err(customer_limits::too_many(&order));
        }
        if let Some(room) = room.filter(|_| Some(refused) == at_room) {
            return Err(self.full(&caller.tenant, &room, now).await);
        }
        match refused.checked_sub(before_stock) {
            Some(sold_out) => Err(self.sold_out(caller, &taken, sold_out).await),
            // The key is taken.
            None => Err(Error::conflict()),
        }
    }

    /// Somebody else took the last ones between the look and the commit.
    async fn sold_out(&self, caller: &Caller, taken: &[(ProductId, u32)], position: usize) -> Error {
        let Some(taken) = taken.get(position) else {
            return Error::conflict();
        };
        match self
            .catalog
            .offer(&caller.tenant, std::slice::from_ref(&taken.0))
            .await
        {
            Ok(restaurant) => sold_out(&restaurant, taken),
            Err(error) => error,
        }
    }
}
