//! Errors as answers: RFC 9457 for the public API, the typed error itself for the apps.

use api::{ApiError, Code};
use axum::Json;
use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use serde_json::{Map, Value, json};
use std::any::Any;
use texts::now::errors as texts;

const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");

/// A refused call of the public API.
#[derive(Debug)]
pub(super) struct Problem(pub(super) ApiError);

impl From<ApiError> for Problem {
    fn from(error: ApiError) -> Problem {
        Problem(error)
    }
}

impl From<services::Error> for Problem {
    fn from(error: services::Error) -> Problem {
        Problem(error.into())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response<Body> {
        let error = self.0;
        let status = status(&error);
        let mut body = match &error.detail {
            Some(Value::Object(more)) => more.clone(),
            _ => Map::new(),
        };
        if !error.fields.is_empty() {
            body.insert("errors".into(), json!(error.fields));
        }
        let code = error.code.wire_name();
        for (name, value) in [
            ("type", json!(format!("urn:brasa:problem:{code}"))),
            ("title", json!(status.canonical_reason().unwrap_or("Error"))),
            ("status", json!(status.as_u16())),
            ("detail", json!(error.message)),
            ("code", json!(code)),
            ("error", json!(error.message)),
            ("message", json!(error.message)),
        ] {
            body.insert(name.into(), value);
        }
        let mut answer = (status, Json(body)).into_response();
        answer.headers_mut().insert(header::CONTENT_TYPE, PROBLEM_JSON);
        retry_after(&mut answer, error.retry_after);
        answer
    }
}

/// The error as a server function's answer: the apps read it back as it is. No cache keeps it.
pub(super) fn for_app(error: &ApiError) -> Response<Body> {
    let mut answer = (status(error), Json(error)).into_response();
    answer
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    retry_after(&mut answer, error.retry_after);
    answer
}

pub(super) fn retry_after(answer: &mut Response<Body>, seconds: Option<u32>) {
    if let Some(seconds) = seconds {
        answer
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
}

/// Answers of the framework itself, such as an unreadable path, become problems too.
pub(super) async fn always_problems(answer: Response<Body>) -> Response<Body> {
    let status = answer.status();
    let is_problem = answer.headers().get(header::CONTENT_TYPE) == Some(&PROBLEM_JSON);
    if is_problem || !(status.is_client_error() || status.is_server_error()) {
        return answer;
    }
    let error = match status {
        StatusCode::NOT_FOUND => ApiError::not_found(),
        StatusCode::METHOD_NOT_ALLOWED => method_not_allowed(),
        StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => not_json(),
        status if status.is_server_error() => ApiError::internal(),
        _ => malformed(),
    };
    let allow = answer.headers().get(header::ALLOW).cloned();
    let mut problem = Problem(error).into_response();
    if let Some(allow) = allow {
        problem.headers_mut().insert(header::ALLOW, allow);
    }
    problem
}

/// A defect of ours: said without what it was, which is in the log.
pub(super) fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("unknown");
    tracing::error!(panic = text, "a request ended in a panic");
    Problem(ApiError::internal()).into_response()
}

pub(super) fn malformed() -> ApiError {
    ApiError::new(Code::Malformed, texts::MALFORMED)
}

pub(super) fn too_large() -> ApiError {
    ApiError::new(Code::TooLarge, texts::TOO_LARGE)
}

pub(super) fn not_json() -> ApiError {
    ApiError::new(Code::NotJson, texts::NOT_JSON)
}

pub(super) fn method_not_allowed() -> ApiError {
    ApiError::new(Code::MethodNotAllowed, texts::METHOD_NOT_ALLOWED)
}

fn status(error: &ApiError) -> StatusCode {
    StatusCode::from_u16(error.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
