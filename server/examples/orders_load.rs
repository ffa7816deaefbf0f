//! How many durable orders a second the server takes, over real HTTP on loopback.
//!
//! ```text
//! cargo build --release -p server --bin server --example orders_load && target/release/examples/orders_load
//! ```
//!
//! Starts the server on an empty folder with the demo restaurants and, for each number of connections, sends
//! `POST /api/orders` with a key of its own for a few seconds: prices, tax, idempotency record and event in one durable
//! commit each. Bounded to 10 s in all. It measures; it does not judge.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a measurement that stops when it cannot go on"
)]

#[path = "../tests/process/mod.rs"]
mod process;

use process::client::Client;
use process::running::{Running, service_token};
use serde_json::json;
use std::time::{Duration, Instant};

const CONNECTIONS: [usize; 3] = [1, 16, 64];
const LASTS: Duration = Duration::from_secs(3);

fn main() {
    let binary = std::env::current_exe()
        .unwrap()
        .parent()
        .unwrap()
        .parent()
        .unwrap()
        .join("server");
    let folder = tempfile::tempdir().unwrap();
    let server = Running::start(&binary, folder.path());
    let token = format!("Bearer {}", service_token(&binary, folder.path(), "pardos"));
    let mut client = Client::connect(server.address).unwrap();
    let person = json!({ "username": "lucia", "email": "lucia@example.pe", "password": "una-clave-larga" });
    let (_, registered) = client.call("POST", "/api/register", &[], Some(&person)).unwrap();
    let customer = registered["customerId"].as_str().unwrap();

    println!(
        "{:>11} {:>12} {:>9} {:>9} {:>9}",
        "connections", "orders/s", "p50 ms", "p99 ms", "refused"
    );
    for connections in CONNECTIONS {
        let begun = Instant::now();
        let mut times: Vec<Duration> = Vec::new();
        let mut refused = 0;
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..connections)
                .map(|worker| {
                    let (token, server) = (&token, &server);
                    scope.spawn(move || {
                        orders(server, token, customer, &format!("{connections}-{worker}"), begun)
                    })
                })
                .collect();
            for worker in workers {
                let (answered, not) = worker.join().unwrap();
                times.extend(answered);
                refused += not;
            }
        });
        let seconds = begun.elapsed().as_secs_f64();
        times.sort_unstable();
        let at = |share: f64| {
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "an index within bounds"
            )]
            let index = ((times.len() as f64 - 1.0) * share) as usize;
            times.get(index).map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
        };
        let rate = times.len() as f64 / seconds;
        println!(
            "{connections:>11} {rate:>12.0} {:>9.2} {:>9.2} {refused:>9}",
            at(0.5),
            at(0.99)
        );
    }
    server.kill();
}

fn orders(
    server: &Running,
    token: &str,
    customer: &str,
    name: &str,
    begun: Instant,
) -> (Vec<Duration>, usize) {
    let mut client = Client::connect(server.address).unwrap();
    let body = json!({
        "customerId": customer,
        "items": [{ "productId": "pollo_1_4", "qty": 1 }, { "productId": "chicha_grande", "qty": 2 }],
    });
    let (mut times, mut refused) = (Vec::new(), 0);
    for turn in 0.. {
        if begun.elapsed() > LASTS {
            break;
        }
        let key = format!("load-{name}-{turn}");
        let sent = Instant::now();
        let headers = [("authorization", token), ("idempotency-key", &key)];
        let (status, _) = client.call("POST", "/api/orders", &headers, Some(&body)).unwrap();
        if status == 201 {
            times.push(sent.elapsed());
        } else {
            refused += 1;
        }
    }
    (times, refused)
}
