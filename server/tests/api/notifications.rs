//! A customer's messages over the public API.

use crate::support::TestServer;
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};

/// A customer with two messages: their id, a token, and the path of the messages.
async fn told_twice(server: &TestServer) -> (String, String) {
    let (id, ana) = server.customer("pardos", "ana").await;
    let service = server.machine("pardos", Role::Service);
    for _ in 0..2 {
        let order = server.order(&ana).await;
        let path = format!("/api/orders/{order}/cancel");
        server.post(&path, &service, json!({})).await.expect(200);
    }
    server.deliver_events().await;
    (format!("/api/notifications/{id}"), ana)
}

async fn mark(server: &TestServer, path: &str, token: &str, body: Value) -> crate::support::Answer {
    let path = format!("{path}/read");
    server.api(Method::PUT, &path, Some(token), Some(body)).await
}

#[tokio::test]
async fn messages_are_read_one_by_one_or_all() {
    let server = TestServer::open().await;
    let (path, ana) = told_twice(&server).await;
    let inbox = server.get(&path, &ana).await.expect(200).body;
    let messages = inbox["notifications"].as_array().unwrap();
    assert_eq!((messages.len(), &inbox["unread"]), (2, &json!(2)));
    let one = json!({ "notificationId": messages[0]["id"] });
    for _ in 0..2 {
        mark(&server, &path, &ana, one.clone()).await.expect(204);
        assert_eq!(server.get(&path, &ana).await.expect(200).body["unread"], 1);
    }
    mark(&server, &path, &ana, json!({ "all": true }))
        .await
        .expect(204);
    assert_eq!(server.get(&path, &ana).await.expect(200).body["unread"], 0);
    let page = server
        .get(&format!("{path}?limit=1"), &ana)
        .await
        .expect(200)
        .body;
    let next = format!("{path}?limit=1&cursor={}", page["nextCursor"].as_str().unwrap());
    let rest = server.get(&next, &ana).await.expect(200).body;
    assert_ne!(rest["notifications"][0]["id"], page["notifications"][0]["id"]);
    assert_eq!(rest["hasMore"], false);
}

/// However many there are, and however old the unread ones among them.
#[tokio::test]
async fn all_unread_messages_are_counted() {
    let server = TestServer::open().await;
    let (path, ana) = told_twice(&server).await;
    let first = server.get(&path, &ana).await.expect(200).body["notifications"][0]["id"].clone();
    let service = server.machine("pardos", Role::Service);
    for _ in 0..100 {
        let order = server.order(&ana).await;
        let path = format!("/api/orders/{order}/cancel");
        server.post(&path, &service, json!({})).await.expect(200);
    }
    server.deliver_events().await;
    let unread = async || {
        server.get(&path, &ana).await.expect(200).body["unread"]
            .as_u64()
            .unwrap()
    };
    let all = unread().await;
    assert!(all > 100, "{all}");
    mark(&server, &path, &ana, json!({ "notificationId": first }))
        .await
        .expect(204);
    assert_eq!(unread().await, all - 1);
    mark(&server, &path, &ana, json!({ "all": true }))
        .await
        .expect(204);
    assert_eq!(unread().await, 0);
}

#[tokio::test]
async fn messages_are_their_customers_own() {
    let server = TestServer::open().await;
    let (path, ana) = told_twice(&server).await;
    let (_, eva) = server.customer("pardos", "eva").await;
    server.get(&path, &eva).await.refused(404, "not_found");
    mark(&server, &path, &eva, json!({ "all": true }))
        .await
        .refused(404, "not_found");
    let refused = mark(&server, &path, &ana, json!({})).await;
    let refused = refused.refused(400, "missing_field");
    assert_eq!(refused.body["errors"][0]["pointer"], "/notificationId");
    mark(&server, &path, &ana, json!({ "notificationId": "n_of_nobody" }))
        .await
        .refused(404, "not_found");
    assert_eq!(server.get(&path, &ana).await.expect(200).body["unread"], 2);
}
