//! Changes that meet: who names the state that they have seen loses nothing of what somebody else has changed since.

use crate::support::{Answer, TestServer, api_request};
use axum::http::{HeaderValue, Method};
use domain::staff::Role;
use serde_json::{Value, json};

/// A change by a manager who has seen a state.
async fn change(server: &TestServer, path: &str, seen: &str, change: Value) -> Answer {
    let manager = server.machine("pardos", Role::Manager);
    let mut request = api_request(Method::PATCH, path, Some(&manager), Some(change));
    let seen = HeaderValue::try_from(seen).unwrap();
    request.headers_mut().insert("if-match", seen);
    server.ask(request).await
}

async fn seen(server: &TestServer, path: &str) -> (String, Value) {
    let manager = server.machine("pardos", Role::Manager);
    let answer = server.get(path, &manager).await.expect(200);
    (tag(&answer), answer.body)
}

fn tag(answer: &Answer) -> String {
    answer.headers["etag"].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn two_managers_options_of_one_dish_do_not_overwrite_each_other() {
    let server = TestServer::open().await;
    let path = "/api/products/pollo_1_4";
    let (first, dish) = seen(&server, path).await;
    let mut options = dish["optionGroups"].clone();
    options[0]["name"] = json!("Tu parte");
    let changed = change(&server, path, &first, json!({ "optionGroups": options }))
        .await
        .expect(200);
    let second = tag(&changed);
    assert_ne!(first, second);
    options[0]["name"] = json!("Tu presa");
    let refused = change(&server, path, &first, json!({ "optionGroups": options })).await;
    refused.refused(412, "version_changed");
    let (now, dish) = seen(&server, path).await;
    assert_eq!(
        (&now, &dish["optionGroups"][0]["name"]),
        (&second, &json!("Tu parte"))
    );
    for any in [&second, "*"] {
        let tag = any.to_owned();
        change(&server, path, &tag, json!({ "optionGroups": options }))
            .await
            .expect(200);
    }
    for never in ["7", "\"seven\"", "\"1\", \"2\""] {
        let refused = change(&server, path, never, json!({ "tags": [] })).await;
        refused.refused(412, "version_changed");
    }
}

#[tokio::test]
async fn what_is_sold_meanwhile_is_no_change_of_a_dish() {
    let server = TestServer::open().await;
    let path = "/api/products/suspiro";
    let (before, dish) = seen(&server, path).await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let items = json!([{ "productId": "suspiro", "qty": 1 }, { "productId": "papas_fritas", "qty": 3 }]);
    let order = json!({ "items": items, "paymentMethod": "cash" });
    server.post("/api/orders", &ana, order).await.expect(201);
    let (after, sold) = seen(&server, path).await;
    assert_eq!(
        sold["stock"].as_u64().unwrap() + 1,
        dish["stock"].as_u64().unwrap()
    );
    assert_eq!(before, after);
    change(&server, path, &before, json!({ "priceCents": 1_250 }))
        .await
        .expect(200);
}

#[tokio::test]
async fn two_managers_settings_do_not_overwrite_each_other() {
    let server = TestServer::open().await;
    let path = "/api/settings";
    let (first, _) = seen(&server, path).await;
    let changed = change(
        &server,
        path,
        &first,
        json!({ "catering": { "noticeHours": 71 } }),
    )
    .await;
    let second = tag(&changed.expect(200));
    assert_ne!(first, second);
    let refused = change(
        &server,
        path,
        &first,
        json!({ "catering": { "noticeHours": 70 } }),
    )
    .await;
    refused.refused(412, "version_changed");
    assert_eq!(seen(&server, path).await.1["catering"]["noticeHours"], 71);
    let same = change(
        &server,
        path,
        &second,
        json!({ "catering": { "noticeHours": 71 } }),
    )
    .await;
    assert_eq!(
        tag(&same.expect(200)),
        second,
        "what changes nothing is no new state"
    );
}
