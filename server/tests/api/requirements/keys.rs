//! One effect and one answer for each idempotency key.

use super::keyed;
use crate::support::TestServer;
use api::Code;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::TenantId;
use domain::staff::Role;
use ports::documents::{Commit, Expect, Key, Table, Write};
use serde_json::{Value, json};
use services::idempotency::{IdempotentRequest, Reply, ResponseStore};
use sha2::{Digest as _, Sha256};

/// Where only one process works on the documents, what an earlier one left unanswered has nobody who could answer it.
#[tokio::test]
async fn a_call_of_a_process_that_is_gone_is_made_again_at_once() {
    let server = TestServer::open().await;
    let tenant = TenantId::parse("pardos").unwrap();
    let call = IdempotentRequest::new("ana", "/orders/o_1/confirm", "once", &"asked").unwrap();
    let started = || {
        let (documents, clock) = (server.app.documents.clone(), server.clock.clone());
        ResponseStore::new(documents, clock).of_the_only_process()
    };
    let killed = started();
    assert_eq!(killed.begin(&tenant, &call).await.unwrap(), None);
    let twice = killed.clone().begin(&tenant, &call).await.unwrap_err();
    assert_eq!(twice.code(), Code::IdempotencyInProgress);

    let next = started();
    assert_eq!(next.begin(&tenant, &call).await.unwrap(), None);
    assert!(next.begin(&tenant, &call).await.is_err());
    let reply = Reply {
        status: 200,
        body: "{}".to_owned(),
    };
    next.finish(&tenant, &call, reply.clone()).await.unwrap();
    assert_eq!(started().begin(&tenant, &call).await.unwrap(), Some(reply));
}

#[tokio::test]
async fn every_post_remembers_its_key() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let cook = server.machine("pardos", Role::Cook);
    let order = server.order(&ana).await;
    let path = format!("/api/orders/{order}/confirm");
    let first = keyed(&server, &path, &ana, "once", json!({})).await.expect(200);
    assert_eq!(first.header("idempotency-replayed"), None);
    let again = keyed(&server, &path, &ana, "once", json!({})).await.expect(200);
    assert_eq!(
        (again.header("idempotency-replayed"), &again.text),
        (Some("true"), &first.text)
    );
    keyed(&server, &path, &ana, "once", json!({ "x": 1 }))
        .await
        .refused(422, "idempotency_key_reused");

    // The first answer comes again, also when the order has gone on.
    let start = format!("/api/orders/{order}/stages/COOKING/start");
    let begun = keyed(&server, &start, &cook, "tap", json!({})).await.expect(200);
    let complete = format!("/api/orders/{order}/stages/COOKING/complete");
    server.post(&complete, &cook, json!({})).await.expect(200);
    let again = keyed(&server, &start, &cook, "tap", json!({})).await.expect(200);
    assert_eq!(again.text, begun.text);

    // What was refused is not remembered.
    let cancel = format!("/api/orders/{order}/cancel");
    keyed(&server, &cancel, &ana, "stop", json!({}))
        .await
        .refused(409, "cancel_window_over");
    keyed(&server, &cancel, &ana, "stop", json!({ "reason": "otra" }))
        .await
        .refused(409, "cancel_window_over");
    keyed(&server, &cancel, &ana, &"k".repeat(256), json!({}))
        .await
        .refused(422, "invalid_value");
}

/// Nobody could ever ask for it again.
#[tokio::test]
async fn nothing_is_remembered_of_a_call_without_a_key() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let before = server.rows_like("%IDEMPOTENCY#%");
    let (first, second) = (server.order(&ana).await, server.order(&ana).await);
    assert_ne!(first, second);
    assert_eq!(server.rows_like("%IDEMPOTENCY#%"), before);
    // A key that is none is not the same as none.
    for path in ["/api/orders", "/api/catering"] {
        let body = json!({ "items": [{ "productId": "papas_fritas", "qty": 2 }], "fulfilment": { "kind": "delivery" } });
        let answer = keyed(&server, path, &ana, "", body).await;
        assert!((400..500).contains(&answer.status), "{path}: {}", answer.text);
    }
}

/// Puts an answer under a key as versions before this one did: with a hash of `asked`, and no word of what it is of.
async fn remember(server: &TestServer, key: &str, asked: &str, answer: Option<Value>) {
    let tenant = TenantId::parse("pardos").unwrap();
    let key = Key::new(Table::Orders, format!("IDEMPOTENCY#{key}"), "INFO");
    let answer = match answer {
        Some(answer) => answer,
        None => {
            let found = server.app.documents.get(&tenant, &key).await.unwrap();
            let mut answer = found.unwrap().body.json()["answer"].clone();
            // Later versions say these as well.
            for later in ["payBefore", "toAccept"] {
                answer.as_object_mut().unwrap().remove(later);
            }
            answer
        }
    };
    let row = json!({ "asked": hex::encode(Sha256::digest(asked)), "answer": answer });
    let commit = Commit {
        writes: vec![Write::put(key, &row, Expect::Anything).unwrap()],
        events: Vec::new(),
    };
    server.app.documents.commit(&tenant, commit).await.unwrap();
}

/// Whom a token is of.
fn subject(token: &str) -> String {
    let claims = BASE64_URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap());
    let claims: Value = serde_json::from_slice(&claims.unwrap()).unwrap();
    claims["sub"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn what_an_older_version_remembered_is_answered_again() {
    let server = TestServer::open().await;
    let (id, ana) = server.customer("pardos", "ana").await;
    let (other, _) = server.customer("pardos", "eva").await;
    let service = server.machine("pardos", Role::Service);
    let label = |token: &str| match token == ana {
        true => id.clone(),
        false => format!("service:{}", subject(token)),
    };
    let body = |customer: &str, qty: u8| {
        let items = json!([{ "productId": "papas_fritas", "qty": qty }]);
        let at = json!({ "kind": "pickup", "branch": "miraflores" });
        json!({ "customerId": customer, "items": items, "fulfilment": at })
    };
    let wanted = "{\"idempotencyKey\":\"k1\",\"lines\":[{\"productId\":\"papas_fritas\",\"qty\":4}],\
                  \"fulfilment\":{\"kind\":\"pickup\",\"branch\":\"miraflores\"},\
                  \"receipt\":{\"kind\":\"none\"},\"paymentMethod\":\"card\",\"phone\":\"\",\"expectedTotal\":null}";
    let made = format!("[\"{id}\",{wanted},{{\"unpaid\":\"Pays\",\"own_delivery\":false}}]");
    for (token, asked) in [(&ana, &made), (&service, &made), (&ana, &wanted.to_owned())] {
        let first = keyed(&server, "/api/orders", token, "k1", body(&id, 4)).await;
        let first = first.expect(201);
        remember(&server, &format!("orders.place#{}#k1", label(token)), asked, None).await;
        let again = keyed(&server, "/api/orders", token, "k1", body(&id, 4)).await;
        let again = again.expect(201);
        assert_eq!(
            (again.header("idempotency-replayed"), &again.body["orderId"]),
            (Some("true"), &first.body["orderId"])
        );
        let refused = keyed(&server, "/api/orders", token, "k1", body(&id, 5)).await;
        refused.refused(422, "idempotency_key_reused");
    }
    let refused = keyed(&server, "/api/orders", &service, "k1", body(&other, 4)).await;
    refused.refused(422, "idempotency_key_reused");

    // Bodies were taken as they were.
    let path = format!("/orders/{}/confirm", server.order(&ana).await);
    let reply = json!({ "status": 200, "body": "{\"as\":\"before\"}" });
    let begun = json!({ "begun": "2025-10-25T16:00:00.000Z", "reply": reply });
    remember(&server, &format!("{path}#{id}#k2"), "\"{}\"", Some(begun)).await;
    let again = keyed(&server, &format!("/api{path}"), &ana, "k2", json!({})).await;
    assert_eq!(again.expect(200).body, json!({ "as": "before" }));
}
