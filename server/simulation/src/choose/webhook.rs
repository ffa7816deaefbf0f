//! What is done with the addresses that receive webhooks: mostly they are registered, and then receive.

use super::Choice;
use super::order::manager;
use crate::calls::{OfWebhook, WebhookCall};
use crate::draw::Draw;
use crate::model::{Of, SeenHook};
use api::webhooks::{NewWebhook, WebhookChange};
use domain::WebhookId;
use domain::webhook::EVENTS;

/// More addresses are hardly registered in a history.
const ENOUGH: usize = 2;

impl Choice<'_> {
    pub(super) fn webhook(&self, draw: &mut Draw) -> Option<WebhookCall> {
        let all = self.model.hooks.iter().filter(|(_, hook)| !hook.removed);
        let all: Vec<(&Of<WebhookId>, &SeenHook)> = all.collect();
        if all.is_empty() || (all.len() < ENOUGH && draw.chance(25)) {
            return self.register(draw);
        }
        let ((tenant, id), hook) = *draw.one(&all)?;
        let restaurant = self.restaurant(tenant)?;
        let mut caller = manager(restaurant)?;
        let doing = match draw.below(20) {
            0..=2 => OfWebhook::Change(WebhookChange {
                active: Some(!hook.webhook.active || draw.chance(20)),
                ..WebhookChange::default()
            }),
            3 | 4 => OfWebhook::Change(WebhookChange {
                events: Some(events(draw)),
                ..WebhookChange::default()
            }),
            5 => OfWebhook::RotateSecret,
            6 => OfWebhook::Remove,
            7..=9 => OfWebhook::Test,
            10 => {
                let mut others = self.restaurants.iter().filter(|other| other.id != *tenant);
                caller = manager(others.next()?)?;
                OfWebhook::Pry
            }
            _ => {
                let sent: Vec<_> = self.model.deliveries_to(tenant, id).collect();
                OfWebhook::Redeliver(draw.one(&sent)?.0.clone())
            }
        };
        Some(WebhookCall::Of {
            caller,
            id: id.clone(),
            doing,
        })
    }

    fn register(&self, draw: &mut Draw) -> Option<WebhookCall> {
        let restaurant = draw.one(self.restaurants)?;
        Some(WebhookCall::Register {
            caller: manager(restaurant)?,
            new: NewWebhook {
                url: Some(format!("https://{}.example.pe/{}", restaurant.id, draw.number())),
                events: Some(events(draw)),
                description: None,
            },
        })
    }
}

/// All of them, or some.
fn events(draw: &mut Draw) -> Vec<String> {
    if draw.chance(50) {
        return Vec::new();
    }
    let some = EVENTS.iter().filter(|_| draw.chance(40));
    let some: Vec<String> = some.map(|name| (*name).to_owned()).collect();
    some
}
