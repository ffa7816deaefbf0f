//! The people who work in the restaurant.

pub(crate) mod docs;

use super::super::extract::{Body, SignedIn};
use super::if_match::{IfMatch, versioned};
use super::orders::Nothing;
use super::{Answer, answer, ok};
use api::staff::{NewInvitation, NewPin, NewStaffMember, StaffChange};
use api::tablets::TabletChange;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;

pub(super) async fn list(call: SignedIn) -> Answer {
    ok(&call.http.app.services.auth.staff_members(&call.caller).await?)
}

pub(super) async fn hire(call: SignedIn, Body(person): Body<NewStaffMember>) -> Answer {
    let hired = call.http.app.services.auth.hire(&call.caller, &person).await?;
    answer(StatusCode::CREATED, &hired)
}

pub(super) async fn member(call: SignedIn, Path(username): Path<String>) -> Answer {
    let auth = &call.http.app.services.auth;
    let member = auth.staff_member(&call.caller, &username).await?;
    versioned(StatusCode::OK, &member)
}

pub(super) async fn change(
    call: SignedIn,
    seen: IfMatch,
    Path(username): Path<String>,
    Body(change): Body<StaffChange>,
) -> Answer {
    let auth = &call.http.app.services.auth;
    let changed = auth.change_staff_member(&call.caller, &username, &change, seen.version());
    versioned(StatusCode::OK, &changed.await?)
}

pub(super) async fn give_password(call: SignedIn, Path(username): Path<String>, _: Body<Nothing>) -> Answer {
    let auth = &call.http.app.services.auth;
    ok(&auth.give_password(&call.caller, &username).await?)
}

pub(super) async fn give_pin(
    call: SignedIn,
    Path(username): Path<String>,
    Body(pin): Body<NewPin>,
) -> Answer {
    let auth = &call.http.app.services.auth;
    ok(&auth.give_pin(&call.caller, &username, &pin).await?)
}

pub(super) async fn unlock_pin(call: SignedIn, Path(username): Path<String>, _: Body<Nothing>) -> Answer {
    let auth = &call.http.app.services.auth;
    ok(&auth.unlock_pin(&call.caller, &username).await?)
}

pub(super) async fn tablets(call: SignedIn) -> Answer {
    ok(&call.http.app.services.auth.tablets(&call.caller).await?)
}

pub(super) async fn change_tablet(
    call: SignedIn,
    Path(id): Path<String>,
    Body(change): Body<TabletChange>,
) -> Answer {
    let auth = &call.http.app.services.auth;
    ok(&auth.change_tablet(&call.caller, &id, &change).await?)
}

pub(super) async fn remove_tablet(call: SignedIn, Path(id): Path<String>) -> Answer {
    let auth = &call.http.app.services.auth;
    auth.remove_tablet(&call.caller, &id, None).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(super) async fn invitations(call: SignedIn) -> Answer {
    ok(&call.http.app.services.auth.invitations(&call.caller).await?)
}

pub(super) async fn invite(call: SignedIn, Body(person): Body<NewInvitation>) -> Answer {
    let link = call.http.app.services.auth.invite(&call.caller, &person).await?;
    answer(StatusCode::CREATED, &link)
}

pub(super) async fn withdraw_invitation(call: SignedIn, Path(id): Path<String>) -> Answer {
    let auth = &call.http.app.services.auth;
    auth.withdraw_invitation(&call.caller, &id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
