//! A customer who is gone: their requests stay without the person.

use super::{CateringService, store};
use crate::error::Error;
use crate::retry;
use domain::catering::forget_person;
use domain::{CateringId, CustomerId, TenantId};
use ports::documents::{Commit, Query, Table};

/// Requests of one page.
const PAGE: usize = 50;

impl CateringService {
    /// Removes the person from every request of a customer. It may be repeated.
    pub(super) async fn forget_customer(
        &self,
        tenant: &TenantId,
        customer: &CustomerId,
    ) -> Result<(), Error> {
        let mut place = None;
        loop {
            let query = Query::partition(Table::Catering, store::by_customer(customer), PAGE).after(place);
            let (pointers, next) = store::pointers(&*self.documents, tenant, &query).await?;
            for pointer in &pointers {
                self.forget_person_of(tenant, &pointer.id).await?;
            }
            if next.is_none() {
                return Ok(());
            }
            place = next;
        }
    }

    async fn forget_person_of(&self, tenant: &TenantId, id: &CateringId) -> Result<(), Error> {
        let restaurant = self.catalog.tenant(tenant).await?;
        retry::change(retry::ATTEMPTS_AMONG_MANY, || async {
            let Some(stored) = store::load(&*self.documents, tenant, id).await? else {
                return Ok(Some(()));
            };
            let after = forget_person(&stored.request);
            if after == stored.request {
                return Ok(Some(()));
            }
            let (writes, _) = store::change(&stored, &after, &restaurant.catering)?;
            let commit = Commit {
                writes,
                events: Vec::new(),
            };
            retry::unless_overtaken(self.documents.commit(tenant, commit).await, ())
        })
        .await
    }
}
