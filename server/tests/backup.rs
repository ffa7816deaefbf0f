//! The drill: a server is saved while it takes orders, killed, and goes on in a new folder made of what was saved.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "these are tests"
)]

mod process;

use process::client::Client;
use process::running::{Running, service_token};
use serde_json::json;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Mutex;
use std::time::Duration;

fn typed(words: &[&str], data: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_server"))
        .args(words)
        .env("BRASA_DATA", data)
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    let all = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8_lossy(&all).into_owned()
}

fn registered(client: &mut Client) -> String {
    let body = json!({ "username": "guardada", "email": "guardada@example.pe", "password": "brasa-demo",
        "name": "Guardada de Prueba" });
    let (status, answer) = client
        .call("POST", "/api/auth/register", &[], Some(&body))
        .unwrap();
    assert_eq!(status, 201, "{answer}");
    answer["customerId"].as_str().unwrap().to_owned()
}

#[test]
fn what_was_acknowledged_before_a_backup_is_there_after_a_restore() {
    let binary = Path::new(env!("CARGO_BIN_EXE_server"));
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("night.tar"));
    let path = file.to_str().unwrap();
    assert!(
        !typed(&["backup", path], &data).status.success(),
        "there is nothing yet"
    );

    let server = Running::start(binary, &data);
    let within = data.join("night.tar");
    let itself = typed(&["backup", within.to_str().unwrap()], &data);
    assert!(
        !itself.status.success() && said(&itself).contains("outside"),
        "{}",
        said(&itself)
    );
    let token = format!("Bearer {}", service_token(binary, &data, "pardos"));
    let mut client = Client::connect(server.address).unwrap();
    let customer = registered(&mut client);
    let body = json!({ "customerId": customer, "items": [{ "productId": "papas_fritas", "qty": 1 }],
        "fulfilment": { "kind": "pickup" }, "paymentMethod": "cash" });
    let (acknowledged, address) = (Mutex::new(Vec::new()), server.address);
    let before = std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut client = Client::connect(address).unwrap();
            let headers = [("authorization", token.as_str())];
            // Until the process is killed, in the middle of it.
            while let Ok((status, answer)) = client.call("POST", "/api/orders", &headers, Some(&body)) {
                assert_eq!(status, 201, "{answer}");
                let id = answer["orderId"].as_str().unwrap().to_owned();
                acknowledged.lock().unwrap().push(id);
            }
        });
        while acknowledged.lock().unwrap().len() < 20 {
            std::thread::sleep(Duration::from_millis(5));
        }
        let before = acknowledged.lock().unwrap().clone();
        let saved = typed(&["backup", path], &data);
        server.kill();
        assert!(
            saved.status.success() && said(&saved).contains("2 restaurants"),
            "{}",
            said(&saved)
        );
        before
    });
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    let left: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left.len(), 2, "nothing is left beside the two: {left:?}");

    nothing_is_written_over(path, &data);
    let again = folder.path().join("again");
    let restored = typed(&["restore", path], &again);
    assert!(restored.status.success(), "{}", said(&restored));
    for name in ["", "keys", "vault", "brasa.db"] {
        let mode = again.join(name).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name} is for its owner");
    }
    let server = Running::start(binary, &again);
    nothing_is_found(&again);
    let mut client = Client::connect(server.address).unwrap();
    for order in &before {
        // With the token of before: the keys are the same.
        let path = format!("/api/orders/{order}");
        let (status, found) = client
            .call("GET", &path, &[("authorization", &token)], None)
            .unwrap();
        assert_eq!(
            (status, found["status"].as_str()),
            (200, Some("CONFIRMED")),
            "{found}"
        );
    }
}

/// Nothing is wrong once what the events of before had still to do is done.
fn nothing_is_found(data: &Path) {
    let mut doctor = typed(&["doctor"], data);
    for _ in 0..600 {
        if doctor.status.success() {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
        doctor = typed(&["doctor"], data);
    }
    assert!(doctor.status.success(), "{}", said(&doctor));
}

fn nothing_is_written_over(path: &str, data: &Path) {
    let twice = typed(&["backup", path], data);
    assert!(
        !twice.status.success() && said(&twice).contains("already"),
        "{}",
        said(&twice)
    );
    let over = typed(&["restore", path], data);
    assert!(
        !over.status.success() && said(&over).contains("not empty"),
        "{}",
        said(&over)
    );
}

#[test]
fn a_backup_that_is_not_whole_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (file, data) = (folder.path().join("night.tar"), folder.path().join("data"));
    for bytes in [&b""[..], b"no archive at all", &[0x42; 4_096]] {
        fs::write(&file, bytes).unwrap();
        let refused = typed(&["restore", file.to_str().unwrap()], &data);
        assert!(!refused.status.success(), "{}", said(&refused));
        // Another try may use the folder.
        assert_eq!(fs::read_dir(&data).unwrap().count(), 0);
    }
}
