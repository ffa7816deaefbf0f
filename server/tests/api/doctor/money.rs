//! Payments, refunds and stock.

use super::{Lived, of, payment_key, stock_key};
use ports::PeriodicTask as _;
use ports::documents::{Expect, Key, Query, Table, Write};
use serde_json::json;
use services::doctor::{Invariant, Repair, Subject};

#[tokio::test]
async fn an_order_says_again_what_the_record_of_its_payment_says() {
    let lived = Lived::open().await;
    // Of the version that it knows, and of one before.
    for version in [None, Some(json!(1))] {
        lived
            .spoil_order(&lived.refunded, |order| {
                let known = order["payment"]["version"].clone();
                order["payment"]["version"] = version.unwrap_or(known);
                order["payment"]["refundedCents"] = json!(0);
            })
            .await;
        let found = lived.only(Invariant::Payments).await;
        assert_eq!(
            found.repair,
            Some(Repair::NotePayment(lived.refunded.clone())),
            "{found}"
        );
        lived.repaired().await;
    }
    let after = lived
        .server
        .app
        .services
        .orders
        .find(&lived.tenant, &lived.refunded)
        .await;
    let after = after.unwrap().unwrap();
    assert_eq!(after.payment_summary().refunded_cents, after.head.totals.total);
}

#[tokio::test]
async fn a_record_that_is_gone_is_said_and_left() {
    let lived = Lived::open().await;
    lived.delete(payment_key(&lived.packed)).await;
    let found = lived.found().await;
    let payments: Vec<_> = found
        .iter()
        .filter(|one| one.invariant == Invariant::Payments)
        .collect();
    assert_eq!(
        payments.len(),
        2,
        "it is not there, and nothing is paid: {found:#?}"
    );
    for one in payments {
        assert_eq!(one.subject, of(&lived.packed));
        lived.left(one).await;
    }
}

#[tokio::test]
async fn a_record_that_cannot_be_read_is_said_and_hides_nothing() {
    let lived = Lived::open().await;
    lived
        .spoil(&payment_key(&lived.packed), |body| *body = json!({ "form": 2 }))
        .await;
    let found = lived.only(Invariant::Payments).await;
    lived.left(&found).await;
}

#[tokio::test]
async fn money_of_a_cancelled_order_that_did_not_go_back_is_said_and_left() {
    let lived = Lived::open().await;
    lived
        .spoil(&payment_key(&lived.refunded), |body| {
            body["payment"]["refunds"] = json!([])
        })
        .await;
    let found = lived.only(Invariant::Refunds).await;
    assert!(found.found.contains("neither went back"), "{found}");
    assert_eq!(found.subject, of(&lived.refunded));
    lived.left(&found).await;
}

#[tokio::test]
async fn an_amount_that_is_not_the_total_is_said_and_left() {
    let lived = Lived::open().await;
    lived
        .spoil(&payment_key(&lived.packed), |body| {
            body["payment"]["amount"] = json!(99_999)
        })
        .await;
    let found = lived.found().await;
    let amount = found
        .iter()
        .find(|one| one.found.starts_with("its payment is of 999.99"));
    lived.left(amount.unwrap()).await;
    assert!(
        found.iter().any(|one| one.found.contains("is not paid")),
        "{found:#?}"
    );
}

#[tokio::test]
async fn a_refund_that_nothing_leads_to_is_found_again_and_done() {
    let lived = Lived::open().await;
    lived
        .spoil(&payment_key(&lived.refunded), |body| {
            let refund = &mut body["payment"]["refunds"][0];
            refund["state"] = json!("PENDING");
            refund["doneAt"] = json!(null);
            refund["dueAt"] = json!("2025-10-25T17:00:00Z");
        })
        .await;
    let forgotten = lived.only(Invariant::Refunds).await;
    assert_eq!(
        forgotten.repair,
        Some(Repair::PutDue(lived.refunded.clone())),
        "{forgotten}"
    );
    assert!(lived.doctor().repair(&lived.tenant, &forgotten).await.unwrap());
    let late = lived.only(Invariant::Refunds).await;
    assert!(late.found.contains("was not done"), "{late}");
    lived.server.app.payments.run_due().await.unwrap();
    lived.server.deliver_events().await;
    assert!(!lived.broken().await.contains(&Invariant::Refunds));
    let due = Query::partition(Table::Payments, "DUE", 10);
    let due = lived
        .server
        .app
        .documents
        .query(&lived.tenant, &due)
        .await
        .unwrap();
    let refunds = due
        .documents
        .iter()
        .filter(|one| one.key.sk.contains(lived.refunded.as_str()));
    assert!(refunds.count() <= 1);
}

#[tokio::test]
async fn stock_below_nothing_is_said_and_left() {
    let lived = Lived::open().await;
    lived.add(stock_key(), "available", -1_000).await;
    let found = lived.only(Invariant::Stock).await;
    assert_eq!(
        (&found.subject, found.found.as_str()),
        (&Subject::Stock, "-412 of agua are left")
    );
    lived.left(&found).await;
    lived.delete(stock_key()).await;
    assert!(lived.only(Invariant::Stock).await.found.contains("no count"));
}

#[tokio::test]
async fn what_is_sold_out_is_said_to_be() {
    let lived = Lived::open().await;
    let key = Key::new(Table::Catalog, "CATALOG", "ANNOUNCED#agua");
    let said = json!({ "form": 1, "data": { "available": false } });
    lived
        .commit(Write::put(key, &said, Expect::Anything).unwrap())
        .await;
    let found = lived.only(Invariant::Announcements).await;
    assert!(matches!(&found.repair, Some(Repair::Announce(product)) if product.as_str() == "agua"));
    lived.repaired().await;
}
