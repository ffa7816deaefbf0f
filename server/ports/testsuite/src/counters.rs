//! What [`Documents`] promises of counters and sequences.

use crate::documents::{commit, get, order, put, refused_at};
use crate::fresh_tenant;
use futures::future::join_all;
use ports::Documents;
use ports::documents::{Expect, Key, Table, Write};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Makes the tests of this file, of the engines that `$open` gives.
#[macro_export]
macro_rules! counters {
    ($open:expr) => {
        $crate::tests!(
            counters,
            $open,
            documents,
            [
                counters_live_beside_the_body,
                floors_hold_for_the_whole_commit,
                a_floor_may_lie_below_nothing,
                the_last_unit_is_sold_once,
                sequences_are_unique,
            ]
        );
    };
}

fn take(key: &Key, count: i64) -> Write {
    Write::Add {
        key: key.clone(),
        counter: "stock".into(),
        delta: -count,
        floor: Some(0),
    }
}

pub async fn counters_live_beside_the_body(store: Arc<dyn Documents>) {
    let store = &*store;
    let (tenant, key) = (
        fresh_tenant(),
        Key::new(Table::Dashboard, "DAY#2025-10-25", "TOTALS"),
    );
    let adds = vec![
        Write::add(key.clone(), "orders", 1),
        Write::add(key.clone(), "amount", 2_590),
        Write::add(key.clone(), "amount", -90),
    ];
    commit(store, &tenant, adds).await.unwrap();
    let made = get(store, &tenant, &key).await.unwrap();
    assert_eq!((made.version, made.body.json()), (0, Value::Null));
    assert_eq!(
        (
            made.counter("orders"),
            made.counter("amount"),
            made.counter("other")
        ),
        (1, 2_500, 0)
    );
    assert_eq!(
        refused_at(commit(store, &tenant, vec![put(&key, json!({}), Expect::Absent)]).await),
        0
    );
    commit(
        store,
        &tenant,
        vec![put(&key, json!({"day": 1}), Expect::Version(0))],
    )
    .await
    .unwrap();
    commit(store, &tenant, vec![Write::add(key.clone(), "orders", 1)])
        .await
        .unwrap();
    let stored = get(store, &tenant, &key).await.unwrap();
    assert_eq!((stored.version, stored.body.json()), (1, json!({"day": 1})));
    assert_eq!((stored.counter("orders"), stored.counter("amount")), (2, 2_500));
    commit(
        store,
        &tenant,
        vec![Write::Delete {
            key: key.clone(),
            expect: Expect::Anything,
        }],
    )
    .await
    .unwrap();
    commit(store, &tenant, vec![Write::add(key.clone(), "orders", 1)])
        .await
        .unwrap();
    let again = get(store, &tenant, &key).await.unwrap();
    assert_eq!(
        (again.version, again.counter("orders"), again.counter("amount")),
        (0, 1, 0)
    );
}

pub async fn floors_hold_for_the_whole_commit(store: Arc<dyn Documents>) {
    let store = &*store;
    let (tenant, key) = (fresh_tenant(), Key::new(Table::Catalog, "CATALOG", "PRODUCT#p"));
    assert_eq!(refused_at(commit(store, &tenant, vec![take(&key, 1)]).await), 0);
    assert_eq!(
        get(store, &tenant, &key).await,
        None,
        "nothing is made by a commit that fails"
    );
    commit(store, &tenant, vec![Write::add(key.clone(), "stock", 3)])
        .await
        .unwrap();
    let other = put(&order("1"), json!(1), Expect::Absent);
    assert_eq!(
        refused_at(commit(store, &tenant, vec![other.clone(), take(&key, 4)]).await),
        1
    );
    let twice = commit(store, &tenant, vec![take(&key, 2), take(&key, 2)]).await;
    assert!(refused_at(twice) < 2);
    let back = vec![take(&key, 4), Write::add(key.clone(), "stock", 1)];
    commit(store, &tenant, back).await.unwrap();
    assert_eq!(get(store, &tenant, &key).await.unwrap().counter("stock"), 0);
    assert_eq!(
        refused_at(commit(store, &tenant, vec![other, take(&key, 1)]).await),
        1
    );
    commit(store, &tenant, vec![Write::add(key.clone(), "stock", -2)])
        .await
        .unwrap();
    assert_eq!(
        get(store, &tenant, &key).await.unwrap().counter("stock"),
        -2,
        "without a floor anything goes"
    );
}

/// What counts down from nothing has a floor below it, on a document that is not there yet as well.
pub async fn a_floor_may_lie_below_nothing(store: Arc<dyn Documents>) {
    let store = &*store;
    let (tenant, key) = (
        fresh_tenant(),
        Key::new(Table::Orders, "ORDER#WAITING#c_1", "INFO"),
    );
    let one_more = || Write::Add {
        key: key.clone(),
        counter: "free".into(),
        delta: -1,
        floor: Some(-2),
    };
    for _ in 0..2 {
        commit(store, &tenant, vec![one_more()]).await.unwrap();
    }
    assert_eq!(refused_at(commit(store, &tenant, vec![one_more()]).await), 0);
    commit(store, &tenant, vec![Write::add(key.clone(), "free", 1)])
        .await
        .unwrap();
    commit(store, &tenant, vec![one_more()]).await.unwrap();
    assert_eq!(get(store, &tenant, &key).await.unwrap().counter("free"), -2);
}

pub async fn the_last_unit_is_sold_once(store: Arc<dyn Documents>) {
    let store = &*store;
    let (tenant, key) = (
        fresh_tenant(),
        Key::new(Table::Catalog, "CATALOG", "PRODUCT#last"),
    );
    commit(store, &tenant, vec![Write::add(key.clone(), "stock", 1)])
        .await
        .unwrap();
    let buyers = (0..100).map(|buyer| {
        let sale = put(&order(&format!("{buyer}")), json!(buyer), Expect::Absent);
        let (tenant, key) = (&tenant, &key);
        async move { commit(store, tenant, vec![sale, take(key, 1)]).await }
    });
    let results = join_all(buyers).await;
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
    assert!(
        results
            .into_iter()
            .filter(Result::is_err)
            .all(|result| refused_at(result) == 1)
    );
    assert_eq!(get(store, &tenant, &key).await.unwrap().counter("stock"), 0);
    let keys: Vec<Key> = (0..100).map(|buyer| order(&format!("{buyer}"))).collect();
    let sold = store.get_all(&tenant, &keys).await.unwrap();
    assert_eq!(sold.into_iter().flatten().count(), 1);
}

pub async fn sequences_are_unique(store: Arc<dyn Documents>) {
    let store = &*store;
    let tenant = fresh_tenant();
    let numbers = join_all((0..100).map(|_| store.next_number(&tenant, "orders"))).await;
    let numbers: BTreeSet<u64> = numbers.into_iter().map(Result::unwrap).collect();
    assert_eq!(numbers.len(), 100);
    assert_eq!(numbers.first(), Some(&1));
    assert!(store.next_number(&tenant, "orders").await.unwrap() > 100);
    assert_eq!(store.next_number(&tenant, "customers").await.unwrap(), 1);
}
