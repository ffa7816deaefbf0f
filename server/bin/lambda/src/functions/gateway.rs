//! Requests of API Gateway (HTTP API, payload 2.0), answered by the router that also serves one process.
//!
//! Behind API Gateway the host of a request is the API's own, and the proxy before an app (Amplify's rewrites) hands on no
//! other. A page of ours says in `X-Tenant-Id` which restaurant it is of. When a request changes something, its browser says
//! in `Origin` which page sends it: where that is configured as ours, or registered for a restaurant, it is the request's
//! host, so that what the app's own pages send is of the same origin. A browser lets no page of somebody else name an origin
//! of ours.

use super::{FunctionError, RESERVE, unreadable};
use api::ApiError;
use axum::Router;
use axum::body::{Body, HttpBody as _};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode, Uri, header};
use axum::response::IntoResponse as _;
use lambda_http::aws_lambda_events::apigw::ApiGatewayV2httpRequest;
use lambda_http::request::LambdaRequest;
use lambda_http::{Adapter, Context, LambdaEvent, Service as _};
use serde_json::Value;
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};
use tower::{ServiceExt as _, service_fn};

/// API Gateway takes answers of 10 MB, a function's output may have 6 MB, in which bytes may grow by a third.
const MOST_BYTES: u64 = 4 * 1024 * 1024;
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Answers a request within `time`; when that is not enough, with 503 and Retry-After. `origins` finds the addresses of our
/// apps; a request for which they cannot be found is answered in the same way, for nobody knows whose page sends it.
pub(super) async fn answer(
    router: &Router,
    origins: impl Future<Output = Result<Vec<String>, ApiError>>,
    time: Duration,
    input: Value,
) -> Result<Value, FunctionError> {
    let until = Instant::now() + time.saturating_sub(RESERVE);
    let mut event: ApiGatewayV2httpRequest = serde_json::from_value(input).map_err(unreadable)?;
    let origins = timeout_at(until, origins).await.ok().and_then(Result::ok);
    let source = seen_by_gateway(origins.as_deref().unwrap_or_default(), &mut event);
    let known = origins.is_some();
    let routed = service_fn(|request: lambda_http::Request| {
        let request = read(request, source);
        async move {
            if !known {
                let path = request.uri().path();
                tracing::error!(path, "whose page sends a request could not be found out");
                return Ok::<_, Infallible>(server_http::busy(path));
            }
            Ok(in_time(until, router.clone(), request).await)
        }
    });
    let event = LambdaEvent::new(LambdaRequest::ApiGatewayV2(event), Context::default());
    match Adapter::from(routed).call(event).await {
        Ok(answer) => serde_json::to_value(answer).map_err(unreadable),
        Err(never) => match never {},
    }
}

/// Leaves of the headers what API Gateway itself has seen, and says who asks. The host becomes that of the app of ours
/// through which the request comes.
fn seen_by_gateway(origins: &[String], event: &mut ApiGatewayV2httpRequest) -> Option<IpAddr> {
    let context = &event.request_context;
    let host = host_of_app(origins, &event.headers);
    if let Some(host) = host.and_then(|host| HeaderValue::try_from(host).ok()) {
        event.headers.insert(header::HOST, host);
    }
    let path = event.raw_path.take().unwrap_or_default();
    event.raw_path = Some(format!("/{}", path.trim_start_matches('/')));
    event.headers.remove(FORWARDED_FOR);
    let source: Option<IpAddr> = context.http.source_ip.as_deref().and_then(|ip| ip.parse().ok());
    if let Some(source) = source.and_then(|source| HeaderValue::try_from(source.to_string()).ok()) {
        event.headers.insert(FORWARDED_FOR, source);
    }
    let id = context
        .request_id
        .as_deref()
        .and_then(|id| HeaderValue::from_str(id).ok());
    if let Some(id) = id.filter(|_| !event.headers.contains_key("x-request-id")) {
        event.headers.insert("x-request-id", id);
    }
    source
}

/// A request as the router of one process gets it: of a path, and from a peer.
fn read(request: lambda_http::Request, source: Option<IpAddr>) -> Request<Body> {
    let (mut parts, body) = request.into_parts();
    if let Some(path) = parts.uri.path_and_query().cloned() {
        parts.uri = Uri::from(path);
    }
    if let Some(source) = source {
        let peer = ConnectInfo(SocketAddr::new(source, 0));
        parts.extensions.insert(peer);
    }
    Request::from_parts(parts, Body::new(body))
}

async fn in_time(until: Instant, router: Router, request: Request<Body>) -> Response<Body> {
    let path = request.uri().path().to_owned();
    let asked = timeout_at(until, router.oneshot(request)).await;
    let answer = match asked {
        Ok(Ok(answer)) => answer,
        Ok(Err(never)) => match never {},
        Err(_) => {
            tracing::error!(path, "the function's time was not enough for a request");
            server_http::busy(&path)
        }
    };
    if answer.body().size_hint().lower() > MOST_BYTES {
        tracing::error!(path, "an answer is larger than API Gateway takes");
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    answer
}

/// The page that calls a server function, by what its browser says in `Origin`: the address in lower case, and its host name
/// without a port. In production none without TLS, where anybody on the way could be a page of this name, nor one at a port
/// of its own, where somebody else's program may answer. A call of the public API is everybody's, and says itself for which
/// restaurant it is.
pub(super) fn page(input: &Value, production: bool) -> Option<(String, String)> {
    let path = input.get("rawPath")?.as_str()?;
    path.starts_with("/rpc/").then_some(())?;
    let origin = input.pointer("/headers/origin")?.as_str()?.to_lowercase();
    let (scheme, host) = origin.split_once("://")?;
    let ours = scheme == "https" && !host.contains(':');
    let host = host.split(':').next()?.to_owned();
    (ours || !production).then_some((origin.clone(), host))
}

/// The host of the app of ours whose page sends a request.
fn host_of_app(origins: &[String], headers: &HeaderMap) -> Option<String> {
    let origin = headers.get(header::ORIGIN)?.to_str().ok()?.to_lowercase();
    let own = origins.iter().find(|own| **own == origin)?;
    own.split_once("://").map(|(_, host)| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;
    use axum::routing::any;
    use base64::Engine as _;
    use base64::prelude::BASE64_STANDARD;
    use serde_json::json;

    fn request(change: Value) -> Value {
        let mut whole = json!({
            "version": "2.0",
            "routeKey": "$default",
            "rawPath": "/api/orders",
            "rawQueryString": "limit=2&q=%C3%B1",
            "cookies": ["a=1", "b=2"],
            "headers": { "host": "x1.execute-api.us-east-1.amazonaws.com", "x-forwarded-for": "6.6.6.6, 192.0.2.7" },
            "requestContext": { "http": { "method": "POST", "sourceIp": "192.0.2.7" }, "stage": "$default", "requestId": "r-1" },
            "body": BASE64_STANDARD.encode("{\"n\":1}"),
            "isBase64Encoded": true,
        });
        for (name, value) in change.as_object().unwrap() {
            whole[name] = value.clone();
        }
        whole
    }

    /// Says what it was asked, and sets two cookies.
    fn echo() -> Router {
        Router::new().fallback(any(async |request: Request<Body>| {
            let (parts, body) = request.into_parts();
            let body = to_bytes(body, 1_000).await.unwrap();
            let header = |name: &str| parts.headers.get(name).map(|value| value.to_str().unwrap());
            let said = format!(
                "{} {} {:?} {:?} {:?} {}",
                parts.method,
                parts.uri,
                header("cookie"),
                header("host"),
                header("x-forwarded-for"),
                String::from_utf8_lossy(&body)
            );
            let mut answer = Response::new(Body::from(said));
            for cookie in ["one=1", "two=2"] {
                answer
                    .headers_mut()
                    .append(header::SET_COOKIE, HeaderValue::from_static(cookie));
            }
            answer
        }))
    }

    async fn answered(router: &Router, origins: &[&str], change: Value) -> Value {
        let origins: Vec<String> = origins.iter().map(|origin| (*origin).to_owned()).collect();
        answer(router, async { Ok(origins) }, 2 * RESERVE, request(change))
            .await
            .unwrap()
    }

    async fn said(origins: &[&str], change: Value) -> String {
        let answer = answered(&echo(), origins, change).await;
        assert_eq!(
            (&answer["statusCode"], &answer["cookies"]),
            (&json!(200), &json!(["one=1", "two=2"]))
        );
        answer["body"].as_str().unwrap().to_owned()
    }

    #[tokio::test]
    async fn a_request_arrives_as_it_was_sent() {
        assert_eq!(
            said(&[], json!({})).await,
            "POST /api/orders?limit=2&q=%C3%B1 Some(\"a=1; b=2\") \
             Some(\"x1.execute-api.us-east-1.amazonaws.com\") Some(\"192.0.2.7\") {\"n\":1}"
        );
        // The path comes decoded.
        let decoded = said(&[], json!({ "rawPath": "/api/products/ají de gallina" })).await;
        assert!(
            decoded.starts_with("POST /api/products/aj%C3%AD%20de%20gallina?"),
            "{decoded}"
        );
        let no_path = said(&[], json!({ "rawPath": "no path" })).await;
        assert!(no_path.starts_with("POST /no%20path?"), "{no_path}");
    }

    #[tokio::test]
    async fn the_host_is_that_of_our_own_app_only() {
        let own = ["https://pardos.example.pe"];
        for (headers, host) in [
            (
                json!({ "host": "api", "origin": "https://pardos.example.pe" }),
                "pardos.example.pe",
            ),
            (json!({ "host": "api", "origin": "https://evil.example" }), "api"),
            // Anybody may say this.
            (
                json!({ "host": "api", "x-forwarded-host": "pardos.example.pe" }),
                "api",
            ),
        ] {
            let said = said(&own, json!({ "headers": headers })).await;
            assert!(said.contains(&format!("Some(\"{host}\")")), "{headers}: {said}");
        }
    }

    #[test]
    fn a_page_is_known_by_its_origin() {
        let of = |origin: &str, production| {
            let call = json!({ "rawPath": "/rpc/orders/place", "headers": { "origin": origin } });
            page(&call, production)
        };
        let pair = |origin: &str, host: &str| Some((origin.to_owned(), host.to_owned()));
        assert_eq!(
            of("https://Pedidos.Caleta.pe", true),
            pair("https://pedidos.caleta.pe", "pedidos.caleta.pe")
        );
        assert_eq!(of("http://pedidos.caleta.pe", true), None);
        assert_eq!(of("https://pedidos.caleta.pe:8443", true), None);
        assert_eq!(
            of("http://caleta.pe:3000", false),
            pair("http://caleta.pe:3000", "caleta.pe")
        );
        assert_eq!(of("null", false), None);
        assert_eq!(page(&json!({ "rawPath": "/rpc/x", "headers": {} }), false), None);
        let api = json!({ "rawPath": "/api/orders", "headers": { "origin": "https://pedidos.caleta.pe" } });
        assert_eq!(page(&api, true), None);
    }

    #[tokio::test]
    async fn a_request_is_told_to_come_again_when_nobody_knows_whose_page_sends_it() {
        let input = || request(json!({ "rawPath": "/rpc/orders/place" }));
        let fails = async { Err(ApiError::engine_down()) };
        let failed = answer(&echo(), fails, 2 * RESERVE, input()).await.unwrap();
        let late = std::future::pending();
        let late = answer(&echo(), late, RESERVE, input()).await.unwrap();
        for answer in [failed, late] {
            assert_eq!(answer["statusCode"], 503, "{answer}");
            assert_eq!(answer["headers"]["retry-after"], "2", "{answer}");
        }
    }

    #[tokio::test]
    async fn bytes_that_are_no_text_leave_as_base64() {
        let picture = async || ([(header::CONTENT_TYPE, "image/png")], vec![0xff, 0xfe]);
        let answer = answered(&Router::new().fallback(any(picture)), &[], json!({})).await;
        assert_eq!(answer["isBase64Encoded"], true);
        let body = BASE64_STANDARD.decode(answer["body"].as_str().unwrap()).unwrap();
        assert_eq!(body, [0xff, 0xfe]);
    }

    #[tokio::test]
    async fn what_takes_too_long_or_is_too_large_is_said_so() {
        let never = Router::new().fallback(any(std::future::pending::<StatusCode>));
        for (path, expected) in [
            ("/rpc/stages/queue", "engine_down"),
            ("/api/orders", "application/problem+json"),
        ] {
            let input = request(json!({ "rawPath": path }));
            let none = async { Ok(Vec::new()) };
            let answer = answer(&never, none, RESERVE, input).await.unwrap();
            assert_eq!(
                (&answer["statusCode"], &answer["headers"]["retry-after"]),
                (&json!(503), &json!("2"))
            );
            assert!(answer.to_string().contains(expected), "{answer}");
        }
        let large = Router::new().fallback(any(async || " ".repeat(5 * 1024 * 1024)));
        assert_eq!(answered(&large, &[], json!({})).await["statusCode"], 500);
    }
}
