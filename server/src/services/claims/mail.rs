//! The copy of the sheet and the reply, by mail. Both are in the book before anybody tries to mail them.

use super::ClaimsService;
use super::store::{self, Done, Entry};
use crate::ports::documents::{Commit, CommitError, Expect};
use crate::services::failure;
use crate::services::mail_message::MailMessage;
use crate::services::mailing::{MailTopic, Sent};
use shared::api::ApiError;
use shared::api::claims::ClaimView;
use shared::domain::TenantId;
use shared::domain::claim::{ClaimNumber, ReplyBy};
use shared::domain::customer::first_name;
use shared::domain::tenant::Tenant;
use shared::texts::es::claims as texts;

impl ClaimsService {
    pub(super) async fn mail_copy(&self, tenant: &TenantId, number: ClaimNumber) -> Result<(), ApiError> {
        let sheet = store::load(&*self.documents, tenant, number).await?;
        let sheet = sheet.ok_or_else(ApiError::not_found)?;
        let house = self.catalog.tenant(tenant).await?;
        let claim = &sheet.claim;
        let message = MailMessage::new(texts::copy_subject(number), first_name(&claim.form.name))
            .paragraph(texts::copy_lead(claim))
            .facts(written(texts::sheet(claim, &house.zone, house.currency)))
            .button(texts::SEE_SHEET, sheet_path(number, &sheet.key));
        let message = with_foot(message);
        self.mail(tenant, number, &claim.form.email, Entry::Copy, &message)
            .await
    }

    pub(super) async fn mail_reply(&self, tenant: &TenantId, number: ClaimNumber) -> Result<(), ApiError> {
        let sheet = store::load(&*self.documents, tenant, number).await?;
        let sheet = sheet.ok_or_else(ApiError::not_found)?;
        let view = self.show_claim(tenant, number).await?;
        if view.claim.form.reply_by == ReplyBy::Letter {
            return Ok(());
        }
        let house = self.catalog.tenant(tenant).await?;
        let message = reply(&view, &house).button(texts::SEE_SHEET, sheet_path(number, &sheet.key));
        let message = message.paragraph(texts::OTHER_WAYS);
        self.mail(tenant, number, &view.claim.form.email, Entry::Mailed, &message)
            .await
    }

    /// Sends a mail once and notes that it was sent: the proof is kept with the sheet.
    async fn mail(
        &self,
        tenant: &TenantId,
        number: ClaimNumber,
        to: &str,
        entry: Entry,
        message: &MailMessage,
    ) -> Result<(), ApiError> {
        if to.is_empty() {
            return Ok(());
        }
        let (what, topic) = match entry {
            Entry::Copy => ("copy", MailTopic::Requests),
            _ => ("reply", MailTopic::Replies),
        };
        let key = format!("claim-{tenant}-{number}-{what}");
        let sent = self.mailing.send(tenant, topic, to, &key, message).await?;
        let done = match (sent, entry) {
            (Sent::HandedOver, _) => entry,
            // The sheet and the reply stand in the book, and are read with the key. Who answered is shown that the reply
            // has to go another way; a copy was on the consumer's screen.
            (Sent::OverCeiling | Sent::Unusable, Entry::Mailed) => {
                tracing::error!(%tenant, claim = %number, "the reply to a claim cannot be mailed");
                Entry::Undelivered
            }
            (Sent::OverCeiling | Sent::Unusable, _) => {
                tracing::warn!(%tenant, claim = %number, what, "a mail of the book of claims was not sent");
                return Ok(());
            }
        };
        let sent = Done {
            at: self.clock.now(),
            by: "system".into(),
        };
        let write = store::put(store::entry_key(number, done), &sent, Expect::Absent)?;
        let commit = Commit {
            writes: vec![write],
            events: Vec::new(),
        };
        match self.documents.commit(tenant, commit).await {
            // It was sent before.
            Ok(()) | Err(CommitError::ConditionFailed { .. }) => Ok(()),
            Err(CommitError::Engine(error)) => Err(failure::engine(error)),
        }
    }
}

fn reply(view: &ClaimView, house: &Tenant) -> MailMessage {
    let message = MailMessage::new(
        texts::reply_subject(view.claim.number),
        first_name(&view.claim.form.name),
    );
    let Some(reply) = &view.reply else {
        return message;
    };
    message
        .paragraph(reply.answer.clone())
        .facts(written(texts::reply_facts(view, reply, &house.zone)))
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
    format!("/libro-de-reclamaciones/{number}/{key}")
}
