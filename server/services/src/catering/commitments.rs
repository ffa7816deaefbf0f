//! The requests of a customer that are still open, which keep the customer from being forgotten.

use super::store;
use async_trait::async_trait;
use domain::{CustomerId, TenantId, Timestamp};
use ports::documents::{Query, Table};
use ports::{Commitments, Documents, EngineError};
use std::sync::Arc;

/// Requests of one page.
const PAGE: usize = 50;

/// What is agreed with customers in their requests for catering.
#[derive(Debug)]
pub struct CateringCommitments {
    documents: Arc<dyn Documents>,
}

impl CateringCommitments {
    pub fn new(documents: Arc<dyn Documents>) -> Arc<CateringCommitments> {
        Arc::new(CateringCommitments { documents })
    }
}

#[async_trait]
impl Commitments for CateringCommitments {
    async fn needed_until(
        &self,
        tenant: &TenantId,
        customer: &CustomerId,
    ) -> Result<Option<Timestamp>, EngineError> {
        let (mut last, mut place) = (None, None);
        loop {
            let query = Query::partition(Table::Catering, store::by_customer(customer), PAGE).after(place);
            let page = self.documents.query(tenant, &query).await?;
            for request in store::pointed(&*self.documents, tenant, &page).await? {
                last = last.max(request.person_needed_until());
            }
            place = page.next;
            if place.is_none() {
                return Ok(last);
            }
        }
    }
}
