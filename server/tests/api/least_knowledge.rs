//! The fields of an order that each role gets, in every answer that has one: no more than its screens show.

use crate::support::{Browser, PASSWORD, TestServer};
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};

/// What the rows of the tables stand for, in this order. A `+` is in the answer, a `.` is not.
const SECRETS: [(&str, &[&str]); 7] = [
    ("whole name", &["Benavides"]),
    ("telephone", &["987654321"]),
    ("e-mail address", &["ana@example.pe"]),
    ("address", &["Larco", "Miraflores", "Timbre"]),
    ("document", &["20100047218", "Comercial Andina"]),
    (
        "sums",
        &["totalCents", "unitPriceCents", "\"payment\"", "\"price\""],
    ),
    ("to collect", &["toCollect"]),
];

/// An order of Ana's, to be paid in cash at her door, with a receipt for her business.
async fn placed(server: &TestServer, ana: &str) -> String {
    let body = json!({
        "items": [{ "productId": "papas_fritas", "qty": 3, "note": "Sin sal" }],
        "fulfilment": { "kind": "delivery", "address":
            { "line": "Av. Larco 345", "district": "Miraflores", "reference": "Timbre 502" } },
        "phone": "987 654 321",
        "paymentMethod": "cash",
        "receipt": { "kind": "factura", "ruc": "20100047218", "businessName": "Comercial Andina SAC" },
    });
    let placed = server.post("/api/orders", ana, body).await.expect(201);
    placed.body["orderId"].as_str().unwrap().to_owned()
}

async fn ana(server: &TestServer) -> (String, String) {
    let body = json!({ "username": "ana", "email": "ana@example.pe", "password": PASSWORD, "name": "Ana Benavides" });
    let made = server.api(Method::POST, "/api/register", None, Some(body)).await;
    let id = made.expect(201).body["customerId"].as_str().unwrap().to_owned();
    (id, server.sign_in("pardos", "ana", PASSWORD).await)
}

/// What an answer tells, a sign for each of [`SECRETS`].
fn secrets_in(text: &str) -> String {
    let sign = |(name, words): &(&str, &[&str])| {
        let count = words.iter().filter(|word| text.contains(**word)).count();
        assert!(count == 0 || count == words.len(), "{name} in part: {text}");
        if count == 0 { '.' } else { '+' }
    };
    SECRETS.iter().map(sign).collect()
}

struct Staff {
    name: &'static str,
    token: String,
    browser: Browser,
}

impl Staff {
    async fn all(server: &TestServer) -> Vec<Staff> {
        let mut all = Vec::new();
        for name in ["cocina", "empaque", "reparto", "gerente"] {
            all.push(Staff {
                name,
                token: server.sign_in("pardos", name, "brasa-demo").await,
                browser: Browser::staff(server, "localhost:3000", name).await,
            });
        }
        all
    }

    /// The fields of the one order there is: the same in every list and answer.
    async fn sees(&mut self, server: &TestServer, order: &str, stage: &str) -> String {
        let mut found = Vec::new();
        for path in [
            format!("/api/orders/{order}"),
            "/api/orders".to_owned(),
            "/api/orders?open=true".to_owned(),
            format!("/api/orders?status=CONFIRMED&stage={stage}"),
            "/api/dashboard/orders".to_owned(),
        ] {
            let answer = server.get(&path, &self.token).await.expect(200);
            assert!(
                answer.text.contains(order),
                "{path} has the order: {}",
                answer.text
            );
            found.push((path, secrets_in(&answer.text)));
        }
        for (path, body) in [
            ("/rpc/orders/detail", json!({ "order_id": order })),
            ("/rpc/orders/list", json!({ "filter": {} })),
            ("/rpc/stages/queue", json!({ "stage": stage })),
        ] {
            let answer = self.browser.call(server, path, body).await.expect(200);
            assert!(
                answer.text.contains(order),
                "{path} has the order: {}",
                answer.text
            );
            found.push((path.to_owned(), secrets_in(&answer.text)));
        }
        let (_, first) = found.first().unwrap().clone();
        for (path, seen) in &found {
            assert_eq!(*seen, first, "{} at {path}", self.name);
        }
        first
    }
}

#[tokio::test]
async fn each_role_is_told_what_its_screens_show() {
    let server = TestServer::open().await;
    let (_, token) = ana(&server).await;
    let order = placed(&server, &token).await;
    let mut staff = Staff::all(&server).await;
    let nothing = ".......";
    let without_phone = "+..+..+";
    let with_phone = "++.+..+";
    let everything = "+++++++";
    // (stage, whether it is taken, and what cook, dispatcher, driver and manager get)
    let table = [
        ("COOKING", false, [nothing, nothing, nothing, everything]),
        ("COOKING", true, [nothing, nothing, nothing, everything]),
        ("PACKAGING", false, [nothing, with_phone, nothing, everything]),
        ("PACKAGING", true, [nothing, with_phone, nothing, everything]),
        ("DELIVERY", false, [nothing, nothing, without_phone, everything]),
        ("DELIVERY", true, [nothing, nothing, with_phone, everything]),
    ];
    let workers = [("COOKING", 0), ("PACKAGING", 1), ("DELIVERY", 2)];
    for (stage, taken, expected) in table {
        let (_, worker) = *workers.iter().find(|(name, _)| *name == stage).unwrap();
        if taken {
            let path = format!("/api/orders/{order}/stages/{stage}/start");
            let answer = server
                .post(&path, &staff[worker].token, json!({}))
                .await
                .expect(200);
            assert_eq!(
                secrets_in(&answer.text),
                expected[worker],
                "the answer to a start of {stage}"
            );
        }
        for (person, expected) in staff.iter_mut().zip(expected) {
            let seen = person.sees(&server, &order, stage).await;
            assert_eq!(seen, expected, "{} at {stage}, taken: {taken}", person.name);
        }
        if taken {
            let path = format!("/api/orders/{order}/stages/{stage}/complete");
            let answer = server
                .post(&path, &staff[worker].token, json!({}))
                .await
                .expect(200);
            assert_eq!(
                secrets_in(&answer.text)[1..6],
                *".....",
                "the answer to a completion of {stage}"
            );
        }
    }
    let finished = server.get(&format!("/api/orders/{order}"), &staff[2].token).await;
    assert_eq!(
        secrets_in(&finished.expect(200).text),
        nothing,
        "who has delivered it"
    );
}

#[tokio::test]
async fn figures_customers_and_payments_are_for_managers() {
    let server = TestServer::open().await;
    let (id, token) = ana(&server).await;
    let order = placed(&server, &token).await;
    for path in [
        "/api/dashboard/summary".to_owned(),
        "/api/dashboard/stats".to_owned(),
        "/api/customers".to_owned(),
        format!("/api/customers/{id}"),
        format!("/api/customers/{id}/orders"),
        format!("/api/orders/{id}"),
        format!("/api/orders/{order}/payment"),
        format!("/api/notifications/{id}"),
        "/api/clientes".to_owned(),
    ] {
        for role in [Role::Cook, Role::Dispatcher, Role::Driver] {
            let token = server.machine("pardos", role);
            server.get(&path, &token).await.refused(403, "forbidden");
        }
        let manager = server.machine("pardos", Role::Manager);
        server.get(&path, &manager).await.expect(200);
    }
    for name in ["cocina", "empaque", "reparto"] {
        let mut browser = Browser::staff(&server, "localhost:3000", name).await;
        let answer = browser
            .call(&server, "/rpc/dashboard/overview", json!({ "days": {} }))
            .await;
        answer.refused(403, "forbidden");
    }
}

#[tokio::test]
async fn who_takes_an_order_on_the_telephone_says_what_it_costs() {
    let server = TestServer::open().await;
    let (id, _) = ana(&server).await;
    let dispatcher = server.machine("pardos", Role::Dispatcher);
    let body = json!({
        "customerId": id, "items": [{ "productId": "papas_fritas", "qty": 1 }],
        "fulfilment": { "kind": "pickup" }, "phone": "987 654 321", "paymentMethod": "cash",
    });
    let placed = server
        .post("/api/orders", &dispatcher, body)
        .await
        .expect(201)
        .body;
    assert_eq!(placed["order"]["totalCents"], 800);
    assert!(placed["order"]["customer"]["email"].is_null());
    let order = placed["orderId"].as_str().unwrap();
    let read = server
        .get(&format!("/api/orders/{order}"), &dispatcher)
        .await
        .expect(200);
    assert_eq!(secrets_in(&read.text), ".......");
}

#[tokio::test]
async fn customers_are_told_first_names_of_the_staff() {
    let server = TestServer::open().await;
    let (id, ana) = ana(&server).await;
    let order = placed(&server, &ana).await;
    let cook = server.sign_in("pardos", "cocina", "brasa-demo").await;
    let manager = server.sign_in("pardos", "gerente", "brasa-demo").await;
    let stage = format!("/api/orders/{order}/stages/COOKING");
    server
        .post(&format!("{stage}/start"), &cook, json!({}))
        .await
        .expect(200);
    let reason = json!({ "reason": "Se acabó el gas" });
    server
        .post(&format!("/api/orders/{order}/cancel"), &manager, reason)
        .await
        .expect(200);

    for path in [
        format!("/api/orders/{order}"),
        format!("/api/customers/{id}/orders"),
    ] {
        let answer = server.get(&path, &ana).await.expect(200);
        for secret in ["Huamán", "\"id\":\"s_", "s_cocina", "s_gerente"] {
            assert!(
                !answer.text.contains(secret),
                "{path} tells {secret}: {}",
                answer.text
            );
        }
    }
    let own = server
        .get(&format!("/api/orders/{order}"), &ana)
        .await
        .expect(200)
        .body;
    assert_eq!(own["cancellation"]["by"], json!({ "name": "Gloria" }));
    assert_eq!(own["customer"]["email"], "ana@example.pe");
    let seen = server
        .get(&format!("/api/orders/{order}"), &manager)
        .await
        .expect(200)
        .body;
    assert!(seen["cancellation"]["by"]["id"].is_string());
    let seen: Value = server
        .get(&format!("/api/orders/{order}"), &cook)
        .await
        .expect(200)
        .body;
    assert_eq!(seen["customer"], json!({ "name": "Ana" }));
}

#[tokio::test]
async fn the_link_of_a_finished_order_ends_after_thirty_days() {
    let server = TestServer::open().await;
    let (_, ana) = ana(&server).await;
    let order = placed(&server, &ana).await;
    let cancel = format!("/api/orders/{order}/cancel");
    server.post(&cancel, &ana, json!({})).await.expect(200);
    let mut visitor = Browser::new();
    let mut owner = Browser::new();
    let credentials = json!({ "credentials": { "username": "ana", "password": PASSWORD } });
    let track = async |browser: &mut Browser| {
        let body = json!({ "order_id": order });
        browser.call(&server, "/rpc/orders/track", body).await
    };
    server.later(30 * 24 * 60 - 1);
    track(&mut visitor).await.expect(200);
    server.later(1);
    let ended = track(&mut visitor).await.refused(404, "not_found");
    let unknown = json!({ "order_id": "o_nadie" });
    let unknown = visitor.call(&server, "/rpc/orders/track", unknown).await;
    assert_eq!(ended.text, unknown.refused(404, "not_found").text);
    let live = format!("/rpc/live/orders/{order}");
    visitor.get(&server, &live).await.refused(404, "not_found");
    owner
        .call(&server, "/rpc/auth/sign-in", credentials)
        .await
        .expect(200);
    track(&mut owner).await.expect(200);
}
