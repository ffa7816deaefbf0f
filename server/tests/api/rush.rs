//! A kitchen that has more to do than usual promises later, says so before, and goes on as always by itself. It is noon in Lima, on a
//! Saturday; cooking and packing take 16 minutes.

use crate::support::{Answer, Browser, TestServer};
use axum::http::Method;
use domain::Timestamp;
use domain::staff::Role;
use serde_json::{Value, json};

async fn rush(server: &TestServer, role: Role, body: Value) -> Answer {
    let token = server.machine("pardos", role);
    server
        .api(Method::PUT, "/api/rush", Some(&token), Some(body))
        .await
}

async fn order(server: &TestServer, token: &str, more: Value) -> Answer {
    let mut order = json!({ "items": [{ "productId": "papas_fritas", "qty": 2 }], "paymentMethod": "cash" });
    let more = more.as_object().unwrap().clone();
    order.as_object_mut().unwrap().extend(more);
    server.post("/api/orders", token, order).await
}

/// From when on an order is promised.
async fn promised(server: &TestServer, token: &str, placed: &Answer) -> Timestamp {
    let path = format!("/api/orders/{}", placed.body["orderId"].as_str().unwrap());
    let read = server.get(&path, token).await.expect(200);
    Timestamp::parse(read.body["promise"]["from"].as_str().unwrap()).unwrap()
}

#[tokio::test]
async fn a_rush_lengthens_what_is_promised_and_ends_by_itself() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let at = |branch: &str| json!({ "fulfilment": { "kind": "pickup", "branch": branch } });
    let before = order(&server, &ana, at("surco")).await.expect(201);
    let usual = promised(&server, &ana, &before).await;

    let answer = rush(&server, Role::Cook, json!({ "minutes": 20, "lasts": 30 }))
        .await
        .expect(200);
    let until = json!([{ "minutes": 20, "until": "2025-10-25T17:30:00.000Z" }]);
    assert_eq!(answer.body["rushes"], until);
    // Every page says so.
    let page = Browser::new().get(&server, "/rpc/catalog/storefront").await;
    assert_eq!(page.body["tenant"]["rushes"], until);

    let rushed = order(&server, &ana, at("miraflores")).await.expect(201);
    let longer = promised(&server, &ana, &rushed).await;
    assert_eq!(longer, usual.plus_minutes(20), "nothing waits at either place");
    assert_eq!(
        promised(&server, &ana, &before).await,
        usual,
        "what was promised stays"
    );
    // The earliest time moves with it: 12:16 without the rush.
    let too_soon = json!({ "scheduledFor": "2025-10-25T12:35:00-05:00" });
    let refused = order(&server, &ana, too_soon).await.refused(422, "invalid_value");
    assert!(refused.text.contains("12:36"), "{}", refused.text);

    server.later(30);
    let after = order(&server, &ana, at("san_miguel")).await.expect(201);
    assert_eq!(promised(&server, &ana, &after).await, usual.plus_minutes(30));
}

#[tokio::test]
async fn a_rush_is_of_one_place_or_all_and_is_ended_by_hand() {
    let server = TestServer::open().await;
    let of_one = json!({ "minutes": 15, "branch": "surco" });
    let answer = rush(&server, Role::Dispatcher, of_one).await.expect(200);
    assert_eq!(
        answer.body["rushes"][0]["until"], "2025-10-25T18:00:00.000Z",
        "an hour"
    );
    rush(&server, Role::Manager, json!({ "minutes": 30, "lasts": 90 }))
        .await
        .expect(200);
    let end = json!({ "minutes": 0, "branch": "surco" });
    let answer = rush(&server, Role::Manager, end).await.expect(200);
    let left = answer.body["rushes"].as_array().unwrap();
    assert!(left.iter().all(|rush| rush["branch"] != "surco") && !left.is_empty());
    let answer = rush(&server, Role::Cook, json!({ "minutes": 0, "lasts": 0 }))
        .await
        .expect(200);
    assert_eq!(answer.body["rushes"], json!([]));

    let manager = server.machine("pardos", Role::Manager);
    let noted = server.get("/api/audit", &manager).await.expect(200);
    assert!(noted.text.contains("kitchenRushed"), "{}", noted.text);
    for (body, pointer) in [
        (json!({ "minutes": 61 }), "/minutes"),
        (json!({ "minutes": 10, "lasts": 0 }), "/lasts"),
        (json!({ "minutes": 10, "lasts": 241 }), "/lasts"),
        (json!({ "minutes": 10, "branch": "luna" }), "/branch"),
    ] {
        let refused = rush(&server, Role::Manager, body)
            .await
            .refused(422, "invalid_value");
        assert_eq!(refused.body["errors"][0]["pointer"], pointer);
    }
}
