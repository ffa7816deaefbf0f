//! Commands on orders: decide, evolve, and one commit.

use super::{OrdersService, acceptance, customer_limits, refusal, room, store};
use crate::audit_entry::{self, Book, Subject};
use crate::envelope::envelopes;
use crate::error::Error;
use crate::{catalog, retry};
use domain::audit::AuditAction;
use domain::cart::stock_taken;
use domain::event::Event;
use domain::order::{Actor, Command, Order, decide, evolve};
use domain::order_limits::OrderLimits;
use domain::staff::Role;
use domain::{OrderId, TenantId, Timestamp};
use ports::documents::{Commit, CommitError, Expect, Write};

/// What is remembered when somebody of the staff, or a machine, cancels an order.
fn cancelled_for_others(
    order: &Order,
    events: &[Event],
    by: &Actor,
    now: Timestamp,
) -> Result<Option<Write>, Error> {
    let cancelled = |event: &Event| matches!(event, Event::OrderCancelled { .. });
    let for_others = by.role != Role::Customer && *by != Actor::system();
    if !for_others || !events.iter().any(cancelled) {
        return Ok(None);
    }
    // The words stay with the order: they may name its customer, who may want to be forgotten.
    let subject = Subject::new(order.head.number, "");
    let (action, none) = (AuditAction::OrderCancelled, Vec::new());
    audit_entry::entry(Book::Orders, by, now, action, subject, none).map(Some)
}

impl OrdersService {
    /// Decides and commits a command, for other services, which have checked who may give it.
    pub async fn execute(
        &self,
        tenant: &TenantId,
        order: &OrderId,
        command: Command,
        actor: &Actor,
    ) -> Result<Order, Error> {
        self.execute_within(tenant, order, command, actor, None).await
    }

    /// The same within what a customer may have open: 409 where there is as much.
    pub(super) async fn execute_within(
        &self,
        tenant: &TenantId,
        order: &OrderId,
        command: Command,
        actor: &Actor,
        limits: Option<OrderLimits>,
    ) -> Result<Order, Error> {
        retry::change(retry::ATTEMPTS_AMONG_MANY, || async {
            let stored = store::load(&*self.documents, tenant, order)
                .await?
                .ok_or_else(Error::not_found)?;
            let now = self.clock.now();
            let events =
                decide(&stored.order, &command, actor, now).map_err(|refused| refusal::answer(&refused))?;
            if events.is_empty() {
                return Ok(Some(stored.order));
            }
            let events = self.with_promise(tenant, &stored.order, events, now).await?;
            let after = events
                .iter()
                .fold(stored.order.clone(), |order, event| evolve(&order, event));
            let finished = store::count(&stored.order, &after);
            let mut writes = vec![store::put(&after, Expect::Version(stored.document_version))?];
            writes.extend(finished);
            writes.extend(self.stock_returned(&after, &events));
            writes.extend(acceptance::released(&stored.order, &after));
            let released = room::released(&stored.order, &after, now);
            let has_room = released.is_some();
            writes.extend(released);
            writes.extend(cancelled_for_others(&after, &events, actor, now)?);
            let at_limit = writes.len();
            writes.extend(customer_limits::moved(&stored.order, &after, limits));
            let events = envelopes(tenant, &actor.id, now, events);
            let committed = self.documents.commit(tenant, Commit { writes, events }).await;
            if has_room {
                self.full_quarters.forget(tenant);
            }
            match committed {
                Err(CommitError::ConditionFailed { write }) if write >= at_limit => {
                    Err(customer_limits::too_many(&after))
                }
                committed => retry::unless_overtaken(committed, after),
            }
        })
        .await
    }

    /// A cancelled order gives back what it took, in the commit that cancels it: once.
    fn stock_returned(&self, order: &Order, events: &[Event]) -> Vec<Write> {
        if !events
            .iter()
            .any(|event| matches!(event, Event::OrderCancelled { .. }))
        {
            return Vec::new();
        }
        let taken = stock_taken(&order.head.lines);
        taken
            .iter()
            .map(|(product, qty)| catalog::put_back_stock(product, *qty))
            .collect()
    }
}
