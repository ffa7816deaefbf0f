//! What has changed after a cursor, as one short answer: for engines that cannot stream, and for whoever prefers it.

use super::{BATCH, Scope, busy};
use crate::http::State;
use axum::Json;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse as _;
use shared::api::ApiError;
use shared::api::live::{Change, Changes};
use shared::domain::TenantId;

/// Whether a request asks for JSON and for no stream.
pub(super) fn asked_for(headers: &HeaderMap) -> bool {
    let mut kinds = headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|kind| kind.split(';').next().unwrap_or_default().trim());
    let mut json = false;
    let stream = kinds.any(|kind| {
        json |= kind.eq_ignore_ascii_case("application/json");
        kind.eq_ignore_ascii_case("text/event-stream")
    });
    json && !stream
}

/// The changes after `after`, at most 200, and the cursor to go on from. Without `after` there are none, and the cursor
/// is where events end now. A cursor beyond that end is of another database: the answer's cursor is smaller then, and
/// the page asks again for all that it shows.
///
/// 304 when nothing has changed since the answer whose `ETag` the request names.
pub(super) async fn changes(
    http: &State,
    tenant: &TenantId,
    scope: &Scope,
    after: Option<u64>,
    headers: &HeaderMap,
) -> Result<Response<Body>, ApiError> {
    let bus = &http.app.bus;
    let latest = bus.latest(tenant).await.map_err(|_| busy())?;
    let after = after.map_or(latest, |after| after.min(latest));
    let mut found = Changes {
        cursor: after,
        changes: Vec::new(),
    };
    if after < latest {
        let stored = bus.since(tenant, after, BATCH).await.map_err(|_| busy())?;
        // Where the engine counts the events of all restaurants together, those of others lie in between.
        found.cursor = match stored.last() {
            Some(last) if stored.len() >= BATCH => last.cursor,
            _ => latest.max(stored.last().map_or(0, |last| last.cursor)),
        };
        found.changes = stored
            .iter()
            .filter(|published| scope.wants(&published.envelope))
            .map(|published| Change::of(published.cursor, &published.envelope))
            .collect();
    }
    let tag = format!("\"{}\"", found.cursor);
    let known = headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| *known == *tag);
    let mut answer = if known && found.changes.is_empty() {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Json(found).into_response()
    };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        answer.headers_mut().insert(header::ETAG, tag);
    }
    answer.headers_mut().insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("no-cache, private"),
    );
    Ok(answer)
}
