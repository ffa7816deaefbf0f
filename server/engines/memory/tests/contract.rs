//! The engines in memory, held to the contracts of the ports and to what only they promise.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

use domain::TenantId;
use domain::time::DAY_MS;
use engine_memory::{Memory, Store};
use ports::documents::{Commit, Expect, Key, Table, Write};
use ports::workflows::Outcome;
use ports::{Blobs, Documents, EventBus, Tenants, Workflows};
use ports_testsuite::event_bus::{Carried, Recorder};
use ports_testsuite::mailer::Mailed;
use ports_testsuite::workflows::Supervised;
use ports_testsuite::{Engines, ManualClock, START, event, fresh_order, fresh_tenant};
use serde_json::json;
use std::sync::Arc;

struct Process {
    store: Store,
    clock: Arc<ManualClock>,
    engines: Memory,
}

impl Process {
    fn new() -> Process {
        Process::on(Store::default(), Arc::new(ManualClock::at(START)))
    }

    fn on(store: Store, clock: Arc<ManualClock>) -> Process {
        Process {
            engines: Memory::open(store.clone(), clock.clone()),
            store,
            clock,
        }
    }

    /// What a case is given.
    async fn opened() -> Option<Process> {
        Some(Process::new())
    }

    /// The next process on the same store, as after a crash.
    fn reopened(self) -> Process {
        let Process {
            store,
            clock,
            engines,
        } = self;
        drop(engines);
        Process::on(store, clock)
    }

    async fn commit(&self, tenant: &TenantId, commit: Commit) {
        self.engines.documents.commit(tenant, commit).await.unwrap();
    }
}

impl Engines for Process {
    fn documents(&self) -> Arc<dyn Documents> {
        self.engines.documents.clone()
    }

    fn expiring(&self) -> (Arc<dyn Documents>, Arc<ManualClock>) {
        (self.documents(), self.clock.clone())
    }

    fn carried(&self) -> Carried {
        Carried {
            documents: self.documents(),
            bus: self.engines.event_bus.clone(),
            clock: self.clock.clone(),
        }
    }

    fn supervised(&self) -> Supervised {
        Supervised {
            workflows: self.engines.workflows.clone(),
            clock: self.clock.clone(),
        }
    }

    fn blobs(&self) -> Arc<dyn Blobs> {
        self.engines.blobs.clone()
    }

    fn mailed(&self) -> Mailed {
        let mailer = self.engines.mailer.clone();
        Mailed {
            mailer: mailer.clone(),
            sent: Box::new(move |tenant| mailer.sent(tenant).len()),
        }
    }

    fn tenants(&self) -> Arc<dyn Tenants> {
        self.engines.tenants.clone()
    }
}

mod cases {
    use super::Process;

    ports_testsuite::every_case!(Process::opened());
}

fn stored(key: &Key) -> Commit {
    Commit {
        writes: vec![Write::put(key.clone(), &json!(1), Expect::Absent).unwrap()],
        events: Vec::new(),
    }
}

fn only(events: Vec<domain::event::Envelope>) -> Commit {
    Commit {
        writes: Vec::new(),
        events,
    }
}

#[tokio::test]
async fn the_next_process_finds_what_was_committed() {
    let process = Process::new();
    let (tenant, key) = (fresh_tenant(), Key::new(Table::Orders, "ORDER#1", "INFO"));
    process.commit(&tenant, stored(&key)).await;
    let (first, second) = (event(&tenant, "p"), event(&tenant, "p"));
    let recorder = Recorder::new("recorder");
    process.engines.event_bus.subscribe(recorder.clone());
    process.commit(&tenant, only(vec![first.clone()])).await;
    process.engines.event_bus.run_until_idle().await.unwrap();
    process.commit(&tenant, only(vec![second.clone()])).await;

    let process = process.reopened();
    assert!(
        process
            .engines
            .documents
            .get(&tenant, &key)
            .await
            .unwrap()
            .is_some()
    );
    let after = Recorder::new("recorder");
    process.engines.event_bus.subscribe(after.clone());
    process.engines.event_bus.run_until_idle().await.unwrap();
    assert_eq!(recorder.handled(&tenant), [first.id]);
    assert_eq!(after.handled(&tenant), [second.id]);
}

#[tokio::test]
async fn a_copy_goes_its_own_way() {
    let process = Process::new();
    let (tenant, key) = (fresh_tenant(), Key::new(Table::Orders, "ORDER#1", "INFO"));
    let copy = Process::on(process.store.copy(), process.clock.clone());
    process.commit(&tenant, stored(&key)).await;
    assert_eq!(copy.engines.documents.get(&tenant, &key).await.unwrap(), None);
    assert_eq!(
        process
            .engines
            .documents
            .select(&tenant, Table::Orders, |_, _| true)
            .len(),
        1
    );
}

#[tokio::test]
async fn events_are_delivered_in_the_order_of_whoever_asks() {
    let process = Process::new();
    let bus = &process.engines.event_bus;
    let tenant = fresh_tenant();
    let recorder = Recorder::new("recorder");
    bus.subscribe(recorder.clone());
    let events: Vec<_> = (0..3).map(|_| event(&tenant, "p")).collect();
    recorder.fail(&events[1], 1);
    process.commit(&tenant, only(events.clone())).await;
    let pending = bus.pending();
    assert_eq!(pending.len(), 3);
    bus.deliver(&pending[2]).await.unwrap();
    assert!(bus.deliver(&pending[1]).await.is_err());
    let left: Vec<u64> = bus.pending().iter().map(|one| one.event.cursor).collect();
    assert_eq!(left, [1, 2]);
    bus.deliver(&pending[2]).await.unwrap();
    bus.run_until_idle().await.unwrap();
    let ids = |order: [usize; 4]| order.map(|at| events[at].id.clone());
    assert_eq!(recorder.handled(&tenant), ids([2, 2, 0, 1]));
    assert_eq!(bus.pending().len(), 0);
}

#[tokio::test]
async fn what_is_old_is_removed_and_nothing_else() {
    let process = Process::new();
    let Memory {
        documents,
        event_bus,
        workflows,
        ..
    } = &process.engines;
    let (tenant, order) = (fresh_tenant(), fresh_order());
    event_bus.subscribe(Recorder::new("recorder"));
    process.commit(&tenant, only(vec![event(&tenant, "p")])).await;
    let key = Key::new(Table::Orders, "ORDER#1", "INFO");
    let write = Write::put(key, &json!(1), Expect::Absent)
        .unwrap()
        .until(START.plus_ms(1));
    let writes = vec![write];
    process
        .commit(
            &tenant,
            Commit {
                writes,
                events: Vec::new(),
            },
        )
        .await;
    let stopped = workflows.stop(&tenant, &order, Outcome::Delivered, 5);
    stopped.await.unwrap();
    process.clock.advance_ms(DAY_MS + 1);
    process.engines.sweep();
    assert_eq!(
        event_bus.since(&tenant, 0, 10).await.unwrap().len(),
        1,
        "not delivered yet"
    );
    assert_eq!(documents.select(&tenant, Table::Orders, |_, _| true).len(), 0);
    event_bus.run_until_idle().await.unwrap();
    process.engines.sweep();
    assert_eq!(event_bus.since(&tenant, 0, 10).await.unwrap().len(), 0);
    assert_eq!(event_bus.latest(&tenant).await.unwrap(), 1);
    // The order is forgotten: news of an earlier version begin anew.
    let now = ports::Clock::now(&*process.clock);
    let handler = Arc::new(ports_testsuite::workflows::Recorder::default());
    workflows.on_deadline(handler.clone());
    workflows.start(&tenant, &order, now).await.unwrap();
    assert_eq!(workflows.run_due().await.unwrap(), 1);
}
