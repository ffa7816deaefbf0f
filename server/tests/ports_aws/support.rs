//! A stack of its own for each test.

use crate::first_order::Request;
use application::config::cloud::CloudConfig;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use engine_aws::{Aws, Connection, Stack};
use lambda::functions::Function;
use lambda::wiring::Cloud;
use ports::clock::unique;
use ports_testsuite::ManualClock;
use ports_testsuite::START;
use serde_json::{Value, json};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

/// The key of tokens and of cursors.
pub const KEY: [u8; 32] = [7; 32];
/// What Lambda leaves an invocation.
pub const TIME: Duration = Duration::from_secs(30);
/// What functions await is deeper than the stack of a test's thread: a function of Lambda has four times as much.
const STACK: usize = 8 * 1024 * 1024;

pub const FROM: &str = "no-reply@brasa.example";

/// Engines on tables, a bus and a bucket that nobody else has.
pub struct TestServer {
    pub clock: Arc<ManualClock>,
    pub engines: Aws,
    pub connection: Connection,
    pub stack: Stack,
}

impl TestServer {
    /// `None`, with a sentence, where there is no AWS to try.
    pub async fn open() -> Option<TestServer> {
        let _ = endpoint()?;
        let connection = Connection::from_env().await;
        let name = format!("brasa-{}", unique(START));
        let stack = Stack {
            tables: format!("{name}-"),
            bus: name.clone(),
            bucket: name,
            machine: None,
            mail_from: Some(FROM.into()),
            tenant_role: None,
            sockets: None,
        };
        connection.create(&stack).await.unwrap();
        let clock = Arc::new(ManualClock::at(START));
        Some(TestServer {
            engines: Aws::open(&connection, &stack, clock.clone()),
            clock,
            connection,
            stack,
        })
    }
}

impl TestServer {
    /// What a function of a stack in production, of this name, is made of, on these tables. `more` is set besides.
    pub async fn cloud(&self, service: &str, more: &[(&str, &str)]) -> Cloud {
        let key = BASE64_STANDARD.encode(KEY);
        let usual = [
            ("BRASA_SERVICE", service),
            ("BRASA_TABLES", &self.stack.tables),
            ("BRASA_BUS", &self.stack.bus),
            ("BRASA_BUCKET", &self.stack.bucket),
            ("BRASA_TOKENS_KEY", &key),
            ("BRASA_CURSORS_KEY", &key),
            ("BRASA_ENV", "production"),
            ("BRASA_PUBLIC_URL", "https://pedidos.brasero.pe"),
            ("BRASA_MAIL_FROM", FROM),
            ("BRASA_GATEWAY", "simulated"),
            ("BRASA_DANGER_ORDERS_WITHOUT_MONEY", "1"),
        ];
        let config = CloudConfig::read(|name| {
            let found = usual.iter().chain(more).find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        });
        let clock = self.clock.clone();
        lambda::wiring::aws(&self.connection, config.unwrap(), clock)
            .await
            .unwrap()
    }
}

/// Runs a test that invokes functions.
pub fn invoking<F: Future<Output = ()>>(test: impl FnOnce() -> F + Send + 'static) {
    let tried = std::thread::Builder::new().stack_size(STACK).spawn(|| {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .thread_stack_size(STACK)
            .enable_all()
            .build();
        runtime.unwrap().block_on(test());
    });
    tried.unwrap().join().unwrap();
}

/// Types a command: whether it succeeded, and what it said.
pub async fn command(control: &Function, words: &[&str]) -> (bool, String) {
    let invocation = json!({ "called": "cargo xtask", "words": words, "input": "" });
    let outcome = Box::pin(control.handle(invocation, TIME)).await.unwrap();
    let said = outcome["text"].as_str().unwrap().to_owned();
    (outcome["ok"].as_bool().unwrap(), said)
}

/// A call of the public API: the status and the body of the answer.
pub async fn call(api: &Function, request: Request<'_>) -> (u16, Value) {
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
    let answer = Box::pin(api.handle(input, TIME)).await.unwrap();
    let body = serde_json::from_str(answer["body"].as_str().unwrap()).unwrap_or(Value::Null);
    let status = u16::try_from(answer["statusCode"].as_u64().unwrap());
    (status.unwrap(), body)
}

/// The address of the emulator: host and port.
pub fn endpoint() -> Option<String> {
    let address = std::env::var("AWS_ENDPOINT_URL").unwrap_or_default();
    let host = address
        .strip_prefix("http://")
        .map(|host| host.trim_end_matches('/'));
    if host.is_none() {
        println!("not tried: AWS_ENDPOINT_URL names no emulator");
    }
    host.map(str::to_owned)
}

/// A request to the emulator, beside all clients: the status and the body of its answer.
pub fn plain_http(head: &str, body: &[u8]) -> (u16, Vec<u8>) {
    let host = endpoint().unwrap();
    let mut stream = TcpStream::connect(&host).unwrap();
    let request = format!(
        "{head}\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {}\r\n",
        body.len()
    );
    let (line, rest) = request.split_once("\r\n").unwrap();
    stream
        .write_all(format!("{line} HTTP/1.1\r\n{rest}\r\n").as_bytes())
        .unwrap();
    stream.write_all(body).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .unwrap();
    let status = String::from_utf8_lossy(&answer[..end])
        .split(' ')
        .nth(1)
        .unwrap()
        .parse()
        .unwrap();
    (status, answer[end + 4..].to_vec())
}

/// How many messages say something of a tenant, as the emulator kept them: of each account, a list.
pub fn sent_mail(tenant: &str) -> usize {
    let (status, body) = plain_http("GET /_ministack/ses/messages", b"");
    assert_eq!(status, 200);
    let kept: Value = serde_json::from_slice(&body).unwrap();
    let accounts = kept["messages"].as_object().unwrap();
    let messages = accounts.values().flat_map(|account| account.as_array().unwrap());
    messages
        .filter(|message| message.to_string().contains(tenant))
        .count()
}
