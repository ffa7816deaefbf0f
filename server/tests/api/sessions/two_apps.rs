//! A browser that is signed in to both apps.

use crate::support::{Browser, TestServer};
use domain::TenantId;
use ports::documents::{Query, Table};
use serde_json::json;

/// One browser, two apps: what comes for the one reaches it although nothing can be said of the other.
#[tokio::test]
async fn a_session_that_cannot_be_read_takes_no_new_cookies_from_the_other() {
    let server = TestServer::open().await;
    let mut browser = Browser::customer(&server, "localhost:3000", "ana").await;
    let credentials = json!({ "credentials": { "username": "cocina", "password": "brasa-demo" } });
    browser
        .call(&server, "/rpc/auth/staff-sign-in", credentials)
        .await
        .expect(200);
    let tenant = TenantId::parse("pardos").unwrap();
    let query = Query::partition(Table::Users, "SESSIONS#staff:cocina", 10);
    let sessions = server.app.documents.query(&tenant, &query).await.unwrap();
    let session = sessions.documents.into_iter().next().unwrap().key;
    server.spoil("pardos", session).await;
    server.later(11);
    let old = browser.cookies.clone();
    let failed = browser.call(&server, "/rpc/auth/staff-who-am-i", json!({})).await;
    assert!(failed.status >= 500, "{}", failed.text);
    let refresh = "brasa-storefront-refresh";
    assert_ne!(browser.cookies[refresh], old[refresh], "the storefront goes on");
    let console = "brasa-console-refresh";
    assert_eq!(
        browser.cookies[console], old[console],
        "the console may try again"
    );
    // Its new token is the one that counts from now on.
    server.later(1);
    browser.cookies.remove("brasa-storefront");
    assert_eq!(browser.customer_name(&server).await.as_deref(), Some("ana"));
}
