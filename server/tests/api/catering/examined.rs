//! What is stored of requests is as it must be at every point of their way, as the doctor sees it.

use super::Request;
use domain::TenantId;
use serde_json::json;
use services::doctor::Patience;

impl Request {
    async fn has_nothing_wrong(&self) {
        self.server.deliver_events().await;
        let doctor = self.server.app.control.doctor.clone();
        let doctor = doctor.with_patience(Patience::AT_REST);
        let pardos = TenantId::parse("pardos").unwrap();
        assert_eq!(doctor.examine(&pardos).await.unwrap().found, []);
    }
}

#[tokio::test]
async fn a_request_that_is_paid_cooked_and_brought_has_nothing_wrong() {
    let request = Request::accepted().await;
    request.has_nothing_wrong().await;
    request.pay("deposit").await.expect(200);
    request.has_nothing_wrong().await;
    for stage in ["COOKING", "PACKAGING", "DELIVERY"] {
        request.stage(stage, "start").await;
        request.has_nothing_wrong().await;
        request.stage(stage, "complete").await;
    }
    request.has_nothing_wrong().await;
}

#[tokio::test]
async fn a_request_that_comes_to_nothing_has_nothing_wrong() {
    // A deposit that is no order's day's money, and never will be.
    let request = Request::accepted().await;
    let money = json!({ "kind": "takeMoney", "method": "cash", "amountCents": 1_000 });
    request.act(money).await.expect(200);
    request.has_nothing_wrong().await;
    let cancel = json!({ "kind": "cancel", "reason": "Se inundó el local." });
    request.act(cancel.clone()).await.expect(200);
    request.has_nothing_wrong().await;

    let scheduled = Request::scheduled().await;
    scheduled.act(cancel).await.expect(200);
    scheduled.has_nothing_wrong().await;
}
