//! The ports in memory: ordered maps behind one lock, the same result for the same calls. Nothing runs by itself and
//! nothing sleeps: events are delivered, limits fire and old data go when they are asked to, and what fails is tried again
//! without a pause.
//!
//! A [`Store`] holds all data. [`Memory`] is one process on it: a second one that is opened after the first was dropped finds
//! what was committed, and nothing of what the first had only in its own memory. That is what a crash leaves.

pub mod blobs;
pub mod documents;
pub mod event_bus;
pub mod mailer;
pub mod store;
pub mod tenants;
pub mod workflows;

mod commit;
mod query;

pub use blobs::MemoryBlobs;
pub use documents::{Changed, MemoryDocuments};
pub use event_bus::{Delivery, MemoryEventBus};
pub use mailer::MemoryMailer;
pub use store::Store;
pub use tenants::MemoryTenants;
pub use workflows::MemoryWorkflows;

use domain::time::DAY_MS;
use ports::{Clock, EngineError};
use std::sync::Arc;

/// The name of this engine in errors.
const ENGINE: &str = "memory";

/// All engines of one process on a store.
#[derive(Debug)]
pub struct Memory {
    pub documents: Arc<MemoryDocuments>,
    pub event_bus: Arc<MemoryEventBus>,
    pub workflows: Arc<MemoryWorkflows>,
    pub blobs: Arc<MemoryBlobs>,
    pub mailer: Arc<MemoryMailer>,
    pub tenants: Arc<MemoryTenants>,
    store: Store,
    clock: Arc<dyn Clock>,
}

impl Memory {
    /// A process that begins on what is in the store.
    pub fn open(store: Store, clock: Arc<dyn Clock>) -> Memory {
        Memory {
            documents: Arc::new(MemoryDocuments::new(store.clone(), Arc::clone(&clock))),
            event_bus: Arc::new(MemoryEventBus::new(store.clone(), Arc::clone(&clock))),
            workflows: Arc::new(MemoryWorkflows::new(store.clone(), Arc::clone(&clock))),
            blobs: Arc::new(MemoryBlobs::new(store.clone())),
            mailer: Arc::new(MemoryMailer::new(store.clone(), Arc::clone(&clock))),
            tenants: Arc::new(MemoryTenants::new(store.clone())),
            store,
            clock,
        }
    }

    /// Removes what is not kept any longer: documents that have expired, events that everyone has handled and orders that
    /// ended, after a day both, and exports after two days.
    pub fn sweep(&self) {
        let now = self.clock.now();
        let day_ago = now.plus_ms(-DAY_MS);
        let delivered = self.event_bus.delivered_to_all();
        let mut data = self.store.lock();
        for tenant in data.documents.values_mut() {
            commit::sweep(tenant, now);
        }
        data.events
            .retain(|cursor, event| *cursor > delivered || event.at >= day_ago);
        workflows::sweep(&mut data, day_ago);
        blobs::sweep(&mut data, now);
    }
}

fn broken(detail: impl Into<String>) -> EngineError {
    EngineError::broken(ENGINE, detail.into())
}
