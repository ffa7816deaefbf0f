//! Tells a customer what an event has to tell.

use super::{NotificationsService, store};
use crate::ports::documents::{Commit, CommitError, Expect};
use crate::ports::mailer::Mail;
use crate::services::envelope::envelope;
use crate::services::failure;
use shared::api::ApiError;
use shared::domain::NotificationId;
use shared::domain::event::{Envelope, Event};
use shared::domain::notification::{Notification, NotificationKind, worth_telling};
use shared::domain::order::Order;
use shared::texts::es::notifications as texts;

impl NotificationsService {
    pub(super) async fn notify(&self, about: &Envelope) -> Result<(), ApiError> {
        let (kind, person) = match &about.event {
            Event::PaymentRejected { .. } => (NotificationKind::PaymentRejected, None),
            event => match worth_telling(event) {
                Some((kind, person)) => (kind, person.map(str::to_owned)),
                None => return Ok(()),
            },
        };
        let Some(order_id) = about.event.order_id() else {
            return Ok(());
        };
        let Some(order) = self.orders.find(&about.tenant_id, order_id).await? else {
            return Ok(());
        };
        // The message takes its id from the event, so that an event that comes twice makes one message.
        let id = about.id.as_str().replacen("e_", NotificationId::PREFIX, 1);
        let Ok(id) = NotificationId::parse(id) else {
            return Ok(());
        };
        let notification = Notification {
            id,
            order_id: order_id.clone(),
            order_number: order.head.number,
            kind,
            person,
            at: about.at,
            read_at: None,
        };
        self.mail(about, &order, &notification).await?;
        let customer = &order.head.customer.id;
        let write = store::put(customer, &notification, Expect::Absent).map_err(failure::engine)?;
        let sent = Event::NotificationSent {
            notification_id: notification.id,
            customer_id: customer.clone(),
            order_id: order_id.clone(),
            kind,
        };
        let events = vec![envelope(&about.tenant_id, "system", self.clock.now(), sent)];
        match self
            .documents
            .commit(
                &about.tenant_id,
                Commit {
                    writes: vec![write],
                    events,
                },
            )
            .await
        {
            // It was told before.
            Ok(()) | Err(CommitError::ConditionFailed { .. }) => Ok(()),
            Err(CommitError::Engine(error)) => Err(failure::engine(error)),
        }
    }

    /// By mail only what somebody wants to know who is not looking at the page.
    async fn mail(
        &self,
        about: &Envelope,
        order: &Order,
        notification: &Notification,
    ) -> Result<(), ApiError> {
        let important = matches!(
            notification.kind,
            NotificationKind::Confirmed | NotificationKind::Cancelled | NotificationKind::Expired
        );
        if !important || order.head.customer.email.is_empty() {
            return Ok(());
        }
        let house = self.catalog.tenant(&about.tenant_id).await?;
        let (title, text) = texts::message(
            notification.kind,
            notification.order_number,
            notification.person.as_deref(),
        );
        let mail = Mail {
            to: order.head.customer.email.clone(),
            subject: format!("{}: {title}", house.brand.name),
            text,
            key: notification.id.to_string(),
        };
        self.mailer
            .send(&about.tenant_id, &mail)
            .await
            .map_err(failure::engine)
    }
}
