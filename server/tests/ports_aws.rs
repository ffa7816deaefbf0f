//! The engines of AWS, held to the contracts of the ports and to what only they promise. They need an emulator or an
//! account: `AWS_ENDPOINT_URL` says where, and without it nothing is tried.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

#[path = "ports_aws/executions.rs"]
mod executions;
mod first_order;
#[path = "ports_aws/live.rs"]
mod live;
#[path = "ports_aws/origins.rs"]
mod origins;
#[path = "ports_aws/outbox.rs"]
mod outbox;
#[path = "ports_aws/production.rs"]
mod production;
#[path = "ports_aws/support.rs"]
mod support;
#[path = "ports_aws/waiting.rs"]
mod waiting;

use ports::documents::{Commit, CommitError, Expect, Key, Table, Write};
use ports::{Blobs, Documents, Tenants};
use ports_testsuite::event_bus::Carried;
use ports_testsuite::mailer::Mailed;
use ports_testsuite::workflows::Supervised;
use ports_testsuite::{Engines, ManualClock, fresh_tenant};
use serde_json::json;
use std::sync::Arc;
use support::{TestServer, sent_mail};

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
        Mailed {
            mailer: self.engines.mailer.clone(),
            sent: Box::new(|tenant| sent_mail(tenant.as_str())),
        }
    }

    fn tenants(&self) -> Arc<dyn Tenants> {
        self.engines.tenants.clone()
    }
}

mod cases {
    use super::TestServer;

    ports_testsuite::every_case!(TestServer::open());
}

#[tokio::test]
async fn a_commit_that_is_too_large_is_refused_whole() {
    let Some(server) = TestServer::open().await else {
        return;
    };
    let tenant = fresh_tenant();
    let key = |number: usize| Key::new(Table::Steps, "ORDER#1", format!("STEP#{number:03}"));
    let writes = |count: usize| {
        (0..count)
            .map(|number| Write::put(key(number), &json!(number), Expect::Absent).unwrap())
            .collect::<Vec<_>>()
    };
    let refused = server
        .engines
        .documents
        .commit(
            &tenant,
            Commit {
                writes: writes(101),
                events: Vec::new(),
            },
        )
        .await;
    let Err(CommitError::Engine(error)) = refused else {
        panic!("{refused:?}");
    };
    let said = error.to_string();
    assert!(
        error.is_broken() && said.contains("101") && said.contains("100"),
        "{said}"
    );
    let whole = Commit {
        writes: writes(100),
        events: Vec::new(),
    };
    server.engines.documents.commit(&tenant, whole).await.unwrap();
    let keys: Vec<Key> = (0..150).map(key).collect();
    let found = server.engines.documents.get_all(&tenant, &keys).await.unwrap();
    assert_eq!(found.iter().flatten().count(), 100, "more than are given at once");
}

#[tokio::test]
async fn an_expired_document_is_in_nobodys_way() {
    let Some(server) = TestServer::open().await else {
        return;
    };
    let (tenant, documents) = (fresh_tenant(), &server.engines.documents);
    let commit = async |write: Write| {
        let writes = vec![write];
        let events = Vec::new();
        documents.commit(&tenant, Commit { writes, events }).await
    };
    let until = ports_testsuite::START.plus_ms(1_000);
    let keys = ["PUT", "ADD"].map(|sk| Key::new(Table::Catalog, "CATALOG", sk));
    for key in &keys {
        commit(
            Write::put(key.clone(), &json!("old"), Expect::Absent)
                .unwrap()
                .until(until),
        )
        .await
        .unwrap();
        commit(Write::add(key.clone(), "n", 5)).await.unwrap();
    }
    server.clock.advance_ms(1_000);
    commit(Write::put(keys[0].clone(), &json!("new"), Expect::Anything).unwrap())
        .await
        .unwrap();
    commit(Write::add(keys[1].clone(), "n", 1)).await.unwrap();
    let found = documents.get_all(&tenant, &keys).await.unwrap();
    let found: Vec<_> = found
        .into_iter()
        .flatten()
        .map(|document| (document.version, document.counter("n")))
        .collect();
    assert_eq!(found, [(1, 0), (0, 1)], "nothing of what has expired is left");
}
