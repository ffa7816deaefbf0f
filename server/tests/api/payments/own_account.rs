//! A restaurant's own account at Mercado Pago: connected by a manager, paid into by its customers, and nobody else's.

mod refused;

use super::stand_in::{FOREIGN_TOKEN, OTHER_SECRET, OTHER_TOKEN, SECRET, StandIn, TOKEN, signed_with};
use crate::support::{Answer, TestServer, api_request};
use axum::http::Method;
use domain::Timestamp;
use domain::staff::Role;
use serde_json::{Value, json};

const PATH: &str = "/api/settings/payments";

/// A deployment whose own gateway only pretends, beside a Mercado Pago with several accounts.
struct House {
    shop: StandIn,
    server: TestServer,
}

impl House {
    async fn open() -> House {
        let shop = StandIn::start().await;
        let server = TestServer::with(&[("BRASA_MERCADOPAGO_URL", &shop.url)]).await;
        House { shop, server }
    }

    /// A deployment that is paid at the account of [`TOKEN`].
    async fn paid() -> House {
        let shop = StandIn::start().await;
        let server = TestServer::with(&shop.variables()).await;
        House { shop, server }
    }

    async fn settings(&self, tenant: &str) -> Value {
        let manager = self.server.machine(tenant, Role::Manager);
        self.server.get(PATH, &manager).await.expect(200).body
    }

    async fn connect(&self, tenant: &str, token: &str, secret: &str, pos: &str) -> Answer {
        let manager = self.server.machine(tenant, Role::Manager);
        let account = json!({ "token": token, "webhookSecret": secret, "pos": pos });
        self.server
            .post(&format!("{PATH}/account"), &manager, account)
            .await
    }

    async fn choose(&self, tenant: &str, online: Value) -> Answer {
        let manager = self.server.machine(tenant, Role::Manager);
        let body = json!({ "online": online });
        self.server
            .api(Method::PUT, PATH, Some(&manager), Some(body))
            .await
    }

    /// Opens the payment of an order: its reference.
    async fn pay(&self, customer: &str, order: &str) -> String {
        let path = format!("/api/orders/{order}/payment");
        let opened = self
            .server
            .post(&path, customer, json!({ "method": "yape" }))
            .await;
        opened.expect(200).body["paymentId"].as_str().unwrap().to_owned()
    }

    /// Mercado Pago says at a restaurant's address that something has happened to a payment.
    async fn notify(&self, tenant: &str, secret: &str, id: u64) -> Answer {
        let Timestamp(ms) = self.server.app.clock.now();
        let body = json!({ "type": "payment", "data": { "id": id.to_string() } });
        let path = format!("/api/payments/webhook?data.id={id}&type=payment");
        let mut request = api_request(Method::POST, &path, None, Some(body));
        let headers = request.headers_mut();
        headers.insert("x-tenant-id", tenant.parse().unwrap());
        headers.insert("x-request-id", "r-1".parse().unwrap());
        let signature = signed_with(secret, id, "r-1", ms / 1_000);
        headers.insert("x-signature", signature.parse().unwrap());
        self.server.ask(request).await
    }

    async fn status(&self, customer: &str, order: &str) -> Value {
        self.server.deliver_events().await;
        let read = self.server.get(&format!("/api/orders/{order}"), customer).await;
        read.expect(200).body["status"].clone()
    }

    /// What the history says of who takes the money, newest first.
    async fn remembered(&self, tenant: &str) -> Vec<Value> {
        let manager = self.server.machine(tenant, Role::Manager);
        let read = self.server.get("/api/audit", &manager).await.expect(200);
        let entries = read.body["entries"].as_array().unwrap().clone();
        let changes = entries.into_iter();
        changes
            .filter(|entry| entry["action"] == "paymentAccountChanged")
            .map(|entry| entry["changes"].clone())
            .collect()
    }
}

#[tokio::test]
async fn a_manager_connects_an_account_by_its_token_and_nobody_reads_it_again() {
    let house = House::open().await;
    let before = house.settings("pardos").await;
    assert_eq!(before["online"], json!({ "by": "shared" }));
    assert_eq!(
        (&before["shared"], &before["account"]),
        (&json!(true), &Value::Null)
    );
    let address = before["notificationsUrl"].as_str().unwrap();
    assert!(address.ends_with("/api/payments/webhook"), "{address}");

    let manager = house.server.machine("pardos", Role::Manager);
    let lookup = |token: &str| {
        let body = json!({ "token": token });
        house.server.post("/api/settings/payments/lookup", &manager, body)
    };
    for (token, field) in [
        ("", "/token"),
        ("con espacio", "/token"),
        ("APP_USR-ajena", "/token"),
        ("TEST-4321", "/token"),
        (FOREIGN_TOKEN, "/token"),
    ] {
        let refused = lookup(token).await.refused(422, "invalid_value");
        assert_eq!(refused.body["errors"][0]["pointer"], field, "{token}");
    }
    let found = lookup(TOKEN).await.expect(200).body;
    assert_eq!(found["user"], "44444");
    assert_eq!(
        found["pointsOfSale"],
        json!([{ "id": "CAJA1", "name": "Mostrador" }])
    );

    for (token, secret, pos, field) in [
        ("APP_USR-ajena", SECRET, "CAJA1", "/token"),
        (TOKEN, "", "CAJA1", "/webhookSecret"),
        (TOKEN, SECRET, "CAJA9", "/pos"),
    ] {
        let refused = house.connect("pardos", token, secret, pos).await;
        let refused = refused.refused(422, "invalid_value");
        assert_eq!(refused.body["errors"][0]["pointer"], field);
    }
    let connected = house.connect("pardos", TOKEN, SECRET, "CAJA1").await.expect(200);
    assert_eq!(connected.body["online"], json!({ "by": "own", "account": 1 }));
    assert_eq!(connected.body["account"]["name"], "POLLERIA44444");
    assert_eq!(house.settings("pardos").await, connected.body);
    for text in [
        &connected.text,
        &serde_json::to_string(&house.remembered("pardos").await).unwrap(),
    ] {
        assert!(!text.contains(TOKEN) && !text.contains(SECRET), "{text}");
    }
    assert!(house.server.documents_with("POLLERIA44444") > 0);
    assert_eq!(
        house.server.documents_with(TOKEN) + house.server.documents_with(SECRET),
        0
    );
    // Another restaurant's is as it was.
    assert_eq!(house.settings("caleta").await["account"], Value::Null);
}

#[tokio::test]
async fn customers_pay_into_the_restaurants_own_account_and_get_back_from_it() {
    let house = House::paid().await;
    house
        .connect("pardos", OTHER_TOKEN, OTHER_SECRET, "CAJA9")
        .await
        .expect(200);
    let (_, ana) = house.server.customer("pardos", "ana").await;
    let order = house.server.order(&ana).await;
    let reference = house.pay(&ana, &order).await;
    assert_eq!(reference, format!("A1_pardos_{order}_1"));
    let there = reference;
    assert_eq!(house.shop.shop.lock().unwrap().opened_by[&there], OTHER_TOKEN);

    let paid = house.shop.pays(&there, "approved", json!(36.9), "PEN");
    house
        .notify("pardos", "ninguna", paid)
        .await
        .refused(401, "bad_signature");
    assert_eq!(house.status(&ana, &order).await, "CREATED");
    house.notify("pardos", OTHER_SECRET, paid).await.expect(200);
    assert_eq!(house.status(&ana, &order).await, "CONFIRMED");

    // What was paid there goes back there, also where another account takes the money by then.
    house.server.clock.advance_ms(1);
    house
        .choose("pardos", json!({ "by": "shared" }))
        .await
        .expect(200);
    let another = house.server.order(&ana).await;
    assert_eq!(house.pay(&ana, &another).await, format!("pardos_{another}_1"));
    let manager = house.server.machine("pardos", Role::Manager);
    let cancel = format!("/api/orders/{order}/cancel");
    house
        .server
        .post(&cancel, &manager, json!({ "reason": "prueba" }))
        .await
        .expect(200);
    house.server.deliver_events().await;
    assert_eq!(house.shop.called(&format!("POST /v1/payments/{paid}/refunds")), 1);
    let changes = house.remembered("pardos").await;
    let online = |changes: &Value| -> Value {
        let all = changes.as_array().unwrap();
        let change = all.iter().find(|change| change["field"] == "online");
        change.unwrap()["after"].clone()
    };
    let chosen: Vec<Value> = changes.iter().map(online).collect();
    assert_eq!(chosen, ["la cuenta del servicio", "POLLERIA55555"]);
}

#[tokio::test]
async fn the_owner_of_an_account_pays_no_orders_of_another_restaurant() {
    let house = House::paid().await;
    house
        .connect("caleta", OTHER_TOKEN, OTHER_SECRET, "CAJA9")
        .await
        .expect(200);
    let (_, ana) = house.server.customer("pardos", "ana").await;
    let order = house.server.order(&ana).await;
    let reference = house.pay(&ana, &order).await;
    // In an account of one's own everything can be called as one likes.
    let forged = house.shop.pays(&reference, "approved", json!(36.9), "PEN");
    house
        .shop
        .shop
        .lock()
        .unwrap()
        .opened_by
        .insert(reference.clone(), OTHER_TOKEN.to_owned());
    house.notify("caleta", OTHER_SECRET, forged).await.expect(200);
    assert_eq!(house.status(&ana, &order).await, "CREATED");
    house
        .notify("pardos", OTHER_SECRET, forged)
        .await
        .refused(401, "bad_signature");
    assert_eq!(house.status(&ana, &order).await, "CREATED");
}

#[tokio::test]
async fn an_account_that_is_connected_again_keeps_its_number() {
    let house = House::open().await;
    house.connect("pardos", TOKEN, SECRET, "CAJA1").await.expect(200);
    let (_, ana) = house.server.customer("pardos", "ana").await;
    let order = house.server.order(&ana).await;
    house.pay(&ana, &order).await;
    let other = house
        .connect("pardos", OTHER_TOKEN, OTHER_SECRET, "CAJA9")
        .await
        .expect(200);
    assert_eq!(other.body["online"], json!({ "by": "own", "account": 2 }));
    house
        .shop
        .shop
        .lock()
        .unwrap()
        .renewed
        .insert("APP_USR-nueva".into(), TOKEN);
    let again = house
        .connect("pardos", "APP_USR-nueva", SECRET, "CAJA1")
        .await
        .expect(200);
    assert_eq!(again.body["online"], json!({ "by": "own", "account": 1 }));
    // What was opened with the token that counts no more is asked about with the new one.
    house
        .shop
        .pays(&format!("A1_pardos_{order}_1"), "approved", json!(36.9), "PEN");
    house.server.clock.advance_ms(5_000);
    let read = house
        .server
        .get(&format!("/api/orders/{order}/payment"), &ana)
        .await;
    assert_eq!(read.expect(200).body["status"], "APPROVED");
}

#[tokio::test]
async fn a_restaurant_without_an_account_is_paid_at_the_door() {
    let house = House::open().await;
    house
        .choose("pardos", json!({ "by": "own", "account": 1 }))
        .await
        .refused(422, "invalid_value");
    let (_, ana) = house.server.customer("pardos", "ana").await;
    let order = house.server.order(&ana).await;
    house.choose("pardos", json!({ "by": "off" })).await.expect(200);
    let path = format!("/api/orders/{order}/payment");
    let refused = house.server.post(&path, &ana, json!({ "method": "yape" })).await;
    refused.refused(409, "payment_unavailable");
    house
        .server
        .post(&path, &ana, json!({ "method": "cash" }))
        .await
        .expect(200);
    let storefront = house
        .server
        .api(Method::GET, "/rpc/catalog/storefront", None, None)
        .await;
    assert_eq!(storefront.expect(200).body["online"], false);
    // An account of the deployment that there is not cannot be chosen.
    let cash = House {
        shop: StandIn::start().await,
        server: TestServer::with(&[("BRASA_GATEWAY", "none")]).await,
    };
    cash.choose("pardos", json!({ "by": "off" })).await.expect(200);
    cash.choose("pardos", json!({ "by": "shared" }))
        .await
        .refused(422, "invalid_value");
}

#[tokio::test]
async fn nobody_approves_a_payment_at_a_real_account() {
    let house = House::open().await;
    house.connect("pardos", TOKEN, SECRET, "CAJA1").await.expect(200);
    let (_, ana) = house.server.customer("pardos", "ana").await;
    let order = house.server.order(&ana).await;
    let confirm = format!("/api/orders/{order}/confirm");
    let key = || api_request(Method::POST, &confirm, Some(&ana), Some(json!({})));
    let mut request = key();
    request
        .headers_mut()
        .insert("idempotency-key", "k-1".parse().unwrap());
    house.server.ask(request).await.refused(409, "payment_required");
    assert_eq!(house.shop.called("POST /instore"), 0, "nothing was opened for it");
    house.pay(&ana, &order).await;
    let read = house
        .server
        .get(&format!("/api/orders/{order}/payment"), &ana)
        .await;
    assert_eq!(read.expect(200).body["simulated"], false);
    let mut request = key();
    request
        .headers_mut()
        .insert("idempotency-key", "k-2".parse().unwrap());
    house.server.ask(request).await.refused(409, "payment_required");
}

#[tokio::test]
async fn two_managers_who_choose_at_once_see_each_other() {
    let house = House::open().await;
    let manager = house.server.machine("pardos", Role::Manager);
    let seen = house.settings("pardos").await["version"].to_string();
    let choose = |by: &str, version: &str| {
        let body = json!({ "online": { "by": by } });
        let mut request = api_request(Method::PUT, PATH, Some(&manager), Some(body));
        let tag = format!("\"{version}\"");
        request.headers_mut().insert("if-match", tag.parse().unwrap());
        house.server.ask(request)
    };
    choose("off", &seen).await.expect(200);
    choose("shared", &seen).await.refused(412, "version_changed");
    let service = house.server.machine("pardos", Role::Service);
    house.server.get(PATH, &service).await.refused(403, "forbidden");
}

#[tokio::test]
async fn one_account_may_be_the_deployments_and_a_restaurants_own() {
    let house = House::paid().await;
    let (_, ana) = house.server.customer("pardos", "ana").await;
    let order = house.server.order(&ana).await;
    let reference = house.pay(&ana, &order).await;
    house.connect("pardos", TOKEN, SECRET, "CAJA1").await.expect(200);
    // What was opened before is the deployment's, and its message comes to the same address with the same signature.
    let paid = house.shop.pays(&reference, "approved", json!(36.9), "PEN");
    house.notify("pardos", SECRET, paid).await.expect(200);
    assert_eq!(house.status(&ana, &order).await, "CONFIRMED");
    assert_eq!(house.shop.refunds(), 0);
}

#[tokio::test]
async fn a_code_that_is_asked_for_again_is_one_of_the_account_that_takes_the_money_now() {
    let house = House::open().await;
    house.connect("pardos", TOKEN, SECRET, "CAJA1").await.expect(200);
    let (_, ana) = house.server.customer("pardos", "ana").await;
    let order = house.server.order(&ana).await;
    let before = house.pay(&ana, &order).await;
    assert_eq!(
        house.pay(&ana, &order).await,
        before,
        "asking again is asking once"
    );
    house
        .connect("pardos", OTHER_TOKEN, OTHER_SECRET, "CAJA9")
        .await
        .expect(200);
    assert_eq!(house.pay(&ana, &order).await, format!("A2_pardos_{order}_2"));
    // And with nobody who takes any, the code that is out in the world is shown as long as it can be paid.
    house.choose("pardos", json!({ "by": "off" })).await.expect(200);
    assert_eq!(house.pay(&ana, &order).await, format!("A2_pardos_{order}_2"));
}
