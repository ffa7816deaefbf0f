//! Pictures: one is sent, and the dish that shows it names it as its `imageUrl`, the brand as its `logo`.

pub(crate) mod docs;

use super::super::extract::{Body, SignedIn};
use super::{Answer, answer};
use api::catalog::PictureKind;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct PictureBody {
    /// A file in base64: JPEG, PNG or WebP, of 4 MiB and 25 million pixels at most, and at least 640 by 480 pixels; a logo 128.
    content: String,
    /// `photo` of a dish, or `logo` of the restaurant.
    kind: PictureKind,
}

pub(super) async fn keep(call: SignedIn, Body(body): Body<PictureBody>) -> Answer {
    let pictures = &call.http.app.services.pictures;
    let kept = pictures.keep(&call.caller, &body.content, body.kind).await?;
    answer(StatusCode::CREATED, &kept)
}
