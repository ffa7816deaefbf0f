//! Lists of orders: a customer's, everybody's, and the open ones.

use super::walk::{Row, Start};
use super::{OrdersService, store};
use crate::caller::Caller;
use crate::error::Error;
use api::orders::{OrderFilter, OrderList, OrderState, OrderView, Total};
use api::{Code, DEFAULT_PAGE, FieldError, MAX_PAGE, Paged};
use domain::order::{Order, Status};
use domain::search::Search;
use domain::staff::{Permission, Role};
use domain::stage::{CurrentStep, Stage};
use domain::tenant::Tenant;
use domain::{CustomerId, Slug, TenantId, Timestamp};
use ports::documents::{Index, Query};
use std::sync::Arc;
use texts::now::errors as texts;

/// The number of open orders that are read at once for a queue, which is never cut.
const OPEN_AT_ONCE: usize = 500;

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

    /// Orders of the restaurant, oldest first, each with what the caller sees of it. Staff and machines.
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
        let place = self.place_of(tenant, filter).await?;
        let scope = scope(filter);
        let start = self.cursors.open_some(tenant, &scope, filter.cursor.as_deref())?;
        let rows = rows(filter, now);
        let fits: &(dyn Fn(&Order) -> bool + Sync) =
            &|order: &Order| fits(order, filter) && place.cooks(order);
        let chosen = is_chosen_among(filter).then_some(fits);
        let total = self.total(tenant, filter, &rows, chosen, now).await?;
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

    /// Where the orders of a filter are cooked.
    async fn place_of(&self, tenant: &TenantId, filter: &OrderFilter) -> Result<Place, Error> {
        let Some(branch) = &filter.branch else {
            return Ok(Place::Anywhere);
        };
        let restaurant = self.catalog.tenant(tenant).await?;
        if !restaurant.branches.iter().any(|known| known.id == *branch) {
            let field = FieldError::new("/branch", Code::InvalidValue, texts::INVALID);
            return Err(Error::invalid(vec![field]));
        }
        Ok(Place::Branch {
            branch: branch.clone(),
            restaurant,
        })
    }

    /// All orders that stand at a stage, those for later included.
    pub async fn open(&self, tenant: &TenantId, stage: Stage) -> Result<Vec<Order>, Error> {
        // What is for later and not begun waits for the kitchen.
        let partitions: &[&str] = match stage {
            Stage::Cooking => &[store::OPEN, store::LATER],
            Stage::Packaging | Stage::Delivery => &[store::OPEN],
        };
        let mut orders = Vec::new();
        for partition in partitions {
            let mut place = None;
            loop {
                let query = Query::index(Index::OrdersByState, *partition, OPEN_AT_ONCE).after(place);
                let page = self.documents.query(tenant, &query).await?;
                for document in &page.documents {
                    let order = store::read(document)?;
                    if order.open_stage().is_some_and(|(open, _)| open == stage) {
                        orders.push(order);
                    }
                }
                place = page.next;
                if place.is_none() {
                    break;
                }
            }
        }
        Ok(orders)
    }
}

/// Where orders are cooked.
enum Place {
    Anywhere,
    Branch { branch: Slug, restaurant: Arc<Tenant> },
}

impl Place {
    fn cooks(&self, order: &Order) -> bool {
        match self {
            Place::Anywhere => true,
            Place::Branch { branch, restaurant } => {
                let cooked = restaurant.branch_of(order.head.fulfilment.branch());
                cooked.is_some_and(|cooked| cooked.id == *branch)
            }
        }
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

/// Where the orders of a state lie.
pub(super) fn rows_of(state: OrderState, filter: &OrderFilter, now: Timestamp) -> Vec<Row> {
    let row = |partition| Row::all(Index::OrdersByState, partition);
    let finished = |partition| Row {
        from: filter.from.map(store::from_instant),
        before: filter.to.map(store::from_instant),
        ..row(partition)
    };
    let due = store::from_instant(now.plus_ms(1));
    match state {
        OrderState::Open => {
            let begins = Row {
                before: Some(due),
                ..row(store::LATER)
            };
            vec![row(store::OPEN), begins]
        }
        OrderState::Scheduled => vec![Row {
            from: Some(due),
            ..row(store::LATER)
        }],
        OrderState::Unpaid => vec![row(store::UNPAID)],
        OrderState::Finished => vec![finished(store::COMPLETED)],
        OrderState::Cancelled => vec![finished(store::CANCELLED)],
    }
}

/// Where the orders lie on which somebody has to do something.
pub(super) fn live_rows(filter: &OrderFilter, now: Timestamp) -> Vec<Row> {
    let live = [OrderState::Open, OrderState::Scheduled, OrderState::Unpaid];
    live.into_iter()
        .flat_map(|state| rows_of(state, filter, now))
        .collect()
}

/// Whether an order stands there.
pub(super) fn stands_in(order: &Order, state: OrderState, now: Timestamp) -> bool {
    match order.status() {
        Status::Created => state == OrderState::Unpaid,
        Status::Confirmed if order.is_unbegun_for_later() && order.head.cook_from() > now => {
            state == OrderState::Scheduled
        }
        Status::Confirmed => state == OrderState::Open,
        Status::Completed => state == OrderState::Finished,
        Status::Cancelled => state == OrderState::Cancelled,
    }
}

/// Where the orders of a filter lie. Those on which somebody has to work are never looked for among finished ones.
fn rows(filter: &OrderFilter, now: Timestamp) -> Vec<Row> {
    if let Some(state) = filter.state {
        return rows_of(state, filter, now);
    }
    if filter.to_accept {
        return rows_of(OrderState::Unpaid, filter, now);
    }
    let in_work = matches!(filter.status, Some(Status::Confirmed))
        || matches!(
            filter.step,
            Some(CurrentStep::Cooking | CurrentStep::Packaging | CurrentStep::Delivery)
        );
    if in_work {
        // However many were never paid, they stand before no work.
        let states = [OrderState::Open, OrderState::Scheduled].into_iter();
        return states.flat_map(|state| rows_of(state, filter, now)).collect();
    }
    if filter.status == Some(Status::Created) {
        return rows_of(OrderState::Unpaid, filter, now);
    }
    if filter.open {
        return live_rows(filter, now);
    }
    vec![Row {
        from: filter.from.map(store::from_instant),
        before: filter.to.map(store::from_instant),
        ..Row::all(Index::OrdersByTime, store::ALL)
    }]
}

/// Whether there may be orders in the rows of a filter that do not fit it.
fn is_chosen_among(filter: &OrderFilter) -> bool {
    let lives = matches!(
        filter.state,
        Some(OrderState::Open | OrderState::Scheduled | OrderState::Unpaid)
    );
    let days = filter.from.is_some() || filter.to.is_some();
    let narrowed = filter.branch.is_some() || filter.to_accept;
    narrowed || filter.open || filter.status.is_some() || filter.step.is_some() || (lives && days)
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
