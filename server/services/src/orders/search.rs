//! Finding orders by number, name or telephone. Only what the one who looks is shown of an order is compared.

use super::walk::{Row, Start};
use super::{OrdersService, queues, store};
use crate::caller::Caller;
use crate::error::Error;
use api::orders::{OrderFilter, OrderList, Total};
use domain::customer::first_name;
use domain::order::Order;
use domain::search::Search;
use domain::written::or_empty;
use ports::documents::Index;
use std::collections::HashSet;

/// Maximum number of orders that a search finds.
const MAX_FOUND: usize = 100;
/// Maximum number of orders that are looked at in each row; of all orders, the newest.
const MAX_SEARCHED: usize = 2_000;

impl OrdersService {
    /// The orders that a search finds: the one with this number first, then the newest.
    pub(super) async fn search_orders(
        &self,
        caller: &Caller,
        search: &Search,
        filter: &OrderFilter,
        limit: usize,
    ) -> Result<OrderList, Error> {
        let scope = format!("search/{}", filter.search.trim());
        let place = self
            .cursors
            .open_some(&caller.tenant, &scope, filter.cursor.as_deref())?;
        let (mut orders, more) = self.matching(caller, search, filter).await?;
        let count = orders.len();
        let start = match place {
            _ if filter.last => count.saturating_sub(1) / limit * limit,
            Some(place) => place.parse().unwrap_or(0),
            None => 0,
        };
        let seal = |place: usize| self.cursors.seal(&caller.tenant, &scope, &place.to_string());
        let page: Vec<Order> = orders
            .drain(start.min(count)..(start + limit).min(count))
            .collect();
        Ok(OrderList {
            items: page.iter().map(|order| caller.view(order)).collect(),
            next: (start + limit < count).then(|| seal(start + limit)),
            previous: (start > 0).then(|| seal(start.saturating_sub(limit))),
            total: Total { count, more },
            counts: None,
        })
    }

    /// What is found, at most [`MAX_FOUND`], and whether there may be more.
    async fn matching(
        &self,
        caller: &Caller,
        search: &Search,
        filter: &OrderFilter,
    ) -> Result<(Vec<Order>, bool), Error> {
        let tenant = &caller.tenant;
        let now = self.clock.now();
        let in_state = |order: &Order| {
            filter
                .state
                .is_none_or(|state| queues::stands_in(order, state, now))
        };
        let mut found = Vec::new();
        if let Some(number) = search.number()
            && let Some(id) = store::numbered(&*self.documents, tenant, number).await?
            && let Some(order) = store::load(&*self.documents, tenant, &id).await?
            && in_state(&order.order)
        {
            found.push(order.order);
        }
        let mut known: HashSet<_> = found.iter().map(|order| order.head.id.clone()).collect();
        let fits = |order: &Order| in_state(order) && matches(caller, search, order);
        let mut more = false;
        let branches = self.branches(tenant, None).await?;
        // Orders for later may be older than all that is looked at by time.
        for rows in [
            queues::live_rows(filter, &branches, now),
            vec![Row::all(Index::OrdersByTime, store::ALL)],
        ] {
            let mut start = Start {
                descending: true,
                past: None,
            };
            let mut looked_at = 0;
            loop {
                let some = self
                    .walk(tenant, &rows, start.clone(), MAX_FOUND + 1, &fits)
                    .await?;
                for (_, order) in some.orders {
                    if known.insert(order.head.id.clone()) {
                        found.push(order);
                    }
                }
                looked_at += super::walk::MAX_LOOKED_AT;
                let Some(next) = some.next else { break };
                if found.len() > MAX_FOUND || looked_at >= MAX_SEARCHED {
                    more = true;
                    break;
                }
                start.past = Some(next);
            }
        }
        let newest = usize::from(search.number().is_some() && !found.is_empty());
        if let Some(others) = found.get_mut(newest..) {
            others.sort_by_key(|order| std::cmp::Reverse(order.head.placed_at));
        }
        more |= found.len() > MAX_FOUND;
        found.truncate(MAX_FOUND);
        Ok((found, more))
    }
}

fn matches(caller: &Caller, search: &Search, order: &Order) -> bool {
    let shows = caller.sight(order).shows();
    let customer = &order.head.customer;
    let name = if shows.full_name {
        &customer.name
    } else {
        first_name(&customer.name)
    };
    search.is_in(name)
        || (shows.phone && search.is_in_phone(or_empty(&customer.phone)))
        || search.number() == Some(order.head.number)
}
