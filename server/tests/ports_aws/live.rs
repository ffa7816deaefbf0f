//! A page that listens through the gateway of sockets, to a restaurant that is suspended meanwhile.

use crate::support::{KEY, TIME, TestServer, command, invoking};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::delete;
use domain::TenantId;
use domain::time::MINUTE_MS;
use lambda::functions::Function;
use ports::{Clock as _, LiveTopic};
use serde_json::{Value, json};
use server_http::{Sockets, Ticket};
use services::tenants::REMEMBERED_MS;
use std::sync::{Arc, Mutex};

/// The connections that a gateway was asked to end.
type Ended = Arc<Mutex<Vec<String>>>;

/// A gateway of sockets that ends what it is asked to end: its address, and what it has ended.
async fn gateway() -> (String, Ended) {
    let ended = Ended::default();
    let end = async |State(ended): State<Ended>, Path(connection): Path<String>| {
        ended.lock().unwrap().push(connection);
        StatusCode::NO_CONTENT
    };
    let router = Router::new()
        .route("/dev/@connections/{connection}", delete(end))
        .with_state(ended.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("ws://{}/dev", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (address, ended)
}

/// What API Gateway asks when a page says where it is.
fn says_where_it_is(tenant: &str, until: i64) -> Value {
    json!({
        "requestContext": {
            "connectionId": "page-1",
            "eventType": "MESSAGE",
            "authorizer": { "tenant": tenant, "scope": LiveTopic::Carta.to_string(), "until": until.to_string() },
        },
        "body": "{\"after\":null}",
    })
}

#[test]
fn a_page_of_a_restaurant_that_is_suspended_has_to_dial_again_and_is_not_let_in() {
    invoking(suspend);
}

async fn suspend() {
    let Some(server) = TestServer::open().await else {
        return;
    };
    let (address, ended) = gateway().await;
    let control = Function::new(server.cloud("control", &[]).await);
    let live = Function::new(server.cloud("live", &[("BRASA_SOCKETS", &address)]).await);
    let types = async |words: &str| {
        let words: Vec<&str> = words.split(' ').collect();
        let (done, said) = command(&control, &words).await;
        assert!(done, "{said}");
        // What the other function remembers of the registry is outdated.
        server.clock.advance_ms(REMEMBERED_MS);
    };
    types(
        "tenant create brasero --name Brasero --ruc 20100070970 --phone 987654321 --address Jr. --district Lima",
    )
    .await;
    let until = server.clock.now().plus_ms(60 * MINUTE_MS);
    let ticket = Ticket {
        tenant: TenantId::parse("brasero").unwrap(),
        scope: LiveTopic::Carta,
        until,
    };
    let dials = async || {
        let sockets = Sockets::new(&address, &KEY);
        let dialled = sockets.address(&ticket, server.clock.now()).unwrap();
        let (_, signed) = dialled.split_once("?ticket=").unwrap();
        let asked = json!({
            "type": "REQUEST",
            "methodArn": "arn:aws:execute-api:us-east-1:000000000000:x1/dev/$connect",
            "queryStringParameters": { "ticket": signed },
            "requestContext": { "connectionId": "page-1", "eventType": "CONNECT" },
        });
        let policy = live.handle(asked, TIME).await.unwrap();
        let effect = &policy["policyDocument"]["Statement"][0]["Effect"];
        effect.as_str().unwrap().to_owned()
    };
    let says = async || {
        let asked = says_where_it_is("brasero", until.0);
        let answer = live.handle(asked, TIME).await.unwrap();
        answer["statusCode"].as_u64().unwrap()
    };
    assert_eq!((dials().await.as_str(), says().await), ("Allow", 200));
    types("tenant suspend brasero").await;
    assert_eq!((dials().await.as_str(), says().await), ("Deny", 403));
    assert_eq!(*ended.lock().unwrap(), ["page-1"]);
    types("tenant resume brasero").await;
    assert_eq!((dials().await.as_str(), says().await), ("Allow", 200));
    assert_eq!(ended.lock().unwrap().len(), 1);
}
