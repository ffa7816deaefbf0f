//! Files behind links of our own, where the store of files has no addresses.

use super::{Http, problem};
use api::ApiError;
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, Response, header};
use axum::response::IntoResponse as _;
use axum::routing::get;
use domain::TenantId;

pub(super) fn router() -> Router<Http> {
    Router::new().route("/descargas/{tenant}/{link}", get(download))
}

async fn download(State(http): State<Http>, Path((tenant, link)): Path<(String, String)>) -> Response<Body> {
    match file(&http, &tenant, &link).await {
        Ok(file) => file,
        Err(error) => problem::Problem(error).into_response(),
    }
}

async fn file(http: &Http, tenant: &str, link: &str) -> Result<Response<Body>, ApiError> {
    let tenant = TenantId::parse(tenant).map_err(|_| ApiError::not_found())?;
    http.app.tenants.serve(&tenant).await?;
    let (name, blob) = http.app.exports.open(&tenant, link).await?;
    let value = |text: String| HeaderValue::try_from(text).map_err(|_| ApiError::internal());
    let headers = [
        (header::CONTENT_TYPE, value(blob.content_type)?),
        (
            header::CONTENT_DISPOSITION,
            value(format!("attachment; filename=\"{name}\""))?,
        ),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, no-store"),
        ),
    ];
    Ok((headers, blob.bytes).into_response())
}
