//! How much work there is.

use super::EngineError;
use async_trait::async_trait;
use domain::TenantId;
use std::fmt::Debug;

/// Counts orders, whichever day they are from.
#[async_trait]
pub trait OpenOrders: Debug + Send + Sync {
    /// Those that are confirmed and not finished, and with which it is time to begin.
    async fn count_open(&self, tenant: &TenantId) -> Result<usize, EngineError>;

    /// All that were ever placed, cancelled ones included. What is not finished is counted one by one, 10,000 at most.
    async fn count_all(&self, tenant: &TenantId) -> Result<usize, EngineError>;
}
