//! The addresses that receive webhooks, and what was written down for them, as the store has them.

use super::observe::part;
use super::{Model, Of};
use crate::calls::Secret;
use crate::process::VAULT;
use crate::restaurants::START;
use domain::time::SECOND_MS;
use domain::webhook::{Delivery, Webhook};
use domain::{DeliveryId, TenantId, Timestamp, WebhookId};
use ports::EngineError;
use ports::documents::{Document, Key, Table};
use services::vault::Vault;
use services::webhooks::purpose;

/// For how long a process may still know an address as it was before a change of which it has no answer, in milliseconds.
const REMEMBERED_MS: i64 = 3 * SECOND_MS;

/// An address that receives webhooks.
#[derive(Debug, Clone)]
pub struct SeenHook {
    /// As it was seen last.
    pub webhook: Webhook,
    /// Every secret that it had.
    pub secrets: Vec<Secret<String>>,
    pub removed: bool,
    /// When it was seen to have changed last.
    pub changed: Timestamp,
    /// Every process has known it as it is since this event, by its cursor; `None` until they do.
    pub since: Option<u64>,
}

impl Model {
    /// Takes in an address or a delivery as it was written.
    pub(super) fn see_webhook(&mut self, (tenant, document): Of<Document>) -> Result<(), EngineError> {
        if let Some(delivery) = part::<Delivery>(&document, "/delivery")? {
            let webhook = document.key.pk.strip_prefix("WEBHOOK#").map(WebhookId::parse);
            if let Some(Ok(webhook)) = webhook {
                let key = (tenant, (webhook, delivery.id.clone()));
                self.deliveries.insert(key, delivery);
            }
            return Ok(());
        }
        let (webhook, secret) = (
            part::<Webhook>(&document, "/webhook")?,
            part::<String>(&document, "/secret")?,
        );
        let (Some(webhook), Some(secret)) = (webhook, secret) else {
            return Ok(());
        };
        // Nobody but the deployment reads it where it lies.
        let secret = Vault::new(&[VAULT]).open(&tenant, &purpose(&webhook.id), &secret)?;
        let now = self.now.unwrap_or(START);
        let seen = self
            .hooks
            .entry((tenant, webhook.id.clone()))
            .or_insert_with(|| SeenHook {
                webhook: webhook.clone(),
                secrets: Vec::new(),
                removed: false,
                changed: now,
                since: None,
            });
        if seen.webhook != webhook {
            (seen.webhook, seen.changed, seen.since) = (webhook, now, None);
        }
        if !seen.secrets.iter().any(|known| known.0 == secret) {
            seen.secrets.push(Secret(secret));
        }
        Ok(())
    }

    /// Takes in that something is not there any more.
    pub(super) fn see_removed(&mut self, tenant: TenantId, key: &Key) {
        let id = key.sk.strip_prefix("WEBHOOK#").map(WebhookId::parse);
        if let (Table::Webhooks, Some(Ok(id))) = (key.table, id)
            && let Some(hook) = self.hooks.get_mut(&(tenant, id))
        {
            hook.removed = true;
        }
    }

    /// What happens from now on is for the addresses as they are, once no process can know them as they were. A clock that was
    /// set back makes nobody know it longer.
    pub(super) fn see_hooks_changed(&mut self) {
        let now = self.now.unwrap_or(START);
        for ((tenant, _), hook) in &mut self.hooks {
            let since_ms = now.since_ms(hook.changed);
            if hook.since.is_none() && !(0..=REMEMBERED_MS).contains(&since_ms) {
                let events = self.events.get(tenant).and_then(|events| events.last());
                hook.since = Some(events.map_or(0, |event| event.cursor));
            }
        }
    }

    /// What was written down to be sent to an address, with the ids.
    pub fn deliveries_to<'m>(
        &'m self,
        tenant: &'m TenantId,
        webhook: &'m WebhookId,
    ) -> impl Iterator<Item = (&'m DeliveryId, &'m Delivery)> {
        let all = self.deliveries.iter();
        all.filter(move |((of, (to, _)), _)| of == tenant && to == webhook)
            .map(|((_, (_, id)), delivery)| (id, delivery))
    }
}
