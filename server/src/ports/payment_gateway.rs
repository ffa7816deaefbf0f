//! Who takes the money.

use super::EngineError;
use async_trait::async_trait;
use shared::domain::payment::{PaymentMethod, Settlement};
use shared::domain::{Money, OrderId, TenantId};
use std::fmt::Debug;

/// An opened payment at the gateway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The gateway's own name for it.
    pub reference: String,
    /// What a QR code for it says, where the method has one.
    pub qr_payload: Option<String>,
}

/// A gateway for payments. What it holds is read back, never believed from a message.
#[async_trait]
pub trait PaymentGateway: Debug + Send + Sync {
    /// Whether this gateway only pretends: the storefront then offers to approve or reject.
    fn simulated(&self) -> bool;

    /// Opens a payment. The same order, method and attempt give the same reference.
    async fn open(
        &self,
        tenant: &TenantId,
        order: &OrderId,
        attempt: usize,
        method: PaymentMethod,
        amount: Money,
    ) -> Result<Opened, EngineError>;

    /// How the payment stands; `None` while it is open.
    async fn read(&self, tenant: &TenantId, reference: &str) -> Result<Option<Settlement>, EngineError>;

    /// Gives the money back. Repeating it gives it back once.
    async fn refund(&self, tenant: &TenantId, reference: &str) -> Result<(), EngineError>;
}
