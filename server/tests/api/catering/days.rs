//! Which days can be had, and how much one can hold.

use super::{Request, ask, form};
use crate::support::{TestServer, api_request};
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};

async fn day(server: &TestServer, date: &str, guests: u32) -> Value {
    let path = format!("/api/catering/day?date={date}&time=13:00&guests={guests}");
    server.api(Method::GET, &path, None, None).await.expect(200).body
}

async fn set(server: &TestServer, patch: Value) {
    let manager = server.machine("pardos", Role::Manager);
    let request = api_request(Method::PATCH, "/api/settings", Some(&manager), Some(patch));
    server.ask(request).await.expect(200);
}

#[tokio::test]
async fn notice_and_holidays_are_the_restaurants() {
    let server = TestServer::open().await;
    assert_eq!(day(&server, "2025-10-26", 40).await["problem"]["kind"], "tooSoon");
    // All Saints' Day, and the first day after it.
    let holiday = day(&server, "2025-11-01", 40).await;
    assert_eq!(
        (&holiday["free"], &holiday["problem"]["kind"]),
        (&json!(false), &json!("holiday"))
    );
    assert_eq!(holiday["nextFree"], "2025-11-02");
    assert_eq!(day(&server, "2027-01-01", 40).await["problem"]["kind"], "tooFar");
    assert_eq!(day(&server, "2025-11-04", 40).await["free"], true);
    set(&server, json!({ "catering": { "noticeHours": 720 } })).await;
    assert_eq!(day(&server, "2025-11-04", 40).await["problem"]["kind"], "tooSoon");
    ask(&server, None, "k1", form())
        .await
        .refused(422, "invalid_value");
}

#[tokio::test]
async fn a_full_day_refuses_itself_and_offers_the_next() {
    let server = TestServer::open().await;
    set(
        &server,
        json!({ "catering": { "dailyLimit": { "unit": "guests", "most": 60 } } }),
    )
    .await;
    let request = Request::of(server, form()).await;
    assert_eq!(day(&request.server, "2025-11-04", 40).await["free"], true);
    request.quote(0).await.expect(201);
    let full = day(&request.server, "2025-11-04", 40).await;
    assert_eq!(
        (&full["problem"]["kind"], &full["nextFree"]),
        (&json!("full"), &json!("2025-11-05"))
    );
    assert_eq!(day(&request.server, "2025-11-04", 20).await["free"], true);
    let refused = ask(&request.server, None, "k2", form())
        .await
        .refused(422, "invalid_value");
    assert_eq!(refused.body["errors"][0]["pointer"], "/date");
    // What is given up makes room.
    request
        .say(json!({ "kind": "decline", "reason": "No va" }))
        .await
        .expect(200);
    assert_eq!(day(&request.server, "2025-11-04", 60).await["free"], true);
}

#[tokio::test]
async fn of_two_quotes_for_the_last_places_one_is_refused() {
    let server = TestServer::open().await;
    let second = ask(&server, None, "k2", form()).await.expect(201).body;
    let request = Request::of(server, form()).await;
    set(
        &request.server,
        json!({ "catering": { "dailyLimit": { "unit": "events", "most": 1 } } }),
    )
    .await;
    request.quote(0).await.expect(201);
    let path = format!("/api/catering/{}/quotes", second["id"].as_str().unwrap());
    let refused = request
        .server
        .post(&path, &request.manager, super::draft(0))
        .await;
    let refused = refused.refused(409, "limit_reached");
    assert_eq!(refused.body["nextFree"], "2025-11-05");
    // Another version for the same day takes no more of it.
    request.quote(1).await.expect(201);
}

#[tokio::test]
async fn the_calendar_shows_what_is_accepted_and_what_is_taken() {
    let request = Request::quoted().await;
    let calendar = async || {
        let path = "/api/catering/calendar?from=2025-11-03&to=2025-11-05";
        request.server.get(path, &request.manager).await.expect(200).body
    };
    let before = calendar().await;
    assert_eq!(
        (
            &before["days"][1]["load"]["guests"],
            &before["days"][1]["requests"]
        ),
        (&json!(40), &json!([]))
    );
    request.say(super::accept(1)).await.expect(200);
    let after = calendar().await;
    assert_eq!(after["days"][1]["requests"][0]["id"], json!(request.id));
    let long = "/api/catering/calendar?from=2025-01-01&to=2025-12-31";
    request
        .server
        .get(long, &request.manager)
        .await
        .refused(422, "invalid_value");
}
