//! The book of claims.

pub(crate) mod docs;

use super::super::extract::{Anybody, Body, SignedIn};
use super::orders::Nothing;
use super::query::{self, Parameters};
use super::{Answer, answer, ok};
use api::claims::{ClaimFilter, FiledClaim, WhichClaims};
use axum::extract::{Path, Query};
use axum::http::{HeaderValue, StatusCode};
use domain::claim::{ClaimForm, OfferForm, OfferNote, PaperForm, ReplyForm};
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;
use utoipa::ToSchema;

pub(super) async fn file(call: Anybody, Body(form): Body<ClaimForm>) -> Answer {
    let claims = &call.http.app.services.claims;
    given(claims.file(&call.caller, call.key.as_deref(), form).await?)
}

/// A sheet of the paper book, typed in.
pub(super) async fn paper(call: SignedIn, Body(form): Body<PaperForm>) -> Answer {
    let claims = &call.http.app.services.claims;
    given(
        claims
            .enter_paper(&call.caller, call.key.as_deref(), form)
            .await?,
    )
}

fn given((filed, replayed): (FiledClaim, bool)) -> Answer {
    let mut answer = answer(StatusCode::CREATED, &filed)?;
    if replayed {
        answer
            .headers_mut()
            .insert("idempotency-replayed", HeaderValue::from_static("true"));
    }
    Ok(answer)
}

pub(super) async fn list(call: SignedIn, Query(query): Query<HashMap<String, String>>) -> Answer {
    let parameters = Parameters::from(query);
    let filter = ClaimFilter {
        which: parameters
            .one_of("state", WhichClaims::from_wire_name)?
            .unwrap_or_default(),
        search: parameters.text("search").map(str::to_owned),
        cursor: parameters.cursor(),
        limit: Some(parameters.limit()?),
    };
    let page = call.http.app.services.claims.claims(&call.caller, filter).await?;
    ok(&json!({
        "claims": page.claims,
        "totals": page.totals,
        "nextCursor": page.next_cursor,
        "hasMore": page.next_cursor.is_some(),
    }))
}

pub(super) async fn claim(call: SignedIn, Path(number): Path<String>) -> Answer {
    let claims = &call.http.app.services.claims;
    ok(&claims.claim(&call.caller, query::id(number)?).await?)
}

/// The consumer's own copy: the key stands in place of a token.
pub(super) async fn sheet(
    call: Anybody,
    Path(number): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Answer {
    let parameters = Parameters::from(query);
    let claims = &call.http.app.services.claims;
    let key = parameters.text("key").unwrap_or_default();
    ok(&claims.sheet(&call.caller.tenant, query::id(number)?, key).await?)
}

pub(super) async fn reply(
    call: SignedIn,
    Path(number): Path<String>,
    Body(reply): Body<ReplyForm>,
) -> Answer {
    let claims = &call.http.app.services.claims;
    ok(&claims.reply(&call.caller, query::id(number)?, reply).await?)
}

pub(super) async fn confirm_letter(call: SignedIn, Path(number): Path<String>, _: Body<Nothing>) -> Answer {
    let claims = &call.http.app.services.claims;
    ok(&claims.confirm_letter(&call.caller, query::id(number)?).await?)
}

/// What became of an offer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Noted {
    note: OfferNote,
}

/// What the consumer answers to an offer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Accepted {
    accepted: bool,
}

pub(super) async fn offer(
    call: SignedIn,
    Path(number): Path<String>,
    Body(offer): Body<OfferForm>,
) -> Answer {
    let claims = &call.http.app.services.claims;
    ok(&claims.offer(&call.caller, query::id(number)?, offer).await?)
}

pub(super) async fn note_offer(
    call: SignedIn,
    Path(number): Path<String>,
    Body(noted): Body<Noted>,
) -> Answer {
    let claims = &call.http.app.services.claims;
    ok(&claims
        .note_offer(&call.caller, query::id(number)?, noted.note)
        .await?)
}

/// The consumer's answer: the key stands in place of a token.
pub(super) async fn answer_offer(
    call: Anybody,
    Path(number): Path<String>,
    Query(query): Query<HashMap<String, String>>,
    Body(answer): Body<Accepted>,
) -> Answer {
    let parameters = Parameters::from(query);
    let claims = &call.http.app.services.claims;
    let (tenant, key) = (&call.caller.tenant, parameters.text("key").unwrap_or_default());
    ok(&claims
        .answer_offer(tenant, query::id(number)?, key, answer.accepted)
        .await?)
}

pub(super) async fn poster(call: SignedIn) -> Answer {
    ok(&call.http.app.services.claims.poster(&call.caller).await?)
}

pub(super) async fn export(call: SignedIn, Query(query): Query<HashMap<String, String>>) -> Answer {
    let year = Parameters::from(query).year()?;
    ok(&call.http.app.services.claims.export(&call.caller, year).await?)
}
