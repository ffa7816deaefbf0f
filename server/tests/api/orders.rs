//! Orders over the public API.

use crate::opening::settings;
use crate::support::{Answer, PASSWORD, TestServer, api_request};
use axum::http::Method;
use domain::TenantId;
use domain::staff::Role;
use domain::stage::Stage;
use serde_json::{Value, json};
use services::caller::Caller;

async fn place(server: &TestServer, token: &str, key: &str, body: &Value) -> Answer {
    let mut request = api_request(Method::POST, "/api/orders", Some(token), Some(body.clone()));
    request
        .headers_mut()
        .insert("idempotency-key", key.parse().unwrap());
    server.ask(request).await
}

fn chips(qty: u32) -> Value {
    let items = json!([{ "productId": "papas_fritas", "qty": qty }, { "productId": "tequenos_6", "qty": 1 }]);
    json!({ "items": items, "fulfilment": { "kind": "delivery" } })
}

#[tokio::test]
async fn an_order_is_delivered_to_whoever_has_an_address() {
    let server = TestServer::open().await;
    let (id, ana) = server.customer("pardos", "ana").await;
    let placed = server.post("/api/orders", &ana, chips(2)).await.expect(201).body;
    let order = &placed["order"];
    assert_eq!(
        (&order["customerId"], &order["status"]),
        (&json!(id), &json!("CREATED"))
    );
    assert_eq!(order["fulfilment"]["address"]["line"], "Av. Larco 123");
    assert_eq!(
        (&order["subtotalCents"], &order["totalCents"]),
        (&json!(3_190), &json!(3_690))
    );
    assert_eq!(
        (&placed["number"], &placed["orderId"]),
        (&order["number"], &order["orderId"])
    );
    for path in ["orders", "order"] {
        let read = server
            .get(
                &format!("/api/{path}/{}", placed["orderId"].as_str().unwrap()),
                &ana,
            )
            .await;
        assert_eq!(&read.expect(200).body, order);
    }
}

#[tokio::test]
async fn an_order_is_picked_up_where_nothing_else_is_known() {
    let server = TestServer::open().await;
    let body = json!({ "username": "eva", "email": "eva@example.pe", "password": "clave-larga-1" });
    server
        .api(Method::POST, "/api/register", None, Some(body))
        .await
        .expect(201);
    let eva = server.sign_in("pardos", "eva", "clave-larga-1").await;
    let mut body = chips(1);
    body.as_object_mut().unwrap().remove("fulfilment");
    let placed = server.post("/api/orders", &eva, body).await.expect(201).body;
    assert_eq!(
        placed["order"]["fulfilment"],
        json!({ "kind": "pickup", "branch": "miraflores" })
    );
    let mut order = chips(1);
    order["fulfilment"] = json!({ "kind": "pickup", "branch": "surco" });
    let placed = server.post("/api/orders", &eva, order).await.expect(201).body;
    assert_eq!(placed["order"]["fulfilment"]["branch"], "surco");
}

#[tokio::test]
async fn an_order_for_later_is_begun_in_time() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let hours = json!({ "hours": { "opens": 720, "closes": 1_380 } });
    settings(&server, hours).await.expect(200);
    let with = |at: &str| {
        let mut body = chips(2);
        body["scheduledFor"] = json!(at);
        body["paymentMethod"] = json!("cash");
        body
    };
    // It is noon in Lima; cooking, packing and the way take 46 minutes.
    for at in [
        "2025-10-25T17:45:00Z",
        "2025-10-26T11:59:00-05:00",
        "2025-10-26T23:01:00-05:00",
        "2025-11-01T12:00:00-05:00",
    ] {
        let refused = server.post("/api/orders", &ana, with(at)).await;
        let refused = refused.refused(422, "invalid_value");
        assert_eq!(refused.body["errors"][0]["pointer"], "/scheduledFor", "{at}");
    }
    let refused = server.post("/api/orders", &ana, with("at noon")).await;
    let refused = refused.refused(400, "malformed");
    assert_eq!(refused.body["errors"][0]["pointer"], "/scheduledFor");
    let placed = server
        .post("/api/orders", &ana, with("2025-10-25T15:00:00-05:00"))
        .await
        .expect(201)
        .body;
    let order = placed["orderId"].as_str().unwrap();
    assert_eq!(placed["order"]["scheduledFor"], "2025-10-25T20:00:00.000Z");
    assert_eq!(
        placed["order"]["steps"][0]["waitingSince"],
        "2025-10-25T19:14:00.000Z"
    );
    server.deliver_events().await;
    // At 14:25 it has waited for 11 minutes of the 12 that cooking may take, and at 14:26 for too long.
    for (minutes, overdue) in [(145, false), (1, true)] {
        server.later(minutes);
        server.app.workflows.run_due().await.unwrap();
        server.deliver_events().await;
        let ana = server.sign_in("pardos", "ana", PASSWORD).await;
        let read = server
            .get(&format!("/api/orders/{order}"), &ana)
            .await
            .expect(200);
        assert_eq!(read.body["overdue"], json!(overdue), "{minutes} minutes later");
    }
}

#[tokio::test]
async fn the_kitchen_sees_what_comes_next_first() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let mut numbers = Vec::new();
    for at in [Some("15:00"), None, Some("14:00"), None] {
        let mut body = chips(1);
        body["paymentMethod"] = json!("cash");
        body["scheduledFor"] = json!(at.map(|at| format!("2025-10-25T{at}:00-05:00")));
        let placed = server.post("/api/orders", &ana, body).await.expect(201);
        numbers.push(placed.body["number"].as_u64().unwrap());
        server.later(1);
    }
    let caller = Caller::system(&TenantId::parse("pardos").unwrap());
    let queue = server
        .app
        .services
        .stages
        .queue(&caller, Stage::Cooking)
        .await
        .unwrap();
    let tickets: Vec<u64> = queue.tickets.iter().map(|order| order.number).collect();
    let expected: Vec<u64> = [1, 3, 2, 0].iter().map(|place| numbers[*place]).collect();
    assert_eq!(tickets, expected);
    let chips = queue.all_day.iter().find(|dish| dish.name.contains("Papas"));
    assert_eq!(
        chips.map(|dish| dish.qty),
        Some(2),
        "only of what is to be begun: {:?}",
        queue.all_day
    );
}

#[tokio::test]
async fn a_key_is_one_order() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let first = place(&server, &ana, "k1", &chips(2)).await.expect(201);
    assert_eq!(first.header("idempotency-replayed"), None);
    let again = place(&server, &ana, "k1", &chips(2)).await.expect(201);
    assert_eq!(
        (again.header("idempotency-replayed"), &again.body),
        (Some("true"), &first.body)
    );
    let changed = place(&server, &ana, "k1", &chips(3)).await;
    let changed = changed.refused(422, "idempotency_key_reused");
    assert_eq!(changed.body["before"]["orderId"], first.body["orderId"]);
    let other = place(&server, &ana, "k2", &chips(2)).await.expect(201);
    assert_ne!(other.body["orderId"], first.body["orderId"]);
    let (_, eva) = server.customer("pardos", "eva").await;
    let hers = place(&server, &eva, "k1", &chips(2)).await.expect(201);
    assert_ne!(
        hers.body["orderId"], first.body["orderId"],
        "a key is a caller's own"
    );
    let mut alias = api_request(Method::POST, "/api/orders", Some(&ana), Some(chips(2)));
    alias
        .headers_mut()
        .insert("x-idempotency-key", "k1".parse().unwrap());
    assert_eq!(server.ask(alias).await.expect(201).body, first.body);
}

#[tokio::test]
async fn many_at_once_with_one_key_are_one_order() {
    let server = TestServer::open().await;
    let (id, ana) = server.customer("pardos", "ana").await;
    let body = chips(1);
    let answers = futures::future::join_all((0..20).map(|_| place(&server, &ana, "once", &body))).await;
    for answer in &answers {
        assert_eq!(
            (answer.status, &answer.body["orderId"]),
            (201, &answers[0].body["orderId"]),
            "{}",
            answer.text
        );
    }
    let list = server.get(&format!("/api/orders/{id}"), &ana).await.expect(200);
    assert_eq!(list.body["orders"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn what_is_wrong_with_an_order_is_said() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let item = |product: &str, qty: Value| json!({ "items": [{ "productId": product, "qty": qty }] });
    for (body, status, code) in [
        (json!({}), 400, "missing_field"),
        (json!({ "items": [] }), 400, "missing_field"),
        (json!({ "items": [{ "qty": 1 }] }), 400, "malformed"),
        (item("papas_fritas", json!(0)), 400, "malformed"),
        (item("papas_fritas", json!(100)), 400, "malformed"),
        (item("papas_fritas", json!(1.5)), 400, "malformed"),
        (item("papas_fritas", json!("2")), 400, "malformed"),
        (item("no_hay", json!(1)), 404, "unknown_product"),
        (item("¿Qué?", json!(1)), 404, "unknown_product"),
        (item("ceviche_clasico", json!(1)), 404, "unknown_product"),
        (json!({ "items": 5 }), 400, "malformed"),
        (
            json!({ "customerId": "c_nadie", "items": chips(1)["items"] }),
            404,
            "unknown_customer",
        ),
        (
            json!({ "expectedTotalCents": 1, "items": chips(1)["items"] }),
            409,
            "price_changed",
        ),
    ] {
        let sent = body.to_string();
        let answer = server.post("/api/orders", &ana, body).await;
        assert_eq!(
            (answer.status, answer.body["code"].as_str()),
            (status, Some(code)),
            "{sent}: {}",
            answer.text
        );
    }
    let out = server
        .post("/api/orders", &ana, item("tres_leches", json!(2)))
        .await
        .refused(409, "out_of_stock");
    assert_eq!(
        (&out.body["productId"], &out.body["available"]),
        (&json!("tres_leches"), &json!(1))
    );
    let service = server.machine("pardos", Role::Service);
    server
        .post("/api/orders", &service, chips(1))
        .await
        .refused(400, "missing_field");
}

#[tokio::test]
async fn an_order_goes_through_the_kitchen() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let order = server.order(&ana).await;
    let path = |rest: &str| format!("/api/orders/{order}/{rest}");
    server
        .post(&path("confirm"), &ana, json!({}))
        .await
        .refused(400, "idempotency_key_missing");
    for key in ["c1", "c2"] {
        let mut confirm = api_request(Method::POST, &path("confirm"), Some(&ana), None);
        confirm
            .headers_mut()
            .insert("idempotency-key", key.parse().unwrap());
        assert_eq!(server.ask(confirm).await.expect(200).body["status"], "CONFIRMED");
    }
    let paid = server.get(&path("payment"), &ana).await.expect(200);
    assert_eq!(paid.body["status"], "APPROVED");
    let cook = server.machine("pardos", Role::Cook);
    server
        .post(&path("stages/cooking/start"), &cook, json!({}))
        .await
        .expect(200);
    let second = server.sign_in("pardos", "cocina2", "brasa-demo").await;
    let late = server
        .post(&path("stages/COOKING/start"), &second, json!({}))
        .await
        .refused(409, "already_taken");
    assert!(!late.body["takenBy"].is_null());
    server
        .post(&path("stages/COOKING/release"), &second, json!({}))
        .await
        .refused(409, "already_taken");
    for status in ["PENDING", "IN_PROGRESS"] {
        let act = if status == "PENDING" { "release" } else { "start" };
        let order = server
            .post(&path(&format!("stages/COOKING/{act}")), &cook, json!({}))
            .await
            .expect(200);
        assert_eq!(order.body["steps"][0]["status"], status);
    }
    let done = server
        .post(&path("stages/COOKING/complete"), &cook, json!({}))
        .await
        .expect(200);
    assert_eq!(done.body["currentStep"], "PACKAGING");
    let back = server.post(&path("recall"), &cook, json!({})).await.expect(200);
    assert_eq!(back.body["currentStep"], "COOKING");
    server
        .post(&path("stages/baking/start"), &cook, json!({}))
        .await
        .refused(404, "not_found");
    server
        .post(&path("payment"), &ana, json!({ "method": "gold" }))
        .await
        .refused(422, "invalid_value");
    server
        .post(&path("payment"), &ana, json!({}))
        .await
        .refused(400, "missing_field");
}

#[tokio::test]
async fn lists_are_walked_page_by_page() {
    let server = TestServer::open().await;
    let (id, ana) = server.customer("pardos", "ana").await;
    let mut placed = Vec::new();
    for _ in 0..5 {
        placed.push(server.order(&ana).await);
        server.later(1);
    }
    let manager = server.machine("pardos", Role::Manager);
    assert_eq!(
        walk(&server, "/api/orders?limit=2", &manager).await,
        placed,
        "oldest first"
    );
    placed.reverse();
    assert_eq!(
        walk(&server, &format!("/api/customers/{id}/orders?limit=2"), &ana).await,
        placed,
        "newest first"
    );
    assert_eq!(
        walk(&server, &format!("/api/orders/{id}?limit=2"), &ana).await,
        placed
    );
    let filtered = server
        .get(
            "/api/orders?status=CONFIRMED&stage=cooking&from=2025-10-01",
            &manager,
        )
        .await;
    assert_eq!(
        filtered.expect(200).body,
        json!({
            "orders": [], "nextCursor": null, "previousCursor": null, "hasMore": false, "total": 0, "totalIsMore": false,
        })
    );
    for (query, status, code) in [
        ("limit=0", 400, "malformed"),
        ("limit=x", 400, "malformed"),
        ("status=BAKED", 422, "invalid_value"),
        ("from=yesterday", 400, "malformed"),
        ("cursor=tampered", 400, "invalid_cursor"),
    ] {
        server
            .get(&format!("/api/orders?{query}"), &manager)
            .await
            .refused(status, code);
    }
}

async fn walk(server: &TestServer, path: &str, token: &str) -> Vec<String> {
    let mut ids = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = server
            .get(&format!("{path}{cursor}"), token)
            .await
            .expect(200)
            .body;
        let rows = page["orders"].as_array().unwrap();
        ids.extend(
            rows.iter()
                .map(|order| order["orderId"].as_str().unwrap().to_owned()),
        );
        assert_eq!(page["hasMore"], json!(!page["nextCursor"].is_null()));
        match page["nextCursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return ids,
        }
    }
}
