//! The restaurant on functions: accounts, orders, stages, dashboard.

use super::keyed;
use crate::support::TestServer;
use axum::http::Method;
use domain::staff::Role;
use serde_json::json;

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, in its order")]
async fn the_serverless_restaurant() {
    let server = TestServer::open().await;
    let registration = json!({
        "username": "ignacio", "email": "ignacio.vidal@example.pe", "password": "una-clave-larga",
        "name": "Ignacio Vidal", "phone": "999999999", "address": "Av. Javier Prado 123",
    });
    let registered = server
        .api(Method::POST, "/api/register", None, Some(registration))
        .await
        .expect(201);
    let id = registered.body["customerId"].as_str().unwrap();
    let login = json!({ "username": "ignacio", "password": "una-clave-larga" });
    let login = server
        .api(Method::POST, "/api/login", None, Some(login))
        .await
        .expect(200);
    let token = login.body["token"].as_str().unwrap();
    let valid = server.get("/api/validate", token).await.expect(200);
    assert_eq!(
        (
            &valid.body["valid"],
            &valid.body["username"],
            &valid.body["customerId"]
        ),
        (&json!(true), &json!("ignacio"), &json!(id))
    );
    let customer = server
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
            &json!("+51999999999"),
            &json!("Av. Javier Prado 123")
        )
    );

    // What the client says of prices and status is not read.
    let order = json!({
        "customerId": id, "status": "COMPLETED", "total": 1.0, "currentStep": "DELIVERED",
        "fulfilment": { "kind": "pickup" },
        "items": [{ "productId": "pollo_1_4", "qty": 1, "price": 1 }, { "productId": "chicha_grande", "qty": 1 }],
    });
    let placed = server.post("/api/orders", token, order).await.expect(201).body;
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
    keyed(&server, &path, token, "k1", json!({})).await.expect(200);
    let of_customer = server.get(&format!("/api/orders/{id}"), token).await.expect(200);
    assert_eq!(of_customer.body["orders"][0]["orderId"], id_of_order);

    // CREATED → COOKING → PACKAGING → DELIVERY → DELIVERED
    let staff = |role| server.machine("pardos", role);
    let roles = [
        ("COOKING", staff(Role::Cook)),
        ("PACKAGING", staff(Role::Dispatcher)),
        ("DELIVERY", staff(Role::Dispatcher)),
    ];
    for (stage, person) in &roles {
        let body = json!({ "orderId": id_of_order, "stage": stage, "assignedTo": "rosa" });
        let begun = server
            .post("/api/etapas/iniciar", person, body.clone())
            .await
            .expect(200);
        let record = &begun.body["stepRecord"];
        assert_eq!(
            (&record["stepName"], &record["status"]),
            (&json!(stage), &json!("IN_PROGRESS"))
        );
        server.later(10);
        let done = server
            .post("/api/etapas/completar", person, body)
            .await
            .expect(200);
        assert_eq!(done.body["duration"], 600);
    }
    server.deliver_events().await;
    let delivered = server
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
        let answer = server.get(path, &manager).await.expect(200);
        assert!(
            !answer.body[field].is_null(),
            "{path} has no {field}: {}",
            answer.text
        );
    }
    let notifications = server
        .get(&format!("/api/notifications/{id}"), token)
        .await
        .expect(200);
    assert!(!notifications.body["notifications"].as_array().unwrap().is_empty());
}
