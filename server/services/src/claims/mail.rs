//! The copy of the sheet and the reply, by mail. Both are in the book before anybody tries to mail them.

use super::ClaimsService;
use super::store::{self, Done, Entry, Refunded};
use crate::envelope::envelope;
use crate::error::Error;
use crate::mail_message::MailMessage;
use crate::mailing::{MailTopic, Sent};
use api::claims::ClaimView;
use api::pages::Page;
use domain::TenantId;
use domain::claim::{Claim, ClaimChange, ClaimNumber, PAUSE_DAYS, ReplyBy};
use domain::customer::first_name;
use domain::event::Event;
use domain::tenant::Tenant;
use ports::documents::{Commit, CommitError, Expect, Write};
use texts::now::claims as texts;

impl ClaimsService {
    pub(super) async fn mail_copy(&self, tenant: &TenantId, number: ClaimNumber) -> Result<(), Error> {
        let sheet = store::load(&*self.documents, tenant, number).await?;
        let sheet = sheet.ok_or_else(Error::not_found)?;
        let restaurant = self.catalog.tenant(tenant).await?;
        let claim = &sheet.claim;
        let message = MailMessage::new(texts::copy_subject(number), first_name(&claim.form.name))
            .paragraph(texts::copy_lead(claim))
            .facts(written(texts::sheet(
                claim,
                &restaurant.zone,
                restaurant.currency,
            )))
            .button(texts::SEE_SHEET, sheet_path(number, &sheet.key));
        let message = with_foot(message);
        self.mail(tenant, claim, Entry::Copy, &message).await
    }

    pub(super) async fn mail_reply(&self, tenant: &TenantId, number: ClaimNumber) -> Result<(), Error> {
        let sheet = store::load(&*self.documents, tenant, number).await?;
        let sheet = sheet.ok_or_else(Error::not_found)?;
        let view = self.show_claim(tenant, number).await?;
        // By letter, or it was mailed before, or that cannot be.
        if !view.is_being_mailed() {
            return Ok(());
        }
        let restaurant = self.catalog.tenant(tenant).await?;
        let message = reply(&view, &restaurant).button(texts::SEE_SHEET, sheet_path(number, &sheet.key));
        let message = message.paragraph(texts::OTHER_WAYS);
        self.mail(tenant, &view.claim, Entry::Mailed, &message).await
    }

    /// Mails an offer to settle; from then on a term that is not over pauses.
    pub(super) async fn mail_offer(&self, tenant: &TenantId, number: ClaimNumber) -> Result<(), Error> {
        let sheet = store::load(&*self.documents, tenant, number).await?;
        let sheet = sheet.ok_or_else(Error::not_found)?;
        let view = self.show_claim(tenant, number).await?;
        let Some(settlement) = view.settlement.as_ref().filter(|_| view.offer_is_being_mailed()) else {
            return Ok(());
        };
        let restaurant = self.catalog.tenant(tenant).await?;
        let pauses = view.would_pause(restaurant.zone.date(self.clock.now()));
        let (name, term) = (
            first_name(&view.claim.form.name),
            texts::offer_term(PAUSE_DAYS, pauses),
        );
        let message = MailMessage::new(texts::offer_subject(number), name)
            .paragraph(texts::OFFER_LEAD)
            .paragraph(settlement.offer.offer.clone());
        let message = match settlement.offer.refund_cents {
            Some(amount) => message.paragraph(texts::would_give_back(&restaurant.currency.format(amount))),
            None => message,
        };
        let message = message
            .paragraph(term)
            .button(texts::ANSWER_OFFER, sheet_path(number, &sheet.key))
            .paragraph(texts::OTHER_WAYS);
        self.mail(tenant, &view.claim, Entry::OfferSent, &message).await
    }

    /// Sends a mail once and notes that it was sent: the proof is kept with the sheet. A reply that was handed over answers the
    /// claim.
    async fn mail(
        &self,
        tenant: &TenantId,
        claim: &Claim,
        entry: Entry,
        message: &MailMessage,
    ) -> Result<(), Error> {
        let number = claim.number;
        let Some(to) = &claim.form.email else {
            return Ok(());
        };
        let (what, topic) = match entry {
            Entry::Copy => ("copy", MailTopic::Requests),
            Entry::OfferSent => ("offer", MailTopic::Replies),
            _ => ("reply", MailTopic::Replies),
        };
        let key = format!("claim-{tenant}-{number}-{what}");
        let sent = self.mailing.send(tenant, topic, to, &key, message).await?;
        let done = Done {
            at: self.clock.now(),
            by: "system".into(),
        };
        let (writes, event) = match (sent, entry) {
            (Sent::HandedOver, Entry::Copy) => (vec![note(number, Entry::Copy, &done)?], None),
            (Sent::HandedOver, Entry::OfferSent) => {
                let noted = self.offer_was_sent(tenant, number, "system", "system");
                return noted.await.map(|_| ());
            }
            (Sent::HandedOver, _) => {
                let given = self.reply_was_given(tenant, number, ReplyBy::Email, &done, "system");
                return given.await;
            }
            // The consumer does not know of it before it has gone another way.
            (Sent::OverCeiling | Sent::Unusable, Entry::OfferSent) => {
                tracing::error!(%tenant, claim = %number, "the offer to settle a claim cannot be mailed");
                let change = ClaimChange::OfferUndelivered;
                let writes = vec![note(number, Entry::OfferUndelivered, &done)?];
                (writes, Some(Event::ClaimUpdated { number, change }))
            }
            // The sheet stands in the book and is read with the key; the copy was on the consumer's screen.
            (Sent::OverCeiling | Sent::Unusable, Entry::Copy) => {
                tracing::warn!(%tenant, claim = %number, what, "a mail of the book of claims was not sent");
                return Ok(());
            }
            // It is no answer before it has gone another way.
            (Sent::OverCeiling | Sent::Unusable, _) => {
                tracing::error!(%tenant, claim = %number, "the reply to a claim cannot be mailed");
                let change = ClaimChange::Undelivered;
                let writes = vec![note(number, Entry::Undelivered, &done)?];
                (writes, Some(Event::ClaimUpdated { number, change }))
            }
        };
        let events = event.map(|event| envelope(tenant, "system", done.at, event));
        let commit = Commit {
            writes,
            events: events.into_iter().collect(),
        };
        match self.documents.commit(tenant, commit).await {
            // It was noted before.
            Ok(()) | Err(CommitError::ConditionFailed { .. }) => Ok(()),
            Err(CommitError::Engine(error)) => Err(error.into()),
        }
    }

    /// Notes what came of the money that was promised with the reply or the accepted offer, once all that goes back is back.
    pub(super) async fn note_refunded(&self, tenant: &TenantId, number: ClaimNumber) -> Result<(), Error> {
        let view = self.show_claim(tenant, number).await?;
        let Some(order) = &view.claim.order_id else {
            return Ok(());
        };
        let money = self.payments.claim_money(tenant, order, number).await?;
        let Some(money) = money.filter(|money| money.is_back) else {
            return Ok(());
        };
        if let Some(promised) = view.promised().filter(|promised| money.given < *promised) {
            // Two promises for one order, of which the money was there for one.
            let (promised, given) = (promised.0, money.given.0);
            tracing::error!(%tenant, claim = %number, promised, given, "less went back for a claim than was promised");
        }
        let refunded = Refunded {
            at: self.clock.now(),
            by: "system".into(),
            amount: Some(money.given),
        };
        let key = store::entry_key(number, Entry::Refunded);
        let writes = vec![store::put(key, &refunded, Expect::Absent)?];
        let change = ClaimChange::Refunded;
        let noted = self.write_down(tenant, "system", writes, Event::ClaimUpdated { number, change });
        match noted.await {
            Ok(()) | Err(CommitError::ConditionFailed { .. }) => Ok(()),
            Err(CommitError::Engine(error)) => Err(error.into()),
        }
    }
}

fn note(number: ClaimNumber, entry: Entry, done: &Done) -> Result<Write, Error> {
    store::put(store::entry_key(number, entry), done, Expect::Absent)
}

fn reply(view: &ClaimView, restaurant: &Tenant) -> MailMessage {
    let message = MailMessage::new(
        texts::reply_subject(view.claim.number),
        first_name(&view.claim.form.name),
    );
    let Some(reply) = &view.reply else {
        return message;
    };
    message
        .paragraph(reply.answer.clone())
        .facts(written(texts::reply_facts(
            &view.claim,
            reply,
            &restaurant.zone,
            restaurant.currency,
        )))
}

/// Both words and the notices that stand at the foot of a sheet.
fn with_foot(message: MailMessage) -> MailMessage {
    let foot = [
        texts::CLAIM_MEANS,
        texts::COMPLAINT_MEANS,
        texts::OTHER_WAYS,
        texts::TERM,
    ];
    foot.into_iter().fold(message, MailMessage::paragraph)
}

/// Names and values, without those that are empty.
fn written(facts: Vec<(&'static str, String)>) -> Vec<(String, String)> {
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty());
    facts.map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Where the consumer reads the sheet.
fn sheet_path(number: ClaimNumber, key: &str) -> String {
    Page::ClaimSheet.with(&[&number.to_string(), key])
}
