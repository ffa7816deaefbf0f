//! Pages of any origin may use the public API and the dialects: both read only the `Authorization` header, which a browser
//! sends for nobody. Cookies are taken off before anything looks at a call, so that no page acts for who is signed in here.
//! `/rpc` has none of this.

use super::tenant;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use axum::middleware::Next;
use axum::response::IntoResponse as _;

const METHODS: HeaderValue = HeaderValue::from_static("GET, POST, PUT, PATCH, DELETE, OPTIONS");
const ASKED: HeaderValue = HeaderValue::from_static(
    "authorization, content-type, idempotency-key, x-idempotency-key, x-request-id, x-tenant-id, if-match, if-none-match",
);
const SHOWN: HeaderValue = HeaderValue::from_static(
    "etag, idempotency-replayed, location, retry-after, x-request-id, deprecation, link",
);
/// For how long a browser need not ask again, in seconds.
const REMEMBERED: HeaderValue = HeaderValue::from_static("7200");
const ANY: HeaderValue = HeaderValue::from_static("*");

/// Answers `OPTIONS`, and lets pages of other origins read every other answer, which is that of one restaurant.
pub(super) async fn open(mut request: Request, next: Next) -> Response<Body> {
    if request.method() == Method::OPTIONS {
        let mut answer = StatusCode::NO_CONTENT.into_response();
        let headers = answer.headers_mut();
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, METHODS);
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, ASKED);
        headers.insert(header::ACCESS_CONTROL_MAX_AGE, REMEMBERED);
        shown(headers);
        return answer;
    }
    request.headers_mut().remove(header::COOKIE);
    let mut answer = next.run(request).await;
    tenant::chosen_by_header(&mut answer);
    shown(answer.headers_mut());
    answer
}

/// An answer that no route makes, for pages of any origin.
pub(super) fn readable(mut answer: Response<Body>) -> Response<Body> {
    shown(answer.headers_mut());
    answer
}

fn shown(headers: &mut HeaderMap) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, ANY);
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, SHOWN);
}
