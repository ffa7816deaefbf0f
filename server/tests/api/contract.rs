//! What the public API promises of every call: ids and numbers, names of fields, keys, and answers that say what happened.

use crate::requirements::keyed;
use crate::support::{TestServer, api_request};
use axum::body::Body;
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};

#[tokio::test]
async fn a_number_is_taken_wherever_an_id_is() {
    let server = TestServer::open().await;
    let (ana, token) = server.customer("pardos", "ana").await;
    let manager = server.machine("pardos", Role::Manager);
    let customer = server
        .get(&format!("/api/customers/{ana}"), &manager)
        .await
        .expect(200)
        .body;
    assert_eq!(customer["id"], json!(ana));
    let number = customer["number"].as_u64().unwrap();
    for (path, token) in [
        (format!("/api/customers/{number}"), &token),
        (format!("/api/customers/{number}/orders"), &manager),
        (format!("/api/notifications/{number}"), &token),
    ] {
        server.get(&path, token).await.expect(200);
    }
    let other = server.customer("pardos", "eva").await.1;
    server
        .get(&format!("/api/customers/{number}"), &other)
        .await
        .refused(404, "not_found");

    let dish = server
        .api(Method::GET, "/api/products/papas_fritas", None, None)
        .await
        .expect(200)
        .body;
    assert_eq!(
        (&dish["id"], &dish["productId"]),
        (&json!("papas_fritas"), &json!("papas_fritas"))
    );
    let by_number = format!("/api/products/{}", dish["number"]);
    assert_eq!(
        server
            .api(Method::GET, &by_number, None, None)
            .await
            .expect(200)
            .body,
        dish
    );

    let items = json!([{ "productId": dish["number"], "qty": 2.0 }]);
    let body = json!({ "customerId": number, "items": items });
    let placed = server.post("/api/orders", &manager, body).await.expect(201).body;
    let order = &placed["order"];
    assert_eq!(
        (&placed["id"], &order["id"]),
        (&placed["orderId"], &order["orderId"])
    );
    assert_eq!(
        (&order["items"][0]["productId"], &order["items"][0]["qty"]),
        (&json!("papas_fritas"), &json!(2))
    );
    let read = server
        .get(&format!("/api/orders/{}", placed["number"]), &token)
        .await
        .expect(200);
    assert_eq!(read.body["orderId"], placed["orderId"]);
    server
        .get("/api/orders/999999", &manager)
        .await
        .refused(404, "not_found");
}

/// Without `fulfilment` an order costs the sum of its lines: a pickup for a customer, a delivery on the caller's own terms
/// for those who order for others.
#[tokio::test]
async fn an_order_without_fulfilment_costs_its_lines() {
    let server = TestServer::open().await;
    let (ana, token) = server.customer("pardos", "ana").await;
    let service = server.machine("pardos", Role::Service);
    for (who, customer, kind) in [(&token, None, "pickup"), (&service, Some(&ana), "delivery")] {
        let body = json!({ "customerId": customer, "items": [{ "productId": "agua", "qty": 1 }] });
        let order = server.post("/api/orders", who, body).await.expect(201).body["order"].clone();
        assert_eq!(order["fulfilment"]["kind"], kind);
        assert_eq!(
            (&order["totalCents"], &order["deliveryFeeCents"]),
            (&order["subtotalCents"], &json!(0))
        );
    }
    let asked = json!({ "items": [{ "productId": "agua", "qty": 1 }], "fulfilment": { "kind": "delivery" } });
    server
        .post("/api/orders", &token, asked)
        .await
        .refused(422, "below_minimum");
}

#[tokio::test]
async fn a_field_that_is_not_read_is_refused_with_the_right_name() {
    let server = TestServer::open().await;
    let manager = server.machine("pardos", Role::Manager);
    let before = server.get("/api/products/agua", &manager).await.body;
    let patch = async |body: Value| {
        server
            .api(Method::PATCH, "/api/products/agua", Some(&manager), Some(body))
            .await
    };
    let refused = patch(json!({ "price_cents": 1, "stock": 3 }))
        .await
        .refused(400, "unknown_field");
    assert_eq!(refused.body["errors"][0]["pointer"], "/price_cents");
    assert!(refused.body["error"].as_str().unwrap().contains("priceCents"));
    assert_eq!(refused.body["message"], refused.body["error"]);
    assert_eq!(server.get("/api/products/agua", &manager).await.body, before);
    patch(json!({})).await.refused(400, "missing_field");
    let put = json!({ "stock": 7 });
    let put = server
        .api(Method::PUT, "/api/products/agua", Some(&manager), Some(put))
        .await
        .expect(200);
    assert_eq!(put.body["stock"], 7);

    let body = json!({ "customer_id": "c_1", "items": [{ "product_id": "agua", "qty": 1 }] });
    let refused = server
        .post("/api/orders", &manager, body)
        .await
        .refused(400, "unknown_field");
    assert_eq!(refused.body["errors"][0]["pointer"], "/customer_id");
    let missing = json!({ "items": [{ "productId": "agua", "qty": 1 }] });
    let missing = server
        .post("/api/orders", &manager, missing)
        .await
        .refused(400, "missing_field");
    assert_eq!(missing.body["errors"][0]["pointer"], "/customerId");

    let twice = "{\"items\":[{\"productId\":\"agua\",\"qty\":1,\"qty\":2}]}";
    let mut request = api_request(Method::POST, "/api/orders", Some(&manager), Some(json!({})));
    *request.body_mut() = Body::from(twice);
    let refused = server.ask(request).await.refused(400, "malformed");
    assert_eq!(refused.body["errors"][0]["pointer"], "/items/0/qty");

    server
        .get("/api/orders?status=", &manager)
        .await
        .refused(400, "malformed");

    // Who may not call at all is refused for that, even with a wrong body.
    let (_, ana) = server.customer("pardos", "ana").await;
    server
        .post("/api/products", &ana, json!({ "nada": 1 }))
        .await
        .refused(403, "forbidden");
}

#[tokio::test]
async fn a_product_keeps_its_code_and_leaves_the_carta() {
    let server = TestServer::open().await;
    let manager = server.machine("pardos", Role::Manager);
    let (_, ana) = server.customer("pardos", "ana").await;
    let dish = json!({ "sku": "B-1", "name": "Ceviche", "category": "Bebidas", "priceCents": 3000 });
    let first = server
        .post("/api/products", &manager, dish.clone())
        .await
        .expect(201)
        .body;
    assert_eq!(
        (&first["sku"], &first["category"]),
        (&json!("B-1"), &json!("bebidas"))
    );
    server
        .post("/api/products", &manager, dish.clone())
        .await
        .refused(409, "product_exists");
    let mut second = dish.clone();
    second["sku"] = json!("B-2");
    let second = server
        .post("/api/products", &manager, second)
        .await
        .expect(201)
        .body;
    assert_eq!(second["id"], "ceviche_2", "two may have one name");

    let drinks = async |category: &str| {
        let path = format!("/api/products?category={category}&limit=100");
        server.get(&path, &manager).await.expect(200).body["products"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(drinks("Bebidas").await, drinks("bebidas").await);
    assert!(drinks("bebidas").await > 2);
    server
        .get("/api/products?category=nada", &manager)
        .await
        .refused(422, "invalid_value");
    let found = server.get("/api/products?search=B-2", &manager).await.body["products"].clone();
    assert_eq!(found[0]["id"], "ceviche_2");

    let items = json!([{ "productId": "ceviche_2", "qty": 1 }]);
    let placed = server
        .post("/api/orders", &ana, json!({ "items": items }))
        .await
        .expect(201)
        .body;
    let path = "/api/products/ceviche_2";
    server
        .api(Method::DELETE, path, Some(&ana), None)
        .await
        .refused(403, "forbidden");
    server
        .api(Method::DELETE, path, Some(&manager), None)
        .await
        .expect(204);
    server.get(path, &manager).await.refused(404, "unknown_product");
    server
        .api(Method::DELETE, path, Some(&manager), None)
        .await
        .refused(404, "unknown_product");
    let order = server
        .get(&format!("/api/orders/{}", placed["id"].as_str().unwrap()), &ana)
        .await
        .body;
    assert_eq!(order["items"][0]["name"], "Ceviche");
}

#[tokio::test]
async fn a_customer_is_erased_on_the_word_of_the_restaurant() {
    let server = TestServer::open().await;
    let (ana, token) = server.customer("pardos", "ana").await;
    let manager = server.machine("pardos", Role::Manager);
    let path = format!("/api/customers/{ana}");
    server
        .api(Method::DELETE, &path, Some(&token), None)
        .await
        .refused(403, "forbidden");
    server
        .api(Method::DELETE, &path, Some(&manager), None)
        .await
        .expect(204);
    server.get(&path, &manager).await.refused(404, "not_found");
    server
        .api(Method::DELETE, &path, Some(&manager), None)
        .await
        .refused(404, "not_found");
    // The address is free again.
    server.customer("pardos", "ana2").await;
}

/// A key covers for whom an order is, and is its caller's alone.
#[tokio::test]
async fn a_key_belongs_to_one_caller_and_one_customer() {
    let server = TestServer::open().await;
    let (ana, _) = server.customer("pardos", "ana").await;
    let (eva, _) = server.customer("pardos", "eva").await;
    let (one, two) = (
        server.another_machine("pardos", Role::Service),
        server.another_machine("pardos", Role::Service),
    );
    let pickup = json!({ "kind": "pickup" });
    let body = |customer: &str| json!({ "customerId": customer, "items": [{ "productId": "agua", "qty": 1 }], "fulfilment": pickup });
    let placed = keyed(&server, "/api/orders", &one, "k", body(&ana))
        .await
        .expect(201)
        .body;
    keyed(&server, "/api/orders", &one, "k", body(&eva))
        .await
        .refused(422, "idempotency_key_reused");
    let again = keyed(&server, "/api/orders", &one, "k", body(&ana))
        .await
        .expect(201);
    assert_eq!(again.body["orderId"], placed["orderId"]);
    let others = keyed(&server, "/api/orders", &two, "k", body(&eva))
        .await
        .expect(201);
    assert_ne!(others.body["orderId"], placed["orderId"]);

    // No body and an empty one ask the same.
    let confirm = format!("/api/orders/{}/confirm", placed["id"].as_str().unwrap());
    keyed(&server, &confirm, &one, "c", json!({})).await.expect(200);
    let mut empty = api_request(Method::POST, &confirm, Some(&one), None);
    empty
        .headers_mut()
        .insert("x-idempotency-key", "c".parse().unwrap());
    let again = server.ask(empty).await.expect(200);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));

    // A neighbour's key blocks nobody without an account.
    for name in ["lia", "mia"] {
        let account = json!({ "username": name, "email": format!("{name}@example.pe"), "password": "una-clave-larga-1" });
        let mut request = api_request(Method::POST, "/api/register", None, Some(account));
        request
            .headers_mut()
            .insert("idempotency-key", "1".parse().unwrap());
        server.ask(request).await.expect(201);
    }

    // A secret is not stored with a key.
    let manager = server.machine("pardos", Role::Manager);
    let hook = server
        .post(
            "/api/webhooks",
            &manager,
            json!({ "url": "http://127.0.0.1:9/x" }),
        )
        .await
        .expect(201)
        .body;
    let rotate = format!("/api/webhooks/{}/rotate-secret", hook["id"].as_str().unwrap());
    let first = keyed(&server, &rotate, &manager, "r", json!({}))
        .await
        .expect(200)
        .body;
    let second = keyed(&server, &rotate, &manager, "r", json!({}))
        .await
        .expect(200)
        .body;
    assert_ne!(first["secret"], second["secret"]);
}

/// What a gateway has said is so for every answer after it, and what it never opened is not there.
#[tokio::test]
async fn a_payments_word_counts_at_once() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let order = server.order(&ana).await;
    let path = format!("/api/orders/{order}");
    let opened = server
        .post(&format!("{path}/payment"), &ana, json!({ "method": "yape" }))
        .await
        .expect(200)
        .body;
    let number = server.get(&path, &ana).await.body["number"].clone();
    let status = format!("/api/pedidos/{number}/status_pagamento/");
    let tell = async |id: &str, action: &str| {
        let body = json!({ "id": id, "type": "payment", "action": action });
        server
            .api(Method::POST, "/api/payments/webhook", None, Some(body))
            .await
    };
    tell("o_nada", "state_FINISHED")
        .await
        .refused(404, "unknown_payment");
    tell(opened["paymentId"].as_str().unwrap(), "state_CANCELED")
        .await
        .expect(200);
    assert_eq!(server.get(&status, &ana).await.body, json!("3"));
    let again = server
        .post(&format!("{path}/payment"), &ana, json!({ "method": "yape" }))
        .await
        .expect(200)
        .body;
    tell(again["paymentId"].as_str().unwrap(), "state_FINISHED")
        .await
        .expect(200);
    assert_eq!(
        server.get(&path, &ana).await.body["status"],
        "CONFIRMED",
        "without waiting for an event"
    );
    assert_eq!(server.get(&status, &ana).await.body, json!("2"));
}
