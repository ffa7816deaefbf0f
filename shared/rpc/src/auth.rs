//! Registering, signing in and out.

use api::ApiError;
#[cfg(feature = "ssr")]
use api::auth::App;
use api::auth::{Credentials, Registration, SignedInCustomer, SignedInStaff};
use leptos::prelude::server;
use leptos::server_fn::codec::Json;

/// Registers a customer and signs them in. Anybody.
#[server(name = RegisterCall, prefix = "/rpc/auth", endpoint = "register", input = Json, client = super::Writing)]
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
#[server(name = SignInCall, prefix = "/rpc/auth", endpoint = "sign-in", input = Json, client = super::Writing)]
pub async fn sign_in(credentials: Credentials) -> Result<SignedInCustomer, ApiError> {
    use super::context::{SessionChange, at_the_door};
    at_the_door(async |exchange, services, caller| {
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
#[server(name = SignOutCall, prefix = "/rpc/auth", endpoint = "sign-out", input = Json, client = super::Writing)]
pub async fn sign_out() -> Result<(), ApiError> {
    use super::context::{SessionChange, at_the_door};
    at_the_door(async |exchange, services, caller| {
        if let Some(refresh) = &exchange.refresh.storefront {
            services.auth.sign_out(&caller.tenant, refresh).await?;
        }
        exchange.change_session(SessionChange::End(App::Storefront));
        Ok(())
    })
    .await
}

/// Signs the customer out on every device. The customer.
#[server(name = SignOutEverywhereCall, prefix = "/rpc/auth", endpoint = "sign-out-everywhere", input = Json, client = super::Writing)]
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
#[server(name = WhoAmICall, prefix = "/rpc/auth", endpoint = "who-am-i", input = Json, client = super::Reading)]
pub async fn who_am_i() -> Result<Option<SignedInCustomer>, ApiError> {
    super::context::anybody(async |_, _, caller| Ok(signed_in_customer(&caller).ok())).await
}

/// Signs somebody of the staff in to the console. Anybody.
#[server(name = StaffSignInCall, prefix = "/rpc/auth", endpoint = "staff-sign-in", input = Json, client = super::Writing)]
pub async fn staff_sign_in(credentials: Credentials) -> Result<SignedInStaff, ApiError> {
    use super::context::{SessionChange, at_the_door};
    at_the_door(async |exchange, services, caller| {
        let signed_in = services.auth.sign_in(&caller, App::Console, credentials).await?;
        exchange.take_seat(&services, &signed_in.tokens).await?;
        exchange.change_session(SessionChange::Start(App::Console, signed_in.tokens));
        signed_in_staff(&services, &signed_in.caller).await
    })
    .await
}

/// Signs out of the console. Anybody: who is not signed in is signed out already.
#[server(name = StaffSignOutCall, prefix = "/rpc/auth", endpoint = "staff-sign-out", input = Json, client = super::Writing)]
pub async fn staff_sign_out() -> Result<(), ApiError> {
    use super::context::{SessionChange, at_the_door};
    at_the_door(async |exchange, services, caller| {
        if let Some(refresh) = &exchange.refresh.console {
            services.auth.sign_out(&caller.tenant, refresh).await?;
        }
        exchange.change_session(SessionChange::End(App::Console));
        Ok(())
    })
    .await
}

/// Who is signed in to the console, if at_the_door. Anybody.
#[server(name = StaffWhoAmICall, prefix = "/rpc/auth", endpoint = "staff-who-am-i", input = Json, client = super::Reading)]
pub async fn staff_who_am_i() -> Result<Option<SignedInStaff>, ApiError> {
    super::context::console(async |services, staff| match staff {
        Some(staff) => signed_in_staff(&services, &staff).await.map(Some),
        None => Ok(None),
    })
    .await
}

#[cfg(feature = "ssr")]
pub(super) fn signed_in_customer(
    caller: &services::caller::Caller,
) -> Result<SignedInCustomer, services::Error> {
    use services::caller::Who;
    match &caller.who {
        Who::Customer { id, username, name } => Ok(SignedInCustomer {
            customer_id: id.clone(),
            username: username.clone(),
            name: name.clone(),
        }),
        _ => Err(services::Error::unauthenticated()),
    }
}

#[cfg(feature = "ssr")]
pub(super) async fn signed_in_staff(
    services: &services::Services,
    caller: &services::caller::Caller,
) -> Result<SignedInStaff, services::Error> {
    use services::caller::Who;
    let tenant = services.catalog.tenant(&caller.tenant).await?;
    match &caller.who {
        Who::Staff {
            id,
            username,
            name,
            role,
            by_pin,
        } => Ok(SignedInStaff {
            id: id.to_string(),
            username: username.clone(),
            name: name.clone(),
            role: *role,
            restaurant: tenant.brand.name.clone(),
            by_pin: *by_pin,
        }),
        _ => Err(services::Error::unauthenticated()),
    }
}
