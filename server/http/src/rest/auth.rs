//! Registration, sign-in and tokens.

pub(crate) mod docs;

use super::super::extract::{Anybody, Body, SignedIn};
use super::customers::AddressBody;
use super::{Answer, answer, ok};
use api::ApiError;
use api::account::{PasswordChange, PasswordReset};
use api::auth::{Credentials, Registration};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::json;
use services::caller::{Caller, Who};
use utoipa::ToSchema;

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(in super::super) struct Register {
    username: String,
    email: String,
    password: String,
    name: Option<String>,
    phone: Option<String>,
    address: Option<AddressBody>,
}

pub(in super::super) async fn register(call: Anybody, Body(body): Body<Register>) -> Answer {
    let registration = Registration {
        username: body.username,
        email: body.email,
        password: body.password,
        name: body.name.unwrap_or_default(),
        phone: body.phone.unwrap_or_default(),
        address: body.address.map(AddressBody::into_address).unwrap_or_default(),
    };
    let signed_in = call
        .http
        .app
        .services
        .auth
        .register(&call.caller, registration)
        .await?;
    let (id, username) = named(&signed_in.caller)?;
    answer(
        StatusCode::CREATED,
        &json!({ "message": "Usuario registrado", "customerId": id, "username": username }),
    )
}

pub(in super::super) async fn login(call: Anybody, Body(credentials): Body<Credentials>) -> Answer {
    let signed_in = call
        .http
        .app
        .services
        .auth
        .sign_in_to_api(&call.caller, credentials)
        .await?;
    let (id, username) = named(&signed_in.caller)?;
    ok(&json!({
        "message": "Ingreso correcto",
        "token": signed_in.access,
        "customerId": id,
        "username": username,
        "tenantId": signed_in.caller.tenant,
        "role": signed_in.caller.role(),
        "expiresAt": signed_in.expires,
    }))
}

pub(in super::super) async fn validate(call: SignedIn) -> Answer {
    let (id, username) = named(&call.caller)?;
    ok(&json!({
        "valid": true,
        "username": username,
        "customerId": id,
        "tenantId": call.caller.tenant,
        "role": call.caller.role(),
    }))
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(in super::super) struct Recovery {
    /// User name or e-mail address.
    account: String,
}

/// The answer is the same whether there is such an account or not.
pub(in super::super) async fn recover_password(call: Anybody, Body(recovery): Body<Recovery>) -> Answer {
    let auth = &call.http.app.services.auth;
    let id = auth.recover_password(&call.caller, &recovery.account).await?;
    answer(
        StatusCode::ACCEPTED,
        &json!({ "message": "Si la cuenta existe, enviamos un código a su correo", "requestId": id }),
    )
}

pub(in super::super) async fn reset_password(call: Anybody, Body(reset): Body<PasswordReset>) -> Answer {
    let auth = &call.http.app.services.auth;
    let signed_in = auth.reset_password(&call.caller, reset).await?;
    let (id, username) = named(&signed_in.caller)?;
    ok(&json!({ "message": "Contraseña cambiada", "customerId": id, "username": username }))
}

pub(in super::super) async fn change_password(call: SignedIn, Body(change): Body<PasswordChange>) -> Answer {
    let auth = &call.http.app.services.auth;
    let signed_in = auth.change_password(&call.caller, change).await?;
    let (id, username) = named(&signed_in.caller)?;
    ok(&json!({ "message": "Contraseña cambiada", "customerId": id, "username": username }))
}

/// The customer's id, for customers, and the user name.
fn named(caller: &Caller) -> Result<(Option<String>, String), ApiError> {
    match &caller.who {
        Who::Visitor => Err(ApiError::unauthenticated()),
        Who::Customer { id, username, .. } => Ok((Some(id.to_string()), username.clone())),
        Who::Staff { username, .. } => Ok((None, username.clone())),
        Who::Service { name, .. } => Ok((None, name.clone())),
    }
}
