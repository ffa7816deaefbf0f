//! What somebody asked for in an account that goes on by mail. The request is stored first and its mail follows from the
//! event, so that the answer is the same, and takes as long, whether there is such an account or not.

use super::AuthService;
use super::store::{Person, SCHEMA_VERSION, UserRecord, email_key, user_of_account};
use crate::envelope::{envelope, new_id};
use crate::error::Error;
use crate::mail_message::MailMessage;
use crate::mailing::{MailTopic, Sent};
use crate::retry;
use api::pages::Page;
use domain::customer::first_name;
use domain::event::{Envelope, Event};
use domain::time::{DAY_MS, MINUTE_MS};
use domain::written::Email;
use domain::{AccountRequestId, TenantId, Timestamp};
use ports::documents::{Commit, Document, Expect, Key, Table, Write};
use serde::{Deserialize, Serialize};
use texts::now::account_mail as texts;

/// For how long a code or a link is good, in milliseconds.
pub(super) const CODE_MS: i64 = 15 * MINUTE_MS;
/// For how long a message that is not a code is tried, in milliseconds.
const NOTICE_MS: i64 = DAY_MS;
/// Maximum number of codes that may be tried for one request.
pub(super) const MAX_ATTEMPTS: u32 = 5;

/// A request, until it expires.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RequestRecord {
    pub form: u32,
    pub request: AccountRequest,
    /// How many codes were tried.
    pub attempts: u32,
    pub at: Timestamp,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(super) enum AccountRequest {
    /// Somebody forgot the password of an account, as they wrote it.
    Recovery { account: String },
    /// A new address of one user or several, which counts once its code was used.
    NewEmail { email: Email },
    /// Somebody is invited to the staff, by the invitation of this id.
    Invitation { invitation: String },
    /// Something that the owner of an account should know.
    Notice { to: Email, name: String, notice: Notice },
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Notice {
    PasswordChanged,
    /// Somebody who knows the password wants another address.
    EmailAsked,
    /// To the address that was replaced.
    EmailChanged,
    AccountClosed,
}

pub(super) fn request_key(id: &AccountRequestId) -> Key {
    Key::new(Table::Users, format!("REQUEST#{id}"), "INFO")
}

impl AuthService {
    /// A new request: its id, the write that stores it, and the event from which its mail follows.
    pub(super) fn new_request(
        &self,
        tenant: &TenantId,
        request: AccountRequest,
        now: Timestamp,
    ) -> Result<(AccountRequestId, Write, Envelope), Error> {
        let id = new_id(AccountRequestId::parse, AccountRequestId::PREFIX, now);
        let until = match request {
            AccountRequest::Notice { .. } | AccountRequest::Invitation { .. } => now.plus_ms(NOTICE_MS),
            AccountRequest::Recovery { .. } | AccountRequest::NewEmail { .. } => now.plus_ms(CODE_MS),
        };
        let record = RequestRecord {
            form: SCHEMA_VERSION,
            request,
            attempts: 0,
            at: now,
        };
        let write = Write::put(request_key(&id), &record, Expect::Absent)?;
        let event = Event::AccountMailRequested {
            request_id: id.clone(),
        };
        Ok((id, write.until(until), envelope(tenant, "system", now, event)))
    }

    /// A notice to the address of a user; nothing for who has none.
    pub(super) fn notice(
        &self,
        tenant: &TenantId,
        user: &UserRecord,
        notice: Notice,
        now: Timestamp,
    ) -> Result<Option<(Write, Envelope)>, Error> {
        let Some(to) = user.email.clone() else {
            return Ok(None);
        };
        let name = user.name.clone();
        let (_, write, event) = self.new_request(tenant, AccountRequest::Notice { to, name, notice }, now)?;
        Ok(Some((write, event)))
    }

    pub(super) async fn request(
        &self,
        tenant: &TenantId,
        id: &AccountRequestId,
    ) -> Result<Option<(RequestRecord, Document)>, Error> {
        let found = self.documents.get(tenant, &request_key(id)).await?;
        let read = |document: Document| Ok((document.read()?, document));
        found.map(read).transpose()
    }

    /// Counts an attempt before its code is looked at; `None` when there were enough. Attempts at the same time
    /// count as well.
    pub(super) async fn count_attempt(
        &self,
        tenant: &TenantId,
        id: &AccountRequestId,
    ) -> Result<Option<RequestRecord>, Error> {
        // Each time that somebody else is faster an attempt is used up.
        let counted = retry::repeat(MAX_ATTEMPTS as usize + 1, || async {
            let Some((mut record, document)) = self.request(tenant, id).await? else {
                return Ok(Some(None));
            };
            if record.attempts >= MAX_ATTEMPTS {
                return Ok(Some(None));
            }
            record.attempts += 1;
            let expect = Expect::Version(document.version);
            let write = Write::put(document.key, &record, expect)?;
            let commit = Commit {
                writes: vec![write.until(record.at.plus_ms(CODE_MS))],
                events: Vec::new(),
            };
            let committed = self.documents.commit(tenant, commit).await;
            retry::unless_overtaken(committed, Some(record))
        });
        counted.await.map(Option::flatten)
    }

    /// Sends the mail of a request, if there is anybody to send it to.
    pub(super) async fn mail_request(&self, tenant: &TenantId, id: &AccountRequestId) -> Result<(), Error> {
        let Some((record, _)) = self.request(tenant, id).await? else {
            return Ok(());
        };
        match record.request {
            AccountRequest::Recovery { account } => {
                let user = user_of_account(&*self.documents, tenant, &account).await?;
                let Some(user) = user.filter(|user| user.is_active()) else {
                    return Ok(());
                };
                let (Person::Customer { .. }, Some(to)) =
                    (&user.person, self.recovery_address(tenant, &user).await?)
                else {
                    return Ok(());
                };
                let proof = self.codes.proof(tenant, id);
                let path = format!("{}?solicitud={id}&clave={}", Page::Recovery.href(), proof.link);
                let message = MailMessage::new(texts::RECOVERY, first_name(&user.name))
                    .paragraph(texts::RECOVERY_TEXT)
                    .code(proof.code)
                    .button(texts::RECOVERY_BUTTON, path)
                    .paragraph(texts::NOT_YOU);
                self.account_mail(tenant, MailTopic::Recovery, &to, id.as_str(), &message)
                    .await
            }
            AccountRequest::NewEmail { email } => {
                let taken = self.documents.get(tenant, &email_key(&email)).await?;
                let message = if taken.is_some() {
                    // Its owner has an account already, and may have forgotten it.
                    MailMessage::new(texts::EMAIL_KNOWN, "")
                        .paragraph(texts::EMAIL_KNOWN_TEXT)
                        .button(texts::EMAIL_KNOWN_BUTTON, Page::Recovery.href())
                        .paragraph(texts::NOT_YOU)
                } else {
                    // Several accounts may wait for it: it names none of them.
                    MailMessage::new(texts::CONFIRM_EMAIL, "")
                        .paragraph(texts::CONFIRM_EMAIL_TEXT)
                        .code(self.codes.proof(tenant, id).code)
                        .button(texts::CONFIRM_EMAIL_BUTTON, Page::Account.href())
                        .paragraph(texts::NOT_YOU)
                };
                self.account_mail(tenant, MailTopic::NewAddress, &email, id.as_str(), &message)
                    .await
            }
            AccountRequest::Invitation { invitation } => {
                let Some((to, message)) = self.invitation_mail(tenant, &invitation).await? else {
                    return Ok(());
                };
                self.account_mail(tenant, MailTopic::Invitations, &to, id.as_str(), &message)
                    .await
            }
            AccountRequest::Notice { to, name, notice } => {
                let (subject, text) = texts::notice(match notice {
                    Notice::PasswordChanged => texts::Notice::PasswordChanged,
                    Notice::EmailAsked => texts::Notice::EmailAsked,
                    Notice::EmailChanged => texts::Notice::EmailChanged,
                    Notice::AccountClosed => texts::Notice::AccountClosed,
                });
                let mut message = MailMessage::new(subject, first_name(&name)).paragraph(text);
                if notice == Notice::EmailAsked {
                    message = message.paragraph(texts::CHANGE_PASSWORD);
                }
                self.account_mail(tenant, MailTopic::Warnings, &to, id.as_str(), &message)
                    .await
            }
        }
    }

    /// Where the owner of an account is reached: at its address, or, while it never had one that was confirmed, at the one
    /// that was given when registering, unless that is somebody else's.
    async fn recovery_address(&self, tenant: &TenantId, user: &UserRecord) -> Result<Option<Email>, Error> {
        let (None, Some(pending)) = (&user.email, &user.pending_email) else {
            return Ok(user.email.clone());
        };
        let key = email_key(&pending.email);
        let taken = self.documents.get(tenant, &key).await?;
        Ok(taken.is_none().then(|| pending.email.clone()))
    }

    async fn account_mail(
        &self,
        tenant: &TenantId,
        topic: MailTopic,
        to: &Email,
        key: &str,
        message: &MailMessage,
    ) -> Result<(), Error> {
        // That an address cannot be used, or got too much, is logged; there is nobody to tell.
        let _: Sent = self.mailing.send(tenant, topic, to, key, message).await?;
        Ok(())
    }
}
