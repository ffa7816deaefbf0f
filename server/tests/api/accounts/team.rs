//! Managers add, change and dismiss the people of their restaurant.

use crate::support::{Answer, Browser, TestServer, api_request};
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};

const HOST: &str = "pardos.localhost";

/// A call of the first restaurant's manager.
async fn manager(server: &TestServer, method: Method, path: &str, body: Value) -> Answer {
    let token = server.machine("pardos", Role::Manager);
    let body = (method != Method::GET).then_some(body);
    server
        .api(method, &format!("/api/staff{path}"), Some(&token), body)
        .await
}

async fn hired(server: &TestServer, username: &str, role: &str) -> String {
    let person = json!({ "username": username, "name": "Milagros Quispe", "role": role });
    let hired = manager(server, Method::POST, "", person).await.expect(201);
    assert_eq!(hired.body["person"]["mustChangePassword"], true);
    hired.body["password"].as_str().unwrap().to_owned()
}

async fn change(server: &TestServer, username: &str, change: Value) -> Answer {
    manager(server, Method::PATCH, &format!("/{username}"), change).await
}

async fn sign_in(
    server: &TestServer,
    username: &str,
    password: &str,
    new: Option<&str>,
) -> (Browser, Answer) {
    let mut browser = Browser::at(HOST);
    let credentials =
        json!({ "credentials": { "username": username, "password": password, "newPassword": new } });
    let answer = browser.call(server, "/rpc/auth/staff-sign-in", credentials).await;
    (browser, answer)
}

/// Whether somebody's page is still theirs.
async fn goes_on(server: &TestServer, browser: &mut Browser) -> bool {
    let queue = json!({ "stage": "COOKING" });
    browser.call(server, "/rpc/stages/queue", queue).await.status == 200
}

#[tokio::test]
async fn somebody_new_signs_in_with_the_password_that_was_made_and_replaces_it() {
    let server = TestServer::open().await;
    let password = hired(&server, "Milagros", "dispatcher").await;
    let (_, refused) = sign_in(&server, "milagros", &password, None).await;
    refused.refused(403, "password_change_required");
    let (mut page, answer) = sign_in(&server, "milagros", &password, Some("causa-con-pulpo")).await;
    assert_eq!(answer.expect(200).body["role"], "dispatcher");
    assert!(goes_on(&server, &mut page).await);
    let seen = manager(&server, Method::GET, "/milagros", json!(null))
        .await
        .expect(200);
    assert_eq!(seen.body["mustChangePassword"], false);
    let all = manager(&server, Method::GET, "", json!(null)).await.expect(200);
    let names: Vec<&str> = all.body["people"]
        .as_array()
        .unwrap()
        .iter()
        .map(|person| person["username"].as_str().unwrap())
        .collect();
    assert!(
        names.is_sorted() && names.contains(&"milagros") && names.contains(&"cocina"),
        "{names:?}"
    );
    assert!(!all.text.contains("argon2"), "no hash is in an answer");
    // The name is taken, in whatever letters.
    let again = json!({ "username": "MILAGROS", "name": "Otra", "role": "cook" });
    let refused = manager(&server, Method::POST, "", again)
        .await
        .refused(409, "username_taken");
    assert_eq!(refused.body["errors"][0]["pointer"], "/username");
}

/// A call that comes twice at the same moment makes one account, and one password that opens it.
#[tokio::test]
async fn of_two_equal_calls_one_hires() {
    let server = TestServer::open().await;
    let person = json!({ "username": "yuli", "name": "Yuli", "role": "driver" });
    let (first, second) = tokio::join!(
        manager(&server, Method::POST, "", person.clone()),
        manager(&server, Method::POST, "", person)
    );
    let (hired, refused) = if first.status == 201 {
        (first, second)
    } else {
        (second, first)
    };
    refused.refused(409, "username_taken");
    let password = hired.expect(201).body["password"].as_str().unwrap().to_owned();
    let (_, answer) = sign_in(&server, "yuli", &password, None).await;
    answer.refused(403, "password_change_required");
}

#[tokio::test]
async fn what_is_no_person_of_the_staff_is_refused_field_by_field() {
    let server = TestServer::open().await;
    for (person, pointer) in [
        (
            json!({ "username": "ñ", "name": "Ana", "role": "cook" }),
            "/username",
        ),
        (
            json!({ "username": "ana", "name": "  ", "role": "cook" }),
            "/name",
        ),
        (
            json!({ "username": "ana", "name": "Ana", "role": "customer" }),
            "/role",
        ),
        (
            json!({ "username": "ana", "name": "Ana", "role": "service" }),
            "/role",
        ),
    ] {
        let refused = manager(&server, Method::POST, "", person).await;
        assert!(matches!(refused.status, 400 | 422), "{}", refused.text);
        assert_eq!(refused.body["errors"][0]["pointer"], pointer);
    }
    for wrong in [json!({ "role": "service" }), json!({ "name": "" })] {
        let refused = change(&server, "cocina", wrong).await;
        assert!(matches!(refused.status, 400 | 422), "{}", refused.text);
    }
    change(&server, "nadie", json!({ "name": "Ana" }))
        .await
        .refused(404, "not_found");
}

#[tokio::test]
async fn another_name_is_in_the_session_and_another_role_ends_it() {
    let server = TestServer::open().await;
    let mut cook = Browser::staff(&server, HOST, "cocina").await;
    change(&server, "cocina", json!({ "name": "Rosa María" }))
        .await
        .expect(200);
    assert!(goes_on(&server, &mut cook).await, "a name ends no session");
    server.later(11);
    let me = cook
        .call(&server, "/rpc/auth/staff-who-am-i", json!({}))
        .await
        .expect(200);
    assert_eq!(me.body["name"], "Rosa María");

    let changed = change(&server, "cocina", json!({ "role": "driver" }))
        .await
        .expect(200);
    assert_eq!(changed.body["role"], "driver");
    assert!(
        !goes_on(&server, &mut cook).await,
        "what a cook may do ends at once"
    );
    let (_, answer) = sign_in(&server, "cocina", "brasa-demo", None).await;
    assert_eq!(answer.expect(200).body["role"], "driver");
}

#[tokio::test]
async fn who_is_dismissed_is_out_at_once_and_may_be_let_in_again() {
    let server = TestServer::open().await;
    let mut cook = Browser::staff(&server, HOST, "cocina").await;
    let away = change(&server, "cocina", json!({ "active": false }))
        .await
        .expect(200);
    assert_eq!(away.body["active"], false);
    assert!(!goes_on(&server, &mut cook).await);
    let (_, refused) = sign_in(&server, "cocina", "brasa-demo", None).await;
    refused.refused(401, "wrong_credentials");
    change(&server, "cocina", json!({ "active": true }))
        .await
        .expect(200);
    let (_, answer) = sign_in(&server, "cocina", "brasa-demo", None).await;
    answer.expect(200);
}

#[tokio::test]
async fn a_new_password_ends_the_sessions_of_the_old_one() {
    let server = TestServer::open().await;
    let mut cook = Browser::staff(&server, HOST, "cocina").await;
    let given = manager(&server, Method::POST, "/cocina/password", json!({}))
        .await
        .expect(200);
    assert!(!goes_on(&server, &mut cook).await);
    let (_, refused) = sign_in(&server, "cocina", "brasa-demo", None).await;
    refused.refused(401, "wrong_credentials");
    let password = given.body["password"].as_str().unwrap();
    let (_, refused) = sign_in(&server, "cocina", password, None).await;
    refused.refused(403, "password_change_required");
}

#[tokio::test]
async fn a_manager_changes_their_own_password_only_themselves() {
    let server = TestServer::open().await;
    let token = server.sign_in("pardos", "gerente", "brasa-demo").await;
    let own = server
        .post("/api/staff/gerente/password", &token, json!({}))
        .await;
    own.refused(409, "conflict");
    server
        .post("/api/staff/cocina/password", &token, json!({}))
        .await
        .expect(200);
}

/// A password is not kept anywhere, also not for a call that comes twice.
#[tokio::test]
async fn a_repeated_call_is_not_answered_with_a_password_that_was_stored() {
    let server = TestServer::open().await;
    let token = server.machine("pardos", Role::Manager);
    let call = async |path: &str, body: Value| {
        let mut request = api_request(Method::POST, path, Some(&token), Some(body));
        let key = "de-nuevo".parse().unwrap();
        request.headers_mut().insert("idempotency-key", key);
        server.ask(request).await
    };
    let person = json!({ "username": "yuli", "name": "Yuli", "role": "driver" });
    let first = call("/api/staff", person.clone()).await.expect(201);
    assert!(first.header("idempotency-replayed").is_none());
    call("/api/staff", person).await.refused(409, "username_taken");
    let path = "/api/staff/yuli/password";
    let second = call(path, json!({})).await.expect(200);
    let third = call(path, json!({})).await.expect(200);
    assert_ne!(second.body["password"], third.body["password"]);
}

#[tokio::test]
async fn one_manager_stays_also_when_two_dismiss_each_other() {
    let server = TestServer::open().await;
    let out = json!({ "active": false });
    for change_of in [out.clone(), json!({ "role": "cook" })] {
        change(&server, "gerente", change_of)
            .await
            .refused(409, "conflict");
    }
    hired(&server, "segunda", "manager").await;
    let (first, second) = tokio::join!(
        change(&server, "gerente", out.clone()),
        change(&server, "segunda", out.clone())
    );
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409], "{} {}", first.text, second.text);
    let all = manager(&server, Method::GET, "", json!(null)).await.expect(200);
    let left = all.body["people"].as_array().unwrap().iter();
    assert_eq!(
        left.filter(|person| person["role"] == "manager" && person["active"] == true)
            .count(),
        1
    );
}

#[tokio::test]
async fn two_managers_changes_of_one_person_do_not_overwrite_each_other() {
    let server = TestServer::open().await;
    let token = server.machine("pardos", Role::Manager);
    let seen = manager(&server, Method::GET, "/cocina", json!(null))
        .await
        .expect(200);
    let tag = seen.headers["etag"].clone();
    assert_eq!(tag.to_str().unwrap(), format!("\"{}\"", seen.body["version"]));
    let from_seen = async |body: Value| {
        let mut request = api_request(Method::PATCH, "/api/staff/cocina", Some(&token), Some(body));
        request.headers_mut().insert("if-match", tag.clone());
        server.ask(request).await
    };
    from_seen(json!({ "name": "Rosa" })).await.expect(200);
    from_seen(json!({ "name": "Elmer" }))
        .await
        .refused(412, "version_changed");
}

#[tokio::test]
async fn the_people_of_another_restaurant_are_nobody() {
    let server = TestServer::open().await;
    hired(&server, "milagros", "cook").await;
    let elsewhere = server.machine("caleta", Role::Manager);
    let path = "/api/staff/milagros";
    server.get(path, &elsewhere).await.refused(404, "not_found");
    for (method, path, body) in [
        (Method::PATCH, path.to_owned(), json!({ "active": false })),
        (Method::POST, format!("{path}/password"), json!({})),
    ] {
        let answer = server.api(method, &path, Some(&elsewhere), Some(body)).await;
        answer.refused(404, "not_found");
    }
    let theirs = server.get("/api/staff", &elsewhere).await.expect(200);
    assert!(!theirs.text.contains("milagros"));
}

#[tokio::test]
async fn somebody_changes_their_own_password_and_goes_on_alone() {
    let server = TestServer::open().await;
    let mut here = Browser::staff(&server, HOST, "cocina").await;
    let mut elsewhere = Browser::staff(&server, HOST, "cocina").await;
    let path = "/rpc/auth/change-own-password";
    let change = |old: &str, new: &str| json!({ "change": { "password": old, "newPassword": new } });
    let refused = here
        .call(&server, path, change("no-es-esta", "causa-con-pulpo"))
        .await;
    assert_eq!(
        refused.refused(422, "invalid_value").body["fields"][0]["pointer"],
        "/password"
    );
    here.call(&server, path, change("brasa-demo", "causa-con-pulpo"))
        .await
        .expect(200);
    assert!(goes_on(&server, &mut here).await);
    assert!(!goes_on(&server, &mut elsewhere).await);
    let (_, refused) = sign_in(&server, "cocina", "brasa-demo", None).await;
    refused.refused(401, "wrong_credentials");
    sign_in(&server, "cocina", "causa-con-pulpo", None)
        .await
        .1
        .expect(200);
}
