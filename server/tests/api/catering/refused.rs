//! What is written wrong after a request was made: 422 with a pointer to each field, and nothing of it stored.

use super::{Request, draft};
use crate::support::Answer;
use axum::http::Method;
use serde_json::{Value, json};

fn pointers(refused: Answer) -> Vec<String> {
    let refused = refused.refused(422, "invalid_value");
    let errors = refused.body["errors"].as_array().unwrap().iter();
    errors
        .map(|error| error["pointer"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn a_quote_names_all_its_fields_that_are_wrong() {
    let request = Request::new().await;
    let before = request.view().await;
    let wrong = json!({
        "follows": 0, "date": "2025-10-20", "time": "13:00", "guests": 0,
        "lines": [
            { "package": "nada", "qty": 1 },
            { "name": "x", "qty": 0, "unitPriceCents": -1, "note": "x".repeat(141) },
            { "product": "nada", "qty": 1 },
        ],
        "fees": [{ "name": "", "amountCents": 0 }],
        "discountCents": -1, "depositPercent": 101, "validUntil": "ayer", "message": "x".repeat(1_001),
    });
    let path = format!("/api/catering/{}/quotes", request.id);
    let post = async |body: Value| request.server.post(&path, &request.manager, body).await;
    assert_eq!(
        pointers(post(wrong).await),
        [
            "/date",
            "/guests",
            "/lines/0/package",
            "/lines/1/qty",
            "/lines/1/note",
            "/lines/1/name",
            "/lines/1/unitPriceCents",
            "/lines/2/product",
            "/fees/0/name",
            "/fees/0/amountCents",
            "/depositPercent",
            "/validUntil",
            "/message",
            "/discountCents",
        ]
    );
    let mut nothing = draft(0);
    nothing["lines"] = json!([]);
    let refused = post(nothing).await.refused(400, "missing_field");
    assert_eq!(refused.body["errors"][0]["pointer"], "/lines");
    let mut free = draft(0);
    free["discountCents"] = json!(129_200);
    assert_eq!(pointers(post(free).await), ["/discountCents"]);
    assert_eq!(request.view().await, before);
}

#[tokio::test]
async fn what_both_sides_say_is_refused_with_the_field_that_is_wrong() {
    let request = Request::accepted().await;
    let before = request.view().await;
    let long = "x".repeat(1_001);
    for (said, pointer) in [
        (json!({ "kind": "write", "text": long }), "/text"),
        (json!({ "kind": "cancel", "reason": long }), "/reason"),
    ] {
        assert_eq!(pointers(request.say(said.clone()).await), [pointer], "{said}");
        assert_eq!(pointers(request.act(said.clone()).await), [pointer], "{said}");
    }
    for empty in [json!({ "kind": "write", "text": " " })] {
        for refused in [request.say(empty.clone()).await, request.act(empty).await] {
            let refused = refused.refused(400, "missing_field");
            assert_eq!(refused.body["errors"][0]["pointer"], "/text");
        }
    }
    let no_reason = json!({ "kind": "cancel", "reason": "" });
    assert_eq!(pointers(request.act(no_reason).await), ["/reason"]);
    for cents in [0, -1, 129_201] {
        let money = json!({ "kind": "takeMoney", "method": "cash", "amountCents": cents });
        assert_eq!(pointers(request.act(money).await), ["/amountCents"], "{cents}");
    }
    let cash = Some(json!({ "part": "deposit", "method": "cash" }));
    let cash = request.by_link(Method::POST, "/payment", cash).await;
    assert_eq!(pointers(cash), ["/method"]);
    assert_eq!(request.view().await, before);
}

#[tokio::test]
async fn a_quote_is_answered_with_what_can_be_used() {
    let request = Request::quoted().await;
    let long = "x".repeat(1_001);
    request.page().await;
    let before = request.view().await;
    for (said, pointer) in [
        (json!({ "kind": "askChange", "text": long }), vec!["/text"]),
        (json!({ "kind": "decline", "reason": long }), vec!["/reason"]),
        (
            json!({ "kind": "accept", "version": 1,
                "receipt": { "kind": "factura", "ruc": "20100070971", "businessName": "" } }),
            vec!["/receipt/ruc", "/receipt/businessName"],
        ),
    ] {
        assert_eq!(pointers(request.say(said.clone()).await), pointer, "{said}");
    }
    assert_eq!(request.view().await, before);
}
