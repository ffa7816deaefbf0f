//! Erases closed accounts when their time has come.
//!
//! An account whose order or event is still ahead can be closed like any other, and is erased when that is over. Refusing to
//! close it would protect nothing: a request that was made before can be quoted, accepted and moved to another day long after
//! the account is closed, by its private link, so the erasure has to look anyway; and nobody should have to give up a lunch
//! that is paid for to be rid of an account.
//!
//! Each erasure goes over its customer twice. An order or a request that was being placed at that moment, or that an index
//! does not show yet, is in no list of the first time; the second time is an hour later, when no call of that moment can
//! still be running.

use super::{CustomersService, store};
use crate::envelope::envelope;
use crate::error::Error;
use crate::registry;
use domain::TenantId;
use domain::event::Event;
use domain::time::MINUTE_MS;
use ports::commitments::last_needed;
use ports::documents::{Commit, CommitError, Document, Table};

/// Maximum number of customers of a restaurant that one call erases.
const ERASED_BATCH: usize = 32;
/// How long after the first time orders and requests are gone over again, in milliseconds.
const AGAIN_AFTER_MS: i64 = 60 * MINUTE_MS;

impl CustomersService {
    /// Erases every customer whose time has come: the record and the account, in one commit with the event from which
    /// orders, requests and messages lose the person too. Running it in several processes erases once. The answer counts
    /// those who were gone over, the second time as well as the first.
    pub(super) async fn erase_due(&self) -> Result<usize, Error> {
        let mut erased = 0;
        for tenant in registry::restaurants(&*self.documents, Table::Customers).await? {
            // What fails for one restaurant, or for one customer, keeps nobody else.
            match self.erase_due_of(&tenant).await {
                Ok(count) => erased += count,
                Err(error) => {
                    tracing::error!(%tenant, %error, "the erasures of a restaurant could not be read")
                }
            }
        }
        Ok(erased)
    }

    async fn erase_due_of(&self, tenant: &TenantId) -> Result<usize, Error> {
        let query = store::erasures_due(self.clock.now(), ERASED_BATCH);
        let due = self.documents.query(tenant, &query).await?;
        let mut erased = 0;
        for document in due.documents {
            match self.erase_one(tenant, document).await {
                Ok(erases) => erased += usize::from(erases),
                Err(error) => tracing::error!(%tenant, %error, "a customer could not be erased"),
            }
        }
        Ok(erased)
    }

    /// Does what is due about one customer, and says whether something of theirs was erased.
    async fn erase_one(&self, tenant: &TenantId, document: Document) -> Result<bool, Error> {
        let commit = self.erasure(tenant, document).await?;
        let erases = !commit.events.is_empty();
        match self.documents.commit(tenant, commit).await {
            Ok(()) => Ok(erases),
            // Another process has just done it.
            Err(CommitError::ConditionFailed { .. }) => Ok(false),
            Err(CommitError::Engine(error)) => Err(error.into()),
        }
    }

    /// What is to be done about an erasure that is due: nothing yet when something is ahead of its customer.
    async fn erasure(&self, tenant: &TenantId, due: Document) -> Result<Commit, Error> {
        let now = self.clock.now();
        let mut erasure: store::Erasure = due.read()?;
        let needed = last_needed(&self.commitments, tenant, &erasure.customer_id).await;
        if let Some(until) = needed?.filter(|until| now < *until) {
            let writes = store::postpone(due, &erasure, until)?;
            return Ok(Commit {
                writes,
                events: Vec::new(),
            });
        }
        let event = Event::CustomerErased {
            customer_id: erasure.customer_id.clone(),
        };
        let events = vec![envelope(tenant, "system", now, event)];
        let Some(username) = erasure.username.take() else {
            let mut writes = vec![store::taken(due)];
            writes.extend(store::erase(&erasure.customer_id));
            return Ok(Commit { writes, events });
        };
        let again = store::postpone(due, &erasure, now.plus_ms(AGAIN_AFTER_MS));
        let mut writes = again?;
        writes.extend(store::erase(&erasure.customer_id));
        let account = self.accounts.erase(tenant, &username).await;
        writes.extend(account?);
        Ok(Commit { writes, events })
    }
}
