//! What [`Documents`] promises of documents that expire.

use crate::ManualClock;
use crate::documents::{commit, get, order, put, refused_at};
use crate::fresh_tenant;
use ports::documents::{Expect, Index, Key, Query, Table, Write};
use ports::{Clock, Documents};
use serde_json::json;
use std::sync::Arc;

/// Makes the tests of this file, of the engines that `$open` gives.
#[macro_export]
macro_rules! expiry {
    ($open:expr) => {
        $crate::tests!(
            expiry,
            $open,
            expiring,
            [what_expires_is_gone, a_counter_expires_with_its_document,]
        );
    };
}

pub async fn what_expires_is_gone((store, clock): (Arc<dyn Documents>, Arc<ManualClock>)) {
    let store = &*store;
    let (tenant, key) = (
        fresh_tenant(),
        Key::new(Table::Orders, "ORDER#1", "IDEMPOTENCY#k"),
    );
    let until = clock.now().plus_ms(1_000);
    let fleeting = |body| {
        let write = put(&key, body, Expect::Absent)
            .indexed(Index::OrdersByTime, "FLEETING", "1")
            .until(until);
        vec![write, Write::add(order("beside"), "n", 1)]
    };
    commit(store, &tenant, fleeting(json!("first"))).await.unwrap();
    clock.advance_ms(999);
    assert_eq!(
        get(store, &tenant, &key).await.unwrap().body.json(),
        json!("first")
    );
    assert_eq!(
        refused_at(commit(store, &tenant, fleeting(json!("early"))).await),
        0
    );
    clock.advance_ms(1);
    assert_eq!(get(store, &tenant, &key).await, None);
    for query in [
        Query::index(Index::OrdersByTime, "FLEETING", 10),
        Query::partition(Table::Orders, "ORDER#1", 10),
    ] {
        assert_eq!(store.query(&tenant, &query).await.unwrap().documents, []);
    }
    let delete = Write::Delete {
        key: key.clone(),
        expect: Expect::Version(1),
    };
    assert_eq!(refused_at(commit(store, &tenant, vec![delete]).await), 0);
    commit(store, &tenant, vec![put(&key, json!("second"), Expect::Absent)])
        .await
        .unwrap();
    let second = get(store, &tenant, &key).await.unwrap();
    assert_eq!((second.version, second.body.json()), (1, json!("second")));
    clock.advance_ms(1_000_000);
    assert!(
        get(store, &tenant, &key).await.is_some(),
        "stored anew without a limit, it stays"
    );
    let page = store
        .query(&tenant, &Query::index(Index::OrdersByTime, "FLEETING", 10))
        .await
        .unwrap();
    assert_eq!(page.documents, [], "index entries are those of the last put");
}

pub async fn a_counter_expires_with_its_document((store, clock): (Arc<dyn Documents>, Arc<ManualClock>)) {
    let store = &*store;
    let (tenant, key) = (fresh_tenant(), Key::new(Table::Orders, "ORDER#QUARTERS#a", "1"));
    let begins = put(&key, json!({}), Expect::Absent).until(clock.now().plus_ms(1_000));
    commit(store, &tenant, vec![begins]).await.unwrap();
    let take = || {
        vec![Write::Add {
            key: key.clone(),
            counter: "free".into(),
            delta: -1,
            floor: Some(-1),
        }]
    };
    commit(store, &tenant, take()).await.unwrap();
    assert_eq!(refused_at(commit(store, &tenant, take()).await), 0);
    clock.advance_ms(1_000);
    assert_eq!(get(store, &tenant, &key).await, None, "counting does not keep it");
    commit(store, &tenant, take()).await.unwrap();
    assert_eq!(get(store, &tenant, &key).await.unwrap().counter("free"), -1);
}
