//! The money of requests: deposit, balance, cancellations.

use super::{Request, accept, form};
use crate::payments::stand_in::StandIn;
use crate::support::{Browser, TestServer, api_request};
use axum::http::Method;
use domain::staff::Role;
use ports::PeriodicTask as _;
use serde_json::{Value, json};

const DAY: i64 = 24 * 60;

#[tokio::test]
async fn everything_may_be_paid_at_once() {
    let request = Request::accepted().await;
    request.pay("everything").await.expect(200);
    let page = request.page().await;
    assert_eq!(
        (&page["status"], &page["money"]["owedCents"]),
        (&json!("SCHEDULED"), &json!(0))
    );
    assert_eq!(request.payment().await["status"], "APPROVED");
    request.pay("everything").await.refused(409, "payment_settled");
    assert_eq!(request.order().await["payment"]["status"], "APPROVED");
}

#[tokio::test]
async fn paying_twice_pays_once_and_the_balance_comes_later() {
    let request = Request::scheduled().await;
    let order = request.page().await["orderId"].clone();
    let approve = Some(json!({ "approve": true }));
    request
        .by_link(Method::POST, "/payment/settle", approve)
        .await
        .expect(200);
    assert_eq!(request.payment().await["paidCents"], 38_760);
    request.pay("everything").await.expect(200);
    let payment = request.payment().await;
    assert_eq!(
        (&payment["status"], &payment["paidCents"]),
        (&json!("APPROVED"), &json!(129_200))
    );
    assert_eq!(
        (
            request.page().await["orderId"].clone(),
            request.order().await["payment"]["owedCents"].clone()
        ),
        (order, json!(0))
    );
}

#[tokio::test]
async fn a_rejected_deposit_leaves_it_owed() {
    let request = Request::accepted().await;
    let body = json!({ "part": "deposit", "method": "card" });
    request
        .by_link(Method::POST, "/payment", Some(body))
        .await
        .expect(200);
    let reject = Some(json!({ "approve": false }));
    request
        .by_link(Method::POST, "/payment/settle", reject)
        .await
        .expect(200);
    request.server.deliver_events().await;
    let page = request.page().await;
    assert_eq!(
        (&page["status"], &page["money"]["depositOwedCents"]),
        (&json!("ACCEPTED"), &json!(38_760))
    );
    request.pay("deposit").await.expect(200);
    assert_eq!(request.page().await["status"], "SCHEDULED");
}

#[tokio::test]
async fn a_manager_notes_money_that_came_another_way() {
    let request = Request::accepted().await;
    let money = |cents: i64| json!({ "kind": "takeMoney", "method": "cash", "amountCents": cents });
    request.act(money(129_201)).await.refused(422, "invalid_value");
    let mut seen = money(20_000);
    seen["owedCents"] = json!(129_200);
    request.act(seen.clone()).await.expect(200);
    request.act(seen).await.refused(409, "conflict");
    assert_eq!(request.page().await["status"], "ACCEPTED");
    request.act(money(18_760)).await.expect(200);
    assert_eq!(request.page().await["status"], "SCHEDULED");
    // What was collected with the delivery is handed back when that is recalled; what came before stays.
    for stage in ["COOKING", "PACKAGING", "DELIVERY"] {
        request.stage(stage, "start").await;
        request.stage(stage, "complete").await;
    }
    assert_eq!(request.payment().await["owedCents"], 0);
    let order = request.order().await["orderId"].as_str().unwrap().to_owned();
    let path = format!("/api/orders/{order}/recall");
    request
        .server
        .post(&path, &request.manager, json!({}))
        .await
        .expect(200);
    request.server.deliver_events().await;
    let payment = request.payment().await;
    assert_eq!(
        (&payment["paidCents"], &payment["owedCents"]),
        (&json!(38_760), &json!(90_440))
    );
    assert_eq!(request.page().await["status"], "SCHEDULED");
}

#[tokio::test]
async fn who_cancels_in_time_gets_everything_back() {
    let request = Request::scheduled().await;
    let page = request.page().await;
    assert_eq!(page["cancelKeepsCents"], 0);
    request
        .say(json!({ "kind": "cancel", "reason": "" }))
        .await
        .expect(200);
    let payment = request.payment().await;
    assert_eq!(
        (&payment["status"], &payment["refundedCents"]),
        (&json!("REFUNDED"), &json!(38_760))
    );
    let order = request.order().await;
    assert_eq!(
        (&order["status"], &order["payment"]["refundedCents"]),
        (&json!("CANCELLED"), &json!(38_760))
    );
}

#[tokio::test]
async fn who_cancels_late_leaves_the_deposit() {
    let request = Request::accepted().await;
    request.pay("everything").await.expect(200);
    // What was agreed holds, whatever the restaurant's rule is by now.
    let rule = json!({ "catering": { "freeCancelHours": 0 } });
    let patch = api_request(Method::PATCH, "/api/settings", Some(&request.manager), Some(rule));
    request.server.ask(patch).await.expect(200);
    // 40 hours before the event.
    request.server.later(8 * DAY + 9 * 60);
    assert_eq!(request.page().await["cancelKeepsCents"], 38_760);
    let cancelled = request
        .say(json!({ "kind": "cancel", "reason": "" }))
        .await
        .expect(200);
    assert_eq!(cancelled.body["status"], "CANCELLED");
    let payment = request.payment().await;
    assert_eq!(
        (&payment["paidCents"], &payment["refundedCents"]),
        (&json!(38_760), &json!(90_440))
    );
    assert_eq!(
        (&payment["status"], &payment["owedCents"]),
        (&json!("APPROVED"), &json!(0))
    );
}

#[tokio::test]
async fn the_restaurant_cancels_with_a_reason_and_keeps_nothing() {
    let request = Request::scheduled().await;
    request.server.later(9 * DAY);
    request
        .act(json!({ "kind": "cancel", "reason": "" }))
        .await
        .refused(422, "invalid_value");
    request
        .act(json!({ "kind": "cancel", "reason": "Se inundó el local." }))
        .await
        .expect(200);
    assert_eq!(request.payment().await["status"], "REFUNDED");
}

#[tokio::test]
async fn an_order_that_is_cancelled_takes_its_request_along() {
    let request = Request::scheduled().await;
    let order = request.page().await["orderId"].as_str().unwrap().to_owned();
    let path = format!("/api/orders/{order}/cancel");
    let reason = json!({ "reason": "Sin carbón" });
    request
        .server
        .post(&path, &request.manager, reason)
        .await
        .expect(200);
    request.server.deliver_events().await;
    let page = request.page().await;
    assert_eq!(
        (&page["status"], &page["reason"]),
        (&json!("CANCELLED"), &json!("Sin carbón"))
    );
    assert_eq!(request.payment().await["status"], "REFUNDED");
}

#[tokio::test]
async fn the_kitchen_may_begin_earlier() {
    let request = Request::scheduled().await;
    let cook = request.server.machine("pardos", Role::Cook);
    let order = request.order().await["orderId"].as_str().unwrap().to_owned();
    let listed = async |state: &str| {
        let path = format!("/api/orders?state={state}");
        request
            .server
            .get(&path, &cook)
            .await
            .expect(200)
            .text
            .contains(&order)
    };
    assert_eq!((listed("scheduled").await, listed("open").await), (true, false));
    request.act(json!({ "kind": "sendToKitchen" })).await.expect(200);
    request.act(json!({ "kind": "sendToKitchen" })).await.expect(200);
    assert_eq!((listed("scheduled").await, listed("open").await), (false, true));
    assert_eq!(request.view().await["orderBegun"], true);
}

#[tokio::test]
async fn the_kitchen_counts_it_all_the_day_and_not_before() {
    let request = Request::scheduled().await;
    let mut cook = Browser::staff(&request.server, "localhost", "cocina").await;
    let mut counted = async || {
        let queue = cook
            .call(
                &request.server,
                "/rpc/stages/queue",
                json!({ "stage": "COOKING" }),
            )
            .await;
        let all_day = queue.expect(200).body["allDay"].clone();
        all_day
            .as_array()
            .unwrap()
            .iter()
            .any(|dish| dish["name"] == "Oficina" && dish["qty"] == 4)
    };
    assert!(!counted().await);
    // The morning of the day.
    request.server.later(10 * DAY - 4 * 60);
    assert!(counted().await);
}

#[tokio::test]
async fn what_nobody_answers_or_pays_is_an_alarm_and_ends_by_itself() {
    let request = Request::new().await;
    request.server.later(25 * 60);
    request.do_due().await;
    assert_eq!(request.view().await["alarms"], json!(["unanswered"]));
    request.quote(0).await.expect(201);
    assert_eq!(request.view().await["alarms"], json!([]));
    // A quote after its date.
    request.server.later(8 * DAY);
    request.do_due().await;
    assert_eq!(request.page().await["status"], "EXPIRED");
    request.say(accept(1)).await.refused(409, "conflict");
}

#[tokio::test]
async fn an_open_balance_is_an_alarm_and_stops_nothing() {
    let request = Request::scheduled().await;
    request.server.later(9 * DAY + 2 * 60);
    request.do_due().await;
    let view = request.view().await;
    assert_eq!(
        (&view["alarms"], &view["status"]),
        (&json!(["balance_owed"]), &json!("SCHEDULED"))
    );
}

#[tokio::test]
async fn a_boleta_of_a_large_sum_names_its_buyer() {
    let server = TestServer::open().await;
    let mut person = form();
    (person["company"], person["ruc"]) = (json!(""), json!(""));
    let request = Request::of(server, person).await;
    request.quote(0).await.expect(201);
    let boleta =
        |dni: Value| json!({ "kind": "accept", "version": 1, "receipt": { "kind": "boleta", "dni": dni } });
    let refused = request
        .say(boleta(Value::Null))
        .await
        .refused(422, "invalid_value");
    assert_eq!(refused.body["errors"][0]["pointer"], "/receipt/dni");
    request.say(boleta(json!("12345678"))).await.expect(200);
}

#[tokio::test]
async fn a_part_goes_back_through_the_gateway_once() {
    let shop = StandIn::start().await;
    let server = TestServer::with(&shop.variables()).await;
    let request = Request::of(server, form()).await;
    request.quote(0).await.expect(201);
    request.say(accept(1)).await.expect(200);
    let body = Some(json!({ "part": "everything", "method": "yape" }));
    let opened = request
        .by_link(Method::POST, "/payment", body)
        .await
        .expect(200)
        .body;
    shop.pays(
        opened["paymentId"].as_str().unwrap(),
        "approved",
        json!(1292.0),
        "PEN",
    );
    // Looking at the payment asks the gateway.
    request.server.later(1);
    request.by_link(Method::GET, "/payment", None).await.expect(200);
    request.server.deliver_events().await;
    assert_eq!(request.page().await["status"], "SCHEDULED");
    request.server.later(8 * DAY + 9 * 60);
    request
        .say(json!({ "kind": "cancel", "reason": "" }))
        .await
        .expect(200);
    let parts = shop.shop.lock().unwrap().parts.clone();
    assert_eq!(parts, [(1_000, json!(904.4))]);
    request.server.later(60);
    request.server.app.payments.run_due().await.unwrap();
    request.server.deliver_events().await;
    let payment = request.payment().await;
    assert_eq!(
        (&payment["paidCents"], &payment["refundedCents"]),
        (&json!(38_760), &json!(90_440))
    );
    let refunds = shop.shop.lock().unwrap().refunds.len();
    assert_eq!(refunds, 1);
}

#[tokio::test]
async fn a_balance_that_coins_cannot_make_up_is_not_owed_for_ever() {
    let request = Request::new().await;
    let path = format!("/api/catering/{}/quotes", request.id);
    let draft = json!({ "lines": [{ "name": "Todo incluido", "qty": 1, "unitPriceCents": 33_335 }] });
    request
        .server
        .post(&path, &request.manager, draft)
        .await
        .expect(201);
    request.say(accept(1)).await.expect(200);
    request.pay("deposit").await.expect(200);
    for stage in ["COOKING", "PACKAGING", "DELIVERY"] {
        request.stage(stage, "start").await;
        request.stage(stage, "complete").await;
    }
    let view = request.view().await;
    assert_eq!(
        (&view["status"], &view["money"]["owedCents"]),
        (&json!("DONE"), &json!(0))
    );
    assert_eq!(
        (&view["alarms"], &view["may"]["pay"]),
        (&json!([]), &json!(false))
    );
}

#[tokio::test]
async fn nobody_pays_for_what_was_cancelled_meanwhile() {
    let request = Request::accepted().await;
    request
        .say(json!({ "kind": "cancel", "reason": "" }))
        .await
        .expect(200);
    let payment = request.payment().await;
    assert_eq!(
        (&payment["owedCents"], &payment["paidCents"]),
        (&json!(0), &json!(0))
    );
    request.pay("deposit").await.refused(409, "payment_settled");
}

#[tokio::test]
async fn an_order_is_not_cancelled_by_its_customer_once_the_event_has_begun() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let made = super::ask(&server, Some(&ana), "k1", form())
        .await
        .expect(201)
        .body;
    let text = |name: &str| made[name].as_str().unwrap().to_owned();
    let request = Request {
        manager: server.machine("pardos", Role::Manager),
        id: text("id"),
        link: text("link"),
        server,
    };
    request.quote(0).await.expect(201);
    request.say(accept(1)).await.expect(200);
    request.pay("deposit").await.expect(200);
    let order = request.page().await["orderId"].as_str().unwrap().to_owned();
    let cancel = format!("/api/orders/{order}/cancel");
    request.server.later(10 * DAY + 2 * 60);
    let ana = request
        .server
        .sign_in("pardos", "ana", crate::support::PASSWORD)
        .await;
    request
        .server
        .post(&cancel, &ana, json!({}))
        .await
        .refused(409, "cancel_window_over");
    assert_eq!(request.page().await["status"], "SCHEDULED");
}
