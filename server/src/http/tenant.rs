//! Which restaurant a request is for.

use super::State;
use axum::http::{HeaderMap, Uri, header};
use shared::api::ApiError;
use shared::domain::TenantId;
use std::net::IpAddr;

/// The restaurant that the host name is registered for, or names: `caleta.localhost`, or the first label where there is
/// such a restaurant; any other host is the default restaurant's. 404 when `.localhost` names none that exists or there is
/// no default restaurant; 404 and 503 where the restaurant may not be reached.
pub(super) async fn of_host(http: &State, headers: &HeaderMap, uri: &Uri) -> Result<TenantId, ApiError> {
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok());
    let host = host.or_else(|| uri.host()).unwrap_or_default().to_lowercase();
    let tenants = &http.app.tenants;
    if let Some(tenant) = tenants.of_host(name_of(&host)).await? {
        return Ok(tenant);
    }
    let named = match named(&host) {
        Named::Surely(label) => {
            let tenant = TenantId::parse(label).map_err(|_| ApiError::not_found())?;
            tenants.serve(&tenant).await?;
            return Ok(tenant);
        }
        Named::Maybe(label) => TenantId::parse(label).ok(),
        Named::Nothing => None,
    };
    if let Some(label) = named
        && let Some(tenant) = tenants.known(&label).await?
    {
        return Ok(tenant);
    }
    tenants.serve(&http.app.default_tenant).await?;
    Ok(http.app.default_tenant.clone())
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
}
