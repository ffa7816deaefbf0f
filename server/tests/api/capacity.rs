//! What the kitchen takes for a quarter of an hour: no path sells more, what is given up can be had again, and the next time is
//! offered. It is noon in Lima, on a Saturday.

use crate::opening::settings;
use crate::support::{Answer, Browser, TestServer};
use axum::http::Method;
use domain::staff::Role;
use futures::future::join_all;
use serde_json::{Value, json};

const ONE: &str = "2025-10-25T13:30:00-05:00";
const SAME: &str = "2025-10-25T13:44:00-05:00";
const NEXT: &str = "2025-10-25T18:45:00.000Z";

/// A server whose first restaurant takes this number of orders for a quarter of an hour.
async fn limited(orders: u16) -> TestServer {
    let server = TestServer::open().await;
    settings(&server, json!({ "capacity": { "perQuarter": orders } }))
        .await
        .expect(200);
    server
}

async fn order(server: &TestServer, token: &str, more: Value) -> Answer {
    let mut order = json!({ "items": [{ "productId": "papas_fritas", "qty": 2 }], "paymentMethod": "cash" });
    let more = more.as_object().unwrap().clone();
    order.as_object_mut().unwrap().extend(more);
    server.post("/api/orders", token, order).await
}

async fn full(server: &TestServer) -> Value {
    Browser::new()
        .get(server, "/rpc/orders/full-quarters")
        .await
        .expect(200)
        .body
}

fn id(placed: &Answer) -> String {
    placed.body["orderId"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_full_quarter_of_an_hour_offers_the_next_time() {
    let server = limited(2).await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let (eva_id, eva) = server.customer("pardos", "eva").await;
    order(&server, &ana, json!({ "scheduledFor": ONE }))
        .await
        .expect(201);
    assert_eq!(full(&server).await, json!([]));
    order(&server, &ana, json!({ "scheduledFor": SAME }))
        .await
        .expect(201);

    let refused = order(&server, &eva, json!({ "scheduledFor": ONE })).await;
    let refused = refused.refused(409, "full");
    assert_eq!(refused.body["nextAt"], NEXT);
    assert!(refused.text.contains("13:45"), "{}", refused.text);
    let seen = full(&server).await;
    assert_eq!(seen[0]["at"], "2025-10-25T18:30:00.000Z", "{seen}");
    assert_eq!(seen.as_array().map(Vec::len), Some(1));

    // Neither on the telephone nor by machines.
    for role in [Role::Dispatcher, Role::Service] {
        let caller = server.machine("pardos", role);
        let for_eva = json!({ "customerId": eva_id, "scheduledFor": ONE });
        order(&server, &caller, for_eva).await.refused(409, "full");
    }
    // At another place, and at another time.
    let other = json!({ "scheduledFor": ONE, "fulfilment": { "kind": "pickup", "branch": "surco" } });
    order(&server, &eva, other).await.expect(201);
    order(&server, &eva, json!({ "scheduledFor": NEXT }))
        .await
        .expect(201);
}

#[tokio::test]
async fn an_order_for_now_counts_when_it_would_be_there() {
    let server = limited(1).await;
    let (_, ana) = server.customer("pardos", "ana").await;
    order(&server, &ana, json!({})).await.expect(201);
    let refused = order(&server, &ana, json!({})).await.refused(409, "full");
    let next = refused.body["nextAt"].as_str().unwrap().to_owned();
    order(&server, &ana, json!({ "scheduledFor": next }))
        .await
        .expect(201);
    server.later(30);
    order(&server, &ana, json!({})).await.expect(201);
}

#[tokio::test]
async fn no_older_system_sells_what_is_full() {
    let server = limited(1).await;
    let (ana, _) = server.customer("pardos", "ana").await;
    let machine = server.machine("pardos", Role::Service);
    let items = json!([{ "product_id": "papas_fritas", "qty": 2 }]);
    let body = json!({ "customer_id": ana, "items": items });
    for path in ["/compat/orchestrator/orders", "/compat/backoffice/orders"] {
        let placed = server.post(path, &machine, body.clone()).await;
        let (status, text) = (placed.status, placed.text);
        // Both bring in their own way, and for the same time.
        let first = path.contains("orchestrator");
        assert_eq!(status, if first { 201 } else { 409 }, "{path}: {text}");
        let again = server.post(path, &machine, body.clone()).await;
        assert_eq!(again.status, 409, "{path}: {}", again.text);
    }
}

#[tokio::test]
async fn twenty_at_once_take_three() {
    let server = limited(3).await;
    let customer = |number: usize| {
        let server = &server;
        async move { server.customer("pardos", &format!("cliente{number}")).await.1 }
    };
    let mut tokens = Vec::new();
    for number in 0..20 {
        tokens.push(customer(number).await);
    }
    let orders = tokens
        .iter()
        .map(|token| order(&server, token, json!({ "scheduledFor": ONE })));
    let answers = join_all(orders).await;
    let placed = answers.iter().filter(|answer| answer.status == 201).count();
    let refused = answers.iter().filter(|answer| answer.status == 409);
    assert!(refused.clone().all(|answer| answer.body["code"] == "full"));
    assert_eq!((placed, refused.count()), (3, 17));
}

#[tokio::test]
async fn a_place_is_held_until_the_order_is_cancelled_or_expires() {
    let server = limited(1).await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let wanted = json!({ "scheduledFor": ONE, "paymentMethod": "yape" });
    let first = order(&server, &ana, wanted.clone()).await.expect(201);
    order(&server, &ana, wanted.clone()).await.refused(409, "full");
    let cancel = format!("/api/orders/{}/cancel", id(&first));
    server.post(&cancel, &ana, json!({})).await.expect(200);
    let second = order(&server, &ana, wanted.clone()).await.expect(201);
    order(&server, &ana, wanted.clone()).await.refused(409, "full");

    // Paying does not lose the place of an order, nor does it need another one.
    let pay = format!("/api/orders/{}/payment", id(&second));
    let paid = server.post(&pay, &ana, json!({ "method": "cash" })).await;
    paid.expect(200);
    order(&server, &ana, wanted.clone()).await.refused(409, "full");

    let later = json!({ "scheduledFor": "2025-10-25T15:00:00-05:00", "paymentMethod": "yape" });
    order(&server, &ana, later.clone()).await.expect(201);
    order(&server, &ana, later.clone()).await.refused(409, "full");
    // The workflow that ends what is not paid begins with the event.
    server.deliver_events().await;
    server.later(16);
    server.app.workflows.run_due().await.unwrap();
    server.deliver_events().await;
    order(&server, &ana, later).await.expect(201);
}

#[tokio::test]
async fn a_place_has_a_number_of_its_own_and_none_is_no_limit() {
    let server = limited(1).await;
    let own = json!({ "capacity": { "branches": { "surco": 2 } } });
    settings(&server, own).await.expect(200);
    let (_, ana) = server.customer("pardos", "ana").await;
    let at =
        |branch: &str| json!({ "scheduledFor": ONE, "fulfilment": { "kind": "pickup", "branch": branch } });
    for (branch, answers) in [("surco", [201, 201, 409]), ("miraflores", [201, 409, 409])] {
        for status in answers {
            let answer = order(&server, &ana, at(branch)).await;
            assert_eq!(answer.status, status, "{branch}: {}", answer.text);
        }
    }
    let none = json!({ "capacity": { "perQuarter": null, "branches": {} } });
    settings(&server, none).await.expect(200);
    for branch in ["surco", "miraflores"] {
        order(&server, &ana, at(branch)).await.expect(201);
    }

    for (change, pointer) in [
        (json!({ "perQuarter": 0 }), "/capacity/perQuarter"),
        (json!({ "branches": { "luna": 2 } }), "/capacity/branches/luna"),
        (
            json!({ "branches": { "surco": 1_001 } }),
            "/capacity/branches/surco",
        ),
    ] {
        let manager = server.machine("pardos", Role::Manager);
        let patch = Some(json!({ "capacity": change }));
        let answer = server.api(Method::PATCH, "/api/settings", Some(&manager), patch);
        let refused = answer.await.refused(422, "invalid_value");
        assert_eq!(refused.body["errors"][0]["pointer"], pointer, "{}", refused.text);
    }
}
