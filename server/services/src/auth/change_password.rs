//! A new password of somebody who knows the old one.

use super::ended::{account_of, end_all};
use super::passwords::lane_of;
use super::requests::Notice;
use super::store::{UserRecord, put_user_at, user};
use super::{AuthService, origin};
use crate::auth::SignIn;
use crate::caller::{Caller, Who};
use crate::error::Error;
use crate::field_errors;
use api::account::PasswordChange;
use api::auth::App;
use api::{Code, FieldError};
use domain::customer::{FieldProblem, check_password};
use ports::documents::{Commit, Document};
use texts::now::errors as texts;

impl AuthService {
    /// Changes the caller's password and ends all sessions and tokens but the new ones. Customers and staff.
    pub async fn change_password(&self, caller: &Caller, change: PasswordChange) -> Result<SignIn, Error> {
        if let Who::Service { .. } = caller.who {
            return Err(Error::forbidden());
        }
        let mut fields = Vec::new();
        if change.password.is_empty() {
            fields.push(field_errors::field("/password", FieldProblem::Missing));
        }
        if let Err(problem) = check_password(&change.new_password) {
            fields.push(field_errors::field("/newPassword", problem));
        }
        if !fields.is_empty() {
            return Err(Error::invalid(fields));
        }
        let (mut user, document) = self.prove(caller, &change.password).await?;
        let tenant = &caller.tenant;
        user.password = self.passwords.hash(lane_of(&user), &change.new_password).await?;
        let now = self.clock.now();
        user.password_changed_at = Some(now);
        user.must_change_password = false;
        user.forget_pending();
        let ended = end_all(&mut user, now)?;
        let app = match caller.who {
            Who::Staff { .. } => App::Console,
            _ => App::Storefront,
        };
        let (tokens, session) = self.new_session(tenant, &user, app, now)?;
        let stored = put_user_at(document, &user)?;
        let mut writes = vec![stored, session, ended];
        let mut events = Vec::new();
        if let Some((write, event)) = self.notice(tenant, &user, Notice::PasswordChanged, now)? {
            writes.push(write);
            events.push(event);
        }
        self.documents.commit(tenant, Commit { writes, events }).await?;
        Ok(SignIn {
            caller: user.caller(tenant),
            tokens,
        })
    }

    /// The caller's user, once they have proved with their password that it is them. Failures count like those of signing
    /// in.
    pub(super) async fn prove(
        &self,
        caller: &Caller,
        password: &str,
    ) -> Result<(UserRecord, Document), Error> {
        let tenant = &caller.tenant;
        let account = account_of(caller)?;
        let who = (tenant.clone(), account.clone(), origin(caller));
        let allowed = || self.failures.check(&who, self.clock.now());
        allowed()?;
        let found = user(&*self.documents, tenant, &account).await?;
        let (user, document) = found
            .filter(|(user, _)| user.is_active())
            .ok_or_else(Error::unauthenticated)?;
        if self
            .passwords
            .is_right(lane_of(&user), password, Some(&user.password), allowed)
            .await?
        {
            self.failures.forget(&who);
            return Ok((user, document));
        }
        self.failures.count(&who, self.clock.now());
        let field = FieldError::new("/password", Code::InvalidValue, texts::WRONG_PASSWORD);
        Err(Error::invalid(vec![field]))
    }
}
