//! The apps' calls: finds the server function of the address, says who calls, runs it, and gives its answer the status
//! and the cookies that belong to it.

use super::{Http, MAX_MENU, composed, compress, extract, max_body, problem, sessions, tenant};
use api::faults::{FAULT_PATH, MAX_FAULT_BYTES};
use api::{ApiError, Code};
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, Response, StatusCode, header, request};
use axum::response::IntoResponse as _;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::CustomerId;
use leptos::prelude::provide_context;
use rpc::context::Exchange;
use rpc::{CALLER_HEADER, TIME_HEADER};
use server_fn::axum::{get_server_fn_service, server_fn_paths};
use services::caller::Who;
use sha2::{Digest as _, Sha256};

/// The call that counts as an order.
const PLACE: &str = "/rpc/orders/place";

/// The ends of paths that somebody calls to learn who is signed in, or to be.
const ANYBODY: [&str; 2] = ["who-am-i", "sign-in"];

pub(super) async fn call(State(http): State<Http>, request: Request) -> Response<Body> {
    let mut answer = answered(&http, request).await;
    tenant::chosen_by_header(&mut answer);
    let now = http.app.clock.now().0;
    answer.headers_mut().insert(TIME_HEADER, HeaderValue::from(now));
    answer
}

async fn answered(http: &Http, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    if let Err(error) = permitted(&parts) {
        return problem::for_app(&error);
    }
    let (exchange, body) = match most(&parts) > MAX_MENU {
        // A body this large is read only from staff who are signed in.
        true => match of_staff(http, &parts, body).await {
            Ok(known) => known,
            Err(answer) => return answer,
        },
        false => match read(&parts, body).await {
            Ok(body) => match sessions::open(http, &parts).await {
                Ok(exchange) => (exchange, body),
                Err(error) => return problem::for_app(&error),
            },
            Err(error) => return problem::for_app(&error),
        },
    };
    if let Some(known) = known_caller(&parts) {
        let there = signed_in(&exchange, known);
        if let Some(other) = there.filter(|there| there != known) {
            let mut answer = refused(&other);
            keep_session(http, &exchange, &mut answer);
            return answer;
        }
    }
    let limited = match &exchange.customer {
        Ok(Some(customer)) if parts.uri.path() == PLACE => http.may_order(customer),
        _ => Ok(()),
    };
    let etag = (parts.method == Method::GET).then(|| parts.headers.get(header::IF_NONE_MATCH).cloned());
    let mut answer = match limited {
        Ok(()) => run(http, &exchange, parts, body).await,
        Err(error) => problem::for_app(&error),
    };

    let reply = exchange.take_reply();
    if let Some(status) = reply.status.and_then(|status| StatusCode::from_u16(status).ok()) {
        *answer.status_mut() = status;
    } else if answer.headers().contains_key("serverfnerror") {
        // The function itself was not reached: its arguments could not be read.
        answer = problem::for_app(&problem::malformed());
    }
    problem::retry_after(&mut answer, reply.retry_after);
    sessions::set_cookies(
        answer.headers_mut(),
        &reply.sessions,
        http.app.production,
        http.app.clock.now(),
    );
    match etag {
        Some(known) if answer.status() == StatusCode::OK => tagged(answer, known).await,
        _ => {
            answer
                .headers_mut()
                .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            answer
        }
    }
}

/// Who the page believes to be signed in. What asks that, or changes it, is answered for anybody.
fn known_caller(parts: &request::Parts) -> Option<&str> {
    let path = parts.uri.path();
    if ANYBODY.iter().any(|end| path.ends_with(end)) {
        return None;
    }
    parts.headers.get(CALLER_HEADER)?.to_str().ok()
}

/// The id of who is signed in to the app of which `known` is somebody; `None` where nobody is.
fn signed_in(exchange: &Exchange, known: &str) -> Option<String> {
    let caller = match known.starts_with(CustomerId::PREFIX) {
        true => &exchange.customer,
        false => &exchange.staff,
    };
    match &caller.as_ref().ok()?.as_ref()?.who {
        Who::Customer { id, .. } => Some(id.to_string()),
        Who::Staff { id, .. } => Some(id.to_string()),
        Who::Visitor | Who::Service { .. } => None,
    }
}

/// The answer to a call of a page that shows somebody else than who is signed in.
fn refused(other: &str) -> Response<Body> {
    let mut answer = problem::for_app(&ApiError::other_caller());
    if let Ok(other) = HeaderValue::from_str(other) {
        answer.headers_mut().insert(CALLER_HEADER, other);
    }
    answer
}

/// What is refused before anybody asks who calls.
fn permitted(parts: &request::Parts) -> Result<(), ApiError> {
    let path = parts.uri.path();
    if get_server_fn_service(path, parts.method.clone()).is_none() {
        let known = server_fn_paths().any(|(known, _)| known == path);
        return Err(if known {
            problem::method_not_allowed()
        } else {
            ApiError::not_found()
        });
    }
    if parts.method != Method::GET {
        if !sessions::same_origin(&parts.headers) {
            return Err(ApiError::forbidden());
        }
        if !extract::is_json(&parts.headers) {
            return Err(problem::not_json());
        }
    }
    Ok(())
}

/// Maximum length of the body, in bytes.
fn most(parts: &request::Parts) -> usize {
    match parts.uri.path() {
        FAULT_PATH => MAX_FAULT_BYTES,
        path => max_body(path),
    }
}

async fn read(parts: &request::Parts, body: Body) -> Result<Bytes, ApiError> {
    let body = extract::bytes(&parts.headers, body, most(parts)).await?;
    Ok(composed::composed(body))
}

/// A call of somebody of the staff, whose body is read after it is known who calls; or the answer to anybody else.
async fn of_staff(
    http: &Http,
    parts: &request::Parts,
    body: Body,
) -> Result<(Exchange, Bytes), Response<Body>> {
    let exchange = sessions::open(http, parts).await;
    let exchange = exchange.map_err(|error| problem::for_app(&error))?;
    let body = match &exchange.staff {
        Ok(Some(_)) => read(parts, body).await,
        Ok(None) => Err(ApiError::unauthenticated()),
        Err(error) => Err(error.clone()),
    };
    match body {
        Ok(body) => Ok((exchange, body)),
        Err(error) => {
            let mut answer = problem::for_app(&error);
            keep_session(http, &exchange, &mut answer);
            Err(answer)
        }
    }
}

/// Gives the cookies of a session that was continued on the way in, which would otherwise be continued again with every refusal.
fn keep_session(http: &Http, exchange: &Exchange, answer: &mut Response<Body>) {
    let sessions = exchange.take_reply().sessions;
    let (production, now) = (http.app.production, http.app.clock.now());
    sessions::set_cookies(answer.headers_mut(), &sessions, production, now);
}

async fn run(http: &Http, exchange: &Exchange, mut parts: request::Parts, body: Bytes) -> Response<Body> {
    // A function that believes a form to be posted would send the browser back to where it came from.
    parts
        .headers
        .insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let services = http.app.services.clone();
    let exchange = exchange.clone();
    let context = move || {
        provide_context(exchange.clone());
        provide_context(services.clone());
    };
    let request = Request::from_parts(parts, Body::from(body));
    leptos_axum::handle_server_fns_with_context(context, request)
        .await
        .into_response()
}

/// An answer that a browser may keep and ask about again: unchanged, it is not sent twice.
async fn tagged(answer: Response<Body>, known: Option<HeaderValue>) -> Response<Body> {
    let (mut parts, body) = answer.into_parts();
    let Ok(body) = axum::body::to_bytes(body, usize::MAX).await else {
        return problem::for_app(&ApiError::new(Code::Internal, texts::now::errors::INTERNAL));
    };
    let hash = Sha256::digest(&body);
    let tag = format!(
        "\"{}\"",
        URL_SAFE_NO_PAD.encode(hash.get(..16).unwrap_or_default())
    );
    parts.headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
    let same = known.is_some_and(|known| compress::is_known(&known, &tag));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        parts.headers.insert(header::ETAG, tag);
    }
    if same {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_TYPE);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(body))
}
