//! The money of requests for catering: paid in parts, the balance at the door at the latest, and given back by the rule for
//! late cancellations.

use super::PaymentsService;
use super::looks::Which;
use super::refund::{unnamed, whose};
use super::settle::ended;
use crate::error::Error;
use api::Code;
use api::payments::PaymentView;
use domain::catering::order::{order_head, order_id, request_of};
use domain::catering::{CateringRequest, State};
use domain::order::{Actor, Order, Status};
use domain::payment::{PaymentMethod, PaymentNote, Unwanted};
use domain::{CateringId, Money, OrderId, TenantId};
use texts::now::catering::{OTHER_MONEY_CAME, payment_title};

/// A request that came to nothing.
struct Over {
    /// What the restaurant keeps of the money that came in.
    kept: Money,
    by: Actor,
}

/// How a request came to nothing; `None` while it did not.
fn came_to_nothing(request: &CateringRequest) -> Option<Over> {
    match &request.state {
        State::Cancelled { by, kept, .. } => Some(Over {
            kept: *kept,
            by: by.clone(),
        }),
        State::Expired { .. } => Some(Over {
            kept: Money::ZERO,
            by: Actor::system(),
        }),
        _ => None,
    }
}

impl PaymentsService {
    /// The order that a request becomes, as if it were placed already; `None` for the id of another order, and before a
    /// quote was accepted.
    pub(super) async fn order_to_come(
        &self,
        tenant: &TenantId,
        order: &OrderId,
    ) -> Result<Option<Order>, Error> {
        let Some(id) = request_of(order) else {
            return Ok(None);
        };
        let Some(request) = self.requests.request(tenant, &id).await? else {
            return Ok(None);
        };
        let restaurant = self.catalog.tenant(tenant).await?;
        // The order gets its own number when it is placed.
        Ok(order_head(&request, request.number, &restaurant).map(Order::place))
    }

    /// Brings the payment in line with where request and order stand by now, in whichever order the events came. An order
    /// that is cancelled takes its request along: only that says what is kept.
    pub(super) async fn follow_catering(
        &self,
        tenant: &TenantId,
        order: &Order,
        request: &CateringId,
    ) -> Result<(), Error> {
        let over = self
            .requests
            .request(tenant, request)
            .await?
            .as_ref()
            .and_then(came_to_nothing);
        if over.is_some()
            && let Err(error) = self.poll_gateway(tenant, order, Which::All).await
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
    async fn bill(&self, tenant: &TenantId, request: &CateringId) -> Result<Order, Error> {
        let order = order_id(request).ok_or_else(Error::not_found)?;
        self.paid_for(tenant, &order).await?.ok_or_else(Error::not_found)
    }
}

impl PaymentsService {
    /// Opens a payment at the gateway, for what is owed at most. Opening the same twice is opening it once.
    pub async fn open_catering(
        &self,
        tenant: &TenantId,
        request: &CateringId,
        amount: Money,
        method: PaymentMethod,
        actor: &Actor,
    ) -> Result<PaymentView, Error> {
        let order = self.bill(tenant, request).await?;
        let number = order.head.catering.as_ref().map_or(0, |catering| catering.number);
        let title = payment_title(number);
        self.open_attempt(tenant, &order, Some(amount), method, &title, &actor.id)
            .await
    }

    /// How the payment stands. Asks the gateway where its message may be lost.
    pub async fn catering_payment(
        &self,
        tenant: &TenantId,
        request: &CateringId,
    ) -> Result<PaymentView, Error> {
        let order = self.bill(tenant, request).await?;
        if let Err(error) = self.poll_throttled(tenant, &order).await {
            tracing::warn!(%request, %error, "the gateway could not be asked how a payment stands");
        }
        let stored = self.stored(tenant, &order).await?;
        Ok(self.view(&order, &stored.payment))
    }

    /// Approves or rejects what is open at the simulated gateway. Saying the same twice has no further effect.
    pub async fn settle_catering(
        &self,
        tenant: &TenantId,
        request: &CateringId,
        approve: bool,
    ) -> Result<PaymentView, Error> {
        let order = self.bill(tenant, request).await?;
        let payment = self.settle(tenant, &order, ended(approve)).await?;
        Ok(self.view(&order, &payment))
    }

    /// Notes money that did not go through the gateway, for what is owed at most. 409 where `seen`, what was owed when
    /// it was noted, is not what is owed: the same money is not noted twice.
    pub async fn take_catering_money(
        &self,
        tenant: &TenantId,
        request: &CateringId,
        amount: Money,
        method: PaymentMethod,
        seen: Option<Money>,
        by: &Actor,
    ) -> Result<(), Error> {
        let order = self.bill(tenant, request).await?;
        self.change(tenant, &order, &by.id, |payment, now| {
            if seen.is_some_and(|seen| seen != payment.owed()) {
                return Err(Error::new(Code::Conflict, OTHER_MONEY_CAME));
            }
            Ok(payment.vouch_for(amount, method, by, now))
        })
        .await?;
        Ok(())
    }

    /// What the record says by now; `None` while nobody has paid or tried to.
    pub async fn catering_note(
        &self,
        tenant: &TenantId,
        request: &CateringId,
    ) -> Result<Option<PaymentNote>, Error> {
        let order = self.bill(tenant, request).await?;
        self.note(tenant, &order).await
    }
}
