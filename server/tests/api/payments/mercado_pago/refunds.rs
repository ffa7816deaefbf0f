//! Money that goes back: of cancelled orders, paid twice, and of codes paid although cash was chosen.

use super::Paid;
use crate::requirements::keyed;
use domain::staff::Role;
use ports::PeriodicTask as _;
use serde_json::json;

#[tokio::test]
async fn money_for_a_cancelled_order_goes_back_once() {
    let paid = Paid::open().await;
    paid.cancel().await;
    paid.server.deliver_events().await;
    let id = paid.pays();
    for _ in 0..2 {
        paid.notify(id).await.expect(200);
        paid.server.deliver_events().await;
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
    paid.notify(id).await.expect(200);
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
    paid.notify(first).await.expect(200);
    assert_eq!(
        paid.status().await,
        "APPROVED",
        "the code that was given up still counts"
    );
    let again = paid.shop.pays(&second, "approved", json!(36.9), "PEN");
    for _ in 0..2 {
        paid.notify(again).await.expect(200);
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
        .server
        .post(&paid.path("/payment"), &paid.ana, json!({ "method": "cash" }))
        .await
        .expect(200);
    assert_eq!(cash.body["method"], "cash");
    assert_eq!(paid.order_status().await, "CONFIRMED");
    let id = paid.pays();
    for _ in 0..2 {
        paid.notify(id).await.expect(200);
        paid.server.deliver_events().await;
    }
    assert_eq!(paid.shop.refunds(), 1, "given back, once");
    assert_eq!(paid.events("PaymentRefunded").await, 1);
    let order = paid.server.get(&paid.path(""), &paid.ana).await.expect(200).body;
    assert_eq!(
        order["payment"],
        json!({
            "status": "PENDING", "method": "cash",
            "paidCents": 0, "owedCents": 3690, "refundedCents": 3690, "refundingCents": 0,
        }),
        "the driver still collects"
    );
    for (stage, role) in [
        ("COOKING", Role::Cook),
        ("PACKAGING", Role::Dispatcher),
        ("DELIVERY", Role::Driver),
    ] {
        let worker = paid.server.machine("pardos", role);
        for act in ["start", "complete"] {
            let path = paid.path(&format!("/stages/{stage}/{act}"));
            paid.server.post(&path, &worker, json!({})).await.expect(200);
        }
    }
    paid.server.deliver_events().await;
    assert_eq!(paid.status().await, "APPROVED", "cash was collected");
    assert_eq!(paid.shop.refunds(), 1);
}

/// The gateway is away for longer than an event is tried.
#[tokio::test]
async fn a_refund_is_asked_for_until_the_gateway_is_back() {
    let paid = Paid::open().await;
    let id = paid.pays();
    paid.notify(id).await.expect(200);
    assert_eq!(paid.order_status().await, "CONFIRMED");
    paid.shop.shop.lock().unwrap().down = true;
    paid.cancel().await;
    let payment =
        async || paid.server.get(&paid.path(""), &paid.ana).await.expect(200).body["payment"].clone();
    let sums = |payment: &serde_json::Value| {
        (
            payment["status"].clone(),
            payment["paidCents"].as_i64(),
            payment["refundingCents"].as_i64(),
        )
    };
    assert_eq!(paid.order_status().await, "CANCELLED");
    assert_eq!(
        sums(&payment().await),
        (json!("APPROVED"), Some(3690), Some(3690))
    );
    for minutes in [1, 2, 7] {
        paid.server.later(minutes);
        assert_eq!(paid.server.app.payments.run_due().await.unwrap(), 1);
        assert_eq!(
            paid.server.app.payments.run_due().await.unwrap(),
            0,
            "not again at once"
        );
    }
    assert_eq!(paid.events("PaymentRefunded").await, 0);
    paid.shop.shop.lock().unwrap().down = false;
    paid.server.later(40);
    paid.server.app.payments.run_due().await.unwrap();
    paid.server.deliver_events().await;
    assert_eq!(sums(&payment().await), (json!("REFUNDED"), Some(0), Some(0)));
    assert_eq!(paid.status().await, "REFUNDED");
    assert_eq!(paid.events("PaymentRefunded").await, 1);
}

/// A second code is paid as well, and its message is lost.
#[tokio::test]
async fn a_second_code_that_nobody_told_of_is_found_and_given_back() {
    let paid = Paid::open().await;
    let second = paid.choose("card").await;
    let first = paid.pays();
    paid.notify(first).await.expect(200);
    let again = paid.shop.pays(&second, "approved", json!(36.9), "PEN");
    paid.server.later(20);
    assert_eq!(paid.server.app.payments.run_due().await.unwrap(), 1);
    let refunds = paid.shop.shop.lock().unwrap().refunds.clone();
    assert_eq!(refunds.into_values().collect::<Vec<_>>(), [again]);
    assert_eq!(paid.status().await, "APPROVED");
}

/// A manager's word closes what is open at the gateway.
#[tokio::test]
async fn a_code_that_is_paid_after_the_restaurant_vouched_goes_back() {
    let paid = Paid::open().await;
    let gerente = paid.server.machine("pardos", Role::Manager);
    keyed(&paid.server, &paid.path("/confirm"), &gerente, "k1", json!({}))
        .await
        .expect(200);
    assert_eq!(paid.status().await, "APPROVED");
    let id = paid.pays();
    paid.notify(id).await.expect(200);
    paid.server.deliver_events().await;
    assert_eq!(paid.shop.refunds(), 1);
    assert_eq!(paid.status().await, "APPROVED");
    let cancel = json!({ "reason": "Se acabó el gas" });
    paid.server
        .post(&paid.path("/cancel"), &gerente, cancel)
        .await
        .expect(200);
    paid.server.deliver_events().await;
    let back = paid.path("/payment/handed-back");
    let given = paid.server.post(&back, &gerente, json!({ "refund": 2 })).await;
    assert_eq!(given.expect(200).body["status"], "REFUNDED");
    paid.server.deliver_events().await;
    assert_eq!(
        paid.status().await,
        "REFUNDED",
        "once somebody has handed it back"
    );
    let order = paid.server.get(&paid.path(""), &paid.ana).await.expect(200).body;
    assert_eq!(order["payment"]["status"], "REFUNDED");
    assert_eq!(
        paid.shop.refunds(),
        1,
        "what somebody vouched for is not at the gateway"
    );
}

/// The money is that of the attempt that was paid, not of the one that was given up for it at the same moment.
#[tokio::test]
async fn the_money_of_a_code_that_was_given_up_goes_back_with_the_order() {
    let paid = Paid::open().await;
    paid.choose("card").await;
    let first = paid.pays();
    paid.notify(first).await.expect(200);
    assert_eq!(paid.order_status().await, "CONFIRMED");
    paid.cancel().await;
    assert_eq!(paid.order_status().await, "CANCELLED");
    assert_eq!(paid.status().await, "REFUNDED");
    let refunds = paid.shop.shop.lock().unwrap().refunds.clone();
    assert_eq!(refunds.into_values().collect::<Vec<_>>(), [first]);
}

#[tokio::test]
async fn whoever_has_paid_the_code_cannot_choose_cash() {
    let paid = Paid::open().await;
    paid.pays();
    paid.server
        .post(&paid.path("/payment"), &paid.ana, json!({ "method": "cash" }))
        .await
        .refused(409, "payment_settled");
    assert_eq!(paid.order_status().await, "CONFIRMED");
    let order = paid.server.get(&paid.path(""), &paid.ana).await.expect(200).body;
    assert_eq!(order["payment"]["status"], "APPROVED");
    assert_eq!(paid.shop.refunds(), 0);
}
