//! Catering: asking for it, the customer's page behind its private link, and what the restaurant does with requests.

pub(crate) mod docs;

use super::super::extract::{Anybody, Body, SignedIn, key_or_none};
use super::query::{self, Parameters};
use super::{Answer, answer, ok, page};
use api::catering::{
    CateringAction, CateringAnswer, CateringFilter, CateringPage, DayAsked, NewCatering, PaymentPart,
};
use axum::extract::{Path, Query};
use axum::http::{HeaderValue, StatusCode};
use domain::catering::{CateringForm, CateringStatus, QuoteDraft};
use domain::payment::PaymentMethod;
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;

/// A request as it is sent: the form, and a field that people leave empty.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub(super) struct Asked {
    #[serde(flatten)]
    form: CateringForm,
    /// Hidden from people; a robot that fills it in is refused.
    #[serde(default)]
    website: String,
}

/// What is paid now.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Paying {
    part: PaymentPart,
    method: PaymentMethod,
}

/// How a simulated payment ends.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Settling {
    approve: bool,
}

pub(super) async fn request(call: Anybody, Body(asked): Body<Asked>) -> Answer {
    let new = NewCatering {
        form: asked.form,
        website: asked.website,
        // Without a key each call is a request of its own.
        idempotency_key: key_or_none(call.key.as_ref())?,
    };
    let catering = &call.http.app.services.catering;
    let (requested, replayed) = catering.request(&call.caller, new).await?;
    let mut answer = answer(StatusCode::CREATED, &requested)?;
    if replayed {
        answer
            .headers_mut()
            .insert("idempotency-replayed", HeaderValue::from_static("true"));
    }
    Ok(answer)
}

pub(super) async fn day(call: Anybody, Query(query): Query<HashMap<String, String>>) -> Answer {
    let parameters = Parameters::from(query);
    let text = |name: &str| parameters.text(name).unwrap_or_default().to_owned();
    let asked = DayAsked {
        date: text("date"),
        time: text("time"),
        guests: parameters.number("guests")?.unwrap_or(1),
    };
    ok(&call
        .http
        .app
        .services
        .catering
        .check_day(&call.caller, asked)
        .await?)
}

pub(super) async fn mine(call: SignedIn) -> Answer {
    let requests = call.http.app.services.catering.mine(&call.caller).await?;
    ok(&json!({ "requests": requests }))
}

pub(super) async fn linked(call: Anybody, Path(link): Path<String>) -> Answer {
    unlinked(call.http.app.services.catering.page(&call.caller, &link).await?)
}

pub(super) async fn answer_quote(
    call: Anybody,
    Path(link): Path<String>,
    Body(said): Body<CateringAnswer>,
) -> Answer {
    let catering = &call.http.app.services.catering;
    unlinked(catering.answer(&call.caller, &link, said).await?)
}

pub(super) async fn payment(call: Anybody, Path(link): Path<String>) -> Answer {
    ok(&call
        .http
        .app
        .services
        .catering
        .payment(&call.caller, &link)
        .await?)
}

pub(super) async fn pay(call: Anybody, Path(link): Path<String>, Body(paying): Body<Paying>) -> Answer {
    let catering = &call.http.app.services.catering;
    ok(&catering
        .pay(&call.caller, &link, paying.part, paying.method)
        .await?)
}

pub(super) async fn settle(call: Anybody, Path(link): Path<String>, Body(end): Body<Settling>) -> Answer {
    let catering = &call.http.app.services.catering;
    ok(&catering
        .settle_simulated(&call.caller, &link, end.approve)
        .await?)
}

pub(super) async fn list(call: SignedIn, Query(query): Query<HashMap<String, String>>) -> Answer {
    let parameters = Parameters::from(query);
    let filter = CateringFilter {
        open: parameters.flag("open")?.unwrap_or(false),
        status: parameters.one_of("status", CateringStatus::from_wire_name)?,
        cursor: parameters.cursor(),
        limit: Some(parameters.limit()?),
    };
    let requests = call.http.app.services.catering.list(&call.caller, filter).await?;
    ok(&page("requests", &requests))
}

pub(super) async fn calendar(call: SignedIn, Query(query): Query<HashMap<String, String>>) -> Answer {
    let parameters = Parameters::from(query);
    let services = &call.http.app.services;
    let zone = services.catalog.tenant(&call.caller.tenant).await?.zone.clone();
    let today = zone.date(call.http.app.clock.now());
    let from = parameters.day("from")?.unwrap_or(today);
    let to = parameters.day("to")?.unwrap_or_else(|| from.plus_days(30));
    let days = services.catering.calendar(&call.caller, from, to).await?;
    ok(&json!({ "days": days }))
}

pub(super) async fn detail(call: SignedIn, Path(id): Path<String>) -> Answer {
    let catering = &call.http.app.services.catering;
    ok(&catering.detail(&call.caller, &query::id(id)?).await?)
}

pub(super) async fn quote(call: SignedIn, Path(id): Path<String>, Body(draft): Body<QuoteDraft>) -> Answer {
    let catering = &call.http.app.services.catering;
    let made = catering.quote(&call.caller, &query::id(id)?, draft).await?;
    answer(StatusCode::CREATED, &made)
}

pub(super) async fn act(
    call: SignedIn,
    Path(id): Path<String>,
    Body(action): Body<CateringAction>,
) -> Answer {
    let catering = &call.http.app.services.catering;
    ok(&catering.act(&call.caller, &query::id(id)?, action).await?)
}

pub(super) async fn payment_of(call: SignedIn, Path(id): Path<String>) -> Answer {
    let catering = &call.http.app.services.catering;
    ok(&catering.payment_of(&call.caller, &query::id(id)?).await?)
}

/// The page without the secret that its caller knows: answers are stored under their idempotency keys.
fn unlinked(page: CateringPage) -> Answer {
    ok(&CateringPage { link: None, ..page })
}
