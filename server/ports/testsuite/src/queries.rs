//! What [`Documents`] promises of pages.

use crate::documents::commit;
use crate::fresh_tenant;
use domain::TenantId;
use ports::documents::{Expect, Index, Key, Query, Table, Write};
use ports::{Documents, EngineError};
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Makes the tests of this file, of the engines that `$open` gives.
#[macro_export]
macro_rules! queries {
    ($open:expr) => {
        $crate::tests!(
            queries,
            $open,
            documents,
            [
                a_partition_is_in_order,
                ranges_and_prefixes_cut,
                an_index_is_in_order_with_equal_keys,
                index_entries_are_those_of_the_last_put,
                walking_is_exact_while_documents_are_added,
                foreign_cursors_are_refused,
                counting_is_walking_without_reading,
            ]
        );
    };
}

async fn store_all(store: &dyn Documents, tenant: &TenantId, writes: Vec<Write>) {
    commit(store, tenant, writes).await.unwrap();
}

fn step(sk: &str) -> Write {
    Write::put(Key::new(Table::Steps, "ORDER#1", sk), &json!(sk), Expect::Absent).unwrap()
}

fn listed(id: usize, sort: &str) -> Write {
    let key = Key::new(Table::Orders, format!("ORDER#{id:03}"), "INFO");
    Write::put(key, &json!(id), Expect::Anything)
        .unwrap()
        .indexed(Index::OrdersByState, "LIMA", sort)
}

/// The sort keys of all pages, walked with a limit.
async fn walk(store: &dyn Documents, tenant: &TenantId, query: &Query) -> Vec<String> {
    let mut found = Vec::new();
    let mut query = query.clone();
    loop {
        let page = store.query(tenant, &query).await.unwrap();
        assert!(page.documents.len() <= query.limit);
        found.extend(
            page.documents
                .into_iter()
                .map(|document| match document.key.table {
                    Table::Steps => document.key.sk,
                    _ => document.key.pk,
                }),
        );
        match page.next {
            Some(next) => query.cursor = Some(next),
            None => return found,
        }
    }
}

pub async fn a_partition_is_in_order(store: Arc<dyn Documents>) {
    let store = &*store;
    let tenant = fresh_tenant();
    // Bytewise: capitals before small letters, ñ after z.
    let mut keys = ["STEP#A", "STEP#Z", "STEP#a", "STEP#z", "STEP#ñ", "INFO", "STEP"];
    store_all(store, &tenant, keys.iter().map(|sk| step(sk)).collect()).await;
    let other = Write::put(
        Key::new(Table::Steps, "ORDER#10", "INFO"),
        &json!(1),
        Expect::Absent,
    )
    .unwrap();
    store_all(store, &tenant, vec![other]).await;
    keys.sort_unstable();
    for limit in [1, 2, 3, 7, 1_000] {
        let query = Query::partition(Table::Steps, "ORDER#1", limit);
        assert_eq!(walk(store, &tenant, &query).await, keys, "{limit} at once");
        let mut backwards = walk(store, &tenant, &query.newest_first()).await;
        backwards.reverse();
        assert_eq!(backwards, keys, "{limit} at once, backwards");
    }
    let exact = store
        .query(&tenant, &Query::partition(Table::Steps, "ORDER#1", 7))
        .await
        .unwrap();
    assert_eq!(
        exact.next, None,
        "a page that is full by chance is the last one all the same"
    );
    let nothing = store
        .query(&tenant, &Query::partition(Table::Steps, "ORDER#2", 7))
        .await
        .unwrap();
    assert_eq!((nothing.documents.len(), nothing.next), (0, None));
}

pub async fn ranges_and_prefixes_cut(store: Arc<dyn Documents>) {
    let store = &*store;
    let tenant = fresh_tenant();
    let keys = ["A#1", "B", "B#1", "B#2", "B#3", "B#ñ", "B$", "C#1"];
    store_all(store, &tenant, keys.iter().map(|sk| step(sk)).collect()).await;
    for limit in [1, 2, 10] {
        let all = Query::partition(Table::Steps, "ORDER#1", limit);
        let range = all.clone().between(Some("B#1".into()), Some("B#3".into()));
        assert_eq!(walk(store, &tenant, &range).await, ["B#1", "B#2"]);
        assert_eq!(walk(store, &tenant, &range.newest_first()).await, ["B#2", "B#1"]);
        let from = all.clone().between(Some("B#ñ".into()), None);
        assert_eq!(walk(store, &tenant, &from).await, ["B#ñ", "B$", "C#1"]);
        let before = all.clone().between(None, Some("B#1".into()));
        assert_eq!(walk(store, &tenant, &before.newest_first()).await, ["B", "A#1"]);
        assert_eq!(
            walk(store, &tenant, &all.clone().beginning("B#")).await,
            ["B#1", "B#2", "B#3", "B#ñ"]
        );
        let empty = all.between(Some("B#3".into()), Some("B#1".into()));
        assert_eq!(walk(store, &tenant, &empty).await, Vec::<String>::new());
    }
}

pub async fn an_index_is_in_order_with_equal_keys(store: Arc<dyn Documents>) {
    let store = &*store;
    let tenant = fresh_tenant();
    let sorts = ["5", "3", "5", "5", "1", "5", "9"];
    store_all(
        store,
        &tenant,
        sorts
            .iter()
            .enumerate()
            .map(|(id, sort)| listed(id, sort))
            .collect(),
    )
    .await;
    for limit in [1, 2, 3, 10] {
        let query = Query::index(Index::OrdersByState, "LIMA", limit);
        let found = walk(store, &tenant, &query).await;
        assert_eq!(
            found.iter().collect::<BTreeSet<_>>().len(),
            7,
            "{limit} at once: {found:?}"
        );
        assert_eq!(
            (&*found[0], &*found[1], &*found[6]),
            ("ORDER#004", "ORDER#001", "ORDER#006")
        );
        let mut backwards = walk(store, &tenant, &query.clone().newest_first()).await;
        backwards.reverse();
        assert_eq!(backwards, found);
        let fives = query.between(Some("5".into()), Some("6".into()));
        assert_eq!(walk(store, &tenant, &fives).await.len(), 4);
        assert_eq!(walk(store, &tenant, &fives.newest_first()).await.len(), 4);
    }
    let elsewhere = Query::index(Index::OrdersByTime, "LIMA", 10);
    assert_eq!(walk(store, &tenant, &elsewhere).await, Vec::<String>::new());
}

pub async fn index_entries_are_those_of_the_last_put(store: Arc<dyn Documents>) {
    let store = &*store;
    let tenant = fresh_tenant();
    let all = |partition: &str| Query::index(Index::OrdersByState, partition, 10);
    store_all(
        store,
        &tenant,
        vec![listed(1, "1"), listed(2, "2"), listed(3, "3")],
    )
    .await;
    store_all(store, &tenant, vec![listed(1, "4")]).await;
    assert_eq!(
        walk(store, &tenant, &all("LIMA")).await,
        ["ORDER#002", "ORDER#003", "ORDER#001"]
    );
    let key = |id: usize| Key::new(Table::Orders, format!("ORDER#{id:03}"), "INFO");
    let finished = Write::put(key(2), &json!("done"), Expect::Version(1)).unwrap();
    let moved = Write::put(key(3), &json!(3), Expect::Version(1))
        .unwrap()
        .indexed(Index::OrdersByState, "CUSCO", "3");
    store_all(store, &tenant, vec![finished, moved]).await;
    assert_eq!(walk(store, &tenant, &all("LIMA")).await, ["ORDER#001"]);
    assert_eq!(walk(store, &tenant, &all("CUSCO")).await, ["ORDER#003"]);
    assert!(store.get(&tenant, &key(2)).await.unwrap().is_some());
    store_all(store, &tenant, vec![Write::add(key(3), "n", 1)]).await;
    let counted = store.query(&tenant, &all("CUSCO")).await.unwrap();
    assert_eq!(
        counted.documents[0].counter("n"),
        1,
        "counters come with pages and leave the entries alone"
    );
    store_all(
        store,
        &tenant,
        vec![Write::Delete {
            key: key(3),
            expect: Expect::Anything,
        }],
    )
    .await;
    assert_eq!(walk(store, &tenant, &all("CUSCO")).await, Vec::<String>::new());
}

pub async fn walking_is_exact_while_documents_are_added(store: Arc<dyn Documents>) {
    let store = &*store;
    let tenant = fresh_tenant();
    for chunk in 0..3 {
        let writes = (0..10)
            .map(|id| listed(chunk * 10 + id, &format!("{:02}", id * 2)))
            .collect();
        store_all(store, &tenant, writes).await;
    }
    for backwards in [false, true] {
        let mut query = Query::index(Index::OrdersByState, "LIMA", 4);
        query.descending = backwards;
        let mut found = Vec::new();
        for added in 0..60 {
            let page = store.query(&tenant, &query).await.unwrap();
            found.extend(page.documents.into_iter().map(|document| document.key.pk));
            // Before, at and after the place where the walk stands.
            let base = 100 + usize::from(backwards) * 400 + added * 3;
            let new = ["00", "08", "19"].into_iter().enumerate();
            store_all(
                store,
                &tenant,
                new.map(|(at, sort)| listed(base + at, sort)).collect(),
            )
            .await;
            let Some(next) = page.next else { break };
            query.cursor = Some(next);
        }
        let once: BTreeSet<&String> = found.iter().collect();
        assert_eq!(once.len(), found.len(), "each document once");
        for id in 0..30 {
            assert!(
                once.contains(&format!("ORDER#{id:03}")),
                "order {id} was passed over"
            );
        }
    }
}

pub async fn foreign_cursors_are_refused(store: Arc<dyn Documents>) {
    let store = &*store;
    let tenant = fresh_tenant();
    store_all(
        store,
        &tenant,
        vec![step("1"), step("2"), listed(1, "1"), listed(2, "2")],
    )
    .await;
    let steps = Query::partition(Table::Steps, "ORDER#1", 1);
    let orders = Query::index(Index::OrdersByState, "LIMA", 1);
    let of_steps = store.query(&tenant, &steps).await.unwrap().next;
    let of_orders = store.query(&tenant, &orders).await.unwrap().next;
    for (query, cursor) in [
        (&steps, of_orders),
        (&orders, of_steps),
        (&steps, Some("no cursor".into())),
    ] {
        assert!(cursor.is_some());
        let refused = store.query(&tenant, &query.clone().after(cursor)).await;
        assert!(refused.as_ref().is_err_and(EngineError::is_broken), "{refused:?}");
    }
}

pub async fn counting_is_walking_without_reading(store: Arc<dyn Documents>) {
    let store = &*store;
    let tenant = fresh_tenant();
    let sorts = ["1", "2", "2", "3", "5", "8"];
    let writes = sorts.iter().enumerate().map(|(id, sort)| listed(id, sort));
    store_all(store, &tenant, writes.collect()).await;
    let all = Query::index(Index::OrdersByState, "LIMA", 1);
    let range = |from: &str, before: &str| all.clone().between(Some(from.into()), Some(before.into()));
    let cursor = store.query(&tenant, &all).await.unwrap().next;
    for (query, at_most, expected) in [
        (all.clone(), 100, 6),
        (all.clone().after(cursor), 100, 6),
        (all.clone().newest_first(), 100, 6),
        (all.clone(), 4, 4),
        (range("2", "5"), 100, 3),
        (range("5", "2"), 100, 0),
        (Query::index(Index::OrdersByState, "CUSCO", 1), 100, 0),
    ] {
        let count = store.count(&tenant, &query, at_most).await.unwrap();
        assert_eq!(count, expected, "{query:?}");
    }
    let other = fresh_tenant();
    assert_eq!(
        store.count(&other, &all, 100).await.unwrap(),
        0,
        "another restaurant"
    );
    store_all(store, &tenant, vec![step("STEP#A"), step("STEP#B")]).await;
    let steps = Query::partition(Table::Steps, "ORDER#1", 1);
    assert_eq!(store.count(&tenant, &steps, 100).await.unwrap(), 2);
    let first = steps.between(None, Some("STEP#B".into()));
    assert_eq!(store.count(&tenant, &first, 100).await.unwrap(), 1);
}
