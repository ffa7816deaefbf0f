//! Registration, sign-in and tokens of the public API.

use crate::support::{PASSWORD, TestServer, api_request};
use api::auth::{App, Credentials};
use axum::extract::ConnectInfo;
use axum::http::Method;
use domain::TenantId;
use domain::event::Event;
use domain::staff::Role;
use ports::documents::{Commit, Expect, Key, Table, Write};
use serde_json::{Value, json};
use services::caller::{Caller, Who};
use std::net::SocketAddr;

fn registration(username: &str, email: &str) -> Value {
    json!({ "username": username, "email": email, "password": PASSWORD })
}

async fn post(server: &TestServer, path: &str, body: Value) -> crate::support::Answer {
    server.api(Method::POST, path, None, Some(body)).await
}

#[tokio::test]
async fn a_customer_registers_signs_in_and_is_validated() {
    let server = TestServer::open().await;
    let made = post(
        &server,
        "/api/auth/register",
        registration("Ana.P", "Ana@Example.pe"),
    )
    .await
    .expect(201);
    assert_eq!(made.body["username"], "ana.p");
    for account in ["ana.p", " ANA.P ", "ana@example.pe"] {
        let body = json!({ "username": account, "password": PASSWORD });
        let answer = post(&server, "/api/auth/login", body).await.expect(200);
        assert_eq!(
            (&answer.body["role"], &answer.body["customerId"]),
            (&json!("customer"), &made.body["customerId"])
        );
        assert_eq!(answer.body["expiresAt"], "2025-10-25T18:00:00.000Z", "an hour");
        let token = answer.body["token"].as_str().unwrap();
        let valid = server.get("/api/validate", token).await.expect(200);
        assert_eq!(valid.body["customerId"], made.body["customerId"]);
        assert_eq!(
            (&valid.body["valid"], &valid.body["tenantId"]),
            (&json!(true), &json!("pardos"))
        );
    }
    let events = server
        .app
        .bus
        .since(&TenantId::parse("pardos").unwrap(), 0, 100)
        .await
        .unwrap();
    let names: Vec<&str> = events
        .iter()
        .map(|published| published.envelope.event.name())
        .collect();
    assert_eq!(
        names.iter().filter(|name| **name == "CustomerRegistered").count(),
        1
    );
    assert_eq!(
        names.iter().filter(|name| **name == "CustomerLoggedIn").count(),
        3
    );
    assert!(
        events
            .iter()
            .all(|published| !matches!(published.envelope.event, Event::OrderCreated { .. }))
    );
}

#[tokio::test]
async fn names_and_addresses_are_taken_once_per_restaurant() {
    let server = TestServer::open().await;
    post(&server, "/api/register", registration("ana", "ana@example.pe"))
        .await
        .expect(201);
    let username = post(&server, "/api/register", registration("ANA", "other@example.pe")).await;
    assert_eq!(
        username.refused(409, "username_taken").body["errors"][0]["pointer"],
        "/username"
    );
    let email = post(&server, "/api/register", registration("eva", "ANA@example.pe")).await;
    assert_eq!(
        email.refused(409, "email_taken").body["errors"][0]["pointer"],
        "/email"
    );
    let mut elsewhere = api_request(
        Method::POST,
        "/api/register",
        None,
        Some(registration("ana", "ana@example.pe")),
    );
    elsewhere
        .headers_mut()
        .insert("x-tenant-id", "caleta".parse().unwrap());
    server.ask(elsewhere).await.expect(201);
}

#[tokio::test]
async fn one_name_asked_for_by_many_at_once_goes_to_one() {
    let server = TestServer::open().await;
    let tries = (0..8).map(|n| {
        post(
            &server,
            "/api/register",
            registration("ana", &format!("a{n}@example.pe")),
        )
    });
    let answers = futures::future::join_all(tries).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
    assert!(answers.iter().all(|answer| [201, 409].contains(&answer.status)));
}

#[tokio::test]
async fn everything_wrong_is_told_at_once() {
    let server = TestServer::open().await;
    let body = json!({
        "username": "a", "email": "no", "password": "12345678", "phone": "x", "address": { "district": "Lince" },
    });
    let answer = post(&server, "/api/register", body)
        .await
        .refused(422, "invalid_value");
    let pointers: Vec<&str> = answer.body["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["pointer"].as_str().unwrap())
        .collect();
    assert_eq!(
        pointers,
        ["/username", "/email", "/password", "/phone", "/address/line"]
    );
    post(&server, "/api/register", json!({}))
        .await
        .refused(400, "missing_field");
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_user_look_the_same() {
    let server = TestServer::open().await;
    server.customer("pardos", "ana").await;
    let try_in = |username: &'static str| {
        post(
            &server,
            "/api/login",
            json!({ "username": username, "password": "no-es-esta" }),
        )
    };
    let known = try_in("ana").await.refused(401, "wrong_credentials");
    for unknown in ["nadie", "nadie@example.pe", "x#y", ""] {
        if unknown.is_empty() {
            try_in(unknown).await.refused(400, "missing_field");
        } else {
            assert_eq!(try_in(unknown).await.body, known.body, "{unknown}");
        }
    }
}

#[tokio::test]
async fn guessing_is_slowed_down_per_account_and_address() {
    let server = TestServer::open().await;
    server.customer("pardos", "ana").await;
    let from = |last: u8, password: &str| {
        let body = json!({ "username": "ana", "password": password });
        let mut request = api_request(Method::POST, "/api/login", None, Some(body));
        request
            .extensions_mut()
            .insert(ConnectInfo(SocketAddr::from(([198, 51, 100, last], 1))));
        server.ask(request)
    };
    for _ in 0..10 {
        from(1, "adivino-1").await.refused(401, "wrong_credentials");
    }
    let refused = from(1, PASSWORD).await.refused(429, "rate_limited");
    assert_eq!(refused.header("retry-after"), Some("901"));
    from(2, PASSWORD).await.expect(200);
    server.later(16);
    from(1, PASSWORD).await.expect(200);
}

#[tokio::test]
async fn guessing_many_accounts_is_slowed_down_too() {
    let server = TestServer::open().await;
    let body = |n: usize| json!({ "username": format!("nadie{n}"), "password": "adivino-1" });
    for n in 0..60 {
        post(&server, "/api/login", body(n))
            .await
            .refused(401, "wrong_credentials");
    }
    post(&server, "/api/login", body(60))
        .await
        .refused(429, "rate_limited");
    server.later(2);
    post(&server, "/api/login", body(60))
        .await
        .refused(401, "wrong_credentials");
}

#[tokio::test]
async fn tokens_are_ours_and_end() {
    let server = TestServer::open().await;
    let (_, token) = server.customer("pardos", "ana").await;
    let (head, rest) = token.split_once('.').unwrap();
    let (claims, seal) = rest.split_once('.').unwrap();
    let none = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0";
    for forged in [
        format!("{head}.{claims}.{}", "A".repeat(seal.len())),
        format!("{none}.{claims}."),
        format!("{head}.{claims}"),
        "x".to_owned(),
        String::new(),
    ] {
        server
            .get("/api/validate", &forged)
            .await
            .refused(401, "unauthenticated");
        server
            .get("/api/products", &forged)
            .await
            .refused(401, "unauthenticated");
    }
    server
        .api(Method::GET, "/api/validate", None, None)
        .await
        .refused(401, "unauthenticated");
    server.get("/api/validate", &token).await.expect(200);
    server.later(60);
    server
        .get("/api/validate", &token)
        .await
        .refused(401, "unauthenticated");
}

#[tokio::test]
async fn staff_and_machines_have_tokens_of_their_own() {
    let server = TestServer::open().await;
    let cook = server.sign_in("pardos", "cocina", "brasa-demo").await;
    let valid = server.get("/api/validate", &cook).await.expect(200);
    assert_eq!(
        (&valid.body["role"], &valid.body["customerId"]),
        (&json!("cook"), &Value::Null)
    );
    for role in [Role::Cook, Role::Manager, Role::Service] {
        let valid = server
            .get("/api/validate", &server.machine("caleta", role))
            .await
            .expect(200);
        assert_eq!(
            (&valid.body["role"], &valid.body["tenantId"]),
            (&json!(role), &json!("caleta"))
        );
    }
    let tenant = TenantId::parse("pardos").unwrap();
    assert!(
        server.app.auth.service_token(&tenant, Role::Customer).is_err(),
        "a customer is a person"
    );
}

#[tokio::test]
async fn the_demo_staff_is_made_once() {
    let server = TestServer::open().await;
    let tenant = TenantId::parse("pardos").unwrap();
    let visitor = Caller {
        tenant: tenant.clone(),
        who: Who::Visitor,
        address: Some("here".into()),
    };
    let credentials = || Credentials {
        username: "cocina".into(),
        password: "brasa-demo".into(),
        new_password: None,
    };
    let before = server
        .app
        .services
        .auth
        .sign_in(&visitor, App::Console, credentials())
        .await
        .unwrap();
    application::demo::staff::seed_staff(&server.app.auth, &tenant)
        .await
        .unwrap();
    let after = server
        .app
        .services
        .auth
        .sign_in(&visitor, App::Console, credentials())
        .await
        .unwrap();
    assert_eq!(before.caller, after.caller);
}

#[tokio::test]
async fn an_account_from_another_system_is_hashed_again() {
    let server = TestServer::open().await;
    let tenant = TenantId::parse("pardos").unwrap();
    server.customer("pardos", "ana").await;
    let key = Key::new(Table::Users, "USER#ana", "INFO");
    let documents = &server.app.documents;
    let stored = async || documents.get(&tenant, &key).await.unwrap().unwrap();
    let mut user: Value = stored().await.read().unwrap();
    user["password"] = json!(bcrypt::hash(PASSWORD, 4).unwrap());
    let write = Write::put(key.clone(), &user, Expect::Anything).unwrap();
    let imported = Commit {
        writes: vec![write],
        events: Vec::new(),
    };
    documents.commit(&tenant, imported).await.unwrap();
    let wrong = json!({ "username": "ana", "password": "otra-clave-larga" });
    server
        .api(Method::POST, "/api/login", None, Some(wrong))
        .await
        .refused(401, "wrong_credentials");
    for _ in 0..2 {
        server.sign_in("pardos", "ana", PASSWORD).await;
        let user: Value = stored().await.read().unwrap();
        assert!(user["password"].as_str().unwrap().starts_with("$argon2id$"));
    }
}

#[tokio::test]
async fn an_account_signs_in_only_so_often_and_nobody_keeps_its_owner_out() {
    let server = TestServer::open().await;
    server.customer("pardos", "ana").await;
    let sign_in = async |password: &str| {
        let body = json!({ "username": "ana", "password": password });
        post(&server, "/api/auth/login", body).await
    };
    // Wrong ones have limits of their own, by address.
    sign_in("wrong-password").await.refused(401, "wrong_credentials");
    let mut right = 0;
    loop {
        let answer = sign_in(PASSWORD).await;
        if answer.status == 429 {
            break;
        }
        answer.expect(200);
        right += 1;
    }
    assert!((58..=60).contains(&right), "{right}");
    server.clock.advance_ms(60_000);
    sign_in(PASSWORD).await.expect(200);
}

#[tokio::test]
async fn what_somebody_with_a_token_is_told_is_kept_nowhere() {
    let server = TestServer::open().await;
    let (id, ana) = server.customer("pardos", "ana").await;
    let own = server
        .get(&format!("/api/customers/{id}"), &ana)
        .await
        .expect(200);
    assert_eq!(own.headers["cache-control"], "no-store");
    let carta = server
        .api(Method::GET, "/api/products", None, None)
        .await
        .expect(200);
    assert_ne!(carta.headers["cache-control"], "no-store");
}
