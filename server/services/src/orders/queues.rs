//! Which queues there are, and in which of them the orders of a list lie.

use super::OrdersService;
use super::store::{self, Queue};
use super::walk::Row;
use crate::error::Error;
use api::orders::{OrderFilter, OrderState};
use api::{Code, FieldError};
use domain::order::{Order, Status};
use domain::stage::Stage;
use domain::tenant::Tenant;
use domain::{OrderId, Slug, TenantId, Timestamp};
use futures::future::try_join_all;
use ports::documents::{Index, Query};
use std::sync::Arc;
use texts::now::errors as texts;

/// The number of orders that are read at once for a queue, which is never cut.
const AT_ONCE: usize = 500;

/// The largest number of orders ahead that is counted, which bounds what one look at an order costs. At two minutes for each it
/// stands for more than sixteen hours.
const MAX_AHEAD: usize = 500;

/// The branches whose orders are looked for.
#[derive(Debug, Clone)]
pub(super) struct Branches {
    restaurant: Arc<Tenant>,
    /// One of them, or all.
    chosen: Option<Slug>,
}

impl Branches {
    /// The queues of one kind. Orders to which no branch was given are cooked at the first.
    fn queues(&self, queue: Queue) -> impl Iterator<Item = String> + '_ {
        let all = self.restaurant.branches.iter();
        let wanted = all.filter(|branch| self.chosen.as_ref().is_none_or(|chosen| *chosen == branch.id));
        let given = wanted.map(move |branch| queue.partition(Some(&branch.id)));
        let first = self.restaurant.branches.first();
        let others = match &self.chosen {
            None => true,
            Some(chosen) => first.is_none_or(|first| first.id == *chosen),
        };
        given.chain(others.then(|| queue.partition(None)))
    }

    fn rows(&self, queue: Queue) -> impl Iterator<Item = Row> + '_ {
        self.queues(queue)
            .map(|partition| Row::all(Index::OrdersByQueue, partition))
    }

    /// Whether one of them works on an order.
    pub(super) fn work_on(&self, order: &Order) -> bool {
        let works = self.restaurant.branch_of(order.head.branch());
        let is_it = |chosen: &Slug| works.is_some_and(|branch| branch.id == *chosen);
        self.chosen.as_ref().is_none_or(is_it)
    }
}

impl OrdersService {
    /// The branches of a restaurant, or the one that is `chosen` of them: 422 where it has no such branch.
    pub(super) async fn branches(&self, tenant: &TenantId, chosen: Option<&Slug>) -> Result<Branches, Error> {
        let restaurant = self.catalog.tenant(tenant).await?;
        if chosen.is_some_and(|chosen| restaurant.branches.iter().all(|known| known.id != *chosen)) {
            let field = FieldError::new("/branch", Code::InvalidValue, texts::INVALID);
            return Err(Error::invalid(vec![field]));
        }
        Ok(Branches {
            restaurant,
            chosen: chosen.cloned(),
        })
    }

    /// All orders that stand at a stage, by when it should be done; for the kitchen those for later as well.
    pub async fn open(&self, tenant: &TenantId, stage: Stage) -> Result<Vec<Order>, Error> {
        let branches = self.branches(tenant, None).await?;
        let mut orders = Vec::new();
        if stage == Stage::Cooking {
            // What is for later and not begun waits for the kitchen. It is read first: what is begun meanwhile is found twice.
            orders = self.all_in(tenant, &branches, Queue::Later).await?;
        }
        let at_stage = self.all_in(tenant, &branches, Queue::Stage(stage)).await?;
        let is_there = |id: &OrderId| at_stage.iter().any(|order| order.head.id == *id);
        orders.retain(|order| !is_there(&order.head.id));
        orders.extend(at_stage);
        orders.sort_by_key(|order| order.due(stage));
        Ok(orders)
    }

    /// The orders that wait for the kitchen to take them on, oldest first.
    pub async fn to_accept(&self, tenant: &TenantId) -> Result<Vec<Order>, Error> {
        let branches = self.branches(tenant, None).await?;
        let mut orders = self.all_in(tenant, &branches, Queue::ToAccept).await?;
        orders.sort_by_key(|order| order.head.placed_at);
        Ok(orders)
    }

    async fn all_in(
        &self,
        tenant: &TenantId,
        branches: &Branches,
        queue: Queue,
    ) -> Result<Vec<Order>, Error> {
        let mut orders = Vec::new();
        for partition in branches.queues(queue) {
            let mut query = Query::index(Index::OrdersByQueue, partition, AT_ONCE);
            loop {
                let page = self.documents.query(tenant, &query).await?;
                for document in &page.documents {
                    orders.push(store::read(document)?);
                }
                match page.next {
                    Some(next) => query = query.after(Some(next)),
                    None => break,
                }
            }
        }
        Ok(orders)
    }

    /// How many orders the kitchen of a branch has to cook before one that it could begin with at `begins`, which stands at `sort`
    /// in its queue, or at its end; [`MAX_AHEAD`] at most. None where it should not be begun yet: what waits now is done by then.
    pub(super) async fn ahead(
        &self,
        tenant: &TenantId,
        branch: Option<&Slug>,
        begins: Timestamp,
        sort: Option<String>,
    ) -> Result<u32, Error> {
        let now = self.clock.now();
        if begins > now {
            return Ok(0);
        }
        let branches = self.kitchen(tenant, branch).await?;
        let before = |queue, sort: Option<String>| {
            let rows = branches.rows(queue);
            rows.map(move |row| row.query(1).between(None, sort.clone()))
        };
        let due = Some(store::from_instant(begins));
        let cooking = before(Queue::Stage(Stage::Cooking), sort);
        let queries: Vec<Query> = cooking.chain(before(Queue::Later, due)).collect();
        let counted = queries
            .iter()
            .map(|query| self.documents.count(tenant, query, MAX_AHEAD));
        let ahead: usize = try_join_all(counted).await?.into_iter().sum();
        Ok(u32::try_from(ahead.min(MAX_AHEAD)).unwrap_or(u32::MAX))
    }

    /// The branch that cooks the orders of `branch`, which is the first where the restaurant does not have that.
    async fn kitchen(&self, tenant: &TenantId, branch: Option<&Slug>) -> Result<Branches, Error> {
        let restaurant = self.catalog.tenant(tenant).await?;
        let chosen = restaurant.branch_of(branch).map(|branch| branch.id.clone());
        Ok(Branches { restaurant, chosen })
    }

    /// The branch at which an order waits where the restaurant does not have it: no kitchen sees the order then.
    pub async fn unknown_branch(&self, tenant: &TenantId, order: &Order) -> Result<Option<Slug>, Error> {
        let Some(branch) = order.head.branch().filter(|_| order.is_open()) else {
            return Ok(None);
        };
        let restaurant = self.catalog.tenant(tenant).await?;
        let known = restaurant.branches.iter().any(|known| known.id == *branch);
        Ok((!known).then(|| branch.clone()))
    }
}

/// Where the orders of a state lie.
pub(super) fn rows_of(
    state: OrderState,
    filter: &OrderFilter,
    branches: &Branches,
    now: Timestamp,
) -> Vec<Row> {
    let finished = |partition: &str| Row {
        from: filter.from.map(store::from_instant),
        before: filter.to.map(store::from_instant),
        ..Row::all(Index::OrdersByState, partition)
    };
    let due = store::from_instant(now.plus_ms(1));
    match state {
        OrderState::Open => {
            let begins = branches.rows(Queue::Later).map(|row| Row {
                before: Some(due.clone()),
                ..row
            });
            let stages = Stage::ALL.into_iter();
            begins
                .chain(stages.flat_map(|stage| branches.rows(Queue::Stage(stage))))
                .collect()
        }
        OrderState::Scheduled => branches
            .rows(Queue::Later)
            .map(|row| Row {
                from: Some(due.clone()),
                ..row
            })
            .collect(),
        OrderState::Unpaid => branches
            .rows(Queue::Unpaid)
            .chain(branches.rows(Queue::ToAccept))
            .collect(),
        OrderState::Finished => vec![finished(store::COMPLETED)],
        OrderState::Cancelled => vec![finished(store::CANCELLED)],
    }
}

/// Where the orders lie that wait to be accepted.
pub(super) fn rows_to_accept(branches: &Branches) -> Vec<Row> {
    branches.rows(Queue::ToAccept).collect()
}

/// Where the orders lie that stand at a stage.
pub(super) fn rows_at(stage: Stage, branches: &Branches) -> Vec<Row> {
    let later = (stage == Stage::Cooking).then(|| branches.rows(Queue::Later));
    let later = later.into_iter().flatten();
    later.chain(branches.rows(Queue::Stage(stage))).collect()
}

/// Where the orders lie on which somebody has to do something.
pub(super) fn live_rows(filter: &OrderFilter, branches: &Branches, now: Timestamp) -> Vec<Row> {
    let live = [OrderState::Unpaid, OrderState::Scheduled, OrderState::Open];
    live.into_iter()
        .flat_map(|state| rows_of(state, filter, branches, now))
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
