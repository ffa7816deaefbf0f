//! Signing in with a user name or an e-mail address, and a password.

use super::ended::end_all;
use super::passwords::{Lane, is_from_elsewhere, lane_of};
use super::store::{self, Person, UserRecord, staff_account, user_of_account};
use super::tokens::Purpose;
use super::{AuthService, origin};
use crate::auth::{ApiSignIn, SignIn};
use crate::caller::Caller;
use crate::envelope::envelope;
use crate::error::Error;
use crate::field_errors;
use crate::mail_address::deliverable;
use api::auth::{App, Credentials};
use api::{Code, FieldError};
use domain::customer::{FieldProblem, check_password};
use domain::event::Event;
use domain::{TenantId, Timestamp};
use ports::documents::{Commit, CommitError, Write};
use texts::now::errors as texts;

/// No user name and no address is longer.
const LONGEST_ACCOUNT: usize = 254;

impl AuthService {
    /// One answer for an unknown user and for a wrong password, in the same time.
    pub async fn sign_in(
        &self,
        caller: &Caller,
        app: App,
        credentials: Credentials,
    ) -> Result<SignIn, Error> {
        let user = self.authenticate(caller, credentials, &[app]).await?;
        let now = self.clock.now();
        let (tokens, session) = self.new_session(&caller.tenant, &user, app, now)?;
        self.welcome(&caller.tenant, &user, vec![session], now).await?;
        Ok(SignIn {
            caller: user.caller(&caller.tenant),
            tokens,
        })
    }

    /// The same for the public API, customers and staff alike.
    pub async fn sign_in_to_api(
        &self,
        caller: &Caller,
        credentials: Credentials,
    ) -> Result<ApiSignIn, Error> {
        let user = self
            .authenticate(caller, credentials, &[App::Console, App::Storefront])
            .await?;
        let now = self.clock.now();
        let (access, expires) = self
            .tokens
            .access(&caller.tenant, &user.holder(), Purpose::Program, now)?;
        self.welcome(&caller.tenant, &user, Vec::new(), now).await?;
        Ok(ApiSignIn {
            caller: user.caller(&caller.tenant),
            access,
            expires,
        })
    }

    /// The user of these credentials, when they are right, among those who may sign in to one of these apps. Whatever is
    /// wrong, the answer is the same and takes as long.
    async fn authenticate(
        &self,
        caller: &Caller,
        credentials: Credentials,
        apps: &[App],
    ) -> Result<UserRecord, Error> {
        filled_in(&credentials)?;
        let account: String = credentials
            .username
            .trim()
            .to_lowercase()
            .chars()
            .take(LONGEST_ACCOUNT + 1)
            .collect();
        // An address is known as it was stored.
        let account = deliverable(&account).map_or(account, String::from);
        let address = origin(caller);
        let who = (caller.tenant.clone(), account, address.clone());
        let allowed = || {
            let now = self.clock.now();
            self.failures_of_address.check(&address, now)?;
            self.failures.check(&who, now)
        };
        allowed()?;
        self.sign_ins_of_address.take(&address, self.clock.now())?;
        let of_account = |user: &UserRecord| (caller.tenant.clone(), user.account());
        let lane = lane(apps);
        let mut known = Vec::new();
        for app in apps {
            known.extend(self.user_of_app(&caller.tenant, *app, &who.1).await?);
        }
        let new = own_password(&credentials);
        let (mut found, mut limited) = (None, None);
        // Somebody of the staff and a customer may have the same name; hardly ever is there more than one.
        for tried in known.iter().map(Some).chain(known.is_empty().then_some(None)) {
            let checked = tried.map(|user| self.sign_ins.check(&of_account(user), self.clock.now()));
            if let Some(Err(refused)) = checked {
                limited = Some(refused);
                continue;
            }
            let hash = tried.map(|user| user.password.as_str());
            let passwords = &self.passwords;
            let right = passwords
                .is_right(lane, &credentials.password, hash, allowed)
                .await?;
            // A first sign-in whose answer was lost comes again: the new password is theirs by now.
            let again = match new {
                Some(new) if !right => passwords.is_right(lane, new, hash, allowed).await?,
                _ => false,
            };
            let again = again && tried.is_some_and(|user| !user.must_change_password);
            if right || again {
                let user = tried.filter(|user| apps.iter().any(|app| user.belongs_to(*app)));
                found = user.map(|user| (user, again));
                break;
            }
        }
        // Who has no password of an account cannot keep its owner out: only right ones count, for that account alone.
        if let Some((user, _)) = found {
            self.failures.forget(&who);
            self.sign_ins.count(&of_account(user), self.clock.now());
        } else if let Some(refused) = limited {
            return Err(refused);
        }
        match found {
            Some((user, true)) => Ok(user.clone()),
            Some((user, false)) => {
                if is_from_elsewhere(&user.password) {
                    self.hash_again(&caller.tenant, &user.account(), &credentials.password)
                        .await?;
                }
                self.with_own_password(&caller.tenant, user, &credentials).await
            }
            None => {
                let now = self.clock.now();
                // Two passwords were tried where two were sent.
                for _ in [Some(&*credentials.password), new].iter().flatten() {
                    self.failures.count(&who, now);
                    self.failures_of_address.count(&address, now);
                }
                Err(Error::new(Code::WrongCredentials, texts::WRONG_CREDENTIALS))
            }
        }
    }

    /// The user, once their password is one that nobody else has seen: the one that was made for them is changed to
    /// `newPassword`. 403 without it, 422 where it cannot be used and where nothing is to be changed.
    async fn with_own_password(
        &self,
        tenant: &TenantId,
        user: &UserRecord,
        credentials: &Credentials,
    ) -> Result<UserRecord, Error> {
        const POINTER: &str = "/newPassword";
        let invalid = |text| Error::invalid(vec![FieldError::new(POINTER, Code::InvalidValue, text)]);
        let new = match (user.must_change_password, own_password(credentials)) {
            (false, None) => return Ok(user.clone()),
            (false, Some(_)) => return Err(invalid(texts::PASSWORD_IS_THEIRS)),
            (true, None) => {
                let field = FieldError::new(POINTER, Code::MissingField, texts::PASSWORD_MUST_CHANGE);
                let refused = Error::new(Code::PasswordChangeRequired, texts::PASSWORD_MUST_CHANGE);
                return Err(refused.with_fields(vec![field]));
            }
            (true, Some(new)) => new,
        };
        if new == credentials.password {
            return Err(invalid(texts::PASSWORD_IS_THE_SAME));
        }
        check_password(new).map_err(|problem| Error::invalid(vec![field_errors::field(POINTER, problem)]))?;
        let found = store::user(&*self.documents, tenant, &user.account()).await;
        let (mut user, document) = found?
            .filter(|(now, _)| now.password == user.password)
            .ok_or_else(Error::conflict)?;
        let now = self.clock.now();
        user.password = self.passwords.hash(lane_of(&user), new).await?;
        user.password_changed_at = Some(now);
        user.must_change_password = false;
        let ended = end_all(&mut user, now)?;
        let stored = store::put_user_at(document, &user)?;
        let commit = Commit {
            writes: vec![stored, ended],
            events: Vec::new(),
        };
        self.documents.commit(tenant, commit).await?;
        Ok(user)
    }

    /// The user that somebody means who signs in to an app: customers by user name or address, the staff by user name.
    async fn user_of_app(
        &self,
        tenant: &TenantId,
        app: App,
        account: &str,
    ) -> Result<Option<UserRecord>, Error> {
        let found = match app {
            App::Storefront => user_of_account(&*self.documents, tenant, account).await,
            App::Console => store::user(&*self.documents, tenant, &staff_account(account))
                .await
                .map(|found| found.map(|(user, _)| user)),
        };
        let of_app = |user: &UserRecord| {
            matches!(
                (&user.person, app),
                (Person::Customer { .. }, App::Storefront) | (Person::Staff { .. }, App::Console)
            )
        };
        Ok(found?.filter(of_app))
    }

    /// Replaces a hash from another system by one of ours. Where the account has just changed, the next sign-in does it.
    async fn hash_again(&self, tenant: &TenantId, account: &str, password: &str) -> Result<(), Error> {
        let found = store::user(&*self.documents, tenant, account).await?;
        let Some((mut user, document)) = found.filter(|(user, _)| is_from_elsewhere(&user.password)) else {
            return Ok(());
        };
        user.password = self.passwords.hash(lane_of(&user), password).await?;
        let write = store::put_user_at(document, &user)?;
        let commit = Commit {
            writes: vec![write],
            events: Vec::new(),
        };
        match self.documents.commit(tenant, commit).await {
            Ok(()) | Err(CommitError::ConditionFailed { .. }) => Ok(()),
            Err(CommitError::Engine(error)) => Err(error.into()),
        }
    }

    /// Commits what belongs to a sign-in; that a customer has come is an event.
    async fn welcome(
        &self,
        tenant: &TenantId,
        user: &UserRecord,
        writes: Vec<Write>,
        now: Timestamp,
    ) -> Result<(), Error> {
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
            .map_err(Error::from)
    }
}

/// Refuses credentials of which one is left out.
fn filled_in(credentials: &Credentials) -> Result<(), Error> {
    let missing = [
        ("/username", &credentials.username),
        ("/password", &credentials.password),
    ];
    let missing: Vec<_> = missing
        .into_iter()
        .filter(|(_, value)| value.trim().is_empty())
        .map(|(pointer, _)| field_errors::field(pointer, FieldProblem::Missing))
        .collect();
    match missing.is_empty() {
        true => Ok(()),
        false => Err(Error::invalid(missing)),
    }
}

/// Only staff sign in to the console.
fn lane(apps: &[App]) -> Lane {
    match apps {
        [App::Console] => Lane::Staff,
        _ => Lane::Everybody,
    }
}

/// The password that somebody chooses in place of the one that was made for them.
fn own_password(credentials: &Credentials) -> Option<&str> {
    credentials.new_password.as_deref().filter(|new| !new.is_empty())
}
