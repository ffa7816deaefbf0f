//! What managers know of customers and do with them: notes, blocking, erasing, files; and that it is remembered who did it.

use crate::support::{Answer, Browser, PASSWORD, TestServer, api_request};
use axum::http::Method;
use domain::staff::Role;
use ports::PeriodicTask as _;
use serde_json::{Value, json};

const DAY: i64 = 24 * 60;

async fn put_note(server: &TestServer, id: &str, text: &str, seen: Option<&str>) -> Answer {
    let manager = server.machine("pardos", Role::Manager);
    let path = format!("/api/customers/{id}/note");
    let body = json!({ "text": text });
    let mut request = api_request(Method::PUT, &path, Some(&manager), Some(body));
    if let Some(seen) = seen {
        let headers = request.headers_mut();
        headers.insert("if-match", seen.parse().unwrap());
    }
    server.ask(request).await
}

async fn note(server: &TestServer, id: &str) -> Answer {
    let manager = server.machine("pardos", Role::Manager);
    let path = format!("/api/customers/{id}/note");
    server.get(&path, &manager).await.expect(200)
}

/// What is remembered of customers, oldest first: the action and the number of the customer.
async fn remembered(server: &TestServer) -> Vec<(String, String)> {
    let manager = server.machine("pardos", Role::Manager);
    let page = server.get("/api/audit", &manager).await.expect(200).body;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let entries = page["entries"].as_array().unwrap().iter().rev();
    entries
        .map(|entry| (text(&entry["action"]), text(&entry["subject"])))
        .filter(|(action, _)| action.starts_with("customer"))
        .collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(action, subject): &(&str, &str)| ((*action).to_owned(), (*subject).to_owned());
    expected.iter().map(owned).collect()
}

#[tokio::test]
async fn a_note_is_for_the_restaurant_and_nobody_overwrites_one_unseen() {
    let server = TestServer::open().await;
    let (id, ana) = server.customer("pardos", "ana").await;
    let empty = note(&server, &id).await;
    assert_eq!(
        (&empty.body["text"], &empty.body["byName"], &empty.body["at"]),
        (&json!(""), &Value::Null, &Value::Null)
    );
    let unread = empty.header("etag").unwrap().to_owned();

    let written = put_note(&server, &id, "  Alérgica\r\nal maní ", Some(&unread))
        .await
        .expect(200);
    assert_eq!(written.body["text"], "Alérgica\nal maní");
    assert_eq!(written.body["at"], "2025-10-25T17:00:00.000Z");
    assert_eq!(
        written.header("etag"),
        note(&server, &id).await.header("etag"),
        "what is answered is what is stored"
    );
    // The later of two sees what the other has noted.
    let overtaken = put_note(&server, &id, "Paga con Yape", Some(&unread)).await;
    overtaken.refused(412, "version_changed");
    // The same once more, after an answer that got lost, is done.
    put_note(&server, &id, "Alérgica\nal maní", Some(&unread))
        .await
        .expect(200);
    assert_eq!(note(&server, &id).await.body["text"], "Alérgica\nal maní");
    assert_eq!(remembered(&server).await, pairs(&[("customerNoteChanged", "1")]));

    let profile = server
        .get(&format!("/api/customers/{id}"), &ana)
        .await
        .expect(200);
    assert!(!profile.text.contains("maní"), "{}", profile.text);
    let mut browser = Browser::customer(&server, "localhost:3000", "eva").await;
    let profile = browser
        .call(&server, "/rpc/customers/my-profile", json!({}))
        .await;
    assert!(!profile.text.contains("note"), "{}", profile.text);

    put_note(&server, &id, "", None).await.expect(200);
    let gone = note(&server, &id).await.body;
    assert_eq!(gone["text"], "");
    assert!(gone["byName"].is_string(), "who removed it is known: {gone}");
}

#[tokio::test]
async fn a_note_has_five_hundred_characters_at_most() {
    let server = TestServer::open().await;
    let (id, _) = server.customer("pardos", "ana").await;
    put_note(&server, &id, &"ñ".repeat(500), None).await.expect(200);
    let long = put_note(&server, &id, &"ñ".repeat(501), None).await;
    let refused = long.refused(422, "invalid_value").body;
    assert_eq!(refused["errors"][0]["pointer"], "/text");
    put_note(&server, "c_nobody", "x", None)
        .await
        .refused(404, "not_found");
    put_note(&server, &id, "x", Some("W/x"))
        .await
        .refused(412, "version_changed");
}

#[tokio::test]
async fn a_note_is_in_the_persons_file_and_goes_with_the_account() {
    let server = TestServer::open().await;
    let (id, ana) = server.customer("pardos", "ana").await;
    put_note(&server, &id, "Prefiere la mesa del patio", None)
        .await
        .expect(200);
    let path = format!("/api/customers/{id}/export");
    let own = server.get(&path, &ana).await.expect(200).body;
    assert_eq!(own["staffNote"]["text"], "Prefiere la mesa del patio");
    assert!(own["staffNote"].get("byName").is_none(), "{own}");
    assert_eq!(remembered(&server).await, pairs(&[("customerNoteChanged", "1")]));

    server.later(1);
    let manager = server.machine("pardos", Role::Manager);
    let taken = server.get(&path, &manager).await.expect(200).body;
    assert_eq!(taken, own, "a manager hands over the same");
    server.later(1);
    server
        .api(
            Method::DELETE,
            &format!("/api/customers/{id}"),
            Some(&manager),
            None,
        )
        .await
        .expect(204);
    let all = [
        ("customerNoteChanged", "1"),
        ("customerExported", "1"),
        ("customerErased", "1"),
    ];
    assert_eq!(remembered(&server).await, pairs(&all));

    let partition = format!("%CUSTOMER#{id}");
    assert!(server.rows_like(&partition) > 0);
    server.later(30 * DAY);
    server.app.customers.run_due().await.unwrap();
    server.deliver_events().await;
    server.later(61);
    server.app.customers.run_due().await.unwrap();
    assert_eq!(server.rows_like(&partition), 0);
    assert_eq!(
        remembered(&server).await,
        pairs(&all),
        "what was done stays known"
    );
}

#[tokio::test]
async fn who_blocks_and_who_lets_order_again_is_remembered() {
    let server = TestServer::open().await;
    let (id, ana) = server.customer("pardos", "ana").await;
    let manager = server.machine("pardos", Role::Manager);
    let path = format!("/api/customers/{id}");
    for blocked in [true, true, false] {
        let body = json!({ "blocked": blocked });
        let changed = server.api(Method::PATCH, &path, Some(&manager), Some(body)).await;
        assert_eq!(changed.expect(200).body["blocked"], blocked);
        server.later(1);
    }
    // What a customer changes themselves is not the restaurant's to remember.
    let body = json!({ "name": "Ana Paredes" });
    server
        .api(Method::PATCH, &path, Some(&ana), Some(body))
        .await
        .expect(200);
    let close = format!("{path}/close");
    server
        .post(&close, &ana, json!({ "password": PASSWORD }))
        .await
        .expect(200);
    assert_eq!(
        remembered(&server).await,
        pairs(&[("customerBlocked", "1"), ("customerUnblocked", "1")])
    );
}

#[tokio::test]
async fn customers_are_a_file_that_no_spreadsheet_runs() {
    let server = TestServer::open().await;
    let (id, _) = server.customer("pardos", "ana").await;
    server.customer("pardos", "eva").await;
    server.customer("caleta", "otra").await;
    let manager = server.machine("pardos", Role::Manager);
    let body = json!({ "name": "=HYPERLINK(\"http://x\")" });
    server
        .api(
            Method::PATCH,
            &format!("/api/customers/{id}"),
            Some(&manager),
            Some(body),
        )
        .await
        .expect(200);
    let file = server.exported("/api/customers/export", &manager).await;
    let lines: Vec<&str> = file.trim_end().split("\r\n").collect();
    assert!(
        lines[0].starts_with("\u{feff}\"Cliente\",\"Nombre\",\"Teléfono\""),
        "{file}"
    );
    assert!(lines[1].starts_with("\"1\",\"'=HYPERLINK("), "{file}");
    assert!(lines[2].contains("eva@example.pe"), "{file}");
    assert_eq!(lines.len(), 3, "of this restaurant only: {file}");

    server.later(1);
    let found = server
        .exported("/api/customers/export?search=eva@", &manager)
        .await;
    assert_eq!(found.trim_end().split("\r\n").count(), 2, "{found}");
    let page = server.get("/api/audit", &manager).await.expect(200).body;
    let counts: Vec<&Value> = page["entries"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|entry| entry["action"] == "customersExported")
        .map(|entry| &entry["changes"][0]["after"])
        .collect();
    assert_eq!(counts, [&json!(1), &json!(2)]);
}

#[tokio::test]
async fn a_search_finds_a_number_and_forgives_accents() {
    let server = TestServer::open().await;
    server.customer("pardos", "ana").await;
    let (eva, _) = server.customer("pardos", "eva").await;
    let manager = server.machine("pardos", Role::Manager);
    let body = json!({ "name": "José Núñez" });
    server
        .api(
            Method::PATCH,
            &format!("/api/customers/{eva}"),
            Some(&manager),
            Some(body),
        )
        .await
        .expect(200);
    for search in ["2", "%232", "jose%20NUNEZ"] {
        let path = format!("/api/customers?search={search}");
        let found = server.get(&path, &manager).await.expect(200).body;
        let found: Vec<&Value> = found["customers"]
            .as_array()
            .unwrap()
            .iter()
            .map(|customer| &customer["number"])
            .collect();
        assert_eq!(found, [&json!(2)], "{search}");
    }
}

#[tokio::test]
async fn a_manager_sees_what_a_customer_has_ordered() {
    let server = TestServer::open().await;
    let (id, _) = server.customer("pardos", "ana").await;
    let service = server.machine("pardos", Role::Service);
    for _ in 0..11 {
        let order = json!({ "customerId": id, "items": [{ "productId": "papas_fritas", "qty": 1 }] });
        server.post("/api/orders", &service, order).await.expect(201);
        server.later(1);
    }
    let mut browser = Browser::staff(&server, "localhost:3000", "gerente").await;
    let path = "/rpc/orders/of-customer";
    let first = browser
        .call(&server, path, json!({ "customer": id, "cursor": null }))
        .await
        .expect(200)
        .body;
    assert_eq!(first["totals"]["count"], json!({ "count": 11, "more": false }));
    assert_eq!(first["totals"]["spentCents"], 0, "nothing has come to them yet");
    let orders = first["orders"]["items"].as_array().unwrap();
    assert_eq!(orders.len(), 10);
    let numbers: Vec<u64> = orders
        .iter()
        .map(|order| order["number"].as_u64().unwrap())
        .collect();
    assert!(numbers.is_sorted_by(|one, next| one > next), "{numbers:?}");
    let more = json!({ "customer": id, "cursor": first["orders"]["nextCursor"] });
    let rest = browser.call(&server, path, more).await.expect(200).body;
    assert_eq!(rest["orders"]["items"].as_array().unwrap().len(), 1);
    assert_eq!(rest["totals"], Value::Null);
}
