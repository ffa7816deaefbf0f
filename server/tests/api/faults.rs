//! What apps report when they broke: anybody may, from pages of the site, little at a time and not without end.

use crate::support::{Answer, Browser, TestServer};
use axum::body::Body;
use serde_json::{Value, json};

const PATH: &str = "/rpc/operations/report-fault";

fn report(message: &str) -> Value {
    let report = json!({
        "app": "storefront", "build": "client-1.js", "message": message, "location": "src/a.rs:1:2", "page": "/plato/:id",
        "browser": "safari",
    });
    json!({ "report": report })
}

async fn sent(server: &TestServer, site: &str, body: &Value) -> Answer {
    let request = Browser::new()
        .request("POST", PATH)
        .header("sec-fetch-site", site)
        .header("content-type", "application/json");
    server
        .ask(request.body(Body::from(body.to_string())).unwrap())
        .await
}

#[tokio::test]
async fn a_report_is_taken_from_pages_of_the_site_only() {
    let server = TestServer::open().await;
    sent(&server, "same-origin", &report("it broke"))
        .await
        .expect(200);
    sent(&server, "cross-site", &report("it broke"))
        .await
        .refused(403, "forbidden");
}

#[tokio::test]
async fn a_report_is_small() {
    let server = TestServer::open().await;
    let answer = sent(&server, "same-origin", &report(&"x".repeat(2_048))).await;
    assert_eq!(answer.status, 413, "{}", answer.text);
    let fits = report(&"x".repeat(1_024));
    sent(&server, "same-origin", &fits).await.expect(200);
}

#[tokio::test]
async fn an_address_reports_twenty_times_in_ten_minutes() {
    let server = TestServer::open().await;
    for _ in 0..20 {
        sent(&server, "same-origin", &report("again")).await.expect(200);
    }
    let refused = sent(&server, "same-origin", &report("again")).await;
    assert_eq!(refused.status, 429, "{}", refused.text);
    server.later(11);
    sent(&server, "same-origin", &report("again")).await.expect(200);
}
