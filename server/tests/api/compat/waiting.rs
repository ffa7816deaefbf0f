//! Orders of clients that know no payment: they wait for the kitchen, as many of one account as may, and not for ever.

use crate::support::{Answer, House};
use axum::http::Method;
use serde_json::{Value, json};
use shared::domain::staff::Role;

async fn place(house: &House, token: &str, customer: Option<&str>, product: &str) -> Answer {
    let body = json!({ "customerId": customer, "items": [{ "productId": product, "qty": 1 }] });
    house.post("/compat/etapas/orders", token, body).await
}

async fn stock(house: &House) -> i64 {
    let product = house.api(Method::GET, "/api/products/agua", None, None).await;
    product.expect(200).body["stock"].as_i64().unwrap()
}

async fn queue(house: &House) -> Vec<Value> {
    let mut cook = crate::support::Browser::staff(house, "localhost:3000", "cocina").await;
    let queue = cook
        .call(house, "/rpc/stages/queue", json!({ "stage": "COOKING" }))
        .await
        .expect(200);
    queue.body["toAccept"].as_array().unwrap().clone()
}

#[tokio::test]
async fn three_of_a_customer_wait_and_taking_one_accepts_it() {
    let house = House::open().await;
    let (_, ana) = house.customer("pardos", "ana").await;
    let mut orders = Vec::new();
    for _ in 0..3 {
        house.later(1);
        let placed = place(&house, &ana, None, "papas_fritas").await.expect(201);
        orders.push(placed.body["orderId"].as_str().unwrap().to_owned());
    }
    place(&house, &ana, None, "papas_fritas").await.expect(409);
    let waiting = queue(&house).await;
    assert_eq!(waiting.len(), 3);
    assert_eq!(waiting[0]["orderId"], json!(orders[0]), "by arrival");

    // A cook takes it at a tablet, as anything else.
    let cook = house.machine("pardos", Role::Cook);
    let start = format!("/api/orders/{}/stages/COOKING/start", orders[0]);
    let taken = house.post(&start, &cook, json!({})).await.expect(200).body;
    assert_eq!(
        (&taken["status"], &taken["currentStep"]),
        (&json!("CONFIRMED"), &json!("COOKING"))
    );
    let read = house.get(&format!("/api/orders/{}", orders[0]), &ana).await.body;
    assert_eq!(read["payment"]["method"], "cash", "paid at the door");
    assert_eq!(queue(&house).await.len(), 2);
    place(&house, &ana, None, "papas_fritas").await.expect(201);
    let cancel = format!("/api/orders/{}/cancel", orders[1]);
    house.post(&cancel, &ana, json!({})).await.expect(200);
    place(&house, &ana, None, "papas_fritas").await.expect(201);
    place(&house, &ana, None, "papas_fritas").await.expect(409);
}

#[tokio::test]
async fn an_order_that_nobody_takes_on_is_cancelled_after_two_hours() {
    let house = House::open().await;
    let (ana, _) = house.customer("pardos", "ana").await;
    let service = house.machine("pardos", Role::Service);
    let before = stock(&house).await;
    let placed = place(&house, &service, Some(&ana), "agua").await.expect(201);
    let path = format!("/api/orders/{}", placed.body["orderId"].as_str().unwrap());
    house.deliver_events().await;
    house.later(119);
    house.app.workflows.run_due().await.unwrap();
    assert_eq!(house.get(&path, &service).await.body["status"], "CREATED");
    house.later(2);
    house.app.workflows.run_due().await.unwrap();
    house.deliver_events().await;
    let read = house.get(&path, &service).await.body;
    assert_eq!(
        (&read["status"], &read["cancellation"]["reason"]),
        (&json!("CANCELLED"), &json!("unconfirmed"))
    );
    assert_eq!(stock(&house).await, before);
}

/// An order of the public API ends after 15 minutes, and says so; one that its client is to confirm after a day.
#[tokio::test]
async fn what_is_to_be_confirmed_waits_a_day() {
    let house = House::open().await;
    let (ana, token) = house.customer("pardos", "ana").await;
    let service = house.machine("pardos", Role::Service);
    let items = json!([{ "product_id": "agua", "qty": 1 }]);
    let body = json!({ "customer_id": ana, "items": items });
    let placed = house
        .post("/compat/orchestrator/orders", &service, body)
        .await
        .expect(201);
    let path = format!("/api/orders/{}", placed.body["id"].as_str().unwrap());
    let usual = house.order(&token).await;
    let usual = house.get(&format!("/api/orders/{usual}"), &token).await.body;
    assert_eq!(usual["payBefore"], "2025-10-25T17:15:00.000Z");
    house.deliver_events().await;
    for (minutes, status) in [(16, "CREATED"), (23 * 60, "CREATED"), (60, "CANCELLED")] {
        house.later(minutes);
        house.app.workflows.run_due().await.unwrap();
        house.deliver_events().await;
        assert_eq!(house.get(&path, &service).await.body["status"], status);
    }
    let ended = house.get("/api/orders?status=CANCELLED", &service).await.body;
    assert_eq!(ended["orders"].as_array().unwrap().len(), 2);
}
