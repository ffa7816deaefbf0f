//! How many orders stand where. Those on which somebody has to work are counted in their index, which holds no others;
//! finished ones are counted by the commits that finish them, for there is no end of them.

use super::queues::{self, Branches};
use super::walk::Row;
use super::{OrdersService, store};
use crate::error::Error;
use api::orders::{OrderCounts, OrderFilter, OrderState, Total};
use async_trait::async_trait;
use domain::TenantId;
use domain::order::Order;
use futures::future::try_join_all;
use ports::{EngineError, OpenOrders};

/// Maximum number of orders that are counted one by one for a report.
const MAX_COUNTED: usize = 10_000;

/// Maximum number of orders that are counted one by one for a page of a list, beside which stands that there are more.
const MAX_TOTAL: usize = 1_000;

#[async_trait]
impl OpenOrders for OrdersService {
    async fn count_open(&self, tenant: &TenantId) -> Result<usize, EngineError> {
        let branches = self.branches_to_count(tenant).await?;
        let rows = queues::rows_of(
            OrderState::Open,
            &OrderFilter::default(),
            &branches,
            self.clock.now(),
        );
        Ok(self.count(tenant, &rows, MAX_COUNTED).await?.count)
    }

    async fn count_all(&self, tenant: &TenantId) -> Result<usize, EngineError> {
        let branches = self.branches_to_count(tenant).await?;
        let rows = queues::live_rows(&OrderFilter::default(), &branches, self.clock.now());
        Ok(self.whole(tenant, &rows, MAX_COUNTED).await?.count)
    }
}

impl OrdersService {
    /// The branches whose orders are counted for other services, which know engines that fail and no refusals.
    async fn branches_to_count(&self, tenant: &TenantId) -> Result<Branches, EngineError> {
        match self.branches(tenant, None).await {
            Ok(branches) => Ok(branches),
            Err(Error::Engine(error)) => Err(error),
            Err(error @ Error::Refused(_)) => Err(EngineError::broken("orders", error.to_string())),
        }
    }

    pub(super) async fn order_counts(&self, tenant: &TenantId) -> Result<OrderCounts, Error> {
        let now = self.clock.now();
        let restaurant = self.catalog.tenant(tenant).await?;
        let zone = &restaurant.zone;
        let today = OrderFilter {
            from: Some(zone.midnight(zone.date(now))),
            ..OrderFilter::default()
        };
        let branches = self.branches(tenant, None).await?;
        let count = async |state: OrderState| -> Result<usize, Error> {
            let rows = queues::rows_of(state, &today, &branches, now);
            Ok(self.count(tenant, &rows, OrderCounts::MOST).await?.count)
        };
        Ok(OrderCounts {
            open: count(OrderState::Open).await?,
            scheduled: count(OrderState::Scheduled).await?,
            unpaid: count(OrderState::Unpaid).await?,
            finished_today: count(OrderState::Finished).await?,
            cancelled_today: count(OrderState::Cancelled).await?,
        })
    }

    /// How many orders a filter finds on all pages.
    pub(super) async fn total(
        &self,
        tenant: &TenantId,
        filter: &OrderFilter,
        rows: &[Row],
        fits: Option<&(dyn Fn(&Order) -> bool + Sync)>,
        branches: &Branches,
    ) -> Result<Total, Error> {
        if let Some(fits) = fits {
            return self.count_fitting(tenant, rows, fits).await;
        }
        let whole = filter.from.is_none() && filter.to.is_none();
        let counted = match filter.state {
            Some(OrderState::Finished) if whole => self.finished(tenant, &[store::COMPLETED]).await,
            Some(OrderState::Cancelled) if whole => self.finished(tenant, &[store::CANCELLED]).await,
            None if whole && rows.iter().any(|row| row.partition == store::ALL) => {
                let live = queues::live_rows(filter, branches, self.clock.now());
                self.whole(tenant, &live, MAX_TOTAL).await
            }
            _ => self.count(tenant, rows, MAX_TOTAL).await,
        };
        counted.map_err(Error::from)
    }

    /// All orders: those of the rows of what is not finished, `at_most` of them, and the finished ones.
    async fn whole(&self, tenant: &TenantId, live: &[Row], at_most: usize) -> Result<Total, EngineError> {
        let finished = self
            .finished(tenant, &[store::COMPLETED, store::CANCELLED])
            .await?;
        let live = self.count(tenant, live, at_most).await?;
        Ok(Total {
            count: finished.count + live.count,
            more: live.more,
        })
    }

    async fn count(&self, tenant: &TenantId, rows: &[Row], at_most: usize) -> Result<Total, EngineError> {
        let counted = rows.iter().map(|row| async move {
            let query = row.query(1);
            self.documents.count(tenant, &query, at_most + 1).await
        });
        let count: usize = try_join_all(counted).await?.into_iter().sum();
        Ok(Total {
            count: count.min(at_most),
            more: count > at_most,
        })
    }

    async fn count_fitting(
        &self,
        tenant: &TenantId,
        rows: &[Row],
        fits: &(dyn Fn(&Order) -> bool + Sync),
    ) -> Result<Total, Error> {
        let found = self
            .walk(
                tenant,
                rows,
                super::walk::Start::default(),
                super::walk::MAX_LOOKED_AT,
                fits,
            )
            .await?;
        Ok(Total {
            count: found.orders.len(),
            more: found.next.is_some(),
        })
    }

    /// The sums of the counters of finished orders.
    async fn finished(&self, tenant: &TenantId, counters: &[&str]) -> Result<Total, EngineError> {
        let keys: Vec<_> = (0..store::COUNT_SHARDS).map(store::count_key).collect();
        let found = self.documents.get_all(tenant, &keys).await?;
        let sum: i64 = found
            .iter()
            .flatten()
            .flat_map(|document| counters.iter().map(|counter| document.counter(counter)))
            .sum();
        Ok(Total {
            count: usize::try_from(sum).unwrap_or(0),
            more: false,
        })
    }
}
