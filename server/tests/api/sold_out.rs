//! What is off or sold out is sold nowhere: not as a choice, not as a part of a promotion.

use crate::support::{Answer, TestServer};
use axum::http::Method;
use domain::staff::Role;
use ports::Clock as _;
use serde_json::{Value, json};

async fn change_water(server: &TestServer, change: Value) {
    let manager = server.machine("pardos", Role::Manager);
    let changed = server.api(Method::PATCH, "/api/products/agua", Some(&manager), Some(change));
    changed.await.expect(200);
}

async fn water_left(server: &TestServer) -> Value {
    let product = server.api(Method::GET, "/api/products/agua", None, None).await;
    product.expect(200).body["stock"].clone()
}

/// "Brasa Para Mí" with water.
fn promotion(qty: u16) -> Value {
    json!({ "productId": "brasa_para_mi", "qty": qty, "options": [
        { "group": "parte", "option": "pecho" },
        { "group": "acompanamiento", "option": "papas" },
        { "group": "bebida", "option": "agua" },
    ] })
}

/// A quarter of chicken with water.
fn dish(qty: u16) -> Value {
    json!({ "productId": "pollo_1_4", "qty": qty, "options": [{ "group": "bebida", "option": "agua" }] })
}

async fn order(server: &TestServer, ana: &str, items: &[Value], at: Option<&str>) -> Answer {
    let order = json!({ "items": items, "paymentMethod": "cash", "scheduledFor": at });
    server.post("/api/orders", ana, order).await
}

#[tokio::test]
async fn a_drink_that_is_off_is_no_choice_of_a_dish_or_a_promotion() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    for gone in [
        json!({ "available": false, "stock": null }),
        json!({ "available": true, "stock": 0 }),
    ] {
        change_water(&server, gone).await;
        for item in [promotion(3), dish(1)] {
            let refused = order(&server, &ana, &[item], None)
                .await
                .refused(409, "unavailable");
            let said = refused.body["errors"][0]["message"].as_str().unwrap();
            assert!(
                said.contains("bebida") || said.contains("tomar"),
                "names the group: {said}"
            );
            assert_eq!(refused.body["errors"][0]["pointer"], "/items/0");
        }
    }
    // A dish that is off is in no promotion either, and the list says so.
    let manager = server.machine("pardos", Role::Manager);
    let off = json!({ "available": false });
    let changed = server.api(
        Method::PATCH,
        "/api/products/pollo_1_4",
        Some(&manager),
        Some(off),
    );
    changed.await.expect(200);
    let promotions = server
        .api(Method::GET, "/api/promotions", None, None)
        .await
        .expect(200);
    let found = promotions.body["promotions"].as_array().unwrap().iter();
    let available: Vec<&str> = found
        .filter(|promotion| promotion["available"] == true)
        .map(|promotion| promotion["promotionId"].as_str().unwrap())
        .collect();
    assert_eq!(available, ["brasa_para_2", "tu_eliges", "chicharron_para_mi"]);
    change_water(&server, json!({ "stock": 5 })).await;
    order(&server, &ana, &[promotion(1)], None)
        .await
        .refused(409, "unavailable");
}

#[tokio::test]
async fn choices_and_promotions_take_from_the_stock_of_the_product_and_give_it_back() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    change_water(&server, json!({ "stock": 4 })).await;
    let refused = order(&server, &ana, &[promotion(3), dish(2)], None)
        .await
        .refused(409, "out_of_stock");
    assert_eq!(refused.body["productId"], "agua");
    assert_eq!(
        (&refused.body["available"], &refused.body["requested"]),
        (&json!(4), &json!(5))
    );

    let placed = order(&server, &ana, &[promotion(3), dish(1)], None)
        .await
        .expect(201);
    assert_eq!(water_left(&server).await, 0);
    server.deliver_events().await;
    order(&server, &ana, &[dish(1)], None)
        .await
        .refused(409, "unavailable");

    let path = format!("/api/orders/{}/cancel", placed.body["orderId"].as_str().unwrap());
    for _ in 0..2 {
        server.post(&path, &ana, json!({})).await.expect(200);
        server.deliver_events().await;
        assert_eq!(water_left(&server).await, 4, "given back, once");
    }
}

#[tokio::test]
async fn an_order_for_another_day_takes_nothing_from_today_and_can_be_cancelled_until_it_is_begun() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    change_water(&server, json!({ "stock": 0 })).await;
    let in_two_days = server.clock.now().plus_minutes(2 * 24 * 60).to_string();
    let placed = order(&server, &ana, &[dish(1)], Some(&in_two_days))
        .await
        .expect(201);
    assert_eq!(water_left(&server).await, 0);
    // Long after the ten minutes of an order for now.
    server.clock.advance_ms(60 * 60 * 1_000);
    let path = format!("/api/orders/{}/cancel", placed.body["orderId"].as_str().unwrap());
    let ana = server.sign_in("pardos", "ana", crate::support::PASSWORD).await;
    server.post(&path, &ana, json!({})).await.expect(200);
    server.deliver_events().await;
    assert_eq!(water_left(&server).await, 0);
}

#[tokio::test]
async fn a_choice_names_products_of_the_carta() {
    let server = TestServer::open().await;
    let manager = server.machine("pardos", Role::Manager);
    let with = |components: Value| {
        json!({ "optionGroups": [{ "id": "bebida", "name": "Bebida", "min": 0, "max": 1,
            "options": [{ "id": "agua", "name": "Agua", "components": components }] }] })
    };
    let put = async |components: Value| {
        let body = Some(with(components));
        server
            .api(Method::PATCH, "/api/products/pollo_1_4", Some(&manager), body)
            .await
    };
    let changed = put(json!([{ "productId": "agua" }])).await.expect(200);
    let components = &changed.body["optionGroups"][0]["options"][0]["components"];
    assert_eq!(*components, json!([{ "productId": "agua", "qty": 1 }]));
    for wrong in [
        json!([{ "productId": "no_such" }]),
        json!([{ "productId": "brasa_para_mi" }]),
        json!([{ "productId": "pollo_1_4" }]),
        json!([{ "productId": "agua", "qty": 0 }]),
        json!([{ "productId": "agua", "qty": 21 }]),
        json!([{ "productId": "agua" }, { "productId": "agua" }]),
    ] {
        put(wrong).await.refused(422, "invalid_value");
    }
}

#[tokio::test]
async fn a_product_that_others_consist_of_stays_on_the_carta() {
    let server = TestServer::open().await;
    let manager = server.machine("pardos", Role::Manager);
    let remove = async |id: &str| {
        let path = format!("/api/products/{id}");
        server.api(Method::DELETE, &path, Some(&manager), None).await
    };
    let refused = remove("agua").await.refused(409, "product_in_use");
    let said = refused.body["detail"].as_str().unwrap();
    assert!(
        said.contains("Brasa Para Mí") && said.contains("y 12 más"),
        "{said}"
    );
    remove("tequenos_6").await.expect(204);
}
