//! Sheets of the paper book, typed in, and the notice that is shown in the shop.

use super::{filed, form, from};
use crate::support::{Answer, TestServer, api_request};
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};

/// A sheet that was filled in on Monday, 20 October; today is Saturday, the 25th.
fn paper() -> Value {
    let mut paper = form();
    paper["filedOn"] = json!("2025-10-20");
    paper["paperNumber"] = json!("000123");
    paper
}

async fn enter(server: &TestServer, key: &str, paper: Value) -> Answer {
    let manager = server.machine("pardos", Role::Manager);
    let mut request = api_request(Method::POST, "/api/claims/paper", Some(&manager), Some(paper));
    request
        .headers_mut()
        .insert("idempotency-key", key.parse().unwrap());
    server.ask(request).await
}

#[tokio::test]
async fn a_sheet_of_paper_takes_the_next_number_and_keeps_its_date() {
    let server = TestServer::open().await;
    let entered = enter(&server, "p1", paper()).await.expect(201).body;
    assert_eq!(
        (&entered["number"], &entered["due"]),
        (&json!("000000006-2025"), &json!("2025-11-10")),
        "fifteen business days after the date on the paper"
    );
    let again = enter(&server, "p1", paper()).await.expect(201);
    assert_eq!(again.body, entered);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(filed(&server, "pardos").await, 6);
    let next = from(&server, 1, None, form()).await.expect(201).body;
    assert_eq!(next["number"], "000000007-2025");

    let manager = server.machine("pardos", Role::Manager);
    let claim = server
        .get("/api/claims/000000006-2025", &manager)
        .await
        .expect(200)
        .body;
    assert_eq!(
        (&claim["paper"]["filedOn"], &claim["paper"]["number"]),
        (&json!("2025-10-20"), &json!("000123"))
    );
    assert_eq!(claim["paper"]["enteredBy"]["role"], "manager");
    let other = server
        .get("/api/claims/000000007-2025", &manager)
        .await
        .expect(200)
        .body;
    assert_eq!(other["paper"], json!(null));
    let csv = server.exported("/api/claims/export", &manager).await;
    assert_eq!(csv.matches("\"20/10/2025\"").count(), 1);
    assert_eq!(csv.matches("\"Sí\",\"000123\"").count(), 1);
    // It is answered like every other.
    let reply = json!({ "answer": "Tienes razón." });
    let path = "/api/claims/000000006-2025/reply";
    server.post(path, &manager, reply).await.expect(200);
    server.deliver_events().await;
    let claim = server
        .get("/api/claims/000000006-2025", &manager)
        .await
        .expect(200);
    assert_eq!(claim.body["state"], "answered");
}

#[tokio::test]
async fn a_sheet_of_december_that_is_typed_in_in_january_has_a_number_of_december() {
    let server = TestServer::open().await;
    // Friday, 2 January.
    server.later(69 * 24 * 60);
    let mut december = paper();
    december["filedOn"] = json!("2025-12-30");
    let mut given = Vec::new();
    for sheet in ["december", "web", "december again", "web again"] {
        let filed = match sheet.starts_with("web") {
            true => from(&server, 1, None, form()).await,
            false => enter(&server, sheet, december.clone()).await,
        };
        given.push(filed.expect(201).body["number"].as_str().unwrap().to_owned());
    }
    assert_eq!(
        given,
        [
            "000000006-2025",
            "000000001-2026",
            "000000007-2025",
            "000000002-2026"
        ]
    );
}

#[tokio::test]
async fn what_is_typed_in_has_a_date_of_the_past_and_what_the_law_asks_for() {
    let server = TestServer::open().await;
    let mut wrong = paper();
    wrong["filedOn"] = json!("2025-10-26");
    wrong["paperNumber"] = json!("x".repeat(31));
    wrong["document"] = json!("1");
    let refused = enter(&server, "p2", wrong).await.refused(422, "invalid_value");
    let pointers: Vec<&str> = refused.body["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["pointer"].as_str().unwrap())
        .collect();
    assert_eq!(pointers, ["/filedOn", "/paperNumber", "/document"]);
    assert_eq!(filed(&server, "pardos").await, 5);
}

#[tokio::test]
async fn the_notice_leads_to_the_book_of_its_restaurant() {
    let server = TestServer::open().await;
    for (tenant, host) in [("pardos", "://localhost"), ("caleta", "://caleta.localhost")] {
        let manager = server.machine(tenant, Role::Manager);
        let notice = server.get("/api/claims/poster", &manager).await.expect(200).body;
        let url = notice["url"].as_str().unwrap();
        assert!(
            url.contains(host) && url.ends_with("/libro-de-reclamaciones"),
            "{url}"
        );
        assert!(notice["svg"].as_str().unwrap().starts_with("<svg"));
        assert_eq!(notice["ruc"].as_str().map(str::len), Some(11));
    }
}
