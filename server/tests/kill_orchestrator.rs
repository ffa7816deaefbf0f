//! kill -9 in the middle of orders that machines place and confirm in one call: those who got no answer ask again with the
//! same key, and each key ends as one order in the kitchen.
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
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

const ROUNDS: u64 = 6;
const CALLERS: usize = 6;
/// Maximum number of keys that each caller uses in a round.
const KEYS: usize = 40;
/// A demo product that is counted.
const COUNTED: &str = "agua";

#[test]
fn a_key_is_one_confirmed_order_whatever_is_killed() {
    let binary = Path::new(env!("CARGO_BIN_EXE_server"));
    let folder = tempfile::tempdir().unwrap();
    let mut server = Running::start(binary, folder.path());
    let token = format!("Bearer {}", service_token(binary, folder.path(), "pardos"));
    let customer = registered(&server);
    let before = stock(&server);

    let keys = Mutex::new(BTreeSet::new());
    for round in 0..ROUNDS {
        std::thread::scope(|scope| {
            for caller in 0..CALLERS {
                let (server, token, customer, keys) = (&server, &token, &customer, &keys);
                scope.spawn(move || {
                    let Ok(mut client) = Client::connect(server.address) else {
                        return;
                    };
                    for turn in 0..KEYS {
                        let key = format!("{round}-{caller}-{turn}");
                        keys.lock().unwrap().insert(key.clone());
                        if orchestrate(&mut client, token, customer, &key).is_err() {
                            return;
                        }
                    }
                });
            }
            // At another point of their work in each round.
            std::thread::sleep(Duration::from_millis(15 + 23 * round));
            server.end();
        });
        server = Running::start(binary, folder.path());
    }

    let keys = keys.into_inner().unwrap();
    let mut client = Client::connect(server.address).unwrap();
    let mut orders = BTreeSet::new();
    for key in &keys {
        let (status, answer) = orchestrate(&mut client, &token, &customer, key).unwrap();
        assert_eq!(status, 201, "{key}: {answer}");
        assert_eq!(answer["order"]["status"], "CONFIRMED", "{key}: {answer}");
        orders.insert(answer["order"]["id"].as_str().unwrap().to_owned());
    }
    assert_eq!(orders.len(), keys.len(), "a key is an order of its own");
    let sold = u64::try_from(keys.len()).unwrap();
    assert_eq!(stock(&server), before - sold, "no second order lies about");
}

fn orchestrate(client: &mut Client, token: &str, customer: &str, key: &str) -> std::io::Result<(u16, Value)> {
    let body = json!({ "customer_id": customer, "items": [{ "product_id": COUNTED, "qty": 1 }] });
    let headers = [("authorization", token), ("idempotency-key", key)];
    client.call("POST", "/api/orchestrate-order", &headers, Some(&body))
}

fn registered(server: &Running) -> String {
    let mut client = Client::connect(server.address).unwrap();
    let person = json!({ "username": "lucia", "email": "lucia@example.pe", "password": "una-clave-larga" });
    let (status, answer) = client.call("POST", "/api/register", &[], Some(&person)).unwrap();
    assert_eq!(status, 201, "{answer}");
    answer["customerId"].as_str().unwrap().to_owned()
}

fn stock(server: &Running) -> u64 {
    let mut client = Client::connect(server.address).unwrap();
    let path = format!("/api/products/{COUNTED}");
    let (_, product) = client.call("GET", &path, &[], None).unwrap();
    product["stock"].as_u64().expect("a counted product")
}
