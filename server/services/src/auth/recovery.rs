//! A forgotten password: asking for a code by mail, and choosing a new password with it.

use super::code_pace::pace_key;
use super::ended::end_all;
use super::passwords::Lane;
use super::requests::{AccountRequest, Notice};
use super::store::{put_user_at, user, user_of_account};
use super::{AuthService, origin};
use crate::auth::SignIn;
use crate::caller::Caller;
use crate::error::Error;
use crate::field_errors;
use crate::mail_address::deliverable;
use api::account::PasswordReset;
use api::auth::App;
use api::{Code, FieldError};
use domain::AccountRequestId;
use domain::customer::{FieldProblem, check_password};
use ports::documents::{Commit, CommitError, Expect, Write};
use texts::now::errors as texts;

/// No user name and no address is longer.
const MAX_ACCOUNT: usize = 254;

impl AuthService {
    /// Has a code sent to the address of a customer's account, by user name or address. The answer is the same, and
    /// takes as long, when there is no such account.
    pub async fn recover_password(&self, caller: &Caller, account: &str) -> Result<AccountRequestId, Error> {
        let account = account.trim().to_lowercase();
        let problem = match account.chars().count() {
            0 => Some(FieldProblem::Missing),
            length if length > MAX_ACCOUNT => Some(FieldProblem::TooLong(MAX_ACCOUNT)),
            _ => None,
        };
        if let Some(problem) = problem {
            return Err(Error::invalid(vec![field_errors::field("/account", problem)]));
        }
        let now = self.clock.now();
        self.recoveries.take(&origin(caller), now)?;
        let account = deliverable(&account).map_or(account, String::from);
        self.request_code(&caller.tenant, &account, now).await
    }

    /// Gives the account a new password and ends all its sessions and tokens. One refusal for every code that is of no use.
    pub async fn reset_password(&self, caller: &Caller, reset: PasswordReset) -> Result<SignIn, Error> {
        let tenant = &caller.tenant;
        check_reset(&reset)?;
        let address = origin(caller);
        self.failures_of_address.check(&address, self.clock.now())?;
        let wrong = || {
            self.failures_of_address.count(&address, self.clock.now());
            wrong_code()
        };
        let id = AccountRequestId::parse(reset.request_id.trim()).map_err(|_| wrong())?;
        let record = if self.codes.is_link(tenant, &id, &reset.code) {
            // A link cannot be guessed. It takes no attempt, so that a stranger, who may use up all of them, cannot end it.
            let found = self.request(tenant, &id).await?;
            found.map(|(record, _)| record).ok_or_else(&wrong)?
        } else {
            let record = self.count_attempt(tenant, &id).await?.ok_or_else(&wrong)?;
            if !self.codes.is_right(tenant, &id, &reset.code) {
                return Err(wrong());
            }
            record
        };
        let AccountRequest::Recovery { account } = record.request else {
            return Err(wrong());
        };
        let known = user_of_account(&*self.documents, tenant, &account).await?;
        let known = known.filter(|user| user.is_active() && user.belongs_to(App::Storefront));
        let known = known.ok_or_else(&wrong)?;
        let hash = self.passwords.hash(Lane::Everybody, &reset.password).await?;
        let found = user(&*self.documents, tenant, &known.username).await?;
        let (mut user, document) = found.ok_or_else(&wrong)?;
        let since = [user.password_changed_at, user.email_changed_at];
        if since.into_iter().flatten().any(|changed| changed >= record.at) {
            // Another code was used since this one was asked for, or it went to another mailbox.
            return Err(wrong());
        }
        let now = self.clock.now();
        user.password = hash;
        user.password_changed_at = Some(now);
        user.must_change_password = false;
        user.forget_pending();
        let ended = end_all(&mut user, now)?;
        let (tokens, session) = self.new_session(tenant, &user, App::Storefront, now)?;
        let (_, request) = self.request(tenant, &id).await?.ok_or_else(&wrong)?;
        let mut writes = vec![
            put_user_at(document, &user)?,
            Write::Delete {
                key: request.key,
                expect: Expect::Version(request.version),
            },
            session,
            ended,
            // The next one to ask gets a code of their own.
            Write::Delete {
                key: pace_key(&account),
                expect: Expect::Anything,
            },
        ];
        let mut events = Vec::new();
        if let Some((write, event)) = self.notice(tenant, &user, Notice::PasswordChanged, now)? {
            writes.push(write);
            events.push(event);
        }
        match self.documents.commit(tenant, Commit { writes, events }).await {
            Ok(()) => Ok(SignIn {
                caller: user.caller(tenant),
                tokens,
            }),
            Err(CommitError::ConditionFailed { .. }) => Err(wrong()),
            Err(CommitError::Engine(error)) => Err(error.into()),
        }
    }
}

/// What can be said without looking anything up.
fn check_reset(reset: &PasswordReset) -> Result<(), Error> {
    let mut fields = Vec::new();
    if reset.code.trim().is_empty() {
        fields.push(field_errors::field("/code", FieldProblem::Missing));
    }
    if let Err(problem) = check_password(&reset.password) {
        fields.push(field_errors::field("/password", problem));
    }
    if fields.is_empty() {
        return Ok(());
    }
    Err(Error::invalid(fields))
}

/// One answer for a code that is wrong, used, too old or tried too often.
pub(super) fn wrong_code() -> Error {
    Error::invalid(vec![FieldError::new(
        "/code",
        Code::InvalidValue,
        texts::WRONG_CODE,
    )])
}
