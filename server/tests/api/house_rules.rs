//! What a manager sets of money, minutes and words in the console: taxes, costs and limits of orders, notice, policies, and where
//! customers write.

use crate::support::{Browser, PASSWORD, TestServer};
use axum::http::Method;
use domain::Timestamp;
use domain::staff::Role;
use domain::time::DAY_MS;
use ports::Clock as _;
use serde_json::{Value, json};

/// Changes a part of the settings as the console does: what `change` makes of what it was.
async fn changed(
    server: &TestServer,
    gloria: &mut Browser,
    part: &str,
    change: impl FnOnce(&mut Value),
) -> crate::support::Answer {
    let path = format!("/rpc/catalog/{part}");
    let mut wanted = gloria.call(server, &path, json!({})).await.expect(200).body;
    change(&mut wanted);
    let path = format!("/rpc/catalog/change-{part}");
    gloria.call(server, &path, json!({ "wanted": wanted })).await
}

fn pointers(refused: &Value) -> Vec<&str> {
    let fields = refused["fields"].as_array().unwrap().iter();
    fields.map(|field| field["pointer"].as_str().unwrap()).collect()
}

/// The restaurant as everybody sees it.
async fn house(server: &TestServer) -> Value {
    let house = server.api(Method::GET, "/rpc/catalog/house", None, None).await;
    house.expect(200).body
}

/// The day at the restaurant, some days from now.
fn day(server: &TestServer, days: i64) -> String {
    let at = Timestamp(server.clock.now().0 + days * DAY_MS);
    // Lima is five hours behind.
    at.plus_minutes(-300).rfc3339()[..10].to_owned()
}

#[tokio::test]
async fn an_order_pays_the_tax_of_its_day() {
    let server = TestServer::open().await;
    server.customer("pardos", "ana").await;
    let manager = server.machine("pardos", Role::Manager);
    let mut gloria = Browser::staff(&server, "localhost", "gerente").await;
    let tomorrow = day(&server, 1);
    let rates = json!([
        { "from": tomorrow, "basisPoints": 1_500 },
        { "from": "2022-09-01", "basisPoints": 1_050 },
    ]);
    let stored = changed(&server, &mut gloria, "business", |desk| desk["taxRates"] = rates).await;
    let stored = stored.expect(200).body;
    assert_eq!(
        stored["taxRates"][0]["from"], "2022-09-01",
        "in the order of their days"
    );
    let order = json!({
        "items": [{ "productId": "papas_fritas", "qty": 4 }],
        "fulfilment": { "kind": "pickup", "branch": "miraflores" },
    });
    let tax = async || {
        // Sessions do not last as long as the test.
        let ana = server.sign_in("pardos", "ana", PASSWORD).await;
        let placed = server.post("/api/orders", &ana, order.clone()).await.expect(201);
        let path = format!("/api/orders/{}", placed.body["orderId"].as_str().unwrap());
        server.get(&path, &manager).await.expect(200).body["taxCents"].clone()
    };
    // Of 32.00, 10.5 % on top of 28.96.
    assert_eq!(tax().await, 304);
    server.later(24 * 60);
    // 15 % on top of 27.83.
    assert_eq!(tax().await, 417);

    // A page that knows of no rates leaves them.
    let mut gloria = Browser::staff(&server, "localhost", "gerente").await;
    let old = changed(&server, &mut gloria, "business", |desk| {
        desk.as_object_mut().unwrap().remove("taxRates");
    });
    assert_eq!(old.await.expect(200).body["taxRates"], stored["taxRates"]);
    let twice = json!([
        { "from": "2026-01-01", "basisPoints": 1_800 },
        { "from": "2026-01-01", "basisPoints": 9_000 },
    ]);
    let refused = changed(&server, &mut gloria, "business", |desk| desk["taxRates"] = twice).await;
    let refused = refused.expect(422).body;
    assert_eq!(
        pointers(&refused),
        ["/taxRates/1/from", "/taxRates/1/basisPoints"]
    );
    let none = server.api(
        Method::PATCH,
        "/api/settings",
        Some(&manager),
        Some(json!({ "taxRates": [] })),
    );
    none.await.refused(422, "invalid_value");
}

#[tokio::test]
async fn costs_minutes_and_limits_are_those_of_the_manager() {
    let server = TestServer::open().await;
    let manager = server.machine("pardos", Role::Manager);
    let mut gloria = Browser::staff(&server, "localhost", "gerente").await;
    let stored = changed(&server, &mut gloria, "order-rules", |desk| {
        desk["minimumOrderCents"] = json!(3_500);
        desk["freeDeliveryFromCents"] = Value::Null;
        desk["targets"]["cooking"] = json!(25);
        desk["orderLimits"]["openCash"] = json!(1);
    });
    let stored = stored.await.expect(200).body;
    assert_eq!(stored["freeDeliveryFromCents"], Value::Null);
    let settings = server.get("/api/settings", &manager).await.expect(200).body;
    assert_eq!(
        (&settings["minimumOrderCents"], &settings["targets"]["cooking"]),
        (&json!(3_500), &json!(25))
    );
    assert_eq!(settings["orderLimits"]["openCash"], 1);
    // What another manager saw before is refused, and nothing of a wrong change is kept.
    let path = "/rpc/catalog/change-order-rules";
    let mut older = stored.clone();
    older["version"] = json!(0);
    let refused = gloria.call(&server, path, json!({ "wanted": older })).await;
    refused.refused(412, "version_changed");
    let wrong = changed(&server, &mut gloria, "order-rules", |desk| {
        desk["deliveryFeeCents"] = json!(-1);
        desk["targets"]["delivery"] = json!(0);
        desk["orderLimits"]["openUnpaid"] = json!(65_535);
    });
    assert_eq!(
        pointers(&wrong.await.expect(422).body),
        [
            "/deliveryFeeCents",
            "/targets/delivery",
            "/orderLimits/openUnpaid"
        ]
    );
    let now = gloria.call(&server, "/rpc/catalog/order-rules", json!({})).await;
    assert_eq!(now.expect(200).body, stored);
}

#[tokio::test]
async fn a_notice_is_everybodys_on_its_days_only() {
    let server = TestServer::open().await;
    let mut gloria = Browser::staff(&server, "localhost", "gerente").await;
    let (from, until) = (day(&server, 1), day(&server, 2));
    let notice = json!({ "text": " El 24 cerramos a las 6 ", "from": from, "until": until });
    let stored = changed(&server, &mut gloria, "store-words", |desk| {
        desk["notice"] = notice
    })
    .await;
    assert_eq!(
        stored.expect(200).body["notice"]["text"],
        "El 24 cerramos a las 6"
    );
    assert_eq!(house(&server).await["notice"], Value::Null, "not before its day");
    for shown in [true, true, false] {
        server.later(24 * 60);
        let notice = &house(&server).await["notice"];
        assert_eq!(notice.is_object(), shown, "{notice}");
    }
    // The manager sees what is stored all the same, and takes it away.
    let mut gloria = Browser::staff(&server, "localhost", "gerente").await;
    let words = gloria.call(&server, "/rpc/catalog/store-words", json!({})).await;
    assert!(words.expect(200).body["notice"].is_object());
    let gone = changed(&server, &mut gloria, "store-words", |desk| {
        desk["notice"] = Value::Null
    })
    .await;
    assert_eq!(gone.expect(200).body["notice"], Value::Null);
    let wrong = changed(&server, &mut gloria, "store-words", |desk| {
        desk["notice"] = json!({ "text": "", "from": "2026-12-02", "until": "2026-12-01" });
    });
    assert_eq!(
        pointers(&wrong.await.expect(422).body),
        ["/notice/text", "/notice/until"]
    );
}

#[tokio::test]
async fn own_parts_of_the_policies_come_and_go() {
    let server = TestServer::open().await;
    let mut gloria = Browser::staff(&server, "localhost", "gerente").await;
    let part = json!({ "title": "Mascotas ", "text": "En la terraza.\r\nCon correa." });
    let stored = changed(&server, &mut gloria, "store-words", |desk| {
        desk["policies"] = json!({ "terms": [part], "privacy": [] });
    });
    let stored = stored.await.expect(200).body;
    let kept = json!([{ "title": "Mascotas", "text": "En la terraza.\nCon correa." }]);
    assert_eq!(stored["policies"]["terms"], kept);
    assert_eq!(house(&server).await["policies"]["terms"], kept);
    let emptied = changed(&server, &mut gloria, "store-words", |desk| {
        desk["policies"] = json!({});
    });
    assert_eq!(
        emptied.await.expect(200).body["policies"],
        json!({ "terms": [], "privacy": [] })
    );
    let wrong = changed(&server, &mut gloria, "store-words", |desk| {
        desk["policies"]["privacy"] = json!([{ "title": "", "text": "" }]);
    });
    assert_eq!(
        pointers(&wrong.await.expect(422).body),
        ["/policies/privacy/0/title", "/policies/privacy/0/text"]
    );
}

#[tokio::test]
async fn answers_to_mail_go_where_the_restaurant_says() {
    let server = TestServer::open().await;
    let mut gloria = Browser::staff(&server, "localhost", "gerente").await;
    let stored = changed(&server, &mut gloria, "business", |desk| {
        desk["business"]["email"] = json!(" Hola@Ñañita.pe");
    });
    // As mail writes a domain beyond ASCII.
    assert_eq!(
        stored.await.expect(200).body["business"]["email"],
        "hola@xn--aita-fqab.pe"
    );
    let (_, ana) = server.customer("pardos", "ana").await;
    let order = server.order(&ana).await;
    let service = server.machine("pardos", Role::Service);
    let path = format!("/api/orders/{order}/cancel");
    server.post(&path, &service, json!({})).await.expect(200);
    server.deliver_events().await;
    let mails = server.mails_to("pardos", "ana@example.pe").await;
    let mail = mails.first().expect("a mail about the order");
    assert_eq!(mail.reply_to.as_deref(), Some("hola@xn--aita-fqab.pe"));
    let wrong = changed(&server, &mut gloria, "business", |desk| {
        desk["business"]["email"] = json!("hola");
    });
    assert_eq!(pointers(&wrong.await.expect(422).body), ["/business/email"]);
    // A page that knows of none leaves it.
    let old = changed(&server, &mut gloria, "business", |desk| {
        desk["business"].as_object_mut().unwrap().remove("email");
        desk["business"]["phone"] = json!("(01) 444 5556");
    });
    assert_eq!(
        old.await.expect(200).body["business"]["email"],
        "hola@xn--aita-fqab.pe"
    );
    let none = changed(&server, &mut gloria, "business", |desk| {
        desk["business"]["email"] = json!("");
    });
    assert_eq!(none.await.expect(200).body["business"]["email"], "");
}
