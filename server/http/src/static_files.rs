//! The built apps: pages, and the files they are made of, with the small form of a file where a browser takes it.
//!
//! A page is the restaurant's own where it was made ahead of time; where its address names what is made later, such as an order,
//! the frame of all such pages; and otherwise the shell in which the storefront draws itself.

use super::{Http, tenant};
use api::pages::Page;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, Response, StatusCode, Uri, header};
use axum::response::IntoResponse;
use domain::TenantId;
use std::iter;
use std::path::{Path, PathBuf};
use tower::ServiceExt as _;
use tower_http::services::ServeDir;

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const A_WEEK: HeaderValue = HeaderValue::from_static("public, max-age=604800");
const AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

/// Minimum number of hexadecimal digits of the hashes in the names of files.
const HASH_DIGITS: usize = 8;

/// The folder of the built apps.
#[derive(Debug, Clone)]
pub(super) struct Site {
    folder: PathBuf,
    files: ServeDir,
}

impl Site {
    pub(super) fn new(folder: &Path) -> Site {
        let files = ServeDir::new(folder)
            .append_index_html_on_directories(false)
            .precompressed_br();
        Site {
            folder: folder.to_owned(),
            files,
        }
    }

    async fn has(&self, path: &str) -> bool {
        let file = self.folder.join(path.trim_start_matches('/'));
        tokio::fs::metadata(file).await.is_ok_and(|found| found.is_file())
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
        // Pages are found by their address below, each by those whose it is.
        if path.starts_with("/tenants/") || path.ends_with(".html") || path == "/csp.json" {
            return plain(StatusCode::NOT_FOUND);
        }
        path
    } else if path == "/restaurante" || path.starts_with("/restaurante/") {
        "/restaurante/index.html".to_owned()
    } else {
        match tenant::of_host(&http, request.headers(), request.uri()).await {
            Ok(tenant) => page(&site, &tenant, &path).await,
            Err(error) => {
                let status = StatusCode::from_u16(error.code.status()).unwrap_or(StatusCode::NOT_FOUND);
                return said(status, error.message);
            }
        }
    };
    send(&site, &file, request).await
}

/// The restaurant's own page for an address, the frame of its kind, or the shell.
async fn page(site: &Site, tenant: &TenantId, path: &str) -> String {
    let file = |path: &str| format!("/tenants/{tenant}{}/index.html", path.trim_end_matches('/'));
    let frame = Page::at(path).map(|(page, _)| file(&page.frame()));
    for own in iter::once(file(path)).chain(frame) {
        if site.has(&own).await {
            return own;
        }
    }
    "/200.html".to_owned()
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
            headers.insert(header::VARY, HeaderValue::from_static("accept-encoding, host"));
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
