//! Promotions as machines and managers change them.

use crate::menu::{audited, manager, publish, with};
use crate::support::TestServer;
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};

#[tokio::test]
async fn promotions_come_change_and_go() {
    let server = TestServer::open().await;
    let machine = server.machine("pardos", Role::Manager);
    let promotion = |price: i64, until: Value| {
        json!({ "name": "Trío de agua", "priceCents": price, "regularPriceCents": 1_200,
                "components": [{ "productId": "agua", "qty": 3 }], "until": until })
    };
    let made = server
        .post("/api/promotions", &machine, promotion(900, Value::Null))
        .await
        .expect(201)
        .body;
    assert_eq!(made["promotionId"], "trio_de_agua");
    let path = "/api/promotions/trio_de_agua";
    let put = async |body: Value| server.api(Method::PUT, path, Some(&machine), Some(body)).await;
    put(promotion(1_000, json!("2025-10-24"))).await.expect(200);
    let listed = async |path: &str| {
        let listed = server.api(Method::GET, path, None, None).await.expect(200).body;
        let promotions = listed["promotions"].as_array().unwrap().iter();
        promotions
            .filter(|known| known["promotionId"] == "trio_de_agua")
            .count()
    };
    assert_eq!(
        (
            listed("/api/promotions").await,
            listed("/api/promotions?all=true").await
        ),
        (0, 1)
    );
    for (wrong, pointer) in [
        (json!({ "regularPriceCents": 900 }), "/regularPriceCents"),
        (json!({ "components": [] }), "/components"),
        (json!({ "components": [{ "productId": "nada" }] }), "/components"),
        (json!({ "from": "2025-10-30" }), "/until"),
    ] {
        let refused = put(with(promotion(1_000, json!("2025-10-24")), wrong)).await;
        assert!([400, 422].contains(&refused.status));
        assert_eq!(refused.body["errors"][0]["pointer"], pointer);
    }
    let in_use = server
        .api(Method::DELETE, "/api/products/agua", Some(&machine), None)
        .await;
    in_use.refused(409, "product_in_use");
    assert_eq!(
        server
            .api(Method::DELETE, path, Some(&machine), None)
            .await
            .status,
        204
    );
    put(promotion(1_000, Value::Null))
        .await
        .refused(404, "unknown_product");
    let mut said = audited(&server).await;
    said.retain(|entry| entry.starts_with("promotion"));
    said.sort();
    assert_eq!(
        said,
        [
            "promotionChanged trio_de_agua",
            "promotionCreated trio_de_agua",
            "promotionRemoved trio_de_agua"
        ]
    );

    // In the console they are drafted like dishes.
    let mut gloria = manager(&server).await;
    let wanted = json!({ "id": "new", "name": "Dúo de agua", "description": "", "price": 700, "regularPrice": null,
                         "image": "", "components": [{ "productId": "agua", "qty": 2 }], "groups": [], "from": null,
                         "until": null });
    let body = json!({ "id": null, "seen": null, "promotion": wanted });
    let drafted = gloria
        .call(&server, "/rpc/catalog/edit-promotion", body)
        .await
        .expect(200)
        .body;
    assert_eq!(listed("/api/promotions?all=true").await, 0);
    publish(&server, &mut gloria, &drafted).await.expect(200);
    let order = json!({ "items": [{ "productId": "duo_de_agua", "qty": 4 }], "paymentMethod": "cash" });
    let (_, ana) = server.customer("pardos", "ana").await;
    server.post("/api/orders", &ana, order).await.expect(201);
}
