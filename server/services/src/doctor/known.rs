//! What is read once for many orders: what the restaurant ever sold, and the events of the last day. And what of an order does
//! not agree with it.

use super::Doctor;
use super::report::{Discrepancy, Invariant, of_order};
use crate::error::Error;
use domain::order::Order;
use domain::time::HOUR_MS;
use domain::{OrderId, ProductId, TenantId, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// Events are kept a day at least. Changes of the last hours of it are left alone, because a walk takes its time.
const HEARD_MS: i64 = 20 * HOUR_MS;

/// Number of events that are read at once.
const EVENTS: usize = 1_000;

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Products and promotions, those that are off or were taken off the carta for good included: old orders name them.
    items: BTreeSet<ProductId>,
    /// The version that the newest event of each order says.
    versions: BTreeMap<OrderId, u64>,
}

impl Doctor {
    pub(super) async fn known(&self, tenant: &TenantId) -> Result<Known, Error> {
        let items = self.parts.catalog.stored_items(tenant).await?;
        let (mut versions, mut cursor) = (BTreeMap::new(), 0);
        loop {
            let events = self.parts.bus.since(tenant, cursor, EVENTS).await?;
            let Some(last) = events.last() else { break };
            cursor = last.cursor;
            for published in &events {
                if let Some(about) = published.envelope.event.order() {
                    let version = versions.entry(about.order_id.clone()).or_insert(0);
                    *version = about.version.max(*version);
                }
            }
        }
        Ok(Known { items, versions })
    }
}

/// A dish, a promotion or a part of one that was sold and that the restaurant never had.
pub(super) fn never_offered(order: &Order, known: &Known) -> Vec<Discrepancy> {
    let lines = &order.head.lines;
    let named = lines.iter().flat_map(|line| {
        let parts = line.components.iter().map(|part| &part.product_id);
        line.product_id.iter().chain(parts)
    });
    let strange: BTreeSet<&ProductId> = named.filter(|id| !known.items.contains(*id)).collect();
    let discrepancy = |id: &ProductId| Discrepancy {
        found: format!("it sells {id}, which the restaurant does not have and never had"),
        expected: "dishes and promotions of the carta".to_owned(),
        advice: "call the customer; look into a backup for the dish",
        ..of_order(order, Invariant::Sales, id.as_str())
    };
    strange.into_iter().map(discrepancy).collect()
}

/// A change of the last hours of which no event tells, or an event of a change that is not there.
pub(super) fn untold_change(order: &Order, known: &Known, now: Timestamp) -> Option<Discrepancy> {
    if now.since_ms(order.updated_at) > HEARD_MS {
        return None;
    }
    let told = known.versions.get(&order.head.id).copied().unwrap_or(0);
    (told != order.version).then(|| Discrepancy {
        found: format!(
            "it is of version {}, and the newest event about it of {told}",
            order.version
        ),
        expected: "an event of every change".to_owned(),
        advice: match told < order.version {
            true => "what follows from it is in the other lines; tell machines that follow the events to read the order",
            false => "look into a backup: a change that was told to others is lost",
        },
        ..of_order(order, Invariant::Changes, "version")
    })
}
