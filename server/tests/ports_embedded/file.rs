//! The folder and the file that everything lies in.

use super::{TestServer, only};
use engine_embedded::{Embedded, SqliteDocuments, SqliteEventBus};
use ports::clock::SystemClock;
use ports::{Documents as _, EventBus as _};
use ports_testsuite::{event, fresh_tenant};
use std::sync::Arc;
use tempfile::TempDir;

#[test]
fn a_folder_belongs_to_one_process_and_one_owner() {
    use std::os::unix::fs::PermissionsExt;
    let server = TestServer::new();
    let folder = server.folder.path().join("data");
    let second = Embedded::open(&folder, server.clock.clone()).unwrap_err();
    assert!(
        second.to_string().contains("in use by another process"),
        "{second}"
    );
    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    for file in std::fs::read_dir(&folder).unwrap() {
        let path = file.unwrap().path();
        assert_eq!(
            mode(&path),
            if path.is_dir() { 0o700 } else { 0o600 },
            "{}",
            path.display()
        );
    }
}

#[test]
fn a_file_that_is_none_of_ours_is_refused() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("brasa.db");
    std::fs::write(&path, vec![b'x'; 10_000]).unwrap();
    let refused = SqliteDocuments::open(&path, Arc::new(SystemClock)).unwrap_err();
    assert!(refused.is_broken(), "{refused}");
    assert_eq!(
        std::fs::read(&path).unwrap(),
        vec![b'x'; 10_000],
        "and left alone"
    );
}

#[tokio::test]
async fn the_bus_keeps_the_file_open_by_itself() {
    let folder = TempDir::new().unwrap();
    let clock = Arc::new(SystemClock);
    let documents = SqliteDocuments::open(&folder.path().join("brasa.db"), clock.clone()).unwrap();
    let bus = SqliteEventBus::new(&documents, clock);
    let tenant = fresh_tenant();
    documents
        .commit(&tenant, only(vec![event(&tenant, "p")]))
        .await
        .unwrap();
    drop(documents);
    assert_eq!(bus.since(&tenant, 0, 10).await.unwrap().len(), 1);
}
