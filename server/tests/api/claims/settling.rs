//! Offers to settle: the term pauses while the consumer has one, five business days at most.

use super::answering::mails;
use super::{form, from};
use crate::support::{Answer, TestServer, api_request};
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};

const DAY: i64 = 24 * 60;

pub(super) async fn post(server: &TestServer, path: &str, body: Value) -> Answer {
    let manager = server.machine("pardos", Role::Manager);
    server.post(&format!("/api/claims/{path}"), &manager, body).await
}

async fn offer(server: &TestServer, number: &str, text: &str) -> Answer {
    post(server, &format!("{number}/offer"), json!({ "offer": text })).await
}

pub(super) async fn note(server: &TestServer, number: &str, note: &str) -> Answer {
    post(server, &format!("{number}/offer/note"), json!({ "note": note })).await
}

async fn show(server: &TestServer, number: &str) -> Value {
    let manager = server.machine("pardos", Role::Manager);
    let path = format!("/api/claims/{number}");
    server.get(&path, &manager).await.expect(200).body
}

/// The consumer's answer, with the key of the sheet.
pub(super) async fn answer(server: &TestServer, number: &str, key: &str, accepted: bool) -> Answer {
    let path = format!("/api/claims/{number}/sheet/offer?key={key}");
    let body = json!({ "accepted": accepted });
    server
        .ask(api_request(Method::POST, &path, None, Some(body)))
        .await
}

/// A form whose reply goes by letter.
fn by_letter() -> Value {
    let mut by_letter = form();
    by_letter["email"] = json!("");
    by_letter["address"] = json!("Av. Larco 345, Miraflores");
    by_letter
}

/// A claim of Saturday, 25 October, due on 14 November: its number and its key.
async fn claimed(server: &TestServer, form: Value) -> (String, String) {
    let filed = from(server, 1, None, form).await.expect(201).body;
    assert_eq!(filed["due"], "2025-11-14");
    let text = |name: &str| filed[name].as_str().unwrap().to_owned();
    (text("number"), text("key"))
}

/// The numbers of a list of the book.
async fn listed(server: &TestServer, state: &str) -> Vec<String> {
    let manager = server.machine("pardos", Role::Manager);
    let path = format!("/api/claims?state={state}&limit=100");
    super::numbers(&server.get(&path, &manager).await.expect(200).body)
}

#[tokio::test]
async fn an_accepted_offer_ends_the_claim_with_the_words_of_the_law() {
    let server = TestServer::open().await;
    let (number, key) = claimed(&server, form()).await;
    let nothing = answer(&server, &number, &key, true).await;
    nothing.refused(409, "conflict");
    let written = offer(&server, &number, "Te devolvemos el pedido.")
        .await
        .expect(200)
        .body;
    assert_eq!(
        (&written["due"], &written["settlement"]["sent"]),
        (&json!("2025-11-14"), &json!(null))
    );
    // The same once more is the same, and another one is refused.
    offer(&server, &number, "Te devolvemos el pedido.")
        .await
        .expect(200);
    offer(&server, &number, "Otra.").await.refused(409, "conflict");
    let sheet = format!("/api/claims/{number}/sheet?key={key}");
    let unsent = server.api(Method::GET, &sheet, None, None).await.expect(200).body;
    assert_eq!(
        unsent["settlement"],
        json!(null),
        "nobody sees it before it was sent"
    );
    for _ in 0..2 {
        server.deliver_events().await;
    }
    assert_eq!(
        mails(&server).matches("\nTo: ").count(),
        2,
        "the copy and the offer"
    );
    let sent = show(&server, &number).await;
    assert_eq!(
        (&sent["due"], &sent["settlement"]["sent"]["until"]),
        (&json!("2025-11-21"), &json!("2025-10-31"))
    );
    answer(&server, &number, "0", true)
        .await
        .refused(404, "not_found");
    for _ in 0..2 {
        let accepted = answer(&server, &number, &key, true).await.expect(200).body;
        assert_eq!(
            (&accepted["state"], &accepted["settlement"]["answer"]["words"]),
            (
                &json!("answered"),
                &json!("ACUERDO ACEPTADO PARA SOLUCIONAR EL RECLAMO")
            )
        );
    }
    answer(&server, &number, &key, false)
        .await
        .refused(409, "conflict");
    post(&server, &format!("{number}/reply"), json!({ "answer": "Sí" }))
        .await
        .refused(409, "conflict");
    assert!(!listed(&server, "open").await.contains(&number));
    assert!(listed(&server, "answered").await.contains(&number));
    let manager = server.machine("pardos", Role::Manager);
    let csv = server.exported("/api/claims/export", &manager).await;
    assert_eq!(
        csv.matches("ACUERDO ACEPTADO PARA SOLUCIONAR EL RECLAMO").count(),
        1
    );
}

#[tokio::test]
async fn a_declined_offer_pauses_the_term_for_the_days_that_it_was_open() {
    let server = TestServer::open().await;
    let (number, key) = claimed(&server, form()).await;
    offer(&server, &number, "Te invitamos un postre.")
        .await
        .expect(200);
    server.deliver_events().await;
    // Monday to Wednesday.
    server.later(4 * DAY);
    let declined = answer(&server, &number, &key, false).await.expect(200).body;
    assert_eq!(
        (&declined["state"], &declined["due"]),
        (&json!("open"), &json!("2025-11-19"))
    );
    note(&server, &number, "accepted").await.refused(409, "conflict");
    // It becomes late by its new last day.
    server.later(20 * DAY);
    assert!(!listed(&server, "late").await.contains(&number));
    server.later(2 * DAY);
    assert!(listed(&server, "late").await.contains(&number));
    post(&server, &format!("{number}/reply"), json!({ "answer": "Sí" }))
        .await
        .expect(200);
    server.deliver_events().await;
    assert_eq!(show(&server, &number).await["state"], "answered");
    assert!(
        !listed(&server, "open").await.contains(&number),
        "under no day of it"
    );
}

#[tokio::test]
async fn silence_lets_the_term_run_on_after_five_business_days() {
    let server = TestServer::open().await;
    let (number, key) = claimed(&server, form()).await;
    offer(&server, &number, "Te invitamos un postre.")
        .await
        .expect(200);
    server.deliver_events().await;
    server.later(7 * DAY);
    answer(&server, &number, &key, true)
        .await
        .refused(409, "conflict");
    assert_eq!(show(&server, &number).await["due"], "2025-11-21");
    // What the consumer said in time may be noted later.
    let noted = note(&server, &number, "accepted").await.expect(200).body;
    assert_eq!(noted["settlement"]["answer"]["notedBy"]["role"], "manager");
    assert_eq!(noted["state"], "answered");
}

#[tokio::test]
async fn an_offer_by_letter_pauses_the_term_once_it_was_sent() {
    let server = TestServer::open().await;
    let (number, _) = claimed(&server, by_letter()).await;
    note(&server, &number, "sent").await.refused(409, "conflict");
    offer(&server, &number, " ").await.refused(400, "missing_field");
    offer(&server, &number, "Te devolvemos el pedido.")
        .await
        .expect(200);
    server.deliver_events().await;
    assert_eq!(show(&server, &number).await["due"], "2025-11-14");
    for _ in 0..2 {
        let sent = note(&server, &number, "sent").await.expect(200).body;
        assert_eq!(sent["due"], "2025-11-21");
    }
    let declined = note(&server, &number, "declined").await.expect(200).body;
    assert_eq!(
        declined["due"], "2025-11-14",
        "on the same day: nothing was paused"
    );
    // A reply is still needed, and then there is nothing more to settle.
    post(&server, &format!("{number}/reply"), json!({ "answer": "Sí" }))
        .await
        .expect(200);
    let second = claimed_again(&server).await;
    post(&server, &format!("{second}/reply"), json!({ "answer": "Sí" }))
        .await
        .expect(200);
    offer(&server, &second, "Tarde.").await.refused(409, "conflict");
}

async fn claimed_again(server: &TestServer) -> String {
    let filed = from(server, 2, None, form()).await.expect(201).body;
    filed["number"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_offer_that_is_to_be_mailed_is_not_noted_as_sent() {
    let server = TestServer::open().await;
    let (number, _) = claimed(&server, form()).await;
    offer(&server, &number, "Te invitamos un postre.")
        .await
        .expect(200);
    note(&server, &number, "sent").await.refused(409, "conflict");
    server.deliver_events().await;
    assert_eq!(
        mails(&server).matches("\nTo: ").count(),
        2,
        "the copy and the offer"
    );
    // Once it was, saying so changes nothing.
    let sent = show(&server, &number).await;
    assert_eq!(sent["settlement"]["sent"]["by"], "system");
    assert_eq!(note(&server, &number, "sent").await.expect(200).body, sent);
}

#[tokio::test]
async fn an_offer_that_the_consumer_does_not_have_is_not_answered() {
    let server = TestServer::open().await;
    let (number, key) = claimed(&server, by_letter()).await;
    offer(&server, &number, "Te invitamos un postre.")
        .await
        .expect(200);
    for said in ["accepted", "declined"] {
        note(&server, &number, said).await.refused(409, "conflict");
    }
    for accepted in [true, false] {
        answer(&server, &number, &key, accepted)
            .await
            .refused(409, "conflict");
    }
    note(&server, &number, "sent").await.expect(200);
    let declined = note(&server, &number, "declined").await.expect(200).body;
    assert_eq!(declined["settlement"]["answer"]["accepted"], false);
}

#[tokio::test]
async fn an_offer_for_a_late_claim_does_not_say_that_the_term_pauses() {
    let server = TestServer::open().await;
    let (number, key) = claimed(&server, form()).await;
    server.deliver_events().await;
    // Without the breaks within the lines of a mail.
    let mails = || mails(&server).replace("=\r\n", "");
    let paused = || mails().matches("pausa").count();
    let before = paused();
    // The day after its last day.
    server.later(21 * DAY);
    offer(&server, &number, "Te invitamos un postre.")
        .await
        .expect(200);
    server.deliver_events().await;
    let sent = show(&server, &number).await;
    assert_eq!(
        (&sent["due"], &sent["state"]),
        (&json!("2025-11-14"), &json!("late"))
    );
    assert_eq!(paused(), before);
    assert!(mails().contains("El plazo para responderte ya venci"));
    answer(&server, &number, &key, true).await.expect(200);
}
