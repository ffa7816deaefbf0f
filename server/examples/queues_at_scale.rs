//! How long queues, tracking and lists of orders take beside many orders that are finished or were never paid.
//!
//! ```text
//! cargo build --release -p server --bin server --example queues_at_scale && target/release/examples/queues_at_scale [finished] [unpaid]
//! ```
//!
//! Starts the server on an empty folder with the demo restaurants, places a few orders and asks for each of them over HTTP on
//! loopback. Then one finished order is copied as often as it says (1,000,000 by default) and an unpaid one too (10,000), by
//! SQL in the server's file, and all is asked for again. Each figure is the median of some calls, in milliseconds, with a
//! connection for each. It takes about 28 KB for each copy in the folder of temporary files, and 30 s for 100,000 of them. It
//! measures; it does not judge.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a measurement that stops when it cannot go on"
)]

#[path = "../tests/from_outside/api.rs"]
mod api;
#[path = "../tests/process/mod.rs"]
mod process;

use api::Api;
use process::running::Running;
use rusqlite::{Connection, params};
use serde_json::json;
use std::path::Path;
use std::time::Instant;

/// Orders that are in the kitchen meanwhile.
const OPEN: usize = 20;
/// Calls of each kind.
const CALLS: usize = 21;
/// Each copy was placed and finished a minute before the last one.
const APART_MS: i64 = 60_000;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut number = |usual: i64| arguments.next().map_or(usual, |text| text.parse().unwrap());
    let (finished, unpaid) = (number(1_000_000), number(10_000));
    let binary = std::env::current_exe().unwrap();
    let binary = binary.parent().unwrap().parent().unwrap().join("server");
    let folder = tempfile::tempdir().unwrap();

    let server = Running::start(&binary, folder.path());
    let api = Api::of_server(server.address);
    let (_, ana) = api.customer();
    let (done, waiting) = (api.order(&ana, "papas_fritas"), api.order(&ana, "papas_fritas"));
    api.work(&done, &ana);
    let open: Vec<String> = (0..OPEN)
        .map(|_| {
            let order = api.order(&ana, "papas_fritas");
            api.confirm(&order, &ana);
            order
        })
        .collect();
    let followed = open.last().unwrap();
    let before = measure(&api, followed);
    server.kill();

    let begun = Instant::now();
    let file = Connection::open(folder.path().join("brasa.db")).unwrap();
    copy(&file, &done, finished);
    copy(&file, &waiting, unpaid);
    drop(file);
    println!(
        "{finished} finished and {unpaid} unpaid orders in {:.0} s",
        begun.elapsed().as_secs_f64()
    );

    let server = Running::start(&binary, folder.path());
    let after = measure(&Api::of_server(server.address), followed);
    server.kill();
    println!("{:>16} {:>10} {:>10}", "", "few", "many");
    for ((name, few), (_, many)) in before.iter().zip(&after) {
        println!("{name:>16} {few:>10.2} {many:>10.2}");
    }
    println!("{:>16} {:>10}", "file, MB", size_mb(folder.path()));
}

/// What each call takes, in milliseconds.
fn measure(api: &Api, followed: &str) -> Vec<(&'static str, f64)> {
    let cookies = api.sign_in_to_console("gerente");
    let console = [("cookie", cookies.as_str()), ("sec-fetch-site", "same-origin")];
    let manager = api.staff("gerente");
    let get = |path: &str| api.call("GET", path, Some(&manager), &[], None).0;
    let queue = |stage: &str| {
        let body = json!({ "stage": stage });
        api.call("POST", "/rpc/stages/queue", None, &console, Some(&body))
            .0
    };
    let track = || {
        let body = json!({ "order_id": followed });
        let visitor = [("sec-fetch-site", "same-origin")];
        api.call("POST", "/rpc/orders/track", None, &visitor, Some(&body))
            .0
    };
    let calls: [(&'static str, &dyn Fn() -> u16); 8] = [
        ("kitchen", &|| queue("COOKING")),
        ("packing", &|| queue("PACKAGING")),
        ("handing over", &|| queue("DELIVERY")),
        ("to accept", &|| get("/api/orders?toAccept=true")),
        ("open orders", &|| get("/api/orders?state=open&limit=50")),
        ("for later", &|| get("/api/orders?state=scheduled&limit=50")),
        ("unpaid, a page", &|| get("/api/orders?status=CREATED&limit=50")),
        ("tracking", &track),
    ];
    calls.map(|(name, call)| (name, median_ms(call))).to_vec()
}

fn median_ms(call: &dyn Fn() -> u16) -> f64 {
    let mut times: Vec<f64> = (0..CALLS)
        .map(|_| {
            let begun = Instant::now();
            assert_eq!(call(), 200);
            begun.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[CALLS / 2]
}

/// Copies an order with its places in the indexes: each copy has an id of its own, and is older than the one before.
fn copy(file: &Connection, order: &str, times: i64) {
    let own = format!("%{order}%");
    file.execute_batch("BEGIN; CREATE TEMP TABLE copies (place INTEGER PRIMARY KEY, id TEXT NOT NULL)")
        .unwrap();
    let numbered = "WITH RECURSIVE places (place) AS (SELECT 1 UNION ALL SELECT place + 1 FROM places WHERE place < ?2) \
                    INSERT INTO copies SELECT place, ?1 || 'c' || place FROM places";
    file.execute(numbered, params![order, times]).unwrap();
    let documents = "INSERT INTO documents (tbl, pk, sk, version, counted, expires_at, indexes, body) \
                     SELECT tbl, replace(pk, ?1, id), replace(sk, ?1, id), version, counted, expires_at, \
                     replace(indexes, ?1, id), replace(body, ?1, id) \
                     FROM documents, copies WHERE tbl = 'orders' AND pk LIKE ?2 AND sk = 'INFO'";
    let made = file.execute(documents, params![order, own]).unwrap();
    assert!(
        made >= usize::try_from(times).unwrap(),
        "{made} documents were copied"
    );
    // Sort keys begin with an instant of 15 digits.
    let entries = "INSERT INTO index_entries (idx, partition, sort, tbl, pk, sk) \
                   SELECT idx, partition, \
                   printf('%015d', CAST(substr(sort, 1, 15) AS INTEGER) - place * ?3) || replace(substr(sort, 16), ?1, id), \
                   tbl, replace(pk, ?1, id), replace(sk, ?1, id) \
                   FROM index_entries, copies WHERE tbl = 'orders' AND pk LIKE ?2";
    file.execute(entries, params![order, own, APART_MS]).unwrap();
    file.execute_batch("DROP TABLE copies; COMMIT").unwrap();
}

fn size_mb(folder: &Path) -> u64 {
    std::fs::metadata(folder.join("brasa.db")).unwrap().len() / 1_000_000
}
