//! A new e-mail address: it counts once a code that was sent to it was used. Until then the old one stays.

use super::recovery::wrong_code;
use super::requests::{CODE_MS, MAX_ATTEMPTS, Notice};
use super::store::{PendingEmail, Person, email_key, put_email, put_user_at, user};
use super::{AuthService, origin};
use crate::ports::documents::{Commit, CommitError, Expect, Write};
use crate::services::failure;
use crate::services::mail_address::deliverable;
use shared::api::account::{AccountView, EmailChange};
use shared::api::context::{Caller, Who};
use shared::api::{ApiError, Code, FieldError};
use shared::domain::customer::FieldProblem;
use shared::domain::{AccountRequestId, CustomerId, TenantId, Timestamp};
use shared::texts::es::errors as texts;

impl AuthService {
    /// Stores the new address beside the old one. The answer is the same whether it is somebody else's or not.
    pub(super) async fn ask_for_email(
        &self,
        caller: &Caller,
        id: &CustomerId,
        change: EmailChange,
    ) -> Result<(), ApiError> {
        own(caller, id)?;
        let mut fields = Vec::new();
        let email = deliverable(&change.email).unwrap_or_else(|problem| {
            fields.push(failure::field("/email", problem));
            String::new()
        });
        if change.password.is_empty() {
            fields.push(failure::field("/password", FieldProblem::Missing));
        }
        if !fields.is_empty() {
            return Err(ApiError::invalid(fields));
        }
        let tenant = &caller.tenant;
        let (mut user, document) = self.prove(caller, &change.password).await?;
        self.recoveries.take(&origin(caller), self.clock.now())?;
        if user.email.as_ref() == Some(&email) {
            return Ok(());
        }
        let now = self.clock.now();
        self.new_addresses.take(&user.account(), now)?;
        let before = user.pending_email.take();
        user.pending_email = Some(self.pending(tenant, email, before, now).await?);
        let warning = self.notice(tenant, &user, Notice::EmailAsked, now)?;
        let (warning, event) = warning.into_iter().unzip::<_, _, Vec<_>, Vec<_>>();
        let mut writes = vec![put_user_at(document, &user).map_err(failure::engine)?];
        writes.extend(warning);
        let commit = Commit {
            writes,
            events: event,
        };
        self.documents
            .commit(tenant, commit)
            .await
            .map_err(failure::commit)
    }

    /// An address that counts once its code was used. Attempts at the code that a user waits for already go on being counted.
    pub(super) async fn pending(
        &self,
        tenant: &TenantId,
        email: String,
        before: Option<PendingEmail>,
        now: Timestamp,
    ) -> Result<PendingEmail, ApiError> {
        let (request_id, sent_at) = self.request_address_code(tenant, &email, now).await?;
        let same = before.filter(|before| before.request_id == request_id);
        Ok(PendingEmail {
            request_id,
            email,
            expires_at: sent_at.plus_ms(CODE_MS),
            attempts: same.map_or(0, |before| before.attempts),
        })
    }

    /// Counts an attempt of the caller's before the code is looked at. Attempts at the same time count as well.
    async fn count_email_attempt(&self, caller: &Caller) -> Result<AccountRequestId, ApiError> {
        // Each time that somebody else is faster an attempt is used up.
        for _ in 0..=MAX_ATTEMPTS {
            let (mut user, document) = self.own_user(caller).await?;
            let now = self.clock.now();
            let open =
                |pending: &&mut PendingEmail| now < pending.expires_at && pending.attempts < MAX_ATTEMPTS;
            let pending = user.pending_email.as_mut().filter(open).ok_or_else(wrong_code)?;
            pending.attempts += 1;
            let request_id = pending.request_id.clone();
            let commit = Commit {
                writes: vec![put_user_at(document, &user).map_err(failure::engine)?],
                events: Vec::new(),
            };
            match self.documents.commit(&caller.tenant, commit).await {
                Ok(()) => return Ok(request_id),
                Err(CommitError::ConditionFailed { .. }) => {}
                Err(error) => return Err(failure::commit(error)),
            }
        }
        Err(wrong_code())
    }

    /// Takes the new address in place of the old one.
    pub(super) async fn confirm_new_email(
        &self,
        caller: &Caller,
        id: &CustomerId,
        code: &str,
    ) -> Result<(), ApiError> {
        own(caller, id)?;
        if code.trim().is_empty() {
            return Err(ApiError::invalid(vec![failure::field(
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
        writes.push(put_email(&pending.email, &user.username).map_err(failure::engine)?);
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
        writes.push(put_user_at(document, &user).map_err(failure::engine)?);
        let profile = self.new_customers.change_email(tenant, id, &pending.email).await;
        writes.extend(profile.map_err(failure::engine)?);
        match self.documents.commit(tenant, Commit { writes, events }).await {
            Ok(()) => Ok(()),
            Err(CommitError::ConditionFailed { write: 0 }) => {
                let field = FieldError::new("/email", Code::EmailTaken, texts::EMAIL_TAKEN);
                Err(ApiError {
                    fields: vec![field],
                    ..ApiError::new(Code::EmailTaken, texts::EMAIL_TAKEN)
                })
            }
            Err(error) => Err(failure::commit(error)),
        }
    }

    /// What the caller's account says of itself.
    pub(super) async fn own_account(&self, caller: &Caller) -> Result<AccountView, ApiError> {
        let (user, _) = self.own_user(caller).await?;
        let now = self.clock.now();
        Ok(AccountView {
            username: user.username,
            email: user.email,
            pending_email: user
                .pending_email
                .filter(|pending| now < pending.expires_at)
                .map(|pending| pending.email),
        })
    }

    async fn own_user(
        &self,
        caller: &Caller,
    ) -> Result<(super::store::UserRecord, crate::ports::documents::Document), ApiError> {
        let Who::Customer { username, .. } = &caller.who else {
            return Err(caller.customer_id().err().unwrap_or_else(ApiError::forbidden));
        };
        let found = user(&*self.documents, &caller.tenant, username)
            .await
            .map_err(failure::engine)?;
        found
            .filter(|(user, _)| user.is_active() && matches!(user.person, Person::Customer { .. }))
            .ok_or_else(ApiError::unauthenticated)
    }
}

/// The caller's own account only; others do not exist for a customer.
pub(super) fn own(caller: &Caller, id: &CustomerId) -> Result<(), ApiError> {
    match caller.customer_id()? {
        own if own == id => Ok(()),
        _ => Err(ApiError::not_found()),
    }
}
