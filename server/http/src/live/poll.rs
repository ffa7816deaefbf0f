//! What has changed after a cursor, as one short answer: for engines that cannot stream, and for those who prefer it.

use super::ticket::{Sockets, Ticket};
use super::{BATCH, busy};
use crate::{State, compress};
use api::ApiError;
use api::live::{Change, Changes};
use axum::Json;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse as _;
use domain::TenantId;
use domain::time::MINUTE_MS;
use ports::{EngineError, EventBus, LiveTopic};
use services::cursor::Cursors;

/// How long a page may listen at one go: a gateway of sockets of AWS lets nobody stay longer.
const LONGEST_MS: i64 = 120 * MINUTE_MS;
/// How long staff may: as long as an access token is good. A socket only says that something has changed; what that is a page
/// reads with its session.
const STAFF_MS: i64 = 10 * MINUTE_MS;

/// Whether a request asks for JSON and for no stream, or for nothing in particular where there are no streams: a proxy may have
/// taken `Accept` off.
pub(super) fn asked_for(headers: &HeaderMap, streams: bool) -> bool {
    let kinds = headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|kind| kind.split(';').next().unwrap_or_default().trim());
    let (mut json, mut stream) = (!streams, false);
    for kind in kinds {
        json |= kind.eq_ignore_ascii_case("application/json");
        stream |= kind.eq_ignore_ascii_case("text/event-stream");
    }
    json && !stream
}

/// The changes after `after`, at most 200, and the cursor to go on from. Without `after` there are none, and the cursor
/// is where events end now. A cursor beyond that end is of another database, as is one that was not hidden here: changes may
/// have been missed then, and the page asks again for all that it shows.
pub async fn changes_since(
    bus: &dyn EventBus,
    cursors: &Cursors,
    tenant: &TenantId,
    scope: &LiveTopic,
    after: Option<&str>,
) -> Result<Changes, EngineError> {
    let latest = bus.latest(tenant).await?;
    let known = after.and_then(|after| cursors.find(tenant, after));
    let known = known.filter(|known| *known <= latest);
    let mut cursor = known.unwrap_or(latest);
    let mut changes = Vec::new();
    if cursor < latest {
        let stored = bus.since(tenant, cursor, BATCH).await?;
        // Where the engine counts the events of all restaurants together, those of others lie in between.
        cursor = match stored.last() {
            Some(last) if stored.len() >= BATCH => last.cursor,
            _ => latest.max(stored.last().map_or(0, |last| last.cursor)),
        };
        let wanted = stored.iter().filter(|published| scope.wants(&published.envelope));
        changes = wanted.map(|published| Change::of(&published.envelope)).collect();
    }
    Ok(Changes {
        cursor: cursors.hide(tenant, cursor),
        missed: after.is_some() && known.is_none(),
        changes,
        socket: None,
    })
}

/// The changes after `after`. 304 when nothing has changed since the answer whose `ETag` the request names.
pub(super) async fn changes(
    http: &State,
    tenant: &TenantId,
    scope: &LiveTopic,
    after: Option<&str>,
    headers: &HeaderMap,
) -> Result<Response<Body>, ApiError> {
    let found = changes_since(&*http.app.bus, &http.app.cursors, tenant, scope, after).await;
    let found = found.map_err(|_| busy())?;
    let tag = format!("\"{}\"", found.cursor);
    let known = headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| compress::is_known(known, &tag));
    let mut answer = if known && found.changes.is_empty() {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Json(found).into_response()
    };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        answer.headers_mut().insert(header::ETAG, tag);
    }
    keep(&mut answer, "no-cache, private");
    Ok(answer)
}

/// The changes after `after`, and where the page can listen from then on: an address for this page alone, for a minute.
pub(super) async fn with_socket(
    http: &State,
    sockets: &Sockets,
    tenant: &TenantId,
    scope: &LiveTopic,
    after: Option<&str>,
) -> Result<Response<Body>, ApiError> {
    let now = http.app.clock.now();
    let mut found = changes_since(&*http.app.bus, &http.app.cursors, tenant, scope, after)
        .await
        .map_err(|_| busy())?;
    let ticket = Ticket {
        tenant: tenant.clone(),
        scope: scope.clone(),
        until: now.plus_ms(match scope {
            // After this the page shows its session once more.
            LiveTopic::Staff => STAFF_MS,
            LiveTopic::Order(_) | LiveTopic::Catering(_) | LiveTopic::Carta => LONGEST_MS,
        }),
    };
    found.socket = sockets.address(&ticket, now);
    let mut answer = Json(found).into_response();
    keep(&mut answer, "no-store");
    Ok(answer)
}

fn keep(answer: &mut Response<Body>, how: &'static str) {
    answer
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static(how));
}
