//! The counters of a day as they are stored, for checks of everything that is stored.

use super::{DashboardService, store};
use crate::error::Error;
use domain::dashboard::Counters;
use domain::{Date, TenantId};
use ports::documents::Commit;

impl DashboardService {
    /// The counters of a day.
    pub async fn counters(&self, tenant: &TenantId, day: Date) -> Result<Counters, Error> {
        let mut read = store::read_days(&*self.documents, tenant, std::iter::once(day)).await?;
        Ok(read.remove(&day).unwrap_or_default())
    }

    /// Adds to the counters of a day what they lack: events that are counted at the same time are not lost by that. An
    /// event that was never counted and comes after all is counted twice.
    pub async fn correct(&self, tenant: &TenantId, day: Date, lacking: Counters) -> Result<(), Error> {
        let commit = Commit {
            writes: store::add(day, lacking).collect(),
            events: Vec::new(),
        };
        self.documents.commit(tenant, commit).await.map_err(Error::from)
    }
}
