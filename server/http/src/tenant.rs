//! Which restaurant a request is for.

use super::State;
use super::problem::{self, Problem};
use api::ApiError;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Request, Response, Uri, header};
use axum::middleware::Next;
use axum::response::IntoResponse as _;
use domain::TenantId;
use rpc::TENANT_HEADER;
use std::net::{IpAddr, Ipv6Addr};

/// The restaurant of a call: the one that its host leads to, otherwise the one that `X-Tenant-Id` names, otherwise the
/// default one, which production has not. Host and header must agree (403). 400 for two headers; 404 where nothing leads to
/// a restaurant or what does leads to none; 404 and 503 where the restaurant may not be reached.
pub(super) async fn of_call(http: &State, headers: &HeaderMap, uri: &Uri) -> Result<TenantId, ApiError> {
    let named = named_by_header(headers)?;
    match (named, by_host(http, headers, uri).await?) {
        (Some(named), Some(host)) if named != host.as_str() => Err(ApiError::forbidden()),
        (_, Some(host)) => Ok(host),
        (Some(named), None) => {
            let tenant = TenantId::parse(named).map_err(|_| ApiError::not_found())?;
            http.app.tenants.serve(&tenant).await?;
            Ok(tenant)
        }
        (None, None) => default(http).await,
    }
}

/// The restaurant of a page, which is asked for without headers of ours: the one that the host leads to, or the default one,
/// which production has not. Errors as of [`of_call`].
pub(super) async fn of_host(http: &State, headers: &HeaderMap, uri: &Uri) -> Result<TenantId, ApiError> {
    match by_host(http, headers, uri).await? {
        Some(tenant) => Ok(tenant),
        None => default(http).await,
    }
}

/// Refuses the bearer of a restaurant's token at what names another one: its host (404 and 503 where it leads to one that may
/// not be reached) or its header (400 for two).
pub(super) async fn agrees(
    http: &State,
    headers: &HeaderMap,
    uri: &Uri,
    own: &TenantId,
) -> Result<(), ApiError> {
    if named_by_header(headers)?.is_some_and(|named| named != own.as_str()) {
        return Err(ApiError::forbidden());
    }
    match by_host(http, headers, uri).await? {
        Some(host) if host != *own => Err(ApiError::forbidden()),
        _ => Ok(()),
    }
}

async fn default(http: &State) -> Result<TenantId, ApiError> {
    if http.app.production {
        return Err(ApiError::not_found());
    }
    http.app.tenants.serve(&http.app.default_tenant).await?;
    Ok(http.app.default_tenant.clone())
}

fn named_by_header(headers: &HeaderMap) -> Result<Option<&str>, ApiError> {
    let mut all = headers.get_all(TENANT_HEADER).iter();
    match (all.next(), all.next()) {
        (_, Some(_)) => Err(problem::malformed()),
        (named, None) => Ok(named.map(|named| named.to_str().unwrap_or_default())),
    }
}

/// The restaurant that the host name is registered for, or names: `caleta.localhost`, or the first label where there is such
/// a restaurant. 404 when `.localhost` names none that exists; 404 and 503 where the restaurant may not be reached.
async fn by_host(http: &State, headers: &HeaderMap, uri: &Uri) -> Result<Option<TenantId>, ApiError> {
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok());
    let host = host.or_else(|| uri.host()).unwrap_or_default().to_lowercase();
    let tenants = &http.app.tenants;
    if let Some(tenant) = tenants.of_host(name_of(&host)).await? {
        return Ok(Some(tenant));
    }
    match named(&host) {
        Named::Surely(label) => {
            let tenant = TenantId::parse(label).map_err(|_| ApiError::not_found())?;
            tenants.serve(&tenant).await?;
            Ok(Some(tenant))
        }
        Named::Maybe(label) => match TenantId::parse(label) {
            Ok(label) => Ok(tenants.known(&label).await?),
            Err(_) => Ok(None),
        },
        Named::Nothing => Ok(None),
    }
}

/// Refuses a request that does not name one host: without `Host`, with two of them, with one that is no host, or with another
/// one in its target.
pub(super) async fn one_host(request: Request<Body>, next: Next) -> Response<Body> {
    // What looks after the process may speak HTTP/1.0, which names none.
    let of_nobody = ["/health", "/ready", "/version"].contains(&request.uri().path());
    if of_nobody || names_one_host(request.headers(), request.uri()) {
        return next.run(request).await;
    }
    if request.uri().path().starts_with("/rpc/") {
        problem::for_app(&problem::malformed())
    } else {
        Problem(problem::malformed()).into_response()
    }
}

fn names_one_host(headers: &HeaderMap, uri: &Uri) -> bool {
    let mut all = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (all.next(), all.next()) else {
        return false;
    };
    let Some(host) = host.to_str().ok().filter(|host| is_authority(host)) else {
        return false;
    };
    uri.authority()
        .is_none_or(|target| target.as_str().eq_ignore_ascii_case(host))
}

/// Whether a text is a name, an address of IPv4 or one of IPv6 in brackets, with or without a port.
fn is_authority(text: &str) -> bool {
    let (name, port) = match text.strip_prefix('[').and_then(|six| six.split_once(']')) {
        Some((six, "")) => return six.parse::<Ipv6Addr>().is_ok(),
        Some((six, rest)) if six.parse::<Ipv6Addr>().is_ok() => ("v6", rest.strip_prefix(':')),
        Some(_) => return false,
        None => match text.split_once(':') {
            Some((name, port)) => (name, Some(port)),
            None => (text, Some("80")),
        },
    };
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
    (1..=254).contains(&name.len())
        && name.bytes().all(plain)
        && port.is_some_and(|port| port.parse::<u16>().is_ok())
}

/// Says of every answer that `X-Tenant-Id` may have chosen it: caches keep one for each, and none for everybody.
pub(super) fn chosen_by_header(answer: &mut Response<Body>) {
    let headers = answer.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static(TENANT_HEADER));
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("private, no-cache"));
}

#[derive(Debug, PartialEq, Eq)]
enum Named<'h> {
    Nothing,
    Surely(&'h str),
    Maybe(&'h str),
}

/// The host without its port and the dot that a full name may end in; empty for an address of IPv6.
fn name_of(host: &str) -> &str {
    match host.strip_prefix('[') {
        Some(_) => "",
        None => host.split(':').next().unwrap_or_default().trim_end_matches('.'),
    }
}

fn named(host: &str) -> Named<'_> {
    let name = name_of(host);
    if name.is_empty() || name == "localhost" || name.parse::<IpAddr>().is_ok() {
        return Named::Nothing;
    }
    match name.strip_suffix(".localhost") {
        Some(label) => Named::Surely(label),
        None => name
            .split_once('.')
            .map_or(Named::Nothing, |(label, _)| Named::Maybe(label)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_name_restaurants() {
        for (host, named_by_it) in [
            ("localhost:3000", Named::Nothing),
            ("127.0.0.1", Named::Nothing),
            ("[::1]:3000", Named::Nothing),
            ("brasa", Named::Nothing),
            ("", Named::Nothing),
            ("caleta.localhost:3000", Named::Surely("caleta")),
            ("a.b.localhost", Named::Surely("a.b")),
            ("caleta.localhost.", Named::Surely("caleta")),
            ("caleta.brasa.pe", Named::Maybe("caleta")),
            ("www.brasa.pe:8443", Named::Maybe("www")),
        ] {
            assert_eq!(named(host), named_by_it, "{host}");
        }
    }

    #[test]
    fn a_request_names_one_host() {
        for (host, good) in [
            ("localhost:3000", true),
            ("caleta.localhost.", true),
            ("[::1]:3000", true),
            ("[::1]", true),
            ("my_app", true),
            ("", false),
            (":3000", false),
            ("caleta.localhost@evil", false),
            ("a.pe, b.pe", false),
            ("a.pe:http", false),
            ("a.pe:", false),
            ("[a.pe]", false),
            ("[::1]3000", false),
            ("a b", false),
            ("http://a.pe", false),
        ] {
            assert_eq!(is_authority(host), good, "{host}");
        }
        let headers = |hosts: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for host in hosts {
                headers.append(header::HOST, HeaderValue::from_static(host));
            }
            headers
        };
        let (path, whole) = ("/api".parse().unwrap(), "http://a.pe/api".parse().unwrap());
        assert!(!names_one_host(&headers(&[]), &path));
        assert!(!names_one_host(&headers(&["a.pe", "a.pe"]), &path));
        assert!(names_one_host(&headers(&["A.pe"]), &whole));
        assert!(!names_one_host(&headers(&["b.pe"]), &whole));
    }
}
