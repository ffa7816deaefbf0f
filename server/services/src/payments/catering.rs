//! The money of requests for catering: paid in parts, the balance at the door at the latest, and given back by the rule for
//! late cancellations.

use super::PaymentsService;
use super::refund::{unnamed, whose};
use api::payments::PaymentView;
use api::{ApiError, Code};
use async_trait::async_trait;
use domain::catering::order::order_id;
use domain::order::{Actor, Order, Status};
use domain::payment::{PaymentMethod, PaymentNote, Settlement, Unwanted};
use domain::{CateringId, Money, TenantId};
use rpc::payments::CateringPayments;
use texts::now::catering::{OTHER_MONEY_CAME, payment_title};

impl PaymentsService {
    /// Brings the payment in line with where request and order stand by now, in whichever order the events came. An order
    /// that is cancelled takes its request along: only that says what is kept.
    pub(super) async fn follow_catering(
        &self,
        tenant: &TenantId,
        order: &Order,
        request: &CateringId,
    ) -> Result<(), ApiError> {
        let over = self.bills.over(tenant, request).await?;
        if over.is_some()
            && let Err(error) = self.poll_gateway(tenant, order).await
        {
            tracing::warn!(%request, %error, "the gateway could not be asked about a request that is over");
        }
        let nobody_tried = self.stored(tenant, order).await?.version == 0;
        // Closing what nobody has tried yet refuses somebody who is about to.
        if nobody_tried && over.is_none() && order.status() != Status::Completed {
            return Ok(());
        }
        let by = match &over {
            Some(over) => unnamed(&over.by),
            None => whose(order),
        };
        self.change(tenant, order, &by.id, |payment, now| {
            let excess = || payment.give_unwanted_back(Unwanted::Excess, &Actor::system(), now);
            Ok(match (&over, order.status()) {
                (Some(over), _) => payment.close_keeping(over.kept, &by, now),
                (None, Status::Completed) => payment.collect(&by, now).or_else(excess),
                (None, Status::Confirmed) => payment.uncollect_balance(&by, now).or_else(excess),
                (None, Status::Created | Status::Cancelled) => excess(),
            })
        })
        .await?;
        self.give_back_due(tenant, order).await
    }

    /// What a request is paid for; 404 before its quote is accepted.
    async fn bill(&self, tenant: &TenantId, request: &CateringId) -> Result<Order, ApiError> {
        let order = order_id(request).ok_or_else(ApiError::not_found)?;
        self.paid_for(tenant, &order)
            .await?
            .ok_or_else(ApiError::not_found)
    }
}

#[async_trait]
impl CateringPayments for PaymentsService {
    async fn open_catering(
        &self,
        tenant: &TenantId,
        request: &CateringId,
        amount: Money,
        method: PaymentMethod,
        actor: &Actor,
    ) -> Result<PaymentView, ApiError> {
        let order = self.bill(tenant, request).await?;
        let number = order.head.catering.as_ref().map_or(0, |catering| catering.number);
        let title = payment_title(number);
        self.open_attempt(tenant, &order, Some(amount), method, &title, &actor.id)
            .await
    }

    async fn catering_payment(
        &self,
        tenant: &TenantId,
        request: &CateringId,
    ) -> Result<PaymentView, ApiError> {
        let order = self.bill(tenant, request).await?;
        if let Err(error) = self.poll_throttled(tenant, &order).await {
            tracing::warn!(%request, %error, "the gateway could not be asked how a payment stands");
        }
        let stored = self.stored(tenant, &order).await?;
        Ok(self.view(&order, &stored.payment))
    }

    async fn settle_catering(
        &self,
        tenant: &TenantId,
        request: &CateringId,
        approve: bool,
        actor: &Actor,
    ) -> Result<PaymentView, ApiError> {
        if !self.gateway.simulated() {
            return Err(ApiError::forbidden());
        }
        let order = self.bill(tenant, request).await?;
        let settlement = match approve {
            true => Settlement::Approved,
            false => Settlement::Rejected,
        };
        let payment = self.settle(tenant, &order, settlement, &actor.id).await?;
        Ok(self.view(&order, &payment))
    }

    async fn take_catering_money(
        &self,
        tenant: &TenantId,
        request: &CateringId,
        amount: Money,
        method: PaymentMethod,
        seen: Option<Money>,
        by: &Actor,
    ) -> Result<(), ApiError> {
        let order = self.bill(tenant, request).await?;
        self.change(tenant, &order, &by.id, |payment, now| {
            if seen.is_some_and(|seen| seen != payment.owed()) {
                return Err(ApiError::new(Code::Conflict, OTHER_MONEY_CAME));
            }
            Ok(payment.vouch_for(amount, method, by, now))
        })
        .await?;
        Ok(())
    }

    async fn catering_note(
        &self,
        tenant: &TenantId,
        request: &CateringId,
    ) -> Result<Option<PaymentNote>, ApiError> {
        let order = self.bill(tenant, request).await?;
        self.note(tenant, &order).await
    }
}
