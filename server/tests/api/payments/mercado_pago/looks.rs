//! When the gateway is asked by itself: before an order is cancelled, and without standing in anybody's way.

use super::Paid;
use ports::PeriodicTask as _;
use ports::documents::{Key, Table};
use serde_json::json;

impl Paid {
    /// Time passes, and what is due is done: limits first, then what the payments have to do.
    async fn passes(&self, minutes: i64) {
        self.server.deliver_events().await;
        self.server.later(minutes);
        self.server.app.workflows.run_due().await.unwrap();
        self.server.app.payments.run_due().await.unwrap();
    }

    fn down(&self, down: bool) {
        self.shop.shop.lock().unwrap().down = down;
    }

    fn questions(&self) -> usize {
        self.shop.called("GET /v1/payments/search")
    }
}

#[tokio::test]
async fn who_paid_without_coming_back_has_an_order_before_it_would_end() {
    let paid = Paid::open().await;
    paid.pays();
    paid.passes(14).await;
    assert_eq!(paid.order_status().await, "CONFIRMED", "its message was lost");
    assert_eq!(paid.shop.refunds(), 0);
}

#[tokio::test]
async fn the_gateway_is_asked_before_an_order_is_cancelled() {
    let paid = Paid::open().await;
    paid.passes(14).await;
    paid.pays();
    paid.server.later(1);
    paid.server.app.workflows.run_due().await.unwrap();
    assert_eq!(paid.order_status().await, "CONFIRMED");
    assert_eq!(paid.shop.refunds(), 0);
}

#[tokio::test]
async fn an_order_that_nobody_has_paid_ends_when_the_gateway_says_so() {
    let paid = Paid::open().await;
    paid.passes(15).await;
    assert_eq!(paid.order_status().await, "CANCELLED");
}

#[tokio::test]
async fn an_order_waits_a_little_for_a_gateway_that_is_away() {
    let paid = Paid::open().await;
    paid.pays();
    paid.down(true);
    for minutes in [14, 1, 3] {
        paid.passes(minutes).await;
        assert_eq!(
            paid.order_status().await,
            "CREATED",
            "nobody knows whether it is paid"
        );
    }
    paid.down(false);
    paid.passes(2).await;
    assert_eq!(paid.order_status().await, "CONFIRMED");
    assert_eq!(paid.shop.refunds(), 0);
}

#[tokio::test]
async fn no_order_waits_for_a_gateway_that_stays_away() {
    let paid = Paid::open().await;
    paid.pays();
    paid.down(true);
    for minutes in [15, 5, 4] {
        paid.passes(minutes).await;
        assert_eq!(paid.order_status().await, "CREATED");
    }
    paid.passes(2).await;
    assert_eq!(paid.order_status().await, "CANCELLED", "its stock is free again");
    paid.down(false);
    // The message about the cancelled order was handled while the gateway was away: a later look finds the money.
    for minutes in [30, 120] {
        paid.passes(minutes).await;
    }
    assert_eq!(paid.shop.refunds(), 1);
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_keeps_no_refund_back() {
    let paid = Paid::open().await;
    let second = paid.choose("card").await;
    let money = paid.shop.pays(&second, "approved", json!(36.9), "PEN");
    paid.notify(money).await.expect(200);
    assert_eq!(paid.order_status().await, "CONFIRMED");
    let given_up = paid.reference.clone();
    paid.shop.shop.lock().unwrap().garbled.insert(given_up);
    paid.down(true);
    paid.cancel().await;
    assert_eq!(paid.order_status().await, "CANCELLED");
    assert_eq!(paid.events("PaymentRefunded").await, 0);
    paid.down(false);
    paid.passes(20).await;
    assert_eq!(paid.events("PaymentRefunded").await, 1);
}

#[tokio::test]
async fn a_look_that_failed_is_taken_again_after_a_pause_that_grows() {
    let paid = Paid::open().await;
    paid.shop
        .shop
        .lock()
        .unwrap()
        .garbled
        .insert(paid.reference.clone());
    paid.server.later(14);
    let before = paid.questions();
    for _ in 0..5 {
        paid.server.app.payments.run_due().await.unwrap();
    }
    assert_eq!(paid.questions(), before + 1, "not again at once");
    paid.server.clock.advance_ms(13_000);
    for _ in 0..5 {
        paid.server.app.payments.run_due().await.unwrap();
    }
    assert_eq!(paid.questions(), before + 2);
    paid.server.clock.advance_ms(13_000);
    paid.server.app.payments.run_due().await.unwrap();
    assert_eq!(paid.questions(), before + 2, "the pause has grown");
}

/// One question a round tells that a gateway is away, and the next round waits.
#[tokio::test]
async fn a_gateway_that_is_away_is_left_alone_for_a_while() {
    let paid = Paid::open().await;
    for name in ["luis", "rosa"] {
        let (_, other) = paid.server.customer("pardos", name).await;
        let order = paid.server.order(&other).await;
        let path = format!("/api/orders/{order}/payment");
        let body = json!({ "method": "yape" });
        paid.server.post(&path, &other, body).await.expect(200);
    }
    paid.server.later(14);
    paid.down(true);
    let before = paid.questions();
    for _ in 0..5 {
        paid.server.app.payments.run_due().await.unwrap();
    }
    // The client itself tries a question twice.
    assert_eq!(paid.questions(), before + 2);
    paid.down(false);
    paid.server.later(1);
    paid.server.app.payments.run_due().await.unwrap();
    assert_eq!(
        paid.questions(),
        before + 2 + 3,
        "each of them is asked about by now"
    );
}

#[tokio::test]
async fn attempts_that_are_long_over_are_asked_about_no_more_by_pages() {
    let paid = Paid::open().await;
    for method in ["card", "yape", "card"] {
        paid.choose(method).await;
    }
    let asked = async || {
        let before = paid.questions();
        paid.status().await;
        paid.questions() - before
    };
    assert_eq!(asked().await, 4);
    paid.pays();
    assert_eq!(paid.status().await, "APPROVED");
    paid.server.later(30);
    assert_eq!(asked().await, 2, "the newest only");
}

/// Rows of what is due, and one of the list of restaurants, that nobody can read.
#[tokio::test]
async fn a_row_that_cannot_be_read_keeps_no_payment_from_its_turn() {
    let paid = Paid::open().await;
    paid.pays();
    let key = |pk: &str, sk: &str| Key::new(Table::Payments, pk, sk);
    // More than are worked on at once.
    for number in 0..70 {
        let due = format!("{number:015}#o_x");
        paid.server.spoil("pardos", key("DUE", &due)).await;
    }
    paid.server.spoil("brasa", key("RESTAURANTS", "a")).await;
    paid.passes(14).await;
    assert_eq!(paid.order_status().await, "CONFIRMED");
}
