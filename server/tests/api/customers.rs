//! Profiles, and the accounts that follow them.

use crate::support::{PASSWORD, TestServer};
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};

async fn patch(server: &TestServer, id: &str, token: &str, body: Value) -> crate::support::Answer {
    server
        .api(
            Method::PATCH,
            &format!("/api/customers/{id}"),
            Some(token),
            Some(body),
        )
        .await
}

#[tokio::test]
async fn a_profile_is_as_it_was_told() {
    let server = TestServer::open().await;
    let (id, token) = server.customer("pardos", "ana").await;
    let profile = server
        .get(&format!("/api/customers/{id}"), &token)
        .await
        .expect(200)
        .body;
    assert_eq!(
        (&profile["customerId"], &profile["number"]),
        (&json!(id), &json!(1))
    );
    assert_eq!(
        (&profile["name"], &profile["phone"]),
        (&json!("ana de Prueba"), &json!("+51999888777"))
    );
    assert_eq!(profile["address"]["line"], "Av. Larco 123");
    assert_eq!(profile["createdAt"], "2025-10-25T17:00:00.000Z");
    assert!(!profile.to_string().contains("argon2"));
}

#[tokio::test]
async fn what_is_not_told_stays() {
    let server = TestServer::open().await;
    let (id, token) = server.customer("pardos", "ana").await;
    let changed = patch(&server, &id, &token, json!({ "name": "  Ana Paredes " }))
        .await
        .expect(200)
        .body;
    assert_eq!(
        (&changed["name"], &changed["phone"]),
        (&json!("Ana Paredes"), &json!("+51999888777"))
    );
    let changed = patch(&server, &id, &token, json!({ "phone": "", "address": "" }))
        .await
        .expect(200)
        .body;
    assert_eq!(
        (&changed["phone"], &changed["address"]),
        (&Value::Null, &Value::Null)
    );
    let changed = patch(&server, &id, &token, json!({ "address": "Jr. Puno 45" }))
        .await
        .expect(200)
        .body;
    assert_eq!(changed["address"]["line"], "Jr. Puno 45");
    let wrong = patch(
        &server,
        &id,
        &token,
        json!({ "name": "\u{200b}", "email": "x", "phone": "abc" }),
    )
    .await;
    assert_eq!(
        wrong.refused(422, "invalid_value").body["errors"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
}

#[tokio::test]
async fn a_new_address_signs_in_and_the_old_one_is_free() {
    let server = TestServer::open().await;
    let (id, token) = server.customer("pardos", "ana").await;
    let (_, other) = server.customer("pardos", "eva").await;
    let manager = server.machine("pardos", Role::Manager);
    for email in ["eva@example.pe", "nueva@example.pe"] {
        let refused = patch(&server, &id, &token, json!({ "email": email })).await;
        let refused = refused.refused(422, "invalid_value").body;
        assert_eq!(
            refused["errors"][0]["pointer"], "/email",
            "the same for any address"
        );
    }
    patch(&server, &id, &token, json!({ "email": "ana@example.pe" }))
        .await
        .expect(200);
    patch(&server, &id, &manager, json!({ "email": "eva@example.pe" }))
        .await
        .refused(409, "email_taken");
    patch(&server, &id, &manager, json!({ "email": "Ana.Nueva@example.pe" }))
        .await
        .expect(200);
    server.sign_in("pardos", "ana.nueva@example.pe", PASSWORD).await;
    let old = json!({ "username": "ana@example.pe", "password": PASSWORD });
    server
        .api(Method::POST, "/api/login", None, Some(old))
        .await
        .refused(401, "wrong_credentials");
    let eva = server.get("/api/validate", &other).await.body["customerId"]
        .as_str()
        .unwrap()
        .to_owned();
    patch(&server, &eva, &manager, json!({ "email": "ana@example.pe" }))
        .await
        .expect(200);
}

#[tokio::test]
async fn an_address_book_begins_with_the_address_that_is_used() {
    let server = TestServer::open().await;
    let (id, token) = server.customer("pardos", "ana").await;
    let path = format!("/api/customers/{id}");
    let profile = server.get(&path, &token).await.expect(200).body;
    assert_eq!(profile["addresses"][0]["label"], "Casa");
    let book = json!([
        { "label": " Trabajo ", "line": "Jr. Puno 45", "district": "Cercado" },
        { "label": "Casa", "line": "Av. Larco 123" },
    ]);
    let changed = patch(&server, &id, &token, json!({ "addresses": book }))
        .await
        .expect(200)
        .body;
    assert_eq!(changed["addresses"][0]["label"], "Trabajo");
    assert_eq!(changed["address"]["line"], "Jr. Puno 45");
    let wrong = json!([{ "label": "", "line": "Av. Larco 123" }, { "label": "Casa", "line": "x" }]);
    let refused = patch(&server, &id, &token, json!({ "addresses": wrong })).await;
    let errors = refused.refused(422, "invalid_value").body["errors"].clone();
    let pointers: Vec<_> = errors
        .as_array()
        .unwrap()
        .iter()
        .map(|error| &error["pointer"])
        .collect();
    assert_eq!(pointers, ["/addresses/0/label", "/addresses/1/line"]);
    let many = vec![json!({ "label": "Casa", "line": "Av. Larco 123" }); 11];
    let refused = patch(&server, &id, &token, json!({ "addresses": many })).await;
    assert_eq!(refused.body["errors"][0]["pointer"], "/addresses");
    assert_eq!(
        server.get(&path, &token).await.body,
        changed,
        "nothing of it was stored"
    );
    let none = patch(&server, &id, &token, json!({ "addresses": [] }))
        .await
        .expect(200)
        .body;
    assert_eq!((&none["address"], &none["addresses"]), (&Value::Null, &json!([])));
}

#[tokio::test]
async fn changes_at_once_are_all_made() {
    let server = TestServer::open().await;
    let (id, token) = server.customer("pardos", "ana").await;
    let (name, phone) = tokio::join!(
        patch(&server, &id, &token, json!({ "name": "Ana Paredes" })),
        patch(&server, &id, &token, json!({ "phone": "987654321" })),
    );
    name.expect(200);
    phone.expect(200);
    let profile = server.get(&format!("/api/customers/{id}"), &token).await.body;
    assert_eq!(
        (&profile["name"], &profile["phone"]),
        (&json!("Ana Paredes"), &json!("+51987654321"))
    );
}

#[tokio::test]
async fn a_new_name_is_in_the_next_token() {
    let server = TestServer::open().await;
    let (id, token) = server.customer("pardos", "ana").await;
    patch(&server, &id, &token, json!({ "name": "Ana Paredes" }))
        .await
        .expect(200);
    let token = server.sign_in("pardos", "ana", PASSWORD).await;
    let (_, claims) = server.app.services.auth.verify(&token).await.unwrap();
    assert_eq!(claims.name, "Ana Paredes");
}

#[tokio::test]
async fn others_are_as_if_they_were_not() {
    let server = TestServer::open().await;
    let (ana, _) = server.customer("pardos", "ana").await;
    let (_, eva) = server.customer("pardos", "eva").await;
    let foreign = server
        .get(&format!("/api/customers/{ana}"), &eva)
        .await
        .refused(404, "not_found");
    let unknown = server
        .get("/api/customers/c_nadie", &eva)
        .await
        .refused(404, "not_found");
    let nonsense = server
        .get("/api/customers/nonsense", &eva)
        .await
        .refused(404, "not_found");
    assert_eq!((&foreign.body, &foreign.body), (&unknown.body, &nonsense.body));
    let manager = server.machine("caleta", Role::Manager);
    let elsewhere = server
        .get(&format!("/api/customers/{ana}"), &manager)
        .await
        .refused(404, "not_found");
    assert_eq!(elsewhere.body, unknown.body);
    patch(
        &server,
        &ana,
        &server.machine("pardos", Role::Cook),
        json!({ "name": "Otra" }),
    )
    .await
    .refused(403, "forbidden");
    patch(
        &server,
        &ana,
        &server.machine("pardos", Role::Manager),
        json!({ "name": "Otra" }),
    )
    .await
    .expect(200);
}

/// RFC 7396: what is `null` goes, what is left out stays.
#[tokio::test]
async fn null_removes_what_may_be_missing() {
    let server = TestServer::open().await;
    let (id, ana) = server.customer("pardos", "ana").await;
    let shown = patch(&server, &id, &ana, json!({ "phone": null }))
        .await
        .expect(200)
        .body;
    assert_eq!(
        (&shown["phone"], &shown["address"]["line"]),
        (&Value::Null, &json!("Av. Larco 123"))
    );
    let shown = patch(&server, &id, &ana, json!({ "address": null }))
        .await
        .expect(200)
        .body;
    assert_eq!(
        (&shown["address"], &shown["name"]),
        (&Value::Null, &json!("ana de Prueba"))
    );
    for field in ["name", "email"] {
        let refused = patch(&server, &id, &ana, json!({ field: null })).await;
        let refused = refused.refused(400, "missing_field");
        assert_eq!(refused.body["errors"][0]["pointer"], format!("/{field}"));
    }
}

/// What is looked for is compared as it is stored: telephones by their digits, everything without accents.
#[tokio::test]
async fn customers_are_found_by_telephone_and_without_accents() {
    let server = TestServer::open().await;
    let manager = server.machine("pardos", Role::Manager);
    let contact = json!({ "name": "Lucía Ñáñez", "email": "lucia@example.pe", "phone": "999 888 777" });
    server.post("/api/customers", &manager, contact).await.expect(201);
    for (search, found) in [
        ("999%20888", 1),
        ("%2B51%20999", 1),
        ("999888777", 1),
        ("lucia%20nanez", 1),
        ("LUC%C3%8DA", 1),
        ("luc%C3%ADa@example", 1),
        ("997", 0),
        ("eva", 0),
    ] {
        let path = format!("/api/customers?search={search}");
        let answer = server.get(&path, &manager).await.expect(200);
        assert_eq!(
            answer.body["customers"].as_array().unwrap().len(),
            found,
            "{search}"
        );
    }
}

/// What is looked for may be far apart: each is found once, whatever the size of a page.
#[tokio::test]
async fn a_search_goes_on_where_its_page_ended() {
    let server = TestServer::open().await;
    let manager = server.machine("pardos", Role::Manager);
    for number in 0..12 {
        let name = if number % 3 == 0 { "Rosa" } else { "Otra" };
        let contact = json!({ "name": name, "email": format!("c{number}@example.pe") });
        server.post("/api/customers", &manager, contact).await.expect(201);
    }
    for limit in [1, 2, 3, 100] {
        let (mut found, mut path) = (Vec::new(), format!("/api/customers?search=rosa&limit={limit}"));
        loop {
            let page = server.get(&path, &manager).await.expect(200).body;
            let mails = page["customers"].as_array().unwrap().iter();
            found.extend(mails.map(|customer| customer["email"].as_str().unwrap().to_owned()));
            let Some(next) = page["nextCursor"].as_str() else {
                break;
            };
            path = format!("/api/customers?search=rosa&limit={limit}&cursor={next}");
        }
        let wanted: Vec<String> = [0, 3, 6, 9].map(|number| format!("c{number}@example.pe")).into();
        assert_eq!(found, wanted, "{limit} on a page");
    }
}
