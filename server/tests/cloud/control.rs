//! What an operator of the stack sees and does.

use super::api::http;
use aws_config::BehaviorVersion;
use aws_sdk_dynamodb::types::AttributeValue;
use engine_aws::Connection;
use serde_json::{Value, json};
use std::collections::HashMap;

/// The states that the execution which supervises an order has entered, and how it stands. The bus may tell of an order
/// twice; what that starts ends as a duplicate.
pub fn history(order: &str) -> Option<(Vec<String>, String)> {
    let machine = std::env::var("BRASA_MACHINE").expect("BRASA_MACHINE");
    wait(async {
        let connection = Connection::from_env().await;
        let mut all = connection.history(&machine, order).await.unwrap();
        all.retain(|(states, _)| states.last().is_none_or(|state| state != "Duplicate"));
        assert!(all.len() < 2, "two executions supervise {order}: {all:?}");
        all.pop()
    })
}

/// How many pages of the demo restaurant are written down as listening to something.
pub fn listeners(scope: &str) -> usize {
    rows("events", &format!("LISTENERS#{scope}")).len()
}

/// Whether the supervision of an order has ended, and its execution has still to be resumed.
pub fn is_to_be_told(order: &str) -> bool {
    let rows = rows("workflows", &format!("ORDER#{order}"));
    let is = |row: &HashMap<String, AttributeValue>, sk: &str| row["sk"].as_s().is_ok_and(|own| own == sk);
    let ended = rows
        .iter()
        .any(|row| is(row, "SUPERVISION") && row.contains_key("outcome"));
    ended && rows.iter().any(|row| is(row, "UNTOLD"))
}

/// The rows of a partition of the demo restaurant.
fn rows(table: &str, kind: &str) -> Vec<HashMap<String, AttributeValue>> {
    let tables = std::env::var("BRASA_TABLES").expect("BRASA_TABLES");
    wait(async {
        let config = aws_config::defaults(BehaviorVersion::latest())
            .http_client(engine_aws::http_client())
            .load()
            .await;
        let request = aws_sdk_dynamodb::Client::new(&config)
            .query()
            .table_name(format!("{tables}{table}"))
            .consistent_read(true)
            .key_condition_expression("#pk = :pk")
            .expression_attribute_names("#pk", "pk")
            .expression_attribute_values(":pk", AttributeValue::S(format!("TENANT#pardos#{kind}")));
        request.send().await.unwrap().items.unwrap_or_default()
    })
}

/// A token for a machine of the demo restaurant.
pub fn service_token() -> String {
    let (ok, token) = command(&["token", "--tenant", "pardos"]);
    assert!(ok, "{token}");
    token
}

fn wait<T>(done: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(done)
}

/// The relay does nothing until this is dropped.
#[derive(Debug)]
pub struct RelayStopped {
    mapping: String,
}

impl Drop for RelayStopped {
    fn drop(&mut self) {
        set_mapping(&self.mapping, true);
    }
}

/// Nobody reaches Step Functions until this is dropped.
#[derive(Debug)]
pub struct StepFunctionsStopped {
    environments: Vec<(&'static str, Value)>,
}

impl Drop for StepFunctionsStopped {
    fn drop(&mut self) {
        for (name, environment) in &self.environments {
            set_environment(name, environment);
        }
    }
}

/// Has the functions that tell executions look for Step Functions where nobody answers.
pub fn stop_step_functions() -> StepFunctionsStopped {
    let environments = ["workflow", "sweep"].map(|name| (name, environment(name)));
    for (name, environment) in &environments {
        let mut changed = environment.clone();
        changed["AWS_ENDPOINT_URL_SFN"] = json!("http://127.0.0.1:9");
        set_environment(name, &changed);
    }
    StepFunctionsStopped {
        environments: environments.into(),
    }
}

fn environment(name: &str) -> Value {
    let path = format!("/2015-03-31/functions/{}", function(name));
    lambda("GET", &path, "")["Configuration"]["Environment"]["Variables"].clone()
}

fn set_environment(name: &str, variables: &Value) {
    let path = format!("/2015-03-31/functions/{}/configuration", function(name));
    let body = json!({ "Environment": { "Variables": variables } });
    lambda("PUT", &path, &body.to_string());
    assert_eq!(environment(name), *variables);
}

/// Stops the way of events from the outbox to the bus.
pub fn stop_relay() -> RelayStopped {
    let path = format!(
        "/2015-03-31/event-source-mappings/?FunctionName={}",
        function("relay")
    );
    let listed = lambda("GET", &path, "");
    let mapping = listed["EventSourceMappings"][0]["UUID"]
        .as_str()
        .unwrap()
        .to_owned();
    set_mapping(&mapping, false);
    RelayStopped { mapping }
}

fn set_mapping(mapping: &str, enabled: bool) {
    let body = json!({ "Enabled": enabled }).to_string();
    lambda(
        "PUT",
        &format!("/2015-03-31/event-source-mappings/{mapping}"),
        &body,
    );
}

/// Runs the sweep once, as the schedule does.
pub fn sweep() {
    let path = format!("/2015-03-31/functions/{}/invocations", function("sweep"));
    let event = json!({ "source": "aws.events", "detail-type": "Scheduled Event", "detail": {} });
    let answer = lambda("POST", &path, &event.to_string());
    assert!(answer.get("errorType").is_none(), "{answer}");
}

/// What the function of operators says to some words: whether it did what they say, and its text.
pub fn command(words: &[&str]) -> (bool, String) {
    let path = format!("/2015-03-31/functions/{}/invocations", function("control"));
    let invocation = json!({ "called": "cargo xtask", "words": words, "input": "" });
    let outcome = lambda("POST", &path, &invocation.to_string());
    let said = outcome["text"].as_str().unwrap_or_else(|| panic!("{outcome}"));
    (outcome["ok"] == true, said.to_owned())
}

/// The ARN of a function's role, which is also the one whose sessions it asks for.
pub fn role(name: &str) -> String {
    let path = format!("/2015-03-31/functions/{}", function(name));
    let described = &lambda("GET", &path, "")["Configuration"];
    let role = described["Role"].as_str().unwrap();
    assert_eq!(described["Environment"]["Variables"]["BRASA_TENANT_ROLE"], role);
    role.to_owned()
}

fn function(name: &str) -> String {
    let stage = std::env::var("BRASA_STAGE").expect("BRASA_STAGE");
    format!("brasa-{stage}-{name}")
}

/// A call of Lambda's own API on an emulator, which believes who says to be the owner.
fn lambda(method: &str, path: &str, body: &str) -> Value {
    let endpoint = std::env::var("AWS_ENDPOINT_URL").expect("AWS_ENDPOINT_URL");
    let host = endpoint
        .strip_prefix("http://")
        .expect("an emulator")
        .trim_end_matches('/');
    let owner = std::env::var("AWS_ACCESS_KEY_ID").unwrap_or_else(|_| "test".into());
    let authorization = format!(
        "AWS4-HMAC-SHA256 Credential={owner}/20250101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=0"
    );
    let headers = [("authorization".to_owned(), authorization)];
    let (status, text) = http(host, method, path, &headers, body);
    assert!((200..300).contains(&status), "{path}: {status} {text}");
    serde_json::from_str(&text).unwrap_or_default()
}
