//! Requests: what is stored and what is refused, who sees them, and what both sides say.

use super::{Request, accept, ask, form};
use crate::support::{PASSWORD, TestServer, api_request};
use axum::http::Method;
use domain::TenantId;
use domain::staff::Role;
use ports::PeriodicTask as _;
use ports::documents::{Key, Table};
use serde_json::{Value, json};

#[tokio::test]
async fn a_refused_form_names_its_fields_and_stores_nothing() {
    let server = TestServer::open().await;
    let manager = server.machine("pardos", Role::Manager);
    let before = server.get("/api/catering", &manager).await.expect(200);
    let wrong =
        json!({ "guests": 0, "phone": "12", "ruc": "20100070971", "date": "2025-10-26", "time": "13:00" });
    let refused = ask(&server, None, "k1", wrong)
        .await
        .refused(422, "invalid_value");
    let errors = refused.body["errors"].as_array().unwrap();
    let pointers: Vec<&str> = errors
        .iter()
        .map(|error| error["pointer"].as_str().unwrap())
        .collect();
    assert_eq!(
        pointers,
        [
            "/occasion",
            "/date",
            "/guests",
            "/fulfilment",
            "/name",
            "/phone",
            "/email",
            "/ruc",
            "/company"
        ]
    );
    let mut robot = form();
    robot["website"] = json!("http://example.com");
    ask(&server, None, "k2", robot)
        .await
        .refused(422, "invalid_value");
    let all = server.get("/api/catering", &manager).await.expect(200);
    assert_eq!(all.body, before.body);
}

#[tokio::test]
async fn sending_twice_makes_one_request() {
    let server = TestServer::open().await;
    let first = ask(&server, None, "k1", form()).await.expect(201);
    let again = ask(&server, None, "k1", form()).await.expect(201);
    assert_eq!(first.body, again.body);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    let mut other = form();
    other["guests"] = json!(41);
    ask(&server, None, "k1", other.clone())
        .await
        .refused(422, "idempotency_key_reused");
    // A random key is known by itself: who has it hears what became of what was sent first.
    let random = "0123456789abcdef0123456789abcdef";
    let first = ask(&server, None, random, form()).await.expect(201);
    let refused = ask(&server, None, random, other).await;
    let refused = refused.refused(422, "idempotency_key_reused");
    assert_eq!(refused.body["before"], first.body);
}

/// People behind one network address may count their calls 1, 2, 3: what one has sent is nothing to another one.
#[tokio::test]
async fn a_short_key_of_a_visitor_shows_nobody_anything() {
    let server = TestServer::open().await;
    ask(&server, None, "1", form()).await.expect(201);
    let mut other = form();
    other["guests"] = json!(41);
    let refused = ask(&server, None, "1", other).await;
    let refused = refused.refused(422, "idempotency_key_reused");
    assert!(refused.body.get("before").is_none(), "{}", refused.body);
}

#[tokio::test]
async fn one_address_asks_six_times_an_hour() {
    let server = TestServer::open().await;
    for number in 0..6 {
        ask(&server, None, &format!("k{number}"), form())
            .await
            .expect(201);
    }
    ask(&server, None, "k6", form())
        .await
        .refused(429, "rate_limited");
    server.later(61);
    ask(&server, None, "k6", form()).await.expect(201);
}

#[tokio::test]
async fn the_restaurant_can_send_the_private_link_until_it_expires() {
    let request = Request::new().await;
    assert_eq!(request.view().await["link"], request.link);
    let acted = request.act(json!({ "kind": "decline", "reason": "Ese día no podemos." }));
    assert_eq!(acted.await.expect(200).body["link"], request.link);
    request.server.later(30 * 24 * 60 + 1);
    assert!(request.view().await["link"].is_null());
}

#[tokio::test]
async fn a_wrong_or_expired_link_is_always_the_same_404() {
    let request = Request::new().await;
    let wrong = request
        .server
        .api(Method::GET, "/api/catering/links/0", None, None)
        .await;
    let wrong = wrong.refused(404, "not_found");
    let mut elsewhere = api_request(
        Method::GET,
        &format!("/api/catering/links/{}", request.link),
        None,
        None,
    );
    elsewhere
        .headers_mut()
        .insert("x-tenant-id", "caleta".parse().unwrap());
    assert_eq!(
        request.server.ask(elsewhere).await.refused(404, "not_found").body["detail"],
        wrong.body["detail"]
    );
    request
        .act(json!({ "kind": "decline", "reason": "Ese día no podemos." }))
        .await
        .expect(200);
    request.server.later(30 * 24 * 60);
    assert_eq!(request.page().await["reason"], "Ese día no podemos.");
    request.server.later(1);
    let expired = request
        .by_link(Method::GET, "", None)
        .await
        .refused(404, "not_found");
    assert_eq!(expired.body["detail"], wrong.body["detail"]);
}

#[tokio::test]
async fn a_customer_finds_requests_in_the_account_and_nobody_elses() {
    let server = TestServer::open().await;
    let (id, ana) = server.customer("pardos", "ana").await;
    let (_, eva) = server.customer("pardos", "eva").await;
    let made = ask(&server, Some(&ana), "k1", form()).await.expect(201);
    let mine = server.get("/api/catering/mine", &ana).await.expect(200).body;
    assert_eq!(mine["requests"][0]["link"], made.body["link"]);
    let data = server
        .get(&format!("/api/customers/{id}/export"), &ana)
        .await
        .expect(200)
        .body;
    assert_eq!(data["catering"][0]["id"], made.body["id"]);
    let others = server.get("/api/catering/mine", &eva).await.expect(200).body;
    assert_eq!(others["requests"], json!([]));
}

#[tokio::test]
async fn a_request_by_telephone_needs_neither_mail_nor_notice() {
    let server = TestServer::open().await;
    let manager = server.machine("pardos", Role::Manager);
    let mut form = form();
    form["email"] = json!("");
    form["date"] = json!("2025-10-26");
    let made = ask(&server, Some(&manager), "k1", form).await.expect(201);
    assert_eq!(made.body["email"], Value::Null);
    let id = made.body["id"].as_str().unwrap();
    let view = server
        .get(&format!("/api/catering/{id}"), &manager)
        .await
        .expect(200)
        .body;
    assert!(view["enteredBy"].is_string());
    assert_eq!(view["link"], made.body["link"]);
}

#[tokio::test]
async fn both_sides_write_and_the_customer_declines() {
    let request = Request::quoted().await;
    request.act(json!({ "kind": "take" })).await.expect(200);
    request
        .act(json!({ "kind": "write", "text": "¿Tienen mesas?" }))
        .await
        .expect(200);
    request
        .say(json!({ "kind": "write", "text": "Sí, ocho." }))
        .await
        .expect(200);
    let page = request.page().await;
    assert_eq!(page["messages"].as_array().unwrap().len(), 2);
    request
        .say(json!({ "kind": "decline", "reason": "" }))
        .await
        .refused(422, "invalid_value");
    let declined = request
        .say(json!({ "kind": "decline", "reason": "Muy caro" }))
        .await
        .expect(200);
    assert_eq!(declined.body["status"], "DECLINED");
    request.quote(1).await.refused(409, "conflict");
    assert!(
        request
            .subjects()
            .await
            .contains(&"Pardos: Tienes un mensaje sobre tu solicitud CAT-0007".into())
    );
}

#[tokio::test]
async fn what_is_sold_out_by_now_is_not_sold_by_an_old_quote() {
    let request = Request::new().await;
    let path = format!("/api/catering/{}/quotes", request.id);
    let dish = json!({ "lines": [{ "product": "papas_fritas", "qty": 40 }] });
    request
        .server
        .post(&path, &request.manager, dish)
        .await
        .expect(201);
    let off = api_request(
        Method::PATCH,
        "/api/products/papas_fritas",
        Some(&request.manager),
        Some(json!({ "available": false })),
    );
    request.server.ask(off).await.expect(200);
    request.say(accept(1)).await.refused(409, "unavailable");
    assert_eq!(request.page().await["status"], "QUOTED");
}

#[tokio::test]
async fn an_erased_customer_leaves_a_request_without_the_person() {
    let server = TestServer::open().await;
    let (id, ana) = server.customer("pardos", "ana").await;
    let made = ask(&server, Some(&ana), "k1", form()).await.expect(201);
    let manager = server.machine("pardos", Role::Manager);
    let close = format!("/api/customers/{id}/close");
    server
        .post(&close, &ana, json!({ "password": PASSWORD }))
        .await
        .expect(200);
    server.later(30 * 24 * 60 + 1);
    server.app.customers.run_due().await.unwrap();
    server.deliver_events().await;
    let path = format!("/api/catering/{}", made.body["id"].as_str().unwrap());
    let view = server.get(&path, &manager).await.expect(200);
    for personal in ["Lucía", "999888777", "lucia@", "Larco", "gluten"] {
        assert!(!view.text.contains(personal), "{personal}");
    }
    assert_eq!(view.body["contact"]["ruc"], "20100070970");
}

#[tokio::test]
async fn who_handles_the_requests_of_the_demo_is_its_manager() {
    let server = TestServer::open().await;
    for tenant in ["pardos", "caleta"] {
        let manager = server.machine(tenant, Role::Manager);
        let known = TenantId::parse(tenant).unwrap();
        let gerente = server.app.auth.staff_actor(&known, "gerente").await.unwrap();
        let gerente = gerente.unwrap().id;
        let list = server.get("/api/catering?limit=100", &manager).await.expect(200);
        let mut handled = 0;
        for request in list.body["requests"].as_array().unwrap() {
            let path = format!("/api/catering/{}", request["id"].as_str().unwrap());
            let view = server.get(&path, &manager).await.expect(200).body;
            if !view["handlerId"].is_null() {
                assert_eq!(view["handlerId"], json!(gerente), "{tenant}");
                handled += 1;
            }
        }
        assert!(handled > 0, "{tenant}");
    }
}

#[tokio::test]
async fn a_row_that_cannot_be_read_keeps_no_request_from_its_turn() {
    let request = Request::new().await;
    for sk in ["000000000000001#c_x", "000000000000001"] {
        let spoilt = Key::new(Table::Catering, "DUE", sk);
        request.server.spoil("pardos", spoilt).await;
    }
    request.server.later(25 * 60);
    request.do_due().await;
    assert_eq!(request.view().await["alarms"], json!(["unanswered"]));
}
