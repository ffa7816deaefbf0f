//! Mail to customers.

use super::EngineError;
use async_trait::async_trait;
use shared::domain::TenantId;
use std::fmt::Debug;

/// A message in plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    pub to: String,
    pub subject: String,
    pub text: String,
    /// Messages with the same key are one message: sending again is sending once.
    pub key: String,
}

#[async_trait]
pub trait Mailer: Debug + Send + Sync {
    /// Hands a message over for delivery.
    async fn send(&self, tenant: &TenantId, mail: &Mail) -> Result<(), EngineError>;
}
