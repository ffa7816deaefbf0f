//! Payments as they are stored, for checks of everything that is stored.

use super::{PaymentsService, store};
use crate::error::Error;
use crate::registry;
use domain::payment::Payment;
use domain::{OrderId, TenantId, Timestamp};
use ports::documents::{Commit, CommitError, Table};

/// The record of a payment.
#[derive(Debug, Clone)]
pub struct StoredPayment {
    pub payment: Payment,
    pub version: u64,
    /// When something is to be done for it next.
    pub due_at: Option<Timestamp>,
}

impl PaymentsService {
    /// The records of the payments of these orders, in their order; `None` for those that nobody has tried to pay, and what
    /// is wrong with those that cannot be read.
    pub async fn stored_payments(
        &self,
        tenant: &TenantId,
        orders: &[OrderId],
    ) -> Result<Vec<Result<Option<StoredPayment>, String>>, Error> {
        let stored = store::load_all(&*self.documents, tenant, orders).await?;
        let with_due = |stored: store::Stored| StoredPayment {
            due_at: store::due(&stored.payment, stored.look).map(|due| due.at),
            payment: stored.payment,
            version: stored.version,
        };
        let read = stored.into_iter().map(|stored| match stored {
            Ok(stored) => Ok(stored.map(with_due)),
            Err(error) => Err(error.to_string()),
        });
        Ok(read.collect())
    }

    /// Whether something is to be done for a payment and nothing leads to it.
    pub async fn lacks_due(&self, tenant: &TenantId, payment: &StoredPayment) -> Result<bool, Error> {
        let Some(due) = pointer(payment) else {
            return Ok(false);
        };
        if !store::has_due(&*self.documents, tenant, &due).await? {
            return Ok(true);
        }
        let listed = registry::restaurants(&*self.documents, Table::Payments).await?;
        Ok(!listed.contains(tenant))
    }

    /// Lets a payment be found again when something is to be done for it.
    pub async fn put_due_again(&self, tenant: &TenantId, order: &OrderId) -> Result<(), Error> {
        let mut found = self.stored_payments(tenant, std::slice::from_ref(order)).await?;
        let stored = found.pop().and_then(Result::ok).flatten();
        let Some(due) = stored.as_ref().and_then(pointer) else {
            return Ok(());
        };
        registry::add_restaurant(&*self.documents, Table::Payments, tenant).await?;
        let commit = Commit {
            writes: vec![store::put_due(&due)?],
            events: Vec::new(),
        };
        match self.documents.commit(tenant, commit).await {
            Ok(()) | Err(CommitError::ConditionFailed { .. }) => Ok(()),
            Err(CommitError::Engine(error)) => Err(error.into()),
        }
    }
}

fn pointer(payment: &StoredPayment) -> Option<store::Due> {
    payment.due_at.map(|at| store::Due {
        order: payment.payment.order_id.clone(),
        at,
    })
}
