//! Answering: once, by mail or by letter, and within the term.

use super::{form, from};
use crate::support::{Answer, TestServer};
use axum::http::Method;
use domain::staff::Role;
use ports::PeriodicTask as _;
use ports::documents::{Key, Table};
use serde_json::{Value, json};

async fn reply(server: &TestServer, number: &str, reply: Value) -> Answer {
    let manager = server.machine("pardos", Role::Manager);
    server
        .post(&format!("/api/claims/{number}/reply"), &manager, reply)
        .await
}

async fn show(server: &TestServer, number: &str) -> Value {
    let manager = server.machine("pardos", Role::Manager);
    server
        .get(&format!("/api/claims/{number}"), &manager)
        .await
        .expect(200)
        .body
}

/// All mail that was sent.
pub(super) fn mails(server: &TestServer) -> String {
    let data = server.site().parent().unwrap().join("data");
    let mut all = String::new();
    let mut folders = vec![data];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "eml") {
                all.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    all
}

#[tokio::test]
async fn a_claim_goes_from_form_to_answer_and_never_changes() {
    let server = TestServer::open().await;
    let filed = from(&server, 1, None, form()).await.expect(201).body;
    let number = filed["number"].as_str().unwrap();
    server.deliver_events().await;
    assert_eq!(mails(&server).matches("\nTo: ").count(), 1, "the copy");
    let before = show(&server, number).await;
    server.later(60);
    let text = json!({ "answer": "Tienes razón.", "actions": "Se devolvió el monto." });
    let answered = reply(&server, number, text.clone()).await.expect(200).body;
    assert_eq!(
        (&answered["state"], &answered["reply"]["answer"]),
        (&json!("open"), &json!("Tienes razón.")),
        "the consumer does not have it yet"
    );
    assert_eq!(answered["reply"]["by"]["role"], "manager");
    // The same once more is the same; another one is refused, and nothing else can be done to a sheet.
    assert_eq!(reply(&server, number, text).await.expect(200).body, answered);
    reply(&server, number, json!({ "answer": "Otra." }))
        .await
        .refused(409, "conflict");
    let manager = server.machine("pardos", Role::Manager);
    let path = format!("/api/claims/{number}");
    for method in [Method::PUT, Method::PATCH, Method::DELETE, Method::POST] {
        let refused = server.api(method, &path, Some(&manager), Some(json!({}))).await;
        refused.refused(405, "method_not_allowed");
    }
    let letter = format!("{path}/confirm-letter");
    let no_letter = async || {
        let refused = server.post(&letter, &manager, json!({})).await;
        refused.refused(409, "conflict");
    };
    no_letter().await;
    server.deliver_events().await;
    no_letter().await;
    let after = show(&server, number).await;
    assert_eq!(
        (&after["state"], &after["undeliveredAt"]),
        (&json!("answered"), &json!(null))
    );
    for same in ["number", "filedAt", "due", "provider", "form"] {
        assert_eq!(after[same], before[same], "{same}");
    }
    for _ in 0..2 {
        server.deliver_events().await;
    }
    assert_eq!(
        mails(&server).matches("\nTo: ").count(),
        2,
        "the copy and the reply"
    );
}

#[tokio::test]
async fn a_letter_counts_when_it_was_sent() {
    let server = TestServer::open().await;
    let mut by_letter = form();
    by_letter["email"] = json!("");
    by_letter["address"] = json!("Av. Larco 345, Miraflores");
    let filed = from(&server, 1, None, by_letter).await.expect(201).body;
    let number = filed["number"].as_str().unwrap();
    let manager = server.machine("pardos", Role::Manager);
    let path = format!("/api/claims/{number}/confirm-letter");
    server
        .post(&path, &manager, json!({}))
        .await
        .refused(409, "conflict");
    let replied = reply(&server, number, json!({ "answer": "Tienes razón." }))
        .await
        .expect(200)
        .body;
    assert_eq!(
        (&replied["state"], &replied["answeredAt"]),
        (&json!("open"), &json!(null))
    );
    for _ in 0..2 {
        let sent = server.post(&path, &manager, json!({})).await.expect(200).body;
        assert_eq!(sent["state"], "answered");
    }
    server.deliver_events().await;
    assert_eq!(mails(&server), "", "there is no address to mail to");
    let late = server.get("/api/claims", &manager).await.body["totals"].clone();
    assert_eq!(late["answered"], 2);
}

#[tokio::test]
async fn two_managers_give_one_answer() {
    let server = TestServer::open().await;
    let filed = from(&server, 1, None, form()).await.expect(201).body;
    let number = filed["number"].as_str().unwrap();
    let answers =
        futures::future::join_all((0..8).map(|n| reply(&server, number, json!({ "answer": n.to_string() }))))
            .await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    server.deliver_events().await;
    let totals = server
        .get("/api/claims", &server.machine("pardos", Role::Manager))
        .await
        .body["totals"]
        .clone();
    assert_eq!((&totals["answered"], &totals["all"]), (&json!(2), &json!(6)));
}

#[tokio::test]
async fn a_reply_says_something_to_a_claim_that_is_there() {
    let server = TestServer::open().await;
    let refused = reply(&server, "000000002-2025", json!({ "actions": "x".repeat(2_001) })).await;
    let refused = refused.refused(422, "invalid_value");
    assert_eq!(refused.body["errors"][0]["pointer"], "/answer");
    assert_eq!(refused.body["errors"][1]["pointer"], "/actions");
    for number in ["999999999-2025", "2", "x"] {
        reply(&server, number, json!({ "answer": "Sí" }))
            .await
            .refused(404, "not_found");
    }
}

#[tokio::test]
async fn a_claim_becomes_late_and_that_is_told_once() {
    let server = TestServer::open().await;
    let late = async || server.app.claims.run_due().await.unwrap();
    assert_eq!(late().await, 2, "one of each demo restaurant");
    server.later(11);
    assert_eq!(late().await, 0);
    let filed = from(&server, 1, None, form()).await.expect(201).body;
    let number = filed["number"].as_str().unwrap();
    // A row that nobody can read, before all others.
    let spoilt = Key::new(Table::Claims, "OPEN", "2025-01-01#x");
    server.spoil("pardos", spoilt).await;
    // Its last day is 14 November.
    server.later(20 * 24 * 60);
    assert_eq!(
        (
            &show(&server, number).await["state"],
            &show(&server, number).await["daysLeft"]
        ),
        (&json!("soon"), &json!(0))
    );
    server.later(12 * 60);
    assert_eq!(show(&server, number).await["state"], "late");
    assert!(late().await > 0);
    let answered = reply(&server, number, json!({ "answer": "Perdón por la demora." })).await;
    assert_eq!(answered.expect(200).body["state"], "late");
    server.deliver_events().await;
    assert_eq!(show(&server, number).await["state"], "answered");
}

#[tokio::test]
async fn another_restaurant_knows_nothing_of_it() {
    let server = TestServer::open().await;
    let filed = from(&server, 1, None, form()).await.expect(201).body;
    let number = filed["number"].as_str().unwrap();
    let elsewhere = server.machine("caleta", Role::Manager);
    server
        .get(&format!("/api/claims/{number}"), &elsewhere)
        .await
        .refused(404, "not_found");
    let all = server.get("/api/claims?state=all", &elsewhere).await.expect(200);
    assert!(!all.text.contains("Lucía Rojas"));
    let csv = server.exported("/api/claims/export", &elsewhere).await;
    assert!(!csv.contains("Lucía Rojas"));
}

#[tokio::test]
async fn a_reply_that_cannot_be_mailed_is_no_answer_until_it_went_another_way() {
    let server = TestServer::open().await;
    // Enough copies that the address gets no more of them, which holds up no reply, and then enough replies.
    let mut numbers = Vec::new();
    for address in 1..=13 {
        let filed = from(&server, address, None, form()).await.expect(201).body;
        numbers.push(filed["number"].as_str().unwrap().to_owned());
    }
    let mut stands = Vec::new();
    for number in &numbers {
        let replied = reply(&server, number, json!({ "answer": "Tienes razón." })).await;
        replied.expect(200);
        server.deliver_events().await;
        let claim = show(&server, number).await;
        stands.push((
            claim["undeliveredAt"].is_string(),
            claim["answeredAt"].is_string(),
            claim["state"].clone(),
        ));
    }
    let last = stands.pop();
    assert_eq!(last, Some((true, false, json!("open"))));
    assert!(
        stands
            .iter()
            .all(|stands| *stands == (false, true, json!("answered")))
    );
    let manager = server.machine("pardos", Role::Manager);
    let totals = async || server.get("/api/claims", &manager).await.body["totals"]["answered"].clone();
    assert_eq!(totals().await, 13);
    let number = numbers.last().unwrap();
    let path = format!("/api/claims/{number}/confirm-letter");
    for _ in 0..2 {
        let sent = server.post(&path, &manager, json!({})).await.expect(200).body;
        assert_eq!(sent["state"], "answered");
        server.deliver_events().await;
    }
    assert_eq!(totals().await, 14);
}
