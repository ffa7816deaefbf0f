//! What [`Blobs`] promises.

use crate::fresh_tenant;
use ports::blobs::Blob;
use ports::{Blobs, EngineError};
use std::sync::Arc;

/// Makes the tests of this file, of the engines that `$open` gives.
#[macro_export]
macro_rules! blobs {
    ($open:expr) => {
        $crate::tests!(
            blobs,
            $open,
            blobs,
            [
                files_are_stored_replaced_and_removed,
                tenants_do_not_meet,
                names_stay_within_their_form,
                exports_are_stored_as_other_files,
            ]
        );
    };
}

fn blob(content_type: &str, bytes: &[u8]) -> Blob {
    Blob {
        content_type: content_type.into(),
        bytes: bytes.to_vec(),
    }
}

pub async fn files_are_stored_replaced_and_removed(store: Arc<dyn Blobs>) {
    let store = &*store;
    let tenant = fresh_tenant();
    let names = ["a", "a/b", "a/b.webp", "A", "-x_.9", &"n".repeat(200)];
    for (number, name) in names.iter().enumerate() {
        assert_eq!(store.get(&tenant, name).await.unwrap(), None);
        let bytes = format!("line\nof {number}\0");
        store
            .put(&tenant, name, blob("image/webp", bytes.as_bytes()))
            .await
            .unwrap();
    }
    for (number, name) in names.iter().enumerate() {
        let found = store.get(&tenant, name).await.unwrap();
        assert_eq!(
            found,
            Some(blob("image/webp", format!("line\nof {number}\0").as_bytes()))
        );
    }
    store
        .put(&tenant, "a", blob("text/plain; charset=utf-8", b""))
        .await
        .unwrap();
    assert_eq!(
        store.get(&tenant, "a").await.unwrap(),
        Some(blob("text/plain; charset=utf-8", b""))
    );
    store.delete(&tenant, "a").await.unwrap();
    store.delete(&tenant, "a").await.unwrap();
    assert_eq!(store.get(&tenant, "a").await.unwrap(), None);
    assert!(store.get(&tenant, "a/b").await.unwrap().is_some());
}

pub async fn tenants_do_not_meet(store: Arc<dyn Blobs>) {
    let store = &*store;
    let (mine, other) = (fresh_tenant(), fresh_tenant());
    store
        .put(&mine, "logo", blob("image/png", b"mine"))
        .await
        .unwrap();
    assert_eq!(store.get(&other, "logo").await.unwrap(), None);
    store.delete(&other, "logo").await.unwrap();
    assert!(store.get(&mine, "logo").await.unwrap().is_some());
}

pub async fn names_stay_within_their_form(store: Arc<dyn Blobs>) {
    let store = &*store;
    let tenant = fresh_tenant();
    let long = "n".repeat(201);
    for name in [
        "",
        "/etc/passwd",
        "../x",
        "a/../b",
        "a..b",
        "a b",
        "ñ",
        "a\\b",
        "a\0",
        "a\n",
        "a+b",
        "a%2fb",
        &long,
    ] {
        let refused = store.put(&tenant, name, blob("text/plain", b"x")).await;
        assert!(
            refused.as_ref().is_err_and(EngineError::is_broken),
            "{name:?}: {refused:?}"
        );
        assert!(
            store
                .get(&tenant, name)
                .await
                .is_err_and(|error| error.is_broken()),
            "{name:?}"
        );
        assert!(
            store
                .delete(&tenant, name)
                .await
                .is_err_and(|error| error.is_broken()),
            "{name:?}"
        );
    }
    let refused = store
        .put(&tenant, "x", blob("text/html\r\nX-Other: 1", b"x"))
        .await;
    assert!(refused.as_ref().is_err_and(EngineError::is_broken), "{refused:?}");
}

/// An address, where the engine has addresses, gives the file itself: the engine's own tests fetch it.
pub async fn exports_are_stored_as_other_files(store: Arc<dyn Blobs>) {
    let store = &*store;
    let (mine, other) = (fresh_tenant(), fresh_tenant());
    let name = "exports/2025-10-25/7-pedidos.csv";
    store.put(&mine, name, blob("text/csv", b"1")).await.unwrap();
    assert_eq!(
        store.get(&mine, name).await.unwrap(),
        Some(blob("text/csv", b"1"))
    );
    assert_eq!(store.get(&other, name).await.unwrap(), None);
    store.link(&mine, name, "pedidos.csv", 300).await.unwrap();
    let refused = store.link(&mine, "../x", "x", 300).await;
    assert!(!matches!(refused, Ok(Some(_))), "{refused:?}");
}
