//! A new e-mail address: it counts once a code that was sent to it was used. Until then the old one stays.

use super::recovery::wrong_code;
use super::requests::{CODE_MS, Notice};
use super::store::{PendingEmail, Person, email_key, put_email, put_user_at, user};
use super::tried::Tried;
use super::{AuthService, origin};
use crate::caller::{Caller, Who};
use crate::error::Error;
use crate::field_errors;
use crate::mail_address::deliverable;
use api::Code;
use api::account::{AccountView, EmailChange};
use domain::customer::FieldProblem;
use domain::written::Email;
use domain::{AccountRequestId, CustomerId, TenantId, Timestamp};
use ports::documents::{Commit, CommitError, Expect, Write};
use texts::now::errors as texts;

impl AuthService {
    /// Has a code sent to a new address, and warns the old one. The customer. The answer is the same for an address
    /// that is somebody else's.
    pub async fn change_email(
        &self,
        caller: &Caller,
        id: &CustomerId,
        change: EmailChange,
    ) -> Result<(), Error> {
        own(caller, id)?;
        let mut wrong = Vec::new();
        let email = field_errors::read(&mut wrong, "/email", deliverable(&change.email));
        if change.password.is_empty() {
            wrong.push(field_errors::field("/password", FieldProblem::Missing));
        }
        let Some(email) = email.filter(|_| wrong.is_empty()) else {
            return Err(Error::invalid(wrong));
        };
        let tenant = &caller.tenant;
        let (mut user, document) = self.prove(caller, &change.password).await?;
        self.recoveries.take(&origin(caller), self.clock.now())?;
        if user.email.as_ref() == Some(&email) {
            return Ok(());
        }
        let now = self.clock.now();
        self.new_addresses.take(&user.account(), now)?;
        user.pending_email = Some(self.pending(tenant, email, now).await?);
        let warning = self.notice(tenant, &user, Notice::EmailAsked, now)?;
        let (warning, event) = warning.into_iter().unzip::<_, _, Vec<_>, Vec<_>>();
        let mut writes = vec![put_user_at(document, &user)?];
        writes.extend(warning);
        let commit = Commit {
            writes,
            events: event,
        };
        self.documents.commit(tenant, commit).await.map_err(Error::from)
    }

    /// An address that counts once its code was used.
    pub(super) async fn pending(
        &self,
        tenant: &TenantId,
        email: Email,
        now: Timestamp,
    ) -> Result<PendingEmail, Error> {
        let (request_id, sent_at) = self.request_address_code(tenant, &email, now).await?;
        Ok(PendingEmail {
            request_id,
            email,
            expires_at: sent_at.plus_ms(CODE_MS),
        })
    }

    /// Counts an attempt of the caller's before the code is looked at: the request whose code it has to be.
    async fn count_email_attempt(&self, caller: &Caller) -> Result<AccountRequestId, Error> {
        let (user, _) = self.own_user(caller).await?;
        let now = self.clock.now();
        let open = |pending: &PendingEmail| now < pending.expires_at;
        let account = user.account();
        let pending = user.pending_email.filter(open).ok_or_else(wrong_code)?;
        let tried = Tried {
            tenant: &caller.tenant,
            request: &pending.request_id,
            account: &account,
            until: pending.expires_at,
        };
        match tried.count(&*self.documents).await? {
            true => Ok(pending.request_id),
            false => Err(wrong_code()),
        }
    }

    /// Takes the new address. The customer.
    pub async fn confirm_email(&self, caller: &Caller, id: &CustomerId, code: &str) -> Result<(), Error> {
        own(caller, id)?;
        if code.trim().is_empty() {
            return Err(Error::invalid(vec![field_errors::field(
                "/code",
                FieldProblem::Missing,
            )]));
        }
        let tenant = &caller.tenant;
        let request = self.count_email_attempt(caller).await?;
        if !self.codes.is_right(tenant, &request, code) {
            return Err(wrong_code());
        }
        let (mut user, document) = self.own_user(caller).await?;
        let pending = user.pending_email.take();
        let pending = pending.filter(|pending| pending.request_id == request);
        let pending = pending.ok_or_else(wrong_code)?;
        let now = self.clock.now();
        let (mut writes, mut events) = (Vec::new(), Vec::new());
        // The first write is the one that fails when somebody else was faster with this address.
        writes.push(put_email(&pending.email, &user.username)?);
        if let Some(old) = &user.email {
            writes.push(Write::Delete {
                key: email_key(old),
                expect: Expect::Anything,
            });
        }
        if let Some((write, event)) = self.notice(tenant, &user, Notice::EmailChanged, now)? {
            writes.push(write);
            events.push(event);
        }
        user.email = Some(pending.email.clone());
        user.email_changed_at = Some(now);
        writes.push(put_user_at(document, &user)?);
        let profile = self.new_customers.change_email(tenant, id, &pending.email).await;
        writes.extend(profile?);
        match self.documents.commit(tenant, Commit { writes, events }).await {
            Ok(()) => Ok(()),
            Err(CommitError::ConditionFailed { write: 0 }) => {
                Err(Error::of_field(Code::EmailTaken, "/email", texts::EMAIL_TAKEN))
            }
            Err(error) => Err(Error::from(error)),
        }
    }

    /// The caller's account. Customers.
    pub async fn account(&self, caller: &Caller) -> Result<AccountView, Error> {
        let (user, _) = self.own_user(caller).await?;
        let now = self.clock.now();
        Ok(AccountView {
            username: user.username,
            email: user.email.map(String::from),
            pending_email: user
                .pending_email
                .filter(|pending| now < pending.expires_at)
                .map(|pending| pending.email.into()),
        })
    }

    async fn own_user(
        &self,
        caller: &Caller,
    ) -> Result<(super::store::UserRecord, ports::documents::Document), Error> {
        let Who::Customer { username, .. } = &caller.who else {
            return Err(caller.customer_id().err().unwrap_or_else(Error::forbidden));
        };
        let found = user(&*self.documents, &caller.tenant, username).await?;
        found
            .filter(|(user, _)| user.is_active() && matches!(user.person, Person::Customer { .. }))
            .ok_or_else(Error::unauthenticated)
    }
}

/// The caller's own account only; others do not exist for a customer.
pub(super) fn own(caller: &Caller, id: &CustomerId) -> Result<(), Error> {
    match caller.customer_id()? {
        own if own == id => Ok(()),
        _ => Err(Error::not_found()),
    }
}
