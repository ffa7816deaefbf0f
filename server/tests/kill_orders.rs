//! kill -9 in the middle of a stream of orders: none that was acknowledged is lost or doubled, stock and figures add
//! up, and what was going on goes on.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "these are tests"
)]

mod process;

use process::client::Client;
use process::running::{Running, service_token};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const ROUNDS: usize = 4;
const WRITERS: usize = 8;
/// The server is killed after this many answers of a round.
const ANSWERS: usize = 60;
/// A demo product that is counted.
const COUNTED: &str = "agua";

#[test]
fn a_killed_server_loses_no_acknowledged_order() {
    let binary = Path::new(env!("CARGO_BIN_EXE_server"));
    let folder = tempfile::tempdir().unwrap();
    let mut server = Running::start(binary, folder.path());
    let token = format!("Bearer {}", service_token(binary, folder.path(), "pardos"));
    let customer = registered(&server);
    let before = stock(&server);

    let mut acknowledged: BTreeMap<String, Value> = BTreeMap::new();
    let mut unanswered = Vec::new();
    for round in 0..ROUNDS {
        let (answered, lost) = stream_of_orders(&server, &token, &customer, round);
        acknowledged.extend(answered);
        unanswered.extend(lost);
        server.kill();
        server = Running::start(binary, folder.path());
    }
    assert!(acknowledged.len() >= ROUNDS * ANSWERS);

    let mut client = Client::connect(server.address).unwrap();
    // Those who got no answer ask again with the same key: an order that was stored is answered again, not made again.
    for key in unanswered {
        let (status, answer) = order(&mut client, &token, &customer, &key);
        assert_eq!(status, 201, "{answer}");
        acknowledged.insert(key, answer["orderId"].clone());
    }
    for (key, id) in &acknowledged {
        let (status, answer) = order(&mut client, &token, &customer, key);
        assert_eq!(
            (status, &answer["orderId"]),
            (201, id),
            "the same key is the same order"
        );
        let path = format!("/api/orders/{}", id.as_str().unwrap());
        let (status, found) = client
            .call("GET", &path, &[("authorization", &token)], None)
            .unwrap();
        assert_eq!(
            (status, found["totalCents"].clone()),
            (200, answer["order"]["totalCents"].clone())
        );
    }
    let stored = all_orders(&mut client, &token);
    assert_eq!(stored.len(), acknowledged.len(), "each order exactly once");
    let sold: u64 = stored
        .iter()
        .map(|order| order["items"][0]["qty"].as_u64().unwrap())
        .sum();
    assert_eq!(stock(&server), before - sold, "stock = initial − sold");

    let mut numbers: Vec<u64> = stored
        .iter()
        .map(|order| order["number"].as_u64().unwrap())
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), stored.len(), "no number twice");

    // The projection catches up with every event that was committed.
    let expected = i64::try_from(stored.len()).unwrap();
    wait_for("the dashboard counts every order", || {
        let (_, summary) = client
            .call(
                "GET",
                "/api/dashboard/summary",
                &[("authorization", &token)],
                None,
            )
            .unwrap();
        summary["orders"].as_i64() == Some(expected)
    });

    // Nor is anything else wrong that can be said of orders that have just changed.
    let examined = Command::new(binary)
        .args(["doctor", "--tenant", "pardos"])
        .env("BRASA_DATA", folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&examined.stdout);
    assert_eq!(examined.status.code(), Some(0), "{said}");
    assert_eq!(said.trim(), format!("pardos: {expected} orders, nothing found"));
}

/// Orders from several connections at once until enough were answered: the answered keys with their orders, and the
/// keys that got no answer.
fn stream_of_orders(
    server: &Running,
    token: &str,
    customer: &str,
    round: usize,
) -> (BTreeMap<String, Value>, Vec<String>) {
    let (answered, lost) = (Mutex::new(BTreeMap::new()), Mutex::new(Vec::new()));
    let count = AtomicUsize::new(0);
    let (answered_in, lost_in, count_in) = (&answered, &lost, &count);
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            scope.spawn(move || {
                let Ok(mut client) = Client::connect(server.address) else {
                    return;
                };
                for turn in 0.. {
                    let key = format!("round-{round}-{writer}-{turn}");
                    if count_in.load(Ordering::SeqCst) >= ANSWERS {
                        // The last one of each writer is sent and its answer not waited for.
                        lost_in.lock().unwrap().push(key.clone());
                        let _ = send_only(server, token, customer, &key);
                        return;
                    }
                    let (status, answer) = order(&mut client, token, customer, &key);
                    assert_eq!(status, 201, "{answer}");
                    answered_in.lock().unwrap().insert(key, answer["orderId"].clone());
                    count_in.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
    });
    (answered.into_inner().unwrap(), lost.into_inner().unwrap())
}

fn basket(customer: &str) -> Value {
    json!({ "customerId": customer, "items": [{ "productId": COUNTED, "qty": 1 }] })
}

fn order(client: &mut Client, token: &str, customer: &str, key: &str) -> (u16, Value) {
    let headers = [("authorization", token), ("idempotency-key", key)];
    client
        .call("POST", "/api/orders", &headers, Some(&basket(customer)))
        .unwrap()
}

fn send_only(server: &Running, token: &str, customer: &str, key: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    let body = basket(customer).to_string();
    let mut stream = std::net::TcpStream::connect(server.address)?;
    write!(
        stream,
        "POST /api/orders HTTP/1.1\r\nhost: localhost\r\nauthorization: {token}\r\nidempotency-key: {key}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

fn registered(server: &Running) -> String {
    let mut client = Client::connect(server.address).unwrap();
    let person = json!({ "username": "lucia", "email": "lucia@example.pe", "password": "una-clave-larga", "name": "Lucía" });
    let (status, answer) = client.call("POST", "/api/register", &[], Some(&person)).unwrap();
    assert_eq!(status, 201, "{answer}");
    answer["customerId"].as_str().unwrap().to_owned()
}

fn stock(server: &Running) -> u64 {
    let mut client = Client::connect(server.address).unwrap();
    let (_, product) = client
        .call("GET", &format!("/api/products/{COUNTED}"), &[], None)
        .unwrap();
    product["stock"].as_u64().expect("a counted product")
}

fn all_orders(client: &mut Client, token: &str) -> Vec<Value> {
    let mut orders = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = format!("/api/orders?limit=100{cursor}");
        let (status, page) = client
            .call("GET", &path, &[("authorization", token)], None)
            .unwrap();
        assert_eq!(status, 200, "{page}");
        orders.extend(page["orders"].as_array().unwrap().iter().cloned());
        match page["nextCursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return orders,
        }
    }
}

fn wait_for(what: &str, mut so: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !so() {
        assert!(Instant::now() < deadline, "{what}: not after 30 s");
        std::thread::sleep(Duration::from_millis(50));
    }
}
