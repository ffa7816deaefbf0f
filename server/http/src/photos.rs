//! Photographs of dishes and logos, for pages of any host: their addresses name the restaurant.

use super::headers::RESOURCE_POLICY;
use super::{Http, problem};
use api::ApiError;
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, Response, header};
use axum::response::IntoResponse as _;
use axum::routing::get;
use domain::TenantId;

/// The API gives their addresses to programs of other sites.
const ANY_SITE: HeaderValue = HeaderValue::from_static("cross-origin");

/// A picture never changes: another one has another address.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

pub(super) fn router() -> Router<Http> {
    Router::new().route("/fotos/{tenant}/{name}", get(photo))
}

async fn photo(State(http): State<Http>, Path((tenant, name)): Path<(String, String)>) -> Response<Body> {
    match file(&http, &tenant, &name).await {
        Ok(file) => file,
        Err(error) => problem::Problem(error).into_response(),
    }
}

async fn file(http: &Http, tenant: &str, name: &str) -> Result<Response<Body>, ApiError> {
    let tenant = TenantId::parse(tenant).map_err(|_| ApiError::not_found())?;
    http.app.tenants.serve(&tenant).await?;
    let blob = http.app.services.pictures.file(&tenant, name).await?;
    let kind = HeaderValue::try_from(blob.content_type).map_err(|_| ApiError::internal())?;
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, FOR_EVER),
        (RESOURCE_POLICY, ANY_SITE),
    ];
    Ok((headers, blob.bytes).into_response())
}
