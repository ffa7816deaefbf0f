//! What a server function finds around it: who calls, which services there are, and what its answer shall carry. It names
//! every service; what services themselves know of a call is their [`Caller`].

use api::ApiError;
use api::auth::{App, Bell, SessionTokens};
use domain::TenantId;
use domain::staff::Permission;
use services::Services;
use services::auth::TabletToken;
use services::caller::{Caller, Who};
use std::sync::{Arc, Mutex, PoisonError};

/// Who is signed in to an app, if anybody; an error where that could not be found out, which is no matter of the other app.
pub type SignedIn = Result<Option<Caller>, ApiError>;

/// One call of an app: who is behind it in each of the two apps, and what the answer shall carry. A browser may be
/// signed in to both apps at once.
#[derive(Debug, Clone)]
pub struct Exchange {
    pub tenant: TenantId,
    /// The network address the call comes from.
    pub address: String,
    /// Who is signed in to the storefront.
    pub customer: SignedIn,
    /// Who is signed in to the console.
    pub staff: SignedIn,
    /// Whose bell came with the call: they may learn how many orders wait, and nothing else.
    pub bell: SignedIn,
    /// The token of the tablet that calls, where it is one that several people share and says so; whether it is still registered
    /// is another matter.
    pub tablet: Option<String>,
    /// The refresh tokens of both apps, for signing out.
    pub refresh: Refresh,
    reply: Arc<Mutex<Reply>>,
}

/// The refresh tokens that came with the call.
#[derive(Debug, Clone, Default)]
pub struct Refresh {
    pub storefront: Option<String>,
    pub console: Option<String>,
}

/// What the answer carries besides its body.
#[derive(Debug, Clone, Default)]
pub struct Reply {
    pub status: Option<u16>,
    pub retry_after: Option<u32>,
    pub sessions: Vec<SessionChange>,
}

/// A change to the browser's cookies.
#[derive(Debug, Clone)]
pub enum SessionChange {
    Start(App, SessionTokens),
    End(App),
    /// Nobody is signed in to the console any more; its bell stays.
    Lock,
    /// What waits is counted with this.
    Bell(Bell),
    /// The browser is a tablet that several people share, and keeps this.
    Tablet(TabletToken),
}

impl Exchange {
    pub fn new(tenant: TenantId, address: String) -> Exchange {
        Exchange {
            tenant,
            address,
            customer: Ok(None),
            staff: Ok(None),
            bell: Ok(None),
            tablet: None,
            refresh: Refresh::default(),
            reply: Arc::new(Mutex::new(Reply::default())),
        }
    }

    /// The signed-in customer, or a visitor.
    pub fn visitor_or_customer(&self) -> Result<Caller, ApiError> {
        let customer = self.customer.clone()?;
        Ok(customer.map_or_else(|| self.visitor(), |customer| self.called_by(customer)))
    }

    fn visitor(&self) -> Caller {
        self.called_by(Caller {
            tenant: self.tenant.clone(),
            who: Who::Visitor,
            address: None,
        })
    }

    /// One who has to be signed in; 401 for nobody.
    fn somebody(&self, signed_in: &SignedIn) -> Result<Caller, services::Error> {
        let caller = signed_in.clone()?.ok_or_else(services::Error::unauthenticated)?;
        Ok(self.called_by(caller))
    }

    /// Somebody as the caller of this call, at its address.
    fn called_by(&self, caller: Caller) -> Caller {
        Caller {
            address: Some(self.address.clone()),
            ..caller
        }
    }

    /// A session that has just begun is the one of the tablet, where the browser is one that several people share.
    pub(super) async fn take_seat(
        &self,
        services: &Services,
        tokens: &SessionTokens,
    ) -> Result<(), services::Error> {
        match &self.tablet {
            Some(tablet) => {
                services
                    .auth
                    .take_seat(&self.tenant, tablet, &tokens.refresh)
                    .await
            }
            None => Ok(()),
        }
    }

    pub fn change_session(&self, change: SessionChange) {
        self.reply
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .sessions
            .push(change);
    }

    /// Takes what the answer shall carry.
    pub fn take_reply(&self) -> Reply {
        std::mem::take(&mut *self.reply.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn failed(&self, error: &ApiError) {
        let mut reply = self.reply.lock().unwrap_or_else(PoisonError::into_inner);
        reply.status = Some(error.code.status());
        reply.retry_after = error.retry_after;
    }
}

/// The call and the services around the running server function.
pub(super) fn exchange() -> Result<(Exchange, Arc<Services>), ApiError> {
    let exchange = leptos::prelude::use_context::<Exchange>().ok_or_else(ApiError::internal)?;
    let services = leptos::prelude::use_context::<Arc<Services>>().ok_or_else(ApiError::internal)?;
    Ok((exchange, services))
}

/// Runs a call for anybody, signed in or not.
pub(super) async fn anybody<T, F>(
    call: impl FnOnce(Exchange, Arc<Services>, Caller) -> F,
) -> Result<T, ApiError>
where
    F: Future<Output = Result<T, services::Error>>,
{
    let (exchange, services) = exchange()?;
    match exchange.visitor_or_customer() {
        Ok(caller) => answer(&exchange.clone(), call(exchange, services, caller).await),
        Err(error) => answer(&exchange, Err(error.into())),
    }
}

/// Runs a call as a visitor's. Signing in and out must work although the session that the browser had cannot be read.
pub(super) async fn at_the_door<T, F>(
    call: impl FnOnce(Exchange, Arc<Services>, Caller) -> F,
) -> Result<T, ApiError>
where
    F: Future<Output = Result<T, services::Error>>,
{
    let (exchange, services) = exchange()?;
    let visitor = exchange.visitor();
    answer(&exchange.clone(), call(exchange, services, visitor).await)
}

/// Runs a call of the console for anybody, signed in to it or not.
pub(super) async fn console<T, F>(
    call: impl FnOnce(Arc<Services>, Option<Caller>) -> F,
) -> Result<T, ApiError>
where
    F: Future<Output = Result<T, services::Error>>,
{
    let (exchange, services) = exchange()?;
    match exchange.staff.clone() {
        Ok(staff) => answer(&exchange, call(services, staff).await),
        Err(error) => answer(&exchange, Err(error.into())),
    }
}

/// Runs a call for the signed-in customer.
pub(super) async fn customer<T, F>(call: impl FnOnce(Arc<Services>, Caller) -> F) -> Result<T, ApiError>
where
    F: Future<Output = Result<T, services::Error>>,
{
    let (exchange, services) = exchange()?;
    match exchange.somebody(&exchange.customer) {
        Ok(caller) => answer(&exchange, call(services, caller).await),
        Err(error) => answer(&exchange, Err(error)),
    }
}

/// Runs a call for signed-in staff who may do this.
pub(super) async fn staff<T, F>(
    permission: Permission,
    call: impl FnOnce(Arc<Services>, Caller) -> F,
) -> Result<T, ApiError>
where
    F: Future<Output = Result<T, services::Error>>,
{
    let (exchange, services) = exchange()?;
    let caller = exchange.somebody(&exchange.staff);
    match caller.and_then(|caller| caller.require(permission).map(|()| caller)) {
        Ok(caller) => answer(&exchange, call(services, caller).await),
        Err(error) => answer(&exchange, Err(error)),
    }
}

/// Runs a call about the session of somebody of the staff, which may begin another one.
pub(super) async fn own_session<T, F>(
    call: impl FnOnce(Exchange, Arc<Services>, Caller) -> F,
) -> Result<T, ApiError>
where
    F: Future<Output = Result<T, services::Error>>,
{
    let (exchange, services) = exchange()?;
    match exchange.somebody(&exchange.staff) {
        Ok(caller) => answer(&exchange.clone(), call(exchange, services, caller).await),
        Err(error) => answer(&exchange, Err(error)),
    }
}

/// Runs a call for the staff whose bell came with it, signed in or not.
pub(super) async fn bell<T, F>(call: impl FnOnce(Arc<Services>, Caller) -> F) -> Result<T, ApiError>
where
    F: Future<Output = Result<T, services::Error>>,
{
    let (exchange, services) = exchange()?;
    match exchange.somebody(&exchange.bell) {
        Ok(caller) => answer(&exchange, call(services, caller).await),
        Err(error) => answer(&exchange, Err(error)),
    }
}

/// What a call comes to: here the error of a service becomes an answer.
fn answer<T>(exchange: &Exchange, result: Result<T, services::Error>) -> Result<T, ApiError> {
    let answer = result.map_err(ApiError::from);
    if let Err(error) = &answer {
        exchange.failed(error);
    }
    answer
}
