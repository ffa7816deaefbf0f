//! Keys of this API.

pub(crate) mod docs;

use super::super::extract::{Body, SignedIn};
use super::super::idempotency::REPLAYED;
use super::{Answer, answer, ok};
use api::api_keys::NewApiKey;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode};
use axum::response::IntoResponse as _;

pub(super) async fn list(call: SignedIn) -> Answer {
    ok(&call.http.app.services.auth.api_keys(&call.caller).await?)
}

pub(super) async fn make(call: SignedIn, Body(new): Body<NewApiKey>) -> Answer {
    let auth = &call.http.app.services.auth;
    let (made, replayed) = auth.make_api_key(&call.caller, call.key.as_deref(), &new).await?;
    let mut answer = answer(StatusCode::CREATED, &made)?;
    if replayed {
        let said = HeaderValue::from_static("true");
        answer.headers_mut().insert(REPLAYED, said);
    }
    Ok(answer)
}

pub(super) async fn revoke(call: SignedIn, Path(id): Path<String>) -> Answer {
    let auth = &call.http.app.services.auth;
    auth.revoke_api_key(&call.caller, &id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
