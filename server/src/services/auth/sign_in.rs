//! Signing in with a user name or an e-mail address, and a password.

use super::passwords::is_from_elsewhere;
use super::store::{self, Person, UserRecord, user_of_account};
use super::tokens::API_ACCESS_MS;
use super::{AuthService, origin};
use crate::ports::documents::{Commit, CommitError, Expect, Write};
use crate::services::envelope::envelope;
use crate::services::failure;
use crate::services::mail_address::deliverable;
use shared::api::auth::{API_AUDIENCE, ApiSignIn, App, Credentials, SignIn};
use shared::api::context::Caller;
use shared::api::{ApiError, Code};
use shared::domain::customer::FieldProblem;
use shared::domain::event::Event;
use shared::domain::{TenantId, Timestamp};
use shared::texts::es::errors as texts;

/// No user name and no address is longer.
const LONGEST_ACCOUNT: usize = 254;

impl AuthService {
    pub(super) async fn sign_in_to_app(
        &self,
        caller: &Caller,
        app: App,
        credentials: Credentials,
    ) -> Result<SignIn, ApiError> {
        let user = self
            .authenticate(caller, credentials, |user| user.belongs_to(app))
            .await?;
        let now = self.clock.now();
        let (tokens, session) = self.new_session(&caller.tenant, &user, app, now)?;
        self.welcome(&caller.tenant, &user, vec![session], now).await?;
        Ok(SignIn {
            caller: user.caller(&caller.tenant),
            tokens,
        })
    }

    pub(super) async fn sign_in_with_token(
        &self,
        caller: &Caller,
        credentials: Credentials,
    ) -> Result<ApiSignIn, ApiError> {
        let user = self
            .authenticate(caller, credentials, UserRecord::is_active)
            .await?;
        let now = self.clock.now();
        let (access, expires) =
            self.tokens
                .access(&caller.tenant, &user, API_AUDIENCE, API_ACCESS_MS, now)?;
        self.welcome(&caller.tenant, &user, Vec::new(), now).await?;
        Ok(ApiSignIn {
            caller: user.caller(&caller.tenant),
            access,
            expires,
        })
    }

    /// The user of these credentials, when they are right and `admits` lets them in. Whatever is wrong, the answer is
    /// the same and takes as long.
    async fn authenticate(
        &self,
        caller: &Caller,
        credentials: Credentials,
        admits: impl Fn(&UserRecord) -> bool,
    ) -> Result<UserRecord, ApiError> {
        let missing = [
            ("/username", &credentials.username),
            ("/password", &credentials.password),
        ];
        let missing: Vec<_> = missing
            .into_iter()
            .filter(|(_, value)| value.trim().is_empty())
            .map(|(pointer, _)| failure::field(pointer, FieldProblem::Missing))
            .collect();
        if !missing.is_empty() {
            return Err(ApiError::invalid(missing));
        }

        let account: String = credentials
            .username
            .trim()
            .to_lowercase()
            .chars()
            .take(LONGEST_ACCOUNT + 1)
            .collect();
        // An address is known as it was stored.
        let account = deliverable(&account).unwrap_or(account);
        let address = origin(caller);
        let who = (caller.tenant.clone(), account, address.clone());
        let allowed = || {
            let now = self.clock.now();
            self.failures_of_address.check(&address, now)?;
            self.failures.check(&who, now)
        };
        allowed()?;
        let user = user_of_account(&*self.documents, &caller.tenant, &who.1)
            .await
            .map_err(failure::engine)?;
        let hash = user.as_ref().map(|user| user.password.as_str());
        let right = self
            .passwords
            .is_right(&credentials.password, hash, allowed)
            .await?;
        match user.filter(|user| right && admits(user)) {
            Some(user) => {
                self.failures.forget(&who);
                if is_from_elsewhere(&user.password) {
                    self.hash_again(&caller.tenant, &user.username, &credentials.password)
                        .await?;
                }
                Ok(user)
            }
            None => {
                let now = self.clock.now();
                self.failures.count(&who, now);
                self.failures_of_address.count(&address, now);
                Err(ApiError::new(Code::WrongCredentials, texts::WRONG_CREDENTIALS))
            }
        }
    }

    /// Replaces a hash from another system by one of ours. Where the account has just changed, the next sign-in does it.
    async fn hash_again(&self, tenant: &TenantId, username: &str, password: &str) -> Result<(), ApiError> {
        let found = store::user(&*self.documents, tenant, username)
            .await
            .map_err(failure::engine)?;
        let Some((mut user, document)) = found.filter(|(user, _)| is_from_elsewhere(&user.password)) else {
            return Ok(());
        };
        user.password = self.passwords.hash(password).await?;
        let write = store::put_user(&user, Expect::Version(document.version)).map_err(failure::engine)?;
        let commit = Commit {
            writes: vec![write],
            events: Vec::new(),
        };
        match self.documents.commit(tenant, commit).await {
            Ok(()) | Err(CommitError::ConditionFailed { .. }) => Ok(()),
            Err(CommitError::Engine(error)) => Err(failure::engine(error)),
        }
    }

    /// Commits what belongs to a sign-in; that a customer has come is an event.
    async fn welcome(
        &self,
        tenant: &TenantId,
        user: &UserRecord,
        writes: Vec<Write>,
        now: Timestamp,
    ) -> Result<(), ApiError> {
        let events = match &user.person {
            Person::Customer { customer_id } => {
                let event = Event::CustomerLoggedIn {
                    customer_id: customer_id.clone(),
                };
                vec![envelope(tenant, customer_id.as_str(), now, event)]
            }
            Person::Staff { .. } => Vec::new(),
        };
        if writes.is_empty() && events.is_empty() {
            return Ok(());
        }
        self.documents
            .commit(tenant, Commit { writes, events })
            .await
            .map_err(failure::commit)
    }
}
