//! Production on one process: the real program, from an empty folder to a first order, and what it refuses to start on.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod first_order;
mod process;

use first_order::{Deployment, Request, first_order};
use process::client::Client;
use serde_json::Value;
use std::fs::Permissions;
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::{SocketAddr, TcpListener};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// All that production asks for, with payments that take no money.
const PRODUCTION: [(&str, &str); 7] = [
    ("BRASA_ENV", "production"),
    ("BRASA_GATEWAY", "simulated"),
    ("BRASA_DANGER_ORDERS_WITHOUT_MONEY", "1"),
    ("BRASA_PUBLIC_URL", "https://pedidos.brasero.pe"),
    ("BRASA_SMTP_URL", "smtps://127.0.0.1:1"),
    ("BRASA_MAIL_FROM", "pedidos@brasero.pe"),
    ("BRASA_LOG", "off"),
];

const NEW: [&str; 15] = [
    "tenant",
    "create",
    "brasero",
    "--name",
    "El Brasero",
    "--ruc",
    "20100070970",
    "--phone",
    "987654321",
    "--address",
    "Av. Larco 123",
    "--district",
    "Lima",
    "--hours",
    "Mo-Su 00:00-24:00",
];

fn program(data: &Path) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_server"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("BRASA_")) {
        program.env_remove(name);
    }
    program.env("BRASA_DATA", data).stdin(Stdio::null());
    program
}

fn typed(data: &Path, words: &[&str]) -> (bool, String) {
    let output = program(data).args(words).output().unwrap();
    (output.status.success(), said(&output))
}

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim_end().to_owned();
    match output.status.success() {
        true => text(&output.stdout),
        false => text(&output.stderr),
    }
}

/// What the server says instead of starting with these variables.
fn refuses(data: &Path, set: &[(&str, &str)]) -> String {
    let address = free_address().to_string();
    let mut program = program(data);
    program.env("BRASA_ADDR", address).envs(set.iter().copied());
    let mut child = program.stderr(Stdio::piped()).spawn().unwrap();
    let begun = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if begun.elapsed() > Duration::from_secs(30) {
            child.kill().unwrap();
            panic!("it has started");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let output = child.wait_with_output().unwrap();
    assert!(!output.status.success());
    said(&output)
}

fn free_address() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap()
}

/// A server in production on a folder that commands were typed for.
struct Process {
    folder: TempDir,
    child: Option<Child>,
    address: SocketAddr,
}

impl Process {
    fn new() -> Process {
        Process {
            folder: tempfile::tempdir().unwrap(),
            child: None,
            address: free_address(),
        }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn start(&mut self) {
        self.start_with(&[], Stdio::inherit());
    }

    /// The same with these variables as well, and its output where it says.
    fn start_with(&mut self, set: &[(&str, &str)], output: Stdio) {
        let mut program = program(&self.data());
        program
            .env("BRASA_ADDR", self.address.to_string())
            .envs(PRODUCTION)
            .envs(set.iter().copied())
            .stdout(output);
        self.child = Some(program.spawn().unwrap());
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(60) {
            if let Ok(mut client) = Client::connect(self.address)
                && let Ok((200, _)) = client.call("GET", "/ready", &[], None)
            {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("the server is not ready after a minute");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

impl Deployment for Process {
    async fn command(&self, words: &[&str]) -> (bool, String) {
        typed(&self.data(), words)
    }

    async fn call(&self, request: Request<'_>) -> (u16, Value) {
        let Request {
            method,
            path,
            tenant,
            token,
            key,
            body,
        } = request;
        let authorization = token.map(|token| format!("Bearer {token}"));
        let mut headers = vec![("x-tenant-id", tenant)];
        headers.extend(authorization.as_deref().map(|bearer| ("authorization", bearer)));
        headers.extend(key.map(|key| ("idempotency-key", key)));
        let mut client = Client::connect(self.address).unwrap();
        client.call(method, path, &headers, body.as_ref()).unwrap()
    }

    /// The process brings events where they belong within a moment.
    async fn settled(&self) {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_folder_becomes_a_restaurant_that_sells() {
    let mut process = Process::new();
    // The first restaurant is made before there is anything to serve, all else while it is served.
    let other = NEW.map(|word| if word == "brasero" { "otro" } else { word });
    let (ok, said) = typed(&process.data(), &other);
    assert!(ok, "{said}");
    process.start();
    first_order(&process).await;
}

#[test]
fn the_first_start_prints_the_link_with_which_the_restaurant_is_set_up() {
    let mut process = Process::new();
    let named = [("BRASA_TENANT", "brasero")];
    process.start_with(&named, Stdio::piped());
    let mut output = BufReader::new(process.child.as_mut().unwrap().stdout.take().unwrap());
    let mut said = String::new();
    while !said.contains('#') {
        assert!(output.read_line(&mut said).unwrap() > 0, "{said}");
    }
    let link = said.lines().last().unwrap();
    let (page, code) = link.split_once('#').unwrap();
    assert_eq!(page, "https://pedidos.brasero.pe/restaurante/invitacion");
    let mut client = Client::connect(process.address).unwrap();
    let headers = [("x-tenant-id", "brasero"), ("sec-fetch-site", "same-origin")];
    let body = serde_json::json!({ "code": code });
    let (status, invited) = client
        .call("POST", "/rpc/auth/invited", &headers, Some(&body))
        .unwrap();
    assert_eq!(
        (status, &invited["role"]),
        (200, &Value::from("manager")),
        "{invited}"
    );
    // Started again, it says that nobody has begun yet, and makes no other link.
    let child = process.child.as_mut().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    process.start_with(&named, Stdio::piped());
    let child = process.child.as_mut().unwrap();
    let mut rest = String::new();
    let mut output = child.stdout.take().unwrap();
    child.kill().unwrap();
    output.read_to_string(&mut rest).unwrap();
    assert!(
        rest.contains("tenant link brasero") && !rest.contains('#'),
        "{rest}"
    );
    let (ok, said) = typed(&process.data(), &["tenant", "link", "brasero"]);
    assert!(ok && said.contains("/restaurante/invitacion#"), "{said}");
}

#[test]
fn production_names_what_is_missing_and_starts_on_its_own_data_only() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let said = refuses(&data, &[("BRASA_ENV", "production")]);
    for missing in [
        "BRASA_GATEWAY",
        "BRASA_SMTP_URL",
        "BRASA_PUBLIC_URL",
        "server tenant create",
        "BRASA_TENANT=brasero",
    ] {
        assert!(said.contains(missing), "{missing}: {said}");
    }
    assert_eq!(said.lines().count(), 4, "{said}");
    assert!(!data.exists(), "nothing is made by that");

    for words in [&["tenant", "list"][..], &["token", "--tenant", "brasero"]] {
        let (ok, said) = typed(&data, words);
        assert!(!ok && said.contains("set BRASA_DATA"), "{said}");
        assert!(!data.exists(), "nor by that");
    }
    assert!(typed(&data, &NEW).0);
    let mode = |path: &Path, mode| std::fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    mode(&data, 0o755);
    mode(&data.join("keys"), 0o644);
    let said = refuses(&data, &PRODUCTION);
    assert!(said.contains("chmod 700") && said.contains("chmod 600"), "{said}");
}

#[test]
fn production_does_not_start_on_the_data_of_the_demo() {
    let folder = tempfile::tempdir().unwrap();
    let server = process::running::Running::start(Path::new(env!("CARGO_BIN_EXE_server")), folder.path());
    server.kill();
    std::fs::set_permissions(folder.path(), Permissions::from_mode(0o700)).unwrap();
    let said = refuses(folder.path(), &PRODUCTION);
    for id in ["pardos", "caleta"] {
        assert!(
            said.contains(&format!("server tenant delete {id} --yes")),
            "{said}"
        );
        let (ok, said) = typed(folder.path(), &["tenant", "delete", id, "--yes"]);
        assert!(ok, "{said}");
    }
}

#[test]
fn an_address_that_others_reach_wants_to_know_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let said = refuses(folder.path(), &[("BRASA_ADDR", "0.0.0.0:0")]);
    assert!(said.contains("BRASA_ENV is not set"), "{said}");
}
