//! Which restaurant a request is for.

use super::State;
use axum::http::{HeaderMap, Uri, header};
use shared::api::{ApiError, Code};
use shared::domain::TenantId;
use std::net::IpAddr;

/// The restaurant of the host name: `caleta.localhost`, or the first label where there is such a restaurant; any other
/// host is the default restaurant's. 404 when `.localhost` names none that exists.
pub(super) async fn of_host(http: &State, headers: &HeaderMap, uri: &Uri) -> Result<TenantId, ApiError> {
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok());
    let host = host.or_else(|| uri.host()).unwrap_or_default().to_lowercase();
    match named(&host) {
        Named::Nothing => Ok(http.app.default_tenant.clone()),
        Named::Surely(label) => match TenantId::parse(label) {
            Ok(tenant) => existing(http, tenant).await,
            Err(_) => Err(ApiError::not_found()),
        },
        Named::Maybe(label) => {
            let Ok(tenant) = TenantId::parse(label) else {
                return Ok(http.app.default_tenant.clone());
            };
            match existing(http, tenant).await {
                Err(error) if error.code == Code::NotFound => Ok(http.app.default_tenant.clone()),
                found => found,
            }
        }
    }
}

/// This restaurant, if there is one of this id.
pub(super) async fn existing(http: &State, tenant: TenantId) -> Result<TenantId, ApiError> {
    http.app.services.catalog.tenant(&tenant).await.map(|_| tenant)
}

#[derive(Debug, PartialEq, Eq)]
enum Named<'h> {
    Nothing,
    Surely(&'h str),
    Maybe(&'h str),
}

fn named(host: &str) -> Named<'_> {
    let name = match host.strip_prefix('[') {
        Some(_) => return Named::Nothing,
        None => host.split(':').next().unwrap_or_default(),
    };
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
            ("caleta.brasa.pe", Named::Maybe("caleta")),
            ("www.brasa.pe:8443", Named::Maybe("www")),
        ] {
            assert_eq!(named(host), named_by_it, "{host}");
        }
    }
}
