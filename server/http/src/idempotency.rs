//! Calls that come more than once: every POST of the public API with an idempotency key has its effect once, and the
//! same answer each time.

use super::extract::{self, OtherWords};
use super::problem::Problem;
use super::{Http, below_api, max_body};
use api::ApiError;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, Response, StatusCode, header};
use axum::middleware::Next;
use axum::response::IntoResponse as _;
use services::caller::{Caller, Who};
use services::idempotency::{IdempotentRequest, Reply};
use sha2::{Digest as _, Sha256};

/// Says that an answer was given before.
pub(super) const REPLAYED: &str = "idempotency-replayed";

/// An answer that is longer is given and not remembered; none of ours is.
const MAX_REPLY: usize = 256 * 1024;

/// Below it the path tells the secret part of a private link.
const LINKS: &str = "/catering/links/";

/// What remembers its key in its own commit, and what gives out tokens, which are not to be stored.
const BY_THEMSELVES: [&str; 21] = [
    "/orders",
    "/webhooks",
    "/api-keys",
    "/claims",
    "/claims/paper",
    "/catering",
    "/login",
    "/auth/login",
    "/orchestrate-order",
    "/orchestrator/create-and-confirm-order",
    "/dev/orchestrator/create-and-confirm-order",
    "/pedidos/checkout",
    "/compat/etapas/orders",
    "/compat/orchestrator/orders",
    "/compat/orchestrator/orchestrate-order",
    "/compat/pedidos/pedidos/checkout",
    "/compat/backoffice/orders",
    "/compat/backoffice/orchestrator/create-and-confirm-order",
    "/compat/backoffice/dev/orchestrator/create-and-confirm-order",
    "/compat/etapas/login",
    "/compat/etapas/auth/login",
];

/// Whether an answer is a secret, which is not to be stored. A second secret is as good as the first, and nobody is added to the
/// staff twice; an invitation that is made twice is listed twice, and can be withdrawn.
pub(super) fn is_secret(path: &str) -> bool {
    let of_staff = path.strip_prefix("/staff");
    path.ends_with("/rotate-secret")
        || path == "/invitations"
        || of_staff.is_some_and(|rest| rest.is_empty() || rest.ends_with("/password"))
}

pub(super) async fn remember_replies(
    State(http): State<Http>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let words = request.extensions().get::<OtherWords>();
    let path = request.uri().path().trim_end_matches('/');
    let path = format!("{}{path}", words.map_or("", |words| words.base));
    let path = below_api(&path).to_owned();
    if request.method() != Method::POST || is_secret(&path) || BY_THEMSELVES.contains(&path.as_str()) {
        return next.run(request).await;
    }
    let Some(key) = extract::key(request.headers()) else {
        return next.run(request).await;
    };
    let (parts, body) = request.into_parts();
    // Who may not call at all is refused by the endpoint.
    let Ok(caller) = extract::caller(&parts, &http).await else {
        return next.run(Request::from_parts(parts, body)).await;
    };
    let body = match extract::bytes(&parts.headers, body, max_body(&path)).await {
        Ok(body) => body,
        Err(error) => return Problem(error).into_response(),
    };
    match answered(&http, &caller, &path, &key, &body).await {
        Ok((_, Some(reply))) => replayed(reply),
        Ok((call, None)) => {
            let answer = next.run(Request::from_parts(parts, Body::from(body))).await;
            remember(&http, &caller, &call, answer).await
        }
        Err(error) => Problem(error).into_response(),
    }
}

async fn answered(
    http: &Http,
    caller: &Caller,
    path: &str,
    key: &str,
    body: &Bytes,
) -> Result<(IdempotentRequest, Option<Reply>), ApiError> {
    let asked = asked(body);
    // A body may hold a password: what is kept of it says nothing without the key of the deployment.
    let sealed = http.app.cursors.digest(&caller.tenant, &asked);
    // A private link is not written down.
    let operation = match path.starts_with(LINKS) {
        true => hex::encode(Sha256::digest(path)),
        false => path.to_owned(),
    };
    // Keys of people without an account are theirs by what they ask as well, so that nobody blocks a neighbour's.
    let label = match caller.who {
        Who::Visitor => format!("{}:{sealed}", caller.label()),
        _ => caller.label(),
    };
    // Versions before this one kept a digest without a key, and before that of bodies as they were, spaces and `{}` included. Keys
    // of visitors lay elsewhere then, and are not found.
    let call = IdempotentRequest::new(&label, &operation, key, &sealed)?
        .or_before(&asked)?
        .or_before(&String::from_utf8_lossy(body))?;
    let reply = http.app.replies.begin(&caller.tenant, &call).await?;
    Ok((call, reply))
}

/// What a body asks: nothing and an empty object are the same.
fn asked(body: &Bytes) -> String {
    let text = String::from_utf8_lossy(body);
    let empty = text.split_whitespace().collect::<String>() == "{}";
    if empty {
        String::new()
    } else {
        text.trim().to_owned()
    }
}

fn replayed(reply: Reply) -> Response<Body> {
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::OK);
    let json = (header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let mut answer = (status, [json], reply.body).into_response();
    answer
        .headers_mut()
        .insert(REPLAYED, HeaderValue::from_static("true"));
    answer
}

/// What is remembered of an answer: nothing of a refusal, and nothing of one that is too large, which is given all the same.
fn kept(status: StatusCode, body: &Bytes) -> Option<Reply> {
    (status.is_success() && body.len() <= MAX_REPLY).then(|| Reply {
        status: status.as_u16(),
        body: String::from_utf8_lossy(body).into_owned(),
    })
}

/// Remembers what succeeded. What was refused may come again with the same key and other input.
async fn remember(
    http: &Http,
    caller: &Caller,
    call: &IdempotentRequest,
    answer: Response<Body>,
) -> Response<Body> {
    let (parts, body) = answer.into_parts();
    // Ours, and whole in memory already.
    let Ok(bytes) = axum::body::to_bytes(body, usize::MAX).await else {
        return Problem(ApiError::internal()).into_response();
    };
    let replies = &http.app.replies;
    let noted = match kept(parts.status, &bytes) {
        Some(reply) => replies.finish(&caller.tenant, call, reply).await,
        None => replies.forget(&caller.tenant, call).await,
    };
    if noted.is_err() {
        // The call had its effect; that its answer is not remembered shows when it is repeated.
        tracing::warn!("an answer could not be remembered under its idempotency key");
    }
    Response::from_parts(parts, Body::from(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_is_too_large_is_given_and_not_remembered() {
        let body = |size: usize| Bytes::from(vec![b'x'; size]);
        assert!(kept(StatusCode::OK, &body(MAX_REPLY)).is_some());
        assert!(kept(StatusCode::OK, &body(MAX_REPLY + 1)).is_none());
        assert!(kept(StatusCode::CONFLICT, &body(1)).is_none());
    }
}
