//! Every request has an id, kept from the caller when it sends one, and one line in the log. The line has the route
//! and not the address that was asked for: that may hold ids and what people search for.

use axum::body::Body;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue, Response};
use axum::middleware::Next;
use ports::Clock as _;
use ports::clock::SystemClock;
use ports::clock::unique;
use ports::correlation::correlated;
use std::time::Instant;
use tracing::Instrument as _;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const RPC: &str = "/rpc/{service}/{name}";

pub(super) async fn observe(request: Request, next: Next) -> Response<Body> {
    let begin = Instant::now();
    let id = request
        .headers()
        .get(&REQUEST_ID)
        .filter(|id| usable(id))
        .cloned()
        .unwrap_or_else(new_id);
    let method = request.method().clone();
    let route = match request.extensions().get::<MatchedPath>().map(MatchedPath::as_str) {
        // Which call it is stands in the address, and nothing else does.
        Some(RPC) => request.uri().path().chars().take(80).collect(),
        Some(route) => route.to_owned(),
        None => "static".to_owned(),
    };
    let span = tracing::info_span!("request", id = id.to_str().unwrap_or_default());
    let request_id = id.to_str().unwrap_or_default().to_owned();
    let answering = next.run(request).instrument(span.clone());
    let mut answer = correlated(Some(request_id), answering).await;
    let ms = begin.elapsed().as_secs_f64() * 1_000.0;
    span.in_scope(|| tracing::info!(%method, route, status = answer.status().as_u16(), ms, "answered"));
    answer.headers_mut().insert(REQUEST_ID, id);
    answer
}

/// 1 to 128 plain characters, so that nobody writes lines of their own into the log.
fn usable(id: &HeaderValue) -> bool {
    let plain = |b: &u8| b.is_ascii_alphanumeric() || b"-_.:/+=".contains(b);
    (1..=128).contains(&id.len()) && id.as_bytes().iter().all(plain)
}

fn new_id() -> HeaderValue {
    HeaderValue::from_str(&unique(SystemClock.now())).unwrap_or(HeaderValue::from_static("none"))
}
