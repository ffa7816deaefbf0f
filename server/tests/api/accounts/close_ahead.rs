//! An account that is closed while something is still ahead of its owner, and what is placed while it is being erased.

use crate::catering;
use crate::support::{PASSWORD, TestServer, api_request};
use api::catering::NewCatering;
use axum::http::Method;
use domain::staff::Role;
use domain::{CustomerId, TenantId};
use ports::PeriodicTask as _;
use ports::documents::{Commit, Expect, Index, Key, Table, Write};
use serde_json::{Value, json};
use services::caller::{Caller, Who};

const DAY: i64 = 24 * 60;
/// Lunch in 77 days, and so the day after which nobody needs to know whose it was.
const EVENT: &str = "2026-01-10";
const NEEDED_UNTIL: &str = "2026-01-17T18:00:00.000Z";

fn form() -> Value {
    let mut form = catering::form();
    form["date"] = json!(EVENT);
    form
}

/// Closes an account: when it will be erased.
async fn close(server: &TestServer, id: &str, token: &str) -> String {
    let path = format!("/api/customers/{id}/close");
    let closed = server.post(&path, token, json!({ "password": PASSWORD })).await;
    closed.expect(200).body["erasedAt"].as_str().unwrap().to_owned()
}

/// A call of the customer's that is still running, whatever became of the account.
fn under_way(id: &str) -> Caller {
    Caller {
        tenant: TenantId::parse("pardos").unwrap(),
        who: Who::Customer {
            id: CustomerId::parse(id).unwrap(),
            username: "ana".into(),
            name: "ana".into(),
        },
        address: Some("192.0.2.7".into()),
    }
}

/// What is due by now, with what follows from it: how many customers were gone over.
async fn erase(server: &TestServer) -> usize {
    let erased = server.app.customers.run_due().await.unwrap();
    server.deliver_events().await;
    erased
}

async fn seen(server: &TestServer, path: &str) -> String {
    let manager = server.machine("pardos", Role::Manager);
    server.get(path, &manager).await.expect(200).text
}

/// Asks for catering as a customer, agrees on a quote and pays the deposit: the ids of request and order.
async fn scheduled(server: &TestServer, token: &str) -> (String, String) {
    let mut request = api_request(Method::POST, "/api/catering", Some(token), Some(form()));
    let headers = request.headers_mut();
    headers.insert("idempotency-key", "k1".parse().unwrap());
    let made = server.ask(request).await.expect(201).body;
    let (id, link) = (made["id"].as_str().unwrap(), made["link"].as_str().unwrap());
    let manager = server.machine("pardos", Role::Manager);
    let quote = json!({ "follows": 0, "lines": [{ "package": "oficina", "qty": 4 }], "fees": [] });
    let path = format!("/api/catering/{id}/quotes");
    server.post(&path, &manager, quote).await.expect(201);
    for (rest, body) in [
        (
            "answers",
            json!({ "kind": "accept", "version": 1, "receipt": { "kind": "none" } }),
        ),
        ("payment", json!({ "part": "deposit", "method": "yape" })),
        ("payment/settle", json!({ "approve": true })),
    ] {
        let path = format!("/api/catering/links/{link}/{rest}");
        server
            .api(Method::POST, &path, None, Some(body))
            .await
            .expect(200);
        server.deliver_events().await;
    }
    let page = server
        .api(Method::GET, &format!("/api/catering/links/{link}"), None, None)
        .await
        .expect(200);
    assert_eq!(page.body["status"], "SCHEDULED");
    (id.to_owned(), page.body["orderId"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn an_event_that_is_ahead_keeps_its_person_until_it_is_over() {
    let server = TestServer::open().await;
    let (id, ana) = server.customer("pardos", "ana").await;
    let (request, order) = scheduled(&server, &ana).await;
    assert_eq!(close(&server, &id, &ana).await, NEEDED_UNTIL);
    let paths = [format!("/api/catering/{request}"), format!("/api/orders/{order}")];
    server.later(80 * DAY);
    assert_eq!(erase(&server).await, 0);
    for path in &paths {
        assert!(seen(&server, path).await.contains("Lucía Rojas"), "{path}");
    }
    server.later(5 * DAY);
    assert_eq!(erase(&server).await, 1);
    for path in &paths {
        let after = seen(&server, path).await;
        assert!(
            !after.contains("Lucía") && !after.contains("999888777"),
            "{after}"
        );
    }
}

#[tokio::test]
async fn what_was_agreed_after_closing_keeps_the_person_as_well() {
    let server = TestServer::open().await;
    let (id, ana) = server.customer("pardos", "ana").await;
    assert_eq!(close(&server, &id, &ana).await, "2025-11-24T17:00:00.000Z");
    let new = NewCatering {
        form: serde_json::from_value(form()).unwrap(),
        idempotency_key: "late".into(),
        website: String::new(),
    };
    let catering = &server.app.services.catering;
    let (asked, _) = catering.request(&under_way(&id), new).await.unwrap();
    let path = format!("/api/catering/{}", asked.id);
    server.later(30 * DAY);
    assert_eq!(erase(&server).await, 0);
    assert!(seen(&server, &path).await.contains("Lucía Rojas"));
    server.later(55 * DAY);
    assert_eq!(erase(&server).await, 1);
    assert!(!seen(&server, &path).await.contains("Lucía"));
}

#[tokio::test]
async fn nothing_is_placed_for_an_account_that_is_closed() {
    let server = TestServer::open().await;
    let (id, ana) = server.customer("pardos", "ana").await;
    close(&server, &id, &ana).await;
    let machine = server.machine("pardos", Role::Service);
    let items = json!([{ "productId": "papas_fritas", "qty": 4 }]);
    let order = json!({ "customerId": id, "items": items });
    for minutes in [0, 30 * DAY] {
        server.later(minutes);
        erase(&server).await;
        server
            .post("/api/orders", &machine, order.clone())
            .await
            .refused(404, "unknown_customer");
    }
}

#[tokio::test]
async fn what_was_being_placed_during_the_erasure_loses_its_person_as_well() {
    let server = TestServer::open().await;
    let (id, ana) = server.customer("pardos", "ana").await;
    let body = json!({
        "items": [{ "productId": "papas_fritas", "qty": 4 }],
        "fulfilment": { "kind": "delivery", "address": { "line": "Av. Larco 123", "district": "Miraflores" } },
    });
    let placed = server.post("/api/orders", &ana, body).await.expect(201);
    let order = placed.body["orderId"].as_str().unwrap().to_owned();
    let manager = server.machine("pardos", Role::Manager);
    let cancel = format!("/api/orders/{order}/cancel");
    server.post(&cancel, &manager, json!({})).await.expect(200);
    server.deliver_events().await;
    let tenant = TenantId::parse("pardos").unwrap();
    let key = Key::new(Table::Orders, format!("ORDER#{order}"), "INFO");
    let whole = server.app.documents.get(&tenant, &key).await.unwrap().unwrap();
    close(&server, &id, &ana).await;
    server.later(30 * DAY);
    assert_eq!(erase(&server).await, 1);
    let path = format!("/api/orders/{order}");
    assert!(!seen(&server, &path).await.contains("Larco"));

    // Its commit comes only now, with all that was read before the customer was gone; so does a request for catering.
    let late = Write::put(key, &whole.body.json(), Expect::Anything).unwrap();
    let sort = format!(
        "{:015}#{order}",
        whole.body.json()["order"]["placedAt"].as_i64().unwrap_or(0)
    );
    let late = late.indexed(Index::OrdersByCustomer, format!("CUSTOMER#{id}"), sort);
    let commit = Commit {
        writes: vec![late],
        events: Vec::new(),
    };
    server.app.documents.commit(&tenant, commit).await.unwrap();
    let new = NewCatering {
        form: serde_json::from_value(form()).unwrap(),
        idempotency_key: "late".into(),
        website: String::new(),
    };
    let catering = &server.app.services.catering;
    let (asked, _) = catering.request(&under_way(&id), new).await.unwrap();
    let request = format!("/api/catering/{}", asked.id);
    assert!(seen(&server, &path).await.contains("Larco"));

    server.later(60);
    assert_eq!(erase(&server).await, 0, "the event is ahead");
    assert!(seen(&server, &request).await.contains("Lucía Rojas"));
    server.later(55 * DAY);
    assert_eq!(erase(&server).await, 1);
    for path in [&path, &request] {
        let after = seen(&server, path).await;
        assert!(!after.contains("Larco") && !after.contains("Lucía"), "{after}");
    }
    server.later(DAY);
    assert_eq!(erase(&server).await, 0, "nothing is left to do");
}
