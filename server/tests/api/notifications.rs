//! A customer's messages over the public API.

use crate::support::House;
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};

/// A customer with two messages: their id, a token, and the path of the messages.
async fn told_twice(house: &House) -> (String, String) {
    let (id, ana) = house.customer("pardos", "ana").await;
    let service = house.machine("pardos", Role::Service);
    for _ in 0..2 {
        let order = house.order(&ana).await;
        let path = format!("/api/orders/{order}/cancel");
        house.post(&path, &service, json!({})).await.expect(200);
    }
    house.deliver_events().await;
    (format!("/api/notifications/{id}"), ana)
}

async fn mark(house: &House, path: &str, token: &str, body: Value) -> crate::support::Answer {
    let path = format!("{path}/read");
    house.api(Method::PUT, &path, Some(token), Some(body)).await
}

#[tokio::test]
async fn messages_are_read_one_by_one_or_all() {
    let house = House::open().await;
    let (path, ana) = told_twice(&house).await;
    let inbox = house.get(&path, &ana).await.expect(200).body;
    let messages = inbox["notifications"].as_array().unwrap();
    assert_eq!((messages.len(), &inbox["unread"]), (2, &json!(2)));
    let one = json!({ "notificationId": messages[0]["id"] });
    for _ in 0..2 {
        mark(&house, &path, &ana, one.clone()).await.expect(204);
        assert_eq!(house.get(&path, &ana).await.expect(200).body["unread"], 1);
    }
    mark(&house, &path, &ana, json!({ "all": true }))
        .await
        .expect(204);
    assert_eq!(house.get(&path, &ana).await.expect(200).body["unread"], 0);
    let page = house.get(&format!("{path}?limit=1"), &ana).await.expect(200).body;
    let next = format!("{path}?limit=1&cursor={}", page["nextCursor"].as_str().unwrap());
    let rest = house.get(&next, &ana).await.expect(200).body;
    assert_ne!(rest["notifications"][0]["id"], page["notifications"][0]["id"]);
    assert_eq!(rest["hasMore"], false);
}

#[tokio::test]
async fn messages_are_their_customers_own() {
    let house = House::open().await;
    let (path, ana) = told_twice(&house).await;
    let (_, eva) = house.customer("pardos", "eva").await;
    house.get(&path, &eva).await.refused(404, "not_found");
    mark(&house, &path, &eva, json!({ "all": true }))
        .await
        .refused(404, "not_found");
    let refused = mark(&house, &path, &ana, json!({})).await;
    let refused = refused.refused(400, "missing_field");
    assert_eq!(refused.body["errors"][0]["pointer"], "/notificationId");
    assert_eq!(house.get(&path, &ana).await.expect(200).body["unread"], 2);
}
