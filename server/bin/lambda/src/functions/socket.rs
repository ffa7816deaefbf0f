//! What API Gateway's WebSocket API asks of the function `live`.
//!
//! A page dials with a ticket (`?ticket=…`), which the authorizer reads; API Gateway keeps what it says and hands it over
//! with all that follows on this connection. The page then says where it is, is written down as a listener *before* the
//! feed is read, and gets what it missed: what happens from then on is sent by the function that relays events. It says so again every now
//! and then, which keeps the connection open and mends whatever went wrong.

use super::{FunctionError, unreadable};
use crate::wiring::Cloud;
use api::live::Resume;
use domain::time::MINUTE_MS;
use domain::{TenantId, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};
use server_http::{Ticket, changes_since};
use std::collections::BTreeMap;

/// A page whose time is over is sent changes for this much longer, until it says the next time where it is: then it has to
/// dial again. In between nothing is late.
const GRACE_MS: i64 = MINUTE_MS;

/// What API Gateway asks. An authorizer is asked with a `type`, a route with none.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Asked {
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(default)]
    method_arn: String,
    #[serde(default)]
    query_string_parameters: Option<BTreeMap<String, String>>,
    request_context: Context,
    #[serde(default)]
    body: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Context {
    connection_id: String,
    #[serde(default)]
    event_type: String,
    authorizer: Option<Admitted>,
}

/// What the authorizer said of a connection. API Gateway keeps texts.
#[derive(Debug, Deserialize)]
struct Admitted {
    tenant: TenantId,
    scope: String,
    until: String,
}

/// Whether an input is of the WebSocket API.
pub(super) fn is_asked(input: &Value) -> bool {
    input.pointer("/requestContext/connectionId").is_some()
}

/// Answers.
pub(super) async fn answer(cloud: &Cloud, input: Value) -> Result<Value, FunctionError> {
    let asked: Asked = serde_json::from_value(input).map_err(unreadable)?;
    if asked.kind.is_some() {
        return Ok(authorizer_policy(cloud, &asked).await);
    }
    let Some(ticket) = asked.request_context.authorizer.as_ref().and_then(ticket) else {
        return Ok(json!({ "statusCode": 403 }));
    };
    let connection = &asked.request_context.connection_id;
    match &*asked.request_context.event_type {
        "MESSAGE" => resumed(cloud, connection, &ticket, asked.body.as_deref()).await,
        "DISCONNECT" => {
            let listeners = &cloud.engines.listeners;
            listeners
                .remove(&ticket.tenant, &ticket.scope, connection)
                .await?;
            Ok(json!({ "statusCode": 200 }))
        }
        _ => Ok(json!({ "statusCode": 200 })),
    }
}

/// The policy of an authorizer: in with the ticket's words, or not at all, where its restaurant is served no longer.
async fn authorizer_policy(cloud: &Cloud, asked: &Asked) -> Value {
    let signed = asked
        .query_string_parameters
        .as_ref()
        .and_then(|given| given.get("ticket"));
    let now = cloud.ports.clock.now();
    let ticket = signed
        .zip(cloud.sockets.as_ref())
        .and_then(|(signed, sockets)| sockets.read(signed, now));
    let ticket = match ticket {
        Some(ticket) if cloud.application.tenants.serve(&ticket.tenant).await.is_ok() => Some(ticket),
        _ => None,
    };
    let effect = if ticket.is_some() { "Allow" } else { "Deny" };
    let mut policy = json!({
        "principalId": "page",
        "policyDocument": {
            "Version": "2012-10-17",
            "Statement": [{ "Action": "execute-api:Invoke", "Effect": effect, "Resource": asked.method_arn }],
        },
    });
    if let Some(ticket) = ticket {
        policy["context"] = json!({
            "tenant": ticket.tenant,
            "scope": ticket.scope.to_string(),
            "until": ticket.until.0.to_string(),
        });
    }
    policy
}

fn ticket(authorizer_policy: &Admitted) -> Option<Ticket> {
    Some(Ticket {
        tenant: authorizer_policy.tenant.clone(),
        scope: authorizer_policy.scope.parse().ok()?,
        until: Timestamp(authorizer_policy.until.parse().ok()?),
    })
}

/// Where the page is, and what it missed. One whose time is over, or whose restaurant is served no longer, has to dial again.
async fn resumed(
    cloud: &Cloud,
    connection: &str,
    ticket: &Ticket,
    body: Option<&str>,
) -> Result<Value, FunctionError> {
    let Ok(said) = serde_json::from_str::<Resume>(body.unwrap_or_default()) else {
        return Ok(json!({ "statusCode": 400 }));
    };
    let listeners = &cloud.engines.listeners;
    let Ticket { tenant, scope, until } = ticket;
    let served = cloud.application.tenants.serve(tenant).await.is_ok();
    if !served || *until <= cloud.ports.clock.now() {
        listeners.hang_up(connection).await?;
        return Ok(json!({ "statusCode": 403 }));
    }
    let told_until = until.plus_ms(GRACE_MS);
    listeners.add(tenant, scope, connection, told_until).await?;
    let (bus, cursors) = (&*cloud.ports.bus, &cloud.application.cursors);
    let found = changes_since(bus, cursors, tenant, scope, said.after.as_deref()).await?;
    let body = serde_json::to_string(&found).map_err(unreadable)?;
    Ok(json!({ "statusCode": 200, "body": body }))
}
