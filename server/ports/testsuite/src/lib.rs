//! What every engine must keep: a file for each port, in it a case for each promise.
//!
//! An engine makes tests of all cases of a file by its macro, `ports_testsuite::documents!(…)`, and gives each case an
//! engine. Cases work with restaurants of their own, so that several can share a store.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a suite of assertions"
)]

pub mod blobs;
mod clock;
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

pub use clock::ManualClock;

use domain::event::{EVENT_VERSION, Envelope, Event};
use domain::{EventId, OrderId, ProductId, TenantId, Timestamp};
use ports::clock::unique;

/// A test for each of these cases of a module. Every macro of a file calls this one.
#[macro_export]
macro_rules! tests {
    ($module:ident, $open:expr, [$($case:ident),* $(,)?]) => {
        $(
            #[tokio::test(flavor = "multi_thread")]
            async fn $case() {
                if let Some((_lasting, given)) = $open.await {
                    $crate::$module::$case(given).await;
                }
            }
        )*
    };
}

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

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    /// A case that its file's macro does not name would never run.
    #[test]
    fn every_case_is_made_a_test() {
        let mut cases = 0;
        for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap() {
            let path = file.unwrap().path();
            let source = fs::read_to_string(&path).unwrap_or_default();
            let Some((_, list)) = source.split_once("$crate::tests!(") else {
                continue;
            };
            let (list, _) = list.split_once(");").unwrap();
            for rest in source.split("\npub async fn ").skip(1) {
                let name = rest.split('(').next().unwrap();
                let named = list.split([',', '[', ']']).any(|word| word.trim() == name);
                assert!(named, "{}: {name} is in no list", path.display());
                cases += 1;
            }
        }
        assert!(cases > 40, "{cases}");
    }
}
