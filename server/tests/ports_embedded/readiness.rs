//! Whether the file keeps what is written, and that a damaged one is refused.

use super::TestServer;
use engine_embedded::Embedded;
use ports::documents::{Commit, Expect, Key, Table, Write};
use ports::{Documents as _, EventBus as _};
use ports_testsuite::fresh_tenant;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn readiness_is_written_down_and_a_damaged_file_is_refused() {
    let server = TestServer::new();
    let tenant = fresh_tenant();
    for _ in 0..2 {
        server.engines.event_bus.ready(&tenant).await.unwrap();
    }
    // Enough for pages of its own.
    for number in 0..200 {
        let key = Key::new(Table::Orders, format!("ORDER#{number}"), "INFO");
        let write = Write::put(key, &json!("x".repeat(2_000)), Expect::Absent).unwrap();
        let commit = Commit {
            writes: vec![write],
            events: Vec::new(),
        };
        server.engines.documents.commit(&tenant, commit).await.unwrap();
    }
    let TestServer {
        folder,
        clock,
        engines,
    } = server;
    drop(engines);
    let data = folder.path().join("data");
    let file = std::fs::read_dir(&data)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|extension| extension == "db"))
        .unwrap();
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 64 * 1024].fill(0xA5);
    std::fs::write(&file, bytes).unwrap();
    let refused = Embedded::open(&data, clock).unwrap_err();
    assert!(refused.to_string().contains("damaged"), "{refused}");
}
