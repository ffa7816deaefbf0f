//! Messages to customers.

pub(crate) mod docs;

use super::super::extract::{Body, SignedIn};
use super::query::{self, Parameters};
use super::{Answer, ids, ok, page};
use api::notifications::Read;
use api::{ApiError, Code, FieldError};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use domain::customer::FieldProblem;
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;
use texts::now::errors as texts;
use utoipa::ToSchema;

pub(in super::super) async fn inbox(
    call: SignedIn,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Answer {
    let parameters = Parameters::from(query);
    let notifications = &call.http.app.services.notifications;
    let inbox = notifications
        .inbox(
            &call.caller,
            &ids::customer(&call, &id).await?,
            parameters.cursor(),
            parameters.limit()?,
        )
        .await?;
    let mut body = page("notifications", &inbox.page);
    if let Some(body) = body.as_object_mut() {
        body.insert("unread".into(), json!(inbox.unread));
    }
    ok(&body)
}

/// One of them, or all.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub(in super::super) struct WasRead {
    notification_id: Option<String>,
    all: bool,
}

pub(in super::super) async fn read(
    call: SignedIn,
    Path(id): Path<String>,
    Body(body): Body<WasRead>,
) -> Answer {
    let read = match body.notification_id {
        Some(id) => Read::One(query::id(id)?),
        None if body.all => Read::All,
        None => {
            let text = texts::field(FieldProblem::Missing);
            let field = FieldError::new("/notificationId", Code::MissingField, text);
            return Err(ApiError::invalid(vec![field]).into());
        }
    };
    call.http
        .app
        .services
        .notifications
        .mark_read(&call.caller, &ids::customer(&call, &id).await?, read)
        .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
