//! Erases closed accounts when their time has come.

use super::{CustomersService, store};
use crate::ports::documents::{Commit, CommitError, Table};
use crate::services::envelope::envelope;
use crate::services::{failure, registry};
use shared::api::ApiError;
use shared::domain::TenantId;
use shared::domain::event::Event;

/// Maximum number of customers of a restaurant that one call erases.
const ERASED_BATCH: usize = 32;

impl CustomersService {
    /// Erases every customer whose time has come: the record and the account, in one commit with the event from which
    /// orders and messages lose the person too. Running it in several processes erases once.
    pub(super) async fn erase_due(&self) -> Result<usize, ApiError> {
        let mut erased = 0;
        for tenant in registry::restaurants(&*self.documents, Table::Customers).await? {
            erased += self.erase_due_of(&tenant).await?;
        }
        Ok(erased)
    }

    async fn erase_due_of(&self, tenant: &TenantId) -> Result<usize, ApiError> {
        let query = store::erasures_due(self.clock.now(), ERASED_BATCH);
        let due = self
            .documents
            .query(tenant, &query)
            .await
            .map_err(failure::engine)?;
        let mut erased = 0;
        for document in due.documents {
            let erasure: store::Erasure = document.read().map_err(failure::engine)?;
            let account = self.accounts.erase(tenant, &erasure.username).await;
            let mut writes = store::erase(document, &erasure.customer_id);
            writes.extend(account.map_err(failure::engine)?);
            let event = Event::CustomerErased {
                customer_id: erasure.customer_id,
            };
            let events = vec![envelope(tenant, "system", self.clock.now(), event)];
            match self.documents.commit(tenant, Commit { writes, events }).await {
                Ok(()) => erased += 1,
                // Another process has just done it.
                Err(CommitError::ConditionFailed { .. }) => {}
                Err(CommitError::Engine(error)) => return Err(failure::engine(error)),
            }
        }
        Ok(erased)
    }
}
