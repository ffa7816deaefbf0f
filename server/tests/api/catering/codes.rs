//! How long a code for a part of the money can be paid: as long as the gateway takes at most, and anew after that.

use super::{Request, accept, form};
use crate::payments::stand_in::StandIn;
use crate::support::TestServer;
use axum::http::Method;
use domain::Timestamp;
use serde_json::{Value, json};

const DAY: i64 = 24 * 60;

/// Opens a part: the reference at the gateway, and for how many minutes its code can be paid.
async fn open(request: &Request, shop: &StandIn, part: &str) -> (String, i64) {
    let body = Some(json!({ "part": part, "method": "yape" }));
    let opened = request.by_link(Method::POST, "/payment", body).await;
    let opened = opened.expect(200).body;
    assert!(opened["qr"].is_object(), "{opened}");
    let reference = opened["paymentId"].as_str().unwrap().to_owned();
    let shop = shop.shop.lock().unwrap();
    let order = shop
        .orders
        .values()
        .find(|order| order["external_reference"] == *reference)
        .unwrap();
    let ends = order["expiration_date"].as_str().unwrap();
    let ends = Timestamp::parse(ends).unwrap();
    (reference, ends.since_ms(request.server.app.clock.now()) / 60_000)
}

async fn qr(request: &Request) -> Value {
    let payment = request.by_link(Method::GET, "/payment", None).await;
    payment.expect(200).body["qr"].clone()
}

#[tokio::test]
async fn a_code_can_be_paid_for_thirty_days_and_is_opened_anew_after_that() {
    let shop = StandIn::start().await;
    let server = TestServer::with(&shop.variables()).await;
    let mut far = form();
    far["date"] = json!("2026-06-16");
    let request = Request::of(server, far).await;
    request.quote(0).await.expect(201);
    request.say(accept(1)).await.expect(200);
    let (deposit, minutes) = open(&request, &shop, "deposit").await;
    assert_eq!(minutes, 30 * DAY, "and not until the event");
    shop.pays(&deposit, "approved", json!(387.6), "PEN");
    request.server.later(1);
    qr(&request).await;
    request.server.deliver_events().await;
    assert_eq!(request.page().await["status"], "SCHEDULED");

    let (first, minutes) = open(&request, &shop, "everything").await;
    assert_eq!(minutes, 30 * DAY);
    request.server.later(30 * DAY - 1);
    assert_eq!(open(&request, &shop, "everything").await.0, first);
    request.server.later(1);
    assert_eq!(qr(&request).await, json!(null), "nobody can pay it any more");
    let (second, minutes) = open(&request, &shop, "everything").await;
    assert_ne!(second, first);
    assert_eq!(minutes, 30 * DAY);
    assert_eq!(open(&request, &shop, "everything").await.0, second);

    // Three days before the event it ends with the day after that, and no later.
    request.server.later(201 * DAY);
    let (third, minutes) = open(&request, &shop, "everything").await;
    assert_ne!(third, second);
    assert!((3 * DAY..6 * DAY).contains(&minutes), "{minutes}");
    request.server.later(minutes - 1);
    assert_eq!(open(&request, &shop, "everything").await.0, third);
    request.server.later(1);
    assert_eq!(qr(&request).await, json!(null), "the event and its day are over");
    // A balance that is owed still, day after day.
    let (fourth, minutes) = open(&request, &shop, "everything").await;
    assert_ne!(fourth, third);
    assert_eq!(minutes, DAY, "no time that is over");
    request.server.later(DAY);
    assert_eq!(qr(&request).await, json!(null));
    let (last, minutes) = open(&request, &shop, "everything").await;
    assert_ne!(last, fourth);
    assert_eq!(minutes, DAY);
    shop.pays(&last, "approved", json!(904.4), "PEN");
    request.server.later(1);
    qr(&request).await;
    assert_eq!(request.payment().await["owedCents"], 0);
}
