//! Lists of orders: a customer's, everybody's, and the open ones.

use super::{OrdersService, store};
use crate::ports::documents::{Index, Query};
use crate::services::failure;
use shared::api::context::Caller;
use shared::api::orders::{OrderFilter, OrderView};
use shared::api::{ApiError, DEFAULT_PAGE, MAX_PAGE, Paged};
use shared::domain::order::{Order, Status};
use shared::domain::staff::{Permission, Role};
use shared::domain::stage::{CurrentStep, Stage};
use shared::domain::{CustomerId, TenantId};

/// With a filter, at most so many orders are looked at for one page; the cursor then goes on from there.
const LOOKED_AT: usize = 1_000;
/// At most so many open orders are read for a queue.
const OPEN_LIMIT: usize = 500;

impl OrdersService {
    pub(super) async fn customer_orders(
        &self,
        caller: &Caller,
        customer: &CustomerId,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<Paged<OrderView>, ApiError> {
        let own = caller.customer_id().is_ok_and(|id| id == customer);
        if !own {
            match caller.role() {
                Some(Role::Customer) => return Err(ApiError::not_found()),
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
        let page = self
            .documents
            .query(&caller.tenant, &query)
            .await
            .map_err(failure::engine)?;
        let mut items = Vec::with_capacity(page.documents.len());
        for document in &page.documents {
            items.push(caller.view(&store::read(document).map_err(failure::engine)?));
        }
        let next_cursor = page
            .next
            .map(|place| self.cursors.seal(&caller.tenant, &scope, &place));
        Ok(Paged { items, next_cursor })
    }

    pub(super) async fn list_orders(
        &self,
        caller: &Caller,
        filter: OrderFilter,
    ) -> Result<Paged<OrderView>, ApiError> {
        caller.require(Permission::SeeOrders)?;
        let limit = filter.limit.unwrap_or(DEFAULT_PAGE).clamp(1, MAX_PAGE);
        let scope = scope(&filter);
        let mut place = self
            .cursors
            .open_some(&caller.tenant, &scope, filter.cursor.as_deref())?;
        let mut items = Vec::new();
        let mut looked_at = 0;
        loop {
            let wanted = limit - items.len();
            let query = query(&filter, wanted).after(place);
            let page = self
                .documents
                .query(&caller.tenant, &query)
                .await
                .map_err(failure::engine)?;
            for document in &page.documents {
                let order = store::read(document).map_err(failure::engine)?;
                if fits(&order, &filter) {
                    items.push(caller.view(&order));
                }
            }
            looked_at += page.documents.len();
            place = page.next;
            if place.is_none() || items.len() >= limit || looked_at >= LOOKED_AT {
                break;
            }
        }
        let next_cursor = place.map(|place| self.cursors.seal(&caller.tenant, &scope, &place));
        Ok(Paged { items, next_cursor })
    }

    pub(super) async fn open_at(&self, tenant: &TenantId, stage: Stage) -> Result<Vec<Order>, ApiError> {
        let query = Query::index(Index::OpenOrders, store::OPEN, OPEN_LIMIT);
        let page = self
            .documents
            .query(tenant, &query)
            .await
            .map_err(failure::engine)?;
        let mut orders = Vec::new();
        for document in &page.documents {
            let order = store::read(document).map_err(failure::engine)?;
            if order.open_stage().is_some_and(|(open, _)| open == stage) {
                orders.push(order);
            }
        }
        Ok(orders)
    }
}

/// Open orders are found in their own queue, which never holds finished ones.
fn query(filter: &OrderFilter, limit: usize) -> Query {
    let open = filter.open
        || matches!(filter.status, Some(Status::Created | Status::Confirmed))
        || matches!(
            filter.step,
            Some(CurrentStep::Cooking | CurrentStep::Packaging | CurrentStep::Delivery)
        );
    let query = if open {
        Query::index(Index::OpenOrders, store::OPEN, limit)
    } else {
        Query::index(Index::OrdersByTime, store::ALL, limit)
    };
    let query = query.between(
        filter.from.map(store::from_instant),
        filter.to.map(store::from_instant),
    );
    if filter.newest_first {
        query.newest_first()
    } else {
        query
    }
}

fn fits(order: &Order, filter: &OrderFilter) -> bool {
    (!filter.open || order.is_open())
        && filter.status.is_none_or(|status| order.status() == status)
        && filter
            .step
            .is_none_or(|step| order.current_step() == step && order.status() != Status::Cancelled)
}

/// The list a cursor belongs to.
fn scope(filter: &OrderFilter) -> String {
    format!(
        "orders/{}/{:?}/{:?}/{:?}/{:?}/{}",
        filter.open, filter.status, filter.step, filter.from, filter.to, filter.newest_first
    )
}
