//! What every engine must keep: a file for each port, in it a case for each promise.
//!
//! The tests of a way to run make one of every case by `ports_testsuite::every_case!(…)`, which opens its engines for each. Cases
//! work with restaurants of their own, so that several can share a store.
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
use ports::{Blobs, Documents, Tenants};
use std::sync::Arc;

/// Engines that belong together, on which nobody else works, as the cases want them.
pub trait Engines {
    fn documents(&self) -> Arc<dyn Documents>;
    /// The documents, and the clock by which they expire.
    fn expiring(&self) -> (Arc<dyn Documents>, Arc<ManualClock>);
    fn carried(&self) -> event_bus::Carried;
    fn supervised(&self) -> workflows::Supervised;
    fn blobs(&self) -> Arc<dyn Blobs>;
    fn mailed(&self) -> mailer::Mailed;
    fn tenants(&self) -> Arc<dyn Tenants>;
}

/// Makes a test of every case there is. `$open` is a future of [`Engines`], new ones each time, or of nothing where there are
/// none to try.
#[macro_export]
macro_rules! every_case {
    ($open:expr) => {
        $crate::documents!($open);
        $crate::counters!($open);
        $crate::queries!($open);
        $crate::expiry!($open);
        $crate::event_bus!($open);
        $crate::dead_letters!($open);
        $crate::envelopes!($open);
        $crate::workflows!($open);
        $crate::blobs!($open);
        $crate::mailer!($open);
        $crate::tenants!($open);
    };
}

/// A test for each of these cases of a module, in a module of that name. Every macro of a file calls this one.
#[macro_export]
macro_rules! tests {
    ($module:ident, $open:expr, $give:ident, [$($case:ident),* $(,)?]) => {
        mod $module {
            use super::*;

            $(
                #[tokio::test(flavor = "multi_thread")]
                async fn $case() {
                    if let Some(engines) = $open.await {
                        $crate::$module::$case($crate::Engines::$give(&engines)).await;
                    }
                }
            )*
        }
    };
}

/// One event of each kind, as they are written.
pub const EVENTS: &str = include_str!("../events.json");

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
        until: None,
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
