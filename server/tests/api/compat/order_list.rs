//! The back office's list of orders: by number, in whole pages, in its own words.

use crate::support::{TestServer, api_request};
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};

struct Office {
    server: TestServer,
    service: String,
    customer: String,
}

impl Office {
    async fn open() -> Office {
        let server = TestServer::open().await;
        let (customer, _) = server.customer("pardos", "ana").await;
        let service = server.machine("pardos", Role::Service);
        Office {
            server,
            service,
            customer,
        }
    }

    async fn place(&self) -> u64 {
        let body = json!({ "customer_id": self.customer, "items": [{ "product_id": "agua", "qty": 1 }] });
        let placed = self.server.post("/compat/backoffice/orders", &self.service, body);
        placed.await.expect(201).body["id"].as_u64().unwrap()
    }

    async fn confirm(&self, order: u64) {
        let path = format!("/compat/backoffice/orders/{order}/confirm");
        let mut request = api_request(Method::POST, &path, Some(&self.service), None);
        let key = format!("c-{order}").parse().unwrap();
        request.headers_mut().insert("x-idempotency-key", key);
        self.server.ask(request).await.expect(200);
    }

    /// All pages of a list, of two orders each.
    async fn all(&self, filter: &str) -> Vec<Value> {
        let (mut rows, mut cursor) = (Vec::new(), String::new());
        loop {
            let path = format!("/compat/backoffice/orders?limit=2&{filter}{cursor}");
            let page = self.server.get(&path, &self.service).await.expect(200).body;
            let data = page["data"].as_array().unwrap();
            assert!(data.len() <= 2);
            rows.extend(data.iter().cloned());
            match page["pagination"]["next_cursor"].as_u64() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => return rows,
            }
        }
    }

    async fn numbers(&self, filter: &str) -> Vec<u64> {
        let rows = self.all(filter).await;
        rows.iter().map(|row| row["id"].as_u64().unwrap()).collect()
    }
}

#[tokio::test]
async fn pages_hold_every_order_of_a_status_once() {
    let office = Office::open().await;
    let mut orders = Vec::new();
    for minutes in [0, 3, -1, 2, -1, 0, 5, 1, 0] {
        // A clock that is set back by a minute places an order before one with a lower number.
        office.server.later(minutes);
        orders.push(office.place().await);
    }
    let (confirmed, cancelled) = (
        [orders[0], orders[4], orders[5], orders[7]],
        [orders[1], orders[8]],
    );
    for order in confirmed {
        office.confirm(order).await;
    }
    for order in cancelled {
        let path = format!("/compat/backoffice/orders/{order}/cancel");
        office
            .server
            .post(&path, &office.service, json!({}))
            .await
            .expect(200);
    }
    // One is with its customer: still CONFIRMED, for it has no other word.
    let done = json!({ "id": orders[4], "status_pedido": 4 });
    let put = office.server.api(
        Method::PUT,
        "/compat/pedidos/pedidos/",
        Some(&office.service),
        Some(done),
    );
    put.await.expect(200);

    assert_eq!(office.numbers("").await, orders);
    assert_eq!(office.numbers("status=CONFIRMED").await, confirmed);
    assert_eq!(office.numbers("status=CANCELED").await, cancelled);
    assert_eq!(office.numbers("status=CANCELLED").await, cancelled);
    let created = [orders[2], orders[3], orders[6]];
    assert_eq!(office.numbers("status=CREATED").await, created);
    for row in office.all("status=CONFIRMED&from=2020-01-01").await {
        assert_eq!(row["status"], "CONFIRMED");
    }
    let refused = office
        .server
        .get("/compat/backoffice/orders?status=COMPLETED", &office.service)
        .await
        .expect(400);
    assert_eq!(refused.body["errors"][0]["path"], "status");
}

/// A dish that was taken off the carta keeps its number in old orders, and no other dish gets it.
#[tokio::test]
async fn a_number_is_one_dish_for_ever() {
    let office = Office::open().await;
    let (server, service) = (&office.server, &office.service);
    let base = "/compat/backoffice";
    let make = async |sku: &str| {
        let body = json!({ "sku": sku, "name": format!("Caja {sku}"), "price_cents": 500, "stock": 5 });
        let made = server.post(&format!("{base}/products"), service, body).await;
        made.expect(201).body["id"].as_u64().unwrap()
    };
    let first = make("A-1").await;
    let body = json!({ "customer_id": office.customer, "items": [{ "product_id": first, "qty": 1 }] });
    let order = server
        .post(&format!("{base}/orders"), service, body)
        .await
        .expect(201);
    let path = format!("{base}/products/{first}");
    server
        .api(Method::DELETE, &path, Some(service), None)
        .await
        .expect(200);
    assert_ne!(make("A-2").await, first);
    let order = order.body["id"].as_u64().unwrap();
    let read = server
        .get(&format!("{base}/orders/{order}"), service)
        .await
        .expect(200);
    assert_eq!(read.body["items"][0]["product_id"], first);
    let read = server
        .get(&format!("/compat/pedidos/pedidos/{order}"), service)
        .await;
    assert_eq!(read.expect(200).body["itens"][0]["produto"], first);
}
