//! The messages of the simulated gateway, which nobody signs.

use crate::requirements::keyed;
use crate::support::TestServer;
use axum::http::Method;
use domain::TenantId;
use domain::staff::Role;
use ports::documents::{Commit, Expect, Key, Table, Write};
use serde_json::{Value, json};

fn message(id: &str, action: &str) -> Value {
    json!({
        "id": id, "type": "payment", "date_created": "2015-03-25 10:04:58", "user_id": 44444,
        "api_version": "v1", "action": action,
    })
}

async fn tell(server: &TestServer, path: &str, body: Value, status: u16) {
    server
        .api(Method::POST, path, None, Some(body))
        .await
        .expect(status);
}

/// An order with an open payment: both ids.
async fn opened(server: &TestServer, token: &str) -> (String, String) {
    let order = server.order(token).await;
    let path = format!("/api/orders/{order}/payment");
    let opened = server
        .post(&path, token, json!({ "method": "yape" }))
        .await
        .expect(200);
    assert!(opened.body["qr"]["svg"].as_str().unwrap().starts_with("<svg"));
    (order, opened.body["paymentId"].as_str().unwrap().to_owned())
}

async fn status(server: &TestServer, token: &str, order: &str) -> Value {
    let path = format!("/api/orders/{order}/payment");
    server.get(&path, token).await.expect(200).body["status"].clone()
}

#[tokio::test]
async fn a_payment_that_is_finished_confirms_the_order() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let (order, payment) = opened(&server, &ana).await;
    for _ in 0..2 {
        tell(
            &server,
            "/api/pedidos/status_pagamento/",
            message(&payment, "state_FINISHED"),
            200,
        )
        .await;
    }
    assert_eq!(status(&server, &ana, &order).await, "APPROVED");
    server.deliver_events().await;
    let read = server
        .get(&format!("/api/orders/{order}"), &ana)
        .await
        .expect(200);
    assert_eq!(read.body["status"], "CONFIRMED");
    tell(
        &server,
        "/api/payments/webhook",
        message(&payment, "state_CANCELED"),
        200,
    )
    .await;
    assert_eq!(
        status(&server, &ana, &order).await,
        "APPROVED",
        "it only moves forward"
    );
}

#[tokio::test]
async fn a_payment_that_is_cancelled_stays_so_until_it_is_tried_again() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let (order, payment) = opened(&server, &ana).await;
    let path = "/api/payments/webhook";
    tell(&server, path, message(&payment, "state_CANCELED"), 200).await;
    tell(&server, path, message(&payment, "state_FINISHED"), 200).await;
    assert_eq!(status(&server, &ana, &order).await, "REJECTED");
    let again = format!("/api/orders/{order}/payment");
    let again = server
        .post(&again, &ana, json!({ "method": "yape" }))
        .await
        .expect(200);
    let payment = again.body["paymentId"].as_str().unwrap();
    tell(&server, path, message(payment, "state_FINISHED"), 200).await;
    assert_eq!(status(&server, &ana, &order).await, "APPROVED");
}

/// One path for all gateways: what is paid to a code that is out in the world comes in, and goes back.
#[tokio::test]
async fn what_is_paid_after_the_order_was_cancelled_goes_back() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let (order, payment) = opened(&server, &ana).await;
    let cancel = format!("/api/orders/{order}/cancel");
    server
        .post(&cancel, &ana, json!({ "reason": "Me equivoqué" }))
        .await
        .expect(200);
    server.deliver_events().await;
    tell(
        &server,
        "/api/payments/webhook",
        message(&payment, "state_FINISHED"),
        200,
    )
    .await;
    server.deliver_events().await;
    let path = format!("/api/orders/{order}/payment");
    let record = server.get(&path, &ana).await.expect(200).body;
    assert_eq!(record["status"], "REFUNDED");
    assert_eq!(
        (&record["paidCents"], &record["owedCents"]),
        (&json!(0), &json!(0))
    );
    assert_eq!(record["refundedCents"], record["charges"][0]["amountCents"]);
}

/// The gateway did not always keep what it opens: such an attempt is given up, and the next one is another.
#[tokio::test]
async fn what_the_gateway_has_forgotten_is_opened_anew() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let (order, payment) = opened(&server, &ana).await;
    let forget = Commit {
        writes: vec![Write::Delete {
            key: Key::new(Table::Payments, format!("SIMULATED#{payment}"), "INFO"),
            expect: Expect::Anything,
        }],
        events: Vec::new(),
    };
    let pardos = TenantId::parse("pardos").unwrap();
    server.app.documents.commit(&pardos, forget).await.unwrap();
    let path = format!("/api/orders/{order}/confirm");
    let confirm = async |key: &str| keyed(&server, &path, &ana, key, json!({})).await;
    confirm("k1").await.expect(409);
    assert_eq!(status(&server, &ana, &order).await, "REJECTED");
    confirm("k2").await.expect(200);
    assert_eq!(status(&server, &ana, &order).await, "APPROVED");
}

#[tokio::test]
async fn what_nobody_knows_has_no_effect() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let (order, payment) = opened(&server, &ana).await;
    let path = "/api/payments/webhook";
    for unknown in [
        "b715bik7-2726-4d51-a729-749cc7bda703",
        "sim_o_nadie_1",
        &payment.replace("_1", "_7"),
    ] {
        tell(&server, path, message(unknown, "state_FINISHED"), 404).await;
    }
    let mut other = message(&payment, "state_FINISHED");
    other["type"] = json!("plan");
    tell(&server, path, other, 200).await;
    for malformed in [json!({}), message(&payment, "state_MAYBE"), json!({ "id": 7 })] {
        tell(&server, path, malformed, 400).await;
    }
    assert_eq!(status(&server, &ana, &order).await, "PENDING");
}

/// Cash is collected with the delivery, taken back with it, and handed back when the order is cancelled.
#[tokio::test]
async fn cash_follows_the_delivery() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let order = server.order(&ana).await;
    let path = format!("/api/orders/{order}");
    let cash = server
        .post(&format!("{path}/payment"), &ana, json!({ "method": "cash" }))
        .await
        .expect(200);
    assert_eq!(
        (&cash.body["status"], &cash.body["method"]),
        (&json!("PENDING"), &json!("cash"))
    );
    let gerente = server.machine("pardos", Role::Manager);
    for stage in ["COOKING", "PACKAGING", "DELIVERY"] {
        for act in ["start", "complete"] {
            let path = format!("{path}/stages/{stage}/{act}");
            server.post(&path, &gerente, json!({})).await.expect(200);
        }
    }
    server.deliver_events().await;
    let said = async || {
        let payment = server
            .get(&format!("{path}/payment"), &ana)
            .await
            .expect(200)
            .body;
        let order = server.get(&path, &ana).await.expect(200).body;
        for sum in ["status", "method", "paidCents", "owedCents", "refundedCents"] {
            assert_eq!(payment[sum], order["payment"][sum], "{sum} of {payment}");
        }
        (
            payment["status"].clone(),
            payment["paidCents"].clone(),
            payment["owedCents"].clone(),
        )
    };
    let total = server.get(&path, &ana).await.expect(200).body["totalCents"].clone();
    assert_eq!(said().await, (json!("APPROVED"), total.clone(), json!(0)));

    server
        .post(&format!("{path}/recall"), &gerente, json!({}))
        .await
        .expect(200);
    server.deliver_events().await;
    assert_eq!(said().await, (json!("PENDING"), json!(0), total));

    let reason = json!({ "reason": "El cliente no estaba" });
    server
        .post(&format!("{path}/cancel"), &gerente, reason)
        .await
        .expect(200);
    server.deliver_events().await;
    assert_eq!(said().await, (json!("REFUNDED"), json!(0), json!(0)));
}

/// What is open is what is paid, and the order shows how.
#[tokio::test]
async fn an_order_shows_how_it_was_paid() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let (order, _) = opened(&server, &ana).await;
    let path = format!("/api/orders/{order}");
    let confirmed = keyed(&server, &format!("{path}/confirm"), &ana, "k1", json!({}))
        .await
        .expect(200);
    assert_eq!(
        (
            &confirmed.body["payment"]["status"],
            &confirmed.body["payment"]["method"]
        ),
        (&json!("APPROVED"), &json!("yape"))
    );
    let payment = server
        .get(&format!("{path}/payment"), &ana)
        .await
        .expect(200)
        .body;
    assert_eq!(
        (&payment["method"], payment["charges"][0]["attempts"].as_u64()),
        (&json!("yape"), Some(1))
    );
}

#[tokio::test]
async fn money_that_was_paid_to_a_suspended_restaurant_is_recorded() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let (order, payment) = opened(&server, &ana).await;
    server.command("tenant suspend pardos").await;
    let paid = message(&payment, "state_FINISHED");
    tell(&server, "/api/payments/webhook", paid, 200).await;
    server.command("tenant resume pardos").await;
    assert_eq!(status(&server, &ana, &order).await, "APPROVED");
}

#[tokio::test]
async fn a_payment_is_tried_a_few_times_and_then_cash_is_left() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let order = server.order(&ana).await;
    let path = format!("/api/orders/{order}/payment");
    let open = async |method: &str| server.post(&path, &ana, json!({ "method": method })).await;
    for method in ["card", "yape", "card", "yape", "card", "yape"] {
        open(method).await.expect(200);
    }
    open("yape").await.expect(200);
    open("card").await.refused(409, "limit_reached");
    open("cash").await.expect(200);
}

#[tokio::test]
async fn staff_confirm_nobodys_order_by_choosing_cash() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let order = server.order(&ana).await;
    let path = format!("/api/orders/{order}/payment");
    for role in [Role::Cook, Role::Dispatcher, Role::Driver] {
        let token = server.machine("pardos", role);
        let body = json!({ "method": "cash" });
        server.post(&path, &token, body).await.refused(403, "forbidden");
        let read = server
            .get(&format!("/api/orders/{order}"), &token)
            .await
            .expect(200);
        assert_eq!(read.body["status"], "CREATED", "{role:?}");
    }
    let manager = server.machine("pardos", Role::Manager);
    server
        .post(&path, &manager, json!({ "method": "cash" }))
        .await
        .expect(200);
}
