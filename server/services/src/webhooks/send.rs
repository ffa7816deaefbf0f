//! Sending what is due.

use super::WebhooksService;
use super::secrets::UNSIGNED;
use super::store::{self, Due, Stored, StoredDelivery};
use crate::error::Error;
use crate::registry;
use domain::event::Envelope;
use domain::time::{MINUTE_MS, SECOND_MS};
use domain::webhook::{DeliveryStatus, Try};
use domain::{TenantId, Timestamp, WebhookId};
use futures::{StreamExt as _, stream};
use hmac::{Hmac, KeyInit as _, Mac as _};
use ports::documents::{CommitError, Expect, Table};
use ports::http_sender::Outgoing;
use ports::tenants::TenantState;
use sha2::Sha256;

/// Maximum number of deliveries to an address that are read at once.
const BATCH: usize = 64;
/// Maximum number of addresses of a restaurant that are sent to at the same time, which is all: one thing after the other to
/// each.
const SENDING_CONCURRENCY: usize = 10;
/// Maximum number of rows of an older form that are moved at once.
const MOVED_BATCH: usize = 32;
/// For so long an address is sent to in a round, in milliseconds: one that answers slowly holds up the others no longer.
const ROUND_MS: i64 = 10 * SECOND_MS;
/// Maximum number of restaurants whose addresses are sent to at the same time.
const RESTAURANTS_AT_ONCE: usize = 16;
/// The one who sends something has so long; when the process dies meanwhile, it is sent again after this time. An answer
/// is waited for 10 seconds.
const LEASE_MS: i64 = MINUTE_MS;

impl WebhooksService {
    /// Sends some of what is due, and says how much that was. What fails for one restaurant stops no other.
    pub(super) async fn send_due(&self) -> Result<usize, Error> {
        let tenants = registry::restaurants(&*self.documents, Table::Webhooks).await?;
        let sent = stream::iter(tenants)
            .map(async |tenant| {
                self.send_due_of(&tenant).await.unwrap_or_else(|error| {
                    tracing::error!(%tenant, %error, "the webhooks of a restaurant will be sent later");
                    0
                })
            })
            .buffer_unordered(RESTAURANTS_AT_ONCE);
        Ok(sent.fold(0, async |sum, some| sum + some).await)
    }

    /// Sends some of what is due for the restaurant of this event, once the event is written down, and says how much
    /// that was. Nothing is read when none of its addresses wants such events.
    pub async fn send_after(&self, event: &Envelope) -> Result<usize, Error> {
        let webhooks = self.webhooks_of(&event.tenant_id).await?;
        if !webhooks.iter().any(|webhook| webhook.wants(event.event.name())) {
            return Ok(0);
        }
        self.send_due_of(&event.tenant_id).await
    }

    /// Nothing leaves a restaurant that is not served: what is due waits until it is served again.
    async fn send_due_of(&self, tenant: &TenantId) -> Result<usize, Error> {
        let registered = self.tenants.by_id(tenant).await?;
        if registered.is_some_and(|tenant| tenant.state != TenantState::Active) {
            return Ok(0);
        }
        let moved = store::moves(&*self.documents, tenant, MOVED_BATCH).await?;
        if !moved.is_empty() {
            self.note(tenant, moved).await?;
        }
        let webhooks = self.webhooks_of(tenant).await?;
        let ids: Vec<WebhookId> = webhooks.iter().map(|webhook| webhook.id.clone()).collect();
        let sent = stream::iter(ids)
            .map(async |webhook| {
                let sent = self.send_due_to(tenant, &webhook).await;
                sent.unwrap_or_else(|error| {
                    tracing::error!(%tenant, %webhook, %error, "an address will be sent to later");
                    0
                })
            })
            .buffer_unordered(SENDING_CONCURRENCY);
        Ok(sent.fold(0, async |sum, some| sum + some).await)
    }

    /// Nothing is read for an address that did not answer a moment ago: each round would wait for it again, and with it all
    /// that the round sends.
    async fn send_due_to(&self, tenant: &TenantId, webhook: &WebhookId) -> Result<usize, Error> {
        let now = self.clock.now();
        if self.silent.is(webhook, now) {
            return Ok(0);
        }
        let due = store::due(&*self.documents, tenant, webhook, now, BATCH).await?;
        Ok(self.send_to_address(tenant, due).await)
    }

    /// Sends what is due to an address in its order, until it does not answer or takes too long: the rest waits for the next
    /// round.
    async fn send_to_address(&self, tenant: &TenantId, all: Vec<Due>) -> usize {
        let (mut sent, began) = (0, self.clock.now());
        for due in all {
            if self.clock.now().since_ms(began) >= ROUND_MS {
                break;
            }
            match self.send_one(tenant, due).await {
                Ok(Some(answered)) => {
                    sent += 1;
                    if !answered {
                        break;
                    }
                }
                Ok(None) => sent += 1,
                Err(error) => tracing::warn!(%tenant, %error, "a webhook will be sent later"),
            }
        }
        sent
    }

    /// Whether the address has answered; `None` when nothing had to be sent.
    async fn send_one(&self, tenant: &TenantId, due: Due) -> Result<Option<bool>, Error> {
        let found = store::load_delivery(&*self.documents, tenant, &due.webhook, &due.delivery).await?;
        // What was asked for again is due at another time, and what is old is gone.
        let current = found.filter(|found| {
            found.delivery.status == DeliveryStatus::Pending && found.delivery.next_attempt_at == Some(due.at)
        });
        let Some(mut found) = current else {
            self.note(tenant, vec![store::delete_due(&due)]).await?;
            return Ok(None);
        };
        let webhook = store::load(&*self.documents, tenant, &due.webhook).await?;
        let Some(webhook) = webhook.filter(|stored| stored.webhook.active) else {
            found.delivery.give_up();
            self.put_back(tenant, &due, &found).await?;
            return Ok(None);
        };
        // What is sent does not wait for it.
        if let Err(error) = self.seal_plain(tenant, &webhook).await {
            tracing::warn!(%tenant, webhook = %due.webhook, %error, "a secret stays as it is stored");
        }
        let Some(lease) = self.claim(tenant, &due, &mut found).await? else {
            return Ok(None);
        };
        let outcome = match self.opened(tenant, &due.webhook, &webhook.secret) {
            Ok(secret) => self.send(&webhook, &secret, &found).await,
            // Nothing goes out unsigned: its owner sees why, and gives the address another secret.
            Err(error) => {
                tracing::error!(%tenant, webhook = %due.webhook, %error, "what an address is signed with cannot be opened");
                Try {
                    at: self.clock.now(),
                    status_code: None,
                    error: Some(UNSIGNED.to_owned()),
                    response_ms: 0,
                }
            }
        };
        let (gone, answered) = (outcome.gone(), outcome.status_code.is_some());
        let now = self.clock.now();
        found.delivery.tried(outcome, now);
        match answered {
            true => self.silent.speaks(&due.webhook),
            false => self
                .silent
                .is_silent(&due.webhook, now, found.delivery.next_attempt_at),
        }
        self.put_back(tenant, &lease, &found).await?;
        if gone {
            self.switch_off(tenant, &due.webhook).await?;
        }
        Ok(Some(answered))
    }

    /// Makes a delivery ours for some time; `None` when somebody else was faster.
    async fn claim(
        &self,
        tenant: &TenantId,
        due: &Due,
        found: &mut StoredDelivery,
    ) -> Result<Option<Due>, Error> {
        let until = self.clock.now().plus_ms(LEASE_MS);
        found.delivery.next_attempt_at = Some(until);
        if !self.put_back(tenant, due, found).await? {
            return Ok(None);
        }
        found.version += 1;
        Ok(Some(Due {
            at: until,
            ..due.clone()
        }))
    }

    /// Stores a delivery in place of the one that was read, with its next time in place of the one that has come.
    /// `false` when somebody else has changed it.
    async fn put_back(&self, tenant: &TenantId, due: &Due, found: &StoredDelivery) -> Result<bool, Error> {
        let expect = Expect::Version(found.version);
        let delivery = &found.delivery;
        let mut writes = vec![store::put_delivery(&due.webhook, delivery, &found.body, expect)?];
        // The next time may be the same instant.
        if delivery.next_attempt_at != Some(due.at) {
            writes.push(store::delete_due(due));
        }
        writes.extend(store::put_due(&due.webhook, delivery)?);
        self.note(tenant, writes).await
    }

    pub(super) async fn note(
        &self,
        tenant: &TenantId,
        writes: Vec<ports::documents::Write>,
    ) -> Result<bool, Error> {
        match self.commit(tenant, writes).await {
            Ok(()) => Ok(true),
            Err(CommitError::ConditionFailed { .. }) => Ok(false),
            Err(CommitError::Engine(error)) => Err(error.into()),
        }
    }

    async fn send(&self, webhook: &Stored, secret: &str, found: &StoredDelivery) -> Try {
        let at = self.clock.now();
        let headers = [
            ("brasa-event", found.delivery.event.clone()),
            ("brasa-delivery", found.delivery.id.to_string()),
            ("brasa-signature", signature(secret, at, &found.body)),
        ];
        let message = Outgoing {
            url: &webhook.webhook.url,
            headers: &headers,
            body: &found.body,
        };
        let outcome = self.sender.post(&message).await;
        Try {
            at,
            status_code: outcome.answer.as_ref().ok().copied(),
            error: outcome.answer.err(),
            response_ms: outcome.took_ms,
        }
    }

    /// The address has said that it is gone for good. A change of somebody's meanwhile counts more.
    async fn switch_off(&self, tenant: &TenantId, id: &WebhookId) -> Result<(), Error> {
        let Some(mut stored) = store::load(&*self.documents, tenant, id).await? else {
            return Ok(());
        };
        stored.webhook.active = false;
        stored.webhook.gone = true;
        stored.webhook.updated_at = self.clock.now();
        let expect = Expect::Version(stored.version);
        let write = store::put(&stored.webhook, &stored.secret, expect)?;
        self.note(tenant, vec![write]).await?;
        self.listening.forget(tenant);
        Ok(())
    }
}

/// `t=<seconds since 1970>,v1=<hex>`: HMAC-SHA256 with the secret as it was shown, over `<t>.<body>`.
fn signature(secret: &str, at: Timestamp, body: &str) -> String {
    let t = at.0.div_euclid(SECOND_MS);
    // A key of any length does.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else {
        return String::new();
    };
    mac.update(format!("{t}.{body}").as_bytes());
    let v1 = hex::encode(mac.finalize().into_bytes());
    format!("t={t},v1={v1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `printf '1761411600.{}' | openssl dgst -sha256 -hmac whsec_prueba`
    #[test]
    fn a_signature_can_be_checked_by_anybody_who_has_the_secret() {
        let signed = signature("whsec_prueba", Timestamp(1_761_411_600_123), "{}");
        assert_eq!(
            signed,
            "t=1761411600,v1=1b58376cd65d972981f94e86fd735f378a90a667c70a2ea0ed4499a12ece424a"
        );
    }
}
