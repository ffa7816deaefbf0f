//! Requests of API Gateway (HTTP API, payload 2.0), answered by the router that also serves one process.
//!
//! Behind API Gateway the host of a request is the API's own. When the request comes through the proxy of one of our
//! apps, and says so with an address that is configured as ours (`Origin`, or `X-Forwarded-Host`), then that is its
//! host: the restaurant is named by it, and what the app's own pages send is of the same origin. A browser lets no page
//! of somebody else name an origin of ours.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode, Uri, header};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use tower::ServiceExt as _;

/// API Gateway takes answers of 10 MB, a function's output may have 6 MB.
const MOST_BYTES: usize = 4 * 1024 * 1024;
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// A request as API Gateway hands it over.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct GatewayRequest {
    raw_path: String,
    #[serde(default)]
    raw_query_string: String,
    #[serde(default)]
    cookies: Vec<String>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    request_context: RequestContext,
    body: Option<String>,
    #[serde(default)]
    is_base64_encoded: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct RequestContext {
    http: Http,
    #[serde(default)]
    stage: String,
    #[serde(default)]
    request_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Http {
    method: String,
    #[serde(default)]
    source_ip: String,
}

/// An answer as API Gateway takes it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct GatewayAnswer {
    status_code: u16,
    headers: BTreeMap<String, String>,
    cookies: Vec<String>,
    body: String,
    is_base64_encoded: bool,
}

/// Answers a request. `origins` are the addresses of our apps.
pub(super) async fn answer(router: &Router, origins: &[String], request: GatewayRequest) -> GatewayAnswer {
    let Some(request) = read(origins, request) else {
        return GatewayAnswer::empty(StatusCode::BAD_REQUEST);
    };
    match router.clone().oneshot(request).await {
        Ok(answer) => written(answer).await,
        Err(never) => match never {},
    }
}

/// `None` when it is no request that HTTP knows.
fn read(origins: &[String], request: GatewayRequest) -> Option<Request<Body>> {
    let GatewayRequest {
        raw_path,
        raw_query_string,
        cookies,
        headers,
        request_context: context,
        body,
        is_base64_encoded,
    } = request;
    let path = without_stage(&raw_path, &context.stage);
    let uri = if raw_query_string.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{raw_query_string}")
    };
    let uri: Uri = uri.parse().ok()?;
    let body = body.unwrap_or_default();
    let body = if is_base64_encoded {
        BASE64_STANDARD.decode(body).ok()?
    } else {
        body.into_bytes()
    };
    let mut made = HeaderMap::with_capacity(headers.len() + 2);
    for (name, value) in &headers {
        let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value)) else {
            continue;
        };
        made.append(name, value);
    }
    if !cookies.is_empty() {
        made.insert(header::COOKIE, HeaderValue::from_str(&cookies.join("; ")).ok()?);
    }
    if let Some(host) = host_of_app(origins, &made) {
        made.insert(header::HOST, HeaderValue::from_str(&host).ok()?);
    }
    // Only what API Gateway has seen itself counts.
    made.remove(FORWARDED_FOR);
    let source: Option<IpAddr> = context.http.source_ip.parse().ok();
    if let Some(source) = source {
        made.insert(FORWARDED_FOR, HeaderValue::from_str(&source.to_string()).ok()?);
    }
    if !made.contains_key("x-request-id")
        && let Ok(id) = HeaderValue::from_str(&context.request_id)
    {
        made.insert("x-request-id", id);
    }
    let mut request = Request::builder()
        .method(Method::from_bytes(context.http.method.as_bytes()).ok()?)
        .uri(uri)
        .body(Body::from(body))
        .ok()?;
    *request.headers_mut() = made;
    if let Some(source) = source {
        let peer = ConnectInfo(SocketAddr::new(source, 0));
        request.extensions_mut().insert(peer);
    }
    Some(request)
}

/// The path of a route; a stage other than `$default` stands before it.
fn without_stage<'p>(path: &'p str, stage: &str) -> &'p str {
    let rest = path
        .strip_prefix('/')
        .and_then(|rest| rest.strip_prefix(stage))
        .filter(|_| !stage.is_empty() && stage != "$default");
    match rest {
        Some("") => "/",
        Some(rest) if rest.starts_with('/') => rest,
        _ => path,
    }
}

/// The host of the app of ours through which a request comes.
fn host_of_app(origins: &[String], headers: &HeaderMap) -> Option<String> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let host_of = |origin: &str| origin.split_once("://").map(|(_, host)| host.to_owned());
    let origin = text(header::ORIGIN).map(str::to_lowercase);
    if let Some(origin) = origin {
        // A page of somebody else says so here, whatever else it says.
        return origins
            .iter()
            .find(|own| **own == origin)
            .and_then(|own| host_of(own));
    }
    let forwarded = text(HeaderName::from_static("x-forwarded-host"))?.to_lowercase();
    origins
        .iter()
        .filter_map(|own| host_of(own))
        .find(|host| *host == forwarded)
}

/// An answer in API Gateway's form.
pub(super) async fn written(answer: Response<Body>) -> GatewayAnswer {
    let (parts, body) = answer.into_parts();
    let Ok(bytes) = to_bytes(body, MOST_BYTES).await else {
        tracing::error!("an answer is larger than API Gateway takes");
        return GatewayAnswer::empty(StatusCode::INTERNAL_SERVER_ERROR);
    };
    let mut headers: BTreeMap<String, String> = BTreeMap::new();
    let mut cookies = Vec::new();
    for (name, value) in &parts.headers {
        let Ok(value) = value.to_str() else { continue };
        if name == header::SET_COOKIE {
            cookies.push(value.to_owned());
        } else {
            let known = headers.entry(name.to_string()).or_default();
            if !known.is_empty() {
                known.push_str(", ");
            }
            known.push_str(value);
        }
    }
    let (body, is_base64_encoded) = match String::from_utf8(bytes.to_vec()) {
        Ok(text) => (text, false),
        Err(binary) => (BASE64_STANDARD.encode(binary.as_bytes()), true),
    };
    GatewayAnswer {
        status_code: parts.status.as_u16(),
        headers,
        cookies,
        body,
        is_base64_encoded,
    }
}

impl GatewayAnswer {
    fn empty(status: StatusCode) -> GatewayAnswer {
        GatewayAnswer {
            status_code: status.as_u16(),
            headers: BTreeMap::new(),
            cookies: Vec::new(),
            body: String::new(),
            is_base64_encoded: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::any;
    use serde_json::json;

    fn request(change: serde_json::Value) -> GatewayRequest {
        let mut whole = json!({
            "version": "2.0",
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
        serde_json::from_value(whole).unwrap()
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

    async fn said(origins: &[&str], change: serde_json::Value) -> String {
        let origins: Vec<String> = origins.iter().map(|origin| (*origin).to_owned()).collect();
        let answer = answer(&echo(), &origins, request(change)).await;
        assert_eq!(
            (answer.status_code, answer.cookies),
            (200, vec!["one=1".into(), "two=2".into()])
        );
        answer.body
    }

    #[tokio::test]
    async fn a_request_arrives_as_it_was_sent() {
        assert_eq!(
            said(&[], json!({})).await,
            "POST /api/orders?limit=2&q=%C3%B1 Some(\"a=1; b=2\") \
             Some(\"x1.execute-api.us-east-1.amazonaws.com\") Some(\"192.0.2.7\") {\"n\":1}"
        );
        let context = json!({ "http": { "method": "GET", "sourceIp": "" }, "stage": "dev" });
        let staged = said(
            &[],
            json!({ "rawPath": "/dev/api/orders", "requestContext": context }),
        )
        .await;
        assert!(staged.starts_with("GET /api/orders?"), "{staged}");
        let answer = answer(&echo(), &[], request(json!({ "rawPath": "no path" }))).await;
        assert_eq!(answer.status_code, 400);
    }

    #[tokio::test]
    async fn the_host_is_that_of_our_own_app_only() {
        let own = ["https://pardos.example.pe"];
        for (headers, host) in [
            (
                json!({ "host": "api", "origin": "https://pardos.example.pe" }),
                "pardos.example.pe",
            ),
            (
                json!({ "host": "api", "x-forwarded-host": "Pardos.example.pe" }),
                "pardos.example.pe",
            ),
            (json!({ "host": "api", "origin": "https://evil.example" }), "api"),
            (
                json!({ "host": "api", "x-forwarded-host": "evil.example" }),
                "api",
            ),
            (
                json!({ "host": "api", "origin": "https://evil.example", "x-forwarded-host": "pardos.example.pe" }),
                "api",
            ),
        ] {
            let said = said(&own, json!({ "headers": headers })).await;
            assert!(said.contains(&format!("Some(\"{host}\")")), "{headers}: {said}");
        }
    }

    #[tokio::test]
    async fn bytes_that_are_no_text_leave_as_base64() {
        let router = Router::new().fallback(any(async || Body::from(vec![0xff, 0xfe])));
        let answer = answer(&router, &[], request(json!({}))).await;
        assert!(answer.is_base64_encoded);
        assert_eq!(BASE64_STANDARD.decode(answer.body).unwrap(), [0xff, 0xfe]);
    }
}
