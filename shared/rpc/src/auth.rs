//! Registering, signing in and out.

use api::ApiError;
#[cfg(feature = "ssr")]
use api::auth::App;
use api::auth::{Credentials, Registration, SignedInCustomer, SignedInStaff};
use leptos::prelude::server;
use leptos::server_fn::codec::Json;

#[cfg(feature = "ssr")]
pub use service::*;

#[cfg(feature = "ssr")]
mod service {
    use super::*;
    use crate::caller::Caller;
    use api::account::{AccountView, EmailChange, PasswordChange, PasswordReset};
    use api::auth::{Claims, SessionTokens};
    use domain::AccountRequestId;
    use domain::{CustomerId, TenantId, Timestamp};

    /// Somebody who has just signed in.
    #[derive(Debug, Clone)]
    pub struct SignIn {
        pub caller: Caller,
        pub tokens: SessionTokens,
    }

    /// A session that was continued with its refresh token.
    #[derive(Debug, Clone)]
    pub struct Renewed {
        pub caller: Caller,
        /// The tokens that take the old ones' place; `None` when another request has just done so.
        pub tokens: Option<SessionTokens>,
    }

    /// Somebody who has just signed in to the public API.
    #[derive(Debug, Clone)]
    pub struct ApiSignIn {
        pub caller: Caller,
        /// A JWT, good for an hour; there is no session behind it.
        pub access: String,
        pub expires: Timestamp,
    }

    #[async_trait::async_trait]
    pub trait Auth: std::fmt::Debug + Send + Sync {
        /// Makes a customer with a user of their own. 409 when the user name or the address is taken.
        async fn register(&self, caller: &Caller, registration: Registration) -> Result<SignIn, ApiError>;

        /// The same for the site, where nobody is to learn who has an account: the answer is the same for an address that
        /// is taken. It counts once its code was used. 409 when the user name is taken.
        async fn register_on_site(
            &self,
            caller: &Caller,
            registration: Registration,
        ) -> Result<SignIn, ApiError>;

        /// One answer for an unknown user and for a wrong password, in the same time.
        async fn sign_in(
            &self,
            caller: &Caller,
            app: App,
            credentials: Credentials,
        ) -> Result<SignIn, ApiError>;

        /// The same for the public API, customers and staff alike.
        async fn sign_in_to_api(
            &self,
            caller: &Caller,
            credentials: Credentials,
        ) -> Result<ApiSignIn, ApiError>;

        /// Ends the session of a refresh token.
        async fn sign_out(&self, tenant: &TenantId, refresh: &str) -> Result<(), ApiError>;

        /// Ends every session and every token of the caller.
        async fn sign_out_everywhere(&self, caller: &Caller) -> Result<(), ApiError>;

        /// Who an access token speaks for. 401 when it is not ours, its time is over, or it was ended: by closing the
        /// account, by another password, or by signing out everywhere.
        async fn verify(&self, access: &str) -> Result<(Caller, Claims), ApiError>;

        /// Continues a session. A refresh token that was used before ends the session of the one who has it.
        async fn renew(&self, tenant: &TenantId, app: App, refresh: &str) -> Result<Renewed, ApiError>;

        /// Has a code sent to the address of a customer's account, by user name or address. The answer is the same, and
        /// takes as long, when there is no such account.
        async fn recover_password(
            &self,
            caller: &Caller,
            account: &str,
        ) -> Result<AccountRequestId, ApiError>;

        /// Gives the account a new password and ends all its sessions and tokens. One refusal for every code that is of no use.
        async fn reset_password(&self, caller: &Caller, reset: PasswordReset) -> Result<SignIn, ApiError>;

        /// Changes the caller's password and ends all sessions and tokens but the new ones. Customers and staff.
        async fn change_password(&self, caller: &Caller, change: PasswordChange) -> Result<SignIn, ApiError>;

        /// The caller's account. Customers.
        async fn account(&self, caller: &Caller) -> Result<AccountView, ApiError>;

        /// Has a code sent to a new address, and warns the old one. The customer. The answer is the same for an address
        /// that is somebody else's.
        async fn change_email(
            &self,
            caller: &Caller,
            id: &CustomerId,
            change: EmailChange,
        ) -> Result<(), ApiError>;

        /// Takes the new address. The customer.
        async fn confirm_email(&self, caller: &Caller, id: &CustomerId, code: &str) -> Result<(), ApiError>;

        /// Closes the account of a customer on the word of the restaurant: signed out and hidden at once, erased after 30
        /// days. Managers and machines; 404 when there is no such customer.
        async fn erase_customer(&self, caller: &Caller, id: &CustomerId) -> Result<Timestamp, ApiError>;

        /// Closes the account: nobody can sign in, and no list shows the customer. The answer says when it is erased. The
        /// customer.
        async fn close_account(
            &self,
            caller: &Caller,
            id: &CustomerId,
            password: &str,
        ) -> Result<Timestamp, ApiError>;
    }
}

/// Registers a customer and signs them in. Anybody.
#[server(name = RegisterCall, prefix = "/rpc/auth", endpoint = "register", input = Json, client = super::PageClient)]
pub async fn register(registration: Registration) -> Result<SignedInCustomer, ApiError> {
    use super::context::{SessionChange, anybody};
    anybody(async |exchange, services, caller| {
        let signed_in = services.auth.register_on_site(&caller, registration).await?;
        exchange.change_session(SessionChange::Start(App::Storefront, signed_in.tokens));
        signed_in_customer(&signed_in.caller)
    })
    .await
}

/// Signs a customer in. Anybody.
#[server(name = SignInCall, prefix = "/rpc/auth", endpoint = "sign-in", input = Json, client = super::PageClient)]
pub async fn sign_in(credentials: Credentials) -> Result<SignedInCustomer, ApiError> {
    use super::context::{SessionChange, anybody};
    anybody(async |exchange, services, caller| {
        let signed_in = services
            .auth
            .sign_in(&caller, App::Storefront, credentials)
            .await?;
        exchange.change_session(SessionChange::Start(App::Storefront, signed_in.tokens));
        signed_in_customer(&signed_in.caller)
    })
    .await
}

/// Signs the customer out. Anybody: who is not signed in is signed out already.
#[server(name = SignOutCall, prefix = "/rpc/auth", endpoint = "sign-out", input = Json, client = super::PageClient)]
pub async fn sign_out() -> Result<(), ApiError> {
    use super::context::{SessionChange, anybody};
    anybody(async |exchange, services, caller| {
        if let Some(refresh) = &exchange.refresh.storefront {
            services.auth.sign_out(&caller.tenant, refresh).await?;
        }
        exchange.change_session(SessionChange::End(App::Storefront));
        Ok(())
    })
    .await
}

/// Signs the customer out on every device. The customer.
#[server(name = SignOutEverywhereCall, prefix = "/rpc/auth", endpoint = "sign-out-everywhere", input = Json, client = super::PageClient)]
pub async fn sign_out_everywhere() -> Result<(), ApiError> {
    use super::context::{SessionChange, anybody};
    anybody(async |exchange, services, caller| {
        caller.customer_id()?;
        services.auth.sign_out_everywhere(&caller).await?;
        exchange.change_session(SessionChange::End(App::Storefront));
        Ok(())
    })
    .await
}

/// Who is signed in to the storefront, if anybody. Anybody.
#[server(name = WhoAmICall, prefix = "/rpc/auth", endpoint = "who-am-i", input = Json, client = super::PageClient)]
pub async fn who_am_i() -> Result<Option<SignedInCustomer>, ApiError> {
    super::context::anybody(async |_, _, caller| Ok(signed_in_customer(&caller).ok())).await
}

/// Signs somebody of the staff in to the console. Anybody.
#[server(name = StaffSignInCall, prefix = "/rpc/auth", endpoint = "staff-sign-in", input = Json, client = super::PageClient)]
pub async fn staff_sign_in(credentials: Credentials) -> Result<SignedInStaff, ApiError> {
    use super::context::{SessionChange, anybody};
    anybody(async |exchange, services, caller| {
        let signed_in = services.auth.sign_in(&caller, App::Console, credentials).await?;
        exchange.change_session(SessionChange::Start(App::Console, signed_in.tokens));
        signed_in_staff(&services, &signed_in.caller).await
    })
    .await
}

/// Signs out of the console. Anybody: who is not signed in is signed out already.
#[server(name = StaffSignOutCall, prefix = "/rpc/auth", endpoint = "staff-sign-out", input = Json, client = super::PageClient)]
pub async fn staff_sign_out() -> Result<(), ApiError> {
    use super::context::{SessionChange, anybody};
    anybody(async |exchange, services, caller| {
        if let Some(refresh) = &exchange.refresh.console {
            services.auth.sign_out(&caller.tenant, refresh).await?;
        }
        exchange.change_session(SessionChange::End(App::Console));
        Ok(())
    })
    .await
}

/// Who is signed in to the console, if anybody. Anybody.
#[server(name = StaffWhoAmICall, prefix = "/rpc/auth", endpoint = "staff-who-am-i", input = Json, client = super::PageClient)]
pub async fn staff_who_am_i() -> Result<Option<SignedInStaff>, ApiError> {
    super::context::anybody(async |exchange, services, _| match &exchange.staff {
        Some(staff) => signed_in_staff(&services, staff).await.map(Some),
        None => Ok(None),
    })
    .await
}

#[cfg(feature = "ssr")]
pub(super) fn signed_in_customer(caller: &super::caller::Caller) -> Result<SignedInCustomer, ApiError> {
    use super::caller::Who;
    match &caller.who {
        Who::Customer { id, username, name } => Ok(SignedInCustomer {
            customer_id: id.clone(),
            username: username.clone(),
            name: name.clone(),
        }),
        _ => Err(ApiError::unauthenticated()),
    }
}

#[cfg(feature = "ssr")]
async fn signed_in_staff(
    services: &super::context::Services,
    caller: &super::caller::Caller,
) -> Result<SignedInStaff, ApiError> {
    use super::caller::Who;
    let tenant = services.catalog.tenant(&caller.tenant).await?;
    match &caller.who {
        Who::Staff {
            id,
            username,
            name,
            role,
        } => Ok(SignedInStaff {
            id: id.to_string(),
            username: username.clone(),
            name: name.clone(),
            role: *role,
            restaurant: tenant.brand.name.clone(),
        }),
        _ => Err(ApiError::unauthenticated()),
    }
}
