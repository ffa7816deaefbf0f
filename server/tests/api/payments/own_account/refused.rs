//! A token that Mercado Pago accepts no more.

use super::super::stand_in::{SECRET, TOKEN};
use super::House;
use serde_json::{Value, json};

#[tokio::test]
async fn a_token_that_counts_no_more_is_seen_by_managers_and_leaves_customers_the_door() {
    let house = House::open().await;
    house.connect("pardos", TOKEN, SECRET, "CAJA1").await.expect(200);
    let (_, ana) = house.server.customer("pardos", "ana").await;
    let order = house.server.order(&ana).await;
    let renewed = |new: &str| {
        let mut shop = house.shop.shop.lock().unwrap();
        shop.renewed.insert(new.to_owned(), TOKEN);
    };
    renewed("APP_USR-nueva");
    let path = format!("/api/orders/{order}/payment");
    for _ in 0..2 {
        let refused = house.server.post(&path, &ana, json!({ "method": "yape" })).await;
        refused.refused(409, "payment_unavailable");
    }
    let since = house.settings("pardos").await["account"]["refusedSince"].clone();
    assert!(since.is_string(), "{since}");
    let again = house.server.post(&path, &ana, json!({ "method": "cash" })).await;
    again.expect(200);
    // It is not chosen again before it has another token.
    house.choose("pardos", json!({ "by": "off" })).await.expect(200);
    house
        .choose("pardos", json!({ "by": "own", "account": 1 }))
        .await
        .refused(422, "invalid_value");
    let account = house.connect("pardos", "APP_USR-nueva", SECRET, "CAJA1").await;
    assert_eq!(account.expect(200).body["account"]["refusedSince"], Value::Null);
    let another = house.server.order(&ana).await;
    assert_eq!(house.pay(&ana, &another).await, format!("A1_pardos_{another}_1"));
}
