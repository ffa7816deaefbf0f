//! A password that was forgotten, and one that is changed.

use super::{NEW, anybody, code, link, other, recover, reset};
use crate::support::{Browser, House, PASSWORD};
use serde_json::json;

fn wrong(answer: &crate::support::Answer) -> bool {
    answer.body["errors"][0]["pointer"] == "/code"
}

#[tokio::test]
async fn a_code_chooses_a_new_password_once_and_ends_all_sessions() {
    let house = House::open().await;
    let (id, _) = house.customer("pardos", "ana").await;
    let mut old = Browser::new();
    let credentials = json!({ "credentials": { "username": "ana", "password": PASSWORD } });
    old.call(&house, "/rpc/auth/sign-in", credentials)
        .await
        .expect(200);
    let request = recover(&house, " Ana@Example.pe ").await;
    let mails = house.mails_to("pardos", "ana@example.pe").await;
    assert_eq!(mails.len(), 1);
    let code = code(&mails[0]);
    let answer = reset(&house, &request, &code, NEW).await.expect(200);
    assert_eq!(answer.body["customerId"], id.as_str());
    assert!(wrong(
        &reset(&house, &request, &code, NEW)
            .await
            .refused(422, "invalid_value")
    ));
    house.sign_in("pardos", "ana", NEW).await;
    let before = json!({ "username": "ana", "password": PASSWORD });
    anybody(&house, "/api/login", before)
        .await
        .refused(401, "wrong_credentials");
    house.later(11);
    assert_eq!(old.customer_name(&house).await, None, "the session has ended");
    let mails = house.mails_to("pardos", "ana@example.pe").await;
    assert!(
        mails[0].subject.contains("Tu contraseña cambió"),
        "{}",
        mails[0].subject
    );
}

#[tokio::test]
async fn a_link_is_as_good_as_its_code() {
    let house = House::open().await;
    house.customer("pardos", "ana").await;
    let request = recover(&house, "ana").await;
    let mail = &house.mails_to("pardos", "ana@example.pe").await[0];
    let path = format!("/recuperar?solicitud={request}&clave={}", link(mail));
    assert!(
        mail.text.contains(&format!("http://localhost:3000{path}")),
        "{}",
        mail.text
    );
    let mut browser = Browser::new();
    let body = json!({ "reset": { "requestId": request, "code": link(mail), "password": NEW } });
    browser
        .call(&house, "/rpc/auth/reset-password", body)
        .await
        .expect(200);
    assert_eq!(
        browser.customer_name(&house).await.as_deref(),
        Some("ana"),
        "signed in at once"
    );
}

#[tokio::test]
async fn nobody_learns_whether_there_is_an_account() {
    let house = House::open().await;
    house.customer("pardos", "ana").await;
    house.customer("caleta", "eva").await;
    let known = anybody(&house, "/api/password/recover", json!({ "account": "ana" }))
        .await
        .expect(202);
    for account in ["nadie", "nadie@example.pe", "eva", "gerente", "ana#"] {
        let asked = anybody(&house, "/api/password/recover", json!({ "account": account }))
            .await
            .expect(202);
        assert_eq!(asked.body["message"], known.body["message"]);
        let id = asked.body["requestId"].as_str().unwrap();
        assert!(wrong(
            &reset(&house, id, "000000", NEW)
                .await
                .refused(422, "invalid_value")
        ));
    }
    assert!(house.mails_to("pardos", "nadie@example.pe").await.is_empty());
    assert!(
        house.mails_to("caleta", "eva@example.pe").await.is_empty(),
        "another restaurant's"
    );
    anybody(&house, "/api/password/recover", json!({ "account": " " }))
        .await
        .refused(400, "missing_field");
}

#[tokio::test]
async fn a_code_is_good_for_a_quarter_of_an_hour_and_five_attempts() {
    let house = House::open().await;
    house.customer("pardos", "ana").await;
    let request = recover(&house, "ana").await;
    let right = code(&house.mails_to("pardos", "ana@example.pe").await[0]);
    for _ in 0..5 {
        assert!(wrong(&reset(&house, &request, &other(&right), NEW).await));
    }
    assert!(
        wrong(&reset(&house, &request, &right, NEW).await),
        "the right one comes too late"
    );
    let request = recover(&house, "ana").await;
    let right = code(&house.mails_to("pardos", "ana@example.pe").await[0]);
    house.later(15);
    assert!(wrong(&reset(&house, &request, &right, NEW).await));
    house.sign_in("pardos", "ana", PASSWORD).await;
    let request = recover(&house, "ana").await;
    let right = code(&house.mails_to("pardos", "ana@example.pe").await[0]);
    let weak = reset(&house, &request, &right, "corta")
        .await
        .refused(422, "invalid_value");
    assert_eq!(weak.body["errors"][0]["pointer"], "/password");
    reset(&house, &request, &right, NEW).await.expect(200);
}

#[tokio::test]
async fn attempts_at_once_are_counted_each() {
    let house = House::open().await;
    house.customer("pardos", "ana").await;
    let request = recover(&house, "ana").await;
    let right = code(&house.mails_to("pardos", "ana@example.pe").await[0]);
    let wrong_code = other(&right);
    let tries = (0..8).map(|_| reset(&house, &request, &wrong_code, NEW));
    futures::future::join_all(tries).await;
    assert!(wrong(&reset(&house, &request, &right, NEW).await));
}

#[tokio::test]
async fn an_older_code_is_of_no_use_after_a_newer_one_was_used() {
    let house = House::open().await;
    house.customer("pardos", "ana").await;
    let older = recover(&house, "ana").await;
    let older_code = code(&house.mails_to("pardos", "ana@example.pe").await[0]);
    house.later(1);
    let newer = recover(&house, "ana").await;
    let newer_code = code(&house.mails_to("pardos", "ana@example.pe").await[0]);
    assert!(
        wrong(&reset(&house, &newer, &older_code, NEW).await),
        "codes are of their request"
    );
    reset(&house, &newer, &newer_code, NEW).await.expect(200);
    assert!(wrong(&reset(&house, &older, &older_code, "tercera-clave").await));
    house.sign_in("pardos", "ana", NEW).await;
}

#[tokio::test]
async fn whoever_changes_the_password_stays_and_all_others_go() {
    let house = House::open().await;
    house.customer("pardos", "ana").await;
    let credentials = json!({ "credentials": { "username": "ana", "password": PASSWORD } });
    let (mut here, mut there) = (Browser::new(), Browser::new());
    for browser in [&mut here, &mut there] {
        browser
            .call(&house, "/rpc/auth/sign-in", credentials.clone())
            .await
            .expect(200);
    }
    let change = json!({ "change": { "password": "no-es-esta", "newPassword": NEW } });
    let refused = here.call(&house, "/rpc/auth/change-password", change).await;
    assert_eq!(refused.status, 422, "{}", refused.text);
    let change = json!({ "change": { "password": PASSWORD, "newPassword": NEW } });
    here.call(&house, "/rpc/auth/change-password", change)
        .await
        .expect(200);
    house.later(11);
    assert_eq!(here.customer_name(&house).await.as_deref(), Some("ana"));
    assert_eq!(there.customer_name(&house).await, None);
    house.sign_in("pardos", "ana", NEW).await;
}

#[tokio::test]
async fn a_wrong_password_is_not_tried_for_ever() {
    let house = House::open().await;
    let (_, ana) = house.customer("pardos", "ana").await;
    let body = json!({ "password": "adivino-123", "newPassword": NEW });
    for _ in 0..10 {
        let refused = house.post("/api/password/change", &ana, body.clone()).await;
        let refused = refused.refused(422, "invalid_value");
        assert_eq!(refused.body["errors"][0]["pointer"], "/password");
    }
    house
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
    let house = House::open().await;
    let cook = house.sign_in("pardos", "cocina", "brasa-demo").await;
    let body = json!({ "password": "brasa-demo", "newPassword": NEW });
    house.post("/api/password/change", &cook, body).await.expect(200);
    house.sign_in("pardos", "cocina", NEW).await;
}

#[tokio::test]
async fn who_never_confirmed_an_address_is_reached_where_they_registered() {
    let house = House::open().await;
    house.customer("pardos", "ana").await;
    for (username, email) in [("beto", "beto@example.pe"), ("cata", "ana@example.pe")] {
        let registration =
            json!({ "username": username, "email": email, "password": PASSWORD, "name": username });
        Browser::new()
            .call(
                &house,
                "/rpc/auth/register",
                json!({ "registration": registration }),
            )
            .await
            .expect(200);
    }
    house.later(60);
    let request = recover(&house, "beto").await;
    let mail = &house.mails_to("pardos", "beto@example.pe").await[0];
    reset(&house, &request, &code(mail), NEW).await.expect(200);
    house.sign_in("pardos", "beto", NEW).await;

    let before = house.mails_to("pardos", "ana@example.pe").await.len();
    recover(&house, "cata").await;
    let after = house.mails_to("pardos", "ana@example.pe").await.len();
    assert_eq!(after, before, "that address is somebody else's");
}

#[tokio::test]
async fn whoever_is_signed_in_has_the_limits_of_their_address() {
    let house = House::open().await;
    let (_, eva) = house.customer("pardos", "eva").await;
    for number in 0..60 {
        anybody(
            &house,
            "/api/password/recover",
            json!({ "account": format!("nadie{number}") }),
        )
        .await
        .expect(202);
    }
    let body = json!({ "account": "ana" });
    let refused = house.post("/api/password/recover", &eva, body).await;
    refused.refused(429, "rate_limited");
}

#[tokio::test]
async fn an_account_gets_so_many_codes_an_hour_whoever_asks() {
    let house = House::open().await;
    house.customer("pardos", "ana").await;
    let mut last = String::new();
    for _ in 0..7 {
        last = recover(&house, "ana").await;
        house.deliver_events().await;
    }
    assert_eq!(house.mails_to("pardos", "ana@example.pe").await.len(), 6);
    let refused = reset(&house, &last, "000000", NEW).await;
    assert!(wrong(&refused.refused(422, "invalid_value")));
    // Codes hold up no warning.
    let token = house.sign_in("pardos", "ana", PASSWORD).await;
    let change = json!({ "password": PASSWORD, "newPassword": NEW });
    house
        .post("/api/password/change", &token, change)
        .await
        .expect(200);
    let mails = house.mails_to("pardos", "ana@example.pe").await;
    assert!(
        mails
            .iter()
            .any(|mail| mail.subject.contains("Tu contraseña cambió"))
    );
    house.later(61);
    let request = recover(&house, "ana").await;
    assert_eq!(
        house
            .mails_to("pardos", "ana@example.pe")
            .await
            .iter()
            .filter(|mail| mail.text.contains(&request))
            .count(),
        1
    );
}
