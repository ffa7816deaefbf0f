//! One effect and one answer for each idempotency key.

use super::keyed;
use crate::support::House;
use serde_json::json;
use shared::domain::staff::Role;

#[tokio::test]
async fn every_post_remembers_its_key() {
    let house = House::open().await;
    let (_, ana) = house.customer("pardos", "ana").await;
    let cook = house.machine("pardos", Role::Cook);
    let order = house.order(&ana).await;
    let path = format!("/api/orders/{order}/confirm");
    let first = keyed(&house, &path, &ana, "once", json!({})).await.expect(200);
    assert_eq!(first.header("idempotency-replayed"), None);
    let again = keyed(&house, &path, &ana, "once", json!({})).await.expect(200);
    assert_eq!(
        (again.header("idempotency-replayed"), &again.text),
        (Some("true"), &first.text)
    );
    keyed(&house, &path, &ana, "once", json!({ "x": 1 }))
        .await
        .refused(422, "idempotency_key_reused");

    // The first answer comes again, also when the order has gone on.
    let start = format!("/api/orders/{order}/stages/COOKING/start");
    let begun = keyed(&house, &start, &cook, "tap", json!({})).await.expect(200);
    let complete = format!("/api/orders/{order}/stages/COOKING/complete");
    house.post(&complete, &cook, json!({})).await.expect(200);
    let again = keyed(&house, &start, &cook, "tap", json!({})).await.expect(200);
    assert_eq!(again.text, begun.text);

    // What was refused is not remembered.
    let cancel = format!("/api/orders/{order}/cancel");
    keyed(&house, &cancel, &ana, "stop", json!({}))
        .await
        .refused(409, "cancel_window_over");
    keyed(&house, &cancel, &ana, "stop", json!({ "reason": "otra" }))
        .await
        .refused(409, "cancel_window_over");
    keyed(&house, &cancel, &ana, &"k".repeat(256), json!({}))
        .await
        .refused(422, "invalid_value");
}
