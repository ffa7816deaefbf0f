//! Who somebody is: users, their passwords and their sessions.
//!
//! Owns the table Users. Commits CustomerRegistered, with the customer's record that [`NewCustomers`] makes, and
//! CustomerLoggedIn. Hears nothing.

mod accounts;
mod passwords;
mod register;
mod sessions;
mod sign_in;
mod staff;
mod store;
mod tokens;

pub use accounts::AccountRecords;
pub use staff::{NewStaff, service_token};

use super::limits::Limit;
use crate::ports::{Clock, Documents, NewCustomers};
use async_trait::async_trait;
use passwords::Passwords;
use shared::api::ApiError;
use shared::api::auth::{ApiSignIn, App, Auth, Claims, Credentials, Registration, Renewed, SignIn};
use shared::api::context::{Caller, Who};
use shared::domain::TenantId;
use shared::domain::time::MINUTE_MS;
use std::sync::Arc;
use tokens::Tokens;

/// Failures of one account from one address, before it has to wait.
const FAILURES: (u32, i64) = (10, 15 * MINUTE_MS);
/// Failures from one address whatever the account.
const FAILURES_OF_ADDRESS: (u32, i64) = (60, MINUTE_MS);
/// New customers from one address. A neighbourhood may share one: mobile networks put thousands behind it.
const REGISTRATIONS: (u32, i64) = (300, 10 * MINUTE_MS);

/// The auth service.
#[derive(Debug)]
pub struct AuthService {
    documents: Arc<dyn Documents>,
    clock: Arc<dyn Clock>,
    new_customers: Arc<dyn NewCustomers>,
    passwords: Passwords,
    tokens: Tokens,
    failures: Limit<(TenantId, String, String)>,
    failures_of_address: Limit<String>,
    registrations: Limit<String>,
}

impl AuthService {
    /// `key` signs the access tokens: whoever has it can be anybody.
    pub fn new(
        documents: Arc<dyn Documents>,
        clock: Arc<dyn Clock>,
        key: &[u8; 32],
        new_customers: Arc<dyn NewCustomers>,
    ) -> Arc<AuthService> {
        Arc::new(AuthService {
            documents,
            clock,
            new_customers,
            passwords: Passwords::new(),
            tokens: Tokens::new(key),
            failures: Limit::new(FAILURES.0, FAILURES.1),
            failures_of_address: Limit::new(FAILURES_OF_ADDRESS.0, FAILURES_OF_ADDRESS.1),
            registrations: Limit::new(REGISTRATIONS.0, REGISTRATIONS.1),
        })
    }
}

#[async_trait]
impl Auth for AuthService {
    async fn register(&self, caller: &Caller, registration: Registration) -> Result<SignIn, ApiError> {
        self.register_customer(caller, registration).await
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
        match &caller.who {
            Who::Customer { username, .. } | Who::Staff { username, .. } => {
                self.end_sessions(&caller.tenant, username).await
            }
            Who::Visitor { .. } => Err(ApiError::unauthenticated()),
            Who::Service { .. } => Err(ApiError::forbidden()),
        }
    }

    fn verify(&self, access: &str) -> Result<(Caller, Claims), ApiError> {
        self.tokens.verify(access, self.clock.now())
    }

    async fn renew(&self, tenant: &TenantId, app: App, refresh: &str) -> Result<Renewed, ApiError> {
        self.renew_session(tenant, app, refresh).await
    }
}

/// Under which name the limits of whoever calls are kept.
fn origin(caller: &Caller) -> String {
    match &caller.who {
        Who::Visitor { address } => address.clone(),
        _ => caller.label(),
    }
}
