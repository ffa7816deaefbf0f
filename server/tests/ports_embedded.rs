//! The embedded engines, held to the contracts of the ports and to what only they promise.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

#[path = "ports_embedded/background.rs"]
mod background;
#[path = "ports_embedded/deadlines.rs"]
mod deadlines;
#[path = "ports_embedded/file.rs"]
mod file;
#[path = "ports_embedded/mail.rs"]
mod mail;
#[path = "ports_embedded/readiness.rs"]
mod readiness;
#[path = "ports_embedded/reading.rs"]
mod reading;

use domain::event::Envelope;
use domain::failure::FailureCause;
use domain::stage::CurrentStep;
use domain::time::DAY_MS;
use domain::time::HOUR_MS;
use engine_embedded::Embedded;
use ports::documents::{Commit, Expect, Key, Table, Write};
use ports::workflows::Outcome;
use ports::{Blobs, Documents, EventBus, Tenants, Workflows};
use ports_testsuite::event_bus::{Carried, Recorder};
use ports_testsuite::mailer::Mailed;
use ports_testsuite::workflows::Supervised;
use ports_testsuite::{Engines, ManualClock, START, event, fresh_order, fresh_tenant};
use serde_json::json;
use std::sync::Arc;
use tempfile::TempDir;

/// Engines on a folder that goes with them.
struct TestServer {
    folder: TempDir,
    clock: Arc<ManualClock>,
    engines: Embedded,
}

impl TestServer {
    fn new() -> TestServer {
        let (folder, clock) = (TempDir::new().unwrap(), Arc::new(ManualClock::at(START)));
        let engines = Embedded::open(&folder.path().join("data"), clock.clone()).unwrap();
        TestServer {
            folder,
            clock,
            engines,
        }
    }

    /// What a case is given.
    async fn opened() -> Option<TestServer> {
        Some(TestServer::new())
    }

    /// Closes the file and opens it again, as after a restart.
    fn reopened(self) -> TestServer {
        let TestServer {
            folder,
            clock,
            engines,
        } = self;
        drop(engines);
        let engines = Embedded::open(&folder.path().join("data"), clock.clone()).unwrap();
        TestServer {
            folder,
            clock,
            engines,
        }
    }
}

fn only(events: Vec<Envelope>) -> Commit {
    Commit {
        writes: Vec::new(),
        events,
    }
}

impl Engines for TestServer {
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
        let mail = self.folder.path().join("data/mail");
        Mailed {
            mailer: self.engines.mailer.clone(),
            sent: Box::new(move |tenant| {
                std::fs::read_dir(mail.join(tenant.as_str())).map_or(0, Iterator::count)
            }),
        }
    }

    fn tenants(&self) -> Arc<dyn Tenants> {
        self.engines.tenants.clone()
    }
}

mod cases {
    use super::TestServer;

    ports_testsuite::every_case!(TestServer::opened());
}

#[tokio::test(flavor = "multi_thread")]
async fn events_lie_in_the_file_as_they_were_committed() {
    let server = TestServer::new();
    let (written, events): (Vec<_>, Vec<_>) = ports_testsuite::envelopes::all().into_iter().unzip();
    let writes = Vec::new();
    let tenant = events[0].tenant_id.clone();
    let commit = server
        .engines
        .documents
        .commit(&tenant, Commit { writes, events });
    commit.await.unwrap();
    let db = rusqlite::Connection::open(server.folder.path().join("data/brasa.db")).unwrap();
    let mut rows = db.prepare("SELECT envelope FROM outbox ORDER BY seq").unwrap();
    let lying = rows.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let lying: Vec<serde_json::Value> = lying
        .map(|text| serde_json::from_str(&text.unwrap()).unwrap())
        .collect();
    assert_eq!(lying, written);
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, in its order")]
async fn everything_survives_a_restart() {
    let server = TestServer::new();
    let (tenant, order) = (fresh_tenant(), fresh_order());
    let key = Key::new(Table::Orders, "ORDER#1", "INFO");
    let (first, second) = (event(&tenant, "p"), event(&tenant, "p"));
    let write = Write::put(key.clone(), &json!({"n": 1}), Expect::Version(0)).unwrap();
    let writes = vec![Write::add(key.clone(), "n", 7)];
    server
        .engines
        .documents
        .commit(
            &tenant,
            Commit {
                writes,
                events: Vec::new(),
            },
        )
        .await
        .unwrap();
    let commit = Commit {
        writes: vec![write],
        events: vec![first.clone()],
    };
    server.engines.documents.commit(&tenant, commit).await.unwrap();
    assert_eq!(
        server
            .engines
            .documents
            .next_number(&tenant, "orders")
            .await
            .unwrap(),
        1
    );
    server
        .engines
        .workflows
        .resume(&tenant, &order, CurrentStep::Cooking, 2, START.plus_ms(1_000))
        .await
        .unwrap();
    let recorder = Recorder::new("recorder");
    server.engines.event_bus.subscribe(recorder.clone());
    server.engines.event_bus.run_until_idle().await.unwrap();
    server
        .engines
        .documents
        .commit(&tenant, only(vec![second.clone()]))
        .await
        .unwrap();
    let latest = server.engines.event_bus.latest(&tenant).await.unwrap();

    let server = server.reopened();
    let document = server
        .engines
        .documents
        .get(&tenant, &key)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (document.version, document.body.json(), document.counter("n")),
        (1, json!({"n": 1}), 7)
    );
    assert!(
        server
            .engines
            .documents
            .next_number(&tenant, "orders")
            .await
            .unwrap()
            > 1
    );
    assert_eq!(server.engines.event_bus.latest(&tenant).await.unwrap(), latest);
    let after = Recorder::new("recorder");
    let newcomer = Recorder::new("newcomer");
    server.engines.event_bus.subscribe(after.clone());
    server.engines.event_bus.subscribe(newcomer.clone());
    server.engines.event_bus.run_until_idle().await.unwrap();
    assert_eq!(recorder.handled(&tenant), std::slice::from_ref(&first.id));
    assert_eq!(
        after.handled(&tenant),
        std::slice::from_ref(&second.id),
        "delivery goes on where it stood"
    );
    assert_eq!(
        newcomer.handled(&tenant),
        [first.id, second.id],
        "a new one begins at the beginning"
    );
    let fired = Arc::new(ports_testsuite::workflows::Recorder::default());
    server.engines.workflows.on_deadline(fired.clone());
    server.clock.advance_ms(1_000);
    assert_eq!(server.engines.workflows.run_due().await.unwrap(), 1);
    assert_eq!(fired.taken(), [(tenant, order, CurrentStep::Cooking)]);
}

#[tokio::test]
async fn callers_of_run_until_idle_share_the_work() {
    let server = TestServer::new();
    let tenant = fresh_tenant();
    let recorder = Recorder::new("recorder");
    server.engines.event_bus.subscribe(recorder.clone());
    server.engines.event_bus.subscribe(Recorder::new("recorder"));
    let events: Vec<Envelope> = (0..700)
        .map(|number| event(&tenant, &format!("p{}", number % 9)))
        .collect();
    server
        .engines
        .documents
        .commit(&tenant, only(events))
        .await
        .unwrap();
    let bus = &server.engines.event_bus;
    tokio::try_join!(bus.run_until_idle(), bus.run_until_idle(), bus.run_until_idle()).unwrap();
    assert_eq!(recorder.handled(&tenant).len(), 700);
}

#[tokio::test]
async fn a_backlog_larger_than_memory_is_read_from_the_file() {
    let server = TestServer::new();
    let tenant = fresh_tenant();
    for _ in 0..10 {
        let events = (0..500).map(|_| event(&tenant, "p")).collect();
        server
            .engines
            .documents
            .commit(&tenant, only(events))
            .await
            .unwrap();
    }
    let late = Recorder::new("late");
    server.engines.event_bus.run_until_idle().await.unwrap();
    server.engines.event_bus.subscribe(late.clone());
    server.engines.event_bus.run_until_idle().await.unwrap();
    let expected = server.engines.event_bus.since(&tenant, 0, 10_000).await.unwrap();
    let expected: Vec<_> = expected
        .iter()
        .map(|published| published.envelope.id.clone())
        .collect();
    assert_eq!(expected.len(), 5_000);
    assert_eq!(late.handled(&tenant), expected);
}

#[tokio::test]
async fn what_is_old_is_removed_and_nothing_else() {
    let server = TestServer::new();
    let Embedded {
        documents,
        event_bus: bus,
        workflows,
        ..
    } = &server.engines;
    let (tenant, order) = (fresh_tenant(), fresh_order());
    let recorder = Recorder::new("recorder");
    bus.subscribe(recorder.clone());
    documents
        .commit(&tenant, only(vec![event(&tenant, "p"); 3]))
        .await
        .unwrap();
    workflows
        .stop(&tenant, &order, Outcome::Delivered, 1)
        .await
        .unwrap();
    let expiring = |number: i64| {
        let key = Key::new(Table::Orders, format!("ORDER#{number}"), "IDEMPOTENCY#k");
        Write::put(key, &json!(1), Expect::Absent)
            .unwrap()
            .until(START.plus_ms(number))
    };
    documents
        .commit(
            &tenant,
            Commit {
                writes: (1..=600).map(expiring).collect(),
                events: Vec::new(),
            },
        )
        .await
        .unwrap();
    assert_eq!(documents.sweep().await.unwrap(), 0);
    server.clock.advance_ms(599);
    assert_eq!(documents.sweep().await.unwrap(), 599);
    assert_eq!(documents.sweep().await.unwrap(), 0);

    server.clock.advance_ms(DAY_MS + 1);
    assert_eq!(bus.forget_old().await.unwrap(), 0, "not delivered yet");
    bus.run_until_idle().await.unwrap();
    documents
        .commit(&tenant, only(vec![event(&tenant, "p")]))
        .await
        .unwrap();
    bus.run_until_idle().await.unwrap();
    let latest = bus.latest(&tenant).await.unwrap();
    assert_eq!(bus.forget_old().await.unwrap(), 3);
    assert_eq!(bus.since(&tenant, 0, 10).await.unwrap().len(), 1);
    assert_eq!(workflows.sweep().await.unwrap(), 1);
    server.clock.advance_ms(DAY_MS + 1);
    assert_eq!(bus.forget_old().await.unwrap(), 1);
    let server = server.reopened();
    assert_eq!(
        server.engines.event_bus.latest(&tenant).await.unwrap(),
        latest,
        "cursors grow for ever"
    );
}

#[tokio::test]
async fn an_event_that_cannot_be_read_is_a_dead_letter_until_it_can() {
    let server = TestServer::new();
    let tenant = fresh_tenant();
    let events: Vec<Envelope> = (0..3).map(|_| event(&tenant, "p")).collect();
    server
        .engines
        .documents
        .commit(&tenant, only(events.clone()))
        .await
        .unwrap();
    let file = server.folder.path().join("data/brasa.db");
    let in_file = |sql: &str| {
        let db = rusqlite::Connection::open(&file).unwrap();
        db.execute(sql, []).unwrap()
    };
    in_file("UPDATE outbox SET envelope = replace(envelope, 'StockChanged', 'FromTheFuture') WHERE seq > 1");
    let recorder = Recorder::new("recorder");
    server.engines.event_bus.subscribe(recorder.clone());
    server.engines.event_bus.run_until_idle().await.unwrap();
    assert_eq!(recorder.handled(&tenant), [events[0].id.clone()]);
    server
        .engines
        .documents
        .commit(&tenant, only(vec![events[1].clone()]))
        .await
        .unwrap();
    server.engines.event_bus.run_until_idle().await.unwrap();
    assert_eq!(recorder.handled(&tenant).len(), 2, "the others do not wait");
    let bus = &server.engines.event_bus;
    let letters = bus.dead_letters(&tenant).await.unwrap();
    assert_eq!(letters.len(), 2);
    for letter in &letters {
        let said = (&*letter.subscriber, letter.cause, &*letter.event);
        assert_eq!(said, ("recorder", FailureCause::Unreadable, "FromTheFuture"));
    }
    // The version comes that can read them.
    in_file("UPDATE dead_letters SET envelope = replace(envelope, 'FromTheFuture', 'StockChanged')");
    server.clock.advance_ms(HOUR_MS);
    assert_eq!(bus.retry_due().await.unwrap(), 2);
    assert_eq!(recorder.handled(&tenant).len(), 4);
    assert_eq!(bus.dead_letters(&tenant).await.unwrap(), []);
}
