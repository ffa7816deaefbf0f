//! The payment gateway of a function that takes no money: it refuses everything, so that a call which ends up there by
//! mistake pays for nothing.

use async_trait::async_trait;
use domain::TenantId;
use ports::payment_accounts::AccountOwner;
use ports::payment_gateway::{
    CreatePayment, GatewayPayment, Message, MessageError, Opened, Part, VerifiedNotification,
};
use ports::{AccountDirectory, EngineError, PaymentGateway};

/// No gateway at all.
#[derive(Debug, Default, Clone, Copy)]
pub struct NoGateway;

#[async_trait]
impl PaymentGateway for NoGateway {
    fn takes_payments(&self) -> bool {
        false
    }

    async fn open(&self, _: &TenantId, _: &CreatePayment<'_>) -> Result<Opened, EngineError> {
        Err(none())
    }

    async fn read(&self, _: &TenantId, _: &str) -> Result<Option<GatewayPayment>, EngineError> {
        Err(none())
    }

    async fn verify_notification(
        &self,
        _: &TenantId,
        _: &Message,
    ) -> Result<Option<VerifiedNotification>, MessageError> {
        Err(none().into())
    }

    async fn refund(
        &self,
        _: &TenantId,
        _: &str,
        _: Option<&str>,
        _: Option<Part>,
    ) -> Result<(), EngineError> {
        Err(none())
    }
}

#[async_trait]
impl AccountDirectory for NoGateway {
    async fn owner(&self, _: &str) -> Result<Option<AccountOwner>, EngineError> {
        Err(none())
    }
}

fn none() -> EngineError {
    EngineError::broken("gateway", "this process takes no money")
}
