//! What a history knows of itself: what was asked for and answered, and what was seen in the store after each step.

mod hooks;
mod observe;
mod people;
mod record;
mod stock;

pub use hooks::SeenHook;
pub use people::{Known, Person, Session, is_unknown};
pub use record::key_of;

use crate::calls::{Answer, Call, Placement, Secret};
use domain::catalog::Catalog;
use domain::catering::CateringRequest;
use domain::claim::{Claim, ClaimNumber, Offer, OfferAnswer, Reply};
use domain::order::Order;
use domain::payment::Payment;
use domain::tenant::Tenant;
use domain::webhook::Delivery;
use domain::{CateringId, CustomerId, DeliveryId, Money, OrderId, ProductId, TenantId, Timestamp, WebhookId};
use ports::documents::Key;
use ports::event_bus::Published;
use std::collections::{BTreeMap, BTreeSet};

/// A thing of a restaurant.
pub type Of<T> = (TenantId, T);

/// Maximum number of deliveries that are remembered to be made again.
const DELIVERED: usize = 200;

/// See the module.
#[derive(Debug, Clone, Default)]
pub struct Model {
    pub orders: BTreeMap<Of<OrderId>, Order>,
    pub payments: BTreeMap<Of<OrderId>, Payment>,
    /// Every call that wanted to place an order, in their order.
    pub placed: Vec<Placed>,
    /// What is sold, and what it consists of.
    pub cartas: BTreeMap<TenantId, Catalog>,
    /// The rules of each restaurant as they are now.
    pub settings: BTreeMap<TenantId, Tenant>,
    /// Customers who may order nothing.
    pub blocked: BTreeSet<Of<CustomerId>>,
    /// The addresses that receive webhooks, those that were removed included.
    pub hooks: BTreeMap<Of<WebhookId>, SeenHook>,
    /// What was written down to be sent to them.
    pub deliveries: BTreeMap<Of<(WebhookId, DeliveryId)>, Delivery>,
    /// How many there would be of each counted product if all orders were cancelled.
    pub stock: BTreeMap<Of<ProductId>, i64>,
    /// What is off the carta, and when it comes back by itself.
    pub off: BTreeMap<Of<ProductId>, Option<Timestamp>>,
    /// Orders that somebody was told to be cancelled.
    pub cancelled: BTreeSet<Of<OrderId>>,
    /// All events, by restaurant.
    pub events: BTreeMap<TenantId, Vec<Published>>,
    /// The orders as their events make them.
    pub folded: BTreeMap<Of<OrderId>, Order>,
    /// What was delivered and may come again.
    pub delivered: Vec<engine_memory::Delivery>,
    /// The claims in the books.
    pub claims: BTreeMap<Of<ClaimNumber>, SeenClaim>,
    /// The requests for catering, and their private links.
    pub requests: BTreeMap<Of<CateringId>, SeenRequest>,
    pub people: Vec<Person>,
    /// Counters of products and of what customers have open, by their keys.
    pub counters: BTreeMap<Of<Key>, BTreeMap<String, i64>>,
    /// Calls under keys that were answered, with their answers.
    pub keyed: Vec<Answered>,
    /// The last command on an order that was done, and the order's version after it.
    pub command: Option<(Call, Of<OrderId>, u64)>,
    /// When the store was looked at last.
    pub now: Option<Timestamp>,
    /// The number of writes that were seen in the store.
    pub seen: usize,
}

/// A sheet of the book, the key that opens it, and what came of it.
#[derive(Debug, Clone, Default)]
pub struct SeenClaim {
    /// `None` while only what came of it was seen.
    pub claim: Option<Claim>,
    pub key: Option<Secret<String>>,
    pub reply: Option<Reply>,
    pub offer: Option<Offer>,
    pub offer_sent: bool,
    pub offer_answer: Option<OfferAnswer>,
    /// What it says to be back.
    pub refunded: Option<Option<Money>>,
}

/// A request for catering and its private link.
#[derive(Debug, Clone)]
pub struct SeenRequest {
    pub request: CateringRequest,
    pub link: Secret<String>,
}

/// A call under a key that has an answer, which is remembered.
#[derive(Debug, Clone)]
pub struct Answered {
    pub call: Call,
    pub at: Timestamp,
    pub body: String,
}

/// A call that wanted to place an order, and what it was told.
#[derive(Debug, Clone)]
pub struct Placed {
    pub placement: Placement,
    pub at: Timestamp,
    pub answer: Answer,
}

/// What a step has changed.
#[derive(Debug, Default)]
pub struct Changes {
    /// Orders as they were, `None` for new ones, and as they are.
    pub orders: Vec<(Option<Order>, Order)>,
    /// Payments as they are now.
    pub payments: Vec<(TenantId, Payment)>,
    /// Requests as they were, `None` for new ones, and as they are.
    pub requests: Vec<(Option<CateringRequest>, CateringRequest)>,
    /// Claims of which something was written.
    pub claims: BTreeSet<Of<ClaimNumber>>,
    /// Restaurants of whose orders, payments or carta something was written.
    pub touched: BTreeSet<TenantId>,
    /// How many rules of restaurants, customers and addresses for webhooks were written.
    pub rules: usize,
    /// New events of a restaurant.
    pub events: Vec<(TenantId, Published)>,
}

impl Placed {
    /// Whether it was made under the same key of the same caller.
    pub fn has_key_of(&self, other: &Placement) -> bool {
        let own = &self.placement;
        !own.wanted.idempotency_key.is_empty()
            && own.wanted.idempotency_key == other.wanted.idempotency_key
            && own.caller == other.caller
    }

    /// The order that the caller was told.
    pub fn order(&self) -> Option<&OrderId> {
        match &self.answer {
            Answer::Placed { order, .. } => Some(order),
            _ => None,
        }
    }
}

impl Model {
    /// Remembers deliveries, so that they can come again.
    pub fn delivered(&mut self, deliveries: Vec<engine_memory::Delivery>) {
        self.delivered.extend(deliveries);
        let too_many = self.delivered.len().saturating_sub(DELIVERED);
        self.delivered.drain(..too_many);
    }
}
