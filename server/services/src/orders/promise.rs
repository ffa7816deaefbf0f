//! What an order is promised when it is confirmed: by the targets of the restaurant and by what waits in the kitchen.

use super::OrdersService;
use crate::error::Error;
use domain::event::Event;
use domain::order::{Order, OrderDetails};
use domain::promise::Promise;
use domain::tenant::Tenant;
use domain::{TenantId, Timestamp};

impl OrdersService {
    /// What an order is promised that is confirmed at `now`.
    pub(super) async fn promise(
        &self,
        restaurant: &Tenant,
        tenant: &TenantId,
        head: &OrderDetails,
        now: Timestamp,
    ) -> Result<Promise, Error> {
        let begins = head.cook_from().max(now);
        let ahead = self.ahead(tenant, head.branch(), begins, None).await?;
        let kind = head.fulfilment.kind();
        let mut targets = restaurant.targets_to(head.fulfilment.district());
        if head.schedule.is_none() {
            // Times for later are offered with it already.
            let branch = restaurant.branch_of(head.branch()).map(|branch| &branch.id);
            targets.cooking += restaurant.rush_minutes(branch, now);
        }
        Ok(Promise::new(&targets, kind, head.schedule, ahead, now))
    }

    /// The events of a command, with a promise where they confirm the order.
    pub(super) async fn with_promise(
        &self,
        tenant: &TenantId,
        order: &Order,
        events: Vec<Event>,
        now: Timestamp,
    ) -> Result<Vec<Event>, Error> {
        let confirms = |event: &Event| matches!(event, Event::OrderConfirmed { .. });
        if !events.iter().any(confirms) {
            return Ok(events);
        }
        let restaurant = self.catalog.tenant(tenant).await?;
        let promise = self.promise(&restaurant, tenant, &order.head, now).await?;
        Ok(events
            .into_iter()
            .map(|event| event.with_promise(promise))
            .collect())
    }
}
