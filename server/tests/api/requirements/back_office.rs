//! Customers, products and their stock.

use crate::support::TestServer;
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, in its order")]
async fn the_back_office() {
    let server = TestServer::open().await;
    let manager = server.machine("pardos", Role::Manager);
    let service = server.machine("pardos", Role::Service);
    let contact = json!({ "name": "ACME SAC", "email": "ops@acme.example", "phone": "999888777" });
    let customer = server
        .post("/api/customers", &manager, contact.clone())
        .await
        .expect(201)
        .body;
    server
        .post("/api/customers", &manager, contact)
        .await
        .refused(409, "email_taken");
    let id = customer["customerId"].as_str().unwrap();
    let internal = format!("/api/internal/customers/{id}");
    assert_eq!(server.get(&internal, &service).await.expect(200).body, customer);
    server.get(&internal, &manager).await.refused(403, "forbidden");
    server
        .api(Method::GET, &internal, None, None)
        .await
        .refused(401, "unauthenticated");
    let found = server
        .get("/api/customers?search=acme", &manager)
        .await
        .expect(200);
    assert_eq!(found.body["customers"], json!([customer]));

    let product = json!({ "name": "Ají de gallina", "category": "brasa", "priceCents": 2_500, "stock": 3 });
    let product = server
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
    let again = json!({ "productId": "aji_de_gallina", "name": "Ají de gallina", "category": "brasa", "priceCents": 1 });
    server
        .post("/api/products", &manager, again)
        .await
        .refused(409, "product_exists");
    let wrong = json!({ "name": "x", "category": "nada", "priceCents": -1, "stock": 1 });
    let wrong = server
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
        let product = server
            .api(Method::GET, "/api/products/aji_de_gallina", None, None)
            .await;
        product.expect(200).body["stock"].clone()
    };
    let order = json!({ "customerId": id, "items": [{ "productId": "aji_de_gallina", "qty": 2 }] });
    let placed = server
        .post("/api/orders", &service, order.clone())
        .await
        .expect(201)
        .body;
    assert_eq!(stock().await, 1);
    let refused = server
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
        server.post(&cancel, &service, json!({})).await.expect(200);
    }
    assert_eq!(stock().await, 3);
    let patch = async |body: Value| {
        server
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
    let unknown = server
        .api(
            Method::PATCH,
            "/api/products/nada",
            Some(&manager),
            Some(json!({})),
        )
        .await;
    unknown.refused(404, "unknown_product");
}
