//! Who somebody is: users, their passwords and their sessions.
//!
//! Owns the table Users. Commits CustomerRegistered, with the customer's record that [`NewCustomers`] makes,
//! CustomerLoggedIn, and AccountMailRequested, to which it reacts itself.

mod accounts;
mod api_keys;
mod change_password;
mod close_account;
mod code_pace;
mod codes;
mod ended;
mod invitations;
mod key_uses;
mod machines;
mod made_password;
mod manage_staff;
mod new_email;
mod passwords;
mod pins;
mod recovery;
mod register;
mod requests;
mod sessions;
mod sign_in;
mod signed_in;
mod staff;
mod staff_accounts;
mod store;
mod tablet_sessions;
mod tablets;
mod tokens;
mod tried;

pub use accounts::AccountRecords;
pub use machines::MachineToken;
pub use made_password::made_password;
pub use signed_in::{ApiSignIn, Renewed, SignIn};
pub use staff::NewStaff;
pub use staff_accounts::StaffAccount;
pub use tablets::{OpenDoor, TabletToken};

use super::limits::Limit;
use super::mailing::Mailing;
use crate::caller::{Caller, Who};
use crate::error::Error;
use api::auth::Claims;
use async_trait::async_trait;
use codes::Codes;
use domain::TenantId;
use domain::event::{Envelope, Event};
use domain::time::MINUTE_MS;
use key_uses::KeyUses;
use passwords::Passwords;
use ports::event_bus::{HandleError, Subscriber};
use ports::{Clock, Documents, NewCustomers};
use std::sync::Arc;
use tokens::Tokens;

/// Failures of one account from one address, before it has to wait.
const FAILURES: (u32, i64) = (10, 15 * MINUTE_MS);
/// Failures from one address whatever the account.
const FAILURES_OF_ADDRESS: (u32, i64) = (60, MINUTE_MS);
/// Right passwords of one account. Each sign-in takes a hash and a session.
const SIGN_INS: (u32, i64) = (60, MINUTE_MS);
/// Sign-ins from one address, whatever the account and the password.
const SIGN_INS_OF_ADDRESS: (u32, i64) = (600, MINUTE_MS);
/// New customers from one address. A neighbourhood may share one: mobile networks put thousands behind it.
const REGISTRATIONS: (u32, i64) = (300, 10 * MINUTE_MS);
/// How often one address learns that a user name or an e-mail address is taken.
const TAKEN: (u32, i64) = (20, 10 * MINUTE_MS);
/// Codes that one address asks for.
const RECOVERIES: (u32, i64) = (60, 10 * MINUTE_MS);

/// Addresses that one account wants to have, before it has to wait.
const NEW_ADDRESSES: (u32, i64) = (20, 60 * MINUTE_MS);

/// Invitations that go by mail, of one restaurant: nobody sends strangers its mail by the hundred.
const MAILED_INVITATIONS: (u32, i64) = (30, 60 * MINUTE_MS);

/// The auth service.
#[derive(Debug)]
pub struct AuthService {
    documents: Arc<dyn Documents>,
    clock: Arc<dyn Clock>,
    new_customers: Arc<dyn NewCustomers>,
    passwords: Passwords,
    tokens: Tokens,
    codes: Codes,
    key_uses: KeyUses,
    mailing: Arc<Mailing>,
    failures: Limit<(TenantId, String, String)>,
    failures_of_address: Limit<String>,
    sign_ins: Limit<(TenantId, String)>,
    sign_ins_of_address: Limit<String>,
    registrations: Limit<String>,
    taken: Limit<String>,
    recoveries: Limit<String>,
    new_addresses: Limit<String>,
    mailed_invitations: Limit<TenantId>,
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
            key_uses: KeyUses::default(),
            mailing,
            failures: Limit::new(FAILURES.0, FAILURES.1),
            failures_of_address: Limit::new(FAILURES_OF_ADDRESS.0, FAILURES_OF_ADDRESS.1),
            sign_ins: Limit::new(SIGN_INS.0, SIGN_INS.1),
            sign_ins_of_address: Limit::new(SIGN_INS_OF_ADDRESS.0, SIGN_INS_OF_ADDRESS.1),
            registrations: Limit::new(REGISTRATIONS.0, REGISTRATIONS.1),
            taken: Limit::new(TAKEN.0, TAKEN.1),
            recoveries: Limit::new(RECOVERIES.0, RECOVERIES.1),
            new_addresses: Limit::new(NEW_ADDRESSES.0, NEW_ADDRESSES.1),
            mailed_invitations: Limit::new(MAILED_INVITATIONS.0, MAILED_INVITATIONS.1),
        })
    }
}

impl AuthService {
    /// Ends every session and every token of the caller.
    pub async fn sign_out_everywhere(&self, caller: &Caller) -> Result<(), Error> {
        self.end_account(&caller.tenant, &ended::account_of(caller)?)
            .await?;
        match &caller.who {
            Who::Staff { username, .. } => self.end_sessions_of_old_staff(&caller.tenant, username).await,
            Who::Customer { .. } | Who::Visitor | Who::Service { .. } => Ok(()),
        }
    }

    /// Who an access token speaks for. 401 when it is not ours, its time is over, or it was ended: by closing the
    /// account, by another password, by signing out, here or everywhere, or, of a machine, by revoking it.
    pub async fn verify(&self, access: &str) -> Result<(Caller, Claims), Error> {
        let (caller, claims) = self.tokens.verify(access, self.clock.now())?;
        match claims.generation {
            Some(generation) => {
                let session = claims.sid.as_deref();
                let token = ended::Token::Access;
                self.check_generation(&caller, generation, session, token).await?;
            }
            None => {
                self.check_machine(&caller.tenant, &claims.sub).await?;
                self.is_used(&caller.tenant, &claims.sub);
            }
        }
        Ok((caller, claims))
    }

    /// Whose bell this is. It is good although no access token of its session is any more. 401 when it is none of ours, its time
    /// is over, or the session was ended, by any of what ends an access token in [`AuthService::verify`].
    pub async fn verify_bell(&self, bell: &str) -> Result<Caller, Error> {
        let (caller, claims) = self.tokens.verify_bell(bell, self.clock.now())?;
        let (Some(generation), Some(session)) = (claims.generation, claims.sid.as_deref()) else {
            return Err(Error::unauthenticated());
        };
        let token = ended::Token::Bell;
        self.check_generation(&caller, generation, Some(session), token)
            .await?;
        Ok(caller)
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
                .map_err(HandleError::from),
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
