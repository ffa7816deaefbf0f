//! Orders of an older system that wait for the kitchen to take them on, on DynamoDB: how many may, and for how long.

use crate::first_order::Request;
use crate::support::{TestServer, call, command, invoking};
use domain::order::ACCEPTANCE_LIMIT_OF_MACHINES;
use domain::time::MINUTE_MS;
use lambda::functions::Function;
use ports::Clock as _;
use serde_json::{Value, json};

const RESTAURANT: &str = "brasero";

struct Machine<'f> {
    api: &'f Function,
    token: String,
}

impl Machine<'_> {
    async fn asks(&self, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
        let request = Request {
            method,
            path,
            tenant: RESTAURANT,
            token: Some(&self.token),
            key: None,
            body,
        };
        call(self.api, request).await
    }

    async fn places(&self, customer: &Value, dish: &Value) -> (u16, Value) {
        let items = json!([{ "productId": dish, "qty": 1 }]);
        let order = json!({ "customerId": customer, "items": items });
        self.asks("POST", "/compat/etapas/orders", Some(order)).await
    }

    async fn reads(&self, path: &str) -> Value {
        let (status, body) = self.asks("GET", path, None).await;
        assert_eq!(status, 200, "{body}");
        body
    }
}

/// Makes the restaurant: a token of a machine, which nobody else has.
async fn restaurant(control: &Function) -> String {
    let create = [
        "tenant",
        "create",
        RESTAURANT,
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
        "Bebidas",
        "--published",
    ];
    let (made, said) = command(control, &create).await;
    assert!(made, "{said}");
    token(control).await
}

async fn token(control: &Function) -> String {
    let (printed, token) = command(control, &["token", "--tenant", RESTAURANT]).await;
    assert!(printed, "{token}");
    token
}

#[test]
fn fifty_of_a_machine_wait_at_most_and_two_hours() {
    invoking(wait);
}

async fn wait() {
    let Some(server) = TestServer::open().await else {
        return;
    };
    let control = Function::new(server.cloud("control", &[]).await);
    let api = Function::new(server.cloud("integrations", &[]).await);
    let behind = server.cloud("payments", &[]).await;
    let token_of_first = restaurant(&control).await;
    let machine = Machine {
        api: &api,
        token: token_of_first,
    };
    let most = usize::try_from(ACCEPTANCE_LIMIT_OF_MACHINES).unwrap();
    let dish = json!({ "name": "Agua", "category": "bebidas", "priceCents": 500, "stock": most + 10 });
    let (status, dish) = machine.asks("POST", "/api/products", Some(dish)).await;
    assert_eq!(status, 201, "{dish}");
    let carta = format!("/api/products/{}", dish["productId"].as_str().unwrap());
    let dish = &dish["productId"];
    let person = json!({ "name": "Lucía Paz", "email": "lucia@example.pe", "phone": "999888777" });
    let (status, person) = machine
        .asks("POST", "/compat/etapas/customers", Some(person))
        .await;
    assert_eq!(status, 201, "{person}");
    let customer = &person["customerId"];

    let mut placed = Vec::new();
    for _ in 0..most {
        let (status, order) = machine.places(customer, dish).await;
        assert_eq!(status, 201, "{order}");
        placed.push(order["orderId"].as_str().unwrap().to_owned());
    }
    let (status, refused) = machine.places(customer, dish).await;
    assert_eq!(status, 409, "{refused}");
    assert_eq!(machine.reads(&carta).await["stock"], 10, "nothing was taken");
    let other = Machine {
        api: &api,
        token: token(&control).await,
    };
    let (status, order) = other.places(customer, dish).await;
    assert_eq!(status, 201, "each machine has its own: {order}");
    placed.push(order["orderId"].as_str().unwrap().to_owned());

    behind.ports.bus.run_until_idle().await.unwrap();
    server.clock.advance_ms(119 * MINUTE_MS);
    assert_eq!(behind.ports.workflows.run_due().await.unwrap(), 0);
    let last = format!("/api/orders/{}", placed.last().unwrap());
    assert_eq!(machine.reads(&last).await["status"], "CREATED");
    server.clock.advance_ms(MINUTE_MS);
    behind.ports.workflows.run_due().await.unwrap();
    behind.ports.bus.run_until_idle().await.unwrap();
    for id in &placed {
        let order = machine.reads(&format!("/api/orders/{id}")).await;
        assert_eq!(
            (&order["status"], &order["cancellation"]["reason"]),
            (&json!("CANCELLED"), &json!("unconfirmed")),
            "at {}",
            server.clock.now()
        );
    }
    let stock = &machine.reads(&carta).await["stock"];
    assert_eq!(stock, most + 10, "what they held is back");
    let (status, order) = machine.places(customer, dish).await;
    assert_eq!(status, 201, "they made room: {order}");
}
