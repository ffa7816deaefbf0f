//! What [`EventBus`] promises, together with the [`Documents`] whose events it carries.

use crate::{ManualClock, event, fresh_tenant};
use async_trait::async_trait;
use domain::event::Envelope;
use domain::failure::FailureCause;
use domain::{EventId, TenantId};
use ports::documents::{Commit, CommitError, Expect, Key, Table, Write};
use ports::event_bus::{HandleError, Published, Subscriber};
use ports::{Documents, EventBus};
use serde_json::json;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// Makes the tests of this file, of the engines that `$open` gives.
#[macro_export]
macro_rules! event_bus {
    ($open:expr) => {
        $crate::tests!(
            event_bus,
            $open,
            carried,
            [
                events_come_with_their_commit,
                subjects_keep_their_order,
                what_subscribers_commit_is_delivered_too,
                a_failure_that_passes_costs_nothing,
                watchers_see_all_and_can_catch_up,
            ]
        );
    };
}

/// A bus and the store whose events it carries, on which nobody else works.
#[derive(Debug, Clone)]
pub struct Carried {
    pub documents: Arc<dyn Documents>,
    pub bus: Arc<dyn EventBus>,
    pub clock: Arc<ManualClock>,
}

/// Notes what it is given, and fails as it is set to.
#[derive(Debug)]
pub struct Recorder {
    name: &'static str,
    handled: Mutex<Vec<Envelope>>,
    /// How often handling an event still fails.
    failures: Mutex<HashMap<EventId, usize>>,
    panics: bool,
    /// Whether what it needs does not answer, so that it fails with whatever comes, and how often it was asked meanwhile.
    down: Mutex<Option<usize>>,
}

impl Recorder {
    pub fn new(name: &'static str) -> Arc<Recorder> {
        Arc::new(Recorder::of(name, false))
    }

    /// The same, and where it fails it panics.
    pub fn panicking(name: &'static str) -> Arc<Recorder> {
        Arc::new(Recorder::of(name, true))
    }

    fn of(name: &'static str, panics: bool) -> Recorder {
        Recorder {
            name,
            handled: Mutex::default(),
            failures: Mutex::default(),
            panics,
            down: Mutex::default(),
        }
    }

    /// What it needs does not answer from now on.
    pub fn go_down(&self) {
        *self.down.lock().unwrap() = Some(0);
    }

    /// What it needs answers again. Says how often it was asked meanwhile.
    pub fn come_up(&self) -> usize {
        self.down.lock().unwrap().take().unwrap_or(0)
    }

    /// Handling this event fails this many times from now on.
    pub fn fail(&self, event: &Envelope, times: usize) {
        self.failures.lock().unwrap().insert(event.id.clone(), times);
    }

    /// All that it has handled.
    pub fn events(&self) -> Vec<Envelope> {
        self.handled.lock().unwrap().clone()
    }

    /// The events of a tenant that it has handled, in their order.
    pub fn handled(&self, tenant: &TenantId) -> Vec<EventId> {
        let handled = self.handled.lock().unwrap();
        handled
            .iter()
            .filter(|event| event.tenant_id == *tenant)
            .map(|event| event.id.clone())
            .collect()
    }
}

#[async_trait]
impl Subscriber for Recorder {
    fn name(&self) -> &'static str {
        self.name
    }

    fn wants(&self, event: &Envelope) -> bool {
        event.subject != "product/unwanted"
    }

    async fn handle(&self, event: &Envelope) -> Result<(), HandleError> {
        if let Some(asked) = self.down.lock().unwrap().as_mut() {
            *asked += 1;
            return Err(HandleError::caused(FailureCause::Unavailable, "nobody answers"));
        }
        let fails = match self.failures.lock().unwrap().get_mut(&event.id) {
            Some(left @ 1..) => {
                *left -= 1;
                true
            }
            _ => false,
        };
        assert!(!(fails && self.panics), "as it was asked to");
        if fails {
            return Err(HandleError::new("as it was asked to"));
        }
        self.handled.lock().unwrap().push(event.clone());
        Ok(())
    }
}

pub(super) async fn commit(carried: &Carried, tenant: &TenantId, events: &[Envelope]) {
    carried
        .documents
        .commit(
            tenant,
            Commit {
                writes: Vec::new(),
                events: events.to_vec(),
            },
        )
        .await
        .unwrap();
}

pub(super) fn ids(events: &[Envelope]) -> Vec<EventId> {
    events.iter().map(|event| event.id.clone()).collect()
}

pub async fn events_come_with_their_commit(carried: Carried) {
    let tenant = fresh_tenant();
    let recorder = Recorder::new("recorder");
    carried.bus.subscribe(recorder.clone());
    let key = Key::new(Table::Orders, "ORDER#1", "INFO");
    let write = Write::put(key, &json!(1), Expect::Absent).unwrap();
    let (first, second, unwanted) = (
        event(&tenant, "p"),
        event(&tenant, "p"),
        event(&tenant, "unwanted"),
    );
    let kept = Commit {
        writes: vec![write.clone()],
        events: vec![first.clone(), unwanted],
    };
    carried.documents.commit(&tenant, kept).await.unwrap();
    let refused = carried
        .documents
        .commit(
            &tenant,
            Commit {
                writes: vec![write],
                events: vec![second],
            },
        )
        .await;
    assert!(matches!(refused, Err(CommitError::ConditionFailed { write: 0 })));
    carried.bus.run_until_idle().await.unwrap();
    assert_eq!(recorder.handled(&tenant), ids(&[first]));
}

pub async fn subjects_keep_their_order(carried: Carried) {
    let tenants = [fresh_tenant(), fresh_tenant()];
    let recorder = Recorder::new("recorder");
    carried.bus.subscribe(recorder.clone());
    let mut sent = Vec::new();
    for round in 0..150 {
        for tenant in &tenants {
            let events = [event(tenant, &format!("p{}", round % 7)), event(tenant, "same")];
            commit(&carried, tenant, &events).await;
            sent.extend(events);
        }
        if round == 75 {
            carried.bus.run_until_idle().await.unwrap();
        }
    }
    carried.bus.run_until_idle().await.unwrap();
    let handled = recorder.handled.lock().unwrap().clone();
    let of = |events: &[Envelope], tenant: &TenantId, subject: &str| {
        let events = events
            .iter()
            .filter(|event| event.tenant_id == *tenant && event.subject == subject);
        events.map(|event| event.id.clone()).collect::<Vec<_>>()
    };
    for tenant in &tenants {
        for product in ["same", "p0", "p1", "p2", "p3", "p4", "p5", "p6"] {
            let subject = format!("product/{product}");
            let (sent, handled) = (of(&sent, tenant, &subject), of(&handled, tenant, &subject));
            assert!(!sent.is_empty());
            assert_eq!(sent, handled, "{subject}");
        }
    }
}

/// Commits one more event for each of the first ones.
#[derive(Debug)]
struct Echo(Arc<dyn Documents>);

#[async_trait]
impl Subscriber for Echo {
    fn name(&self) -> &'static str {
        "echo"
    }

    fn wants(&self, event: &Envelope) -> bool {
        matches!(&*event.subject, "product/p3" | "product/p2" | "product/p1")
    }

    async fn handle(&self, original: &Envelope) -> Result<(), HandleError> {
        let next = match &*original.subject {
            "product/p3" => "p2",
            "product/p2" => "p1",
            _ => "p0",
        };
        let tenant = &original.tenant_id;
        let events = vec![event(tenant, next)];
        let done = self
            .0
            .commit(
                tenant,
                Commit {
                    writes: Vec::new(),
                    events,
                },
            )
            .await;
        done.map_err(HandleError::new)
    }
}

pub async fn what_subscribers_commit_is_delivered_too(carried: Carried) {
    let tenant = fresh_tenant();
    let recorder = Recorder::new("recorder");
    carried.bus.subscribe(recorder.clone());
    carried
        .bus
        .subscribe(Arc::new(Echo(Arc::clone(&carried.documents))));
    commit(&carried, &tenant, &[event(&tenant, "p3")]).await;
    carried.bus.run_until_idle().await.unwrap();
    let handled = recorder.handled.lock().unwrap();
    let subjects: Vec<&str> = handled.iter().map(|event| event.subject.as_str()).collect();
    assert_eq!(subjects, ["product/p3", "product/p2", "product/p1", "product/p0"]);
}

pub async fn a_failure_that_passes_costs_nothing(carried: Carried) {
    let tenant = fresh_tenant();
    let recorder = Recorder::new("recorder");
    carried.bus.subscribe(recorder.clone());
    let events = [event(&tenant, "p"), event(&tenant, "p")];
    recorder.fail(&events[0], 2);
    commit(&carried, &tenant, &events).await;
    carried.bus.run_until_idle().await.unwrap();
    assert_eq!(recorder.handled(&tenant), ids(&events));
    assert_eq!(carried.bus.dead_letters(&tenant).await.unwrap(), []);
}

pub async fn watchers_see_all_and_can_catch_up(carried: Carried) {
    let (mine, other) = (fresh_tenant(), fresh_tenant());
    let before = carried.bus.latest(&mine).await.unwrap();
    let mut watching = carried.bus.watch();
    let events: Vec<Envelope> = (0..5).map(|_| event(&mine, "p")).collect();
    let foreign = event(&other, "p");
    commit(&carried, &mine, &events[..2]).await;
    commit(&carried, &other, std::slice::from_ref(&foreign)).await;
    commit(&carried, &mine, &events[2..]).await;
    carried.bus.run_until_idle().await.unwrap();
    let mut seen: Vec<Published> = Vec::new();
    while let Ok(published) = watching.try_recv() {
        seen.push(published);
    }
    for tenant in [&mine, &other] {
        let own = seen
            .iter()
            .filter(|published| published.envelope.tenant_id == *tenant);
        assert!(
            own.map(|published| published.cursor)
                .is_sorted_by(|one, next| one < next),
            "cursors grow"
        );
    }
    let shown: Vec<EventId> = seen
        .iter()
        .map(|published| published.envelope.id.clone())
        .collect();
    assert_eq!(shown.len(), 6);
    assert_eq!(shown[2], foreign.id);
    assert_eq!(carried.bus.latest(&mine).await.unwrap(), seen[5].cursor);
    let others_end = carried.bus.latest(&other).await.unwrap();
    assert_eq!(carried.bus.since(&other, others_end, 100).await.unwrap(), []);

    let ids_of = |page: Vec<Published>| page.iter().map(|one| one.envelope.id.clone()).collect::<Vec<_>>();
    let all = carried.bus.since(&mine, before, 100).await.unwrap();
    assert_eq!(ids_of(all.clone()), ids(&events));
    assert_eq!(
        ids_of(carried.bus.since(&mine, before, 2).await.unwrap()),
        ids(&events[..2])
    );
    assert_eq!(
        ids_of(carried.bus.since(&mine, all[1].cursor, 100).await.unwrap()),
        ids(&events[2..])
    );
    assert_eq!(carried.bus.since(&mine, seen[5].cursor, 100).await.unwrap(), []);
    assert_eq!(carried.bus.since(&mine, u64::MAX, 100).await.unwrap(), []);
    assert_eq!(
        ids_of(carried.bus.since(&other, 0, 100).await.unwrap()),
        [foreign.id]
    );
}
