//! What [`Documents`] promises of commits and conditions.

use crate::fresh_tenant;
use domain::TenantId;
use futures::future::join_all;
use ports::Documents;
use ports::documents::{Commit, CommitError, Document, Expect, Index, Key, Query, Table, Write};
use serde_json::{Value, json};
use std::sync::Arc;

/// Makes the tests of this file, of the engines that `$open` gives.
#[macro_export]
macro_rules! documents {
    ($open:expr) => {
        $crate::tests!(
            documents,
            $open,
            documents,
            [
                versions_grow,
                conditions_decide,
                a_commit_is_all_or_nothing,
                one_of_many_writers_wins,
                tenants_do_not_meet,
                malformed_commits_are_refused,
                texts_come_back_as_they_were,
            ]
        );
    };
}

pub(super) fn order(id: &str) -> Key {
    Key::new(Table::Orders, format!("ORDER#{id}"), "INFO")
}

pub(super) fn put(key: &Key, body: Value, expect: Expect) -> Write {
    Write::put(key.clone(), &body, expect).unwrap()
}

pub(super) async fn commit(
    store: &dyn Documents,
    tenant: &TenantId,
    writes: Vec<Write>,
) -> Result<(), CommitError> {
    store
        .commit(
            tenant,
            Commit {
                writes,
                events: Vec::new(),
            },
        )
        .await
}

pub(super) async fn get(store: &dyn Documents, tenant: &TenantId, key: &Key) -> Option<Document> {
    store.get(tenant, key).await.unwrap()
}

pub(super) fn refused_at(result: Result<(), CommitError>) -> usize {
    match result {
        Err(CommitError::ConditionFailed { write }) => write,
        other => panic!("a condition should have failed: {other:?}"),
    }
}

fn broken(result: Result<(), CommitError>) {
    assert!(
        matches!(&result, Err(CommitError::Engine(error)) if error.is_broken()),
        "{result:?}"
    );
}

pub async fn versions_grow(store: Arc<dyn Documents>) {
    let store = &*store;
    let (tenant, key) = (fresh_tenant(), order("1"));
    assert_eq!(get(store, &tenant, &key).await, None);
    commit(store, &tenant, vec![put(&key, json!({"n": 1}), Expect::Absent)])
        .await
        .unwrap();
    let first = get(store, &tenant, &key).await.unwrap();
    assert_eq!(
        (first.key.clone(), first.version, first.body.json()),
        (key.clone(), 1, json!({"n": 1}))
    );
    commit(
        store,
        &tenant,
        vec![put(&key, json!({"n": 2}), Expect::Version(1))],
    )
    .await
    .unwrap();
    commit(store, &tenant, vec![put(&key, json!({"n": 3}), Expect::Anything)])
        .await
        .unwrap();
    let third = get(store, &tenant, &key).await.unwrap();
    assert_eq!((third.version, third.body.json()), (3, json!({"n": 3})));
    commit(
        store,
        &tenant,
        vec![Write::Delete {
            key: key.clone(),
            expect: Expect::Version(3),
        }],
    )
    .await
    .unwrap();
    assert_eq!(get(store, &tenant, &key).await, None);
    commit(store, &tenant, vec![put(&key, json!(null), Expect::Absent)])
        .await
        .unwrap();
    assert_eq!(get(store, &tenant, &key).await.unwrap().version, 1);
}

pub async fn conditions_decide(store: Arc<dyn Documents>) {
    let store = &*store;
    let (tenant, key) = (fresh_tenant(), order("1"));
    let refusals = [
        put(&key, json!(1), Expect::Version(1)),
        put(&key, json!(1), Expect::Version(0)),
    ];
    for refusal in refusals {
        assert_eq!(refused_at(commit(store, &tenant, vec![refusal]).await), 0);
    }
    let gone = Write::Delete {
        key: key.clone(),
        expect: Expect::Version(1),
    };
    assert_eq!(refused_at(commit(store, &tenant, vec![gone]).await), 0);
    let nothing = Write::Delete {
        key: key.clone(),
        expect: Expect::Anything,
    };
    commit(store, &tenant, vec![nothing]).await.unwrap();
    commit(store, &tenant, vec![put(&key, json!(1), Expect::Absent)])
        .await
        .unwrap();
    for expect in [Expect::Absent, Expect::Version(2)] {
        assert_eq!(
            refused_at(commit(store, &tenant, vec![put(&key, json!(2), expect)]).await),
            0
        );
        let delete = Write::Delete {
            key: key.clone(),
            expect,
        };
        assert_eq!(refused_at(commit(store, &tenant, vec![delete]).await), 0);
    }
    assert_eq!(get(store, &tenant, &key).await.unwrap().body.json(), json!(1));
}

pub async fn a_commit_is_all_or_nothing(store: Arc<dyn Documents>) {
    let store = &*store;
    let tenant = fresh_tenant();
    let (old, new, stock) = (
        order("old"),
        order("new"),
        Key::new(Table::Catalog, "CATALOG", "PRODUCT#p"),
    );
    let listed = put(&old, json!("old"), Expect::Absent).indexed(Index::OrdersByTime, "ALL", "1");
    commit(
        store,
        &tenant,
        vec![listed, Write::add(stock.clone(), "stock", 5)],
    )
    .await
    .unwrap();
    let writes = vec![
        put(&new, json!("new"), Expect::Absent).indexed(Index::OrdersByTime, "ALL", "2"),
        Write::add(stock.clone(), "stock", -1),
        Write::Delete {
            key: old.clone(),
            expect: Expect::Version(1),
        },
        put(&order("other"), json!("other"), Expect::Version(7)),
    ];
    assert_eq!(refused_at(commit(store, &tenant, writes.clone()).await), 3);
    let found = store
        .get_all(&tenant, &[new.clone(), old.clone(), stock.clone()])
        .await
        .unwrap();
    assert_eq!(found[0], None);
    assert_eq!(found[1].as_ref().unwrap().body.json(), json!("old"));
    assert_eq!(found[2].as_ref().unwrap().counter("stock"), 5);
    let listed = store
        .query(&tenant, &Query::index(Index::OrdersByTime, "ALL", 10))
        .await
        .unwrap();
    assert_eq!(
        listed
            .documents
            .iter()
            .map(|document| &document.key)
            .collect::<Vec<_>>(),
        [&old]
    );

    commit(store, &tenant, writes[..3].to_vec()).await.unwrap();
    let found = store.get_all(&tenant, &[new.clone(), old, stock]).await.unwrap();
    assert_eq!(found[0].as_ref().unwrap().body.json(), json!("new"));
    assert_eq!(found[1], None);
    assert_eq!(found[2].as_ref().unwrap().counter("stock"), 4);
    let listed = store
        .query(&tenant, &Query::index(Index::OrdersByTime, "ALL", 10))
        .await
        .unwrap();
    assert_eq!(
        listed
            .documents
            .iter()
            .map(|document| &document.key)
            .collect::<Vec<_>>(),
        [&new]
    );
}

pub async fn one_of_many_writers_wins(store: Arc<dyn Documents>) {
    let store = &*store;
    let (tenant, key) = (fresh_tenant(), order("contested"));
    for expect in [Expect::Absent, Expect::Version(1), Expect::Version(2)] {
        let writers = (0..20).map(|writer| commit(store, &tenant, vec![put(&key, json!(writer), expect)]));
        let results = join_all(writers).await;
        assert_eq!(
            results.iter().filter(|result| result.is_ok()).count(),
            1,
            "{expect:?}"
        );
        let winner = results.iter().position(Result::is_ok).unwrap();
        assert_eq!(
            get(store, &tenant, &key).await.unwrap().body.json(),
            json!(winner)
        );
    }
}

pub async fn tenants_do_not_meet(store: Arc<dyn Documents>) {
    let store = &*store;
    let (mine, other, key) = (fresh_tenant(), fresh_tenant(), order("1"));
    let indexed =
        |body: &str| put(&key, json!(body), Expect::Absent).indexed(Index::OrdersByTime, "ALL", "1");
    commit(
        store,
        &mine,
        vec![indexed("mine"), Write::add(order("2"), "n", 1)],
    )
    .await
    .unwrap();
    assert_eq!(get(store, &other, &key).await, None);
    commit(
        store,
        &other,
        vec![indexed("other"), Write::add(order("2"), "n", 10)],
    )
    .await
    .unwrap();
    for (tenant, body, count) in [(&mine, "mine", 1), (&other, "other", 10)] {
        assert_eq!(get(store, tenant, &key).await.unwrap().body.json(), json!(body));
        assert_eq!(get(store, tenant, &order("2")).await.unwrap().counter("n"), count);
        for query in [
            Query::index(Index::OrdersByTime, "ALL", 10),
            Query::partition(Table::Orders, "ORDER#1", 10),
        ] {
            let page = store.query(tenant, &query).await.unwrap();
            assert_eq!(
                page.documents
                    .iter()
                    .map(|found| found.body.json())
                    .collect::<Vec<_>>(),
                [json!(body)]
            );
        }
    }
    assert_eq!(store.next_number(&mine, "orders").await.unwrap(), 1);
    assert_eq!(store.next_number(&other, "orders").await.unwrap(), 1);
    let mut foreign = Commit {
        writes: vec![put(&order("3"), json!(1), Expect::Absent)],
        events: Vec::new(),
    };
    foreign.events.push(crate::event(&other, "p"));
    broken(store.commit(&mine, foreign).await);
    assert_eq!(get(store, &mine, &order("3")).await, None);
}

pub async fn malformed_commits_are_refused(store: Arc<dyn Documents>) {
    let store = &*store;
    let (tenant, key) = (fresh_tenant(), order("1"));
    let twice = vec![
        put(&key, json!(1), Expect::Absent),
        put(&key, json!(2), Expect::Anything),
    ];
    broken(commit(store, &tenant, twice).await);
    let both = vec![
        put(&key, json!(1), Expect::Absent),
        Write::add(key.clone(), "n", 1),
    ];
    broken(commit(store, &tenant, both).await);
    let listed = put(&key, json!(1), Expect::Absent).indexed(Index::OrdersByTime, "A", "1");
    broken(
        commit(
            store,
            &tenant,
            vec![listed.indexed(Index::OrdersByTime, "B", "1")],
        )
        .await,
    );
    assert_eq!(get(store, &tenant, &key).await, None);
    commit(store, &tenant, Vec::new()).await.unwrap();
}

pub async fn texts_come_back_as_they_were(store: Arc<dyn Documents>) {
    let store = &*store;
    let tenant = fresh_tenant();
    let key = Key::new(Table::Customers, "CUSTOMER#ñandú 'x' \"y\" %_*", "INFO#\u{1F357}");
    let body =
        json!({"name": "Ñusta\u{0}\n\"'", "big": i64::MAX, "small": i64::MIN, "list": [1.5, null, true]});
    commit(store, &tenant, vec![put(&key, body.clone(), Expect::Absent)])
        .await
        .unwrap();
    let counter = Key::new(Table::Dashboard, "DAY", "x");
    commit(
        store,
        &tenant,
        vec![Write::add(
            counter.clone(),
            "pollo \"1/4\" ñ",
            i64::from(i32::MAX) * 1_000,
        )],
    )
    .await
    .unwrap();
    let found = store
        .get_all(&tenant, &[key, counter, order("none")])
        .await
        .unwrap();
    assert_eq!(found[0].as_ref().unwrap().body.json(), body);
    assert_eq!(
        found[1].as_ref().unwrap().counter("pollo \"1/4\" ñ"),
        i64::from(i32::MAX) * 1_000
    );
    assert_eq!(found[2], None);
    assert_eq!(store.get_all(&tenant, &[]).await.unwrap(), []);
}
