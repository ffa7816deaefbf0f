//! The first sign-in of somebody whose password was made for them.

use crate::support::{Answer, Browser, TestServer};
use axum::http::Method;
use serde_json::{Value, json};

const OWN: &str = "clave-propia-9";

/// Has a password made by a command: the password.
async fn made(server: &TestServer, words: &str) -> String {
    let said = server.command(words).await;
    said.lines().last().unwrap().to_owned()
}

async fn login(server: &TestServer, credentials: Value) -> Answer {
    server
        .api(Method::POST, "/api/login", None, Some(credentials))
        .await
}

#[tokio::test]
async fn a_password_that_was_made_is_changed_before_it_lets_anybody_in() {
    let server = TestServer::open().await;
    let add = "staff add nadia --tenant pardos --role cook --name Nadia";
    let password = made(&server, add).await;
    let with = |new: Value| json!({ "username": "nadia", "password": password, "newPassword": new });

    let refused = login(&server, with(Value::Null)).await;
    let refused = refused.refused(403, "password_change_required");
    assert_eq!(refused.body["errors"][0]["pointer"], "/newPassword");
    for unusable in ["corta", &password] {
        let refused = login(&server, with(json!(unusable)))
            .await
            .refused(422, "invalid_value");
        assert_eq!(refused.body["errors"][0]["pointer"], "/newPassword");
    }
    let wrong = json!({ "username": "nadia", "password": "no-es-esta", "newPassword": OWN });
    login(&server, wrong).await.refused(401, "wrong_credentials");
    login(&server, with(json!(OWN))).await.expect(200);
    // The answer was lost, and the same comes again.
    login(&server, with(json!(OWN))).await.expect(200);
    for new in [Value::Null, json!("otra-clave-9")] {
        login(&server, with(new)).await.refused(401, "wrong_credentials");
    }
    server.sign_in("pardos", "nadia", OWN).await;
    let again = json!({ "username": "nadia", "password": OWN, "newPassword": "otra-clave-9" });
    login(&server, again).await.refused(422, "invalid_value");
}

#[tokio::test]
async fn a_password_that_was_given_anew_ends_sessions_and_is_changed_in_the_console() {
    let server = TestServer::open().await;
    let mut tablet = Browser::staff(&server, "localhost:3000", "cocina").await;
    let password = made(&server, "staff reset cocina --tenant pardos").await;
    assert_eq!(tablet.staff_name(&server).await, None);
    let path = "/rpc/auth/staff-sign-in";
    let with = |new: Value| json!({ "credentials": { "username": "cocina", "password": password, "newPassword": new } });
    let refused = tablet.call(&server, path, with(Value::Null)).await;
    assert_eq!(refused.status, 403);
    assert_eq!(refused.body["code"], "password_change_required");
    assert_eq!(tablet.staff_name(&server).await, None);
    tablet.call(&server, path, with(json!(OWN))).await.expect(200);
    assert_eq!(tablet.staff_name(&server).await.as_deref(), Some("cocina"));
}
