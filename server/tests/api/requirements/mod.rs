//! The example requests of the systems that Brasa replaces, with our ids, and the answers that they document.

mod ambrosia;
mod back_office;
mod keys;
mod orchestrator;
mod serverless;

use crate::support::{Answer, TestServer, api_request};
use axum::http::Method;
use serde_json::Value;

pub async fn keyed(server: &TestServer, path: &str, token: &str, key: &str, body: Value) -> Answer {
    let mut request = api_request(Method::POST, path, Some(token), Some(body));
    let name = if path.contains("confirm") {
        "x-idempotency-key"
    } else {
        "idempotency-key"
    };
    request.headers_mut().insert(name, key.parse().unwrap());
    server.ask(request).await
}

/// A product's number, which the dialect of Ambrosia uses.
pub(super) async fn number(server: &TestServer, product: &str) -> u64 {
    let found = server
        .api(Method::GET, &format!("/api/products/{product}"), None, None)
        .await;
    found.expect(200).body["number"].as_u64().unwrap()
}
