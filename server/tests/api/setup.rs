//! A restaurant from its link to its first real order: set up in a browser, rehearsed, and published.

use crate::menu::manager;
use crate::support::{Browser, TestServer};
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};

pub const HOST: &str = "rincon.localhost";
pub const CODE: usize = 48;

/// A restaurant of which nothing is known but its id, and the code of its link.
pub async fn begun(server: &TestServer) -> String {
    let said = server.command("tenant create rincon").await;
    code_of(&said)
}

/// The code in what a command says.
pub fn code_of(said: &str) -> String {
    let url = said.lines().last().unwrap();
    let (page, code) = url.split_once('#').unwrap();
    assert!(
        page.ends_with("/restaurante/invitacion") && page.contains("rincon"),
        "{page}"
    );
    assert_eq!(code.len(), CODE);
    code.to_owned()
}

pub fn joining(code: &str, username: &str, password: &str) -> Value {
    json!({ "joining": { "code": code, "name": "Rosa Rincón", "username": username, "password": password } })
}

/// Its first manager.
pub async fn owner(server: &TestServer, code: &str) -> Browser {
    let mut owner = Browser::at(HOST);
    let invited = owner
        .call(server, "/rpc/auth/invited", json!({ "code": code }))
        .await;
    assert_eq!(invited.expect(200).body["role"], "manager");
    let join = joining(code, "rosa", "horno-de-barro");
    owner.call(server, "/rpc/auth/join", join).await.expect(200);
    owner
}

pub async fn says(server: &TestServer, who: &mut Browser, path: &str, body: Value) -> Value {
    who.call(server, path, body).await.expect(200).body
}

/// Name, address and telephone, a carta, and no RUC.
async fn set_up(server: &TestServer, owner: &mut Browser) {
    let mut looks = says(server, owner, "/rpc/catalog/brand", json!({})).await;
    looks["brand"]["name"] = json!("El Rincón de Rosa");
    let looks = json!({ "wanted": looks });
    says(server, owner, "/rpc/catalog/change-brand", looks).await;
    let mut desk = says(server, owner, "/rpc/catalog/business", json!({})).await;
    desk["business"] = json!({ "legalName": "Rosa Rincón", "ruc": "", "phone": "(01) 444 5555" });
    desk["places"][0]["address"] = json!("Jr. Lima 123");
    desk["places"][0]["district"] = json!("Lince");
    let changed = says(
        server,
        owner,
        "/rpc/catalog/change-business",
        json!({ "wanted": desk }),
    )
    .await;
    assert_eq!(changed["business"]["phone"], "+5114445555");
    let laid = says(
        server,
        owner,
        "/rpc/catalog/lay-template",
        json!({ "template": "polleria" }),
    )
    .await;
    let dishes = laid["catalogue"]["products"].as_array().unwrap();
    assert!(dishes.len() >= 30, "{}", dishes.len());
    let first = &dishes[0];
    assert_eq!(first["image"], "/assets/illustrations/pollo_1_4.svg");
    let priced = json!({ "dishes": [
        { "id": first["id"], "priceCents": 2_700, "sold": true },
        { "id": dishes[1]["id"], "priceCents": 4_400, "sold": false },
    ] });
    let priced = says(server, owner, "/rpc/catalog/price-dishes", priced).await;
    let dishes = priced["catalogue"]["products"].as_array().unwrap();
    assert_eq!(
        (&dishes[0]["price"], &dishes[1]["active"]),
        (&json!(2_700), &json!(false))
    );
}

/// An order of a customer of the restaurant: its view.
async fn ordered(server: &TestServer, token: &str, method: &str) -> crate::support::Answer {
    let sold = server
        .api(Method::GET, "/api/products", Some(token), None)
        .await
        .expect(200)
        .body;
    let dish = sold["products"].as_array().unwrap();
    let drink = dish
        .iter()
        .find(|dish| dish["optionGroups"].as_array().is_none_or(Vec::is_empty));
    let items = json!([{ "productId": drink.unwrap()["productId"], "qty": 2 }]);
    let order = json!({ "items": items, "paymentMethod": method, "fulfilment": { "kind": "delivery" } });
    server.post("/api/orders", token, order).await
}

#[tokio::test]
async fn a_restaurant_is_set_up_from_its_link() {
    let server = TestServer::open().await;
    let code = begun(&server).await;
    let mut rosa = owner(&server, &code).await;
    let house = says(&server, &mut rosa, "/rpc/catalog/readiness", json!({})).await;
    assert_eq!(
        house["lacks"],
        json!(["name", "phone", "legalName", "address", "dishes"])
    );
    let refused = rosa
        .call(&server, "/rpc/catalog/publish-restaurant", json!({}))
        .await;
    refused.refused(409, "not_ready");
    set_up(&server, &mut rosa).await;
    let published = says(&server, &mut rosa, "/rpc/catalog/publish-restaurant", json!({})).await;
    assert_eq!(published, json!({ "published": true, "lacks": [] }));
    // Twice is once, and what was for the beginning is over.
    says(&server, &mut rosa, "/rpc/catalog/publish-restaurant", json!({})).await;
    let late = rosa
        .call(
            &server,
            "/rpc/catalog/lay-template",
            json!({ "template": "chifa" }),
        )
        .await;
    late.refused(409, "already_published");
    let late = rosa
        .call(&server, "/rpc/catalog/price-dishes", json!({ "dishes": [] }))
        .await;
    late.refused(409, "already_published");
    let door = says(&server, &mut rosa, "/rpc/catalog/door", json!({})).await;
    assert!(door["svg"].as_str().unwrap().contains("<svg"), "{door}");
    let token = server.machine("rincon", Role::Manager);
    let noted = server.get("/api/audit?limit=100", &token).await.expect(200).body;
    let actions: Vec<&str> = noted["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["action"].as_str().unwrap())
        .collect();
    assert_eq!(
        actions
            .iter()
            .filter(|action| **action == "restaurantPublished")
            .count(),
        1,
        "{actions:?}"
    );
    for action in ["staffInvited", "staffHired"] {
        assert!(actions.contains(&action), "{actions:?}");
    }
}

#[tokio::test]
async fn rehearsals_are_paid_with_nothing_and_count_in_nothing() {
    // Nobody takes money here, and a rehearsal is paid all the same.
    let server = TestServer::with(&[("BRASA_GATEWAY", "none")]).await;
    let mut rosa = owner(&server, &begun(&server).await).await;
    set_up(&server, &mut rosa).await;
    let (_, ana) = server.customer("rincon", "ana").await;
    let placed = ordered(&server, &ana, "card").await.expect(201).body;
    assert_eq!(placed["order"]["rehearsal"], true, "{placed}");
    let order = format!("/api/orders/{}", placed["orderId"].as_str().unwrap());
    let opened = server
        .post(&format!("{order}/payment"), &ana, json!({ "method": "card" }))
        .await;
    assert_eq!(opened.expect(200).body["simulated"], true);
    let manager = server.machine("rincon", Role::Manager);
    let mut request =
        crate::support::api_request(Method::POST, &format!("{order}/confirm"), Some(&ana), None);
    request
        .headers_mut()
        .insert("idempotency-key", "uno".parse().unwrap());
    server.ask(request).await.expect(200);
    server.deliver_events().await;
    let summary = server
        .get("/api/dashboard/summary", &manager)
        .await
        .expect(200)
        .body;
    assert_eq!(
        (
            &summary["orders"],
            &summary["salesCents"],
            &summary["collectedCents"]
        ),
        (&json!(0), &json!(0), &json!(0)),
        "{summary}"
    );
    let doctor = server.command("doctor --tenant rincon").await;
    assert!(doctor.contains("nothing found"), "{doctor}");

    says(&server, &mut rosa, "/rpc/catalog/publish-restaurant", json!({})).await;
    // The gateway of the rehearsal is still asked about it, and gives its money back.
    let cancel = json!({ "reason": "era una prueba" });
    server
        .post(&format!("{order}/cancel"), &manager, cancel)
        .await
        .expect(200);
    server.deliver_events().await;
    let payment = server
        .get(&format!("{order}/payment"), &manager)
        .await
        .expect(200)
        .body;
    assert_eq!(payment["refundedCents"], payment["amountCents"], "{payment}");
    // From now on nobody can pay before they receive.
    let refused = ordered(&server, &ana, "card").await.refused(422, "invalid_value");
    assert_eq!(refused.body["errors"][0]["pointer"], "/paymentMethod");
    let front = Browser::at(HOST)
        .get(&server, "/rpc/catalog/storefront")
        .await
        .expect(200)
        .body;
    assert_eq!(front["online"], false);
    let real = ordered(&server, &ana, "cash").await.expect(201).body;
    assert_eq!(real["order"].get("rehearsal"), None, "{real}");
    server.deliver_events().await;
    let summary = server
        .get("/api/dashboard/summary", &manager)
        .await
        .expect(200)
        .body;
    assert_eq!(summary["orders"], json!(1), "{summary}");
}

#[tokio::test]
async fn places_are_added_and_none_is_taken_away() {
    let server = TestServer::open().await;
    let mut gloria = manager(&server).await;
    let desk = says(&server, &mut gloria, "/rpc/catalog/business", json!({})).await;
    let mut more = desk.clone();
    let surco =
        json!({ "id": "la_molina", "name": "La Molina", "address": "Av. Primavera 1", "district": "Surco" });
    more["places"].as_array_mut().unwrap().push(surco);
    let changed = says(
        &server,
        &mut gloria,
        "/rpc/catalog/change-business",
        json!({ "wanted": more }),
    )
    .await;
    let count = desk["places"].as_array().unwrap().len();
    assert_eq!(changed["places"].as_array().unwrap().len(), count + 1);
    let mut fewer = changed.clone();
    fewer["places"] = desk["places"].clone();
    let refused = gloria
        .call(
            &server,
            "/rpc/catalog/change-business",
            json!({ "wanted": fewer }),
        )
        .await;
    assert_eq!(
        refused.refused(422, "invalid_value").body["fields"][0]["pointer"],
        "/places"
    );
    let mut wrong = changed.clone();
    wrong["business"]["ruc"] = json!("20100070971");
    let refused = gloria
        .call(
            &server,
            "/rpc/catalog/change-business",
            json!({ "wanted": wrong }),
        )
        .await;
    assert_eq!(
        refused.refused(422, "invalid_value").body["fields"][0]["pointer"],
        "/business/ruc"
    );
    // What was made of something else is refused.
    let stale = gloria
        .call(&server, "/rpc/catalog/change-business", json!({ "wanted": more }))
        .await;
    stale.refused(412, "version_changed");
}
