//! A customer who is gone: their orders stay without the person.

use super::{OrdersService, store};
use crate::error::Error;
use crate::retry;
use domain::order::forget_person;
use domain::{CustomerId, OrderId, TenantId};
use ports::documents::{Commit, Expect, Index, Query};

/// Orders of one page.
const PAGE: usize = 50;

impl OrdersService {
    /// Removes the person from every order of a customer. It may be repeated.
    pub(super) async fn forget_customer(
        &self,
        tenant: &TenantId,
        customer: &CustomerId,
    ) -> Result<(), Error> {
        let mut cursor = None;
        loop {
            let query =
                Query::index(Index::OrdersByCustomer, store::by_customer(customer), PAGE).after(cursor);
            let page = self.documents.query(tenant, &query).await?;
            for document in &page.documents {
                let order = store::read(document)?;
                self.forget_person_of(tenant, &order.head.id).await?;
            }
            match page.next {
                Some(next) => cursor = Some(next),
                None => return Ok(()),
            }
        }
    }

    async fn forget_person_of(&self, tenant: &TenantId, order: &OrderId) -> Result<(), Error> {
        retry::change(retry::ATTEMPTS_AMONG_MANY, || async {
            let Some(stored) = store::load(&*self.documents, tenant, order).await? else {
                return Ok(Some(()));
            };
            let after = forget_person(&stored.order);
            if after == stored.order {
                return Ok(Some(()));
            }
            let write = store::put(&after, Expect::Version(stored.document_version));
            let commit = Commit {
                writes: vec![write?],
                events: Vec::new(),
            };
            retry::unless_overtaken(self.documents.commit(tenant, commit).await, ())
        })
        .await
    }
}
