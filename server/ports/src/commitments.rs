//! What keeps a customer from being forgotten: orders and events that are still ahead of them.

use super::EngineError;
use async_trait::async_trait;
use domain::{CustomerId, TenantId, Timestamp};
use std::fmt::Debug;

/// Says for how long the restaurant has to know who a customer is, because of what it has agreed with them.
#[async_trait]
pub trait Commitments: Debug + Send + Sync {
    /// Until when the person of a customer is needed at the latest; `None` when nothing is ahead. The instant may have
    /// passed already: what was never finished keeps nobody for ever.
    async fn needed_until(
        &self,
        tenant: &TenantId,
        customer: &CustomerId,
    ) -> Result<Option<Timestamp>, EngineError>;
}

/// The last of the instants that some commitments give.
pub async fn last_needed(
    commitments: &[std::sync::Arc<dyn Commitments>],
    tenant: &TenantId,
    customer: &CustomerId,
) -> Result<Option<Timestamp>, EngineError> {
    let mut last = None;
    for commitments in commitments {
        last = last.max(commitments.needed_until(tenant, customer).await?);
    }
    Ok(last)
}
