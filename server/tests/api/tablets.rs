//! Tablets that several people share: registered once by a manager, opened with PINs, locked, and taken off the list.

mod passwords;

use crate::support::{Answer, Browser, TestServer};
use axum::http::Method;
use domain::staff::Role;
use futures::future::join_all;
use serde_json::{Value, json};

const HOST: &str = "localhost:3000";
const TABLET: &str = "brasa-console-tablet";
const ACCESS: &str = "brasa-console";
const REFRESH: &str = "brasa-console-refresh";

/// A tablet that the manager has registered and left, and the PIN of the cook.
async fn shared(server: &TestServer) -> Browser {
    let mut tablet = Browser::staff(server, HOST, "gerente").await;
    let registered = tablet
        .call(server, "/rpc/auth/register-tablet", json!({ "name": "Cocina" }))
        .await;
    assert_eq!(registered.expect(200).body["locksAfterMin"], 2);
    give(server, "cocina", "4071").await;
    lock(server, &mut tablet).await;
    tablet
}

/// Gives somebody a PIN, by a machine.
async fn give(server: &TestServer, username: &str, pin: &str) {
    let path = format!("/api/staff/{username}/pin");
    let given = managed(server, Method::PUT, &path, json!({ "pin": pin })).await;
    assert_eq!(given.expect(200).body["pin"], pin);
}

async fn managed(server: &TestServer, method: Method, path: &str, body: Value) -> Answer {
    let manager = server.machine("pardos", Role::Manager);
    let body = (method != Method::GET).then_some(body);
    server.api(method, path, Some(&manager), body).await
}

async fn lock(server: &TestServer, tablet: &mut Browser) -> Answer {
    tablet.call(server, "/rpc/auth/lock", json!({})).await.expect(200)
}

async fn enter(server: &TestServer, tablet: &mut Browser, username: &str, pin: &str) -> Answer {
    let who = json!({ "username": username, "pin": pin });
    tablet.call(server, "/rpc/auth/pin-sign-in", who).await
}

async fn door(server: &TestServer, tablet: &Browser) -> Value {
    let answer = tablet.clone().call(server, "/rpc/auth/door", json!({})).await;
    answer.expect(200).body
}

async fn rings(server: &TestServer, tablet: &Browser) -> u16 {
    let answer = tablet.clone().call(server, "/rpc/stages/bell", json!({})).await;
    answer.status
}

/// The actions of the staff that were remembered, newest first, with the name of who did them.
async fn remembered(server: &TestServer) -> Vec<(String, String)> {
    let page = managed(server, Method::GET, "/api/audit", json!({})).await;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let entries = page.expect(200).body["entries"].as_array().unwrap().clone();
    entries
        .iter()
        .map(|entry| (text(&entry["action"]), text(&entry["byName"])))
        .collect()
}

#[tokio::test]
async fn people_switch_on_a_tablet_with_their_pins() {
    let server = TestServer::open().await;
    let mut tablet = shared(&server).await;
    give(&server, "empaque", "9132").await;
    let seen = door(&server, &tablet).await;
    assert_eq!(
        (&seen["tablet"], &seen["last"]),
        (&json!("Cocina"), &json!("gerente"))
    );
    let names: Vec<&Value> = seen["people"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["username"])
        .collect();
    assert_eq!(names, ["empaque", "cocina"], "by name, and only who has a PIN");

    let rosa = enter(&server, &mut tablet, "cocina", "4071").await.expect(200);
    assert_eq!(
        (&rosa.body["username"], &rosa.body["role"]),
        (&json!("cocina"), &json!("cook"))
    );
    assert_eq!(tablet.staff_name(&server).await.as_deref(), Some("cocina"));
    let rosas = tablet.clone();

    // Who comes in next ends the session of the one before, wherever its cookies are.
    enter(&server, &mut tablet, "empaque", "9132").await.expect(200);
    assert_eq!(tablet.staff_name(&server).await.as_deref(), Some("empaque"));
    assert_eq!(rosas.clone().staff_name(&server).await, None);
    assert_eq!(door(&server, &tablet).await["last"], "empaque");
}

#[tokio::test]
async fn a_locked_tablet_counts_what_waits_and_nothing_else() {
    let server = TestServer::open().await;
    let mut tablet = shared(&server).await;
    enter(&server, &mut tablet, "cocina", "4071").await.expect(200);
    let open = tablet.clone();
    assert_eq!(lock(&server, &mut tablet).await.body["counts"], true);
    assert!(!tablet.cookies.contains_key(ACCESS) && !tablet.cookies.contains_key(REFRESH));
    // The tokens of the session are of no use any more, also where they were kept.
    let mut kept = open.clone();
    assert_eq!(
        kept.call(&server, "/rpc/stages/queue", json!({ "stage": "COOKING" }))
            .await
            .status,
        401
    );
    kept.cookies.remove(ACCESS);
    assert_eq!(kept.staff_name(&server).await, None);

    assert_eq!(rings(&server, &tablet).await, 200);
    server.later(11 * 60);
    // Where nobody comes for a day, the tablet goes on counting: it asks for another bell.
    assert_eq!(
        tablet.call(&server, "/rpc/auth/door", json!({})).await.body["counts"],
        true
    );
    server.later(11 * 60);
    assert_eq!(rings(&server, &tablet).await, 200);

    // After signing out there is nobody for whom anything waits.
    enter(&server, &mut tablet, "cocina", "4071").await.expect(200);
    tablet
        .call(&server, "/rpc/auth/staff-sign-out", json!({}))
        .await
        .expect(200);
    assert_eq!(door(&server, &tablet).await["counts"], false);
    assert_eq!(rings(&server, &tablet).await, 401);
}

#[tokio::test]
async fn five_wrong_pins_lock_a_person_on_every_tablet_and_no_tablet() {
    let server = TestServer::open().await;
    let (mut one, mut other) = (shared(&server).await, shared(&server).await);
    give(&server, "empaque", "9132").await;
    for (tablet, left) in [(&mut one, "4 intentos"), (&mut other, "3 intentos")] {
        let refused = enter(&server, tablet, "cocina", "1357").await;
        let refused = refused.refused(401, "wrong_credentials");
        assert!(
            refused.body["message"].as_str().unwrap().contains(left),
            "{}",
            refused.text
        );
    }
    // A right one begins the count anew.
    enter(&server, &mut other, "cocina", "4071").await.expect(200);
    for _ in 0..4 {
        enter(&server, &mut one, "cocina", "1357")
            .await
            .refused(401, "wrong_credentials");
    }
    server.later(1);
    enter(&server, &mut other, "cocina", "1357")
        .await
        .refused(409, "pin_locked");
    for tablet in [&mut one, &mut other] {
        enter(&server, tablet, "cocina", "4071")
            .await
            .refused(409, "pin_locked");
    }
    assert_eq!(
        other.staff_name(&server).await.as_deref(),
        Some("cocina"),
        "who is there stays"
    );
    enter(&server, &mut one, "empaque", "9132").await.expect(200);

    let member = |body: &Value| body["pin"].as_str().unwrap().to_owned();
    let locked = managed(&server, Method::GET, "/api/staff/cocina", json!({})).await;
    assert_eq!(member(&locked.expect(200).body), "locked");
    assert_eq!(
        remembered(&server).await[0],
        ("pinLocked".into(), "system".into())
    );
    server.later(1);
    let unlocked = managed(&server, Method::POST, "/api/staff/cocina/pin/unlock", json!({})).await;
    assert_eq!(member(&unlocked.expect(200).body), "set");
    enter(&server, &mut one, "cocina", "4071").await.expect(200);
    assert_eq!(remembered(&server).await[0].0, "pinUnlocked");
}

#[tokio::test]
async fn guesses_that_come_at_once_are_counted_as_well() {
    let server = TestServer::open().await;
    let tablet = shared(&server).await;
    let guess = async |number: u32| {
        let pin = format!("{:04}", 3_000 + number * 17);
        enter(&server, &mut tablet.clone(), "cocina", &pin).await.status
    };
    let answers = join_all((0..24).map(guess)).await;
    let wrong = answers.iter().filter(|status| **status == 401).count();
    assert_eq!(wrong, 4, "the fifth locks it: {answers:?}");
    assert!(
        answers.iter().all(|status| [401, 409].contains(status)),
        "{answers:?}"
    );
}

#[tokio::test]
async fn a_tablet_that_is_removed_lets_nobody_in() {
    let server = TestServer::open().await;
    let mut tablet = shared(&server).await;
    enter(&server, &mut tablet, "cocina", "4071").await.expect(200);
    let known = managed(&server, Method::GET, "/api/tablets", json!({}))
        .await
        .expect(200);
    let known = &known.body["tablets"][0];
    assert_eq!(
        (&known["lastName"], &known["byName"]),
        (&json!("Rosa Huamán"), &json!("Gloria Quispe"))
    );
    let path = format!("/api/tablets/{}", known["id"].as_str().unwrap());
    let change = json!({ "name": "Horno", "locksAfterMin": 0 });
    let changed = managed(&server, Method::PATCH, &path, change).await.expect(200);
    assert_eq!(
        (&changed.body["name"], &changed.body["locksAfterMin"]),
        (&json!("Horno"), &json!(0))
    );
    let long = managed(&server, Method::PATCH, &path, json!({ "locksAfterMin": 241 })).await;
    assert_eq!(
        long.refused(422, "invalid_value").body["errors"][0]["pointer"],
        "/locksAfterMin"
    );

    managed(&server, Method::DELETE, &path, json!({}))
        .await
        .expect(204);
    let queue = tablet
        .clone()
        .call(&server, "/rpc/stages/queue", json!({ "stage": "COOKING" }))
        .await;
    assert_eq!(queue.status, 401, "at once");
    assert_eq!(rings(&server, &tablet).await, 401);
    assert_eq!(door(&server, &tablet).await, Value::Null);
    enter(&server, &mut tablet, "cocina", "4071")
        .await
        .refused(401, "unauthenticated");
    // Locking what is registered no more is signing out.
    let mut elsewhere = Browser::staff(&server, HOST, "cocina").await;
    elsewhere
        .cookies
        .insert(TABLET.into(), tablet.cookies[TABLET].clone());
    assert_eq!(lock(&server, &mut elsewhere).await.body, Value::Null);
    assert_eq!(elsewhere.staff_name(&server).await, None);
}

#[tokio::test]
async fn a_manager_who_removes_the_tablet_in_their_hands_stays() {
    let server = TestServer::open().await;
    let mut tablet = Browser::staff(&server, HOST, "gerente").await;
    tablet
        .call(&server, "/rpc/auth/register-tablet", json!({ "name": "Caja" }))
        .await
        .expect(200);
    let known = managed(&server, Method::GET, "/api/tablets", json!({}))
        .await
        .body;
    let id = json!({ "id": known["tablets"][0]["id"] });
    tablet
        .call(&server, "/rpc/auth/remove-tablet", id)
        .await
        .expect(200);
    assert_eq!(tablet.staff_name(&server).await.as_deref(), Some("gerente"));
    assert_eq!(door(&server, &tablet).await, Value::Null);
}

#[tokio::test]
async fn a_password_on_a_tablet_is_locked_with_it_and_ends_with_it() {
    let server = TestServer::open().await;
    let mut tablet = shared(&server).await;
    let credentials = json!({ "credentials": { "username": "reparto", "password": "brasa-demo" } });
    tablet
        .call(&server, "/rpc/auth/staff-sign-in", credentials)
        .await
        .expect(200);
    let drivers = tablet.clone();
    assert_eq!(door(&server, &tablet).await["last"], "reparto");
    enter(&server, &mut tablet, "cocina", "4071").await.expect(200);
    assert_eq!(drivers.clone().staff_name(&server).await, None);
}

#[tokio::test]
async fn who_is_called_otherwise_by_now_locks_the_tablet_as_before() {
    let server = TestServer::open().await;
    let mut tablet = shared(&server).await;
    enter(&server, &mut tablet, "cocina", "4071").await.expect(200);
    let named = json!({ "name": "Rosa Huamán Quispe" });
    managed(&server, Method::PATCH, "/api/staff/cocina", named)
        .await
        .expect(200);
    server.later(11);
    assert!(tablet.staff_name(&server).await.is_some(), "it was renewed");
    let before = tablet.clone();
    assert_eq!(lock(&server, &mut tablet).await.body["counts"], true);
    assert_eq!(rings(&server, &tablet).await, 200);
    // The answer was lost, and the same comes again.
    tablet = before;
    assert_eq!(lock(&server, &mut tablet).await.body["counts"], true);
    assert_eq!(rings(&server, &tablet).await, 200);
}

#[tokio::test]
async fn who_changes_the_password_on_a_tablet_stays_its_session() {
    let server = TestServer::open().await;
    let mut tablet = shared(&server).await;
    enter(&server, &mut tablet, "cocina", "4071").await.expect(200);
    let change = json!({ "change": { "password": "brasa-demo", "newPassword": "clave-propia-9" } });
    tablet
        .call(&server, "/rpc/auth/change-own-password", change)
        .await
        .expect(200);
    give(&server, "empaque", "9132").await;
    let cooks = tablet.clone();
    enter(&server, &mut tablet, "empaque", "9132").await.expect(200);
    assert_eq!(cooks.clone().staff_name(&server).await, None);
}

#[tokio::test]
async fn who_may_come_in_follows_the_staff() {
    let server = TestServer::open().await;
    let mut tablet = shared(&server).await;
    enter(&server, &mut tablet, "cocina", "4071").await.expect(200);
    let away = json!({ "active": false });
    managed(&server, Method::PATCH, "/api/staff/cocina", away)
        .await
        .expect(200);
    let seen = door(&server, &tablet).await;
    assert_eq!((&seen["people"], &seen["counts"]), (&json!([]), &json!(false)));
    enter(&server, &mut tablet, "cocina", "4071")
        .await
        .refused(401, "wrong_credentials");
    assert_eq!(rings(&server, &tablet).await, 401);
    // Nobody comes in without a PIN, or with the one of the same name elsewhere.
    enter(&server, &mut tablet, "gerente", "4071")
        .await
        .refused(401, "wrong_credentials");
    enter(&server, &mut tablet, "x".repeat(9_000).as_str(), "4071")
        .await
        .refused(401, "wrong_credentials");
    let mut caleta = Browser::at("caleta.localhost:3000");
    caleta
        .cookies
        .insert(TABLET.into(), tablet.cookies[TABLET].clone());
    enter(&server, &mut caleta, "cocina", "4071")
        .await
        .refused(401, "unauthenticated");
}

#[tokio::test]
async fn a_pin_is_four_digits_that_nobody_would_try_first() {
    let server = TestServer::open().await;
    for common in ["1234", "407", "1987"] {
        let refused = managed(
            &server,
            Method::PUT,
            "/api/staff/cocina/pin",
            json!({ "pin": common }),
        )
        .await;
        assert_eq!(
            refused.refused(422, "invalid_value").body["errors"][0]["pointer"],
            "/pin"
        );
    }
    let made = managed(&server, Method::PUT, "/api/staff/cocina/pin", json!({}))
        .await
        .expect(200);
    assert_eq!(made.body["pin"].as_str().unwrap().len(), 4);
    assert_eq!(made.body["person"]["pin"], "set");
    managed(&server, Method::POST, "/api/staff/empaque/pin/unlock", json!({}))
        .await
        .expect(404);
}
