//! The example requests of the systems that Brasa replaces, with our ids, and the answers that they document.

use crate::support::{Answer, House, api_request};
use axum::http::Method;
use serde_json::{Value, json};
use shared::domain::staff::Role;

async fn keyed(house: &House, path: &str, token: &str, key: &str, body: Value) -> Answer {
    let mut request = api_request(Method::POST, path, Some(token), Some(body));
    let name = if path.contains("confirm") {
        "x-idempotency-key"
    } else {
        "idempotency-key"
    };
    request.headers_mut().insert(name, key.parse().unwrap());
    house.ask(request).await
}

/// A product's number, which the dialect of Ambrosia uses.
async fn number(house: &House, product: &str) -> u64 {
    let found = house
        .api(Method::GET, &format!("/api/products/{product}"), None, None)
        .await;
    found.expect(200).body["number"].as_u64().unwrap()
}

#[tokio::test]
async fn the_serverless_restaurant() {
    let house = House::open().await;
    let registration = json!({
        "username": "ignacio", "email": "ignacio.vidal@example.pe", "password": "una-clave-larga",
        "name": "Ignacio Vidal", "phone": "999999999", "address": "Av. Javier Prado 123",
    });
    let registered = house
        .api(Method::POST, "/api/register", None, Some(registration))
        .await
        .expect(201);
    let id = registered.body["customerId"].as_str().unwrap();
    let login = json!({ "username": "ignacio", "password": "una-clave-larga" });
    let login = house
        .api(Method::POST, "/api/login", None, Some(login))
        .await
        .expect(200);
    let token = login.body["token"].as_str().unwrap();
    let valid = house.get("/api/validate", token).await.expect(200);
    assert_eq!(
        (
            &valid.body["valid"],
            &valid.body["username"],
            &valid.body["customerId"]
        ),
        (&json!(true), &json!("ignacio"), &json!(id))
    );
    let customer = house
        .get(&format!("/api/customers/{id}"), token)
        .await
        .expect(200)
        .body;
    assert_eq!(
        (
            &customer["name"],
            &customer["phone"],
            &customer["address"]["line"]
        ),
        (
            &json!("Ignacio Vidal"),
            &json!("999999999"),
            &json!("Av. Javier Prado 123")
        )
    );

    // What the client says of prices and status is not read.
    let order = json!({
        "customerId": id, "status": "COMPLETED", "total": 1.0, "currentStep": "DELIVERED",
        "fulfilment": { "kind": "pickup" },
        "items": [{ "productId": "pollo_1_4", "qty": 1, "price": 1 }, { "productId": "chicha_grande", "qty": 1 }],
    });
    let placed = house.post("/api/orders", token, order).await.expect(201).body;
    let order = &placed["order"];
    assert_eq!(
        (&order["status"], &order["currentStep"], &order["total"]),
        (&json!("CREATED"), &json!("CREATED"), &json!(34.4))
    );
    assert_eq!(
        (&order["items"][0]["price"], &order["items"][1]["price"]),
        (&json!(25.9), &json!(8.5))
    );
    let id_of_order = placed["orderId"].as_str().unwrap();
    let path = format!("/api/orders/{id_of_order}/confirm");
    keyed(&house, &path, token, "k1", json!({})).await.expect(200);
    let of_customer = house.get(&format!("/api/orders/{id}"), token).await.expect(200);
    assert_eq!(of_customer.body["orders"][0]["orderId"], id_of_order);

    // CREATED → COOKING → PACKAGING → DELIVERY → DELIVERED
    let staff = |role| house.machine("pardos", role);
    let roles = [
        ("COOKING", staff(Role::Cook)),
        ("PACKAGING", staff(Role::Dispatcher)),
        ("DELIVERY", staff(Role::Dispatcher)),
    ];
    for (stage, person) in &roles {
        let body = json!({ "orderId": id_of_order, "stage": stage, "assignedTo": "rosa" });
        let begun = house
            .post("/api/etapas/iniciar", person, body.clone())
            .await
            .expect(200);
        let record = &begun.body["stepRecord"];
        assert_eq!(
            (&record["stepName"], &record["status"]),
            (&json!(stage), &json!("IN_PROGRESS"))
        );
        house.later(10);
        let done = house
            .post("/api/etapas/completar", person, body)
            .await
            .expect(200);
        assert_eq!(done.body["duration"], 600);
    }
    house.deliver_events().await;
    let delivered = house
        .get(&format!("/api/orders/{id_of_order}"), token)
        .await
        .expect(200)
        .body;
    assert_eq!(
        (&delivered["status"], &delivered["currentStep"]),
        (&json!("COMPLETED"), &json!("DELIVERED"))
    );
    let steps = delivered["steps"].as_array().unwrap();
    assert!(
        steps
            .iter()
            .all(|step| step["startedAt"].is_string() && step["finishedAt"].is_string())
    );

    let manager = staff(Role::Manager);
    for (path, field) in [
        ("/api/dashboard/summary", "updatedAt"),
        ("/api/dashboard/orders", "orders"),
        ("/api/dashboard/stats", "lastDays"),
    ] {
        let answer = house.get(path, &manager).await.expect(200);
        assert!(
            !answer.body[field].is_null(),
            "{path} has no {field}: {}",
            answer.text
        );
    }
    let told = house
        .get(&format!("/api/notifications/{id}"), token)
        .await
        .expect(200);
    assert!(!told.body["notifications"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn the_order_orchestrator() {
    let house = House::open().await;
    let (customer, _) = house.customer("pardos", "john").await;
    let service = house.machine("pardos", Role::Service);
    let body = json!({
        "customer_id": customer,
        "items": [{ "product_id": "papas_fritas", "qty": 2 }, { "product_id": "tequenos_6", "qty": 1 }],
        "correlation_id": "req-789",
    });
    let done = keyed(
        &house,
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
    let again = house.post(path, &service, again).await.expect(201);
    assert_eq!(again.body["order"]["id"], order["id"]);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    let other = json!({ "customer_id": customer, "items": [{ "product_id": "papas_fritas", "qty": 1 }] });
    keyed(&house, "/api/orchestrate-order", &service, "abc-123", other)
        .await
        .refused(422, "idempotency_key_reused");

    let unknown = json!({ "customer_id": "c_nobody", "items": [{ "product_id": "papas_fritas", "qty": 1 }] });
    house
        .post("/api/orchestrate-order", &service, unknown)
        .await
        .refused(404, "unknown_customer");
    let empty = json!({ "customer_id": customer, "items": [] });
    house
        .post("/api/orchestrate-order", &service, empty)
        .await
        .refused(400, "missing_field");
    house
        .post("/api/orchestrate-order", &service, json!({}))
        .await
        .refused(400, "missing_field");
    let many = json!({ "customer_id": customer, "items": [{ "product_id": "parrilla_4", "qty": 99 }] });
    house
        .post("/api/orchestrate-order", &service, many)
        .await
        .refused(409, "out_of_stock");

    // Every event that follows carries the correlation id.
    house.deliver_events().await;
    let pardos = shared::domain::TenantId::parse("pardos").unwrap();
    let events = house.app.bus.since(&pardos, 0, 1_000).await.unwrap();
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
async fn ambrosia() {
    let house = House::open().await;
    let manager = house.machine("pardos", Role::Manager);
    let client = json!({ "nome": "Salomão Silva", "email": "salomao@example.com", "telefone": "999888777" });
    let client = house
        .post("/api/clientes/", &manager, client)
        .await
        .expect(201)
        .body;
    let all = house.get("/api/clientes/", &manager).await.expect(200);
    assert!(all.body.as_array().unwrap().contains(&client));
    for path in ["lanches", "acompanhamentos", "bebidas", "sobremesas"] {
        let some = house
            .api(Method::GET, &format!("/api/{path}/"), None, None)
            .await
            .expect(200);
        assert!(!some.body.as_array().unwrap().is_empty(), "{path}");
    }

    let (chips, tequenos) = (
        number(&house, "papas_fritas").await,
        number(&house, "tequenos_6").await,
    );
    let checkout = json!({
        "id_cliente": client["id"],
        "itens": [
            { "produto": chips, "quantidade": 5, "descricao": "sem tomate", "valor": 15.2 },
            { "produto": tequenos, "quantidade": 3, "descricao": "com tomate", "valor": 11 },
        ],
    });
    let placed = house
        .post("/api/pedidos/checkout/", &manager, checkout.clone())
        .await
        .expect(201)
        .body;
    let (id, order) = (placed["id"].as_u64().unwrap(), placed["pedido"].as_str().unwrap());
    let read = house
        .get(&format!("/api/orders/{order}"), &manager)
        .await
        .expect(200);
    assert_eq!(read.body["items"][0]["note"], "sem tomate");
    let status = async || {
        house
            .get(&format!("/api/pedidos/{id}/status_pagamento/"), &manager)
            .await
            .expect(200)
            .body
    };
    assert_eq!(status().await, "1");
    let path = format!("/api/orders/{order}/confirm");
    keyed(&house, &path, &manager, "paid", json!({}))
        .await
        .expect(200);
    assert_eq!(status().await, "2");

    // Pronto, then Em preparação, then Recebido; the oldest first; Finalizado is not listed.
    let mut numbers = vec![id];
    for key in ["second", "third", "fourth"] {
        house.later(1);
        let placed = house
            .post("/api/pedidos/checkout/", &manager, checkout.clone())
            .await
            .expect(201)
            .body;
        let path = format!("/api/orders/{}/confirm", placed["pedido"].as_str().unwrap());
        keyed(&house, &path, &manager, key, json!({})).await.expect(200);
        numbers.push(placed["id"].as_u64().unwrap());
    }
    let put = async |id: u64, status: u8| {
        let body = json!({ "id": id, "status_pedido": status });
        house
            .api(Method::PUT, "/api/pedidos/", Some(&manager), Some(body))
            .await
    };
    put(numbers[1], 2).await.expect(200);
    put(numbers[3], 2).await.expect(200);
    put(numbers[3], 3).await.expect(200);
    put(numbers[0], 3).await.refused(409, "conflict");
    put(numbers[0], 7).await.refused(400, "malformed");
    let listed = async || {
        let list = house.get("/api/pedidos/", &manager).await.expect(200).body;
        let list = list.as_array().unwrap().clone();
        list.iter()
            .map(|order| (order["id"].as_u64().unwrap(), order["status_pedido"].clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        listed().await,
        [
            (numbers[3], json!(3)),
            (numbers[1], json!(2)),
            (numbers[0], json!(1)),
            (numbers[2], json!(1))
        ]
    );
    put(numbers[3], 3).await.expect(200);
    put(numbers[3], 4).await.expect(200);
    assert_eq!(listed().await.len(), 3);
    put(numbers[3], 3).await.refused(409, "conflict");
}

#[tokio::test]
async fn the_back_office() {
    let house = House::open().await;
    let manager = house.machine("pardos", Role::Manager);
    let service = house.machine("pardos", Role::Service);
    let contact = json!({ "name": "ACME SAC", "email": "ops@acme.example", "phone": "999888777" });
    let customer = house
        .post("/api/customers", &manager, contact.clone())
        .await
        .expect(201)
        .body;
    house
        .post("/api/customers", &manager, contact)
        .await
        .refused(409, "email_taken");
    let id = customer["customerId"].as_str().unwrap();
    let internal = format!("/api/internal/customers/{id}");
    assert_eq!(house.get(&internal, &service).await.expect(200).body, customer);
    house.get(&internal, &manager).await.refused(403, "forbidden");
    house
        .api(Method::GET, &internal, None, None)
        .await
        .refused(401, "unauthenticated");
    let found = house
        .get("/api/customers?search=acme", &manager)
        .await
        .expect(200);
    assert_eq!(found.body["customers"], json!([customer]));

    let product = json!({ "name": "Ají de gallina", "category": "brasa", "priceCents": 2_500, "stock": 3 });
    let product = house
        .post("/api/products", &manager, product)
        .await
        .expect(201)
        .body;
    assert_eq!(
        (
            &product["productId"],
            &product["stock"],
            &product["price"],
            &product["available"]
        ),
        (&json!("aji_de_gallina"), &json!(3), &json!(25.0), &json!(true))
    );
    let again = json!({ "name": "Ají de gallina", "category": "brasa", "priceCents": 1 });
    house
        .post("/api/products", &manager, again)
        .await
        .refused(409, "product_exists");
    let wrong = json!({ "name": "x", "category": "nada", "priceCents": 0, "stock": 1 });
    let wrong = house
        .post("/api/products", &manager, wrong)
        .await
        .refused(422, "invalid_value");
    let pointers: Vec<&str> = wrong.body["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["pointer"].as_str().unwrap())
        .collect();
    assert_eq!(pointers, ["/name", "/category", "/priceCents"]);

    // Stock is taken with the order, returned once with its cancellation.
    let stock = async || {
        let product = house
            .api(Method::GET, "/api/products/aji_de_gallina", None, None)
            .await;
        product.expect(200).body["stock"].clone()
    };
    let order = json!({ "customerId": id, "items": [{ "productId": "aji_de_gallina", "qty": 2 }] });
    let placed = house
        .post("/api/orders", &service, order.clone())
        .await
        .expect(201)
        .body;
    assert_eq!(stock().await, 1);
    let refused = house
        .post("/api/orders", &service, order)
        .await
        .refused(409, "out_of_stock");
    assert_eq!(
        (
            &refused.body["productId"],
            &refused.body["available"],
            &refused.body["requested"]
        ),
        (&json!("aji_de_gallina"), &json!(1), &json!(2))
    );
    let cancel = format!("/api/orders/{}/cancel", placed["orderId"].as_str().unwrap());
    for _ in 0..2 {
        house.post(&cancel, &service, json!({})).await.expect(200);
    }
    assert_eq!(stock().await, 3);
    let patch = async |body: Value| {
        house
            .api(
                Method::PATCH,
                "/api/products/aji_de_gallina",
                Some(&manager),
                Some(body),
            )
            .await
    };
    patch(json!({ "stock": 0, "priceCents": 2_700 }))
        .await
        .expect(200);
    assert_eq!(stock().await, 0);
    let shown = patch(json!({ "stock": null })).await.expect(200).body;
    assert_eq!(
        (&shown["stock"], &shown["priceCents"]),
        (&json!(null), &json!(2_700))
    );
    let shown = patch(json!({ "available": false })).await.expect(200).body;
    assert_eq!(shown["available"], false);
    patch(json!({ "stock": -1 })).await.refused(422, "invalid_value");
    let unknown = house
        .api(
            Method::PATCH,
            "/api/products/nada",
            Some(&manager),
            Some(json!({})),
        )
        .await;
    unknown.refused(404, "unknown_product");
}

#[tokio::test]
async fn every_post_remembers_its_key() {
    let house = House::open().await;
    let (_, ana) = house.customer("pardos", "ana").await;
    let cook = house.machine("pardos", Role::Cook);
    let order = house.order(&ana).await;
    let path = format!("/api/orders/{order}/confirm");
    let first = keyed(&house, &path, &ana, "once", json!({})).await.expect(200);
    assert_eq!(first.header("idempotency-replayed"), None);
    let again = keyed(&house, &path, &ana, "once", json!({})).await.expect(200);
    assert_eq!(
        (again.header("idempotency-replayed"), &again.text),
        (Some("true"), &first.text)
    );
    keyed(&house, &path, &ana, "once", json!({ "x": 1 }))
        .await
        .refused(422, "idempotency_key_reused");

    // The first answer comes again, also when the order has gone on.
    let start = format!("/api/orders/{order}/stages/COOKING/start");
    let begun = keyed(&house, &start, &cook, "tap", json!({})).await.expect(200);
    let complete = format!("/api/orders/{order}/stages/COOKING/complete");
    house.post(&complete, &cook, json!({})).await.expect(200);
    let again = keyed(&house, &start, &cook, "tap", json!({})).await.expect(200);
    assert_eq!(again.text, begun.text);

    // What was refused is not remembered.
    let cancel = format!("/api/orders/{order}/cancel");
    keyed(&house, &cancel, &ana, "stop", json!({}))
        .await
        .refused(409, "cancel_window_over");
    keyed(&house, &cancel, &ana, "stop", json!({ "reason": "otra" }))
        .await
        .refused(409, "cancel_window_over");
    keyed(&house, &cancel, &ana, &"k".repeat(256), json!({}))
        .await
        .refused(422, "invalid_value");
}

#[tokio::test]
async fn an_orchestrated_order_goes_on_where_it_ended() {
    let house = House::open().await;
    let (customer, _) = house.customer("pardos", "john").await;
    let service = house.machine("pardos", Role::Service);
    let stock = async || {
        let product = house.api(Method::GET, "/api/products/agua", None, None).await;
        product.expect(200).body["stock"].as_i64().unwrap()
    };
    let before = stock().await;
    let items = json!([{ "productId": "agua", "qty": 10 }]);
    let ask = async |key: &str| {
        let body = json!({ "customer_id": customer, "items": [{ "product_id": "agua", "qty": 10 }] });
        keyed(&house, "/api/orchestrate-order", &service, key, body).await
    };
    // What a call leaves behind that ends after creating the order: the order, under the key of that step.
    let created = async |key: &str| {
        use sha2::{Digest as _, Sha256};
        let digest = Sha256::digest(key.as_bytes());
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        let body = json!({ "customerId": customer, "items": items });
        let key = format!("orchestrator-{hex}");
        keyed(&house, "/api/orders", &service, &key, body)
            .await
            .expect(201)
            .body["orderId"]
            .clone()
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
    house.deliver_events().await;
    house.later(16);
    house.app.workflows.run_due().await.unwrap();
    house.deliver_events().await;
    assert_eq!(stock().await, before - 10);
    for _ in 0..2 {
        ask("second").await.refused(409, "order_closed");
        assert_eq!(stock().await, before - 10);
    }
}
