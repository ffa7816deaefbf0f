//! Production on AWS: the function `control` and one that serves the API, on tables without a restaurant.

use crate::first_order::{Deployment, Request, first_order};
use crate::support::{TestServer, call, command, invoking};
use lambda::functions::Function;
use lambda::wiring::Cloud;
use ports_testsuite::ManualClock;
use serde_json::Value;
use services::tenants::REMEMBERED_MS;
use std::sync::Arc;

/// The functions of a stack, in this process.
struct Functions {
    control: Function,
    api: Function,
    /// Brings events where they belong.
    events: Cloud,
    clock: Arc<ManualClock>,
}

impl Deployment for Functions {
    async fn command(&self, words: &[&str]) -> (bool, String) {
        command(&self.control, words).await
    }

    async fn call(&self, request: Request<'_>) -> (u16, Value) {
        call(&self.api, request).await
    }

    async fn settled(&self) {
        self.events.ports.bus.run_until_idle().await.unwrap();
        // What the functions remember of the registry is outdated by then.
        self.clock.advance_ms(REMEMBERED_MS);
    }
}

#[test]
fn tables_without_a_restaurant_become_one_that_sells() {
    invoking(sell);
}

async fn sell() {
    let Some(server) = TestServer::open().await else {
        return;
    };
    let functions = Functions {
        control: Function::new(server.cloud("control", &[]).await),
        api: Function::new(server.cloud("payments", &[]).await),
        events: server.cloud("payments", &[]).await,
        clock: server.clock.clone(),
    };
    first_order(&functions).await;
}
