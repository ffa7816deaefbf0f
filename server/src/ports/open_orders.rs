//! How much work there is.

use super::EngineError;
use async_trait::async_trait;
use shared::domain::TenantId;
use std::fmt::Debug;

/// Counts the orders that are confirmed and not finished, and with which it is time to begin, whichever day they are from.
#[async_trait]
pub trait OpenOrders: Debug + Send + Sync {
    async fn count_open(&self, tenant: &TenantId) -> Result<usize, EngineError>;
}
