//! Money that goes back with the reply to a claim or with an accepted offer, and money that somebody hands back.

use super::{PaymentsService, store, with_notes};
use crate::caller::Caller;
use crate::error::Error;
use api::Code;
use api::payments::PaymentView;
use domain::claim::{ClaimChange, ClaimNumber, ClaimRefund, OfferRefund};
use domain::event::Event;
use domain::order::Actor;
use domain::payment::ClaimMoney;
use domain::staff::Permission;
use domain::{Money, OrderId, TenantId};
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
    ) -> Result<(), Error> {
        let order = self.orders.find(tenant, &refund.order_id).await?;
        let order = order.ok_or_else(Error::not_found)?;
        self.change(tenant, &order, &by.id, |payment, now| {
            Ok(payment.give_back_for_claim(claim, refund.amount, by, now))
        })
        .await?;
        self.give_back_due(tenant, &order).await
    }

    /// Notes that somebody has handed a refund back that no gateway gives back. Managers and machines. Saying so twice has
    /// no further effect; 409 for one that goes back another way, or is not there.
    pub async fn hand_back(
        &self,
        caller: &Caller,
        order: &OrderId,
        refund: u32,
    ) -> Result<PaymentView, Error> {
        caller.require(Permission::GiveMoneyBack)?;
        let found = self.paid_for(&caller.tenant, order).await?;
        let order = found.ok_or_else(Error::not_found)?;
        let by = caller.actor()?;
        let payment = self.change(&caller.tenant, &order, &by.id, |payment, now| {
            let known = payment.refunds.iter().find(|one| one.id == refund);
            match known {
                Some(one) if one.done_at.is_some() => Ok(None),
                Some(one) if one.is_by_hand() => Ok(payment.hand_back(refund, &by, now)),
                _ => Err(Error::new(Code::Conflict, NOTHING_TO_HAND_BACK)),
            }
        });
        let payment = payment.await?;
        Ok(with_notes(self.view(&order, &payment), &payment))
    }
}

impl PaymentsService {
    /// What may go back of the money for an order, by its record.
    pub async fn can_go_back(&self, tenant: &TenantId, order: &OrderId) -> Result<Money, Error> {
        let stored = store::load(&*self.documents, tenant, order).await?;
        Ok(stored.map_or(Money::ZERO, |stored| stored.payment.can_go_back()))
    }

    /// What goes back of it because of a claim; `None` before that was decided.
    pub async fn claim_money(
        &self,
        tenant: &TenantId,
        order: &OrderId,
        claim: ClaimNumber,
    ) -> Result<Option<ClaimMoney>, Error> {
        let stored = store::load(&*self.documents, tenant, order).await?;
        Ok(stored.and_then(|stored| stored.payment.claim_money(claim)))
    }
}
