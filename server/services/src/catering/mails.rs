//! Mails to the customer of a request. What they say is stored in the request before; a mail that is lost is sent again
//! with its event.

use super::{CateringService, store};
use crate::error::Error;
use crate::mail_message::MailMessage;
use crate::mailing::{MailTopic, Sent};
use api::pages::Page;
use domain::catering::{CateringChange, CateringRequest};
use domain::customer::first_name;
use domain::event::{Envelope, Event};
use domain::staff::Role;
use domain::time::MINUTE_MS;
use domain::{CateringId, TenantId};
use texts::now::catering::mails as texts;

impl CateringService {
    /// Sends what an event has to tell the customer.
    pub(super) async fn mail(&self, event: &Envelope) -> Result<(), Error> {
        let Some(about) = event.event.request() else {
            return Ok(());
        };
        let Some(request) = self.found(&event.tenant_id, &about.catering_id).await? else {
            return Ok(());
        };
        let about = match &event.event {
            Event::CateringRequested { .. } => texts::About::Requested,
            Event::CateringQuoted { .. } => texts::About::Quoted,
            Event::CateringAccepted { .. } => texts::About::Accepted,
            Event::CateringDeclined { .. } => texts::About::Declined,
            Event::CateringCancelled { .. } => texts::About::Cancelled,
            Event::CateringExpired { .. } => texts::About::Expired,
            Event::CateringUpdated { change, .. } => match change {
                CateringChange::Scheduled => texts::About::Scheduled,
                CateringChange::MessageWritten if from_the_restaurant(&request) => texts::About::Written,
                _ => return Ok(()),
            },
            _ => return Ok(()),
        };
        self.send(&event.tenant_id, &request.id, about, event.id.as_str())
            .await
    }

    /// Sends the newest quote, or what is owed, once more.
    pub(super) async fn remind(&self, tenant: &TenantId, request: &CateringRequest) -> Result<(), Error> {
        let now = self.clock.now();
        // Two taps within a minute are one reminder.
        let key = format!("remind-{}-{}", request.id, now.0.div_euclid(MINUTE_MS));
        self.send(tenant, &request.id, texts::About::Reminder, &key).await
    }

    async fn send(
        &self,
        tenant: &TenantId,
        id: &CateringId,
        about: texts::About,
        key: &str,
    ) -> Result<(), Error> {
        let Some(stored) = store::load(&*self.documents, tenant, id).await? else {
            return Ok(());
        };
        let wanted = &stored.request.wanted;
        let Some(to) = &wanted.email else {
            return Ok(());
        };
        let restaurant = self.catalog.tenant(tenant).await?;
        let words = texts::message(about, &stored.request, &restaurant, self.clock.now());
        let message = MailMessage::new(words.title, first_name(&wanted.name)).facts(words.facts);
        let message = words.paragraphs.into_iter().fold(message, MailMessage::paragraph);
        let message = message.button(texts::OPEN, Page::CateringRequest.with(&[&stored.link]));
        // Anybody can have the first mail sent to any address; only the restaurant has the others sent.
        let topic = match about {
            texts::About::Requested => MailTopic::Requests,
            _ => MailTopic::Replies,
        };
        // That an address cannot be used, or got too much, is logged: the request's page says the same.
        let _: Sent = self.mailing.send(tenant, topic, to, key, &message).await?;
        Ok(())
    }
}

/// Whether the newest message is one that the customer should receive.
fn from_the_restaurant(request: &CateringRequest) -> bool {
    request
        .messages
        .last()
        .is_some_and(|message| message.by.role != Role::Customer)
}
