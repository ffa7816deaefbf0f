//! A payment gateway that only pretends: whoever pays says how it ends.

use crate::ports::payment_gateway::Opened;
use crate::ports::{EngineError, PaymentGateway};
use async_trait::async_trait;
use shared::domain::payment::{PaymentMethod, Settlement};
use shared::domain::{Money, OrderId, TenantId};

/// The default gateway of a restaurant that takes no real money yet.
#[derive(Debug, Default, Clone, Copy)]
pub struct SimulatedGateway;

#[async_trait]
impl PaymentGateway for SimulatedGateway {
    fn simulated(&self) -> bool {
        true
    }

    async fn open(
        &self,
        tenant: &TenantId,
        order: &OrderId,
        attempt: usize,
        method: PaymentMethod,
        amount: Money,
    ) -> Result<Opened, EngineError> {
        let reference = format!("sim_{order}_{attempt}");
        let qr_payload = (method == PaymentMethod::Yape).then(|| {
            format!(
                "https://brasa.invalid/pago/{tenant}/{order}?monto={}",
                amount.decimal()
            )
        });
        Ok(Opened {
            reference,
            qr_payload,
        })
    }

    /// It holds nothing: the payment's own record is all there is.
    async fn read(&self, _: &TenantId, _: &str) -> Result<Option<Settlement>, EngineError> {
        Ok(None)
    }

    async fn refund(&self, _: &TenantId, _: &str) -> Result<(), EngineError> {
        Ok(())
    }
}
