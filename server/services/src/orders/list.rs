//! Lists of orders: a customer's, everybody's, and the open ones.

use super::queues::{self, Branches};
use super::walk::{Row, Start};
use super::{OrdersService, store};
use crate::caller::Caller;
use crate::error::Error;
use api::customers::CustomerTotals;
use api::orders::{OrderFilter, OrderList, OrderState, OrderView, Total};
use api::{Code, DEFAULT_PAGE, MAX_PAGE, Paged};
use domain::order::{Order, Status};
use domain::search::Search;
use domain::staff::{Permission, Role};
use domain::stage::CurrentStep;
use domain::{CustomerId, Timestamp};
use ports::documents::{Index, Query};
use texts::now::errors as texts;

/// Maximum number of a customer's orders that are counted.
const COUNTED_OF_CUSTOMER: usize = 100;

impl OrdersService {
    /// A customer's orders, newest first.
    pub async fn of_customer(
        &self,
        caller: &Caller,
        customer: &CustomerId,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<Paged<OrderView>, Error> {
        let own = caller.customer_id().is_ok_and(|id| id == customer);
        if !own {
            match caller.role() {
                Some(Role::Customer) => return Err(Error::not_found()),
                // What a key may see of orders it may see of anybody's.
                Some(Role::Service) => caller.require(Permission::SeeOrders)?,
                _ => caller.require(Permission::SeeCustomers)?,
            }
        }
        let scope = format!("orders/{customer}");
        let place = self
            .cursors
            .open_some(&caller.tenant, &scope, cursor.as_deref())?;
        let query = Query::index(
            Index::OrdersByCustomer,
            store::by_customer(customer),
            limit.clamp(1, MAX_PAGE),
        )
        .newest_first()
        .after(place);
        let page = self.documents.query(&caller.tenant, &query).await?;
        let mut items = Vec::with_capacity(page.documents.len());
        for document in &page.documents {
            items.push(caller.view(&store::read(document)?));
        }
        let next_cursor = page
            .next
            .map(|place| self.cursors.seal(&caller.tenant, &scope, &place));
        Ok(Paged { items, next_cursor })
    }

    /// What a customer's newest orders come to, rehearsals left out. Managers and machines.
    pub async fn totals_of_customer(
        &self,
        caller: &Caller,
        customer: &CustomerId,
    ) -> Result<CustomerTotals, Error> {
        caller.require(Permission::SeeCustomers)?;
        let query = Query::index(
            Index::OrdersByCustomer,
            store::by_customer(customer),
            COUNTED_OF_CUSTOMER,
        );
        let page = self
            .documents
            .query(&caller.tenant, &query.newest_first())
            .await?;
        let mut totals = CustomerTotals::default();
        totals.count.more = page.next.is_some();
        for document in &page.documents {
            let order = store::read(document)?;
            if order.head.rehearsal {
                continue;
            }
            totals.count.count += 1;
            if order.status() == Status::Completed {
                totals.spent_cents = totals.spent_cents + order.head.totals.total;
            }
        }
        Ok(totals)
    }

    /// Orders of the restaurant, oldest first, those in work by when they should be cooked, each with what the caller sees of it.
    /// Staff and machines.
    pub async fn list(&self, caller: &Caller, filter: OrderFilter) -> Result<OrderList, Error> {
        caller.require(Permission::SeeOrders)?;
        let limit = filter.limit.unwrap_or(DEFAULT_PAGE).clamp(1, MAX_PAGE);
        let mut list = match Search::parse(&filter.search) {
            Some(search) => self.search_orders(caller, &search, &filter, limit).await?,
            None => self.page_of(caller, &filter, limit).await?,
        };
        if filter.counts {
            list.counts = Some(self.order_counts(&caller.tenant).await?);
        }
        Ok(list)
    }

    async fn page_of(&self, caller: &Caller, filter: &OrderFilter, limit: usize) -> Result<OrderList, Error> {
        let (tenant, now) = (&caller.tenant, self.clock.now());
        let branches = self.branches(tenant, filter.branch.as_ref()).await?;
        let scope = scope(filter);
        let start = self.cursors.open_some(tenant, &scope, filter.cursor.as_deref())?;
        let rows = rows(filter, &branches, now);
        let fits: &(dyn Fn(&Order) -> bool + Sync) =
            &|order: &Order| fits(order, filter) && branches.work_on(order);
        let chosen = is_chosen_among(filter, &rows).then_some(fits);
        let total = self.total(tenant, filter, &rows, chosen, &branches).await?;
        let (mut backwards, mut past, limit) = match start.as_deref().map(|place| place.split_at_checked(1)) {
            _ if filter.last => (true, None, on_last_page(total, limit)),
            None => (false, None, limit),
            Some(Some(("<", past))) => (true, Some(past.to_owned()), limit),
            Some(Some((">", past))) => (false, Some(past.to_owned()), limit),
            Some(_) => return Err(Error::new(Code::InvalidCursor, texts::INVALID_CURSOR)),
        };
        let start = Start {
            descending: backwards != filter.newest_first,
            past: past.clone(),
        };
        let mut found = self.walk(tenant, &rows, start, limit, fits).await?;
        if backwards && !filter.last && found.next.is_none() {
            // It is the first page: a whole one.
            (backwards, past) = (false, None);
            let start = Start {
                descending: filter.newest_first,
                past: None,
            };
            found = self.walk(tenant, &rows, start, limit, fits).await?;
        }
        if backwards {
            found.orders.reverse();
        }
        let seal = |sign: char, sort: &str| self.cursors.seal(tenant, &scope, &format!("{sign}{sort}"));
        let first = found.orders.first().map(|(sort, _)| sort);
        let last = found.orders.last().map(|(sort, _)| sort);
        let (next, previous) = if backwards {
            let after = last.filter(|_| past.is_some()).or(past.as_ref());
            (
                after.map(|sort| seal('>', sort)),
                found.next.as_ref().map(|sort| seal('<', sort)),
            )
        } else {
            let before = past.as_ref().map(|past| first.unwrap_or(past));
            (
                found.next.as_ref().map(|sort| seal('>', sort)),
                before.map(|sort| seal('<', sort)),
            )
        };
        Ok(OrderList {
            items: found.orders.iter().map(|(_, order)| caller.view(order)).collect(),
            next,
            previous,
            total,
            counts: None,
        })
    }
}

/// How many rows are left for the last page.
fn on_last_page(total: Total, limit: usize) -> usize {
    if total.more || total.count == 0 {
        limit
    } else {
        (total.count - 1) % limit + 1
    }
}

/// Where the orders of a filter lie. Those on which somebody has to work are never looked for among finished ones.
fn rows(filter: &OrderFilter, branches: &Branches, now: Timestamp) -> Vec<Row> {
    if let Some(state) = filter.state {
        return queues::rows_of(state, filter, branches, now);
    }
    if filter.to_accept {
        return queues::rows_to_accept(branches);
    }
    if let Some(stage) = filter.step.and_then(CurrentStep::stage) {
        return queues::rows_at(stage, branches);
    }
    if filter.status == Some(Status::Confirmed) {
        // However many were never paid, they stand before no work.
        let states = [OrderState::Open, OrderState::Scheduled].into_iter();
        return states
            .flat_map(|state| queues::rows_of(state, filter, branches, now))
            .collect();
    }
    if filter.status == Some(Status::Created) {
        return queues::rows_of(OrderState::Unpaid, filter, branches, now);
    }
    if filter.open {
        return queues::live_rows(filter, branches, now);
    }
    vec![Row {
        from: filter.from.map(store::from_instant),
        before: filter.to.map(store::from_instant),
        ..Row::all(Index::OrdersByTime, store::ALL)
    }]
}

/// Whether there may be orders in the rows of a filter that do not fit it. Rows of queues are chosen by one thing that the filter
/// says, and hold no others.
fn is_chosen_among(filter: &OrderFilter, rows: &[Row]) -> bool {
    let state = filter.state.is_some();
    let others = [
        filter.open,
        filter.to_accept,
        filter.status.is_some(),
        filter.step.is_some(),
    ];
    let others = others.into_iter().filter(|said| *said).count();
    if rows.iter().all(|row| row.index == Index::OrdersByQueue) {
        let days = filter.from.is_some() || filter.to.is_some();
        return days || usize::from(state) + others > 1;
    }
    filter.branch.is_some() || others > 0
}

fn fits(order: &Order, filter: &OrderFilter) -> bool {
    let placed = order.head.placed_at;
    let finished = matches!(filter.state, Some(OrderState::Finished | OrderState::Cancelled));
    (!filter.open || order.is_open())
        && (!filter.to_accept || order.waits_for_acceptance())
        && filter.status.is_none_or(|status| order.status() == status)
        && filter
            .step
            .is_none_or(|step| order.current_step() == step && order.status() != Status::Cancelled)
        && (finished
            || (filter.from.is_none_or(|from| placed >= from) && filter.to.is_none_or(|to| placed < to)))
}

/// The list a cursor belongs to.
fn scope(filter: &OrderFilter) -> String {
    format!(
        "orders/{:?}/{}/{:?}/{:?}/{:?}/{:?}/{:?}/{}/{}",
        filter.state,
        filter.open,
        filter.status,
        filter.step,
        filter.from,
        filter.to,
        filter.branch,
        filter.to_accept,
        filter.newest_first
    )
}
