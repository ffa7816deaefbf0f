//! The bell of the console: a session that is over still reads how many orders wait, and one that was ended reads nothing.

use crate::support::{Browser, TestServer};
use axum::http::Method;
use serde_json::{Value, json};

const HOST: &str = "localhost:3000";
const BELL: &str = "brasa-console-bell";
const ACCESS: &str = "brasa-console";
const REFRESH: &str = "brasa-console-refresh";

async fn rings(server: &TestServer, browser: &Browser) -> Result<Value, u16> {
    let answer = browser.clone().call(server, "/rpc/stages/bell", json!({})).await;
    match answer.status {
        200 => Ok(answer.body["waiting"].clone()),
        other => Err(other),
    }
}

/// What is left of a browser's session when it is over.
fn over(mut browser: Browser) -> Browser {
    browser.cookies.remove(ACCESS);
    browser.cookies.remove(REFRESH);
    browser
}

/// An order that the kitchen has.
async fn an_order(server: &TestServer) {
    let (_, ana) = server.customer("pardos", "ana").await;
    let order = json!({
        "items": [{ "productId": "papas_fritas", "qty": 3 }], "paymentMethod": "cash",
        "fulfilment": { "kind": "delivery" },
    });
    server.post("/api/orders", &ana, order).await.expect(201);
}

#[tokio::test]
async fn a_session_that_is_over_reads_one_number_for_twelve_hours() {
    let server = TestServer::open().await;
    let cook = over(Browser::staff(&server, HOST, "cocina").await);
    let driver = over(Browser::staff(&server, HOST, "reparto").await);
    let manager = over(Browser::staff(&server, HOST, "gerente").await);
    assert_eq!(rings(&server, &cook).await, Ok(json!(0)));
    an_order(&server).await;
    assert_eq!(rings(&server, &cook).await, Ok(json!(1)));
    assert_eq!(rings(&server, &manager).await, Ok(json!(1)));
    assert_eq!(
        rings(&server, &driver).await,
        Ok(json!(0)),
        "it is no work of theirs yet"
    );
    server.later(12 * 60 - 1);
    assert!(rings(&server, &cook).await.is_ok());
    server.later(2);
    assert_eq!(rings(&server, &cook).await, Err(401));
}

#[tokio::test]
async fn it_is_renewed_with_its_session() {
    let server = TestServer::open().await;
    let mut cook = Browser::staff(&server, HOST, "cocina").await;
    server.later(11 * 60);
    assert!(cook.staff_name(&server).await.is_some());
    server.later(11 * 60);
    assert!(rings(&server, &over(cook)).await.is_ok());
}

#[tokio::test]
async fn what_was_ended_reads_nothing() {
    let server = TestServer::open().await;
    let mut cook = Browser::staff(&server, HOST, "cocina").await;
    let kept = over(cook.clone());
    let colleague = over(Browser::staff(&server, HOST, "cocina").await);
    cook.call(&server, "/rpc/auth/staff-sign-out", json!({}))
        .await
        .expect(200);
    assert!(cook.cookies.is_empty(), "{:?}", cook.cookies);
    assert_eq!(rings(&server, &kept).await, Err(401));
    assert!(
        rings(&server, &colleague).await.is_ok(),
        "another session goes on"
    );

    server.command("staff deactivate cocina --tenant pardos").await;
    assert_eq!(rings(&server, &colleague).await, Err(401));
}

#[tokio::test]
async fn it_is_of_one_restaurant() {
    let server = TestServer::open().await;
    let mut cook = over(Browser::staff(&server, "pardos.localhost", "cocina").await);
    assert!(rings(&server, &cook).await.is_ok());
    cook.host = "caleta.localhost".into();
    assert_eq!(rings(&server, &cook).await, Err(401));
}

#[tokio::test]
async fn a_bell_is_no_session_and_a_session_is_no_bell() {
    let server = TestServer::open().await;
    let cook = Browser::staff(&server, HOST, "cocina").await;
    let (access, bell) = (cook.cookies[ACCESS].clone(), cook.cookies[BELL].clone());

    let mut without = cook.clone();
    without.cookies.remove(BELL);
    assert_eq!(rings(&server, &without).await, Err(401));
    without.cookies.insert(BELL.into(), access);
    assert_eq!(rings(&server, &without).await, Err(401));

    let mut queue = over(cook);
    queue.cookies.insert(ACCESS.into(), bell.clone());
    let asked = queue
        .call(&server, "/rpc/stages/queue", json!({ "stage": "COOKING" }))
        .await;
    asked.refused(401, "unauthenticated");
    let orders = server.api(Method::GET, "/api/orders", Some(&bell), None).await;
    orders.refused(401, "unauthenticated");
}

#[tokio::test]
async fn its_cookie_goes_along_with_no_other_call() {
    let server = TestServer::open().await;
    let cook = Browser::staff(&server, HOST, "cocina").await;
    let set = cook.set.iter().find(|cookie| cookie.starts_with(BELL)).unwrap();
    let ends = "; HttpOnly; SameSite=Lax; Path=/rpc/stages/bell; Max-Age=43200";
    assert!(set.ends_with(ends), "{set}");
    let ana = Browser::customer(&server, HOST, "ana").await;
    assert!(ana.set.iter().all(|cookie| !cookie.contains("bell")));
}
