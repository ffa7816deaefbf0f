//! Requests as they are stored, for checks of everything that is stored.

use super::{CateringService, store};
use crate::error::Error;
use domain::TenantId;
use domain::catering::CateringRequest;
use ports::documents::{Query, Table};

/// Number of requests of one page.
const PAGE: usize = 100;

impl CateringService {
    /// A page of all requests, oldest first, and where to go on.
    pub async fn stored_requests(
        &self,
        tenant: &TenantId,
        cursor: Option<String>,
    ) -> Result<(Vec<CateringRequest>, Option<String>), Error> {
        let query = Query::partition(Table::Catering, store::ALL, PAGE).after(cursor);
        let page = self.documents.query(tenant, &query).await?;
        let requests = store::pointed(&*self.documents, tenant, &page).await?;
        Ok((requests, page.next))
    }
}
