//! A new e-mail address, and what nobody learns about those of others.

use super::{code, other};
use crate::support::{Browser, PASSWORD, TestServer};
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};
use std::collections::BTreeSet;

async fn change(
    server: &TestServer,
    id: &str,
    token: &str,
    email: &str,
    password: &str,
) -> crate::support::Answer {
    let body = json!({ "email": email, "password": password });
    server
        .post(&format!("/api/customers/{id}/email"), token, body)
        .await
}

async fn confirm(server: &TestServer, id: &str, token: &str, code: &str) -> crate::support::Answer {
    let path = format!("/api/customers/{id}/email/confirm");
    server.post(&path, token, json!({ "code": code })).await
}

async fn email(server: &TestServer, id: &str, token: &str) -> Value {
    server
        .get(&format!("/api/customers/{id}"), token)
        .await
        .expect(200)
        .body["email"]
        .clone()
}

#[tokio::test]
async fn a_new_address_counts_once_its_code_was_used_and_the_old_one_is_warned() {
    let server = TestServer::open().await;
    let (id, ana) = server.customer("pardos", "ana").await;
    let refused = change(&server, &id, &ana, "nueva@example.pe", "no-es-esta").await;
    assert_eq!(
        refused.refused(422, "invalid_value").body["errors"][0]["pointer"],
        "/password"
    );
    change(&server, &id, &ana, "Nueva@example.pe", PASSWORD)
        .await
        .expect(202);
    assert_eq!(
        email(&server, &id, &ana).await,
        "ana@example.pe",
        "until then the old one stays"
    );
    let warned = server.mails_to("pardos", "ana@example.pe").await;
    assert!(
        warned[0].subject.contains("cambiar el correo"),
        "{}",
        warned[0].subject
    );
    let right = code(&server.mails_to("pardos", "nueva@example.pe").await[0]);
    confirm(&server, &id, &ana, &other(&right))
        .await
        .refused(422, "invalid_value");
    let confirmed = confirm(&server, &id, &ana, &right).await.expect(200);
    assert_eq!(confirmed.body["email"], "nueva@example.pe");
    confirm(&server, &id, &ana, &right)
        .await
        .refused(422, "invalid_value");
    server.sign_in("pardos", "nueva@example.pe", PASSWORD).await;
    let mails = server.mails_to("pardos", "ana@example.pe").await;
    let changed = mails
        .iter()
        .filter(|mail| mail.subject.contains("El correo de tu cuenta cambió"));
    assert_eq!(changed.count(), 1);
    let (_, eva) = server.customer("pardos", "eva").await;
    change(&server, &id, &eva, "eva2@example.pe", PASSWORD)
        .await
        .refused(404, "not_found");
}

#[tokio::test]
async fn the_answer_for_an_address_of_somebody_else_is_the_same() {
    let server = TestServer::open().await;
    let (id, ana) = server.customer("pardos", "ana").await;
    server.customer("pardos", "eva").await;
    let free = change(&server, &id, &ana, "libre@example.pe", PASSWORD)
        .await
        .expect(202);
    let taken = change(&server, &id, &ana, "eva@example.pe", PASSWORD)
        .await
        .expect(202);
    assert_eq!(free.body, taken.body);
    let mails = server.mails_to("pardos", "eva@example.pe").await;
    assert!(
        mails[0].subject.contains("Ya tienes una cuenta"),
        "{}",
        mails[0].subject
    );
    for guess in ["000000", "123456"] {
        confirm(&server, &id, &ana, guess)
            .await
            .refused(422, "invalid_value");
    }
    assert_eq!(email(&server, &id, &ana).await, "ana@example.pe");
}

#[tokio::test]
async fn the_site_registers_without_saying_whose_an_address_is() {
    let server = TestServer::open().await;
    server.customer("pardos", "ana").await;
    let mut answers = Vec::new();
    for (username, email) in [("beto", "libre@example.pe"), ("cata", "ana@example.pe")] {
        let registration = json!({
            "username": username, "email": email, "password": PASSWORD, "name": username,
        });
        let mut browser = Browser::new();
        let body = json!({ "registration": registration });
        let answer = browser
            .call(&server, "/rpc/auth/register", body)
            .await
            .expect(200);
        let account = browser
            .call(&server, "/rpc/auth/my-account", json!({}))
            .await
            .expect(200)
            .body;
        assert_eq!(
            (&account["email"], &account["pendingEmail"]),
            (&Value::Null, &json!(email))
        );
        answers.push((answer.status, browser));
    }
    let known = server.mails_to("pardos", "ana@example.pe").await;
    assert!(
        known[0].subject.contains("Ya tienes una cuenta"),
        "{}",
        known[0].subject
    );
    let right = code(&server.mails_to("pardos", "libre@example.pe").await[0]);
    let (_, beto) = &mut answers[0];
    beto.call(&server, "/rpc/auth/confirm-email", json!({ "code": right }))
        .await
        .expect(200);
    let profile = beto
        .call(&server, "/rpc/customers/my-profile", json!({}))
        .await
        .expect(200)
        .body;
    assert_eq!(profile["email"], "libre@example.pe");
    server.sign_in("pardos", "libre@example.pe", PASSWORD).await;
    let owner = server.sign_in("pardos", "ana@example.pe", PASSWORD).await;
    let whose = server.get("/api/validate", &owner).await.body["username"].clone();
    assert_eq!(whose, "ana", "the address is still its owner's");
}

#[tokio::test]
async fn programs_are_told_that_an_address_is_taken_but_not_for_ever() {
    let server = TestServer::open().await;
    server.customer("pardos", "ana").await;
    let body = |number: usize| json!({ "username": format!("u{number}-x"), "email": "ana@example.pe", "password": PASSWORD });
    for number in 0..20 {
        server
            .api(Method::POST, "/api/register", None, Some(body(number)))
            .await
            .refused(409, "email_taken");
    }
    server
        .api(Method::POST, "/api/register", None, Some(body(20)))
        .await
        .refused(429, "rate_limited");
    server.later(11);
    server
        .api(Method::POST, "/api/register", None, Some(body(21)))
        .await
        .refused(409, "email_taken");
}

#[tokio::test]
async fn a_stranger_gets_no_more_mail_than_the_ceiling() {
    let server = TestServer::open().await;
    let (id, ana) = server.customer("pardos", "ana").await;
    for _ in 0..12 {
        change(&server, &id, &ana, "extrano@example.pe", PASSWORD)
            .await
            .expect(202);
        server.deliver_events().await;
    }
    assert_eq!(server.mails_to("pardos", "extrano@example.pe").await.len(), 6);
}

#[tokio::test]
async fn a_new_password_ends_what_somebody_with_the_old_one_began() {
    let server = TestServer::open().await;
    let (id, intruder) = server.customer("pardos", "ana").await;
    change(&server, &id, &intruder, "ajena@example.pe", PASSWORD)
        .await
        .expect(202);
    let right = code(&server.mails_to("pardos", "ajena@example.pe").await[0]);
    let owner = server.sign_in("pardos", "ana", PASSWORD).await;
    let body = json!({ "password": PASSWORD, "newPassword": super::NEW });
    server
        .post("/api/password/change", &owner, body)
        .await
        .expect(200);
    confirm(&server, &id, &intruder, &right)
        .await
        .refused(401, "unauthenticated");
    let owner = server.sign_in("pardos", "ana", super::NEW).await;
    confirm(&server, &id, &owner, &right)
        .await
        .refused(422, "invalid_value");

    server.later(1);
    change(&server, &id, &owner, "otra@example.pe", super::NEW)
        .await
        .expect(202);
    let right = code(&server.mails_to("pardos", "otra@example.pe").await[0]);
    let request = super::recover(&server, "ana").await;
    let mails = server.mails_to("pardos", "ana@example.pe").await;
    let recovery = mails.iter().find(|mail| mail.text.contains(&request)).unwrap();
    super::reset(&server, &request, &code(recovery), "una-tercera-clave")
        .await
        .expect(200);
    let owner = server.sign_in("pardos", "ana", "una-tercera-clave").await;
    confirm(&server, &id, &owner, &right)
        .await
        .refused(422, "invalid_value");
}

#[tokio::test]
async fn a_code_in_the_mailbox_before_is_of_no_use() {
    let server = TestServer::open().await;
    let (id, ana) = server.customer("pardos", "ana").await;
    let request = super::recover(&server, "ana").await;
    let old = code(&server.mails_to("pardos", "ana@example.pe").await[0]);
    change(&server, &id, &ana, "nueva@example.pe", PASSWORD)
        .await
        .expect(202);
    let right = code(&server.mails_to("pardos", "nueva@example.pe").await[0]);
    confirm(&server, &id, &ana, &right).await.expect(200);
    super::reset(&server, &request, &old, super::NEW)
        .await
        .refused(422, "invalid_value");
}

#[tokio::test]
async fn strangers_keep_nobody_from_an_address() {
    let server = TestServer::open().await;
    let (mut known, mut last) = (BTreeSet::new(), String::new());
    for number in 0..9 {
        let (id, stranger) = server.customer("pardos", &format!("extrano{number}")).await;
        change(&server, &id, &stranger, "eva@example.pe", PASSWORD)
            .await
            .expect(202);
        for _ in 0..6 {
            confirm(&server, &id, &stranger, "00000x")
                .await
                .refused(422, "invalid_value");
        }
        let mails = server.mails_to("pardos", "eva@example.pe").await;
        if let Some(new) = mails.iter().map(code).find(|code| !known.contains(code)) {
            known.insert(new.clone());
            last = new;
        }
    }
    let (id, ana) = server.customer("pardos", "ana").await;
    change(&server, &id, &ana, "eva@example.pe", PASSWORD)
        .await
        .expect(202);
    let mails = server.mails_to("pardos", "eva@example.pe").await;
    assert_eq!(mails.len(), 6, "and nobody is flooded");
    confirm(&server, &id, &ana, &last).await.expect(200);
    assert_eq!(email(&server, &id, &ana).await, "eva@example.pe");
}

#[tokio::test]
async fn asking_for_another_address_in_between_gives_no_more_attempts() {
    let server = TestServer::open().await;
    let (id, ana) = server.customer("pardos", "ana").await;
    let ask = async |email: &str| {
        change(&server, &id, &ana, email, PASSWORD).await.expect(202);
    };
    // When no more codes leave at once, who asks shares the last one.
    let (mut known, mut last) = (BTreeSet::new(), String::new());
    for _ in 0..7 {
        ask("eva@example.pe").await;
        let mails = server.mails_to("pardos", "eva@example.pe").await;
        if let Some(new) = mails.iter().map(code).find(|code| !known.contains(code)) {
            known.insert(new.clone());
            last = new;
        }
    }
    for _ in 0..5 {
        confirm(&server, &id, &ana, &other(&last))
            .await
            .refused(422, "invalid_value");
    }
    // Neither another address nor its being confirmed begins them anew.
    ask("otra@example.pe").await;
    let right = code(&server.mails_to("pardos", "otra@example.pe").await[0]);
    ask("eva@example.pe").await;
    let refused = confirm(&server, &id, &ana, &last).await;
    refused.refused(422, "invalid_value");
    ask("otra@example.pe").await;
    let mails = server.mails_to("pardos", "otra@example.pe").await;
    let newest = mails.iter().map(code).find(|code| *code != right);
    confirm(&server, &id, &ana, &newest.unwrap()).await.expect(200);
    ask("eva@example.pe").await;
    let refused = confirm(&server, &id, &ana, &last).await;
    refused.refused(422, "invalid_value");
    // Ten minutes later a code leaves again, which has attempts of its own.
    server.later(10);
    ask("eva@example.pe").await;
    let mails = server.mails_to("pardos", "eva@example.pe").await;
    let new = mails.iter().map(code).find(|code| !known.contains(code));
    confirm(&server, &id, &ana, &new.unwrap()).await.expect(200);
}

#[tokio::test]
async fn many_accounts_guess_a_code_that_they_share_no_better_than_ten() {
    let server = TestServer::open().await;
    let mut accounts = Vec::new();
    for number in 0..11 {
        let username = format!("cuenta{number}");
        let (id, _) = server.customer("pardos", &username).await;
        accounts.push((id, username));
        server.later(10);
    }
    for (_, token) in &mut accounts {
        *token = server.sign_in("pardos", token, PASSWORD).await;
    }
    // When no more codes leave at once, everybody shares the last one.
    let (first, token) = &accounts[0];
    let mut known = BTreeSet::new();
    let mut last = String::new();
    for _ in 0..7 {
        change(&server, first, token, "eva@example.pe", PASSWORD)
            .await
            .expect(202);
        let mails = server.mails_to("pardos", "eva@example.pe").await;
        if let Some(new) = mails.iter().map(code).find(|code| known.insert(code.clone())) {
            last = new;
        }
    }
    for (id, token) in &accounts[1..] {
        change(&server, id, token, "eva@example.pe", PASSWORD)
            .await
            .expect(202);
    }
    for (id, token) in &accounts[..10] {
        for _ in 0..5 {
            confirm(&server, id, token, &other(&last))
                .await
                .refused(422, "invalid_value");
        }
    }
    let (id, token) = &accounts[10];
    let refused = confirm(&server, id, token, &last).await;
    refused.refused(422, "invalid_value");
    // The next code, ten minutes later, is good.
    server.later(10);
    change(&server, id, token, "eva@example.pe", PASSWORD)
        .await
        .expect(202);
    let mails = server.mails_to("pardos", "eva@example.pe").await;
    let new = mails.iter().map(code).find(|code| !known.contains(code));
    confirm(&server, id, token, &new.unwrap()).await.expect(200);
}

#[tokio::test]
async fn a_session_knows_the_new_name_and_reads_no_account() {
    let server = TestServer::open().await;
    let mut ana = Browser::customer(&server, "localhost:3000", "ana").await;
    let renamed = json!({ "change": { "name": "Ana Lucía" } });
    ana.call(&server, "/rpc/customers/update-profile", renamed)
        .await
        .expect(200);
    server.later(11);
    let who = ana.call(&server, "/rpc/auth/who-am-i", json!({})).await;
    assert_eq!(who.expect(200).body["name"], "Ana Lucía");
}

#[tokio::test]
async fn a_code_in_the_mailbox_before_is_of_no_use_when_the_restaurant_changes_the_address() {
    let server = TestServer::open().await;
    let (id, _) = server.customer("pardos", "ana").await;
    let request = super::recover(&server, "ana").await;
    let old = code(&server.mails_to("pardos", "ana@example.pe").await[0]);
    let manager = server.machine("pardos", Role::Manager);
    let path = format!("/api/customers/{id}");
    let change = json!({ "email": "nueva@example.pe" });
    server
        .api(Method::PATCH, &path, Some(&manager), Some(change))
        .await
        .expect(200);
    super::reset(&server, &request, &old, super::NEW)
        .await
        .refused(422, "invalid_value");
}
