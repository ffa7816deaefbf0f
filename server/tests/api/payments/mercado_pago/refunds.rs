//! Money that goes back: of cancelled orders, paid twice, and of codes paid although cash was chosen.

use super::Paid;
use serde_json::json;
use shared::domain::staff::Role;

#[tokio::test]
async fn money_for_a_cancelled_order_goes_back_once() {
    let paid = Paid::open().await;
    paid.cancel().await;
    paid.house.deliver_events().await;
    let id = paid.pays();
    for _ in 0..2 {
        paid.told(id).await.expect(200);
        paid.house.deliver_events().await;
    }
    assert_eq!(paid.order_status().await, "CANCELLED");
    assert_eq!(paid.status().await, "REFUNDED");
    assert_eq!(paid.shop.refunds(), 1);
    let refunds = paid.shop.shop.lock().unwrap().refunds.clone();
    assert_eq!(
        refunds.into_iter().collect::<Vec<_>>(),
        [(format!("refund-{id}"), id)]
    );
}

#[tokio::test]
async fn money_that_nobody_told_of_goes_back_with_the_order() {
    let paid = Paid::open().await;
    paid.pays();
    paid.cancel().await;
    assert_eq!(paid.order_status().await, "CANCELLED");
    assert_eq!(paid.status().await, "REFUNDED");
    assert_eq!(paid.shop.refunds(), 1);
}

#[tokio::test]
async fn a_paid_order_that_is_cancelled_is_refunded() {
    let paid = Paid::open().await;
    let id = paid.pays();
    paid.told(id).await.expect(200);
    assert_eq!(paid.order_status().await, "CONFIRMED");
    paid.cancel().await;
    assert_eq!(paid.order_status().await, "CANCELLED");
    assert_eq!(paid.status().await, "REFUNDED");
    assert_eq!(paid.shop.refunds(), 1);
    assert_eq!(paid.events("PaymentRefunded").await, 1);
}

#[tokio::test]
async fn an_order_that_is_paid_twice_gives_the_second_money_back() {
    let paid = Paid::open().await;
    let second = paid.choose("card").await;
    assert_ne!(second, paid.reference);
    let first = paid.pays();
    paid.told(first).await.expect(200);
    assert_eq!(
        paid.status().await,
        "APPROVED",
        "the code that was given up still counts"
    );
    let again = paid.shop.pays(&second, "approved", json!(36.9), "PEN");
    for _ in 0..2 {
        paid.told(again).await.expect(200);
    }
    assert_eq!(paid.order_status().await, "CONFIRMED");
    assert_eq!(paid.status().await, "APPROVED");
    let refunds = paid.shop.shop.lock().unwrap().refunds.clone();
    assert_eq!(refunds.into_values().collect::<Vec<_>>(), [again]);
}

#[tokio::test]
async fn a_code_that_is_paid_after_cash_was_chosen_is_refunded() {
    let paid = Paid::open().await;
    let cash = paid
        .house
        .post(&paid.path("/payment"), &paid.ana, json!({ "method": "cash" }))
        .await
        .expect(200);
    assert_eq!(cash.body["method"], "cash");
    assert_eq!(paid.order_status().await, "CONFIRMED");
    let id = paid.pays();
    for _ in 0..2 {
        paid.told(id).await.expect(200);
        paid.house.deliver_events().await;
    }
    assert_eq!(paid.shop.refunds(), 1, "given back, once");
    assert_eq!(paid.events("PaymentRefunded").await, 1);
    let order = paid.house.get(&paid.path(""), &paid.ana).await.expect(200).body;
    assert_eq!(
        order["payment"],
        json!({ "status": "PENDING", "method": "cash" }),
        "the driver still collects"
    );
    for (stage, role) in [
        ("COOKING", Role::Cook),
        ("PACKAGING", Role::Dispatcher),
        ("DELIVERY", Role::Driver),
    ] {
        let worker = paid.house.machine("pardos", role);
        for act in ["start", "complete"] {
            let path = paid.path(&format!("/stages/{stage}/{act}"));
            paid.house.post(&path, &worker, json!({})).await.expect(200);
        }
    }
    paid.house.deliver_events().await;
    assert_eq!(paid.status().await, "APPROVED", "cash was collected");
    assert_eq!(paid.shop.refunds(), 1);
}

#[tokio::test]
async fn whoever_has_paid_the_code_cannot_choose_cash() {
    let paid = Paid::open().await;
    paid.pays();
    paid.house
        .post(&paid.path("/payment"), &paid.ana, json!({ "method": "cash" }))
        .await
        .refused(409, "payment_settled");
    assert_eq!(paid.order_status().await, "CONFIRMED");
    let order = paid.house.get(&paid.path(""), &paid.ana).await.expect(200).body;
    assert_eq!(order["payment"]["status"], "APPROVED");
    assert_eq!(paid.shop.refunds(), 0);
}
