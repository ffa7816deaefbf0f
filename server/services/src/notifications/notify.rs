//! Tells a customer what an event has to tell: the message is stored in the account before anybody tries to mail it.

use super::{NotificationsService, more, store};
use crate::envelope::envelope;
use crate::error::Error;
use crate::mail_message::MailMessage;
use crate::mailing::{MailTopic, Sent};
use ::texts::now::{mail as mail_texts, notifications as texts};
use api::pages::Page;
use domain::NotificationId;
use domain::customer::first_name;
use domain::event::{Envelope, Event};
use domain::notification::{Notification, NotificationKind};
use domain::order::Order;
use ports::documents::{Commit, CommitError, Expect};

impl NotificationsService {
    pub(super) async fn notify(&self, about: &Envelope) -> Result<(), Error> {
        let Some((kind, person)) = about.event.notification() else {
            return Ok(());
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
            person: person.map(str::to_owned),
            given: about.event.given(),
            edited: about.event.edited(),
            at: about.at,
            read_at: None,
        };
        let customer = &order.head.customer.id;
        let writes = store::put(customer, &notification, Expect::Absent)?;
        let sent = Event::NotificationSent {
            notification_id: notification.id.clone(),
            customer_id: customer.clone(),
            order_id: order_id.clone(),
            kind,
        };
        let events = vec![envelope(&about.tenant_id, "system", self.clock.now(), sent)];
        match self
            .documents
            .commit(&about.tenant_id, Commit { writes, events })
            .await
        {
            // It was stored before; its mail may still be missing.
            Ok(()) | Err(CommitError::ConditionFailed { .. }) => {}
            Err(CommitError::Engine(error)) => return Err(error.into()),
        }
        self.mail(about, &order, &notification).await
    }

    /// By mail only what somebody wants to know who is not looking at the page.
    async fn mail(&self, about: &Envelope, order: &Order, notification: &Notification) -> Result<(), Error> {
        let important = matches!(
            notification.kind,
            NotificationKind::Confirmed
                | NotificationKind::Cancelled
                | NotificationKind::Edited
                | NotificationKind::Expired
                | NotificationKind::Refunded
        );
        let Some(to) = &order.head.customer.email else {
            return Ok(());
        };
        // Of catering its own mails tell, but for money.
        let told_otherwise = order.head.catering.is_some() && notification.given.is_none();
        if !important || told_otherwise {
            return Ok(());
        }
        let currency = self.catalog.tenant(&about.tenant_id).await?.currency;
        let (title, text) = texts::message(
            notification.kind,
            notification.order_number,
            notification.person.as_deref(),
            more(notification, currency),
        );
        let head = &order.head;
        let message = MailMessage::new(title, first_name(&head.customer.name))
            .paragraph(text)
            .button(mail_texts::FOLLOW_ORDER, Page::Tracking.with(&[head.id.as_str()]));
        // That an address cannot be used, or got too much, is logged: the message is in the account all the same.
        let _: Sent = self
            .mailing
            .send(
                &about.tenant_id,
                MailTopic::Orders,
                to,
                notification.id.as_str(),
                &message,
            )
            .await?;
        Ok(())
    }
}
