//! A customer who is gone: their messages go too.

use super::{NotificationsService, store};
use crate::error::Error;
use domain::{CustomerId, TenantId};
use ports::documents::{Commit, Document, Expect, Query, Table, Write};

/// Messages that are removed in one commit.
const BATCH: usize = 50;

impl NotificationsService {
    /// Removes every message of a customer. It may be repeated.
    pub(super) async fn forget_customer(
        &self,
        tenant: &TenantId,
        customer: &CustomerId,
    ) -> Result<(), Error> {
        self.empty(tenant, store::partition(customer)).await?;
        self.empty(tenant, store::unread_partition(customer)).await
    }

    async fn empty(&self, tenant: &TenantId, partition: String) -> Result<(), Error> {
        let query = Query::partition(Table::Notifications, partition, BATCH);
        loop {
            let page = self.documents.query(tenant, &query).await?;
            if page.documents.is_empty() {
                return Ok(());
            }
            let delete = |document: Document| Write::Delete {
                key: document.key,
                expect: Expect::Anything,
            };
            let commit = Commit {
                writes: page.documents.into_iter().map(delete).collect(),
                events: Vec::new(),
            };
            self.documents.commit(tenant, commit).await?;
        }
    }
}
