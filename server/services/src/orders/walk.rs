//! Walking through orders that lie in several partitions of an index, as one list.

use super::{OrdersService, store};
use crate::error::Error;
use api::MAX_PAGE;
use domain::TenantId;
use domain::order::Order;
use ports::documents::{Index, Query};
use std::collections::HashSet;

/// Maximum number of orders that are looked at for one page; the cursor then goes on from there.
pub(super) const MAX_LOOKED_AT: usize = 1_000;

/// Orders of one partition, by a sort key that each of them has there.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub index: Index,
    pub partition: String,
    /// Only sort keys from here on, included, and before this one.
    pub from: Option<String>,
    pub before: Option<String>,
}

/// Where a page begins, and which way it goes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Start {
    /// From the end to the beginning.
    pub descending: bool,
    /// After the order with this sort key; at the very beginning without.
    pub past: Option<String>,
}

/// Some orders in the order of the walk, each with its sort key.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub orders: Vec<(String, Order)>,
    /// Where to go on; `None` when there is nothing more.
    pub next: Option<String>,
}

impl Row {
    pub fn all(index: Index, partition: impl Into<String>) -> Row {
        Row {
            index,
            partition: partition.into(),
            from: None,
            before: None,
        }
    }

    pub fn query(&self, limit: usize) -> Query {
        Query::index(self.index, self.partition.as_str(), limit)
            .between(self.from.clone(), self.before.clone())
    }

    /// What is left of it when the walk is past a sort key.
    fn beyond(&self, start: &Start) -> Row {
        let mut row = self.clone();
        match &start.past {
            None => {}
            Some(past) if start.descending => {
                row.before = Some(match &self.before {
                    Some(before) => before.min(past).clone(),
                    None => past.clone(),
                });
            }
            Some(past) => {
                let after = store::after(past);
                row.from = Some(match &self.from {
                    Some(from) => from.max(&after).clone(),
                    None => after,
                });
            }
        }
        row
    }

    /// The sort key of an order that was found here.
    fn sort(&self, order: &Order) -> String {
        match self.index {
            Index::OrdersByTime => store::by_arrival(order),
            _ => store::standing(order).1,
        }
    }
}

impl OrdersService {
    /// The next orders of which `fits` holds, at most `limit`.
    pub(super) async fn walk(
        &self,
        tenant: &TenantId,
        rows: &[Row],
        start: Start,
        limit: usize,
        fits: &(dyn Fn(&Order) -> bool + Sync),
    ) -> Result<Found, Error> {
        let mut found = Found::default();
        let (mut start, mut looked_at) = (start, 0);
        // What is missing after the first look is looked for in larger pieces: what fits may be few among many.
        let mut size = limit + 1;
        loop {
            let (batch, complete) = self.batch(tenant, rows, &start, size).await?;
            for (sort, order) in batch {
                looked_at += 1;
                if fits(&order) {
                    if found.orders.len() == limit {
                        found.next = found.orders.last().map(|(sort, _)| sort.clone());
                        return Ok(found);
                    }
                    found.orders.push((sort.clone(), order));
                }
                start.past = Some(sort);
            }
            if complete {
                return Ok(found);
            }
            size = size.max(MAX_PAGE);
            if looked_at >= MAX_LOOKED_AT {
                found.next = start.past;
                return Ok(found);
            }
        }
    }

    /// The orders that come next in all rows together, and whether there are no more. What lies behind the end of a row
    /// that was read in part waits for the next batch.
    async fn batch(
        &self,
        tenant: &TenantId,
        rows: &[Row],
        start: &Start,
        size: usize,
    ) -> Result<(Vec<(String, Order)>, bool), Error> {
        let mut all = Vec::new();
        let mut horizon: Option<String> = None;
        // One after the other, in the direction in which orders go: one that goes on meanwhile is found twice, and not missed.
        for row in rows {
            let row = row.beyond(start);
            let query = row.query(size);
            let query = match start.descending {
                true => query.newest_first(),
                false => query,
            };
            let page = self.documents.query(tenant, &query).await?;
            let mut last = None;
            for document in &page.documents {
                let order = store::read(document)?;
                let sort = row.sort(&order);
                last = Some(sort.clone());
                all.push((sort, order));
            }
            if page.next.is_some() {
                horizon = match (horizon, last) {
                    (Some(known), Some(last)) if start.descending => Some(known.max(last)),
                    (Some(known), Some(last)) => Some(known.min(last)),
                    (known, last) => known.or(last),
                };
            }
        }
        let complete = horizon.is_none();
        if let Some(horizon) = horizon {
            all.retain(|(sort, _)| {
                if start.descending {
                    *sort >= horizon
                } else {
                    *sort <= horizon
                }
            });
        }
        all.sort_by(|(one, _), (other, _)| one.cmp(other));
        // The later reading is the newer one. An order that is begun early has another place from then on.
        all.reverse();
        let mut known = HashSet::new();
        all.retain(|(_, order): &(String, Order)| known.insert(order.head.id.clone()));
        all.reverse();
        if start.descending {
            all.reverse();
        }
        Ok((all, complete))
    }
}
