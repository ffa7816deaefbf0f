//! Messages to customers, by the name that these clients have for each.

use super::super::super::extract::{Body, SignedIn};
use super::super::super::rest::{Answer, ok, query};
use super::customers;
use api::notifications::{NotificationView, Read};
use api::{ApiError, Code, FieldError, MAX_PAGE};
use axum::extract::Path;
use domain::customer::FieldProblem;
use domain::notification::NotificationKind;
use domain::stage::Stage;
use serde::Deserialize;
use serde_json::{Value, json};
use texts::now::errors as texts;

pub(super) async fn inbox(call: SignedIn, Path(id): Path<String>) -> Answer {
    let id = customers::found(&call, &id).await?;
    let notifications = &call.http.app.services.notifications;
    let inbox = notifications.inbox(&call.caller, &id, None, MAX_PAGE).await?;
    let all: Vec<Value> = inbox.page.items.iter().map(view).collect();
    ok(&json!({ "notifications": all, "total": all.len() }))
}

fn view(shown: &NotificationView) -> Value {
    let message = &shown.notification;
    json!({
        "SK": message.id,
        "orderId": message.order_id,
        "message": shown.text,
        "type": message.kind,
        "stage": stage(message.kind),
        "createdAt": message.at,
        "read": message.read_at.is_some(),
        "readAt": message.read_at,
    })
}

/// The stage that a message is about, where it is about one.
fn stage(kind: NotificationKind) -> Option<Stage> {
    match kind {
        NotificationKind::Cooking => Some(Stage::Cooking),
        NotificationKind::Packing | NotificationKind::ReadyForPickup => Some(Stage::Packaging),
        NotificationKind::OnTheWay | NotificationKind::Delivered => Some(Stage::Delivery),
        _ => None,
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WasRead {
    #[serde(rename = "notificationSK")]
    notification_sk: Option<String>,
}

pub(super) async fn read(call: SignedIn, Path(id): Path<String>, Body(body): Body<WasRead>) -> Answer {
    let id = customers::found(&call, &id).await?;
    let Some(which) = body.notification_sk else {
        let text = texts::field(FieldProblem::Missing);
        let field = FieldError::new("/notificationSK", Code::MissingField, text);
        return Err(ApiError::invalid(vec![field]).into());
    };
    let which = Read::One(query::id(which)?);
    let notifications = &call.http.app.services.notifications;
    notifications.mark_read(&call.caller, &id, which).await?;
    ok(&json!({ "message": "Notificación leída" }))
}
