//! Callers of the API, of one process or of a deployed stack.
#![allow(dead_code, reason = "not every test calls everything")]

use serde_json::{Value, json};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

const TENANT: &str = "pardos";
const PASSWORD: &str = "una-clave-larga-1";
/// The restaurant delivers no smaller order.
pub const PORTIONS: i64 = 3;
/// The longest that anything may take to come about.
const TIMEOUT: Duration = Duration::from_secs(120);
const PAUSE: Duration = Duration::from_millis(250);

/// The API of a deployment.
#[derive(Debug)]
pub struct Api {
    host: String,
    /// What stands before every path.
    base: String,
    /// Where changes ended when the caller began.
    begun: String,
}

impl Api {
    /// That of a server on this machine.
    pub fn of_server(address: std::net::SocketAddr) -> Api {
        Api {
            host: address.to_string(),
            base: String::new(),
            begun: String::new(),
        }
        .begin()
    }

    /// That of the deployed stack; `None`, with a sentence, where there is none to try.
    pub fn of_stack() -> Option<Api> {
        let address = std::env::var("BRASA_CLOUD_API").unwrap_or_default();
        let Some(rest) = address.strip_prefix("http://") else {
            println!("no stack is tried: BRASA_CLOUD_API names none on an emulator");
            return None;
        };
        let (host, base) = rest.split_once('/').unwrap_or((rest, ""));
        let api = Api {
            host: host.to_owned(),
            base: match base.trim_end_matches('/') {
                "" => String::new(),
                base => format!("/{base}"),
            },
            begun: String::new(),
        };
        Some(api.begin())
    }

    fn begin(mut self) -> Api {
        let (status, found) = self.changes("/rpc/live/carta");
        assert_eq!(status, 200, "{found}");
        self.begun = found["cursor"].as_str().unwrap().to_owned();
        self
    }

    /// A new customer with an address: the id and a token.
    pub fn customer(&self) -> (String, String) {
        let name = format!("ana-{}", unique());
        let body = json!({
            "username": name,
            "email": format!("{name}@example.pe"),
            "password": PASSWORD,
            "name": "Ana de Prueba",
            "phone": "999 888 777",
            "address": { "line": "Av. Larco 123", "district": "Miraflores" },
        });
        let (status, made) = self.call("POST", "/api/register", None, &[], Some(&body));
        assert_eq!(status, 201, "{made}");
        (
            made["customerId"].as_str().unwrap().to_owned(),
            self.sign_in(&name, PASSWORD),
        )
    }

    /// A token of somebody of the demo staff.
    pub fn staff(&self, username: &str) -> String {
        self.sign_in(username, "brasa-demo")
    }

    fn sign_in(&self, username: &str, password: &str) -> String {
        let body = json!({ "username": username, "password": password });
        let (status, answer) = self.call("POST", "/api/login", None, &[], Some(&body));
        assert_eq!(status, 200, "{answer}");
        answer["token"].as_str().unwrap().to_owned()
    }

    pub fn get(&self, path: &str, token: &str) -> (u16, Value) {
        self.call("GET", path, Some(token), &[], None)
    }

    pub fn post(&self, path: &str, token: &str, body: Value) -> (u16, Value) {
        let key = unique();
        self.call(
            "POST",
            path,
            Some(token),
            &[("idempotency-key", &key)],
            Some(&body),
        )
    }

    /// Places an order of [`PORTIONS`] of one dish, twice with the same key: its id.
    pub fn order(&self, token: &str, product: &str) -> String {
        let body = json!({ "items": [{ "productId": product, "qty": PORTIONS }] });
        let key = unique();
        let place = || {
            let headers = [("idempotency-key", key.as_str())];
            self.call("POST", "/api/orders", Some(token), &headers, Some(&body))
        };
        let (status, placed) = place();
        assert_eq!(status, 201, "{placed}");
        let (_, again) = place();
        assert_eq!(
            again["orderId"], placed["orderId"],
            "the same key is the same order"
        );
        placed["orderId"].as_str().unwrap().to_owned()
    }

    /// Confirms an order and sees it through all stages.
    pub fn work(&self, order: &str, customer: &str) {
        self.confirm(order, customer);
        for stage in ["COOKING", "PACKAGING", "DELIVERY"] {
            self.do_stage(order, stage);
        }
    }

    pub fn confirm(&self, order: &str, customer: &str) {
        let (status, answer) = self.post(&format!("/api/orders/{order}/confirm"), customer, json!({}));
        assert_eq!(status, 200, "{answer}");
    }

    /// Somebody takes a stage and finishes it.
    pub fn do_stage(&self, order: &str, stage: &str) {
        for act in ["start", "complete"] {
            self.act(&format!("/api/orders/{order}/stages/{stage}/{act}"), stage);
        }
    }

    /// The one who finished a stage takes that back.
    pub fn recall(&self, order: &str, stage: &str) {
        self.act(&format!("/api/orders/{order}/recall"), stage);
    }

    fn act(&self, path: &str, stage: &str) {
        let person = match stage {
            "COOKING" => "cocina",
            "PACKAGING" => "empaque",
            _ => "reparto",
        };
        let (status, answer) = self.post(path, &self.staff_token(person), json!({}));
        assert_eq!(status, 200, "{path}: {answer}");
    }

    /// Signing in is limited: one token for each person serves all tests.
    fn staff_token(&self, username: &str) -> String {
        use std::collections::BTreeMap;
        use std::sync::Mutex;
        static TOKENS: Mutex<BTreeMap<(String, String), String>> = Mutex::new(BTreeMap::new());
        let mut tokens = TOKENS.lock().unwrap();
        tokens
            .entry((self.host.clone(), username.to_owned()))
            .or_insert_with(|| self.staff(username))
            .clone()
    }

    /// What has changed, as a page that cannot listen asks for it.
    pub fn changes(&self, path: &str) -> (u16, Value) {
        self.call("GET", path, None, &[("accept", "application/json")], None)
    }

    /// The same for a page of the console that somebody has signed in to.
    pub fn changes_for_staff(&self, path: &str, username: &str) -> (u16, Value) {
        let cookies = self.sign_in_to_console(username);
        let headers = [("accept", "application/json"), ("cookie", cookies.as_str())];
        self.call("GET", path, None, &headers, None)
    }

    /// The cookies of somebody of the demo staff who has signed in to the console.
    pub fn sign_in_to_console(&self, username: &str) -> String {
        let body = json!({ "credentials": { "username": username, "password": "brasa-demo" } });
        let headers = [
            ("x-tenant-id", TENANT),
            ("content-type", "application/json"),
            ("sec-fetch-site", "same-origin"),
        ];
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let path = format!("{}/rpc/auth/staff-sign-in", self.base);
        let (status, head, answer) = exchange(&self.host, "POST", &path, &headers, &body.to_string());
        assert_eq!(status, 200, "{answer}");
        let set = head.lines().filter_map(|line| line.split_once(": "));
        let set = set.filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
        let cookies = set.filter_map(|(_, cookie)| cookie.split(';').next());
        cookies.collect::<Vec<_>>().join("; ")
    }

    /// All that has changed of an order since the caller began, page by page.
    pub fn all_changes(&self, order: &str) -> Vec<Value> {
        let (mut all, mut cursor) = (Vec::new(), self.begun.clone());
        loop {
            let (_, found) = self.changes(&format!("/rpc/live/orders/{order}?after={cursor}"));
            all.extend(found["changes"].as_array().unwrap().iter().cloned());
            let next = found["cursor"].as_str().unwrap();
            if next == cursor {
                return all;
            }
            cursor = next.to_owned();
        }
    }

    /// The status of an answer to a page that would listen.
    pub fn stream(&self, path: &str) -> u16 {
        self.call("GET", path, None, &[("accept", "text/event-stream")], None)
            .0
    }

    pub fn call(
        &self,
        method: &str,
        path: &str,
        token: Option<&str>,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> (u16, Value) {
        let mut all = vec![("x-tenant-id".to_owned(), TENANT.to_owned())];
        all.extend(
            headers
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        if let Some(token) = token {
            all.push(("authorization".into(), format!("Bearer {token}")));
        }
        let body = body.map(Value::to_string).unwrap_or_default();
        if !body.is_empty() {
            all.push(("content-type".into(), "application/json".into()));
        }
        let path = format!("{}{path}", self.base);
        let repeats = method == "GET" || headers.iter().any(|(name, _)| *name == "idempotency-key");
        for pause in [1, 2, 4, 8, 16, 32] {
            let (status, answer) = self.ask(method, &path, &all, &body);
            // Who says that it is busy is asked again, with the same key: that is what keys are for. A gateway says it of a
            // function that did not answer in time, which may have done its work all the same.
            let busy = status == 503 || answer["code"] == "idempotency_in_progress";
            let unanswered = repeats && matches!(status, 502 | 504);
            if !busy && !unanswered {
                return (status, answer);
            }
            std::thread::sleep(Duration::from_secs(pause));
        }
        self.ask(method, &path, &all, &body)
    }

    /// One request and its whole answer: the status, the head and the body.
    pub fn whole(&self, method: &str, path: &str, token: &str) -> (u16, String, String) {
        let headers = [
            ("x-tenant-id".to_owned(), TENANT.to_owned()),
            ("authorization".to_owned(), format!("Bearer {token}")),
        ];
        exchange(&self.host, method, &format!("{}{path}", self.base), &headers, "")
    }

    fn ask(&self, method: &str, path: &str, headers: &[(String, String)], body: &str) -> (u16, Value) {
        let (status, text) = http(&self.host, method, path, headers, body);
        (status, serde_json::from_str(&text).unwrap_or(Value::Null))
    }
}

/// One request on a connection of its own: the status and the body.
pub fn http(host: &str, method: &str, path: &str, headers: &[(String, String)], body: &str) -> (u16, String) {
    let (status, _, body) = exchange(host, method, path, headers, body);
    (status, body)
}

fn exchange(
    host: &str,
    method: &str,
    path: &str,
    headers: &[(String, String)],
    body: &str,
) -> (u16, String, String) {
    let mut stream = TcpStream::connect(host).unwrap();
    stream.set_read_timeout(Some(TIMEOUT)).unwrap();
    let mut request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-length: {}\r\n",
        body.len()
    );
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str("\r\n");
    request.push_str(body);
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let answer = String::from_utf8(answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").expect("an answer has a head");
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let chunked = head.to_lowercase().contains("transfer-encoding: chunked");
    let body = if chunked { joined(body) } else { body.to_owned() };
    (status, head.to_owned(), body)
}

/// The text of chunks.
fn joined(mut rest: &str) -> String {
    let mut text = String::new();
    while let Some((length, after)) = rest.split_once("\r\n") {
        let length = usize::from_str_radix(length.trim(), 16).unwrap();
        if length == 0 {
            break;
        }
        text.push_str(&after[..length]);
        rest = after[length..].trim_start_matches("\r\n");
    }
    text
}

/// Waits for a condition, which must come.
pub fn until(what: &str, condition: impl Fn() -> bool) {
    let begun = Instant::now();
    while !condition() {
        assert!(begun.elapsed() < TIMEOUT, "waited in vain: {what}");
        std::thread::sleep(PAUSE);
    }
}

/// Waits until a count reaches `wanted`. The time limit begins again whenever the count grows.
pub fn until_grown(what: &str, count: impl Fn() -> u64, wanted: u64) {
    let mut found = count();
    while found < wanted {
        until(&format!("{what}: {found} of {wanted}"), || count() > found);
        found = count();
    }
}

/// A short text that no run of these tests has used, for names of bounded length.
pub fn short() -> String {
    format!("{:x}", rand::random::<u64>())
}

/// A text that no run of these tests has used.
fn unique() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos();
    format!("{now:x}{:x}", NEXT.fetch_add(1, Ordering::Relaxed))
}
