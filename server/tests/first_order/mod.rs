//! From nothing to a first order that is paid and cooked, in production, by the commands and the public API alone. It is the
//! same on both engines.

use serde_json::{Value, json};

const RESTAURANT: &str = "brasero";

/// A deployment of Brasa without a restaurant.
pub trait Deployment {
    /// Types a command: whether it succeeded, and what it said.
    async fn command(&self, words: &[&str]) -> (bool, String);

    /// A call of the public API to the restaurant of this id: the status and the body. `key` is an idempotency key.
    async fn call(&self, request: Request<'_>) -> (u16, Value);

    /// Waits until what was committed has had its effects.
    async fn settled(&self);
}

pub struct Request<'r> {
    pub method: &'r str,
    pub path: &'r str,
    pub tenant: &'r str,
    pub token: Option<&'r str>,
    pub key: Option<&'r str>,
    pub body: Option<Value>,
}

struct Operator<'d, D>(&'d D);

impl<D: Deployment> Operator<'_, D> {
    async fn does(&self, words: &[&str]) -> String {
        let (ok, said) = self.0.command(words).await;
        assert!(ok, "{words:?}: {said}");
        said
    }

    /// Adds somebody to the staff, with a password that is made, and signs them in: their token.
    async fn hires(&self, username: &str, role: &str) -> String {
        let words = [
            "staff", "add", username, "--tenant", RESTAURANT, "--role", role, "--name", "Alguien",
        ];
        let said = self.does(&words).await;
        let password = said.lines().last().unwrap();
        let answer = self
            .posts(
                "/api/login",
                None,
                json!({ "username": username, "password": password, "newPassword": format!("{username}-clave-propia") }),
                200,
            )
            .await;
        answer["token"].as_str().unwrap().to_owned()
    }

    async fn asks(&self, method: &str, path: &str, token: Option<&str>, body: Option<Value>) -> (u16, Value) {
        let key = (method == "POST").then_some(path);
        let request = Request {
            method,
            path,
            tenant: RESTAURANT,
            token,
            key,
            body,
        };
        let answer = self.0.call(request).await;
        self.0.settled().await;
        answer
    }

    async fn posts(&self, path: &str, token: Option<&str>, body: Value, wanted: u16) -> Value {
        let (status, answer) = self.asks("POST", path, token, Some(body)).await;
        assert_eq!(status, wanted, "{path}: {answer}");
        answer
    }
}

/// Makes a restaurant, its staff and its carta, sells a dish, and sees it through the kitchen to the door.
pub async fn first_order(deployment: &impl Deployment) {
    let operator = Operator(deployment);
    let (status, nothing) = operator.asks("GET", "/api/products", None, None).await;
    assert_eq!(
        (status, &nothing["code"]),
        (404, &json!("not_found")),
        "{nothing}"
    );
    let words = [
        "tenant",
        "create",
        RESTAURANT,
        "--published",
        "--name",
        "El Brasero",
        "--ruc",
        "20100070970",
        "--phone",
        "987 654 321",
        "--address",
        "Av. Larco 123",
        "--district",
        "Miraflores",
        "--hours",
        "Mo-Su 00:00-24:00",
        "--category",
        "Pollos",
        "--host",
        "pedidos.brasero.pe",
    ];
    operator.does(&words).await;
    let manager = operator.hires("ana", "manager").await;

    let dish = json!({ "name": "Pollo a la brasa", "category": "pollos", "priceCents": 6_500 });
    let made = operator.posts("/api/products", Some(&manager), dish, 201).await;
    let (status, carta) = operator.asks("GET", "/api/products", None, None).await;
    assert_eq!(
        (status, &carta["products"][0]["name"]),
        (200, &json!("Pollo a la brasa")),
        "{carta}"
    );

    let lucia = json!({
        "username": "lucia", "email": "lucia@example.pe", "password": "una-clave-larga", "name": "Lucía",
        "phone": "999 888 777", "address": { "line": "Av. Larco 321", "district": "Miraflores" },
    });
    operator.posts("/api/register", None, lucia, 201).await;
    let credentials = json!({ "username": "lucia", "password": "una-clave-larga" });
    let customer = operator.posts("/api/login", None, credentials, 200).await["token"].clone();
    let customer = customer.as_str();
    let items = json!({ "items": [{ "productId": made["productId"], "qty": 1 }] });
    let order = operator.posts("/api/orders", customer, items, 201).await;
    let order = format!("/api/orders/{}", order["orderId"].as_str().unwrap());

    // Nobody else pays for it: not by a message that nobody signed.
    let message = json!({ "id": "sim_x_1", "type": "payment", "action": "state_FINISHED" });
    let refused = operator.posts("/api/payments/webhook", None, message, 401).await;
    assert_eq!(refused["code"], "bad_signature", "{refused}");

    operator
        .posts(&format!("{order}/confirm"), customer, json!({}), 200)
        .await;
    for (stage, username, role) in [
        ("COOKING", "beto", "cook"),
        ("PACKAGING", "carla", "dispatcher"),
        ("DELIVERY", "dora", "driver"),
    ] {
        let token = operator.hires(username, role).await;
        for act in ["start", "complete"] {
            let path = format!("{order}/stages/{stage}/{act}");
            operator.posts(&path, Some(&token), json!({}), 200).await;
        }
    }
    let (status, done) = operator.asks("GET", &order, customer, None).await;
    assert_eq!((status, &done["status"]), (200, &json!("COMPLETED")), "{done}");

    operates(&operator, &manager).await;
}

/// Tokens, suspending and keeping out.
async fn operates(operator: &Operator<'_, impl Deployment>, manager: &str) {
    let machine = operator.does(&["token", "--tenant", RESTAURANT]).await;
    let (status, orders) = operator.asks("GET", "/api/orders", Some(&machine), None).await;
    assert_eq!(status, 200, "{orders}");
    let (ok, said) = operator.0.command(&["token", "--tenant", "nobody"]).await;
    assert!(!ok && said.contains("there is no restaurant nobody"), "{said}");

    operator
        .does(&["staff", "deactivate", "beto", "--tenant", RESTAURANT])
        .await;
    let listed = operator.does(&["staff", "list", "--tenant", RESTAURANT]).await;
    assert_eq!(listed.lines().count(), 5, "{listed}");

    operator.does(&["tenant", "suspend", RESTAURANT]).await;
    until_status(operator, manager, 503).await;
    operator.does(&["tenant", "resume", RESTAURANT]).await;
    until_status(operator, manager, 200).await;
}

/// What another process has changed is seen after a few seconds.
async fn until_status(operator: &Operator<'_, impl Deployment>, token: &str, wanted: u16) {
    for _ in 0..40 {
        let (status, _) = operator.asks("GET", "/api/orders", Some(token), None).await;
        if status == wanted {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(250)).await;
    }
    panic!("{wanted} never came");
}
