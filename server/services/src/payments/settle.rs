//! Settling a payment at the simulated gateway: once, and forward only.

use super::PaymentsService;
use super::open::unpaid;
use crate::caller::Caller;
use crate::error::Error;
use api::Code;
use api::payments::PaymentView;
use domain::order::Order;
use domain::payment::{Payment, PaymentRefusal, Settlement};
use domain::staff::Permission;
use domain::{OrderId, TenantId};
use texts::now::errors as texts;

impl PaymentsService {
    /// Approves or rejects at the simulated gateway. Saying the same twice has no further effect.
    pub async fn settle_simulated(
        &self,
        caller: &Caller,
        order: &OrderId,
        approve: bool,
    ) -> Result<PaymentView, Error> {
        if !self.gateway.simulated() {
            return Err(Error::forbidden());
        }
        let order = self.payable(caller, order, Permission::SeePayments).await?;
        let stored = self.stored(&caller.tenant, &order).await?;
        let settlement = if approve {
            Settlement::Approved
        } else {
            Settlement::Rejected
        };
        let settled_so = matches!(stored.payment.settle(settlement, self.clock.now()), Ok(None));
        if !settled_so {
            unpaid(&order)?;
        }
        let actor = caller.actor()?.id;
        let payment = self.settle(&caller.tenant, &order, settlement, &actor).await?;
        Ok(self.view(&order, &payment))
    }

    /// Settles the newest attempt. Saying the same again changes nothing.
    pub(super) async fn settle(
        &self,
        tenant: &TenantId,
        order: &Order,
        settlement: Settlement,
        actor: &str,
    ) -> Result<Payment, Error> {
        self.change(tenant, order, actor, |payment, now| {
            payment.settle(settlement, now).map_err(refused)
        })
        .await
    }
}

pub(super) fn refused(refusal: PaymentRefusal) -> Error {
    match refusal {
        PaymentRefusal::NotOpen => Error::new(Code::PaymentRequired, texts::PAYMENT_REQUIRED),
        PaymentRefusal::NothingOwed | PaymentRefusal::Backwards => {
            Error::new(Code::PaymentSettled, texts::PAYMENT_SETTLED)
        }
    }
}
