//! Webhooks: where a restaurant's own systems receive its events, and how often that is tried.

use super::time::{HOUR_MS, MINUTE_MS, SECOND_MS, spread};
use super::{DeliveryId, EventId, Timestamp, WebhookId};
use serde::{Deserialize, Serialize};

/// Maximum number of addresses of a restaurant.
pub const MAX_WEBHOOKS: i64 = 10;

/// Maximum length of an address, in characters.
pub const MAX_URL: usize = 500;

/// Maximum length of a description, in characters.
pub const MAX_DESCRIPTION: usize = 200;

/// The events that can be listened to. What is for the product itself only is not among them.
pub const EVENTS: [&str; 22] = [
    "CustomerRegistered",
    "OrderCreated",
    "OrderConfirmed",
    "OrderCancelled",
    "OrderEdited",
    "OrderStageStarted",
    "OrderStageUpdated",
    "OrderStageCompleted",
    "OrderDelivered",
    "PaymentApproved",
    "PaymentRejected",
    "PaymentRefunded",
    "MenuChanged",
    "StockChanged",
    "ClaimFiled",
    "ClaimAnswered",
    "CateringRequested",
    "CateringQuoted",
    "CateringAccepted",
    "CateringDeclined",
    "CateringCancelled",
    "CateringExpired",
];

/// The event of a delivery that was only asked for to try an address.
pub const PING: &str = "Ping";

/// The pauses after each failed try; when they are used up, the delivery has failed.
const PAUSES_MS: [i64; 8] = [
    10 * SECOND_MS,
    MINUTE_MS,
    5 * MINUTE_MS,
    30 * MINUTE_MS,
    2 * HOUR_MS,
    6 * HOUR_MS,
    6 * HOUR_MS,
    6 * HOUR_MS,
];

/// Maximum number of attempts of one delivery that are remembered, the newest.
const MAX_TRIES: usize = 20;

/// An address that receives events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Webhook {
    pub id: WebhookId,
    pub url: String,
    /// Of [`EVENTS`]; empty for all of them.
    pub events: Vec<String>,
    pub description: String,
    pub active: bool,
    /// The address has answered that it is gone for good (410), and was switched off for that.
    pub gone: bool,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// One event on its way to one address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Delivery {
    pub id: DeliveryId,
    pub event: String,
    pub event_id: EventId,
    pub status: DeliveryStatus,
    /// How often it was tried in all.
    pub attempts: u32,
    /// How often it has failed since it was last asked for.
    pub failures: u32,
    /// `None` when it is not tried again.
    pub next_attempt_at: Option<Timestamp>,
    /// The newest, oldest first.
    pub tries: Vec<Try>,
    pub created_at: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum DeliveryStatus {
    Pending,
    Delivered,
    Failed,
}

/// What came of one try.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Try {
    pub at: Timestamp,
    /// `None` when there was no answer.
    pub status_code: Option<u16>,
    /// Why there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    pub response_ms: u32,
}

/// The host of an address, by which it is named where the whole would say too much.
pub fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let authority = rest.get(..end).unwrap_or_default();
    authority.rsplit_once('@').map_or(authority, |(_, host)| host)
}

impl Webhook {
    /// Whether it wants to receive an event of this name.
    pub fn wants(&self, event: &str) -> bool {
        self.active
            && EVENTS.contains(&event)
            && (self.events.is_empty() || self.events.iter().any(|e| e == event))
    }
}

impl Try {
    /// Any 2xx.
    pub fn succeeded(&self) -> bool {
        self.status_code.is_some_and(|code| (200..300).contains(&code))
    }

    /// The address says that it will never want anything again.
    pub fn gone(&self) -> bool {
        self.status_code == Some(410)
    }
}

impl Delivery {
    /// One that has not been tried yet, and is to be now.
    pub fn new(id: DeliveryId, event: String, event_id: EventId, now: Timestamp) -> Delivery {
        Delivery {
            id,
            event,
            event_id,
            status: DeliveryStatus::Pending,
            attempts: 0,
            failures: 0,
            next_attempt_at: Some(now),
            tries: Vec::new(),
            created_at: now,
        }
    }

    /// To be tried now, as if it had never failed.
    pub fn ask_again(&mut self, now: Timestamp) {
        self.status = DeliveryStatus::Pending;
        self.failures = 0;
        self.next_attempt_at = Some(now);
    }

    /// Notes a try, and says by `next_attempt_at` when the next one is due.
    pub fn tried(&mut self, what: Try, now: Timestamp) {
        self.attempts = self.attempts.saturating_add(1);
        let (succeeded, gone) = (what.succeeded(), what.gone());
        self.tries.push(what);
        let old = self.tries.len().saturating_sub(MAX_TRIES);
        self.tries.drain(..old);
        if succeeded {
            self.status = DeliveryStatus::Delivered;
            self.next_attempt_at = None;
            return;
        }
        let pause = usize::try_from(self.failures)
            .ok()
            .and_then(|failures| PAUSES_MS.get(failures))
            .filter(|_| !gone);
        self.failures = self.failures.saturating_add(1);
        let pause = pause.map(|pause| spread(*pause, (&self.id, self.failures)));
        self.next_attempt_at = pause.map(|pause| now.plus_ms(pause));
        if self.next_attempt_at.is_none() {
            self.status = DeliveryStatus::Failed;
        }
    }

    /// Nobody is there to try it.
    pub fn give_up(&mut self) {
        self.status = DeliveryStatus::Failed;
        self.next_attempt_at = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(status_code: Option<u16>) -> Try {
        Try {
            at: Timestamp(0),
            status_code,
            error: None,
            response_ms: 3,
        }
    }

    fn delivery() -> Delivery {
        let id = DeliveryId::parse("d_1").unwrap();
        Delivery::new(
            id,
            "OrderCreated".into(),
            EventId::parse("e_1").unwrap(),
            Timestamp(0),
        )
    }

    #[test]
    fn an_address_is_named_by_its_host() {
        for (url, named) in [
            ("https://erp.example.pe/brasa?clave=1", "erp.example.pe"),
            ("https://u:secreto@erp.example.pe:8443", "erp.example.pe:8443"),
            ("http://127.0.0.1:9/hook", "127.0.0.1:9"),
            ("nada", "nada"),
        ] {
            assert_eq!(host(url), named);
        }
    }

    #[test]
    fn pauses_grow_until_it_has_failed() {
        let mut delivery = delivery();
        let mut pauses = Vec::new();
        while let Some(due) = delivery.next_attempt_at {
            delivery.tried(answered(Some(500)), due);
            pauses.extend(delivery.next_attempt_at.map(|next| next.since_ms(due)));
        }
        let spread = |(pause, least): (&i64, &i64)| (*least..=least * 5 / 4).contains(pause);
        assert!(pauses.iter().zip(&PAUSES_MS).all(spread), "{pauses:?}");
        assert_eq!(pauses.len(), PAUSES_MS.len());
        assert!(pauses.iter().sum::<i64>() > 20 * HOUR_MS, "a night and a morning");
        assert_eq!((delivery.status, delivery.attempts), (DeliveryStatus::Failed, 9));
        delivery.ask_again(Timestamp(9));
        delivery.tried(answered(None), Timestamp(9));
        let next = delivery.next_attempt_at.unwrap();
        assert!((10 * SECOND_MS..=13 * SECOND_MS).contains(&next.since_ms(Timestamp(9))));
        delivery.tried(answered(Some(204)), Timestamp(9));
        assert_eq!(
            (delivery.status, delivery.next_attempt_at),
            (DeliveryStatus::Delivered, None)
        );
    }

    #[test]
    fn what_is_gone_is_not_tried_again() {
        let mut delivery = delivery();
        delivery.tried(answered(Some(410)), Timestamp(0));
        assert_eq!(
            (delivery.status, delivery.next_attempt_at),
            (DeliveryStatus::Failed, None)
        );
    }

    #[test]
    fn memory_of_tries_is_bounded() {
        let mut delivery = delivery();
        for _ in 0..50 {
            delivery.ask_again(Timestamp(0));
            delivery.tried(answered(Some(301)), Timestamp(0));
        }
        assert_eq!((delivery.attempts, delivery.tries.len()), (50, MAX_TRIES));
    }
}
