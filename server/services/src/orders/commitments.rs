//! The orders of a customer that are not finished, which keep the customer from being forgotten.

use super::store;
use async_trait::async_trait;
use domain::{CustomerId, TenantId, Timestamp};
use ports::documents::{Index, Query};
use ports::{Commitments, Documents, EngineError};
use std::sync::Arc;

/// Orders of one page.
const PAGE: usize = 50;

/// What is agreed with customers in their orders.
#[derive(Debug)]
pub struct OrderCommitments {
    documents: Arc<dyn Documents>,
}

impl OrderCommitments {
    pub fn new(documents: Arc<dyn Documents>) -> Arc<OrderCommitments> {
        Arc::new(OrderCommitments { documents })
    }
}

#[async_trait]
impl Commitments for OrderCommitments {
    async fn needed_until(
        &self,
        tenant: &TenantId,
        customer: &CustomerId,
    ) -> Result<Option<Timestamp>, EngineError> {
        let (mut last, mut place) = (None, None);
        loop {
            let query =
                Query::index(Index::OrdersByCustomer, store::by_customer(customer), PAGE).after(place);
            let page = self.documents.query(tenant, &query).await?;
            for document in &page.documents {
                last = last.max(store::read(document)?.person_needed_until());
            }
            place = page.next;
            if place.is_none() {
                return Ok(last);
            }
        }
    }
}
