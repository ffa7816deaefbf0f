//! A payment gateway that only pretends: the payer says how it ends.

use async_trait::async_trait;
use domain::payment::{PaymentMethod, Settlement};
use domain::{OrderId, TenantId};
use ports::payment_gateway::{
    CreatePayment, GatewayPayment, Message, MessageError, Opened, Part, VerifiedNotification,
};
use ports::{EngineError, PaymentGateway};

/// The gateway of a restaurant that takes no real money yet.
#[derive(Debug, Clone, Copy)]
pub struct SimulatedGateway {
    /// Whether it takes messages, which nobody signs. It does not in production, where anybody could send one.
    pub takes_messages: bool,
}

#[async_trait]
impl PaymentGateway for SimulatedGateway {
    fn simulated(&self) -> bool {
        true
    }

    async fn open(&self, tenant: &TenantId, opening: &CreatePayment<'_>) -> Result<Opened, EngineError> {
        let order = opening.order;
        let qr_payload = (opening.method == PaymentMethod::Yape).then(|| {
            let amount = opening.amount.decimal();
            format!("https://brasa.invalid/pago/{tenant}/{order}?monto={amount}")
        });
        Ok(Opened {
            reference: format!("sim_{order}_{}", opening.attempt),
            qr_payload,
        })
    }

    /// It holds nothing: the payment's own record is all there is.
    async fn read(&self, _: &TenantId, _: &str) -> Result<Option<GatewayPayment>, EngineError> {
        Ok(None)
    }

    /// Takes the bare message `{id, type, action}` with the payment's reference as id, and believes it: there is
    /// nothing to read back.
    async fn verify_notification(
        &self,
        tenant: &TenantId,
        message: &Message<'_>,
    ) -> Result<Option<VerifiedNotification>, MessageError> {
        if !self.takes_messages {
            return Err(MessageError::Unsigned("the simulated gateway signs nothing"));
        }
        let text = |name: &str| message.body.get(name).and_then(|value| value.as_str());
        let (Some(id), Some(kind), Some(action)) = (text("id"), text("type"), text("action")) else {
            return Err(MessageError::Malformed);
        };
        let settlement = match action {
            "state_FINISHED" => Settlement::Approved,
            "state_CANCELED" => Settlement::Rejected,
            _ => return Err(MessageError::Malformed),
        };
        let order = id
            .strip_prefix("sim_")
            .and_then(|id| id.rsplit_once('_'))
            .and_then(|(order, _)| OrderId::parse(order).ok());
        if kind != "payment" {
            return Ok(None);
        }
        Ok(Some(VerifiedNotification {
            tenant: tenant.clone(),
            order: order.ok_or(MessageError::Unknown)?,
            reference: id.to_owned(),
            standing: Some(GatewayPayment {
                settlement,
                money: None,
            }),
        }))
    }

    async fn refund(
        &self,
        _: &TenantId,
        _: &str,
        _: Option<&str>,
        _: Option<Part>,
    ) -> Result<(), EngineError> {
        Ok(())
    }
}
