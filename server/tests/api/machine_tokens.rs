//! Tokens of machines are listed, and one that is lost is revoked.

use crate::support::TestServer;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::TenantId;
use domain::staff::Role;
use serde_json::Value;

#[tokio::test]
async fn a_lost_token_of_a_machine_is_revoked_at_once() {
    let server = TestServer::open().await;
    let (pardos, caleta) = (
        TenantId::parse("pardos").unwrap(),
        TenantId::parse("caleta").unwrap(),
    );
    let auth = &server.app.auth;
    let erp = auth.make_token(&pardos, Role::Service, "almacén").await.unwrap();
    let other = auth.make_token(&pardos, Role::Manager, "").await.unwrap();
    // Of before tokens were written down.
    let old = server.machine("pardos", Role::Cook);
    let good = async |token: &str| server.get("/api/orders", token).await.status == 200;
    assert!(good(&erp).await && good(&other).await && good(&old).await);
    let listed = auth.machine_tokens(&pardos).await.unwrap();
    let labels: Vec<&str> = listed.iter().map(|token| token.label.as_str()).collect();
    assert!(listed.len() == 2 && labels.contains(&"almacén"), "{labels:?}");
    assert_eq!(auth.machine_tokens(&caleta).await.unwrap(), []);

    let lost = listed.iter().find(|token| token.label == "almacén").unwrap();
    // Another restaurant revokes nothing here.
    auth.revoke_token(&caleta, &lost.id).await.unwrap();
    assert!(good(&erp).await);
    for _ in 0..2 {
        auth.revoke_token(&pardos, &lost.id).await.unwrap();
        assert!(!good(&erp).await && good(&other).await);
    }
    // Whoever has only the token finds its id in it.
    let claims = URL_SAFE_NO_PAD.decode(old.split('.').nth(1).unwrap()).unwrap();
    let claims: Value = serde_json::from_slice(&claims).unwrap();
    auth.revoke_token(&pardos, claims["sub"].as_str().unwrap())
        .await
        .unwrap();
    assert!(!good(&old).await && good(&other).await);
    assert!(auth.revoke_token(&pardos, "no id").await.is_err());
    let listed = auth.machine_tokens(&pardos).await.unwrap();
    assert_eq!(
        listed.iter().filter(|token| token.revoked_at.is_some()).count(),
        1
    );
    // The restaurant reads what its operator has done: each thing once.
    let log = server.get("/api/audit", &other).await.expect(200);
    let actions: Vec<&Value> = log.body["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| &entry["action"])
        .collect();
    assert_eq!(
        actions
            .iter()
            .filter(|action| **action == "apiKeyRevoked")
            .count(),
        1
    );
    assert_eq!(actions.len(), 3, "{actions:?}");
}
