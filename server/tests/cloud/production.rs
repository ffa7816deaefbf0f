//! A stage with production's parameters, from no restaurant to a first order: the same as on one machine.

use super::api::http;
use super::control;
use crate::first_order::{Deployment, Request, first_order};
use serde_json::Value;
use services::tenants::REMEMBERED_MS;
use std::time::Duration;

/// The number of times that a busy function is asked again, and after how long.
const MAX_ATTEMPTS: u32 = 20;
const PAUSE: Duration = Duration::from_secs(1);

/// What the API of the stage has before every path, after its host.
struct Deployed {
    host: String,
    base: String,
}

impl Deployment for Deployed {
    async fn command(&self, words: &[&str]) -> (bool, String) {
        let outcome = control::command(words);
        if words.starts_with(&["tenant", "create"]) {
            // Functions remember for so long that there was none.
            let remembered = REMEMBERED_MS.unsigned_abs();
            tokio::time::sleep(Duration::from_millis(remembered)).await;
        }
        outcome
    }

    async fn call(&self, request: Request<'_>) -> (u16, Value) {
        let mut headers = vec![
            ("x-tenant-id".to_owned(), request.tenant.to_owned()),
            ("content-type".to_owned(), "application/json".to_owned()),
        ];
        let authorization = request.token.map(|token| format!("Bearer {token}"));
        headers.extend(authorization.map(|bearer| ("authorization".to_owned(), bearer)));
        headers.extend(
            request
                .key
                .map(|key| ("idempotency-key".to_owned(), key.to_owned())),
        );
        let path = format!("{}{}", self.base, request.path);
        let body = request.body.map(|body| body.to_string()).unwrap_or_default();
        let mut tries = 0;
        loop {
            let (status, text) = http(&self.host, request.method, &path, &headers, &body);
            let answer: Value = serde_json::from_str(&text).unwrap_or(Value::Null);
            // Who says that it is busy is asked again, with the same key: that is what keys are for.
            let busy = status == 503 && answer["code"] != "tenant_suspended";
            if tries == MAX_ATTEMPTS || !(busy || answer["code"] == "idempotency_in_progress") {
                return (status, answer);
            }
            tries += 1;
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// What an order goes on by is in its commits.
    async fn settled(&self) {}
}

#[tokio::test]
async fn a_stage_without_a_restaurant_becomes_one_that_sells() {
    let address = std::env::var("BRASA_CLOUD_API").unwrap_or_default();
    let production = std::env::var("BRASA_STAGE").is_ok_and(|stage| stage == "production");
    let Some(rest) = address.strip_prefix("http://").filter(|_| production) else {
        println!("not tried: BRASA_CLOUD_API and BRASA_STAGE name no stage of production on an emulator");
        return;
    };
    let (host, base) = rest.split_once('/').unwrap();
    let deployed = Deployed {
        host: host.to_owned(),
        base: format!("/{base}"),
    };
    first_order(&deployed).await;
}
