//! Mercado Pago: opened, paid, notified once and twice, late, wrong and away.

mod claims;
mod looks;
mod refunds;

use super::stand_in::{StandIn, signature};
use crate::support::{Answer, TestServer, api_request};
use axum::body::Body;
use axum::http::{Method, Request};
use domain::{TenantId, Timestamp};
use serde_json::{Value, json};

const REQUEST: &str = "r-1";

/// A restaurant that is paid at a stand-in, with a customer who has ordered for S/ 36.90 and has a QR code.
struct Paid {
    shop: StandIn,
    server: TestServer,
    ana: String,
    order: String,
    reference: String,
}

impl Paid {
    async fn open() -> Paid {
        Paid::of("pardos").await
    }

    async fn of(tenant: &str) -> Paid {
        let shop = StandIn::start().await;
        let server = TestServer::with(&shop.variables()).await;
        let (_, ana) = server.customer(tenant, "ana").await;
        let order = match tenant {
            "pardos" => server.order(&ana).await,
            _ => {
                let body = json!({ "items": [{ "productId": "causa_langostino", "qty": 2 }] });
                let placed = server.post("/api/orders", &ana, body).await.expect(201);
                placed.body["orderId"].as_str().unwrap().to_owned()
            }
        };
        let mut paid = Paid {
            shop,
            server,
            ana,
            order,
            reference: String::new(),
        };
        paid.reference = paid.choose("yape").await;
        paid
    }

    /// Opens the payment with a method: the reference at the gateway.
    async fn choose(&self, method: &str) -> String {
        let opened = self
            .server
            .post(&self.path("/payment"), &self.ana, json!({ "method": method }))
            .await
            .expect(200);
        opened.body["paymentId"].as_str().unwrap().to_owned()
    }

    fn path(&self, rest: &str) -> String {
        format!("/api/orders/{}{rest}", self.order)
    }

    /// The customer pays what is due.
    fn pays(&self) -> u64 {
        self.shop.pays(&self.reference, "approved", json!(36.9), "PEN")
    }

    fn now(&self) -> i64 {
        let Timestamp(ms) = self.server.app.clock.now();
        ms / 1_000
    }

    /// Mercado Pago says that something has happened to a payment.
    async fn notify(&self, id: u64) -> Answer {
        self.server
            .ask(message(id, Some(&signature(id, REQUEST, self.now()))))
            .await
    }

    async fn status(&self) -> Value {
        // Beyond the time in which the gateway is not asked again.
        self.server.clock.advance_ms(5_000);
        let read = self.server.get(&self.path("/payment"), &self.ana).await;
        read.expect(200).body["status"].clone()
    }

    async fn order_status(&self) -> Value {
        self.server.deliver_events().await;
        let read = self.server.get(&self.path(""), &self.ana).await;
        read.expect(200).body["status"].clone()
    }

    async fn cancel(&self) {
        let cancelled = self
            .server
            .post(&self.path("/cancel"), &self.ana, json!({}))
            .await;
        cancelled.expect(200);
    }

    async fn events(&self, name: &str) -> usize {
        self.server.deliver_events().await;
        let tenant = TenantId::parse("pardos").unwrap();
        let events = self.server.app.bus.since(&tenant, 0, 1_000).await.unwrap();
        events
            .iter()
            .filter(|event| event.envelope.event.name() == name)
            .count()
    }
}

fn message(id: u64, signature: Option<&str>) -> Request<Body> {
    let body = json!({
        "id": 112233, "live_mode": true, "type": "payment", "date_created": "2025-10-25T12:01:08.000-05:00",
        "user_id": 44444, "api_version": "v1", "action": "payment.updated", "data": { "id": id.to_string() },
    });
    let path = format!("/api/payments/webhook?data.id={id}&type=payment");
    let mut request = api_request(Method::POST, &path, None, Some(body));
    let headers = request.headers_mut();
    headers.insert("x-request-id", REQUEST.parse().unwrap());
    if let Some(signature) = signature {
        headers.insert("x-signature", signature.parse().unwrap());
    }
    request
}

#[tokio::test]
async fn a_payment_is_opened_as_a_qr_code_once() {
    let paid = Paid::open().await;
    assert_eq!(
        paid.choose("yape").await,
        paid.reference,
        "opening twice is opening once"
    );
    assert_eq!(paid.shop.called("POST /instore"), 1);
    let view = paid
        .server
        .get(&paid.path("/payment"), &paid.ana)
        .await
        .expect(200)
        .body;
    assert_eq!(
        (&view["status"], &view["simulated"]),
        (&json!("PENDING"), &json!(false))
    );
    assert_eq!(view["qr"]["payload"], format!("00020101{}", paid.reference));
    assert!(view["qr"]["svg"].as_str().unwrap().starts_with("<svg"));
    let shop = paid.shop.shop.lock().unwrap();
    // 15 minutes after the order.
    let ends = Timestamp::parse("2025-10-25T17:15:00Z").unwrap().0;
    let order = &shop.orders[&format!("{}_3690_{ends}", paid.reference)];
    assert_eq!(order["external_reference"], format!("pardos_{}_1", paid.order));
    assert_eq!(order["total_amount"], json!(36.9));
    assert_eq!(order["items"][0]["total_amount"], json!(36.9));
    assert_eq!(order["expiration_date"], "2025-10-25T17:15:00.000+00:00");
}

#[tokio::test]
async fn a_signed_message_confirms_the_order_and_repeating_it_does_nothing() {
    let paid = Paid::open().await;
    let id = paid.pays();
    for _ in 0..3 {
        paid.notify(id).await.expect(200);
    }
    assert_eq!(paid.status().await, "APPROVED");
    assert_eq!(paid.order_status().await, "CONFIRMED");
    assert_eq!(paid.events("PaymentApproved").await, 1);
    assert_eq!(paid.shop.refunds(), 0);
}

#[tokio::test]
async fn what_is_not_signed_or_old_is_refused() {
    let paid = Paid::open().await;
    let id = paid.pays();
    let now = paid.now();
    let good = signature(id, REQUEST, now);
    let other = signature(id + 1, REQUEST, now);
    let another_request = signature(id, "r-2", now);
    let old = signature(id, REQUEST, now - 301);
    let early = signature(id, REQUEST, now + 301);
    let moved = good.replace(&now.to_string(), &(now - 1).to_string());
    for wrong in [
        &other,
        &another_request,
        &old,
        &early,
        &moved,
        "ts=1",
        "v1=00",
        "",
    ] {
        let answer = paid.server.ask(message(id, Some(wrong))).await;
        answer.refused(401, "bad_signature");
    }
    paid.server
        .ask(message(id, None))
        .await
        .refused(401, "bad_signature");
    let bare = json!({ "id": paid.reference, "type": "payment", "action": "state_FINISHED" });
    let bare = paid
        .server
        .api(Method::POST, "/api/payments/webhook", None, Some(bare))
        .await;
    bare.refused(401, "bad_signature");
    assert_eq!(paid.order_status().await, "CREATED");
    assert_eq!(paid.shop.called("GET"), 0, "nothing was asked for a stranger");
}

#[tokio::test]
async fn a_message_may_come_before_anything_is_known_or_never() {
    let paid = Paid::open().await;
    paid.notify(77).await.expect(200);
    paid.shop.pays("Factura-0001", "approved", json!(36.9), "PEN");
    paid.notify(1_000).await.expect(200);
    paid.shop.pays("pardos_o_nadie_1", "approved", json!(36.9), "PEN");
    paid.notify(1_001).await.expect(200);
    assert_eq!(paid.status().await, "PENDING");
    paid.pays();
    let asked = paid.shop.called("GET /v1/payments/search");
    let view = paid
        .server
        .get(&paid.path("/payment"), &paid.ana)
        .await
        .expect(200);
    assert_eq!(view.body["status"], "PENDING", "the gateway was asked just now");
    assert_eq!(paid.shop.called("GET /v1/payments/search"), asked);
    assert_eq!(paid.status().await, "APPROVED", "looking at it asks the gateway");
    assert_eq!(paid.order_status().await, "CONFIRMED");
}

#[tokio::test]
async fn messages_may_come_out_of_order() {
    let paid = Paid::open().await;
    let refused = paid.shop.pays(&paid.reference, "rejected", json!(36.9), "PEN");
    let approved = paid.pays();
    paid.notify(approved).await.expect(200);
    paid.notify(refused).await.expect(200);
    assert_eq!(paid.status().await, "APPROVED");
    assert_eq!(paid.events("PaymentRejected").await, 0);

    let paid = Paid::open().await;
    let refused = paid.shop.pays(&paid.reference, "rejected", json!(36.9), "PEN");
    paid.notify(refused).await.expect(200);
    assert_eq!(paid.status().await, "REJECTED");
    let approved = paid.pays();
    paid.notify(approved).await.expect(200);
    assert_eq!(
        paid.status().await,
        "APPROVED",
        "the same code can be paid after all"
    );
    assert_eq!(paid.order_status().await, "CONFIRMED");
}

#[tokio::test]
async fn money_of_another_amount_is_written_down_and_goes_back() {
    for (amount, currency) in [
        (json!(36.89), "PEN"),
        (json!(369), "PEN"),
        (json!(36.9), "USD"),
        (json!(null), "PEN"),
    ] {
        let paid = Paid::open().await;
        let id = paid.shop.pays(&paid.reference, "approved", amount, currency);
        for _ in 0..2 {
            paid.notify(id).await.expect(200);
            assert_eq!(paid.status().await, "PENDING");
            assert_eq!(paid.order_status().await, "CREATED");
        }
        let payment = paid
            .server
            .get(&paid.path("/payment"), &paid.ana)
            .await
            .expect(200)
            .body;
        assert_eq!(payment["refunds"][0]["reason"], "wrong_amount", "{payment}");
        assert_eq!(
            (payment["refunds"][0]["state"].as_str(), paid.shop.refunds()),
            (Some("DONE"), 1)
        );
        assert_eq!(
            (&payment["owedCents"], &payment["paidCents"]),
            (&json!(3690), &json!(0))
        );
    }
}

#[tokio::test]
async fn a_gateway_that_is_away_is_tried_again() {
    let paid = Paid::open().await;
    let down = |down| paid.shop.shop.lock().unwrap().down = down;
    down(true);
    let body = json!({ "method": "card" });
    let answer = paid.server.post(&paid.path("/payment"), &paid.ana, body).await;
    let answer = answer.refused(503, "engine_down");
    assert!(answer.header("retry-after").is_some());
    assert_eq!(paid.status().await, "PENDING", "what is known is shown");
    let id = paid.pays();
    let answer = paid.notify(id).await.refused(503, "engine_down");
    assert!(answer.header("retry-after").is_some());
    down(false);
    paid.notify(id).await.expect(200);
    assert_eq!(paid.order_status().await, "CONFIRMED");
    let conflict = paid
        .server
        .post(&paid.path("/payment"), &paid.ana, json!({ "method": "card" }))
        .await;
    conflict.refused(409, "payment_settled");
}

#[tokio::test]
async fn the_customers_word_is_not_enough() {
    let paid = Paid::open().await;
    let confirm = || {
        let mut request = api_request(Method::POST, &paid.path("/confirm"), Some(&paid.ana), None);
        request
            .headers_mut()
            .insert("idempotency-key", "c1".parse().unwrap());
        request
    };
    paid.server.ask(confirm()).await.refused(409, "payment_required");
    paid.pays();
    paid.server.clock.advance_ms(5_000);
    assert_eq!(
        paid.server.ask(confirm()).await.expect(200).body["status"],
        "CONFIRMED"
    );
    let settle = json!({ "method": "card" });
    let again = paid.server.post(&paid.path("/payment"), &paid.ana, settle).await;
    again.refused(409, "payment_settled");
}

#[tokio::test]
async fn each_restaurant_gets_its_own_money() {
    let paid = Paid::of("caleta").await;
    assert!(paid.reference.starts_with("caleta_o_"));
    let view = paid
        .server
        .get(&paid.path("/payment"), &paid.ana)
        .await
        .expect(200)
        .body;
    let cents = view["amountCents"].as_i64().unwrap();
    let amount: Value = serde_json::from_str(&format!("{}.{:02}", cents / 100, cents % 100)).unwrap();
    let id = paid.shop.pays(&paid.reference, "approved", amount, "PEN");
    // The one address of the account is that of the first restaurant.
    paid.notify(id).await.expect(200);
    assert_eq!(paid.order_status().await, "CONFIRMED");
}
