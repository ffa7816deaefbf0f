//! Closed and paused places sell nothing for now, on no path, and say when they do again. It is noon in Lima, on a Saturday.

use crate::support::{Answer, Browser, TestServer};
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};

/// What the first restaurant's manager changes of its settings.
pub async fn settings(server: &TestServer, patch: Value) -> Answer {
    let manager = server.machine("pardos", Role::Manager);
    server
        .api(Method::PATCH, "/api/settings", Some(&manager), Some(patch))
        .await
}

async fn pause(server: &TestServer, role: Role, body: Value) -> Answer {
    let token = server.machine("pardos", role);
    server
        .api(Method::PUT, "/api/pause", Some(&token), Some(body))
        .await
}

async fn order(server: &TestServer, token: &str, more: Value) -> Answer {
    let mut order = json!({ "items": [{ "productId": "papas_fritas", "qty": 2 }], "paymentMethod": "cash" });
    order
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    server.post("/api/orders", token, order).await
}

fn picked_up_at(branch: &str) -> Value {
    json!({ "fulfilment": { "kind": "pickup", "branch": branch } })
}

/// The same span on each weekday.
fn every_day(opens: u16, closes: u16) -> Value {
    json!(vec![vec![json!({ "opens": opens, "closes": closes })]; 7])
}

#[tokio::test]
async fn nothing_is_sold_for_now_outside_of_the_hours() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    order(&server, &ana, json!({})).await.expect(201);
    settings(&server, json!({ "hours": every_day(12 * 60 + 30, 23 * 60) }))
        .await
        .expect(200);

    let refused = order(&server, &ana, json!({})).await.refused(409, "closed");
    assert_eq!(refused.body["opensAt"], "2025-10-25T17:30:00.000Z");
    assert!(refused.text.contains("12:30"), "{}", refused.text);
    // Neither by machines, nor in the words of older systems.
    let machine = server.machine("pardos", Role::Service);
    let for_ana = json!({ "customerId": server.customer("pardos", "eva").await.0 });
    order(&server, &machine, for_ana).await.refused(409, "closed");

    let later = json!({ "scheduledFor": "2025-10-25T13:30:00-05:00" });
    order(&server, &ana, later).await.expect(201);
    let too_late = json!({ "scheduledFor": "2025-10-25T23:30:00-05:00" });
    let refused = order(&server, &ana, too_late).await.refused(422, "invalid_value");
    assert_eq!(refused.body["errors"][0]["pointer"], "/scheduledFor");

    server.later(30);
    order(&server, &ana, json!({})).await.expect(201);
}

#[tokio::test]
async fn each_place_has_its_own_hours_and_its_own_days() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let change = json!({
        "branchHours": { "surco": every_day(18 * 60, 26 * 60) },
        "specialDays": [
            { "date": "2025-10-25", "branch": "san_miguel", "hours": [], "note": "Mantenimiento" },
            { "date": "2025-10-25", "branch": "surco", "hours": [{ "opens": 600, "closes": 750 }] },
        ],
    });
    settings(&server, change).await.expect(200);
    order(&server, &ana, picked_up_at("miraflores")).await.expect(201);
    order(&server, &ana, picked_up_at("surco")).await.expect(201);
    let refused = order(&server, &ana, picked_up_at("san_miguel"))
        .await
        .refused(409, "closed");
    assert_eq!(refused.body["opensAt"], "2025-10-26T05:00:00.000Z");
    server.later(30);
    let refused = order(&server, &ana, picked_up_at("surco"))
        .await
        .refused(409, "closed");
    assert_eq!(refused.body["opensAt"], "2025-10-26T23:00:00.000Z");
}

#[tokio::test]
async fn a_pause_stops_orders_for_now_until_it_ends() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let answer = pause(&server, Role::Cook, json!({ "minutes": 30 }))
        .await
        .expect(200);
    assert_eq!(
        answer.body["pauses"],
        json!([{ "until": "2025-10-25T17:30:00.000Z" }])
    );
    let refused = order(&server, &ana, json!({})).await.refused(409, "closed");
    assert_eq!(refused.body["opensAt"], "2025-10-25T17:30:00.000Z");
    assert!(refused.text.contains("pausa"), "{}", refused.text);
    order(
        &server,
        &ana,
        json!({ "scheduledFor": "2025-10-25T13:30:00-05:00" }),
    )
    .await
    .expect(201);
    // Every page says so.
    let page = Browser::new().get(&server, "/rpc/catalog/storefront").await;
    assert_eq!(page.body["tenant"]["pauses"], answer.body["pauses"]);

    server.later(30);
    order(&server, &ana, json!({})).await.expect(201);
}

#[tokio::test]
async fn a_pause_is_ended_by_hand_and_is_of_one_place_or_all() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let of_one = json!({ "minutes": 30, "branch": "miraflores" });
    pause(&server, Role::Dispatcher, of_one).await.expect(200);
    order(&server, &ana, picked_up_at("miraflores"))
        .await
        .refused(409, "closed");
    order(&server, &ana, picked_up_at("surco")).await.expect(201);
    let end = json!({ "minutes": 0, "branch": "miraflores" });
    let answer = pause(&server, Role::Manager, end).await.expect(200);
    assert_eq!(answer.body["pauses"], json!([]));
    order(&server, &ana, picked_up_at("miraflores")).await.expect(201);

    for (body, pointer) in [
        (json!({ "minutes": 1_441 }), "/minutes"),
        (json!({ "minutes": 5, "branch": "luna" }), "/branch"),
    ] {
        let refused = pause(&server, Role::Manager, body)
            .await
            .refused(422, "invalid_value");
        assert_eq!(refused.body["errors"][0]["pointer"], pointer);
    }
}

#[tokio::test]
async fn hours_that_cannot_be_are_refused_with_where_they_are() {
    let server = TestServer::open().await;
    let mut overlapping = every_day(720, 900);
    overlapping[2] = json!([{ "opens": 720, "closes": 900 }, { "opens": 800, "closes": 960 }]);
    for (change, pointer) in [
        (json!({ "hours": overlapping }), "/hours/2"),
        (json!({ "hours": [[]] }), "/hours"),
        (json!({ "hours": { "opens": 900, "closes": 900 } }), "/hours/0"),
        (
            json!({ "branchHours": { "luna": every_day(720, 900) } }),
            "/branchHours/luna",
        ),
        (
            json!({ "specialDays": [{ "date": "2025-12-25", "branch": "luna" }] }),
            "/specialDays/0/branch",
        ),
        (
            json!({ "specialDays": [{ "date": "2025-12-25", "note": "x".repeat(61) }] }),
            "/specialDays/0/note",
        ),
    ] {
        let refused = settings(&server, change).await.refused(422, "invalid_value");
        assert_eq!(refused.body["errors"][0]["pointer"], pointer, "{}", refused.text);
    }
    // One span in place of a week is that of every day.
    let every = settings(&server, json!({ "hours": { "opens": 720, "closes": 900 } }))
        .await
        .expect(200);
    assert_eq!(every.body["hours"], every_day(720, 900));
}

#[tokio::test]
async fn of_two_managers_the_later_one_is_asked_to_look_again() {
    let server = TestServer::open().await;
    let mut gloria = Browser::staff(&server, "localhost", "gerente").await;
    let read = gloria
        .call(&server, "/rpc/catalog/service-settings", json!({}))
        .await
        .expect(200)
        .body;
    let mut changed = read.clone();
    changed["specialDays"] = json!([{ "date": "2025-12-25", "hours": [], "note": "Navidad" }]);
    let saved = json!({ "service": changed });
    let saved = gloria
        .call(&server, "/rpc/catalog/change-service-settings", saved)
        .await
        .expect(200)
        .body;
    assert_eq!(saved["specialDays"][0]["note"], "Navidad");
    assert_ne!(saved["version"], read["version"]);
    let late = gloria
        .call(
            &server,
            "/rpc/catalog/change-service-settings",
            json!({ "service": read }),
        )
        .await;
    late.refused(412, "version_changed");
}
