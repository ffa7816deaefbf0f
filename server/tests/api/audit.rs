//! What somebody changes is remembered with who did it, when, and what was there before.

use crate::support::{Answer, TestServer};
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};

async fn manager(server: &TestServer, method: Method, path: &str, body: Option<Value>) -> Answer {
    let token = server.machine("pardos", Role::Manager);
    server.api(method, path, Some(&token), body).await
}

async fn changed(server: &TestServer, method: Method, path: &str, body: Value) {
    let status = manager(server, method, path, Some(body)).await.status;
    assert!((200..300).contains(&status), "{path}: {status}");
    // What is done within a millisecond has no order.
    server.later(1);
}

async fn entries(server: &TestServer, query: &str) -> (Vec<Value>, Value) {
    let path = format!("/api/audit{query}");
    let page = manager(server, Method::GET, &path, None).await.expect(200).body;
    (
        page["entries"].as_array().unwrap().clone(),
        page["nextCursor"].clone(),
    )
}

/// What is remembered, newest first, as the action, what it was done to, and the changes by field.
async fn remembered(server: &TestServer) -> Vec<(String, String, Value)> {
    let changes = |entry: &Value| {
        let all = entry["changes"].as_array().unwrap().iter();
        let of = |change: &Value| {
            let field = change["field"].as_str().unwrap().to_owned();
            (field, json!([change["before"], change["after"]]))
        };
        Value::Object(all.map(of).collect())
    };
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let (entries, _) = entries(server, "").await;
    let all = entries.iter();
    all.map(|entry| (text(&entry["action"]), text(&entry["subject"]), changes(entry)))
        .collect()
}

#[tokio::test]
async fn settings_prices_and_what_has_run_out_are_remembered() {
    let server = TestServer::open().await;
    assert_eq!(remembered(&server).await, []);
    let fee = json!({ "deliveryFeeCents": 700, "targets": { "cooking": 25 } });
    changed(&server, Method::PATCH, "/api/settings", fee.clone()).await;
    let product = "/api/products/chicha_grande";
    let before = manager(&server, Method::GET, product, None)
        .await
        .expect(200)
        .body;
    changed(&server, Method::PATCH, product, json!({ "priceCents": 1990 })).await;
    let off = json!({ "available": false });
    changed(
        &server,
        Method::PUT,
        &format!("{product}/availability"),
        off.clone(),
    )
    .await;
    // What changes nothing is nothing to remember.
    changed(&server, Method::PATCH, "/api/settings", fee).await;
    changed(&server, Method::PATCH, product, json!({ "priceCents": 1990 })).await;
    changed(&server, Method::PUT, &format!("{product}/availability"), off).await;
    // Nor is what was refused.
    let refused = manager(&server, Method::PATCH, product, Some(json!({ "priceCents": -1 }))).await;
    assert_eq!(refused.status, 422);

    let settings = remembered(&server).await.pop().unwrap();
    assert_eq!(
        (settings.0.as_str(), settings.1.as_str()),
        ("settingsChanged", "")
    );
    assert_eq!(settings.2["deliveryFeeCents"][1], json!(700));
    assert_eq!(settings.2["targets.cooking"][1], json!(25));
    let all = remembered(&server).await;
    assert_eq!(
        all[..2],
        [
            (
                "availabilityChanged".into(),
                "chicha_grande".into(),
                json!({ "active": [true, false] })
            ),
            (
                "productChanged".into(),
                "chicha_grande".into(),
                json!({ "price": [before["priceCents"], 1990] })
            ),
        ]
    );
    assert_eq!(all.len(), 3);
    let (entries, _) = entries(&server, "").await;
    assert_eq!(entries[0]["subjectName"], before["name"]);
    assert_eq!(entries[0]["role"], "manager");
    assert!(entries[0]["at"].as_str() > entries[2]["at"].as_str());
}

#[tokio::test]
async fn who_works_here_and_who_cancels_is_remembered() {
    let server = TestServer::open().await;
    let person = json!({ "username": "milagros", "name": "Milagros Quispe", "role": "cook" });
    changed(&server, Method::POST, "/api/staff", person).await;
    changed(
        &server,
        Method::PATCH,
        "/api/staff/milagros",
        json!({ "role": "driver" }),
    )
    .await;
    changed(&server, Method::POST, "/api/staff/milagros/password", json!({})).await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let order = json!({ "items": [{ "productId": "pollo_1_4", "qty": 1 }], "paymentMethod": "cash" });
    let placed = server
        .post("/api/orders", &ana, order.clone())
        .await
        .expect(201)
        .body;
    let cancel = |id: &Value| format!("/api/orders/{}/cancel", id.as_str().unwrap());
    let reason = json!({ "reason": "Ana de Prueba no contesta" });
    changed(&server, Method::POST, &cancel(&placed["orderId"]), reason.clone()).await;
    // What customers do with their own is none of it.
    let own = server.post("/api/orders", &ana, order).await.expect(201).body;
    server
        .post(&cancel(&own["orderId"]), &ana, reason)
        .await
        .expect(200);

    assert_eq!(
        remembered(&server).await,
        [
            ("orderCancelled".into(), placed["number"].to_string(), json!({})),
            ("passwordGiven".into(), "milagros".into(), json!({})),
            (
                "staffChanged".into(),
                "milagros".into(),
                json!({ "role": ["cook", "driver"] })
            ),
            (
                "staffHired".into(),
                "milagros".into(),
                json!({
                    "name": [null, "Milagros Quispe"], "role": [null, "cook"], "active": [null, true],
                })
            ),
        ]
    );
    let file = server
        .exported("/api/audit/export", &server.machine("pardos", Role::Manager))
        .await;
    let lines: Vec<&str> = file.lines().collect();
    assert_eq!(lines.len(), 1 + 6, "{file}");
    assert!(lines[0].contains("\"Quién\""), "{file}");
    assert!(lines[3].contains("\"rol\",\"Cocina\",\"Reparto\""), "{file}");
    assert!(!file.contains("Ana"), "{file}");
}

#[tokio::test]
async fn pages_go_on_where_the_last_one_ended_and_hold_one_restaurant() {
    let server = TestServer::open().await;
    for minutes in 1..=5 {
        let targets = json!({ "targets": { "cooking": 30 + minutes } });
        changed(&server, Method::PATCH, "/api/settings", targets).await;
        let price = json!({ "priceCents": 2000 + minutes });
        changed(&server, Method::PATCH, "/api/products/chicha_grande", price).await;
    }
    let (mut seen, mut query) = (Vec::new(), "?limit=4".to_owned());
    loop {
        let (page, next) = entries(&server, &query).await;
        assert!(page.len() <= 4);
        seen.extend(page.iter().map(|entry| entry["id"].as_str().unwrap().to_owned()));
        match next.as_str() {
            Some(next) => query = format!("?limit=4&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen.len(), 10);
    assert!(seen.windows(2).all(|pair| pair[0] > pair[1]), "{seen:?}");
    let refused = manager(&server, Method::GET, "/api/audit?cursor=1", None).await;
    refused.refused(400, "invalid_cursor");
    let other = server.machine("caleta", Role::Manager);
    let others = server.get("/api/audit", &other).await.expect(200).body;
    assert_eq!(others["entries"], json!([]));
}
