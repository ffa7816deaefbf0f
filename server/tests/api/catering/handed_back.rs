//! Money that no gateway gives back: it is back once somebody says that it was handed back.

use super::Request;
use domain::staff::Role;
use serde_json::json;

#[tokio::test]
async fn money_that_was_noted_by_hand_is_back_once_somebody_says_so() {
    let request = Request::accepted().await;
    let money = json!({ "kind": "takeMoney", "method": "cash", "amountCents": 38_760 });
    request.act(money).await.expect(200);
    request
        .act(json!({ "kind": "cancel", "reason": "Se inundó el local." }))
        .await
        .expect(200);
    request.server.deliver_events().await;
    let payment = request.payment().await;
    assert_eq!(
        (&payment["refundedCents"], &payment["refundingCents"]),
        (&json!(0), &json!(38_760))
    );
    assert_eq!(
        (&payment["refunds"][0]["state"], &payment["refunds"][0]["byHand"]),
        (&json!("PENDING"), &json!(true))
    );
    let order = payment["orderId"].as_str().unwrap();
    let path = format!("/api/orders/{order}/payment/handed-back");
    let cook = request.server.machine("pardos", Role::Cook);
    let handed = |token: String, refund: u32| {
        let (server, path) = (&request.server, &path);
        async move { server.post(path, &token, json!({ "refund": refund })).await }
    };
    handed(cook, 1).await.refused(403, "forbidden");
    handed(request.manager.clone(), 2).await.refused(409, "conflict");
    for _ in 0..2 {
        let payment = handed(request.manager.clone(), 1).await.expect(200).body;
        assert_eq!(
            (&payment["status"], &payment["refundedCents"]),
            (&json!("REFUNDED"), &json!(38_760))
        );
        assert!(payment["refunds"][0]["handedBy"].is_string(), "{payment}");
    }
}
