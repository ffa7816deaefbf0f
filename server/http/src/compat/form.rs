//! Refusals in the form of each system. What is refused, and why, is the same everywhere.

use api::Code;
use axum::Json;
use axum::body::{Body, to_bytes};
use axum::http::{Response, StatusCode, header};
use axum::response::IntoResponse as _;
use serde_json::{Map, Value, json};

/// A problem is not longer, in bytes.
const MAX_PROBLEM_BYTES: usize = 64 * 1024;

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

/// The name of a field as a caller in snake_case wrote it.
fn snake_case(name: &str) -> String {
    name.chars().fold(String::new(), |mut written, letter| {
        if letter.is_ascii_uppercase() {
            written.push('_');
        }
        written.push(letter.to_ascii_lowercase());
        written
    })
}

/// The name that Ambrosia has for a field of ours. An address is one line there.
fn in_portuguese(name: &str) -> &str {
    match name {
        "name" => "nome",
        "phone" => "telefone",
        "document" => "cpf",
        "address" => "endereco",
        "line" => "",
        "category" => "categoria",
        "priceCents" => "valor",
        "description" | "note" => "descricao",
        "stock" => "estoque",
        "customerId" => "id_cliente",
        "items" => "itens",
        "productId" => "produto",
        "qty" => "quantidade",
        other => other,
    }
}

impl Form {
    /// The answer, as it is where nothing was refused.
    pub(super) async fn written(self, answer: Response<Body>) -> Response<Body> {
        let kind = answer.headers().get(header::CONTENT_TYPE);
        if kind.is_none_or(|kind| kind != "application/problem+json") {
            return answer;
        }
        let (mut parts, body) = answer.into_parts();
        let text = to_bytes(body, MAX_PROBLEM_BYTES).await.unwrap_or_default();
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
        let code = problem.get("code").cloned().unwrap_or_default();
        let fields = problem
            .get("errors")
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        let input = problem.get("error").and_then(Value::as_str).unwrap_or_default();
        // Which field it is about is said in the text: most of these systems have no other place for it.
        let messages: Vec<String> = match fields.is_empty() || !in_body {
            true => vec![input.to_owned()],
            false => fields.iter().map(|field| self.about(field)).collect(),
        };
        let text = match self {
            Form::Fields => input.to_owned(),
            Form::Error | Form::Message | Form::Detail => messages.join(" "),
        };
        match self {
            Form::Error => json!({ "error": text, "message": text, "code": code }),
            Form::Message => json!({ "message": text, "error": text, "errors": messages, "code": code }),
            Form::Detail => json!({ "detail": text }),
            Form::Fields if in_body => {
                let named = fields
                    .iter()
                    .map(|field| json!({ "path": self.name(field), "message": field["message"] }));
                let all = match fields.is_empty() {
                    true => vec![json!({ "path": "", "message": text })],
                    false => named.collect(),
                };
                json!({ "errors": all, "error": text })
            }
            Form::Fields => json!({ "error": text }),
        }
    }

    /// The field of a problem as its caller wrote it, such as `itens/0/produto`; empty for the whole body.
    fn name(self, field: &Value) -> String {
        let place = field["pointer"].as_str().unwrap_or_default();
        let place = place.trim_start_matches('/');
        match self {
            Form::Error => place.to_owned(),
            Form::Message | Form::Fields => snake_case(place),
            Form::Detail => {
                let parts = place
                    .split('/')
                    .map(in_portuguese)
                    .filter(|part| !part.is_empty());
                parts.collect::<Vec<_>>().join("/")
            }
        }
    }

    /// A sentence about a field that begins with its name.
    fn about(self, field: &Value) -> String {
        let message = field["message"].as_str().unwrap_or_default();
        match self.name(field).as_str() {
            "" => message.to_owned(),
            name => format!("{name}: {message}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(form: Form, pointers: &[&str]) -> Value {
        let errors = pointers
            .iter()
            .map(|pointer| json!({ "pointer": pointer, "message": "No." }));
        let problem = json!({ "error": "Todo.", "code": "x", "errors": errors.collect::<Vec<_>>() });
        form.body(problem.as_object().unwrap(), true)
    }

    #[test]
    fn a_refusal_names_fields_as_the_client_wrote_them() {
        let pointers = ["/items/0/productId", "/priceCents", "/address/line"];
        assert_eq!(
            written(Form::Detail, &pointers)["detail"],
            "itens/0/produto: No. valor: No. endereco: No."
        );
        let message = written(Form::Message, &pointers);
        assert_eq!(message["errors"][0], "items/0/product_id: No.");
        assert_eq!(message["message"], message["error"]);
        assert_eq!(
            written(Form::Error, &["/customerId", ""])["error"],
            "customerId: No. No."
        );
        let fields = written(Form::Fields, &pointers);
        assert_eq!(
            fields["errors"][1],
            json!({ "path": "price_cents", "message": "No." })
        );
        assert_eq!(fields["error"], "Todo.");
        assert_eq!(written(Form::Detail, &[])["detail"], "Todo.");
    }
}
