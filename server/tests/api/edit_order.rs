//! Changing what was ordered before it is cooked, and what follows for stock, money, kitchen and customer.

use crate::requirements::keyed;
use crate::support::{Answer, TestServer};
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};

/// Of a product that is counted.
const COUNTED: &str = "tequenos_3";

async fn manager(server: &TestServer, method: Method, path: &str, body: Value) -> Answer {
    let token = server.machine("pardos", Role::Manager);
    let body = (!body.is_null()).then_some(body);
    server.api(method, path, Some(&token), body).await
}

async fn edited(server: &TestServer, order: &str, body: Value) -> Answer {
    manager(server, Method::PATCH, &format!("/api/orders/{order}"), body).await
}

async fn seen(server: &TestServer, order: &str) -> Value {
    let path = format!("/api/orders/{order}");
    manager(server, Method::GET, &path, Value::Null)
        .await
        .expect(200)
        .body
}

async fn stock_left(server: &TestServer) -> Value {
    let path = format!("/api/products/{COUNTED}");
    server.api(Method::GET, &path, None, None).await.expect(200).body["stock"].clone()
}

async fn ten_are_left(server: &TestServer) {
    let path = format!("/api/products/{COUNTED}");
    manager(server, Method::PATCH, &path, json!({ "stock": 10 }))
        .await
        .expect(200);
    // What is done within a millisecond has no order.
    server.later(1);
}

/// An order of two chips and two of what is counted, paid as said: its id.
async fn placed(server: &TestServer, ana: &str, method: &str) -> String {
    let wanted = json!({
        "items": [{ "productId": "papas_fritas", "qty": 2 }, { "productId": COUNTED, "qty": 2 }],
        "fulfilment": { "kind": "delivery" },
        "paymentMethod": method,
    });
    let placed = server.post("/api/orders", ana, wanted).await.expect(201);
    let order = placed.body["orderId"].as_str().unwrap().to_owned();
    if method != "cash" {
        let pay = format!("/api/orders/{order}/payment");
        server
            .post(&pay, ana, json!({ "method": method }))
            .await
            .expect(200);
        let confirm = format!("/api/orders/{order}/confirm");
        keyed(server, &confirm, ana, &order, json!({})).await.expect(200);
    }
    server.deliver_events().await;
    order
}

async fn work(server: &TestServer, order: &str, stages: &[&str]) {
    for stage in stages {
        for step in ["start", "complete"] {
            let path = format!("/api/orders/{order}/stages/{stage}/{step}");
            manager(server, Method::POST, &path, json!({})).await.expect(200);
        }
    }
    server.deliver_events().await;
}

async fn sales(server: &TestServer) -> Value {
    server.deliver_events().await;
    let summary = manager(server, Method::GET, "/api/dashboard/summary", Value::Null).await;
    summary.expect(200).body["salesCents"].clone()
}

#[tokio::test]
async fn what_is_taken_away_goes_back_in_stock_and_money() {
    let server = TestServer::open().await;
    let (customer, ana) = server.customer("pardos", "ana").await;
    ten_are_left(&server).await;
    let order = placed(&server, &ana, "yape").await;
    let before = seen(&server, &order).await;
    let total = before["totalCents"].as_i64().unwrap();
    assert_eq!(stock_left(&server).await, 8);
    let less = json!({ "edits": 0, "quantities": [1, 0], "reason": "sold_out" });
    let after = edited(&server, &order, less.clone()).await.expect(200).body;
    let now = after["totalCents"].as_i64().unwrap();
    let kept = before["items"][0]["unitPriceCents"].as_i64().unwrap();
    assert_eq!(now, kept + before["deliveryFeeCents"].as_i64().unwrap());
    assert_eq!(after["items"].as_array().unwrap().len(), 1);
    assert_eq!(
        after["edits"][0]["lines"],
        json!([
            { "name": "Papas fritas", "before": 2, "after": 1 },
            { "name": before["items"][1]["name"], "before": 2, "after": 0 },
        ])
    );
    assert_eq!(stock_left(&server).await, 10);
    // The same again, and who has not seen it.
    edited(&server, &order, less).await.refused(409, "conflict");
    server.deliver_events().await;
    let payment = server
        .get(&format!("/api/orders/{order}/payment"), &ana)
        .await
        .expect(200)
        .body;
    assert_eq!(
        (
            &payment["paidCents"],
            &payment["refundedCents"],
            &payment["owedCents"]
        ),
        (&json!(now), &json!(total - now), &json!(0))
    );
    assert_eq!(payment["refunds"][0]["reason"], "edited");
    assert_eq!(sales(&server).await, now);
    let inbox = server
        .get(&format!("/api/notifications/{customer}"), &ana)
        .await
        .expect(200)
        .body;
    let told = inbox["notifications"].as_array().unwrap().iter();
    let told: Vec<&Value> = told.filter(|told| told["kind"] == "edited").collect();
    assert_eq!(told.len(), 1);
    assert!(
        told[0]["text"].as_str().unwrap().contains("Se agotó algo"),
        "{told:?}"
    );
    let audit = manager(&server, Method::GET, "/api/audit", Value::Null)
        .await
        .expect(200)
        .body;
    assert_eq!(audit["entries"][0]["action"], "orderEdited");
    // All of it is still worth what it costs when it is cancelled.
    let cancel = format!("/api/orders/{order}/cancel");
    manager(&server, Method::POST, &cancel, json!({ "reason": "Se inundó" }))
        .await
        .expect(200);
    assert_eq!(sales(&server).await, 0);
    assert_eq!(stock_left(&server).await, 10);
}

#[tokio::test]
async fn what_is_added_is_taken_from_the_stock_and_collected_at_the_door() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    ten_are_left(&server).await;
    let order = placed(&server, &ana, "yape").await;
    let before = seen(&server, &order).await;
    let more = |qty: u16| {
        let added = json!([{ "productId": "agua", "qty": 1 }]);
        json!({ "edits": 0, "quantities": [2, qty], "added": added, "reason": "asked" })
    };
    edited(&server, &order, more(11))
        .await
        .refused(409, "out_of_stock");
    assert_eq!(stock_left(&server).await, 8);
    let after = edited(&server, &order, more(3)).await.expect(200).body;
    assert_eq!(stock_left(&server).await, 7);
    server.deliver_events().await;
    let difference = after["totalCents"].as_i64().unwrap() - before["totalCents"].as_i64().unwrap();
    assert!(difference > 0);
    let driver = seen(&server, &order).await;
    assert_eq!(driver["toCollect"]["amountCents"], difference);
    work(&server, &order, &["COOKING", "PACKAGING", "DELIVERY"]).await;
    let path = format!("/api/orders/{order}/payment");
    let payment = server.get(&path, &ana).await.expect(200).body;
    assert_eq!(
        (&payment["status"], &payment["owedCents"]),
        (&json!("APPROVED"), &json!(0))
    );
    assert_eq!(payment["charges"][1]["method"], "cash");
    // Taken back, it is to be collected again.
    let recall = format!("/api/orders/{order}/recall");
    manager(&server, Method::POST, &recall, json!({}))
        .await
        .expect(200);
    server.deliver_events().await;
    assert_eq!(
        seen(&server, &order).await["toCollect"]["amountCents"],
        difference
    );
}

#[tokio::test]
async fn lines_are_changed_while_it_is_in_the_kitchen_and_the_address_until_it_is_on_its_way() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    ten_are_left(&server).await;
    let order = placed(&server, &ana, "cash").await;
    let fee = seen(&server, &order).await["deliveryFeeCents"].clone();
    let nothing = json!({ "edits": 0, "quantities": [0, 0], "reason": "asked" });
    edited(&server, &order, nothing)
        .await
        .refused(400, "missing_field");
    let far = json!({ "line": "Av. Lejana 1", "district": "Ancón" });
    let moved = |edits: usize, address: &Value| json!({ "edits": edits, "quantities": [2, 2], "address": address, "reason": "asked" });
    edited(&server, &order, moved(0, &far))
        .await
        .refused(422, "out_of_zone");
    work(&server, &order, &["COOKING"]).await;
    let lines = json!({ "edits": 0, "quantities": [1, 2], "reason": "asked" });
    edited(&server, &order, lines).await.refused(409, "other_stage");
    let near = json!({ "line": "Calle Berlín 10", "district": "Miraflores" });
    let after = edited(&server, &order, moved(0, &near)).await.expect(200).body;
    assert_eq!(after["fulfilment"]["address"]["line"], "Calle Berlín 10");
    assert_eq!(
        (&after["edits"][0]["moved"], &after["deliveryFeeCents"]),
        (&json!(true), &fee)
    );
    // What is so already changes nothing.
    let same = edited(&server, &order, moved(1, &near)).await.expect(200).body;
    assert_eq!(same["edits"].as_array().unwrap().len(), 1);
    work(&server, &order, &["PACKAGING"]).await;
    let start = format!("/api/orders/{order}/stages/DELIVERY/start");
    manager(&server, Method::POST, &start, json!({}))
        .await
        .expect(200);
    let back = json!({ "line": "Av. Larco 123", "district": "Miraflores" });
    edited(&server, &order, moved(1, &back))
        .await
        .refused(409, "other_stage");
}

#[tokio::test]
async fn an_order_that_is_not_paid_is_not_changed() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let order = server.order(&ana).await;
    let less = json!({ "edits": 0, "quantities": [1, 1], "reason": "asked" });
    edited(&server, &order, less.clone())
        .await
        .refused(409, "payment_required");
    let path = format!("/api/orders/{order}");
    server
        .api(Method::PATCH, &path, Some(&ana), Some(less))
        .await
        .refused(403, "forbidden");
}
