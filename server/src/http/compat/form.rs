//! Refusals in the form of each system. What is refused, and why, is the same everywhere.

use axum::Json;
use axum::body::{Body, to_bytes};
use axum::http::{Response, StatusCode, header};
use axum::response::IntoResponse as _;
use serde_json::{Map, Value, json};
use shared::api::Code;

/// A problem is not longer, in bytes.
const MOST: usize = 64 * 1024;

/// How a system writes what it refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `{error, message}`; 400 for anything wrong in a body.
    Error,
    /// `{message, error, errors: [text]}`; 400 for anything wrong in a body.
    Message,
    /// `{detail: text}`; 422 for anything wrong in a body.
    Detail,
    /// 400 `{errors: [{path, message}]}` for anything wrong in a body, `{error: text}` for everything else.
    Fields,
}

impl Form {
    /// The answer, as it is where nothing was refused.
    pub(super) async fn written(self, answer: Response<Body>) -> Response<Body> {
        let kind = answer.headers().get(header::CONTENT_TYPE);
        if kind.is_none_or(|kind| kind != "application/problem+json") {
            return answer;
        }
        let (mut parts, body) = answer.into_parts();
        let text = to_bytes(body, MOST).await.unwrap_or_default();
        let problem: Map<String, Value> = serde_json::from_slice(&text).unwrap_or_default();
        let code = problem.get("code").and_then(Value::as_str).unwrap_or_default();
        // A key that was used for something else is no mistake in the body.
        let reused = code == Code::IdempotencyKeyReused.wire_name();
        let in_body = !reused && matches!(parts.status.as_u16(), 400 | 422);
        let in_body = in_body && code != Code::MissingIdempotencyKey.wire_name();
        if in_body {
            parts.status = match self {
                Form::Detail => StatusCode::UNPROCESSABLE_ENTITY,
                Form::Error | Form::Message | Form::Fields => StatusCode::BAD_REQUEST,
            };
        }
        parts.headers.remove(header::CONTENT_TYPE);
        parts.headers.remove(header::CONTENT_LENGTH);
        let mut written = (parts.status, Json(self.body(&problem, in_body))).into_response();
        for (name, value) in parts.headers {
            if let Some(name) = name {
                written.headers_mut().insert(name, value);
            }
        }
        written
    }

    fn body(self, problem: &Map<String, Value>, in_body: bool) -> Value {
        let text = problem.get("error").cloned().unwrap_or_default();
        let code = problem.get("code").cloned().unwrap_or_default();
        let fields = problem
            .get("errors")
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        let messages: Vec<Value> = match fields.is_empty() {
            true => vec![text.clone()],
            false => fields.iter().map(|field| field["message"].clone()).collect(),
        };
        match self {
            Form::Error => json!({ "error": text, "message": text, "code": code }),
            Form::Message => json!({ "message": text, "error": text, "errors": messages, "code": code }),
            Form::Detail => json!({ "detail": text }),
            Form::Fields if in_body => {
                let named = fields.iter().map(|field| {
                    let place = field["pointer"].as_str().unwrap_or_default();
                    json!({ "path": place.trim_start_matches('/'), "message": field["message"] })
                });
                let all = match fields.is_empty() {
                    true => vec![json!({ "path": "", "message": text })],
                    false => named.collect(),
                };
                json!({ "errors": all, "error": text })
            }
            Form::Fields => json!({ "error": text }),
        }
    }
}
