//! Catering over the public API, from a request to the event.

mod codes;
mod days;
mod examined;
mod handed_back;
mod money;
mod refused;
mod requests;
mod settings;

use crate::support::{Answer, TestServer, api_request};
use axum::http::Method;
use domain::staff::Role;
use ports::PeriodicTask as _;
use serde_json::{Value, json};

/// A company's lunch for 40 in ten days, seen from the clock with which tests begin.
pub fn form() -> Value {
    json!({
        "occasion": "Almuerzo de aniversario", "date": "2025-11-04", "time": "13:00", "guests": 40,
        "fulfilment": { "kind": "delivery", "address": { "line": "Av. Larco 345", "district": "Miraflores" } },
        "package": "oficina", "diet": "Dos sin gluten", "name": "Lucía Rojas", "phone": "999888777",
        "email": "lucia@example.pe", "company": "Andina S.A.C.", "ruc": "20100070970",
    })
}

/// Four Oficina and a table for vegetarians, S/ 1,292.00 with transport, of which 30 percent are the deposit.
fn draft(follows: u32) -> Value {
    json!({
        "follows": follows,
        "lines": [
            { "package": "oficina", "qty": 4 },
            { "name": "Mesa vegetariana", "qty": 1, "unitPriceCents": 5_100 },
        ],
        "fees": [{ "name": "Traslado y montaje", "amountCents": 4_500 }],
    })
}

/// A request with who follows it: the customer by the link, the manager by the id.
struct Request {
    server: TestServer,
    manager: String,
    id: String,
    link: String,
}

impl Request {
    async fn new() -> Request {
        Request::of(TestServer::open().await, form()).await
    }

    async fn of(server: TestServer, form: Value) -> Request {
        let made = ask(&server, None, "k1", form).await.expect(201);
        let text = |name: &str| made.body[name].as_str().unwrap().to_owned();
        Request {
            manager: server.machine("pardos", Role::Manager),
            id: text("id"),
            link: text("link"),
            server,
        }
    }

    async fn quoted() -> Request {
        let request = Request::new().await;
        request.quote(0).await.expect(201);
        request
    }

    async fn accepted() -> Request {
        let request = Request::quoted().await;
        request.say(accept(1)).await.expect(200);
        request
    }

    /// With its deposit paid, and what follows from it done.
    async fn scheduled() -> Request {
        let request = Request::accepted().await;
        request.pay("deposit").await.expect(200);
        request
    }

    async fn quote(&self, follows: u32) -> Answer {
        let path = format!("/api/catering/{}/quotes", self.id);
        self.server.post(&path, &self.manager, draft(follows)).await
    }

    async fn act(&self, action: Value) -> Answer {
        let path = format!("/api/catering/{}/actions", self.id);
        let done = self.server.post(&path, &self.manager, action).await;
        self.server.deliver_events().await;
        done
    }

    async fn say(&self, answer: Value) -> Answer {
        let said = self.by_link(Method::POST, "/answers", Some(answer)).await;
        self.server.deliver_events().await;
        said
    }

    /// Opens a payment and approves it.
    async fn pay(&self, part: &str) -> Answer {
        let body = json!({ "part": part, "method": "yape" });
        let opened = self.by_link(Method::POST, "/payment", Some(body)).await;
        if opened.status != 200 {
            return opened;
        }
        let approve = Some(json!({ "approve": true }));
        let paid = self.by_link(Method::POST, "/payment/settle", approve).await;
        self.server.deliver_events().await;
        paid
    }

    async fn by_link(&self, method: Method, rest: &str, body: Option<Value>) -> Answer {
        let path = format!("/api/catering/links/{}{rest}", self.link);
        self.server.api(method, &path, None, body).await
    }

    async fn page(&self) -> Value {
        self.by_link(Method::GET, "", None).await.expect(200).body
    }

    async fn view(&self) -> Value {
        let path = format!("/api/catering/{}", self.id);
        self.server.get(&path, &self.manager).await.expect(200).body
    }

    async fn payment(&self) -> Value {
        let path = format!("/api/catering/{}/payment", self.id);
        self.server.get(&path, &self.manager).await.expect(200).body
    }

    async fn order(&self) -> Value {
        let order = self.page().await["orderId"].as_str().unwrap().to_owned();
        let path = format!("/api/orders/{order}");
        self.server.get(&path, &self.manager).await.expect(200).body
    }

    async fn stage(&self, stage: &str, action: &str) {
        let order = self.page().await["orderId"].as_str().unwrap().to_owned();
        let path = format!("/api/orders/{order}/stages/{stage}/{action}");
        self.server
            .post(&path, &self.manager, json!({}))
            .await
            .expect(200);
        self.server.deliver_events().await;
    }

    /// Lets everything happen that is due by now.
    async fn do_due(&self) {
        self.server.app.catering.run_due().await.unwrap();
        self.server.deliver_events().await;
    }

    async fn subjects(&self) -> Vec<String> {
        self.server.deliver_events().await;
        let mails = self.server.mails_to("pardos", "lucia@example.pe").await;
        let mut subjects: Vec<String> = mails.into_iter().map(|mail| mail.subject).collect();
        subjects.sort();
        subjects
    }
}

fn accept(version: u32) -> Value {
    json!({ "kind": "accept", "version": version, "receipt": { "kind": "none" } })
}

async fn ask(server: &TestServer, token: Option<&str>, key: &str, form: Value) -> Answer {
    let mut request = api_request(Method::POST, "/api/catering", token, Some(form));
    request
        .headers_mut()
        .insert("idempotency-key", key.parse().unwrap());
    server.ask(request).await
}

#[tokio::test]
async fn a_company_asks_changes_accepts_pays_and_the_kitchen_sees_it_on_the_day() {
    let request = Request::new().await;
    let page = request.page().await;
    assert_eq!((&page["status"], &page["number"]), (&json!("NEW"), &json!(7)));
    request.quote(0).await.expect(201);
    let page = request.page().await;
    assert_eq!(
        (&page["status"], &page["money"]["totalCents"]),
        (&json!("QUOTED"), &json!(129_200))
    );
    assert_eq!(page["money"]["depositCents"], 38_760);
    assert!(request.view().await["quotes"][0]["readAt"].is_string());

    let wish = json!({ "kind": "askChange", "text": "Somos 45." });
    assert_eq!(request.say(wish).await.expect(200).body["wantsChange"], true);
    assert!(request.view().await["unansweredSince"].is_string());
    // A quote by somebody who has not seen the newest one is refused.
    request.quote(0).await.refused(409, "conflict");
    request.quote(1).await.expect(201);
    request.say(accept(1)).await.refused(409, "conflict");
    let accepted = request.say(accept(2)).await.expect(200).body;
    assert_eq!(accepted["status"], "ACCEPTED");
    assert_eq!(accepted["orderId"], Value::Null);

    request.pay("deposit").await.expect(200);
    let page = request.page().await;
    assert_eq!(
        (&page["status"], &page["money"]["owedCents"]),
        (&json!("SCHEDULED"), &json!(90_440))
    );
    let order = request.order().await;
    assert_eq!(
        (&order["status"], &order["totalCents"]),
        (&json!("CONFIRMED"), &json!(129_200))
    );
    assert_eq!(
        (&order["catering"]["guests"], &order["catering"]["diet"]),
        (&json!(40), &json!("Dos sin gluten"))
    );
    assert_eq!(order["receipt"]["ruc"], "20100070970");
    assert_eq!(order["scheduledFor"], "2025-11-04T18:00:00.000Z");
    assert_eq!(order["payment"]["owedCents"], 90_440);
    let payment = request.payment().await;
    assert_eq!(
        (&payment["status"], &payment["orderId"]),
        (&json!("PENDING"), &order["orderId"])
    );

    // It is cooked, packed and brought, and the balance is collected at the door.
    for stage in ["COOKING", "PACKAGING", "DELIVERY"] {
        request.stage(stage, "start").await;
        request.stage(stage, "complete").await;
    }
    let page = request.page().await;
    assert_eq!(
        (&page["status"], &page["money"]["owedCents"]),
        (&json!("DONE"), &json!(0))
    );
    let payment = request.payment().await;
    assert_eq!(
        (&payment["status"], &payment["paidCents"]),
        (&json!("APPROVED"), &json!(129_200))
    );
    let methods: Vec<&Value> = payment["charges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["method"])
        .collect();
    assert_eq!(methods, ["yape", "cash"]);
    assert_eq!(
        request.subjects().await,
        [
            "Pardos: Aceptaste la cotización CAT-0007",
            "Pardos: Recibimos tu solicitud CAT-0007",
            "Pardos: Tu cotización CAT-0007 está lista",
            "Pardos: Tu cotización CAT-0007 está lista",
            "Pardos: Tu fecha está separada: CAT-0007",
        ]
    );
}
