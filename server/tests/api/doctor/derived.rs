//! What follows from orders by events: steps, figures, messages, supervision.

use super::{Lived, of};
use domain::time::MINUTE_MS;
use ports::Clock as _;
use ports::documents::{Expect, Key, Query, Table, Write};
use serde_json::json;
use services::doctor::{Invariant, Patience, Repair, Subject};
use std::time::Duration;

fn day_key() -> Key {
    Key::new(Table::Dashboard, "DAY#2025-10-25", "COUNTERS")
}

#[tokio::test]
async fn a_record_of_steps_is_written_from_its_order() {
    let lived = Lived::open().await;
    let key = Key::new(Table::Steps, format!("ORDER#{}", lived.delivered), "STEPS");
    lived
        .spoil(&key, |body| body["steps"].as_array_mut().unwrap().truncate(1))
        .await;
    assert_eq!(lived.only(Invariant::Steps).await.subject, of(&lived.delivered));
    lived.repaired().await;
    // Also one that says to be newer than its order, is nonsense, or is not there.
    lived.spoil(&key, |body| body["version"] = json!(1_000)).await;
    lived.repaired().await;
    lived.spoil(&key, |body| *body = json!(7)).await;
    lived.repaired().await;
    lived.delete(key.clone()).await;
    assert!(lived.only(Invariant::Steps).await.found.contains("no record"));
    lived.repaired().await;
    let steps = lived.document(&key).await.body.json()["steps"].clone();
    assert_eq!(steps.as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn figures_of_a_day_on_which_nothing_changes_any_more_are_corrected() {
    let lived = Lived::open().await;
    lived.add(day_key(), "sales", 500).await;
    let found = lived.only(Invariant::Figures).await;
    assert_eq!(found.repair, None, "something of the day may be on its way");
    lived.server.later(3 * 60);
    lived.settle().await;
    lived.server.later(61);
    let found = lived.only(Invariant::Figures).await;
    let Subject::Day(day) = found.subject else {
        panic!("{found}");
    };
    let expected = Repair::AddFigure {
        day,
        counter: "sales".into(),
        lacking: -500,
    };
    assert_eq!(found.repair, Some(expected));
    lived.repaired().await;

    // Doing it twice is doing it once, and a day without an order has no figures.
    assert!(lived.doctor().repair(&lived.tenant, &found).await.unwrap());
    lived
        .add(
            Key::new(Table::Dashboard, "DAY#2025-10-26", "COUNTERS"),
            "status:CREATED",
            1,
        )
        .await;
    lived.server.later(24 * 60);
    lived.settle().await;
    assert_eq!(lived.broken().await, [Invariant::Figures].into());
    lived.repaired().await;
}

#[tokio::test]
async fn a_message_that_was_never_stored_is_said_and_left() {
    let lived = Lived::open().await;
    let partition = format!("CUSTOMER#{}", lived.customer);
    let query = Query::partition(Table::Notifications, partition, 100);
    let page = lived
        .server
        .app
        .documents
        .query(&lived.tenant, &query)
        .await
        .unwrap();
    let ready = page
        .documents
        .iter()
        .find(|one| one.body.json()["kind"] == "readyForPickup");
    lived.delete(ready.unwrap().key.clone()).await;
    let found = lived.only(Invariant::Messages).await;
    assert_eq!(found.subject, of(&lived.packed));
    assert!(found.found.contains("[ReadyForPickup]"), "{found}");
    lived.left(&found).await;
}

#[tokio::test]
async fn an_order_that_nobody_supervises_is_supervised_again() {
    let lived = Lived::open().await;
    let body = json!({
        "items": [{ "productId": "agua", "qty": 1 }, { "productId": "pollo_1_4", "qty": 1 }],
        "fulfilment": { "kind": "delivery" },
    });
    // Nobody hears of it.
    lived
        .server
        .post("/api/orders", &lived.ana, body)
        .await
        .expect(201);
    lived.server.later(19);
    lived.server.app.workflows.run_due().await.unwrap();
    assert!(
        !lived.broken().await.contains(&Invariant::Supervision),
        "it may still be on its way"
    );
    lived.server.later(2);
    lived.server.app.workflows.run_due().await.unwrap();
    let found = lived.only(Invariant::Supervision).await;
    assert!(lived.doctor().repair(&lived.tenant, &found).await.unwrap());
    lived.settle().await;
    let Subject::Order(order) = &found.subject else {
        panic!("{found}");
    };
    let order = lived
        .server
        .app
        .services
        .orders
        .find(&lived.tenant, order)
        .await
        .unwrap()
        .unwrap();
    assert!(!order.is_open(), "nobody paid it");
    assert_eq!(lived.found().await, []);
}

#[tokio::test]
async fn an_event_that_could_not_be_handled_is_named_until_it_is() {
    let lived = Lived::open().await;
    // A file where the folder of the mails should be: nothing can be sent.
    let folder = lived.server.app.config.data.join("mail/pardos");
    let aside = lived.server.app.config.data.join("mail/aside");
    std::fs::rename(&folder, &aside).unwrap();
    std::fs::write(&folder, "").unwrap();
    lived.placed(json!({ "paymentMethod": "cash" })).await;
    let letter = lived.only(Invariant::Events).await;
    assert!(
        letter
            .found
            .starts_with("notifications could not handle OrderConfirmed"),
        "{letter}"
    );
    assert!(letter.repair.is_none(), "it is tried again by itself");
    std::fs::remove_file(&folder).unwrap();
    std::fs::rename(&aside, &folder).unwrap();
    lived.server.later(1);
    lived.server.app.bus.retry_due().await.unwrap();
    assert_eq!(lived.found().await, []);
}

#[tokio::test]
async fn what_is_on_its_way_is_no_discrepancy() {
    let lived = Lived::open().await;
    let body = json!({
        "items": [{ "productId": "pollo_1_4", "qty": 1 }],
        "fulfilment": { "kind": "delivery" }, "paymentMethod": "cash",
    });
    lived
        .server
        .post("/api/orders", &lived.ana, body)
        .await
        .expect(201);
    // Its message and figures are not there yet: a doctor without patience would find them missing.
    assert_eq!(
        lived.broken().await,
        [Invariant::Figures, Invariant::Messages].into()
    );
    let patience = Patience {
        settled_ms: 2 * MINUTE_MS,
        pause: Duration::ZERO,
    };
    let doctor = lived.doctor().with_patience(patience);
    assert_eq!(doctor.examine(&lived.tenant).await.unwrap().found, []);
    let now = lived.server.clock.now();
    lived.server.deliver_events().await;
    assert_eq!((lived.server.clock.now(), lived.found().await), (now, vec![]));
}

#[tokio::test]
async fn a_body_that_says_otherwise_is_not_touched_by_a_repair_of_something_else() {
    let lived = Lived::open().await;
    let before = lived.document(&super::payment_key(&lived.packed)).await;
    let key = Key::new(Table::Steps, format!("ORDER#{}", lived.packed), "STEPS");
    lived
        .commit(Write::Delete {
            key,
            expect: Expect::Anything,
        })
        .await;
    lived.repaired().await;
    assert_eq!(lived.document(&super::payment_key(&lived.packed)).await, before);
}
