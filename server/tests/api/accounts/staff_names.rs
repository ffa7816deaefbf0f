//! Names of the staff are apart from those of customers.

use super::NEW;
use crate::support::{Browser, PASSWORD, TestServer};
use domain::TenantId;
use domain::staff::Role;
use serde_json::json;
use services::auth::NewStaff;

#[tokio::test]
async fn a_customer_learns_nothing_of_the_staffs_names_and_takes_none() {
    let server = TestServer::open().await;
    for name in ["gerente", "cocina3"] {
        server.customer("pardos", name).await;
    }
    let tenant = TenantId::parse("pardos").unwrap();
    let cook = NewStaff {
        username: "cocina3".into(),
        name: "Nora".into(),
        role: Role::Cook,
    };
    server
        .app
        .auth
        .add_staff(&tenant, std::slice::from_ref(&cook), NEW)
        .await
        .unwrap();
    let mut console = Browser::new();
    let credentials = json!({ "credentials": { "username": "cocina3", "password": NEW } });
    console
        .call(&server, "/rpc/auth/staff-sign-in", credentials)
        .await
        .expect(200);
    server.later(11);
    assert_eq!(
        console.staff_name(&server).await.as_deref(),
        Some("cocina3"),
        "a session goes on"
    );
    let staff = server.sign_in("pardos", "cocina3", NEW).await;
    let customer = server.sign_in("pardos", "cocina3", PASSWORD).await;
    assert_eq!(server.get("/api/validate", &staff).await.body["role"], "cook");
    assert_eq!(
        server.get("/api/validate", &customer).await.body["role"],
        "customer"
    );
    let mut shop = Browser::new();
    let credentials = json!({ "credentials": { "username": "gerente", "password": "brasa-demo" } });
    let refused = shop.call(&server, "/rpc/auth/sign-in", credentials).await;
    assert_eq!(refused.status, 401, "the manager is no customer");
}
