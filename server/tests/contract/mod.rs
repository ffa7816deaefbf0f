//! What every engine must keep, as one suite for each port. An engine's tests call these with itself. Each suite works
//! with tenants of its own, so that several can share a store.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a suite of assertions"
)]
#![allow(dead_code, reason = "not every test calls every suite")]

pub mod blobs;
pub mod counters;
pub mod dead_letters;
pub mod documents;
pub mod envelopes;
pub mod event_bus;
pub mod expiry;
pub mod mailer;
pub mod queries;
pub mod tenants;
pub mod workflows;

use domain::event::{EVENT_VERSION, Envelope, Event};
use domain::{EventId, OrderId, ProductId, TenantId, Timestamp};
use ports::clock::unique;

/// When the suites' clocks should begin: 2025-10-25, so that nothing is in the future of a real clock.
pub const START: Timestamp = Timestamp(1_761_408_300_000);

/// A tenant that nobody else has.
pub fn fresh_tenant() -> TenantId {
    TenantId::parse(format!("t-{}", unique(START))).unwrap()
}

/// An order's id that nobody else has.
pub fn fresh_order() -> OrderId {
    OrderId::parse(format!("o_{}", unique(START))).unwrap()
}

/// An event of a product, which is also its subject.
pub fn event(tenant: &TenantId, product: &str) -> Envelope {
    let event = Event::StockChanged {
        product_id: ProductId::parse(product).unwrap(),
        available: true,
    };
    Envelope {
        correlation_id: None,
        id: EventId::parse(format!("e_{}", unique(START))).unwrap(),
        version: EVENT_VERSION,
        tenant_id: tenant.clone(),
        at: START,
        actor: "u_contract".into(),
        subject: event.subject(),
        event,
    }
}
