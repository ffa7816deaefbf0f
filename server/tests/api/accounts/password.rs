//! A password that was forgotten, and one that is changed.

use super::{NEW, anybody, code, link, other, recover, reset};
use crate::support::{Browser, PASSWORD, TestServer};
use serde_json::json;

fn wrong(answer: &crate::support::Answer) -> bool {
    answer.body["errors"][0]["pointer"] == "/code"
}

#[tokio::test]
async fn a_code_chooses_a_new_password_once_and_ends_all_sessions() {
    let server = TestServer::open().await;
    let (id, _) = server.customer("pardos", "ana").await;
    let mut old = Browser::new();
    let credentials = json!({ "credentials": { "username": "ana", "password": PASSWORD } });
    old.call(&server, "/rpc/auth/sign-in", credentials)
        .await
        .expect(200);
    let request = recover(&server, " Ana@Example.pe ").await;
    let mails = server.mails_to("pardos", "ana@example.pe").await;
    assert_eq!(mails.len(), 1);
    let code = code(&mails[0]);
    let answer = reset(&server, &request, &code, NEW).await.expect(200);
    assert_eq!(answer.body["customerId"], id.as_str());
    assert!(wrong(
        &reset(&server, &request, &code, NEW)
            .await
            .refused(422, "invalid_value")
    ));
    server.sign_in("pardos", "ana", NEW).await;
    let before = json!({ "username": "ana", "password": PASSWORD });
    anybody(&server, "/api/login", before)
        .await
        .refused(401, "wrong_credentials");
    server.later(11);
    assert_eq!(old.customer_name(&server).await, None, "the session has ended");
    let mails = server.mails_to("pardos", "ana@example.pe").await;
    assert!(
        mails[0].subject.contains("Tu contraseña cambió"),
        "{}",
        mails[0].subject
    );
}

#[tokio::test]
async fn a_link_is_as_good_as_its_code() {
    let server = TestServer::open().await;
    server.customer("pardos", "ana").await;
    let request = recover(&server, "ana").await;
    let mail = &server.mails_to("pardos", "ana@example.pe").await[0];
    let path = format!("/recuperar?solicitud={request}&clave={}", link(mail));
    assert!(
        mail.text.contains(&format!("http://localhost:3000{path}")),
        "{}",
        mail.text
    );
    let mut browser = Browser::new();
    let body = json!({ "reset": { "requestId": request, "code": link(mail), "password": NEW } });
    browser
        .call(&server, "/rpc/auth/reset-password", body)
        .await
        .expect(200);
    assert_eq!(
        browser.customer_name(&server).await.as_deref(),
        Some("ana"),
        "signed in at once"
    );
}

#[tokio::test]
async fn nobody_learns_whether_there_is_an_account() {
    let server = TestServer::open().await;
    server.customer("pardos", "ana").await;
    server.customer("caleta", "eva").await;
    let known = anybody(&server, "/api/password/recover", json!({ "account": "ana" }))
        .await
        .expect(202);
    for account in ["nadie", "nadie@example.pe", "eva", "gerente", "ana#"] {
        let asked = anybody(&server, "/api/password/recover", json!({ "account": account }))
            .await
            .expect(202);
        assert_eq!(asked.body["message"], known.body["message"]);
        let id = asked.body["requestId"].as_str().unwrap();
        assert!(wrong(
            &reset(&server, id, "000000", NEW)
                .await
                .refused(422, "invalid_value")
        ));
    }
    assert!(server.mails_to("pardos", "nadie@example.pe").await.is_empty());
    assert!(
        server.mails_to("caleta", "eva@example.pe").await.is_empty(),
        "another restaurant's"
    );
    anybody(&server, "/api/password/recover", json!({ "account": " " }))
        .await
        .refused(400, "missing_field");
}

#[tokio::test]
async fn a_code_is_good_for_a_quarter_of_an_hour_and_five_attempts() {
    let server = TestServer::open().await;
    server.customer("pardos", "ana").await;
    let request = recover(&server, "ana").await;
    let right = code(&server.mails_to("pardos", "ana@example.pe").await[0]);
    for _ in 0..5 {
        assert!(wrong(&reset(&server, &request, &other(&right), NEW).await));
    }
    assert!(
        wrong(&reset(&server, &request, &right, NEW).await),
        "the right one comes too late"
    );
    let request = recover(&server, "ana").await;
    let right = code(&server.mails_to("pardos", "ana@example.pe").await[0]);
    server.later(15);
    assert!(wrong(&reset(&server, &request, &right, NEW).await));
    server.sign_in("pardos", "ana", PASSWORD).await;
    let request = recover(&server, "ana").await;
    let right = code(&server.mails_to("pardos", "ana@example.pe").await[0]);
    let weak = reset(&server, &request, &right, "corta")
        .await
        .refused(422, "invalid_value");
    assert_eq!(weak.body["errors"][0]["pointer"], "/password");
    reset(&server, &request, &right, NEW).await.expect(200);
}

#[tokio::test]
async fn attempts_at_once_are_counted_each() {
    let server = TestServer::open().await;
    server.customer("pardos", "ana").await;
    let request = recover(&server, "ana").await;
    let right = code(&server.mails_to("pardos", "ana@example.pe").await[0]);
    let wrong_code = other(&right);
    let tries = (0..8).map(|_| reset(&server, &request, &wrong_code, NEW));
    futures::future::join_all(tries).await;
    assert!(wrong(&reset(&server, &request, &right, NEW).await));
}

#[tokio::test]
async fn an_older_code_is_of_no_use_after_a_newer_one_was_used() {
    let server = TestServer::open().await;
    server.customer("pardos", "ana").await;
    let older = recover(&server, "ana").await;
    let older_code = code(&server.mails_to("pardos", "ana@example.pe").await[0]);
    server.later(1);
    let newer = recover(&server, "ana").await;
    let newer_code = code(&server.mails_to("pardos", "ana@example.pe").await[0]);
    assert!(
        wrong(&reset(&server, &newer, &older_code, NEW).await),
        "codes are of their request"
    );
    reset(&server, &newer, &newer_code, NEW).await.expect(200);
    assert!(wrong(&reset(&server, &older, &older_code, "tercera-clave").await));
    server.sign_in("pardos", "ana", NEW).await;
}

#[tokio::test]
async fn whoever_changes_the_password_stays_and_all_others_go() {
    let server = TestServer::open().await;
    server.customer("pardos", "ana").await;
    let credentials = json!({ "credentials": { "username": "ana", "password": PASSWORD } });
    let (mut here, mut there) = (Browser::new(), Browser::new());
    for browser in [&mut here, &mut there] {
        browser
            .call(&server, "/rpc/auth/sign-in", credentials.clone())
            .await
            .expect(200);
    }
    let change = json!({ "change": { "password": "no-es-esta", "newPassword": NEW } });
    let refused = here.call(&server, "/rpc/auth/change-password", change).await;
    assert_eq!(refused.status, 422, "{}", refused.text);
    let change = json!({ "change": { "password": PASSWORD, "newPassword": NEW } });
    here.call(&server, "/rpc/auth/change-password", change)
        .await
        .expect(200);
    server.later(11);
    assert_eq!(here.customer_name(&server).await.as_deref(), Some("ana"));
    assert_eq!(there.customer_name(&server).await, None);
    server.sign_in("pardos", "ana", NEW).await;
}

#[tokio::test]
async fn a_wrong_password_is_not_tried_for_ever() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let body = json!({ "password": "adivino-123", "newPassword": NEW });
    for _ in 0..10 {
        let refused = server.post("/api/password/change", &ana, body.clone()).await;
        let refused = refused.refused(422, "invalid_value");
        assert_eq!(refused.body["errors"][0]["pointer"], "/password");
    }
    server
        .post(
            "/api/password/change",
            &ana,
            json!({ "password": PASSWORD, "newPassword": NEW }),
        )
        .await
        .refused(429, "rate_limited");
}

#[tokio::test]
async fn people_of_the_staff_change_their_password_too() {
    let server = TestServer::open().await;
    let cook = server.sign_in("pardos", "cocina", "brasa-demo").await;
    let body = json!({ "password": "brasa-demo", "newPassword": NEW });
    server.post("/api/password/change", &cook, body).await.expect(200);
    server.sign_in("pardos", "cocina", NEW).await;
}

#[tokio::test]
async fn who_never_confirmed_an_address_is_reached_where_they_registered() {
    let server = TestServer::open().await;
    server.customer("pardos", "ana").await;
    for (username, email) in [("beto", "beto@example.pe"), ("cata", "ana@example.pe")] {
        let registration =
            json!({ "username": username, "email": email, "password": PASSWORD, "name": username });
        Browser::new()
            .call(
                &server,
                "/rpc/auth/register",
                json!({ "registration": registration }),
            )
            .await
            .expect(200);
    }
    server.later(60);
    let request = recover(&server, "beto").await;
    let mail = &server.mails_to("pardos", "beto@example.pe").await[0];
    reset(&server, &request, &code(mail), NEW).await.expect(200);
    server.sign_in("pardos", "beto", NEW).await;

    let before = server.mails_to("pardos", "ana@example.pe").await.len();
    recover(&server, "cata").await;
    let after = server.mails_to("pardos", "ana@example.pe").await.len();
    assert_eq!(after, before, "that address is somebody else's");
}

#[tokio::test]
async fn whoever_is_signed_in_has_the_limits_of_their_address() {
    let server = TestServer::open().await;
    let (_, eva) = server.customer("pardos", "eva").await;
    for number in 0..60 {
        anybody(
            &server,
            "/api/password/recover",
            json!({ "account": format!("nadie{number}") }),
        )
        .await
        .expect(202);
    }
    let body = json!({ "account": "ana" });
    let refused = server.post("/api/password/recover", &eva, body).await;
    refused.refused(429, "rate_limited");
}

#[tokio::test]
async fn an_account_gets_so_many_codes_an_hour_whoever_asks() {
    let server = TestServer::open().await;
    server.customer("pardos", "ana").await;
    let mut last = String::new();
    for _ in 0..7 {
        last = recover(&server, "ana").await;
        server.deliver_events().await;
    }
    assert_eq!(server.mails_to("pardos", "ana@example.pe").await.len(), 6);
    let refused = reset(&server, &last, "000000", NEW).await;
    assert!(wrong(&refused.refused(422, "invalid_value")));
    // Codes hold up no warning.
    let token = server.sign_in("pardos", "ana", PASSWORD).await;
    let change = json!({ "password": PASSWORD, "newPassword": NEW });
    server
        .post("/api/password/change", &token, change)
        .await
        .expect(200);
    let mails = server.mails_to("pardos", "ana@example.pe").await;
    assert!(
        mails
            .iter()
            .any(|mail| mail.subject.contains("Tu contraseña cambió"))
    );
    server.later(61);
    let request = recover(&server, "ana").await;
    assert_eq!(
        server
            .mails_to("pardos", "ana@example.pe")
            .await
            .iter()
            .filter(|mail| mail.text.contains(&request))
            .count(),
        1
    );
}
