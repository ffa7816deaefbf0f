//! Two gateways as one: rehearsals are paid at one that only pretends, all else at the restaurant's own. Where a payment was
//! opened is seen in its reference, so that publishing a restaurant moves none.

use crate::simulated_gateway::{SimulatedGateway, is_simulated};
use async_trait::async_trait;
use domain::TenantId;
use ports::payment_gateway::{
    CreatePayment, GatewayPayment, Message, MessageError, Opened, Part, SimulatedPayments,
    VerifiedNotification,
};
use ports::{EngineError, PaymentGateway};
use std::sync::Arc;

/// A gateway that takes money, or none, with one for rehearsals beside it.
#[derive(Debug, Clone)]
pub struct WithRehearsals {
    own: Arc<dyn PaymentGateway>,
    rehearsals: Arc<SimulatedGateway>,
}

impl WithRehearsals {
    pub fn new(own: Arc<dyn PaymentGateway>, rehearsals: Arc<SimulatedGateway>) -> WithRehearsals {
        WithRehearsals { own, rehearsals }
    }

    fn of(&self, reference: &str) -> &dyn PaymentGateway {
        match is_simulated(reference) {
            true => &*self.rehearsals,
            false => &*self.own,
        }
    }
}

#[async_trait]
impl PaymentGateway for WithRehearsals {
    fn as_simulated(&self) -> Option<&dyn SimulatedPayments> {
        self.own.as_simulated()
    }

    fn rehearsals(&self) -> Option<&dyn SimulatedPayments> {
        Some(&*self.rehearsals)
    }

    fn takes_payments(&self) -> bool {
        self.own.takes_payments()
    }

    async fn open(&self, tenant: &TenantId, opening: &CreatePayment<'_>) -> Result<Opened, EngineError> {
        match opening.rehearsal {
            true => self.rehearsals.open(tenant, opening).await,
            false => self.own.open(tenant, opening).await,
        }
    }

    async fn read(&self, tenant: &TenantId, reference: &str) -> Result<Option<GatewayPayment>, EngineError> {
        self.of(reference).read(tenant, reference).await
    }

    /// Nobody sends messages about rehearsals.
    async fn verify_notification(
        &self,
        tenant: &TenantId,
        message: &Message,
    ) -> Result<Option<VerifiedNotification>, MessageError> {
        self.own.verify_notification(tenant, message).await
    }

    async fn refund(
        &self,
        tenant: &TenantId,
        reference: &str,
        receipt: Option<&str>,
        part: Option<Part>,
    ) -> Result<(), EngineError> {
        self.of(reference).refund(tenant, reference, receipt, part).await
    }
}
