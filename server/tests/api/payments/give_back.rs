//! Money that a manager gives back, all of it or a part.

use crate::requirements::keyed;
use crate::support::{Answer, TestServer};
use domain::staff::Role;
use serde_json::{Value, json};

/// What the order of the tests costs.
const TOTAL: i64 = 3_690;

/// An order that was paid by telephone: its id.
async fn paid(server: &TestServer, ana: &str) -> String {
    let order = server.order(ana).await;
    let path = format!("/api/orders/{order}/payment");
    server
        .post(&path, ana, json!({ "method": "yape" }))
        .await
        .expect(200);
    let confirm = format!("/api/orders/{order}/confirm");
    keyed(server, &confirm, ana, &order, json!({})).await.expect(200);
    server.deliver_events().await;
    order
}

async fn give_back(server: &TestServer, order: &str, key: &str, body: Value) -> Answer {
    let manager = server.machine("pardos", Role::Manager);
    let path = format!("/api/orders/{order}/payment/refunds");
    keyed(server, &path, &manager, key, body).await
}

async fn record(server: &TestServer, order: &str, token: &str) -> Value {
    let path = format!("/api/orders/{order}/payment");
    server.get(&path, token).await.expect(200).body
}

#[tokio::test]
async fn a_part_goes_back_once_and_its_customer_reads_why() {
    let server = TestServer::open().await;
    let (customer, ana) = server.customer("pardos", "ana").await;
    let order = paid(&server, &ana).await;
    assert_eq!(record(&server, &order, &ana).await["paidCents"], TOTAL);
    let part = json!({ "amountCents": 1_590, "reason": "missing_item", "note": "Faltaron tequeños" });
    for _ in 0..2 {
        let given = give_back(&server, &order, "uno", part.clone()).await.expect(200);
        assert_eq!(
            (&given.body["paidCents"], &given.body["refundedCents"]),
            (&json!(TOTAL - 1_590), &json!(1_590)),
            "the gateway gave it back at once, and once"
        );
        assert_eq!(given.body["adjustments"][0]["note"], "Faltaron tequeños");
    }
    let otherwise = json!({ "amountCents": 100, "reason": "late" });
    give_back(&server, &order, "uno", otherwise)
        .await
        .refused(422, "idempotency_key_reused");
    server.deliver_events().await;
    let seen = record(&server, &order, &ana).await;
    assert_eq!(seen["refunds"][0]["reason"], "missing_item");
    assert!(
        !seen.to_string().contains("tequeños"),
        "the note is the restaurant's own"
    );
    let inbox = server
        .get(&format!("/api/notifications/{customer}"), &ana)
        .await
        .expect(200)
        .body;
    let told: Vec<&str> = inbox["notifications"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|told| told["kind"] == "refunded")
        .map(|told| told["text"].as_str().unwrap())
        .collect();
    assert_eq!(told.len(), 1);
    assert!(
        told[0].contains("Faltó algo") && told[0].contains("15.90"),
        "{told:?}"
    );
    let mails = server.mails_to("pardos", "ana@example.pe").await;
    assert!(
        mails
            .iter()
            .any(|mail| mail.subject.contains("Te devolvemos dinero"))
    );
    let manager = server.machine("pardos", Role::Manager);
    let audit = server.get("/api/audit", &manager).await.expect(200).body;
    let entry = &audit["entries"][0];
    assert_eq!(
        (
            &entry["action"],
            &entry["changes"][0]["before"],
            &entry["changes"][0]["after"]
        ),
        (&json!("moneyGivenBack"), &json!(0), &json!(1_590))
    );
    // What is left, and then nothing more.
    let too_much = json!({ "amountCents": TOTAL, "reason": "quality" });
    let refused = give_back(&server, &order, "dos", too_much).await.expect(422);
    assert!(refused.text.contains("/amountCents"), "{}", refused.text);
    let rest = json!({ "amountCents": TOTAL - 1_590, "reason": "goodwill" });
    let all = give_back(&server, &order, "dos", rest.clone()).await.expect(200);
    assert_eq!(all.body["status"], "REFUNDED");
    give_back(&server, &order, "tres", rest).await.expect(422);
    server.deliver_events().await;
    // The order goes on, and costs nothing when it is cancelled.
    let cancel = format!("/api/orders/{order}/cancel");
    server
        .post(&cancel, &manager, json!({ "reason": "Se inundó el local" }))
        .await
        .expect(200);
    server.deliver_events().await;
    assert_eq!(record(&server, &order, &ana).await["refundedCents"], TOTAL);
}

#[tokio::test]
async fn what_nobody_has_paid_does_not_go_back_and_cash_goes_back_by_hand() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let manager = server.machine("pardos", Role::Manager);
    let cash = json!({ "items": [{ "productId": "papas_fritas", "qty": 2 }], "paymentMethod": "cash" });
    let placed = server.post("/api/orders", &ana, cash).await.expect(201);
    let order = placed.body["orderId"].as_str().unwrap().to_owned();
    let part = json!({ "amountCents": 300, "reason": "late" });
    give_back(&server, &order, "uno", part.clone()).await.expect(422);
    let unknown = json!({ "amountCents": 300, "reason": "cancelled" });
    give_back(&server, &order, "uno", unknown)
        .await
        .refused(400, "malformed");
    let path = format!("/api/orders/{order}/payment/refunds");
    server
        .post(&path, &manager, part.clone())
        .await
        .refused(400, "idempotency_key_missing");
    for stage in ["COOKING", "PACKAGING", "DELIVERY"] {
        for step in ["start", "complete"] {
            let path = format!("/api/orders/{order}/stages/{stage}/{step}");
            server.post(&path, &manager, json!({})).await.expect(200);
        }
    }
    server.deliver_events().await;
    let given = give_back(&server, &order, "uno", part).await.expect(200).body;
    assert_eq!(
        (&given["refundingCents"], &given["refunds"][0]["byHand"]),
        (&json!(300), &json!(true))
    );
}
