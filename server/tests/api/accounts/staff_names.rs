//! Names of the staff are apart from those of customers.

use super::NEW;
use crate::support::{Browser, House, PASSWORD};
use domain::TenantId;
use domain::staff::Role;
use serde_json::json;
use services::auth::NewStaff;

#[tokio::test]
async fn a_customer_learns_nothing_of_the_staffs_names_and_takes_none() {
    let house = House::open().await;
    for name in ["gerente", "cocina3"] {
        house.customer("pardos", name).await;
    }
    let tenant = TenantId::parse("pardos").unwrap();
    let cook = NewStaff {
        username: "cocina3".into(),
        name: "Nora".into(),
        role: Role::Cook,
    };
    house
        .app
        .auth
        .add_staff(&tenant, std::slice::from_ref(&cook), NEW)
        .await
        .unwrap();
    let mut console = Browser::new();
    let credentials = json!({ "credentials": { "username": "cocina3", "password": NEW } });
    console
        .call(&house, "/rpc/auth/staff-sign-in", credentials)
        .await
        .expect(200);
    house.later(11);
    assert_eq!(
        console.staff_name(&house).await.as_deref(),
        Some("cocina3"),
        "a session goes on"
    );
    let staff = house.sign_in("pardos", "cocina3", NEW).await;
    let customer = house.sign_in("pardos", "cocina3", PASSWORD).await;
    assert_eq!(house.get("/api/validate", &staff).await.body["role"], "cook");
    assert_eq!(
        house.get("/api/validate", &customer).await.body["role"],
        "customer"
    );
    let mut shop = Browser::new();
    let credentials = json!({ "credentials": { "username": "gerente", "password": "brasa-demo" } });
    let refused = shop.call(&house, "/rpc/auth/sign-in", credentials).await;
    assert_eq!(refused.status, 401, "the manager is no customer");
}
