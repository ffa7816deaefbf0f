//! Commands on orders: decide, evolve, and one commit.

use super::{OrdersService, acceptance, refusal, store};
use crate::envelope::envelope;
use crate::failure;
use api::ApiError;
use domain::cart::stock_taken;
use domain::event::Event;
use domain::order::{Actor, Command, Order, decide, evolve};
use domain::{OrderId, TenantId};
use ports::documents::{Commit, CommitError, Expect, Write};

/// Somebody else may have been faster; after this number of attempts the caller has to look again.
const MAX_ATTEMPTS: usize = 8;

impl OrdersService {
    pub(super) async fn execute_command(
        &self,
        tenant: &TenantId,
        order: &OrderId,
        command: Command,
        actor: &Actor,
    ) -> Result<Order, ApiError> {
        for _ in 0..MAX_ATTEMPTS {
            let stored = store::load(&*self.documents, tenant, order)
                .await?
                .ok_or_else(ApiError::not_found)?;
            let now = self.clock.now();
            let events =
                decide(&stored.order, &command, actor, now).map_err(|refused| refusal::answer(&refused))?;
            if events.is_empty() {
                return Ok(stored.order);
            }
            let after = events
                .iter()
                .fold(stored.order.clone(), |order, event| evolve(&order, event));
            let finished = store::count(&stored.order, &after);
            let mut writes =
                vec![store::put(&after, Expect::Version(stored.document_version)).map_err(failure::engine)?];
            writes.extend(finished);
            writes.extend(self.stock_returned(&after, &events));
            writes.extend(acceptance::released(&stored.order, &after));
            let events = events
                .into_iter()
                .map(|event| envelope(tenant, &actor.id, now, event))
                .collect();
            match self.documents.commit(tenant, Commit { writes, events }).await {
                Ok(()) => return Ok(after),
                Err(CommitError::ConditionFailed { .. }) => {}
                Err(CommitError::Engine(error)) => return Err(failure::engine(error)),
            }
        }
        Err(ApiError::conflict())
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
            .map(|(product, qty)| self.stock.put_back(product, *qty))
            .collect()
    }
}
