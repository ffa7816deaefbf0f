//! A server of its own for each test, and those who call it.

mod answer;
mod browser;
mod counting;
mod smtp;

pub use answer::Answer;
pub use browser::Browser;
pub use counting::Counting;
pub use smtp::SmtpServer;

use application::config::Config;
use application::control::Invocation;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, Request, Response};
use domain::staff::Role;
use domain::{TenantId, Timestamp};
use ports::documents::{Commit, Expect, Key, Write};
use ports::mailer::Mail;
use ports_testsuite::ManualClock;
use serde_json::{Value, json};
use server::wiring;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use tower::ServiceExt as _;

/// Noon in Lima, on a Saturday.
pub const START: Timestamp = Timestamp(1_761_411_600_000);
pub const PASSWORD: &str = "clave-larga-1";

/// Two demo restaurants on a folder of their own, with a clock that stands still.
pub struct TestServer {
    pub app: wiring::App,
    pub clock: Arc<ManualClock>,
    pub router: Router,
    folder: TempDir,
    machines: Mutex<BTreeMap<(String, Role), String>>,
}

impl TestServer {
    /// What production wants to be set, with payments that take no money.
    pub const PRODUCTION: [(&str, &str); 7] = [
        ("BRASA_DEMO", "0"),
        ("BRASA_ENV", "production"),
        ("BRASA_GATEWAY", "simulated"),
        ("BRASA_DANGER_ORDERS_WITHOUT_MONEY", "1"),
        ("BRASA_PUBLIC_URL", "https://example.pe"),
        ("BRASA_SMTP_URL", "smtps://127.0.0.1:1"),
        ("BRASA_MAIL_FROM", "pedidos@example.pe"),
    ];

    pub async fn open() -> TestServer {
        TestServer::with(&[]).await
    }

    /// With these variables set.
    pub async fn with(set: &[(&str, &str)]) -> TestServer {
        let folder = folder();
        let data = folder.path().join("data").display().to_string();
        let site = folder.path().join("site").display().to_string();
        let defaults = [
            ("BRASA_DATA", data.as_str()),
            ("BRASA_SITE", site.as_str()),
            ("BRASA_DEMO", "1"),
        ];
        let config = Config::read(|name| {
            let found = set.iter().chain(&defaults).find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        });
        let clock = Arc::new(ManualClock::at(START));
        let app = wiring::build(config.unwrap(), clock.clone()).await.unwrap();
        let router = server_http::router(app.http());
        TestServer {
            app,
            clock,
            router,
            folder,
            machines: Mutex::default(),
        }
    }

    /// Without the demo, as production is set, and without a restaurant. Nobody pays.
    pub async fn in_production(set: &[(&str, &str)]) -> TestServer {
        let all: Vec<_> = set.iter().chain(&TestServer::PRODUCTION).copied().collect();
        TestServer::with(&all).await
    }

    /// What a command of an operator says; it has to succeed.
    pub async fn command(&self, words: &str) -> String {
        let invocation = Invocation {
            called: "server".into(),
            words: words.split(' ').map(str::to_owned).collect(),
            input: String::new(),
        };
        let outcome = self.app.control.run(&invocation).await;
        assert!(outcome.ok, "{words}: {}", outcome.text);
        outcome.text
    }

    /// A restaurant with an empty carta.
    pub async fn make_restaurant(&self, id: &str) {
        let new =
            "--published --name Prueba --ruc 20100070970 --phone 987654321 --address Jr. --district Lima";
        self.command(&format!("tenant create {id} {new}")).await;
    }

    /// The folder of the built apps; it is not there until a test makes it.
    pub fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// The same server as it is now, for a site that was made after it was opened, or in another way.
    pub fn serve_again(&mut self, change: impl FnOnce(&mut server_http::App)) {
        let mut app = self.app.http();
        change(&mut app);
        self.router = server_http::router(app);
    }

    /// The same server behind a gateway that has brought every endpoint elsewhere.
    pub fn serve_leftovers(&mut self) {
        self.router = server_http::fallback_router(self.app.http());
    }

    pub fn later(&self, minutes: i64) {
        self.clock.advance_ms(minutes * 60_000);
    }

    pub async fn send(&self, mut request: Request<Body>) -> Response<Body> {
        request
            .extensions_mut()
            .get_or_insert_with(|| ConnectInfo(SocketAddr::from(([192, 0, 2, 1], 4_000))));
        self.router.clone().oneshot(request).await.unwrap()
    }

    pub async fn ask(&self, request: Request<Body>) -> Answer {
        Answer::read(self.send(request).await).await
    }

    /// A call of the public API.
    pub async fn api(&self, method: Method, path: &str, token: Option<&str>, body: Option<Value>) -> Answer {
        self.ask(api_request(method, path, token, body)).await
    }

    pub async fn get(&self, path: &str, token: &str) -> Answer {
        self.api(Method::GET, path, Some(token), None).await
    }

    /// The text of a file that an export leads to, fetched as a browser does.
    pub async fn exported(&self, path: &str, token: &str) -> String {
        let link = self.get(path, token).await.expect(200).body;
        let fetch = api_request(Method::GET, link["url"].as_str().unwrap(), None, None);
        let file = self.send(fetch).await;
        assert_eq!(file.status(), 200);
        let header = |name: &str| file.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), "text/csv; charset=utf-8");
        let name = link["fileName"].as_str().unwrap();
        assert_eq!(
            header("content-disposition"),
            format!("attachment; filename=\"{name}\"")
        );
        let bytes = axum::body::to_bytes(file.into_body(), 1_000_000).await.unwrap();
        String::from_utf8(bytes.to_vec()).unwrap()
    }

    pub async fn post(&self, path: &str, token: &str, body: Value) -> Answer {
        self.api(Method::POST, path, Some(token), Some(body)).await
    }

    /// A new customer of a restaurant with an address: the id and a token.
    pub async fn customer(&self, tenant: &str, username: &str) -> (String, String) {
        let body = json!({
            "username": username,
            "email": format!("{username}@example.pe"),
            "password": PASSWORD,
            "name": format!("{username} de Prueba"),
            "phone": "999 888 777",
            "address": { "line": "Av. Larco 123", "district": "Miraflores" },
        });
        let mut request = api_request(Method::POST, "/api/register", None, Some(body));
        request
            .headers_mut()
            .insert("x-tenant-id", tenant.parse().unwrap());
        let made = self.ask(request).await.expect(201);
        let id = made.body["customerId"].as_str().unwrap().to_owned();
        (id, self.sign_in(tenant, username, PASSWORD).await)
    }

    /// A token of the public API.
    pub async fn sign_in(&self, tenant: &str, username: &str, password: &str) -> String {
        let body = json!({ "username": username, "password": password });
        let mut request = api_request(Method::POST, "/api/login", None, Some(body));
        request
            .headers_mut()
            .insert("x-tenant-id", tenant.parse().unwrap());
        let answer = self.ask(request).await.expect(200);
        answer.body["token"].as_str().unwrap().to_owned()
    }

    /// The token of a machine: the same one for each role of a restaurant.
    pub fn machine(&self, tenant: &str, role: Role) -> String {
        let mut machines = self.machines.lock().unwrap();
        let known = machines.entry((tenant.to_owned(), role));
        known
            .or_insert_with(|| self.another_machine(tenant, role))
            .clone()
    }

    /// The token of a machine that nobody else has.
    pub fn another_machine(&self, tenant: &str, role: Role) -> String {
        let tenant = TenantId::parse(tenant).unwrap();
        self.app.auth.service_token(&tenant, role).unwrap()
    }

    /// An order of two portions of chips and a cake, placed by a customer: its id.
    pub async fn order(&self, token: &str) -> String {
        let items =
            json!([{ "productId": "papas_fritas", "qty": 2 }, { "productId": "tequenos_6", "qty": 1 }]);
        let placed = self
            .post(
                "/api/orders",
                token,
                json!({ "items": items, "fulfilment": { "kind": "delivery" } }),
            )
            .await
            .expect(201);
        placed.body["orderId"].as_str().unwrap().to_owned()
    }

    /// How many documents have a partition like this, in the words of SQL.
    pub fn rows_like(&self, partition: &str) -> i64 {
        let db = rusqlite::Connection::open(self.folder.path().join("data/brasa.db")).unwrap();
        let count = "SELECT count(*) FROM documents WHERE pk LIKE ?1";
        db.query_row(count, [partition], |row| row.get(0)).unwrap()
    }

    /// How many documents of all restaurants hold this text.
    pub fn documents_with(&self, text: &str) -> i64 {
        let db = rusqlite::Connection::open(self.folder.path().join("data/brasa.db")).unwrap();
        let count = "SELECT count(*) FROM documents WHERE instr(body, ?1) > 0";
        db.query_row(count, [text], |row| row.get(0)).unwrap()
    }

    /// Stores a row that nobody can read.
    pub async fn spoil(&self, tenant: &str, key: Key) {
        let write = Write::put(key, &json!({ "form": 99 }), Expect::Anything).unwrap();
        let commit = Commit {
            writes: vec![write],
            events: Vec::new(),
        };
        let tenant = TenantId::parse(tenant).unwrap();
        self.app.documents.commit(&tenant, commit).await.unwrap();
    }

    /// The mails to an address, newest first.
    pub async fn mails_to(&self, tenant: &str, to: &str) -> Vec<Mail> {
        self.deliver_events().await;
        let sent = self.app.sent_mails.as_ref().unwrap();
        let sent = sent.newest(&TenantId::parse(tenant).unwrap(), 100).await.unwrap();
        let mails = sent.into_iter().map(|sent| sent.mail);
        mails.filter(|mail| mail.to == to).collect()
    }

    pub async fn deliver_events(&self) {
        self.app.bus.run_until_idle().await.unwrap();
    }
}

/// In memory where there is such a place: what a test needs is not that it survives a loss of power.
fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory).unwrap()
    } else {
        tempfile::tempdir().unwrap()
    }
}

pub fn api_request(method: Method, path: &str, token: Option<&str>, body: Option<Value>) -> Request<Body> {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header("host", "localhost:3000");
    if let Some(token) = token {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    match body {
        None => request.body(Body::empty()),
        Some(body) => request
            .header("content-type", "application/json")
            .body(Body::from(body.to_string())),
    }
    .unwrap()
}
