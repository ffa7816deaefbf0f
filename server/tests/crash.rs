//! The process is killed in the middle of its work, several times on the same folder. Afterwards everything that was
//! acknowledged is there once, stock and events agree with the orders, and nothing is delivered that did not happen.
//!
//! The child is this very test, started again with a folder in its environment.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

use domain::event::{EVENT_VERSION, Envelope, Event};
use domain::{EventId, OrderId, ProductId, TenantId};
use engine_embedded::Embedded;
use futures::future::join_all;
use ports::clock::{SystemClock, unique};
use ports::documents::{Commit, CommitError, Expect, Index, Key, Query, Table, Write};
use ports::{Clock, Documents, EventBus};
use ports_testsuite::event_bus::Recorder;
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use serde_json::json;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use tempfile::TempDir;

/// Names the folder that the child works on.
const FOLDER: &str = "BRASA_CRASH_FOLDER";
const TENANT: &str = "crash";
const ROUNDS: u64 = 5;
const CALLERS: usize = 16;
/// More than all rounds sell, so that stock always decides nothing.
const STOCK: i64 = 1_000_000;
/// Decides where the child is killed; another number, other places.
const SEED: u64 = 20_251_025;

fn tenant() -> TenantId {
    TenantId::parse(TENANT).unwrap()
}

fn product() -> Key {
    Key::new(Table::Catalog, "CATALOG", "PRODUCT#pollo")
}

fn sale(order: &OrderId) -> Commit {
    let (tenant, now) = (tenant(), SystemClock.now());
    let key = Key::new(Table::Orders, format!("ORDER#{order}"), "INFO");
    let event = Event::StockChanged {
        product_id: ProductId::parse("pollo").unwrap(),
        available: true,
        until: None,
    };
    let put = Write::put(key, &json!({"order": order}), Expect::Absent).unwrap();
    Commit {
        writes: vec![
            put.indexed(Index::OrdersByTime, "ALL", now.rfc3339()),
            Write::Add {
                key: product(),
                counter: "stock".into(),
                delta: -1,
                floor: Some(0),
            },
        ],
        events: vec![Envelope {
            correlation_id: None,
            // The event of an order carries the order's own id.
            id: EventId::parse(order.as_str().replacen("o_", "e_", 1)).unwrap(),
            version: EVENT_VERSION,
            tenant_id: tenant,
            at: now,
            actor: "u_crash".into(),
            subject: format!("order/{order}"),
            event,
        }],
    }
}

/// Sells until it is killed, and says so on its output after each sale. Also delivers events meanwhile.
#[tokio::test(flavor = "multi_thread")]
async fn child_sells_until_it_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else {
        return;
    };
    let engines = Embedded::open(Path::new(&folder), Arc::new(SystemClock)).unwrap();
    engines.event_bus.subscribe(Recorder::new("recorder"));
    engines.spawn();
    let callers = (0..CALLERS).map(|_| async {
        loop {
            let order = OrderId::parse(format!("o_{}", unique(SystemClock.now()))).unwrap();
            engines.documents.commit(&tenant(), sale(&order)).await.unwrap();
            let mut out = std::io::stdout().lock();
            // Once the parent has gone there is nobody to sell to.
            if writeln!(out, "sold {order}").and_then(|()| out.flush()).is_err() {
                return;
            }
        }
    });
    join_all(callers).await;
}

/// Runs the child until it has acknowledged this many orders, kills it and returns all that it has acknowledged.
fn killed_after(folder: &Path, count: usize) -> Vec<OrderId> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["child_sells_until_it_is_killed", "--exact", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut sold = Vec::new();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    for line in lines.map_while(Result::ok) {
        let Some(order) = line.strip_prefix("sold ") else {
            continue;
        };
        // The last line may be cut off where the child was killed; then it is no order's id of full length.
        if order.len() == "o_".len() + 26 {
            sold.push(OrderId::parse(order).unwrap());
        }
        if sold.len() == count {
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();
    assert!(
        sold.len() >= count,
        "the child ended by itself after {} orders",
        sold.len()
    );
    sold
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_a_kill() {
    if std::env::var_os(FOLDER).is_some() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let engines = Embedded::open(folder.path(), Arc::new(SystemClock)).unwrap();
    let stock = Commit {
        writes: vec![Write::add(product(), "stock", STOCK)],
        events: Vec::new(),
    };
    engines.documents.commit(&tenant(), stock).await.unwrap();
    drop(engines);
    let mut random = SmallRng::seed_from_u64(SEED);
    let mut acknowledged = Vec::new();
    for round in 0..ROUNDS {
        let count = random.random_range(1..400);
        acknowledged.extend(killed_after(folder.path(), count));
        check(folder.path(), &acknowledged, round).await;
    }
}

async fn check(folder: &Path, acknowledged: &[OrderId], round: u64) {
    let tenant = tenant();
    let engines = Embedded::open(folder, Arc::new(SystemClock)).unwrap();
    let mut stored = Vec::new();
    let mut query = Query::index(Index::OrdersByTime, "ALL", 1_000);
    loop {
        let page = engines.documents.query(&tenant, &query).await.unwrap();
        stored.extend(
            page.documents
                .into_iter()
                .map(|order| order.key.pk.replacen("ORDER#", "", 1)),
        );
        let Some(next) = page.next else { break };
        query.cursor = Some(next);
    }
    let orders: BTreeSet<&str> = stored.iter().map(String::as_str).collect();
    assert_eq!(orders.len(), stored.len(), "round {round}: each order once");
    for order in acknowledged {
        assert!(
            orders.contains(order.as_str()),
            "round {round}: {order} was acknowledged and is lost"
        );
    }
    // Placed again by those who did not hear the answer, they are refused.
    let again = acknowledged
        .iter()
        .map(|order| engines.documents.commit(&tenant, sale(order)));
    for result in join_all(again).await {
        assert!(
            matches!(result, Err(CommitError::ConditionFailed { write: 0 })),
            "round {round}: {result:?}"
        );
    }
    let product = engines.documents.get(&tenant, &product()).await.unwrap().unwrap();
    let sold = i64::try_from(stored.len()).unwrap();
    assert_eq!(product.counter("stock"), STOCK - sold, "round {round}: stock");

    let events = engines.event_bus.since(&tenant, 0, usize::MAX).await.unwrap();
    let events: Vec<String> = events
        .iter()
        .map(|event| event.envelope.id.as_str().replacen("e_", "o_", 1))
        .collect();
    assert_eq!(
        events.len(),
        stored.len(),
        "round {round}: one event for each order"
    );
    assert_eq!(
        events.iter().map(String::as_str).collect::<BTreeSet<_>>(),
        orders,
        "round {round}: events"
    );

    // A new subscriber sees all of them; the child's own goes on at most where it stood.
    let (all, own) = (
        Recorder::new(["all0", "all1", "all2", "all3", "all4"][round as usize]),
        Recorder::new("recorder"),
    );
    engines.event_bus.subscribe(all.clone());
    engines.event_bus.subscribe(own.clone());
    engines.event_bus.run_until_idle().await.unwrap();
    assert_eq!(
        all.handled(&tenant).iter().collect::<BTreeSet<_>>().len(),
        stored.len(),
        "round {round}: delivered"
    );
    let undelivered = own.handled(&tenant);
    let newest = events.iter().rev().take(undelivered.len()).rev();
    let newest: BTreeSet<String> = newest.map(|id| id.replacen("o_", "e_", 1)).collect();
    let undelivered: BTreeSet<String> = undelivered.iter().map(ToString::to_string).collect();
    assert_eq!(
        undelivered, newest,
        "round {round}: delivery goes on without a gap"
    );
}
