//! Settling a payment at a gateway that only pretends: once, and forward only.

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
use ports::payment_gateway::GatewayPayment;
use texts::now::errors as texts;

impl PaymentsService {
    /// Approves or rejects at the simulated gateway. Saying the same twice has no further effect.
    pub async fn settle_simulated(
        &self,
        caller: &Caller,
        order: &OrderId,
        approve: bool,
    ) -> Result<PaymentView, Error> {
        if self.gateway.rehearsals().is_none() {
            return Err(Error::forbidden());
        }
        let order = self.payable(caller, order, Permission::SeePayments).await?;
        let stored = self.stored(&caller.tenant, &order).await?;
        if self.simulated(&order, &stored.payment).is_none() {
            return Err(Error::forbidden());
        }
        let settlement = ended(approve);
        let settled_so = matches!(stored.payment.to_settle(settlement), Ok(None));
        if !settled_so {
            unpaid(&order)?;
        }
        let payment = self.settle(&caller.tenant, &order, settlement).await?;
        Ok(self.view(&order, &payment))
    }

    /// Has a gateway that pretends settle the attempt that is open, and takes what it then says as from any other. Saying the
    /// same again changes nothing. 403 with a gateway that takes money.
    pub(super) async fn settle(
        &self,
        tenant: &TenantId,
        order: &Order,
        settlement: Settlement,
    ) -> Result<Payment, Error> {
        let payment = self.stored(tenant, order).await?.payment;
        let restaurant = self.catalog.tenant(tenant).await?;
        // Nobody says so of what would be money by now.
        let real = !order.head.rehearsal && !restaurant.online_payments.is_shared();
        let gateway = self.simulated(order, &payment).filter(|_| !real);
        let gateway = gateway.ok_or_else(Error::forbidden)?;
        let Some(attempt) = payment.to_settle(settlement).map_err(refused)? else {
            return Ok(payment);
        };
        let reference = &attempt.reference;
        gateway.settle(tenant, reference, settlement).await?;
        let Some(standing) = self.gateway.read(tenant, reference).await? else {
            // Opened before this gateway kept what it opens: the attempt is given up, and the next one is another.
            self.apply_gateway_status(tenant, order, reference, &GatewayPayment::REJECTED)
                .await?;
            return Err(not_open());
        };
        self.apply_gateway_status(tenant, order, reference, &standing)
            .await?;
        // Somebody else may have said otherwise a moment before.
        if standing.settlement != settlement {
            return Err(refused(PaymentRefusal::Backwards));
        }
        Ok(self.stored(tenant, order).await?.payment)
    }
}

/// How a payment ends that is approved, or not.
pub(super) fn ended(approve: bool) -> Settlement {
    match approve {
        true => Settlement::Approved,
        false => Settlement::Rejected,
    }
}

fn refused(refusal: PaymentRefusal) -> Error {
    match refusal {
        PaymentRefusal::NotOpen => not_open(),
        PaymentRefusal::NothingOwed | PaymentRefusal::Backwards => {
            Error::new(Code::PaymentSettled, texts::PAYMENT_SETTLED)
        }
    }
}

fn not_open() -> Error {
    Error::new(Code::PaymentRequired, texts::PAYMENT_REQUIRED)
}
