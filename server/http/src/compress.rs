//! Answers of 1 KB and more are compressed for those who say that they read gzip. Brotli would save little more of such
//! short texts, and a page that is not on TLS does not take it.
//!
//! What compresses a secret together with something that an attacker chooses, and lets the attacker see the length, gives the
//! secret away bit by bit (the attack BREACH). It needs many requests that carry the victim's session and that another site can
//! cause. Here another site causes none that is answered with a secret: sessions are in cookies, which a browser sends for our own
//! pages alone (`SameSite`), and are never in the body of an answer to a page; `/api` and `/compat` read no cookies, and a
//! client that has the token for them has the secret already. To be sure, nothing is compressed that was asked for by a page of another origin,
//! that sets a cookie, or that gives out a token or the secret of a webhook.
//!
//! Files of the site are compressed when it is built, its pages when they are drawn, streams never.

use axum::body::{Body, HttpBody as _, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Response, header};
use axum::middleware::Next;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{self, Write as _};

/// Shorter answers, in bytes, are sent as they are: they fit into one packet.
const LEAST: u64 = 1_024;
/// Longer answers, in bytes, are sent as they are: compressing them would keep others waiting.
const MOST: u64 = 4 * 1_024 * 1_024;
/// Ends of the paths whose answers hold a secret.
const SECRET: [&str; 9] = [
    "/login",
    "/register",
    "/webhooks",
    "/rotate-secret",
    "/sign-in",
    "/staff",
    "/password",
    "/give-password",
    "/hire",
];

/// Compresses an answer where that is worth it and gives nothing away.
pub(super) async fn compress(request: Request, next: Next) -> Response<Body> {
    let may = reads(request.headers(), "gzip") && is_harmless(&request);
    let answer = next.run(request).await;
    match may && is_worth_it(&answer) {
        true => compressed(answer).await,
        false => answer,
    }
}

/// Whether a tag of an answer is the one that a request knows. Compressing makes a strong tag a weak one.
pub(super) fn is_known(known: &HeaderValue, tag: &str) -> bool {
    let known = known.to_str().unwrap_or_default().trim();
    known.strip_prefix("W/").unwrap_or(known) == tag
}

/// Whether answers may be in this coding, such as `gzip`.
pub(super) fn reads(headers: &HeaderMap, wanted: &str) -> bool {
    let accepted = headers.get_all(header::ACCEPT_ENCODING);
    let accepted = accepted.iter().filter_map(|value| value.to_str().ok());
    accepted.flat_map(|value| value.split(',')).any(|one| {
        let (coding, weight) = one.split_once(';').unwrap_or((one, ""));
        let weight = weight.trim().strip_prefix("q=").map(str::parse::<f32>);
        coding.trim().eq_ignore_ascii_case(wanted) && weight != Some(Ok(0.0))
    })
}

fn is_harmless(request: &Request) -> bool {
    let path = request.uri().path().trim_end_matches('/');
    let elsewhere = request.headers().get("sec-fetch-site");
    !SECRET.iter().any(|end| path.ends_with(end))
        && elsewhere.is_none_or(|site| site == "same-origin" || site == "none")
}

fn is_worth_it(answer: &Response<Body>) -> bool {
    let headers = answer.headers();
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    let is_text = kind.contains("json") || (kind.starts_with("text/") && !kind.contains("event-stream"));
    let length = answer.body().size_hint().exact();
    is_text
        && length.is_some_and(|length| (LEAST..=MOST).contains(&length))
        && !headers.contains_key(header::CONTENT_ENCODING)
        && !headers.contains_key(header::SET_COOKIE)
}

async fn compressed(answer: Response<Body>) -> Response<Body> {
    let (mut parts, body) = answer.into_parts();
    // Its length is known, so it is all there.
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return Response::from_parts(parts, Body::empty());
    };
    let Ok(small) = packed(&body) else {
        return Response::from_parts(parts, Body::from(body));
    };
    let headers = &mut parts.headers;
    headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.remove(header::CONTENT_LENGTH);
    let weak = headers.get(header::ETAG).and_then(weaker);
    if let Some(weak) = weak {
        headers.insert(header::ETAG, weak);
    }
    Response::from_parts(parts, Body::from(small))
}

/// The tag of the same content in other bytes; `None` where it is one already.
fn weaker(tag: &HeaderValue) -> Option<HeaderValue> {
    let tag = tag.to_str().ok().filter(|tag| tag.starts_with('"'))?;
    HeaderValue::try_from(["W/", tag].concat()).ok()
}

fn packed(body: &[u8]) -> io::Result<Vec<u8>> {
    let mut writer = GzEncoder::new(Vec::with_capacity(body.len() / 3), Compression::fast());
    writer.write_all(body)?;
    writer.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::body::Bytes;
    use axum::http::StatusCode;
    use axum::middleware::from_fn;
    use axum::routing::{any, get};
    use flate2::read::GzDecoder;
    use std::io::Read as _;
    use tower::ServiceExt as _;

    const JSON: [(header::HeaderName, &str); 2] = [
        (header::CONTENT_TYPE, "application/json"),
        (header::ETAG, "\"7\""),
    ];

    fn carta() -> String {
        "\"Pollo a la brasa\",".repeat(200)
    }

    async fn answered(path: &str, headers: &[(&str, &str)]) -> Response<Body> {
        let cookie = (header::SET_COOKIE, "a=1");
        let stream = [(header::CONTENT_TYPE, "text/event-stream")];
        let router = Router::new()
            .route("/carta", get(async || (JSON, carta())))
            .route("/short", get(async || (JSON, "{}")))
            .route("/cookie", get(async move || ([JSON[0].clone(), cookie], carta())))
            .route("/stream", get(async move || (stream, carta())))
            .route(
                "/picture",
                get(async || ([(header::CONTENT_TYPE, "image/png")], carta())),
            )
            .fallback(any(async || (JSON, carta())))
            .layer(from_fn(compress));
        let mut request = Request::builder().uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        router
            .oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap()
    }

    async fn bytes(answer: Response<Body>) -> Bytes {
        to_bytes(answer.into_body(), 100_000).await.unwrap()
    }

    #[tokio::test]
    async fn who_reads_gzip_gets_it() {
        for accepted in ["gzip, deflate, br, zstd", "br;q=1.0, GZIP;q=0.5"] {
            let answer = answered("/carta", &[("accept-encoding", accepted)]).await;
            assert_eq!(answer.status(), StatusCode::OK);
            assert_eq!(answer.headers()["content-encoding"], "gzip");
            assert_eq!(answer.headers()["vary"], "accept-encoding");
            assert_eq!(answer.headers()["etag"], "W/\"7\"");
            let (small, mut whole) = (bytes(answer).await, String::new());
            assert!(small.len() < 200, "{}", small.len());
            GzDecoder::new(&small[..]).read_to_string(&mut whole).unwrap();
            assert_eq!(whole, carta());
        }
    }

    #[tokio::test]
    async fn everything_else_is_sent_as_it_is() {
        let reads = ("accept-encoding", "br, gzip");
        for (path, headers) in [
            ("/carta", vec![]),
            ("/carta", vec![("accept-encoding", "br, gzip;q=0")]),
            ("/carta", vec![reads, ("sec-fetch-site", "cross-site")]),
            ("/short", vec![reads]),
            ("/cookie", vec![reads]),
            ("/stream", vec![reads]),
            ("/picture", vec![reads]),
            ("/api/login", vec![reads]),
            ("/api/webhooks/w_1/rotate-secret", vec![reads]),
        ] {
            let answer = answered(path, &headers).await;
            assert!(
                !answer.headers().contains_key("content-encoding"),
                "{path} {headers:?}"
            );
        }
        let own = answered("/carta", &[reads, ("sec-fetch-site", "same-origin")]).await;
        assert_eq!(own.headers()["content-encoding"], "gzip");
    }

    #[test]
    fn a_tag_is_known_in_either_form() {
        for known in ["\"7\"", "W/\"7\""] {
            assert!(is_known(&HeaderValue::from_static(known), "\"7\""));
        }
        assert!(!is_known(&HeaderValue::from_static("\"8\""), "\"7\""));
    }
}
