//! Pages of a restaurant with a host name of its own, behind a proxy that hands on no host.

use crate::support::{TIME, TestServer, command, invoking};
use lambda::functions::Function;
use serde_json::json;

#[test]
fn a_page_at_a_registered_host_is_ours_and_no_other() {
    invoking(ask);
}

async fn ask() {
    let Some(server) = TestServer::open().await else {
        return;
    };
    let control = Function::new(server.cloud("control", &[]).await);
    let api = Function::new(server.cloud("auth", &[]).await);
    let new = "tenant create brasero --name Brasero --ruc 20100070970 --phone 987654321 --address Jr. --district Lima \
               --host pedidos.brasero.pe";
    let words: Vec<&str> = new.split_whitespace().collect();
    let (made, said) = command(&control, &words).await;
    assert!(made, "{said}");
    for (origin, status) in [
        ("https://pedidos.brasero.pe", 200),
        ("http://pedidos.brasero.pe", 403),
        ("https://pedidos.otro.pe", 403),
    ] {
        // An old browser, which does not say by itself from which site it asks.
        let input = json!({
            "version": "2.0",
            "rawPath": "/rpc/auth/who-am-i",
            "headers": {
                "host": "x1.execute-api.us-east-1.amazonaws.com",
                "x-tenant-id": "brasero",
                "content-type": "application/json",
                "origin": origin,
            },
            "requestContext": { "http": { "method": "POST", "sourceIp": "192.0.2.7" }, "stage": "$default" },
            "body": "{}",
        });
        let answer = Box::pin(api.handle(input, TIME)).await.unwrap();
        assert_eq!(answer["statusCode"], status, "{origin}: {answer}");
    }
}
