//! A new e-mail address, and what nobody learns about those of others.

use super::{code, other};
use crate::support::{Browser, House, PASSWORD};
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};
use std::collections::BTreeSet;

async fn change(house: &House, id: &str, token: &str, email: &str, password: &str) -> crate::support::Answer {
    let body = json!({ "email": email, "password": password });
    house
        .post(&format!("/api/customers/{id}/email"), token, body)
        .await
}

async fn confirm(house: &House, id: &str, token: &str, code: &str) -> crate::support::Answer {
    let path = format!("/api/customers/{id}/email/confirm");
    house.post(&path, token, json!({ "code": code })).await
}

async fn email(house: &House, id: &str, token: &str) -> Value {
    house
        .get(&format!("/api/customers/{id}"), token)
        .await
        .expect(200)
        .body["email"]
        .clone()
}

#[tokio::test]
async fn a_new_address_counts_once_its_code_was_used_and_the_old_one_is_warned() {
    let house = House::open().await;
    let (id, ana) = house.customer("pardos", "ana").await;
    let refused = change(&house, &id, &ana, "nueva@example.pe", "no-es-esta").await;
    assert_eq!(
        refused.refused(422, "invalid_value").body["errors"][0]["pointer"],
        "/password"
    );
    change(&house, &id, &ana, "Nueva@example.pe", PASSWORD)
        .await
        .expect(202);
    assert_eq!(
        email(&house, &id, &ana).await,
        "ana@example.pe",
        "until then the old one stays"
    );
    let warned = house.mails_to("pardos", "ana@example.pe").await;
    assert!(
        warned[0].subject.contains("cambiar el correo"),
        "{}",
        warned[0].subject
    );
    let right = code(&house.mails_to("pardos", "nueva@example.pe").await[0]);
    confirm(&house, &id, &ana, &other(&right))
        .await
        .refused(422, "invalid_value");
    let confirmed = confirm(&house, &id, &ana, &right).await.expect(200);
    assert_eq!(confirmed.body["email"], "nueva@example.pe");
    confirm(&house, &id, &ana, &right)
        .await
        .refused(422, "invalid_value");
    house.sign_in("pardos", "nueva@example.pe", PASSWORD).await;
    let told = house.mails_to("pardos", "ana@example.pe").await;
    let changed = told
        .iter()
        .filter(|mail| mail.subject.contains("El correo de tu cuenta cambió"));
    assert_eq!(changed.count(), 1);
    let (_, eva) = house.customer("pardos", "eva").await;
    change(&house, &id, &eva, "eva2@example.pe", PASSWORD)
        .await
        .refused(404, "not_found");
}

#[tokio::test]
async fn the_answer_for_an_address_of_somebody_else_is_the_same() {
    let house = House::open().await;
    let (id, ana) = house.customer("pardos", "ana").await;
    house.customer("pardos", "eva").await;
    let free = change(&house, &id, &ana, "libre@example.pe", PASSWORD)
        .await
        .expect(202);
    let taken = change(&house, &id, &ana, "eva@example.pe", PASSWORD)
        .await
        .expect(202);
    assert_eq!(free.body, taken.body);
    let mails = house.mails_to("pardos", "eva@example.pe").await;
    assert!(
        mails[0].subject.contains("Ya tienes una cuenta"),
        "{}",
        mails[0].subject
    );
    for guess in ["000000", "123456"] {
        confirm(&house, &id, &ana, guess)
            .await
            .refused(422, "invalid_value");
    }
    assert_eq!(email(&house, &id, &ana).await, "ana@example.pe");
}

#[tokio::test]
async fn the_site_registers_without_saying_whose_an_address_is() {
    let house = House::open().await;
    house.customer("pardos", "ana").await;
    let mut answers = Vec::new();
    for (username, email) in [("beto", "libre@example.pe"), ("cata", "ana@example.pe")] {
        let registration = json!({
            "username": username, "email": email, "password": PASSWORD, "name": username,
        });
        let mut browser = Browser::new();
        let body = json!({ "registration": registration });
        let answer = browser.call(&house, "/rpc/auth/register", body).await.expect(200);
        let account = browser
            .call(&house, "/rpc/auth/my-account", json!({}))
            .await
            .expect(200)
            .body;
        assert_eq!(
            (&account["email"], &account["pendingEmail"]),
            (&Value::Null, &json!(email))
        );
        answers.push((answer.status, browser));
    }
    let known = house.mails_to("pardos", "ana@example.pe").await;
    assert!(
        known[0].subject.contains("Ya tienes una cuenta"),
        "{}",
        known[0].subject
    );
    let right = code(&house.mails_to("pardos", "libre@example.pe").await[0]);
    let (_, beto) = &mut answers[0];
    beto.call(&house, "/rpc/auth/confirm-email", json!({ "code": right }))
        .await
        .expect(200);
    let profile = beto
        .call(&house, "/rpc/customers/my-profile", json!({}))
        .await
        .expect(200)
        .body;
    assert_eq!(profile["email"], "libre@example.pe");
    house.sign_in("pardos", "libre@example.pe", PASSWORD).await;
    let owner = house.sign_in("pardos", "ana@example.pe", PASSWORD).await;
    let whose = house.get("/api/validate", &owner).await.body["username"].clone();
    assert_eq!(whose, "ana", "the address is still its owner's");
}

#[tokio::test]
async fn programs_are_told_that_an_address_is_taken_but_not_for_ever() {
    let house = House::open().await;
    house.customer("pardos", "ana").await;
    let body = |number: usize| json!({ "username": format!("u{number}-x"), "email": "ana@example.pe", "password": PASSWORD });
    for number in 0..20 {
        house
            .api(Method::POST, "/api/register", None, Some(body(number)))
            .await
            .refused(409, "email_taken");
    }
    house
        .api(Method::POST, "/api/register", None, Some(body(20)))
        .await
        .refused(429, "rate_limited");
    house.later(11);
    house
        .api(Method::POST, "/api/register", None, Some(body(21)))
        .await
        .refused(409, "email_taken");
}

#[tokio::test]
async fn a_stranger_gets_no_more_mail_than_the_ceiling() {
    let house = House::open().await;
    let (id, ana) = house.customer("pardos", "ana").await;
    for _ in 0..12 {
        change(&house, &id, &ana, "extrano@example.pe", PASSWORD)
            .await
            .expect(202);
        house.deliver_events().await;
    }
    assert_eq!(house.mails_to("pardos", "extrano@example.pe").await.len(), 6);
}

#[tokio::test]
async fn a_new_password_ends_what_somebody_with_the_old_one_began() {
    let house = House::open().await;
    let (id, intruder) = house.customer("pardos", "ana").await;
    change(&house, &id, &intruder, "ajena@example.pe", PASSWORD)
        .await
        .expect(202);
    let right = code(&house.mails_to("pardos", "ajena@example.pe").await[0]);
    let owner = house.sign_in("pardos", "ana", PASSWORD).await;
    let body = json!({ "password": PASSWORD, "newPassword": super::NEW });
    house.post("/api/password/change", &owner, body).await.expect(200);
    confirm(&house, &id, &intruder, &right)
        .await
        .refused(401, "unauthenticated");
    let owner = house.sign_in("pardos", "ana", super::NEW).await;
    confirm(&house, &id, &owner, &right)
        .await
        .refused(422, "invalid_value");

    house.later(1);
    change(&house, &id, &owner, "otra@example.pe", super::NEW)
        .await
        .expect(202);
    let right = code(&house.mails_to("pardos", "otra@example.pe").await[0]);
    let request = super::recover(&house, "ana").await;
    let mails = house.mails_to("pardos", "ana@example.pe").await;
    let recovery = mails.iter().find(|mail| mail.text.contains(&request)).unwrap();
    super::reset(&house, &request, &code(recovery), "una-tercera-clave")
        .await
        .expect(200);
    let owner = house.sign_in("pardos", "ana", "una-tercera-clave").await;
    confirm(&house, &id, &owner, &right)
        .await
        .refused(422, "invalid_value");
}

#[tokio::test]
async fn a_code_in_the_mailbox_before_is_of_no_use() {
    let house = House::open().await;
    let (id, ana) = house.customer("pardos", "ana").await;
    let request = super::recover(&house, "ana").await;
    let old = code(&house.mails_to("pardos", "ana@example.pe").await[0]);
    change(&house, &id, &ana, "nueva@example.pe", PASSWORD)
        .await
        .expect(202);
    let right = code(&house.mails_to("pardos", "nueva@example.pe").await[0]);
    confirm(&house, &id, &ana, &right).await.expect(200);
    super::reset(&house, &request, &old, super::NEW)
        .await
        .refused(422, "invalid_value");
}

#[tokio::test]
async fn strangers_keep_nobody_from_an_address() {
    let house = House::open().await;
    let (mut known, mut last) = (BTreeSet::new(), String::new());
    for number in 0..9 {
        let (id, stranger) = house.customer("pardos", &format!("extrano{number}")).await;
        change(&house, &id, &stranger, "eva@example.pe", PASSWORD)
            .await
            .expect(202);
        for _ in 0..6 {
            confirm(&house, &id, &stranger, "00000x")
                .await
                .refused(422, "invalid_value");
        }
        let mails = house.mails_to("pardos", "eva@example.pe").await;
        if let Some(new) = mails.iter().map(code).find(|code| !known.contains(code)) {
            known.insert(new.clone());
            last = new;
        }
    }
    let (id, ana) = house.customer("pardos", "ana").await;
    change(&house, &id, &ana, "eva@example.pe", PASSWORD)
        .await
        .expect(202);
    let mails = house.mails_to("pardos", "eva@example.pe").await;
    assert_eq!(mails.len(), 6, "and nobody is flooded");
    confirm(&house, &id, &ana, &last).await.expect(200);
    assert_eq!(email(&house, &id, &ana).await, "eva@example.pe");
}

#[tokio::test]
async fn asking_for_another_address_in_between_gives_no_more_attempts() {
    let house = House::open().await;
    let (id, ana) = house.customer("pardos", "ana").await;
    let ask = async |email: &str| {
        change(&house, &id, &ana, email, PASSWORD).await.expect(202);
    };
    // When no more codes leave at once, who asks shares the last one.
    let (mut known, mut last) = (BTreeSet::new(), String::new());
    for _ in 0..7 {
        ask("eva@example.pe").await;
        let mails = house.mails_to("pardos", "eva@example.pe").await;
        if let Some(new) = mails.iter().map(code).find(|code| !known.contains(code)) {
            known.insert(new.clone());
            last = new;
        }
    }
    for _ in 0..5 {
        confirm(&house, &id, &ana, &other(&last))
            .await
            .refused(422, "invalid_value");
    }
    // Neither another address nor its being confirmed begins them anew.
    ask("otra@example.pe").await;
    let right = code(&house.mails_to("pardos", "otra@example.pe").await[0]);
    ask("eva@example.pe").await;
    let refused = confirm(&house, &id, &ana, &last).await;
    refused.refused(422, "invalid_value");
    ask("otra@example.pe").await;
    let mails = house.mails_to("pardos", "otra@example.pe").await;
    let newest = mails.iter().map(code).find(|code| *code != right);
    confirm(&house, &id, &ana, &newest.unwrap()).await.expect(200);
    ask("eva@example.pe").await;
    let refused = confirm(&house, &id, &ana, &last).await;
    refused.refused(422, "invalid_value");
    // Ten minutes later a code leaves again, which has attempts of its own.
    house.later(10);
    ask("eva@example.pe").await;
    let mails = house.mails_to("pardos", "eva@example.pe").await;
    let new = mails.iter().map(code).find(|code| !known.contains(code));
    confirm(&house, &id, &ana, &new.unwrap()).await.expect(200);
}

#[tokio::test]
async fn many_accounts_guess_a_code_that_they_share_no_better_than_ten() {
    let house = House::open().await;
    let mut accounts = Vec::new();
    for number in 0..11 {
        let username = format!("cuenta{number}");
        let (id, _) = house.customer("pardos", &username).await;
        accounts.push((id, username));
        house.later(10);
    }
    for (_, token) in &mut accounts {
        *token = house.sign_in("pardos", token, PASSWORD).await;
    }
    // When no more codes leave at once, everybody shares the last one.
    let (first, token) = &accounts[0];
    let mut known = BTreeSet::new();
    let mut last = String::new();
    for _ in 0..7 {
        change(&house, first, token, "eva@example.pe", PASSWORD)
            .await
            .expect(202);
        let mails = house.mails_to("pardos", "eva@example.pe").await;
        if let Some(new) = mails.iter().map(code).find(|code| known.insert(code.clone())) {
            last = new;
        }
    }
    for (id, token) in &accounts[1..] {
        change(&house, id, token, "eva@example.pe", PASSWORD)
            .await
            .expect(202);
    }
    for (id, token) in &accounts[..10] {
        for _ in 0..5 {
            confirm(&house, id, token, &other(&last))
                .await
                .refused(422, "invalid_value");
        }
    }
    let (id, token) = &accounts[10];
    let refused = confirm(&house, id, token, &last).await;
    refused.refused(422, "invalid_value");
    // The next code, ten minutes later, is good.
    house.later(10);
    change(&house, id, token, "eva@example.pe", PASSWORD)
        .await
        .expect(202);
    let mails = house.mails_to("pardos", "eva@example.pe").await;
    let new = mails.iter().map(code).find(|code| !known.contains(code));
    confirm(&house, id, token, &new.unwrap()).await.expect(200);
}

#[tokio::test]
async fn a_session_knows_the_new_name_and_reads_no_account() {
    let house = House::open().await;
    let mut ana = Browser::customer(&house, "localhost:3000", "ana").await;
    let renamed = json!({ "change": { "name": "Ana Lucía" } });
    ana.call(&house, "/rpc/customers/update-profile", renamed)
        .await
        .expect(200);
    house.later(11);
    let who = ana.call(&house, "/rpc/auth/who-am-i", json!({})).await;
    assert_eq!(who.expect(200).body["name"], "Ana Lucía");
}

#[tokio::test]
async fn a_code_in_the_mailbox_before_is_of_no_use_when_the_restaurant_changes_the_address() {
    let house = House::open().await;
    let (id, _) = house.customer("pardos", "ana").await;
    let request = super::recover(&house, "ana").await;
    let old = code(&house.mails_to("pardos", "ana@example.pe").await[0]);
    let manager = house.machine("pardos", Role::Manager);
    let path = format!("/api/customers/{id}");
    let change = json!({ "email": "nueva@example.pe" });
    house
        .api(Method::PATCH, &path, Some(&manager), Some(change))
        .await
        .expect(200);
    super::reset(&house, &request, &old, super::NEW)
        .await
        .refused(422, "invalid_value");
}
