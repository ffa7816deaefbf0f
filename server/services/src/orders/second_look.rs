//! A second look at an order before it is paid: a dish may have been taken off since it was placed, and its time come too near.

use super::OrdersService;
use super::cart_problems::problems;
use super::room::takes_orders;
use crate::error::Error;
use api::Code;
use domain::cart::{When, gone};
use domain::order::{Awaits, Order, Status};
use domain::promise::Promise;
use domain::{ProductId, TenantId};
use texts::now::errors as texts;

impl OrdersService {
    /// 409 where an order that a machine has placed and confirms much later would come into a closed kitchen.
    pub async fn look_at_hours(&self, tenant: &TenantId, order: &Order) -> Result<(), Error> {
        let waited = order.head.waits == Awaits::Confirmation && order.status() == Status::Created;
        if !waited || order.head.schedule.is_some() {
            return Ok(());
        }
        let restaurant = self.catalog.tenant(tenant).await?;
        let zone = order.head.fulfilment.district();
        let zone = zone.and_then(|district| restaurant.zone_of(district));
        let now = self.clock.now();
        match zone {
            Some(zone) => takes_orders(&restaurant.serving(zone), order.head.branch(), now),
            None => takes_orders(&restaurant, order.head.branch(), now),
        }
    }

    /// 409 where an order that nobody has paid yet cannot be had any more as it was asked for: a dish of it is off, or it would come
    /// later than it would have been promised for its time. Nobody should pay for that.
    pub async fn look_again(&self, tenant: &TenantId, order: &Order) -> Result<(), Error> {
        let (head, now) = (&order.head, self.clock.now());
        let items: Vec<ProductId> = head
            .lines
            .iter()
            .filter_map(|line| line.product_id.clone())
            .collect();
        let restaurant = self.catalog.offer(tenant, &items).await?;
        let when = When {
            now: head.placed_at,
            at: head.schedule.map(|schedule| schedule.at),
        };
        let (meal, catalog) = when.carta(&restaurant.tenant, &restaurant.catalog);
        let gone = gone(&catalog, &head.lines, meal);
        if !gone.is_empty() {
            // Who pays sends no lines.
            return Err(problems(&restaurant, &gone).with_fields(Vec::new()));
        }
        let Some(schedule) = head.schedule else {
            return Ok(());
        };
        let promised = |at| {
            let targets = restaurant.tenant.targets_to(head.fulfilment.district());
            Promise::new(&targets, head.fulfilment.kind(), Some(schedule), 0, at)
        };
        if promised(now).from <= promised(head.placed_at).until {
            return Ok(());
        }
        let zone = &restaurant.tenant.zone;
        Err(Error::new(
            Code::TimePassed,
            texts::time_passed(zone, schedule.at, now),
        ))
    }
}
