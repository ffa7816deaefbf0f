//! The figures of the restaurant: counters by day, added up from the events, and the charts of them.
//!
//! Events in: everything that happens to an order, and money that comes in and goes back. Events out: `DashboardUpdated`, at most one in
//! [`UPDATE_EVERY_MS`] per restaurant. Figures may go on changing for so long after it: who shows them looks at once,
//! and once more after that time.

mod charts;
mod days;
mod figures;
mod inspect;
mod project;
mod store;

use crate::caller::Caller;
use crate::catalog::CatalogService;
use crate::error::Error;
use crate::remembered::Remembered;
use api::dashboard::{Days, Overview, Stats, Summary};
use days::Range;
use domain::TenantId;
use domain::dashboard::Figures;
use domain::staff::Permission;
use ports::{Clock, Documents, OpenOrders};
use std::sync::Arc;

pub use project::UPDATE_EVERY_MS;

/// Maximum number of restaurants that are remembered. One that is not gets a `DashboardUpdated` more.
const MAX_REMEMBERED: usize = 10_000;

/// The dashboard service. It is also a [subscriber](ports::event_bus::Subscriber).
#[derive(Debug)]
pub struct DashboardService {
    documents: Arc<dyn Documents>,
    open_orders: Arc<dyn OpenOrders>,
    catalog: Arc<CatalogService>,
    clock: Arc<dyn Clock>,
    /// Restaurants whose last `DashboardUpdated` was a moment ago.
    updated: Remembered<TenantId, ()>,
}

impl DashboardService {
    pub fn new(
        documents: Arc<dyn Documents>,
        open_orders: Arc<dyn OpenOrders>,
        catalog: Arc<CatalogService>,
        clock: Arc<dyn Clock>,
    ) -> DashboardService {
        DashboardService {
            documents,
            open_orders,
            catalog,
            clock,
            updated: Remembered::new(MAX_REMEMBERED, UPDATE_EVERY_MS),
        }
    }
}

impl DashboardService {
    /// Staff and machines.
    pub async fn summary(&self, caller: &Caller, days: Days) -> Result<Summary, Error> {
        caller.require(Permission::SeeDashboard)?;
        let tenant = self.catalog.tenant(&caller.tenant).await?;
        let now = self.clock.now();
        let range = Range::new(days, tenant.zone.date(now))?;
        let counted = store::read_days(&*self.documents, &caller.tenant, range.days()).await?;
        let sum = figures::sum(&counted, range.days());
        let active = self.active(&caller.tenant).await?;
        Ok(figures::summary(range, &Figures::read(&sum), active, now))
    }

    /// How many orders were ever placed, cancelled ones included. It is counted among the orders themselves. Staff and
    /// machines.
    pub async fn orders_ever(&self, caller: &Caller) -> Result<i64, Error> {
        caller.require(Permission::SeeDashboard)?;
        let all = self.open_orders.count_all(&caller.tenant).await;
        Ok(i64::try_from(all?).unwrap_or(i64::MAX))
    }

    /// Staff and machines.
    pub async fn stats(&self, caller: &Caller, days: Days) -> Result<Stats, Error> {
        Ok(self.overview_without_charts(caller, days).await?.stats)
    }

    /// Everything with its charts. Staff.
    pub async fn overview(&self, caller: &Caller, days: Days) -> Result<Overview, Error> {
        let mut overview = self.overview_without_charts(caller, days).await?;
        let tenant = self.catalog.tenant(&caller.tenant).await?;
        overview.charts = charts::all(&overview.stats, &tenant);
        Ok(overview)
    }
}

impl DashboardService {
    /// How many orders are open now. It is counted among the orders themselves: what happened on some days does not tell.
    async fn active(&self, tenant: &TenantId) -> Result<i64, Error> {
        let open = self.open_orders.count_open(tenant).await;
        Ok(i64::try_from(open?).unwrap_or(i64::MAX))
    }

    async fn overview_without_charts(&self, caller: &Caller, days: Days) -> Result<Overview, Error> {
        caller.require(Permission::SeeDashboard)?;
        let restaurant = self.catalog.storefront(&caller.tenant).await?;
        let now = self.clock.now();
        let range = Range::new(days, restaurant.tenant.zone.date(now))?;
        let counted = store::read_days(&*self.documents, &caller.tenant, range.with_last_days()).await?;
        let sum = Figures::read(&figures::sum(&counted, range.days()));
        Ok(Overview {
            summary: figures::summary(range, &sum, self.active(&caller.tenant).await?, now),
            stats: figures::stats(range, sum, &counted, &restaurant.catalog),
            charts: Vec::new(),
        })
    }
}
