//! Production on AWS: the function `control` and one that serves the API, on tables without a restaurant.

use crate::first_order::{Deployment, Request, first_order};
use crate::support::House;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use server::config::cloud::CloudConfig;
use server::functions::Function;
use server::ports::clock::ManualClock;
use server::services::tenants::REMEMBERED_MS;
use server::wiring::{self, Cloud};
use std::sync::Arc;
use std::time::Duration;

const TIME: Duration = Duration::from_secs(30);

/// The functions of a stack, in this process.
struct Functions {
    control: Function,
    api: Function,
    /// Brings events where they belong.
    events: Cloud,
    clock: Arc<ManualClock>,
}

async fn cloud(house: &House, service: &str) -> Cloud {
    let key = BASE64_STANDARD.encode([7; 32]);
    let set = [
        ("BRASA_SERVICE", service),
        ("BRASA_TABLES", &house.stack.tables),
        ("BRASA_BUS", &house.stack.bus),
        ("BRASA_BUCKET", &house.stack.bucket),
        ("BRASA_TOKENS_KEY", &key),
        ("BRASA_CURSORS_KEY", &key),
        ("BRASA_ENV", "production"),
        ("BRASA_PUBLIC_URL", "https://pedidos.brasero.pe"),
        ("BRASA_MAIL_FROM", crate::support::FROM),
        ("BRASA_GATEWAY", "simulated"),
        ("BRASA_DANGER_ORDERS_WITHOUT_MONEY", "1"),
    ];
    let config = CloudConfig::read(|name| {
        let found = set.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_owned())
    });
    let clock = house.clock.clone();
    wiring::aws(&house.connection, config.unwrap(), clock)
        .await
        .unwrap()
}

impl Deployment for Functions {
    async fn command(&self, words: &[&str]) -> (bool, String) {
        let invocation = json!({ "called": "cargo xtask", "words": words, "input": "" });
        let outcome = Box::pin(self.control.handle(invocation, TIME)).await.unwrap();
        let said = outcome["text"].as_str().unwrap().to_owned();
        (outcome["ok"].as_bool().unwrap(), said)
    }

    async fn call(&self, request: Request<'_>) -> (u16, Value) {
        let mut headers = json!({
            "host": "x1.execute-api.us-east-1.amazonaws.com",
            "x-tenant-id": request.tenant,
            "content-type": "application/json",
        });
        if let Some(token) = request.token {
            headers["authorization"] = json!(format!("Bearer {token}"));
        }
        if let Some(key) = request.key {
            headers["idempotency-key"] = json!(key);
        }
        let input = json!({
            "version": "2.0",
            "rawPath": request.path,
            "headers": headers,
            "requestContext": { "http": { "method": request.method, "sourceIp": "192.0.2.7" }, "stage": "$default" },
            "body": request.body.map(|body| body.to_string()),
        });
        let answer = Box::pin(self.api.handle(input, TIME)).await.unwrap();
        let body = serde_json::from_str(answer["body"].as_str().unwrap()).unwrap_or(Value::Null);
        (
            u16::try_from(answer["statusCode"].as_u64().unwrap()).unwrap(),
            body,
        )
    }

    async fn settled(&self) {
        self.events.ports.bus.run_until_idle().await.unwrap();
        // What the functions remember of the registry is outdated by then.
        self.clock.advance_ms(REMEMBERED_MS);
    }
}

/// What is awaited here is deeper than the stack of a test's thread: a function of Lambda has four times as much.
const STACK: usize = 8 * 1024 * 1024;

#[test]
fn tables_without_a_restaurant_become_one_that_sells() {
    let tried = std::thread::Builder::new().stack_size(STACK).spawn(|| {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .thread_stack_size(STACK)
            .enable_all()
            .build();
        runtime.unwrap().block_on(sell());
    });
    tried.unwrap().join().unwrap();
}

async fn sell() {
    let Some(house) = House::open().await else { return };
    let functions = Functions {
        control: Function::new(cloud(&house, "control").await),
        api: Function::new(cloud(&house, "payments").await),
        events: cloud(&house, "payments").await,
        clock: house.clock.clone(),
    };
    first_order(&functions).await;
}
