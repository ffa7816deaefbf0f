//! How many durable orders a second the embedded store takes, and how many reads:
//!
//! ```text
//! cargo run --release -p server --example documents_throughput [seconds] [folder]
//! ```
//!
//! An order is one commit: a document of about 1 KB with two index entries, an idempotency record that expires, a
//! stock counter with a floor, and an event. For 1, 8, 32 and 128 callers, each for a number of seconds (3 by default),
//! on a fresh file in the folder (the current one by default; the disk decides the figures).
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement that prints its result"
)]

use domain::event::{EVENT_VERSION, Envelope, Event};
use domain::{EventId, ProductId, TenantId, Timestamp};
use engine_embedded::SqliteDocuments;
use futures::future::join_all;
use ports::clock::{SystemClock, unique};
use ports::documents::{Commit, Expect, Index, Key, Table, Write};
use ports::{Clock, Documents};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

const PRODUCTS: u64 = 30;

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let seconds = arguments.next().map_or(3, |text| text.parse().unwrap());
    let folder = arguments.next().unwrap_or_else(|| ".".into());
    let span = Duration::from_secs(seconds);
    println!(
        "{:>8} {:>10} {:>8} {:>8} {:>8} {:>10} {:>10}",
        "callers", "orders/s", "p50 ms", "p99 ms", "hot/s", "get/s", "numbers/s"
    );
    for callers in [1, 8, 32, 128] {
        let folder = tempfile::tempdir_in(&folder).unwrap();
        let store = SqliteDocuments::open(&folder.path().join("brasa.db"), Arc::new(SystemClock)).unwrap();
        let tenant = TenantId::parse("bench").unwrap();
        let stock = (0..PRODUCTS)
            .map(|number| Write::add(product(number), "stock", i64::MAX / 2))
            .collect();
        store
            .commit(
                &tenant,
                Commit {
                    writes: stock,
                    events: Vec::new(),
                },
            )
            .await
            .unwrap();

        let orders = measure(
            &store,
            &tenant,
            callers,
            span,
            |store, tenant, number| async move {
                store
                    .commit(&tenant, order(&tenant, number % PRODUCTS))
                    .await
                    .unwrap();
            },
        )
        .await;
        let hot = measure(&store, &tenant, callers, span, |store, tenant, _| async move {
            store.commit(&tenant, order(&tenant, 0)).await.unwrap();
        })
        .await;
        let reads = measure(
            &store,
            &tenant,
            callers,
            span,
            |store, tenant, number| async move {
                store
                    .get(&tenant, &product(number % PRODUCTS))
                    .await
                    .unwrap()
                    .unwrap();
            },
        )
        .await;
        let numbers = measure(&store, &tenant, callers, span, |store, tenant, _| async move {
            store.next_number(&tenant, "orders").await.unwrap();
        })
        .await;
        println!(
            "{callers:>8} {:>10} {:>8.1} {:>8.1} {:>8} {:>10} {:>10}",
            orders.rate(span),
            orders.percentile(50),
            orders.percentile(99),
            hot.rate(span),
            reads.rate(span),
            numbers.rate(span),
        );
    }
}

/// How long each call took.
struct Calls(Vec<Duration>);

impl Calls {
    fn rate(&self, span: Duration) -> u64 {
        self.0.len() as u64 * 1_000 / span.as_millis() as u64
    }

    /// In milliseconds.
    fn percentile(&self, percent: usize) -> f64 {
        self.0[(self.0.len() - 1) * percent / 100].as_secs_f64() * 1_000.0
    }
}

async fn measure<F>(
    store: &Arc<SqliteDocuments>,
    tenant: &TenantId,
    callers: usize,
    span: Duration,
    call: fn(Arc<SqliteDocuments>, TenantId, u64) -> F,
) -> Calls
where
    F: Future<Output = ()> + Send + 'static,
{
    let (end, calls) = (Instant::now() + span, Arc::new(AtomicU64::new(0)));
    let tasks = (0..callers).map(|_| {
        let (store, tenant, calls) = (Arc::clone(store), tenant.clone(), Arc::clone(&calls));
        tokio::spawn(async move {
            let mut took = Vec::new();
            while Instant::now() < end {
                let begin = Instant::now();
                call(
                    Arc::clone(&store),
                    tenant.clone(),
                    calls.fetch_add(1, Ordering::Relaxed),
                )
                .await;
                took.push(begin.elapsed());
            }
            took
        })
    });
    let mut all: Vec<Duration> = join_all(tasks)
        .await
        .into_iter()
        .flat_map(Result::unwrap)
        .collect();
    all.sort_unstable();
    Calls(all)
}

fn product(number: u64) -> Key {
    Key::new(Table::Catalog, "CATALOG", format!("PRODUCT#{number}"))
}

fn order(tenant: &TenantId, number: u64) -> Commit {
    let (now, id) = (SystemClock.now(), unique(SystemClock.now()));
    let line =
        json!({"product": "pollo_1_4", "qty": 2, "unit": 2590, "options": ["papas", "ensalada"], "note": ""});
    let body =
        json!({"id": id, "placedAt": now, "lines": vec![line; 8], "customer": "c_01jb", "total": 41_440});
    let at = now.rfc3339();
    let put = Write::put(
        Key::new(Table::Orders, format!("ORDER#{id}"), "INFO"),
        &body,
        Expect::Absent,
    )
    .unwrap();
    let once = Key::new(Table::Orders, "IDEMPOTENCY", &*id);
    Commit {
        writes: vec![
            put.indexed(Index::OrdersByTime, "ALL", &*at)
                .indexed(Index::OrdersByState, "LIMA", at),
            Write::put(once, &json!({"order": id}), Expect::Absent)
                .unwrap()
                .until(now.plus_minutes(1_440)),
            Write::Add {
                key: product(number),
                counter: "stock".into(),
                delta: -1,
                floor: Some(0),
            },
        ],
        events: vec![event(tenant, now)],
    }
}

/// What is published of an order: one event of a product, whose subject it shares with all others.
fn event(tenant: &TenantId, now: Timestamp) -> Envelope {
    let event = Event::StockChanged {
        product_id: ProductId::parse("pollo").unwrap(),
        available: true,
        until: None,
    };
    Envelope {
        correlation_id: None,
        id: EventId::parse(format!("e_{}", unique(now))).unwrap(),
        version: EVENT_VERSION,
        tenant_id: tenant.clone(),
        at: now,
        actor: "u_bench".into(),
        subject: event.subject(),
        event,
    }
}
