//! The built apps: pages, and the files they are made of, with the small form of a file where a browser takes it.
//!
//! A page is drawn here, of what the restaurant is now; where that cannot be, it is the shell in which the storefront draws itself.

use super::headers::OwnStyles;
use super::{Http, compress, tenant};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, Uri, header};
use axum::response::IntoResponse;
use domain::TenantId;
use services::pages::{Found, Page};
use std::path::Path;
use tower::ServiceExt as _;
use tower_http::services::ServeDir;

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const A_WEEK: HeaderValue = HeaderValue::from_static("public, max-age=604800");
const AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");
const BY_HOST: HeaderValue = HeaderValue::from_static("accept-encoding, host");

/// The page without a drawing.
const SHELL: &str = "/200.html";

/// Minimum number of hexadecimal digits of the hashes in the names of files.
const HASH_DIGITS: usize = 8;

/// The folder of the built apps.
#[derive(Debug, Clone)]
pub(super) struct Site {
    files: ServeDir,
}

impl Site {
    pub(super) fn new(folder: &Path) -> Site {
        Site {
            files: ServeDir::new(folder)
                .append_index_html_on_directories(false)
                .precompressed_br(),
        }
    }
}

pub(super) async fn serve(site: Site, State(http): State<Http>, request: Request) -> Response<Body> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return plain(StatusCode::METHOD_NOT_ALLOWED);
    }
    let Some(path) = clean(request.uri().path()) else {
        return plain(StatusCode::NOT_FOUND);
    };
    let file = if is_file_name(&path) {
        // Pages are found by their address below.
        let file = path.strip_suffix(".br").unwrap_or(&path);
        if file.ends_with(".html") || file == "/csp.json" {
            return plain(StatusCode::NOT_FOUND);
        }
        path
    } else if path == "/restaurante" || path.starts_with("/restaurante/") {
        "/restaurante/index.html".to_owned()
    } else {
        match tenant::of_host(&http, request.headers(), request.uri()).await {
            Ok(tenant) => return page(&site, &http, &tenant, &path, request).await,
            Err(error) => {
                let status = StatusCode::from_u16(error.code.status()).unwrap_or(StatusCode::NOT_FOUND);
                return said(status, error.message);
            }
        }
    };
    send(&site, &file, request).await
}

/// The restaurant's page of an address. Where there is none, and where it cannot be drawn, it is the shell: what is missing, the
/// storefront says there.
async fn page(site: &Site, http: &Http, tenant: &TenantId, path: &str, request: Request) -> Response<Body> {
    let found = match &http.app.pages {
        Some(pages) => pages.page(tenant, path).await,
        None => Found::Undrawn,
    };
    match found {
        Found::Page(page) => shown(&page, request.headers()),
        Found::Undrawn => send(site, SHELL, request).await,
        Found::Nothing => missing(site, request).await,
    }
}

/// The whole shell, whatever the browser has of it, as an answer that there is nothing.
async fn missing(site: &Site, mut request: Request) -> Response<Body> {
    for condition in [
        header::IF_MODIFIED_SINCE,
        header::IF_NONE_MATCH,
        header::IF_RANGE,
        header::RANGE,
    ] {
        request.headers_mut().remove(condition);
    }
    let mut answer = send(site, SHELL, request).await;
    answer.headers_mut().remove(header::LAST_MODIFIED);
    answer.headers_mut().remove(header::ACCEPT_RANGES);
    if answer.status().is_success() {
        *answer.status_mut() = StatusCode::NOT_FOUND;
    }
    answer
}

/// A page as it was drawn, unless the browser has it already.
fn shown(page: &Page, asked: &HeaderMap) -> Response<Body> {
    let tag = format!("\"{}\"", page.tag);
    let has_it = asked
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| compress::is_known(known, &tag));
    let (body, encoding) = match has_it {
        true => (Body::empty(), None),
        false if compress::reads(asked, "br") => (Body::from(page.brotli.clone()), Some("br")),
        false if compress::reads(asked, "gzip") => (Body::from(page.gzip.clone()), Some("gzip")),
        false => (Body::from(page.html.clone()), None),
    };
    let mut answer = Response::new(body);
    if has_it {
        *answer.status_mut() = StatusCode::NOT_MODIFIED;
    }
    answer
        .extensions_mut()
        .insert(OwnStyles(page.style_hashes.clone()));
    let headers = answer.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    headers.insert(header::CACHE_CONTROL, ASK_AGAIN);
    headers.insert(header::VARY, BY_HOST);
    let encoding = encoding.map(HeaderValue::from_static);
    headers.extend(encoding.map(|encoding| (header::CONTENT_ENCODING, encoding)));
    // Weak: the same page is sent in two forms.
    headers.extend(HeaderValue::try_from(["W/", &tag].concat()).map(|tag| (header::ETAG, tag)));
    answer
}

async fn send(site: &Site, file: &str, request: Request) -> Response<Body> {
    let (mut parts, _) = request.into_parts();
    let Ok(uri) = Uri::try_from(file) else {
        return plain(StatusCode::NOT_FOUND);
    };
    parts.uri = uri;
    let mut answer = match site
        .files
        .clone()
        .oneshot(Request::from_parts(parts, Body::empty()))
        .await
    {
        Ok(answer) => answer.map(Body::new),
        Err(never) => match never {},
    };
    match answer.status() {
        StatusCode::OK | StatusCode::PARTIAL_CONTENT | StatusCode::NOT_MODIFIED => {
            let headers = answer.headers_mut();
            headers.insert(header::CACHE_CONTROL, kept(file));
            headers.insert(header::VARY, BY_HOST);
            answer
        }
        StatusCode::NOT_FOUND => plain(StatusCode::NOT_FOUND),
        _ => answer,
    }
}

/// How long a browser may keep a file without asking.
fn kept(file: &str) -> HeaderValue {
    if !file.starts_with("/assets/") {
        return ASK_AGAIN;
    }
    let name = file.rsplit('/').next().unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    let hash = stem.rsplit_once('-').map_or("", |(_, hash)| hash);
    if hash.len() >= HASH_DIGITS && hash.bytes().all(|b| b.is_ascii_hexdigit()) {
        FOR_EVER
    } else if file.starts_with("/assets/fonts/") {
        A_WEEK
    } else {
        AN_HOUR
    }
}

/// The address, if it is one that our files and pages can have: plain segments, none of them hidden or `..`.
fn clean(path: &str) -> Option<String> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.~".contains(&b);
    let fits = path.len() <= 300
        && path.starts_with('/')
        && path
            .split('/')
            .all(|segment| !segment.starts_with('.') && segment.bytes().all(plain));
    fits.then(|| path.to_owned())
}

/// Whether an address asks for a file rather than for a page.
fn is_file_name(path: &str) -> bool {
    path.starts_with("/assets/") || path.rsplit('/').next().is_some_and(|name| name.contains('.'))
}

fn plain(status: StatusCode) -> Response<Body> {
    said(status, status.canonical_reason().unwrap_or_default().to_owned())
}

/// A sentence in place of a page.
fn said(status: StatusCode, sentence: String) -> Response<Body> {
    let mut answer = (status, sentence).into_response();
    answer.headers_mut().insert(header::CACHE_CONTROL, ASK_AGAIN);
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hashed_files_are_kept_for_ever() {
        assert_eq!(kept("/assets/client-0123456789.js"), FOR_EVER);
        assert_eq!(kept("/assets/client-checkout-page-0123456789.wasm"), FOR_EVER);
        assert_eq!(kept("/assets/fonts/inter-latin.woff2"), A_WEEK);
        assert_eq!(kept("/assets/icons.svg"), AN_HOUR);
        assert_eq!(kept("/200.html"), ASK_AGAIN);
        assert_eq!(kept("/sw.js"), ASK_AGAIN);
    }

    #[test]
    fn nobody_climbs_out_of_the_folder() {
        for wrong in ["/../data/key", "/a/%2e%2e/b", "/.git/config", "/a\\b", "a", "/á"] {
            assert_eq!(clean(wrong), None, "{wrong}");
        }
        assert_eq!(clean("/pedido/o_1").as_deref(), Some("/pedido/o_1"));
    }

    #[test]
    fn files_and_pages_are_told_apart() {
        assert!(is_file_name("/assets/x") && is_file_name("/sw.js") && is_file_name("/manifest.webmanifest"));
        assert!(!is_file_name("/carta") && !is_file_name("/") && !is_file_name("/pedido/o_1"));
    }
}
