//! Tokens end with what they were given for: at once, and not when their hour is over.

use super::{NEW, code, recover, reset};
use crate::support::{Answer, Browser, PASSWORD, TestServer};
use domain::staff::Role;
use serde_json::json;

async fn whose(server: &TestServer, token: &str) -> Answer {
    server.get("/api/validate", token).await
}

async fn signed_in(server: &TestServer) -> Browser {
    let mut browser = Browser::new();
    let credentials = json!({ "credentials": { "username": "ana", "password": PASSWORD } });
    browser
        .call(server, "/rpc/auth/sign-in", credentials)
        .await
        .expect(200);
    browser
}

#[tokio::test]
async fn a_closed_account_has_no_token_and_no_session_left() {
    let server = TestServer::open().await;
    let (id, ana) = server.customer("pardos", "ana").await;
    let (_, eva) = server.customer("pardos", "eva").await;
    let mut browser = signed_in(&server).await;
    whose(&server, &ana).await.expect(200);
    let path = format!("/api/customers/{id}/close");
    server
        .post(&path, &ana, json!({ "password": PASSWORD }))
        .await
        .expect(200);
    whose(&server, &ana).await.refused(401, "unauthenticated");
    server
        .get("/api/orders", &ana)
        .await
        .refused(401, "unauthenticated");
    assert_eq!(browser.customer_name(&server).await, None);
    whose(&server, &eva).await.expect(200);
}

#[tokio::test]
async fn another_password_ends_the_tokens_of_the_one_before() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let mut there = signed_in(&server).await;
    let mut here = signed_in(&server).await;
    let change = json!({ "change": { "password": PASSWORD, "newPassword": NEW } });
    here.call(&server, "/rpc/auth/change-password", change)
        .await
        .expect(200);
    whose(&server, &ana).await.refused(401, "unauthenticated");
    assert_eq!(there.customer_name(&server).await, None);
    assert_eq!(here.customer_name(&server).await.as_deref(), Some("ana"));
    let newer = server.sign_in("pardos", "ana", NEW).await;
    whose(&server, &newer).await.expect(200);

    server.later(1);
    let request = recover(&server, "ana").await;
    let mails = server.mails_to("pardos", "ana@example.pe").await;
    let mail = mails.iter().find(|mail| mail.text.contains(&request)).unwrap();
    reset(&server, &request, &code(mail), PASSWORD).await.expect(200);
    whose(&server, &newer).await.refused(401, "unauthenticated");
    assert_eq!(here.customer_name(&server).await, None);

    // What is signed after the end is good, also once nobody remembers the end.
    let newest = server.sign_in("pardos", "ana", PASSWORD).await;
    server.later(59);
    whose(&server, &newest).await.expect(200);
    let newest = server.sign_in("pardos", "ana", PASSWORD).await;
    server.later(3);
    whose(&server, &newest).await.expect(200);
}

#[tokio::test]
async fn signing_out_everywhere_ends_tokens_too() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let mut browser = signed_in(&server).await;
    browser
        .call(&server, "/rpc/auth/sign-out-everywhere", json!({}))
        .await
        .expect(200);
    whose(&server, &ana).await.refused(401, "unauthenticated");
    whose(&server, &server.sign_in("pardos", "ana", PASSWORD).await)
        .await
        .expect(200);
}

#[tokio::test]
async fn tokens_of_the_staff_end_as_those_of_customers_do() {
    let server = TestServer::open().await;
    let cook = server.sign_in("pardos", "cocina", "brasa-demo").await;
    let other_cook = server.sign_in("pardos", "cocina2", "brasa-demo").await;
    let in_caleta = server.sign_in("caleta", "cocina", "brasa-demo").await;
    let machine = server.machine("pardos", Role::Cook);
    let mut tablet = Browser::staff(&server, "localhost:3000", "cocina").await;
    let body = json!({ "password": "brasa-demo", "newPassword": NEW });
    server.post("/api/password/change", &cook, body).await.expect(200);
    whose(&server, &cook).await.refused(401, "unauthenticated");
    assert_eq!(tablet.staff_name(&server).await, None);
    for untouched in [&other_cook, &in_caleta, &machine] {
        server
            .get("/api/orders?status=CONFIRMED&stage=COOKING", untouched)
            .await
            .expect(200);
    }
    whose(&server, &server.sign_in("pardos", "cocina", NEW).await)
        .await
        .expect(200);
}

#[tokio::test]
async fn a_customer_of_the_same_name_keeps_their_tokens() {
    let server = TestServer::open().await;
    let (_, customer) = server.customer("pardos", "cocina").await;
    let cook = server.sign_in("pardos", "cocina", "brasa-demo").await;
    let body = json!({ "password": "brasa-demo", "newPassword": NEW });
    server.post("/api/password/change", &cook, body).await.expect(200);
    whose(&server, &customer).await.expect(200);
}
