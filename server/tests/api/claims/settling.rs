//! Offers to settle: the term pauses while the consumer has one, five business days at most.

use super::answering::mails;
use super::{form, from};
use crate::support::{Answer, House, api_request};
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};

const DAY: i64 = 24 * 60;

pub(super) async fn post(house: &House, path: &str, body: Value) -> Answer {
    let manager = house.machine("pardos", Role::Manager);
    house.post(&format!("/api/claims/{path}"), &manager, body).await
}

async fn offer(house: &House, number: &str, text: &str) -> Answer {
    post(house, &format!("{number}/offer"), json!({ "offer": text })).await
}

pub(super) async fn note(house: &House, number: &str, note: &str) -> Answer {
    post(house, &format!("{number}/offer/note"), json!({ "note": note })).await
}

async fn show(house: &House, number: &str) -> Value {
    let manager = house.machine("pardos", Role::Manager);
    let path = format!("/api/claims/{number}");
    house.get(&path, &manager).await.expect(200).body
}

/// The consumer's answer, with the key of the sheet.
pub(super) async fn answer(house: &House, number: &str, key: &str, accepted: bool) -> Answer {
    let path = format!("/api/claims/{number}/sheet/offer?key={key}");
    let body = json!({ "accepted": accepted });
    house
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
async fn claimed(house: &House, form: Value) -> (String, String) {
    let filed = from(house, 1, None, form).await.expect(201).body;
    assert_eq!(filed["due"], "2025-11-14");
    let text = |name: &str| filed[name].as_str().unwrap().to_owned();
    (text("number"), text("key"))
}

/// The numbers of a list of the book.
async fn listed(house: &House, state: &str) -> Vec<String> {
    let manager = house.machine("pardos", Role::Manager);
    let path = format!("/api/claims?state={state}&limit=100");
    super::numbers(&house.get(&path, &manager).await.expect(200).body)
}

#[tokio::test]
async fn an_accepted_offer_ends_the_claim_with_the_words_of_the_law() {
    let house = House::open().await;
    let (number, key) = claimed(&house, form()).await;
    let nothing = answer(&house, &number, &key, true).await;
    nothing.refused(409, "conflict");
    let written = offer(&house, &number, "Te devolvemos el pedido.")
        .await
        .expect(200)
        .body;
    assert_eq!(
        (&written["due"], &written["settlement"]["sent"]),
        (&json!("2025-11-14"), &json!(null))
    );
    // The same once more is the same, and another one is refused.
    offer(&house, &number, "Te devolvemos el pedido.")
        .await
        .expect(200);
    offer(&house, &number, "Otra.").await.refused(409, "conflict");
    let sheet = format!("/api/claims/{number}/sheet?key={key}");
    let unsent = house.api(Method::GET, &sheet, None, None).await.expect(200).body;
    assert_eq!(
        unsent["settlement"],
        json!(null),
        "nobody sees it before it was sent"
    );
    for _ in 0..2 {
        house.deliver_events().await;
    }
    assert_eq!(mails(&house).matches("To: ").count(), 2, "the copy and the offer");
    let sent = show(&house, &number).await;
    assert_eq!(
        (&sent["due"], &sent["settlement"]["sent"]["until"]),
        (&json!("2025-11-21"), &json!("2025-10-31"))
    );
    answer(&house, &number, "0", true).await.refused(404, "not_found");
    for _ in 0..2 {
        let accepted = answer(&house, &number, &key, true).await.expect(200).body;
        assert_eq!(
            (&accepted["state"], &accepted["settlement"]["answer"]["words"]),
            (
                &json!("answered"),
                &json!("ACUERDO ACEPTADO PARA SOLUCIONAR EL RECLAMO")
            )
        );
    }
    answer(&house, &number, &key, false)
        .await
        .refused(409, "conflict");
    post(&house, &format!("{number}/reply"), json!({ "answer": "Sí" }))
        .await
        .refused(409, "conflict");
    assert!(!listed(&house, "open").await.contains(&number));
    assert!(listed(&house, "answered").await.contains(&number));
    let manager = house.machine("pardos", Role::Manager);
    let csv = house.exported("/api/claims/export", &manager).await;
    assert_eq!(
        csv.matches("ACUERDO ACEPTADO PARA SOLUCIONAR EL RECLAMO").count(),
        1
    );
}

#[tokio::test]
async fn a_declined_offer_pauses_the_term_for_the_days_that_it_was_open() {
    let house = House::open().await;
    let (number, key) = claimed(&house, form()).await;
    offer(&house, &number, "Te invitamos un postre.")
        .await
        .expect(200);
    house.deliver_events().await;
    // Monday to Wednesday.
    house.later(4 * DAY);
    let declined = answer(&house, &number, &key, false).await.expect(200).body;
    assert_eq!(
        (&declined["state"], &declined["due"]),
        (&json!("open"), &json!("2025-11-19"))
    );
    note(&house, &number, "accepted").await.refused(409, "conflict");
    // It becomes late by its new last day.
    house.later(20 * DAY);
    assert!(!listed(&house, "late").await.contains(&number));
    house.later(2 * DAY);
    assert!(listed(&house, "late").await.contains(&number));
    post(&house, &format!("{number}/reply"), json!({ "answer": "Sí" }))
        .await
        .expect(200);
    house.deliver_events().await;
    assert_eq!(show(&house, &number).await["state"], "answered");
    assert!(
        !listed(&house, "open").await.contains(&number),
        "under no day of it"
    );
}

#[tokio::test]
async fn silence_lets_the_term_run_on_after_five_business_days() {
    let house = House::open().await;
    let (number, key) = claimed(&house, form()).await;
    offer(&house, &number, "Te invitamos un postre.")
        .await
        .expect(200);
    house.deliver_events().await;
    house.later(7 * DAY);
    answer(&house, &number, &key, true).await.refused(409, "conflict");
    assert_eq!(show(&house, &number).await["due"], "2025-11-21");
    // What the consumer said in time may be noted later.
    let noted = note(&house, &number, "accepted").await.expect(200).body;
    assert_eq!(noted["settlement"]["answer"]["notedBy"]["role"], "manager");
    assert_eq!(noted["state"], "answered");
}

#[tokio::test]
async fn an_offer_by_letter_pauses_the_term_once_it_was_sent() {
    let house = House::open().await;
    let (number, _) = claimed(&house, by_letter()).await;
    note(&house, &number, "sent").await.refused(409, "conflict");
    offer(&house, &number, " ").await.refused(400, "missing_field");
    offer(&house, &number, "Te devolvemos el pedido.")
        .await
        .expect(200);
    house.deliver_events().await;
    assert_eq!(show(&house, &number).await["due"], "2025-11-14");
    for _ in 0..2 {
        let sent = note(&house, &number, "sent").await.expect(200).body;
        assert_eq!(sent["due"], "2025-11-21");
    }
    let declined = note(&house, &number, "declined").await.expect(200).body;
    assert_eq!(
        declined["due"], "2025-11-14",
        "on the same day: nothing was paused"
    );
    // A reply is still needed, and then there is nothing more to settle.
    post(&house, &format!("{number}/reply"), json!({ "answer": "Sí" }))
        .await
        .expect(200);
    let second = claimed_again(&house).await;
    post(&house, &format!("{second}/reply"), json!({ "answer": "Sí" }))
        .await
        .expect(200);
    offer(&house, &second, "Tarde.").await.refused(409, "conflict");
}

async fn claimed_again(house: &House) -> String {
    let filed = from(house, 2, None, form()).await.expect(201).body;
    filed["number"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_offer_that_is_to_be_mailed_is_not_noted_as_sent() {
    let house = House::open().await;
    let (number, _) = claimed(&house, form()).await;
    offer(&house, &number, "Te invitamos un postre.")
        .await
        .expect(200);
    note(&house, &number, "sent").await.refused(409, "conflict");
    house.deliver_events().await;
    assert_eq!(mails(&house).matches("To: ").count(), 2, "the copy and the offer");
    // Once it was, saying so changes nothing.
    let sent = show(&house, &number).await;
    assert_eq!(sent["settlement"]["sent"]["by"], "system");
    assert_eq!(note(&house, &number, "sent").await.expect(200).body, sent);
}

#[tokio::test]
async fn an_offer_that_the_consumer_does_not_have_is_not_answered() {
    let house = House::open().await;
    let (number, key) = claimed(&house, by_letter()).await;
    offer(&house, &number, "Te invitamos un postre.")
        .await
        .expect(200);
    for said in ["accepted", "declined"] {
        note(&house, &number, said).await.refused(409, "conflict");
    }
    for accepted in [true, false] {
        answer(&house, &number, &key, accepted)
            .await
            .refused(409, "conflict");
    }
    note(&house, &number, "sent").await.expect(200);
    let declined = note(&house, &number, "declined").await.expect(200).body;
    assert_eq!(declined["settlement"]["answer"]["accepted"], false);
}

#[tokio::test]
async fn an_offer_for_a_late_claim_does_not_say_that_the_term_pauses() {
    let house = House::open().await;
    let (number, key) = claimed(&house, form()).await;
    house.deliver_events().await;
    // Without the breaks within the lines of a mail.
    let mails = || mails(&house).replace("=\r\n", "");
    let paused = || mails().matches("pausa").count();
    let before = paused();
    // The day after its last day.
    house.later(21 * DAY);
    offer(&house, &number, "Te invitamos un postre.")
        .await
        .expect(200);
    house.deliver_events().await;
    let sent = show(&house, &number).await;
    assert_eq!(
        (&sent["due"], &sent["state"]),
        (&json!("2025-11-14"), &json!("late"))
    );
    assert_eq!(paused(), before);
    assert!(mails().contains("El plazo para responderte ya venci"));
    answer(&house, &number, &key, true).await.expect(200);
}
