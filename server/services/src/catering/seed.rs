//! Requests of the past, for the demo restaurants.

use super::{CateringService, store};
use crate::error::Error;
use domain::TenantId;
use domain::catering::CateringRequest;
use ports::documents::{Commit, Query, Table};

impl CateringService {
    /// Stores requests as they stand, oldest first, if the restaurant has none. Nothing is mailed; each gets the next number.
    pub async fn seed(&self, tenant: &TenantId, past: Vec<CateringRequest>) -> Result<(), Error> {
        let query = Query::partition(Table::Catering, store::ALL, 1);
        let (known, _) = store::pointers(&*self.documents, tenant, &query).await?;
        if !known.is_empty() || past.is_empty() {
            return Ok(());
        }
        self.register(tenant).await?;
        let restaurant = self.catalog.tenant(tenant).await?;
        for mut request in past {
            let number = self.documents.next_number(tenant, "catering").await;
            request.number = number?;
            let commit = Commit {
                writes: store::create(&request, &store::new_link(), &restaurant.catering)?,
                events: Vec::new(),
            };
            self.documents.commit(tenant, commit).await?;
        }
        Ok(())
    }
}
