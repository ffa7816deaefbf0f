//! Customer, order and confirmation in one call.

use super::keyed;
use crate::support::TestServer;
use api::orders::NewOrder;
use axum::http::Method;
use domain::cart::CartLine;
use domain::order::{Fulfilment, ReceiptForm};
use domain::payment::PaymentMethod;
use domain::staff::Role;
use domain::{CustomerId, ProductId, Slug};
use serde_json::json;
use services::orders::Terms;

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, in its order")]
async fn the_order_orchestrator() {
    let server = TestServer::open().await;
    let (customer, _) = server.customer("pardos", "john").await;
    let service = server.machine("pardos", Role::Service);
    let body = json!({
        "customer_id": customer,
        "items": [{ "product_id": "papas_fritas", "qty": 2 }, { "product_id": "tequenos_6", "qty": 1 }],
        "correlation_id": "req-789",
    });
    let done = keyed(
        &server,
        "/api/orchestrate-order",
        &service,
        "abc-123",
        body.clone(),
    )
    .await
    .expect(201);
    assert_eq!(
        (
            &done.body["message"],
            &done.body["success"],
            &done.body["correlationId"]
        ),
        (
            &json!("Order orchestrated successfully"),
            &json!(true),
            &json!("req-789")
        )
    );
    let order = &done.body["order"];
    assert_eq!(
        (&order["status"], &order["customerId"]),
        (&json!("CONFIRMED"), &json!(customer))
    );
    let items = order["items"].as_array().unwrap();
    let sum: i64 = items
        .iter()
        .map(|item| item["subtotalCents"].as_i64().unwrap())
        .sum();
    assert_eq!((items.len(), sum), (2, 3_190));
    assert_eq!(done.body["data"]["order"], *order);

    // The key may be a field, and each name of the endpoint is the same operation.
    let mut again = body.clone();
    again["idempotency_key"] = json!("abc-123");
    let path = "/api/dev/orchestrator/create-and-confirm-order";
    let again = server.post(path, &service, again).await.expect(201);
    assert_eq!(again.body["order"]["id"], order["id"]);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    let other = json!({ "customer_id": customer, "items": [{ "product_id": "papas_fritas", "qty": 1 }] });
    keyed(&server, "/api/orchestrate-order", &service, "abc-123", other)
        .await
        .refused(422, "idempotency_key_reused");

    let unknown = json!({ "customer_id": "c_nobody", "items": [{ "product_id": "papas_fritas", "qty": 1 }] });
    server
        .post("/api/orchestrate-order", &service, unknown)
        .await
        .refused(404, "unknown_customer");
    let empty = json!({ "customer_id": customer, "items": [] });
    server
        .post("/api/orchestrate-order", &service, empty)
        .await
        .refused(400, "missing_field");
    server
        .post("/api/orchestrate-order", &service, json!({}))
        .await
        .refused(400, "missing_field");
    let many = json!({ "customer_id": customer, "items": [{ "product_id": "parrilla_4", "qty": 99 }] });
    server
        .post("/api/orchestrate-order", &service, many)
        .await
        .refused(409, "out_of_stock");

    // Every event that follows carries the correlation id.
    server.deliver_events().await;
    let pardos = domain::TenantId::parse("pardos").unwrap();
    let events = server.app.bus.since(&pardos, 0, 1_000).await.unwrap();
    let subject = format!("order/{}", order["id"].as_str().unwrap());
    let of_order: Vec<_> = events
        .iter()
        .filter(|event| event.envelope.subject == subject)
        .collect();
    assert!(of_order.len() >= 2);
    assert!(
        of_order
            .iter()
            .all(|event| event.envelope.correlation_id.as_deref() == Some("req-789"))
    );
}

#[tokio::test]
async fn an_orchestrated_order_goes_on_where_it_ended() {
    let server = TestServer::open().await;
    let (customer, _) = server.customer("pardos", "john").await;
    let service = server.machine("pardos", Role::Service);
    let stock = async || {
        let product = server.api(Method::GET, "/api/products/agua", None, None).await;
        product.expect(200).body["stock"].as_i64().unwrap()
    };
    let before = stock().await;
    let ask = async |key: &str| {
        let body = json!({ "customer_id": customer, "items": [{ "product_id": "agua", "qty": 10 }] });
        keyed(&server, "/api/orchestrate-order", &service, key, body).await
    };
    // What a call leaves behind that ends after creating the order: the order, under the key of that step.
    let created = async |key: &str| {
        use sha2::{Digest as _, Sha256};
        let digest = hex::encode(Sha256::digest(key.as_bytes()));
        let said = format!(r#"["{customer}",[{{"productId":"agua","qty":10,"options":[],"note":""}}]]"#);
        let terms = Terms {
            own_delivery: true,
            sent: Some(Sha256::digest(said).into()),
            ..Terms::default()
        };
        let line = CartLine {
            product_id: ProductId::parse("agua").unwrap(),
            qty: 10,
            options: Vec::new(),
            note: String::new(),
        };
        let order = NewOrder {
            idempotency_key: format!("orchestrator-{digest}"),
            lines: vec![line],
            fulfilment: Fulfilment::Pickup {
                branch: Slug::parse("miraflores").unwrap(),
            },
            scheduled_for: None,
            receipt: ReceiptForm::None,
            payment_method: PaymentMethod::Card,
            phone: String::new(),
            expected_total: None,
        };
        let (caller, _) = server.app.services.auth.verify(&service).await.unwrap();
        let customer = CustomerId::parse(customer.as_str()).unwrap();
        let orders = &server.app.services.orders;
        let placed = orders.place(&caller, Some(&customer), order, terms).await;
        json!(placed.unwrap().0.order_id)
    };

    let order = created("first").await;
    assert_eq!(stock().await, before - 10);
    let finished = ask("first").await.expect(201);
    assert_eq!(
        (&finished.body["order"]["id"], &finished.body["order"]["status"]),
        (&order, &json!("CONFIRMED"))
    );
    assert_eq!(stock().await, before - 10, "no second order");

    // One that nobody went on with expires; it is not made again, and its stock has come back once.
    created("second").await;
    server.deliver_events().await;
    server.later(16);
    server.app.workflows.run_due().await.unwrap();
    server.deliver_events().await;
    assert_eq!(stock().await, before - 10);
    for _ in 0..2 {
        ask("second").await.refused(409, "order_closed");
        assert_eq!(stock().await, before - 10);
    }
}
