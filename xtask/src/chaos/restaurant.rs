//! The demo restaurant as the scenarios use it: its people, what is ordered, and what one does with an order.

use std::net::SocketAddr;

use anyhow::Result;
use serde_json::{Value, json};

use super::{
    client::{Request, ask},
    draw::Draw,
    ledger::{self, COUNTED, Placed, Placement},
    program::Program,
};

/// The password of the demo's staff.
const STAFF_PASSWORD: &str = "brasa-demo";

/// The password of our customers.
const PASSWORD: &str = "una-clave-larga";

/// More of [`COUNTED`] than all orders of a run together, so that nothing is refused for want of it.
const STOCK: u64 = 1_000_000;

/// Dishes that need no choice and are not counted. One of the first is worth more than the least that is delivered.
const DISHES: [&str; 4] = ["chicha_1_5l", "inca_kola_1_5l", "papas_familiar", "tequenos_6"];

/// Where customers and machines order.
pub const ORDERS: &str = "/api/orders";

/// Where machines place and confirm in one call.
pub const ORCHESTRATE: &str = "/api/orchestrate-order";

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The customer's id; empty for staff.
    pub customer: String,
    pub token: String,
}

/// A restaurant that is open.
#[derive(Debug, Clone)]
pub struct Restaurant {
    /// The token of a machine that may do everything.
    pub machine: String,
    /// What there is of [`COUNTED`] before the first order.
    pub stock: u64,
}

impl Restaurant {
    /// Fills the larder of a server that runs.
    pub fn open(program: &Program, address: SocketAddr) -> Result<Restaurant> {
        let machine = program.machine()?;
        let path = format!("/api/products/{COUNTED}");
        let body = json!({ "stock": STOCK });
        let request = Request {
            method: "PATCH",
            ..Request::post(&path, &body).by(&machine)
        };
        ask(address, &request)?.expect(&[200], "the stock")?;
        let stock = ledger::stock_of(address)?;
        Ok(Restaurant { machine, stock })
    }
}

/// Registers a customer and signs them in.
pub fn register(address: SocketAddr, username: &str) -> Result<SignedIn> {
    let person = json!({
        "username": username, "email": format!("{username}@example.pe"), "password": PASSWORD, "name": "Lucía",
        "phone": "999 888 777", "address": { "line": "Av. Larco 123", "district": "Miraflores" },
    });
    ask(address, &Request::post("/api/register", &person))?.expect(&[201], "a registration")?;
    sign_in(address, username, PASSWORD)
}

/// Signs somebody of the staff in.
pub fn sign_in_staff(address: SocketAddr, username: &str) -> Result<SignedIn> {
    sign_in(address, username, STAFF_PASSWORD)
}

fn sign_in(address: SocketAddr, username: &str, password: &str) -> Result<SignedIn> {
    let credentials = json!({ "username": username, "password": password });
    let answer = ask(address, &Request::post("/api/login", &credentials))?.expect(&[200], "a sign-in")?;
    Ok(SignedIn {
        customer: answer.text("/customerId").unwrap_or_default().to_owned(),
        token: answer.text("/token")?.to_owned(),
    })
}

/// An order that a customer places.
pub fn of_customer(customer: &SignedIn, key: String, draw: &mut Draw) -> Placement {
    let mut items = vec![
        json!({ "productId": COUNTED, "qty": 1 + draw.below(3) }),
        json!({ "productId": DISHES.first(), "qty": 1 }),
    ];
    for dish in DISHES.iter().skip(1) {
        if draw.chance(30) {
            items.push(json!({ "productId": dish, "qty": 1 + draw.below(2) }));
        }
    }
    let mut body = json!({ "items": items });
    if let Some(fields) = body.as_object_mut().filter(|_| draw.chance(50)) {
        fields.insert("fulfilment".to_owned(), json!({ "kind": "delivery" }));
    }
    Placement {
        path: ORDERS,
        token: customer.token.clone(),
        key,
        body,
    }
}

/// An order that a machine places for a customer; with [`ORCHESTRATE`] it is confirmed as well.
pub fn of_machine(
    machine: &str,
    path: &'static str,
    customer: &str,
    key: String,
    draw: &mut Draw,
) -> Placement {
    let qty = 4 + draw.below(3);
    let body = match path {
        ORCHESTRATE => json!({ "customer_id": customer, "items": [{ "product_id": COUNTED, "qty": qty }] }),
        _ => json!({ "customerId": customer, "items": [{ "productId": COUNTED, "qty": qty }] }),
    };
    Placement {
        path,
        token: machine.to_owned(),
        key,
        body,
    }
}

/// Asks for an order and reads what was placed.
pub fn place(address: SocketAddr, placement: &Placement) -> Result<Placed> {
    Placed::read(ask(address, &placement.request())?, &placement.key)
}

/// The body of a call that needs none.
pub fn nothing() -> Value {
    json!({})
}
