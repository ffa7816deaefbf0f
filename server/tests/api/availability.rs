//! What the kitchen says has run out is sold nowhere until then, and is back by itself.

use crate::support::{Answer, TestServer};
use axum::http::Method;
use domain::Timestamp;
use domain::event::Event;
use domain::staff::Role;
use ports::Clock as _;
use serde_json::{Value, json};

async fn set(server: &TestServer, role: Role, product: &str, wanted: Value) -> Answer {
    let token = server.machine("pardos", role);
    let path = format!("/api/products/{product}/availability");
    server.api(Method::PUT, &path, Some(&token), Some(wanted)).await
}

async fn product(server: &TestServer, id: &str) -> Value {
    let answer = server
        .api(Method::GET, &format!("/api/products/{id}"), None, None)
        .await;
    answer.expect(200).body
}

async fn order(server: &TestServer, ana: &str, items: Value, at: Option<Timestamp>) -> Answer {
    let order = json!({ "items": items, "paymentMethod": "cash", "scheduledFor": at });
    server.post("/api/orders", ana, order).await
}

fn in_minutes(server: &TestServer, minutes: i64) -> Timestamp {
    server.clock.now().plus_minutes(minutes)
}

#[tokio::test]
async fn what_has_run_out_is_back_by_itself_at_its_time() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let until = in_minutes(&server, 45);
    let wanted = json!({ "available": false, "until": until });
    let off = set(&server, Role::Cook, "papas_fritas", wanted).await.expect(200);
    assert_eq!(
        (&off.body["available"], &off.body["offUntil"]),
        (&json!(false), &json!(until))
    );
    let fries = json!([{ "productId": "papas_fritas", "qty": 3 }]);
    order(&server, &ana, fries.clone(), None)
        .await
        .refused(409, "unavailable");
    // Who wants them later may have them, when they are back by then.
    order(&server, &ana, fries.clone(), Some(in_minutes(&server, 24 * 60)))
        .await
        .expect(201);

    server.later(44);
    assert_eq!(product(&server, "papas_fritas").await["available"], false);
    server.later(1);
    let back = product(&server, "papas_fritas").await;
    assert_eq!(
        (&back["available"], &back["offUntil"]),
        (&json!(true), &json!(null))
    );
    order(&server, &ana, fries, None).await.expect(201);
}

#[tokio::test]
async fn somebody_brings_back_what_has_no_date_and_what_has_one() {
    let server = TestServer::open().await;
    for wanted in [
        json!({ "available": false }),
        json!({ "available": false, "until": in_minutes(&server, 30) }),
    ] {
        set(&server, Role::Dispatcher, "agua", wanted).await.expect(200);
        assert_eq!(product(&server, "agua").await["available"], false);
        let back = set(&server, Role::Cook, "agua", json!({ "available": true }))
            .await
            .expect(200);
        assert_eq!(
            (&back.body["available"], &back.body["offUntil"]),
            (&json!(true), &json!(null))
        );
    }
    // Without a date it stays off.
    set(&server, Role::Cook, "agua", json!({ "available": false }))
        .await
        .expect(200);
    server.later(40 * 24 * 60);
    assert_eq!(product(&server, "agua").await["available"], false);
}

#[tokio::test]
async fn a_choice_and_a_promotion_follow_what_they_consist_of() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let dish = json!({ "productId": "pollo_1_4", "qty": 1, "options": [
        { "group": "parte", "option": "pecho" },
        { "group": "acompanamiento", "option": "papas" },
        { "group": "bebida", "option": "agua" },
    ] });
    let promotion = json!({ "productId": "brasa_para_mi", "qty": 1, "options": dish["options"] });
    let until = in_minutes(&server, 20);
    let wanted = json!({ "available": false, "until": until });
    set(&server, Role::Cook, "agua", wanted).await.expect(200);
    for item in [&dish, &promotion] {
        order(&server, &ana, json!([item]), None)
            .await
            .refused(409, "unavailable");
    }
    server.later(20);
    for item in [&dish, &promotion] {
        order(&server, &ana, json!([item]), None).await.expect(201);
    }
}

/// Each change sends a `StockChanged` event with the time at which the dish comes back. Repeating a change sends none.
#[tokio::test]
async fn every_change_of_what_has_run_out_is_an_event() {
    let server = TestServer::open().await;
    let tenant = domain::TenantId::parse("pardos").unwrap();
    let said = async || -> Vec<(bool, Option<Timestamp>)> {
        server.deliver_events().await;
        let events = server.app.bus.since(&tenant, 0, 500).await.unwrap();
        let changes = events
            .iter()
            .filter_map(|published| match &published.envelope.event {
                Event::StockChanged { available, until, .. } => Some((*available, *until)),
                _ => None,
            });
        changes.collect()
    };
    let (first, later) = (in_minutes(&server, 20), in_minutes(&server, 30));
    for wanted in [
        json!({ "available": false, "until": first }),
        json!({ "available": false, "until": later }),
        json!({ "available": false, "until": later }),
        json!({ "available": false }),
        json!({ "available": true }),
    ] {
        set(&server, Role::Cook, "suspiro", wanted).await.expect(200);
    }
    assert_eq!(
        said().await,
        [
            (false, Some(first)),
            (false, Some(later)),
            (false, None),
            (true, None)
        ]
    );
}

#[tokio::test]
async fn a_manager_who_changes_the_price_meanwhile_brings_nothing_back() {
    let server = TestServer::open().await;
    let manager = server.machine("pardos", Role::Manager);
    let until = in_minutes(&server, 45);
    let wanted = json!({ "available": false, "until": until });
    set(&server, Role::Cook, "suspiro", wanted).await.expect(200);
    let path = "/api/products/suspiro";
    let change = |change: Value| server.api(Method::PATCH, path, Some(&manager), Some(change));
    let changed = change(json!({ "priceCents": 1_300 })).await.expect(200);
    assert_eq!(
        (&changed.body["available"], &changed.body["offUntil"]),
        (&json!(false), &json!(until))
    );
    // Who says that it is there says so without a date.
    let changed = change(json!({ "available": true })).await.expect(200);
    assert_eq!(changed.body["offUntil"], json!(null));
    let changed = change(json!({ "available": false })).await.expect(200);
    assert_eq!(changed.body["offUntil"], json!(null));
}

#[tokio::test]
async fn a_time_that_is_over_or_far_away_is_refused() {
    let server = TestServer::open().await;
    for wanted in [
        json!({ "available": false, "until": in_minutes(&server, 0) }),
        json!({ "available": false, "until": in_minutes(&server, -5) }),
        json!({ "available": false, "until": in_minutes(&server, 31 * 24 * 60 + 1) }),
        json!({ "available": true, "until": in_minutes(&server, 5) }),
    ] {
        let refused = set(&server, Role::Cook, "agua", wanted)
            .await
            .refused(422, "invalid_value");
        assert_eq!(refused.body["errors"][0]["pointer"], "/until");
    }
    let gone = set(&server, Role::Cook, "no_hay", json!({ "available": false })).await;
    assert_eq!(gone.status, 404, "{}", gone.text);
}
