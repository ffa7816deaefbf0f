//! What every answer tells the browser not to do.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, header};
use axum::middleware::Next;
use serde::Deserialize;
use std::path::Path;
use std::sync::Arc;

const PERMISSIONS: &str = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
                           magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

/// Which sites may show what is answered.
pub(super) const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// What an answer may say in its own way.
const OWN: [HeaderName; 2] = [header::CONTENT_SECURITY_POLICY, RESOURCE_POLICY];

/// The headers, as they are for this site.
#[derive(Debug)]
pub(super) struct Security {
    headers: HeaderMap,
    inline: Inline,
}

/// The styles that the page of an answer has in itself besides those of the whole site, by their hashes (`sha256-…`): what a handler
/// leaves in the extensions of its answer.
#[derive(Debug, Clone)]
pub(super) struct OwnStyles(pub(super) Vec<String>);

/// `csp.json` of a built site: hashes of the inline code that its pages have.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Inline {
    style_hashes: Vec<String>,
    script_hashes: Vec<String>,
}

impl Security {
    /// Reads what the pages of the site need. A site that is not built needs nothing.
    pub(super) fn read(site: &Path, production: bool) -> Security {
        let inline = std::fs::read(site.join("csp.json")).ok();
        let inline: Inline = inline
            .and_then(|text| serde_json::from_slice(&text).ok())
            .unwrap_or_default();
        let mut headers = HeaderMap::new();
        let fixed = [
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (header::X_FRAME_OPTIONS, "DENY"),
            (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
            (HeaderName::from_static("permissions-policy"), PERMISSIONS),
            (
                HeaderName::from_static("cross-origin-opener-policy"),
                "same-origin",
            ),
            (RESOURCE_POLICY, "same-origin"),
        ];
        headers.extend(fixed.map(|(name, value)| (name, HeaderValue::from_static(value))));
        if let Ok(policy) = HeaderValue::from_str(&policy(&inline, &[])) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        if production {
            let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
            headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
        }
        Security { headers, inline }
    }

    /// The policy of a page with styles of its own.
    fn with_styles(&self, OwnStyles(hashes): &OwnStyles) -> Option<HeaderValue> {
        HeaderValue::from_str(&policy(&self.inline, hashes)).ok()
    }
}

/// Says of answers to somebody who has a token that they are for nobody else, and not for later.
pub(super) async fn unshared(request: Request, next: Next) -> Response<Body> {
    let known = request.headers().contains_key(header::AUTHORIZATION);
    let mut answer = next.run(request).await;
    if known {
        let headers = answer.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    answer
}

pub(super) async fn secure(
    State(security): State<Arc<Security>>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let mut answer = next.run(request).await;
    // A mail of the demo has a policy of its own, and photographs may be shown by other sites.
    let styles = answer.extensions().get::<OwnStyles>();
    let with_styles = styles.and_then(|styles| security.with_styles(styles));
    let headers = answer.headers_mut();
    let own = OWN.map(|name| headers.get(&name).cloned().map(|value| (name, value)));
    headers.extend(security.headers.clone());
    let of_page = with_styles.map(|policy| (header::CONTENT_SECURITY_POLICY, policy));
    for (name, value) in own.into_iter().flatten().chain(of_page) {
        headers.insert(name, value);
    }
    answer
}

fn policy(inline: &Inline, styles: &[String]) -> String {
    let with = |hashes: &[String], own: &[String]| {
        hashes
            .iter()
            .chain(own)
            .filter(|hash| {
                hash.bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"+/=-_".contains(&b))
            })
            .map(|hash| format!(" '{hash}'"))
            .collect::<String>()
    };
    format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{}; style-src 'self'{}; img-src 'self' data:; \
         connect-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'",
        with(&inline.script_hashes, &[]),
        with(&inline.style_hashes, styles)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_styles_are_allowed_by_hash_only() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(
            folder.path().join("csp.json"),
            r#"{"styleHashes":["sha256-abc="],"scriptHashes":[]}"#,
        )
        .unwrap();
        let security = Security::read(folder.path(), true);
        let policy = security.headers[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .unwrap();
        assert!(
            policy.contains("style-src 'self' 'sha256-abc='; ") && !policy.contains("unsafe-inline"),
            "{policy}"
        );
        assert!(security.headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
        let own = security
            .with_styles(&OwnStyles(vec!["sha256-own=".into()]))
            .unwrap();
        let own = own.to_str().unwrap();
        assert!(
            own.contains("style-src 'self' 'sha256-abc=' 'sha256-own='; "),
            "{own}"
        );
        let bare = Security::read(Path::new("/nowhere"), false);
        assert!(!bare.headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
    }
}
