//! Webhooks: what happened is sent to every address that wants to know, signed, and to nobody else.

use super::{Violation, hold};
use crate::model::{Model, SeenHook};
use crate::process::Process;
use crate::receiver::Received;
use crate::restaurants::Restaurant;
use domain::webhook::{DeliveryStatus, PING};
use domain::{TenantId, WebhookId};
use hmac::{Hmac, KeyInit as _, Mac as _};
use ports::event_bus::Published;
use serde_json::Value;
use services::Error;
use sha2::Sha256;
use std::collections::{BTreeMap, BTreeSet};

/// What was given up is sent again, as a manager has it sent once the receiver works again. How many there were.
pub async fn send_again(
    model: &Model,
    process: &Process,
    restaurants: &[Restaurant],
) -> Result<usize, Error> {
    let mut again = 0;
    for ((tenant, (webhook, id)), delivery) in &model.deliveries {
        let hook = model.hooks.get(&(tenant.clone(), webhook.clone()));
        let open = hook.is_some_and(|hook| !hook.removed && hook.webhook.active);
        let restaurant = restaurants.iter().find(|restaurant| restaurant.id == *tenant);
        let manager = restaurant.and_then(|restaurant| restaurant.staff.first());
        if let (true, DeliveryStatus::Failed, Some(manager)) = (open, delivery.status, manager) {
            process
                .application
                .webhooks
                .redeliver(manager, webhook, id)
                .await?;
            again += 1;
        }
    }
    Ok(again)
}

/// Everything that came is an event of the restaurant whose address it is, signed with a secret of that address.
pub(super) fn came_from_whom_they_say(model: &Model, received: &[Received]) -> Result<(), Violation> {
    if received.is_empty() {
        return Ok(());
    }
    let mut bodies: BTreeMap<&str, String> = BTreeMap::new();
    for published in model.events.values().flatten() {
        let body = serde_json::to_string(&published.envelope).unwrap_or_default();
        bodies.insert(published.envelope.id.as_str(), body);
    }
    for message in received {
        let read: Value = serde_json::from_str(&message.body).unwrap_or_default();
        let text = |name: &str| read.get(name).and_then(Value::as_str).unwrap_or_default();
        let hook = model
            .hooks
            .iter()
            .find(|(_, hook)| hook.webhook.url == message.url);
        let Some(((tenant, _), hook)) = hook else {
            return Err(Violation::new(
                "8 webhooks go only where they shall",
                message.url.clone(),
            ));
        };
        hold(
            text("tenantId") == tenant.as_str(),
            "8 webhooks go only where they shall",
            || format!("{} to {}", message.body, message.url),
        )?;
        let said = text("type") == PING || bodies.get(text("id")).is_some_and(|body| *body == message.body);
        hold(said, "15 webhooks say what happened", || message.body.clone())?;
        hold(is_signed(message, hook), "15 webhooks are signed", || {
            format!("{} with {}", message.body, message.signature)
        })?;
    }
    Ok(())
}

/// By anybody who has the secret: `t=<seconds>,v1=<hex>`, of `<seconds>.<body>`.
fn is_signed(message: &Received, hook: &SeenHook) -> bool {
    let parts = message.signature.strip_prefix("t=");
    let Some((at, signature)) = parts.and_then(|rest| rest.split_once(",v1=")) else {
        return false;
    };
    hook.secrets.iter().any(|secret| {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.0.as_bytes()) else {
            return false;
        };
        mac.update(format!("{at}.{}", message.body).as_bytes());
        hex::encode(mac.finalize().into_bytes()) == signature
    })
}

/// Each event since an address is as it is was written down for it once, if it wants such events, and has come. Nothing that
/// was written down is still on its way.
pub(super) fn are_delivered(
    model: &Model,
    received: &[Received],
    tenant: &TenantId,
) -> Result<(), Violation> {
    let taken = received.iter().filter(|message| message.taken);
    let taken: BTreeSet<&str> = taken.map(|message| message.delivery.as_str()).collect();
    for ((_, id), hook) in model.hooks.iter().filter(|((of, _), _)| of == tenant) {
        if hook.removed || !hook.webhook.active {
            continue;
        }
        let mut written: BTreeMap<&str, usize> = BTreeMap::new();
        for (delivery_id, delivery) in model.deliveries_to(tenant, id) {
            *written.entry(delivery.event_id.as_str()).or_default() += 1;
            let came = delivery.status == DeliveryStatus::Delivered && taken.contains(delivery_id.as_str());
            hold(came, "15 what is written down comes once it can", || {
                format!("{delivery:?}")
            })?;
        }
        for event in wanted(model, tenant, hook) {
            let times = written.get(event.envelope.id.as_str()).copied().unwrap_or(0);
            hold(
                times == 1,
                "15 each event is written down once for who wants it",
                || of_event(times, event, id),
            )?;
        }
    }
    Ok(())
}

fn of_event(times: usize, event: &Published, to: &WebhookId) -> String {
    let about = &event.envelope;
    format!(
        "{} of {} is written down {times} times for {to}",
        about.event.name(),
        about.subject
    )
}

/// The events that an address wants, since it is as it is.
fn wanted<'m>(
    model: &'m Model,
    tenant: &TenantId,
    hook: &'m SeenHook,
) -> impl Iterator<Item = &'m Published> {
    let events = model.events.get(tenant).into_iter().flatten();
    events.filter(|event| {
        let envelope = &event.envelope;
        let later = hook.since.is_some_and(|cursor| event.cursor > cursor);
        later && hook.webhook.wants(envelope.event.name())
    })
}
