//! Money that goes back with the reply to a claim or with an accepted offer, and money that somebody hands back.

use super::{PaymentsService, store};
use api::payments::PaymentView;
use api::{ApiError, Code};
use async_trait::async_trait;
use domain::claim::{ClaimChange, ClaimNumber, ClaimRefund, OfferRefund};
use domain::event::Event;
use domain::order::Actor;
use domain::payment::{ClaimMoney, PaymentMethod};
use domain::staff::Permission;
use domain::{Money, OrderId, TenantId};
use rpc::context::Caller;
use rpc::payments::ClaimPayments;
use texts::now::payments::NOTHING_TO_HAND_BACK;

/// What an event of a claim has go back, and by whose word.
pub(super) fn promised(event: &Event) -> Option<(ClaimNumber, &ClaimRefund, &Actor)> {
    let Event::ClaimUpdated { number, change } = event else {
        return None;
    };
    match change {
        ClaimChange::Replied {
            by,
            refund: Some(money),
        }
        | ClaimChange::OfferAnswered {
            accepted: true,
            refund: Some(OfferRefund { money, by }),
        } => Some((*number, money, by)),
        _ => None,
    }
}

impl PaymentsService {
    /// Has the money go back that was promised for a claim, which has one outcome. Doing so twice gives it back once.
    pub(super) async fn give_back_for_claim(
        &self,
        tenant: &TenantId,
        claim: ClaimNumber,
        refund: &ClaimRefund,
        by: &Actor,
    ) -> Result<(), ApiError> {
        let order = self.orders.find(tenant, &refund.order_id).await?;
        let order = order.ok_or_else(ApiError::not_found)?;
        self.change(tenant, &order, &by.id, |payment, now| {
            Ok(payment.give_back_for_claim(claim, refund.amount, by, now))
        })
        .await?;
        self.give_back_due(tenant, &order).await
    }

    /// Notes that somebody has handed a refund back. Saying so twice has no further effect.
    pub(super) async fn hand_refund_back(
        &self,
        caller: &Caller,
        order: &OrderId,
        refund: u32,
    ) -> Result<PaymentView, ApiError> {
        caller.require(Permission::CancelAnyOrder)?;
        let found = self.paid_for(&caller.tenant, order).await?;
        let order = found.ok_or_else(ApiError::not_found)?;
        let by = caller.actor()?;
        let payment = self.change(&caller.tenant, &order, &by.id, |payment, now| {
            let known = payment.refunds.iter().find(|one| one.id == refund);
            match known {
                Some(one) if one.done_at.is_some() => Ok(None),
                Some(one) if one.is_by_hand() => Ok(payment.hand_back(refund, &by, now)),
                _ => Err(ApiError::new(Code::Conflict, NOTHING_TO_HAND_BACK)),
            }
        });
        Ok(self.view(&order, &payment.await?))
    }
}

#[async_trait]
impl ClaimPayments for PaymentsService {
    async fn can_go_back(&self, tenant: &TenantId, order: &OrderId) -> Result<Money, ApiError> {
        let stored = store::load(&*self.documents, tenant, order).await?;
        Ok(stored.map_or(Money::ZERO, |stored| {
            stored.payment.summary(PaymentMethod::Cash).can_go_back()
        }))
    }

    async fn claim_money(
        &self,
        tenant: &TenantId,
        order: &OrderId,
        claim: ClaimNumber,
    ) -> Result<Option<ClaimMoney>, ApiError> {
        let stored = store::load(&*self.documents, tenant, order).await?;
        Ok(stored.and_then(|stored| stored.payment.claim_money(claim)))
    }
}
