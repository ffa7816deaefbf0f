//! Tokens end with what they were given for: at once, and not when their hour is over.

use super::{NEW, code, recover, reset};
use crate::support::{Answer, Browser, House, PASSWORD};
use domain::staff::Role;
use serde_json::json;

async fn whose(house: &House, token: &str) -> Answer {
    house.get("/api/validate", token).await
}

async fn signed_in(house: &House) -> Browser {
    let mut browser = Browser::new();
    let credentials = json!({ "credentials": { "username": "ana", "password": PASSWORD } });
    browser
        .call(house, "/rpc/auth/sign-in", credentials)
        .await
        .expect(200);
    browser
}

#[tokio::test]
async fn a_closed_account_has_no_token_and_no_session_left() {
    let house = House::open().await;
    let (id, ana) = house.customer("pardos", "ana").await;
    let (_, eva) = house.customer("pardos", "eva").await;
    let mut browser = signed_in(&house).await;
    whose(&house, &ana).await.expect(200);
    let path = format!("/api/customers/{id}/close");
    house
        .post(&path, &ana, json!({ "password": PASSWORD }))
        .await
        .expect(200);
    whose(&house, &ana).await.refused(401, "unauthenticated");
    house
        .get("/api/orders", &ana)
        .await
        .refused(401, "unauthenticated");
    assert_eq!(browser.customer_name(&house).await, None);
    whose(&house, &eva).await.expect(200);
}

#[tokio::test]
async fn another_password_ends_the_tokens_of_the_one_before() {
    let house = House::open().await;
    let (_, ana) = house.customer("pardos", "ana").await;
    let mut there = signed_in(&house).await;
    let mut here = signed_in(&house).await;
    let change = json!({ "change": { "password": PASSWORD, "newPassword": NEW } });
    here.call(&house, "/rpc/auth/change-password", change)
        .await
        .expect(200);
    whose(&house, &ana).await.refused(401, "unauthenticated");
    assert_eq!(there.customer_name(&house).await, None);
    assert_eq!(here.customer_name(&house).await.as_deref(), Some("ana"));
    let newer = house.sign_in("pardos", "ana", NEW).await;
    whose(&house, &newer).await.expect(200);

    house.later(1);
    let request = recover(&house, "ana").await;
    let mails = house.mails_to("pardos", "ana@example.pe").await;
    let mail = mails.iter().find(|mail| mail.text.contains(&request)).unwrap();
    reset(&house, &request, &code(mail), PASSWORD).await.expect(200);
    whose(&house, &newer).await.refused(401, "unauthenticated");
    assert_eq!(here.customer_name(&house).await, None);

    // What is signed after the end is good, also once nobody remembers the end.
    let newest = house.sign_in("pardos", "ana", PASSWORD).await;
    house.later(59);
    whose(&house, &newest).await.expect(200);
    let newest = house.sign_in("pardos", "ana", PASSWORD).await;
    house.later(3);
    whose(&house, &newest).await.expect(200);
}

#[tokio::test]
async fn signing_out_everywhere_ends_tokens_too() {
    let house = House::open().await;
    let (_, ana) = house.customer("pardos", "ana").await;
    let mut browser = signed_in(&house).await;
    browser
        .call(&house, "/rpc/auth/sign-out-everywhere", json!({}))
        .await
        .expect(200);
    whose(&house, &ana).await.refused(401, "unauthenticated");
    whose(&house, &house.sign_in("pardos", "ana", PASSWORD).await)
        .await
        .expect(200);
}

#[tokio::test]
async fn tokens_of_the_staff_end_as_those_of_customers_do() {
    let house = House::open().await;
    let cook = house.sign_in("pardos", "cocina", "brasa-demo").await;
    let other_cook = house.sign_in("pardos", "cocina2", "brasa-demo").await;
    let in_caleta = house.sign_in("caleta", "cocina", "brasa-demo").await;
    let machine = house.machine("pardos", Role::Cook);
    let mut tablet = Browser::staff(&house, "localhost:3000", "cocina").await;
    let body = json!({ "password": "brasa-demo", "newPassword": NEW });
    house.post("/api/password/change", &cook, body).await.expect(200);
    whose(&house, &cook).await.refused(401, "unauthenticated");
    assert_eq!(tablet.staff_name(&house).await, None);
    for untouched in [&other_cook, &in_caleta, &machine] {
        house
            .get("/api/orders?status=CONFIRMED&stage=COOKING", untouched)
            .await
            .expect(200);
    }
    whose(&house, &house.sign_in("pardos", "cocina", NEW).await)
        .await
        .expect(200);
}

#[tokio::test]
async fn a_customer_of_the_same_name_keeps_their_tokens() {
    let house = House::open().await;
    let (_, customer) = house.customer("pardos", "cocina").await;
    let cook = house.sign_in("pardos", "cocina", "brasa-demo").await;
    let body = json!({ "password": "brasa-demo", "newPassword": NEW });
    house.post("/api/password/change", &cook, body).await.expect(200);
    whose(&house, &customer).await.expect(200);
}
