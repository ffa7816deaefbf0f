//! Who somebody is: users, their passwords and their sessions.
//!
//! Owns the table Users. Commits CustomerRegistered, with the customer's record that [`NewCustomers`] makes,
//! CustomerLoggedIn, and AccountMailRequested, to which it reacts itself.

mod accounts;
mod change_password;
mod close_account;
mod code_pace;
mod codes;
mod ended;
mod new_email;
mod passwords;
mod recovery;
mod register;
mod requests;
mod sessions;
mod sign_in;
mod staff;
mod staff_accounts;
mod store;
mod tokens;
mod tried;

pub use accounts::AccountRecords;
pub use staff::NewStaff;
pub use staff_accounts::StaffAccount;

use super::failure;
use super::limits::Limit;
use super::mailing::Mailing;
use api::ApiError;
use api::account::{AccountView, EmailChange, PasswordChange, PasswordReset};
use api::auth::{App, Claims, Credentials, Registration};
use async_trait::async_trait;
use codes::Codes;
use domain::event::{Envelope, Event};
use domain::time::MINUTE_MS;
use domain::{AccountRequestId, CustomerId, TenantId, Timestamp};
use passwords::Passwords;
use ports::event_bus::{HandleError, Subscriber};
use ports::{Clock, Documents, NewCustomers};
use rpc::auth::{ApiSignIn, Auth, Renewed, SignIn};
use rpc::context::{Caller, Who};
use std::sync::Arc;
use tokens::Tokens;

/// Failures of one account from one address, before it has to wait.
const FAILURES: (u32, i64) = (10, 15 * MINUTE_MS);
/// Failures from one address whatever the account.
const FAILURES_OF_ADDRESS: (u32, i64) = (60, MINUTE_MS);
/// New customers from one address. A neighbourhood may share one: mobile networks put thousands behind it.
const REGISTRATIONS: (u32, i64) = (300, 10 * MINUTE_MS);
/// How often one address learns that a user name or an e-mail address is taken.
const TAKEN: (u32, i64) = (20, 10 * MINUTE_MS);
/// Codes that one address asks for.
const RECOVERIES: (u32, i64) = (60, 10 * MINUTE_MS);

/// Addresses that one account wants to have, before it has to wait.
const NEW_ADDRESSES: (u32, i64) = (20, 60 * MINUTE_MS);

/// The auth service.
#[derive(Debug)]
pub struct AuthService {
    documents: Arc<dyn Documents>,
    clock: Arc<dyn Clock>,
    new_customers: Arc<dyn NewCustomers>,
    passwords: Passwords,
    tokens: Tokens,
    codes: Codes,
    mailing: Arc<Mailing>,
    failures: Limit<(TenantId, String, String)>,
    failures_of_address: Limit<String>,
    registrations: Limit<String>,
    taken: Limit<String>,
    recoveries: Limit<String>,
    new_addresses: Limit<String>,
}

impl AuthService {
    /// `key` signs the access tokens: the one who has it can be anybody.
    pub fn new(
        documents: Arc<dyn Documents>,
        clock: Arc<dyn Clock>,
        key: &[u8; 32],
        new_customers: Arc<dyn NewCustomers>,
        mailing: Arc<Mailing>,
    ) -> Arc<AuthService> {
        Arc::new(AuthService {
            documents,
            clock,
            new_customers,
            passwords: Passwords::new(),
            tokens: Tokens::new(key),
            codes: Codes::new(key),
            mailing,
            failures: Limit::new(FAILURES.0, FAILURES.1),
            failures_of_address: Limit::new(FAILURES_OF_ADDRESS.0, FAILURES_OF_ADDRESS.1),
            registrations: Limit::new(REGISTRATIONS.0, REGISTRATIONS.1),
            taken: Limit::new(TAKEN.0, TAKEN.1),
            recoveries: Limit::new(RECOVERIES.0, RECOVERIES.1),
            new_addresses: Limit::new(NEW_ADDRESSES.0, NEW_ADDRESSES.1),
        })
    }
}

#[async_trait]
impl Auth for AuthService {
    async fn register(&self, caller: &Caller, registration: Registration) -> Result<SignIn, ApiError> {
        self.register_customer(caller, registration).await
    }

    async fn register_on_site(
        &self,
        caller: &Caller,
        registration: Registration,
    ) -> Result<SignIn, ApiError> {
        self.register_on_site(caller, registration).await
    }

    async fn sign_in(&self, caller: &Caller, app: App, credentials: Credentials) -> Result<SignIn, ApiError> {
        self.sign_in_to_app(caller, app, credentials).await
    }

    async fn sign_in_to_api(&self, caller: &Caller, credentials: Credentials) -> Result<ApiSignIn, ApiError> {
        self.sign_in_with_token(caller, credentials).await
    }

    async fn sign_out(&self, tenant: &TenantId, refresh: &str) -> Result<(), ApiError> {
        self.end_session(tenant, refresh).await
    }

    async fn sign_out_everywhere(&self, caller: &Caller) -> Result<(), ApiError> {
        self.end_account(&caller.tenant, &ended::account_of(caller)?)
            .await?;
        match &caller.who {
            Who::Staff { username, .. } => self.end_sessions_of_old_staff(&caller.tenant, username).await,
            Who::Customer { .. } | Who::Visitor | Who::Service { .. } => Ok(()),
        }
    }

    async fn verify(&self, access: &str) -> Result<(Caller, Claims), ApiError> {
        let (caller, claims) = self.tokens.verify(access, self.clock.now())?;
        if let Some(generation) = claims.generation {
            self.check_generation(&caller, generation).await?;
        }
        Ok((caller, claims))
    }

    async fn renew(&self, tenant: &TenantId, app: App, refresh: &str) -> Result<Renewed, ApiError> {
        self.renew_session(tenant, app, refresh).await
    }

    async fn recover_password(&self, caller: &Caller, account: &str) -> Result<AccountRequestId, ApiError> {
        self.ask_for_recovery(caller, account).await
    }

    async fn reset_password(&self, caller: &Caller, reset: PasswordReset) -> Result<SignIn, ApiError> {
        self.reset_with_code(caller, reset).await
    }

    async fn change_password(&self, caller: &Caller, change: PasswordChange) -> Result<SignIn, ApiError> {
        self.change_own_password(caller, change).await
    }

    async fn account(&self, caller: &Caller) -> Result<AccountView, ApiError> {
        self.own_account(caller).await
    }

    async fn change_email(
        &self,
        caller: &Caller,
        id: &CustomerId,
        change: EmailChange,
    ) -> Result<(), ApiError> {
        self.ask_for_email(caller, id, change).await
    }

    async fn confirm_email(&self, caller: &Caller, id: &CustomerId, code: &str) -> Result<(), ApiError> {
        self.confirm_new_email(caller, id, code).await
    }

    async fn erase_customer(&self, caller: &Caller, id: &CustomerId) -> Result<Timestamp, ApiError> {
        self.close_account_of(caller, id).await
    }

    async fn close_account(
        &self,
        caller: &Caller,
        id: &CustomerId,
        password: &str,
    ) -> Result<Timestamp, ApiError> {
        self.close_own_account(caller, id, password).await
    }
}

#[async_trait]
impl Subscriber for AuthService {
    fn name(&self) -> &'static str {
        "auth"
    }

    fn wants(&self, event: &Envelope) -> bool {
        matches!(event.event, Event::AccountMailRequested { .. })
    }

    async fn handle(&self, event: &Envelope) -> Result<(), HandleError> {
        match &event.event {
            Event::AccountMailRequested { request_id } => self
                .mail_request(&event.tenant_id, request_id)
                .await
                .map_err(failure::handle),
            _ => Ok(()),
        }
    }
}

/// Under which name the limits of a caller are kept: the network address, also of people who are signed in, because anybody
/// may have many accounts. Machines have names of their own, and many people behind them.
fn origin(caller: &Caller) -> String {
    match (&caller.who, &caller.address) {
        (Who::Visitor | Who::Customer { .. } | Who::Staff { .. }, Some(address)) => address.clone(),
        (Who::Visitor | Who::Customer { .. } | Who::Staff { .. }, None) | (Who::Service { .. }, _) => {
            caller.label()
        }
    }
}
