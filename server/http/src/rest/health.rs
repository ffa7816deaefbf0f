//! Whether the process is up, whether its engines answer, and which version it is.

use super::super::Http;
use super::{Answer, ok};
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use serde_json::json;

/// At the root and below `/api`, for whatever watches the process.
pub(in super::super) fn router() -> Router<Http> {
    Router::new()
        .route("/health", get(health))
        .route("/ready", get(ready))
        .route("/version", get(version))
}

async fn health() -> Answer {
    ok(&json!({ "status": "ok" }))
}

async fn ready(State(http): State<Http>) -> Answer {
    match http.app.bus.ready(&http.app.default_tenant).await {
        Ok(()) => ok(&json!({ "status": "ready" })),
        Err(error) => Err(services::Error::from(error).into()),
    }
}

async fn version() -> Answer {
    ok(&json!({ "name": "brasa", "version": env!("CARGO_PKG_VERSION") }))
}
