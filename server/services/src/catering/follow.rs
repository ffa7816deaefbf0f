//! What follows from events: mails, how the money stands, the order of a request, and what became of it.

use super::CateringService;
use crate::error::Error;
use api::Code;
use domain::catering::order::{order_id, request_of};
use domain::catering::{CateringRequest, CateringStatus, Command};
use domain::event::{Envelope, Event, StageChange};
use domain::order::{Actor, Command as OrderCommand, Order, State as OrderState};
use domain::{CateringId, OrderId, TenantId};

impl CateringService {
    pub(super) async fn follow(&self, event: &Envelope) -> Result<(), Error> {
        let tenant = &event.tenant_id;
        match &event.event {
            Event::CateringUpdated { .. } => self.mail(event).await,
            Event::CateringRequested { .. } => {
                self.register(tenant).await?;
                self.mail(event).await
            }
            Event::CateringAccepted { catering, .. } => {
                if let Some(request) = self.found(tenant, &catering.catering_id).await? {
                    self.schedule_if_paid(tenant, request).await?;
                }
                self.mail(event).await
            }
            Event::CateringCancelled { catering } | Event::CateringExpired { catering } => {
                self.withdraw_order_of(tenant, &catering.catering_id).await?;
                self.mail(event).await
            }
            Event::CateringQuoted { .. } | Event::CateringDeclined { .. } => self.mail(event).await,
            Event::OrderDelivered { order, .. } | Event::OrderCancelled { order, .. } => {
                self.follow_order(tenant, &order.order_id, order.catering.as_ref())
                    .await
            }
            Event::OrderStageUpdated {
                order,
                change: StageChange::Recalled { delivered: true, .. },
                ..
            } => {
                self.follow_order(tenant, &order.order_id, order.catering.as_ref())
                    .await
            }
            Event::CustomerErased { customer_id } => self.forget_customer(tenant, customer_id).await,
            event => match event.order_id().and_then(request_of) {
                Some(id) => self.note_payment(tenant, &id).await.map(|_| ()).or_else(gone),
                None => Ok(()),
            },
        }
    }

    /// Takes over what the payment's record says by now. Paid as agreed, a request becomes an order.
    pub(super) async fn note_payment(
        &self,
        tenant: &TenantId,
        id: &CateringId,
    ) -> Result<CateringRequest, Error> {
        let Some(payment) = self.payments.catering_note(tenant, id).await? else {
            return self.found(tenant, id).await?.ok_or_else(Error::not_found);
        };
        let command = Command::NotePayment { payment };
        let request = self.execute(tenant, id, &command, &Actor::system()).await?;
        self.schedule_if_paid(tenant, request).await
    }

    /// Makes the order of an accepted request whose deposit is there. Doing so twice makes one: the order's id is the
    /// request's.
    pub(super) async fn schedule_if_paid(
        &self,
        tenant: &TenantId,
        request: CateringRequest,
    ) -> Result<CateringRequest, Error> {
        if request.status() != CateringStatus::Accepted || !request.paid_as_agreed() {
            return Ok(request);
        }
        let order = self.orders.place_catering(tenant, &request).await?;
        self.note_on_order(tenant, &request.id, &order.head.id).await?;
        let command = Command::Schedule {
            order: order.head.id.clone(),
        };
        match self
            .execute(tenant, &request.id, &command, &Actor::system())
            .await
        {
            // It was cancelled in this moment: its order is not wanted.
            Err(error) if error.code() == Code::Conflict => {
                let current = self
                    .found(tenant, &request.id)
                    .await?
                    .ok_or_else(Error::not_found)?;
                if matches!(
                    current.status(),
                    CateringStatus::Cancelled | CateringStatus::Expired
                ) {
                    self.withdraw(tenant, &order).await?;
                }
                Ok(current)
            }
            other => other,
        }
    }

    /// Tells a new order how its money stands: what came in was told while there was no order.
    async fn note_on_order(
        &self,
        tenant: &TenantId,
        request: &CateringId,
        order: &OrderId,
    ) -> Result<(), Error> {
        let Some(payment) = self.payments.catering_note(tenant, request).await? else {
            return Ok(());
        };
        let note = OrderCommand::NotePayment { payment };
        match self.orders.execute(tenant, order, note, &Actor::system()).await {
            Err(error) if error.code() != Code::OrderClosed => Err(error),
            _ => Ok(()),
        }
    }

    /// A request that came to nothing has no order, also where one was placed in that moment.
    async fn withdraw_order_of(&self, tenant: &TenantId, id: &CateringId) -> Result<(), Error> {
        let Some(order) = order_id(id) else {
            return Ok(());
        };
        match self.orders.find(tenant, &order).await? {
            Some(order) if order.is_open() => self.withdraw(tenant, &order).await,
            _ => Ok(()),
        }
    }

    async fn withdraw(&self, tenant: &TenantId, order: &Order) -> Result<(), Error> {
        use domain::order::Command as OrderCommand;
        let command = OrderCommand::Cancel {
            reason: String::new(),
        };
        match self
            .orders
            .execute(tenant, &order.head.id, command, &Actor::system())
            .await
        {
            Ok(_) => Ok(()),
            Err(error) if error.code() == Code::OrderClosed => Ok(()),
            Err(error) if error.code() == Code::CancelWindowOver => {
                let order = &order.head.id;
                tracing::error!(%tenant, %order, "the kitchen has begun with an order whose request came to nothing");
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    /// Brings a request in line with where its order stands by now, in whichever order the events came.
    async fn follow_order(
        &self,
        tenant: &TenantId,
        order: &OrderId,
        id: Option<&CateringId>,
    ) -> Result<(), Error> {
        let (Some(id), Some(order)) = (id, self.orders.find(tenant, order).await?) else {
            return Ok(());
        };
        let (command, actor) = match &order.state {
            OrderState::Completed { .. } => (Command::Finish, Actor::system()),
            OrderState::Working { .. } => (Command::Reopen, Actor::system()),
            OrderState::Cancelled { by, reason, at, .. } => {
                let reason = match reason.is_empty() {
                    true => texts::now::catering::ORDER_CANCELLED.to_owned(),
                    false => reason.clone(),
                };
                (Command::FollowOrder { reason, at: *at }, by.clone())
            }
            OrderState::AwaitingPayment => return Ok(()),
        };
        match self.execute(tenant, id, &command, &actor).await {
            Ok(_) => Ok(()),
            // It is over, or was never scheduled: there is nothing to bring in line.
            Err(error) if matches!(error.code(), Code::Conflict | Code::NotFound) => Ok(()),
            Err(error) => Err(error),
        }
    }

    pub(super) async fn found(
        &self,
        tenant: &TenantId,
        id: &CateringId,
    ) -> Result<Option<CateringRequest>, Error> {
        let stored = super::store::load(&*self.documents, tenant, id).await?;
        Ok(stored.map(|stored| stored.request))
    }
}

/// Money of a request that is not there is the payments' concern.
fn gone(error: Error) -> Result<(), Error> {
    match error.code() {
        Code::NotFound => Ok(()),
        _ => Err(error),
    }
}
