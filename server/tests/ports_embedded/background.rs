//! What the engines do by themselves once they are spawned.

use super::{TestServer, only};
use domain::event::Envelope;
use engine_embedded::Embedded;
use ports::clock::SystemClock;
use ports::event_bus::{HandleError, Subscriber};
use ports::{Clock as _, Documents as _, EventBus as _, PeriodicTask, Workflows as _};
use ports_testsuite::{event, event_bus, fresh_order, fresh_tenant, workflows};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;

/// Waits for a permit with each event.
#[derive(Debug)]
struct Slow(tokio::sync::Semaphore);

#[async_trait::async_trait]
impl Subscriber for Slow {
    fn name(&self) -> &'static str {
        "slow"
    }

    fn wants(&self, _: &Envelope) -> bool {
        true
    }

    async fn handle(&self, _: &Envelope) -> Result<(), HandleError> {
        self.0.acquire().await.map_err(HandleError::new)?.forget();
        Ok(())
    }
}

/// Waits for a condition, which must come.
async fn until(condition: impl Fn() -> bool) {
    let waiting = async {
        while !condition() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), waiting)
        .await
        .expect("the condition never came");
}

#[tokio::test(flavor = "multi_thread")]
async fn in_the_background_nobody_waits_for_a_slow_one() {
    let server = TestServer::new();
    let tenant = fresh_tenant();
    let (slow, quick) = (
        Arc::new(Slow(tokio::sync::Semaphore::new(0))),
        event_bus::Recorder::new("quick"),
    );
    server.engines.event_bus.subscribe(slow.clone());
    server.engines.event_bus.subscribe(quick.clone());
    server.engines.spawn();
    server.engines.spawn();
    let mut watching = server.engines.event_bus.watch();
    for number in 1..=20 {
        let event = event(&tenant, "p");
        server
            .engines
            .documents
            .commit(&tenant, only(vec![event.clone()]))
            .await
            .unwrap();
        assert_eq!(watching.recv().await.unwrap().envelope.id, event.id);
        until(|| quick.handled(&tenant).len() == number).await;
    }
    slow.0.add_permits(1_000);
    server.engines.event_bus.run_until_idle().await.unwrap();
    assert_eq!(
        slow.0.available_permits(),
        980,
        "each event once, by any deliverer"
    );
    assert_eq!(quick.handled(&tenant).len(), 20);
    server.engines.shutdown().await.unwrap();
    server
        .engines
        .documents
        .commit(&tenant, only(vec![event(&tenant, "p")]))
        .await
        .unwrap();
    let server = server.reopened();
    let after = event_bus::Recorder::new("quick");
    server.engines.event_bus.subscribe(after.clone());
    server.engines.event_bus.run_until_idle().await.unwrap();
    assert_eq!(after.handled(&tenant).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn deadlines_fire_in_the_background() {
    let folder = TempDir::new().unwrap();
    let engines = Embedded::open(folder.path(), Arc::new(SystemClock)).unwrap();
    let fired = Arc::new(workflows::Recorder::default());
    engines.workflows.on_deadline(fired.clone());
    engines
        .workflows
        .start(&fresh_tenant(), &fresh_order(), SystemClock.now())
        .await
        .unwrap();
    engines.spawn();
    until(|| fired.taken().len() == 1).await;
    engines.shutdown().await.unwrap();
}

/// A chore that fails in every way before it works.
#[derive(Debug, Default)]
struct Moody(Mutex<usize>);

#[async_trait::async_trait]
impl PeriodicTask for Moody {
    fn name(&self) -> &'static str {
        "moody"
    }

    async fn run_due(&self) -> Result<usize, HandleError> {
        let times = {
            let mut times = self.0.lock().unwrap();
            *times += 1;
            *times
        };
        match times {
            1 => Err(HandleError::new("not today")),
            2 => panic!("not at all"),
            _ => Ok(1),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn chores_are_asked_for_in_the_background_whatever_came_of_them() {
    let server = TestServer::new();
    let moody = Arc::new(Moody::default());
    server.engines.register(moody.clone());
    server.engines.spawn();
    until(|| *moody.0.lock().unwrap() >= 3).await;
    server.engines.shutdown().await.unwrap();
}
