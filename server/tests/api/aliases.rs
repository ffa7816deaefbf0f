//! Endpoints that are known under several names, with and without a slash at their end.

use crate::support::TestServer;
use axum::http::Method;
use domain::staff::Role;
use serde_json::json;

#[tokio::test]
async fn every_name_of_an_endpoint_gives_its_answer() {
    let server = TestServer::open().await;
    let (id, ana) = server.customer("pardos", "ana").await;
    let order = server.order(&ana).await;
    server.deliver_events().await;
    let manager = server.machine("pardos", Role::Manager);
    for (token, names) in [
        (&ana, vec!["validate".to_owned(), "auth/validate".into()]),
        (&ana, vec![format!("orders/{order}"), format!("order/{order}")]),
        (
            &ana,
            vec![format!("orders/{id}"), format!("customers/{id}/orders")],
        ),
        (
            &manager,
            vec!["dashboard/summary".into(), "dashboard/resumen".into()],
        ),
        (
            &manager,
            vec!["dashboard/stats".into(), "dashboard/metricas".into()],
        ),
        (
            &manager,
            vec![
                "orders".into(),
                "dashboard/orders".into(),
                "dashboard/pedidos".into(),
            ],
        ),
    ] {
        let first = server.get(&format!("/api/{}", names[0]), token).await.expect(200);
        for name in &names {
            for slash in ["", "/"] {
                let same = server
                    .get(&format!("/api/{name}{slash}"), token)
                    .await
                    .expect(200);
                assert_eq!(same.body, first.body, "{name}{slash}");
            }
        }
    }
}

#[tokio::test]
async fn accounts_are_made_and_used_under_either_name() {
    let server = TestServer::open().await;
    for (place, name) in [("", "ana"), ("auth/", "eva")] {
        let account = json!({
            "username": name, "email": format!("{name}@example.pe"), "password": "clave-larga-1",
        });
        let path = format!("/api/{place}register");
        server
            .api(Method::POST, &path, None, Some(account))
            .await
            .expect(201);
        let who = json!({ "username": name, "password": "clave-larga-1" });
        let path = format!("/api/{place}login");
        let signed_in = server.api(Method::POST, &path, None, Some(who)).await.expect(200);
        assert_eq!(signed_in.body["username"], name);
    }
}
