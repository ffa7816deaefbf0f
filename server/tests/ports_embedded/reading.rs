//! What is read while others write: never anything from before what was seen already, and never a mixture of two commits.

use super::TestServer;
use domain::TenantId;
use ports::documents::{Commit, Document, Expect, Key, Query, Table, Write};
use ports::{Documents, EngineError};
use ports_testsuite::{START, fresh_tenant};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

const COMMITS: u64 = 400;
const READERS: usize = 6;

fn key(name: &str) -> Key {
    Key::new(Table::Catalog, "PAIR", name)
}

fn number(document: Option<&Document>) -> u64 {
    document.map_or(0, |document| document.body.json()["n"].as_u64().unwrap())
}

/// Writes the same number to two documents again and again, each in a commit of its own beside others.
async fn write(documents: Arc<dyn Documents>, tenant: TenantId, written: Arc<AtomicU64>) {
    for n in 1..=COMMITS {
        let put = |name| Write::put(key(name), &json!({ "n": n }), Expect::Anything).unwrap();
        let commit = Commit {
            writes: vec![put("a"), put("b")],
            events: Vec::new(),
        };
        let other = Commit {
            writes: vec![Write::add(key("others"), "n", 1)],
            events: Vec::new(),
        };
        // One that does not find what it expects is undone in the same group.
        let refused = Commit {
            writes: vec![Write::put(key("a"), &json!({ "n": u64::MAX }), Expect::Version(u64::MAX)).unwrap()],
            events: Vec::new(),
        };
        let (committed, other, refused) = tokio::join!(
            documents.commit(&tenant, commit),
            documents.commit(&tenant, other),
            documents.commit(&tenant, refused)
        );
        committed.unwrap();
        other.unwrap();
        assert!(refused.is_err());
        written.store(n, Ordering::SeqCst);
    }
}

/// Reads in every way until nothing is written any more; gives how often.
async fn read(
    documents: Arc<dyn Documents>,
    tenant: TenantId,
    written: Arc<AtomicU64>,
    ended: Arc<AtomicBool>,
) -> Result<usize, EngineError> {
    let (mut seen, mut times) = (0, 0);
    while !ended.load(Ordering::SeqCst) {
        let promised = written.load(Ordering::SeqCst);
        let one = number(documents.get(&tenant, &key("a")).await?.as_ref());
        assert!(
            one >= seen && one >= promised,
            "{one} after {seen}, {promised} was committed"
        );
        let both = documents.get_all(&tenant, &[key("a"), key("b")]).await?;
        let (a, b) = (number(both[0].as_ref()), number(both[1].as_ref()));
        assert_eq!(a, b, "a mixture of two commits");
        assert!(a >= one, "{a} after {one}");
        let page = documents
            .query(&tenant, &Query::partition(Table::Catalog, "PAIR", 10))
            .await?;
        let listed = page.documents.iter().find(|document| document.key.sk == "b");
        let listed = number(listed);
        assert!(listed >= a, "{listed} after {a}");
        seen = number(documents.get(&tenant, &key("b")).await?.as_ref());
        assert!(seen >= listed, "{seen} after {listed}");
        times += 1;
        tokio::task::yield_now().await;
    }
    Ok(times)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nobody_reads_what_was_before_what_they_have_seen() {
    let server = TestServer::new();
    let documents: Arc<dyn Documents> = server.engines.documents.clone();
    let tenant = fresh_tenant();
    let (written, ended) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
    let readers: Vec<_> = (0..READERS)
        .map(|_| {
            tokio::spawn(read(
                documents.clone(),
                tenant.clone(),
                written.clone(),
                ended.clone(),
            ))
        })
        .collect();
    tokio::spawn(write(documents.clone(), tenant.clone(), written))
        .await
        .unwrap();
    ended.store(true, Ordering::SeqCst);
    for reader in readers {
        assert!(reader.await.unwrap().unwrap() > 0);
    }
    let last = documents.get(&tenant, &key("a")).await.unwrap().unwrap();
    assert_eq!((number(Some(&last)), last.version), (COMMITS, COMMITS));
}

#[tokio::test]
async fn what_was_read_expires_and_is_swept_all_the_same() {
    let server = TestServer::new();
    let documents = server.engines.documents.clone();
    let tenant = fresh_tenant();
    let put = || {
        let write = Write::put(key("a"), &json!({ "n": 1 }), Expect::Absent).unwrap();
        Commit {
            writes: vec![write.until(START.plus_minutes(1))],
            events: Vec::new(),
        }
    };
    documents.commit(&tenant, put()).await.unwrap();
    for _ in 0..2 {
        assert_eq!(
            number(documents.get(&tenant, &key("a")).await.unwrap().as_ref()),
            1
        );
    }
    server.clock.advance_ms(60_000);
    for _ in 0..2 {
        assert_eq!(documents.get(&tenant, &key("a")).await.unwrap(), None);
    }
    assert_eq!(documents.sweep().await.unwrap(), 1);
    assert_eq!(
        documents.get_all(&tenant, &[key("a"), key("b")]).await.unwrap(),
        [None, None]
    );
    // It is new again, although it would expire at once.
    documents.commit(&tenant, put()).await.unwrap();
    server.clock.advance_ms(-60_000);
    let again = documents.get(&tenant, &key("a")).await.unwrap().unwrap();
    assert_eq!(again.version, 1);
}
