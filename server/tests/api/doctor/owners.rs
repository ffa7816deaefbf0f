//! Payments and messages of somebody else, dishes that were never on the carta, and changes without an event.

use super::{Lived, of, order_key, payment_key};
use axum::http::Method;
use domain::OrderId;
use ports::documents::{Expect, Key, Query, Table, Write};
use serde_json::{Value, json};
use services::doctor::{Discrepancy, Invariant};

impl Lived {
    async fn of_invariant(&self, invariant: Invariant) -> Vec<Discrepancy> {
        let found = self.found().await;
        found
            .into_iter()
            .filter(|one| one.invariant == invariant)
            .collect()
    }
}

#[tokio::test]
async fn the_payment_of_another_order_is_found_and_left() {
    let lived = Lived::open().await;
    lived
        .spoil(&payment_key(&lived.packed), |body| {
            body["payment"]["orderId"] = json!(lived.refunded);
        })
        .await;
    let found = lived.only(Invariant::Owners).await;
    assert_eq!(found.subject, of(&lived.packed));
    assert!(found.found.contains(lived.refunded.as_str()), "{found}");
    lived.left(&found).await;
}

#[tokio::test]
async fn a_message_about_the_order_of_somebody_else_is_found_and_left() {
    let lived = Lived::open().await;
    let (stranger, beto) = lived.server.customer("pardos", "beto").await;
    let body = json!({
        "items": [{ "productId": "pollo_1_4", "qty": 1 }],
        "fulfilment": { "kind": "delivery" }, "paymentMethod": "cash",
    });
    let placed = lived.server.post("/api/orders", &beto, body).await.expect(201);
    let order = OrderId::parse(placed.body["orderId"].as_str().unwrap()).unwrap();
    lived.server.deliver_events().await;
    assert_eq!(lived.found().await, []);

    let of = |customer: &str| Query::partition(Table::Notifications, format!("CUSTOMER#{customer}"), 100);
    let documents = &lived.server.app.documents;
    let own = documents.query(&lived.tenant, &of(&stranger)).await.unwrap();
    let others = documents
        .query(&lived.tenant, &of(&lived.customer))
        .await
        .unwrap();
    let about = |body: &Value| body["orderId"] == json!(lived.delivered);
    let message = others
        .documents
        .iter()
        .find(|one| about(&one.body.json()))
        .unwrap();
    // At the time of the first of their own.
    let first = &own.documents[0].key;
    let key = Key::new(
        Table::Notifications,
        first.pk.clone(),
        format!("{}_other", first.sk),
    );
    let write = Write::put(key, &message.body.json(), Expect::Absent).unwrap();
    lived.commit(write).await;
    let found = lived.only(Invariant::Owners).await;
    assert_eq!(found.subject, super::of(&order));
    assert!(found.found.contains(lived.delivered.as_str()), "{found}");
    lived.left(&found).await;
}

#[tokio::test]
async fn what_the_carta_never_had_is_found_where_it_is_sold() {
    let lived = Lived::open().await;
    lived
        .spoil_order(&lived.packed, |order| {
            order["head"]["lines"][1]["productId"] = json!("unicornio")
        })
        .await;
    let found = lived.only(Invariant::Sales).await;
    assert_eq!(found.subject, of(&lived.packed));
    assert!(found.found.contains("unicornio"), "{found}");
    lived.left(&found).await;
}

#[tokio::test]
async fn a_dish_that_was_taken_off_the_carta_was_sold_all_the_same() {
    let lived = Lived::open().await;
    let dish =
        json!({ "productId": "limonada", "name": "Limonada", "category": "bebidas", "priceCents": 700 });
    let made = lived.server.post("/api/products", &lived.manager, dish).await;
    made.expect(201);
    let items = json!([{ "productId": "limonada", "qty": 3 }]);
    lived
        .placed(json!({ "items": items, "paymentMethod": "cash" }))
        .await;
    let path = "/api/products/limonada";
    let gone = lived
        .server
        .api(Method::DELETE, path, Some(&lived.manager), None)
        .await;
    gone.expect(204);
    lived.server.deliver_events().await;
    assert_eq!(lived.found().await, []);
}

#[tokio::test]
async fn a_change_that_no_event_tells_of_is_found() {
    let lived = Lived::open().await;
    lived
        .spoil_order(&lived.delivered, |order| {
            let version = order["version"].as_u64().unwrap();
            order["version"] = json!(version + 1);
        })
        .await;
    let found = lived.of_invariant(Invariant::Changes).await;
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].subject, of(&lived.delivered));
    lived.left(&found[0]).await;
    // Nobody can tell a day later: events are not kept for ever.
    lived.server.later(24 * 60);
    lived.settle().await;
    assert_eq!(lived.of_invariant(Invariant::Changes).await, []);
}

#[tokio::test]
async fn an_order_that_is_older_than_its_events_is_found() {
    let lived = Lived::open().await;
    let before = lived.document(&order_key(&lived.packed)).await;
    lived.done(&lived.packed, "DELIVERY").await;
    let write = Write::put(order_key(&lived.packed), &before.body.json(), Expect::Anything).unwrap();
    lived.commit(write).await;
    let orders = &lived.server.app.services.orders;
    orders.put_again(&lived.tenant, &lived.packed).await.unwrap();
    let found = lived.of_invariant(Invariant::Changes).await;
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].advice.contains("backup"), "{}", found[0]);
}
