//! A Mercado Pago of our own: the few calls that are used, on loopback, with what customers did there.

use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};
use tokio::task::JoinHandle;

pub const TOKEN: &str = "APP_USR-stand-in";
pub const SECRET: &str = "firma-de-prueba";
/// Another account there, with a point of sale of its own.
pub const OTHER_TOKEN: &str = "APP_USR-otra-cuenta";
pub const OTHER_SECRET: &str = "otra-firma";
/// An account of another country.
pub const FOREIGN_TOKEN: &str = "APP_USR-afuera";

/// The accounts there: token, number, country and point of sale.
const ACCOUNTS: [(&str, u64, &str, &str); 3] = [
    (TOKEN, 44_444, "MPE", "CAJA1"),
    (OTHER_TOKEN, 55_555, "MPE", "CAJA9"),
    (FOREIGN_TOKEN, 66_666, "MLA", "CAJA7"),
];

/// What the stand-in holds and has seen.
#[derive(Debug, Default)]
pub struct Shop {
    /// Orders for QR codes, by idempotency key.
    pub orders: HashMap<String, Value>,
    pub payments: Vec<Value>,
    /// Refunded payments, by idempotency key.
    pub refunds: HashMap<String, u64>,
    /// Parts that were given back: of which payment, and how much.
    pub parts: Vec<(u64, Value)>,
    /// Every call, as `METHOD path`.
    pub calls: Vec<String>,
    /// Answers 503 to everything.
    pub down: bool,
    /// In which account a reference was opened, by its token; only that one knows its payments.
    pub opened_by: HashMap<String, String>,
    /// Tokens that are new names of older ones, which count no more.
    pub renewed: HashMap<String, &'static str>,
    /// Answers a question about payments of these references with what nobody can read.
    pub garbled: HashSet<String>,
}

pub struct StandIn {
    pub url: String,
    pub shop: Arc<Mutex<Shop>>,
    serving: JoinHandle<()>,
}

impl Drop for StandIn {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl StandIn {
    pub async fn start() -> StandIn {
        let shop = Arc::new(Mutex::new(Shop::default()));
        let router = Router::new()
            .route(
                "/instore/orders/qr/seller/collectors/{user}/pos/{pos}/qrs",
                post(new_qr),
            )
            .route("/users/me", get(me))
            .route("/pos", get(points_of_sale))
            .route("/v1/payments/search", get(search))
            .route("/v1/payments/{id}", get(payment))
            .route("/v1/payments/{id}/refunds", post(refund))
            .with_state(shop.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        StandIn { url, shop, serving }
    }

    /// The variables of a server that is paid here.
    pub fn variables(&self) -> [(&str, &str); 6] {
        [
            ("BRASA_GATEWAY", "mercadopago"),
            ("BRASA_MERCADOPAGO_URL", &self.url),
            ("BRASA_MERCADOPAGO_TOKEN", TOKEN),
            ("BRASA_MERCADOPAGO_USER", "44444"),
            ("BRASA_MERCADOPAGO_POS", "CAJA1"),
            ("BRASA_MERCADOPAGO_WEBHOOK_SECRET", SECRET),
        ]
    }

    /// A customer does something with the QR code of a reference: the payment's id.
    pub fn pays(&self, reference: &str, status: &str, amount: Value, currency: &str) -> u64 {
        let mut shop = self.shop.lock().unwrap();
        let id = 1_000 + shop.payments.len() as u64;
        shop.payments.push(json!({
            "id": id, "status": status, "external_reference": reference,
            "transaction_amount": amount, "currency_id": currency,
        }));
        id
    }

    pub fn called(&self, begin: &str) -> usize {
        let shop = self.shop.lock().unwrap();
        shop.calls.iter().filter(|call| call.starts_with(begin)).count()
    }

    pub fn refunds(&self) -> usize {
        self.called("POST /v1/payments/")
    }
}

/// The header of a message about a payment, signed at a time in seconds.
pub fn signature(id: u64, request_id: &str, seconds: i64) -> String {
    signed_with(SECRET, id, request_id, seconds)
}

/// The same with the secret of another account.
pub fn signed_with(secret: &str, id: u64, request_id: &str, seconds: i64) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(format!("id:{id};request-id:{request_id};ts:{seconds};").as_bytes());
    let v1 = hex::encode(mac.finalize().into_bytes());
    format!("ts={seconds},v1={v1}")
}

/// Notes a call, and answers in the shop's place when it is down or the token is not ours.
fn noted(shop: &mut Shop, call: String, headers: &HeaderMap) -> Option<Response> {
    shop.calls.push(call);
    if shop.down {
        return Some(StatusCode::SERVICE_UNAVAILABLE.into_response());
    }
    let refused = || StatusCode::UNAUTHORIZED.into_response();
    account(shop, headers).is_none().then(refused)
}

/// Whose token a call comes with.
fn account(shop: &Shop, headers: &HeaderMap) -> Option<(&'static str, u64, &'static str, &'static str)> {
    let token = headers.get("authorization")?.to_str().ok()?;
    let token = token.strip_prefix("Bearer ")?;
    if shop.renewed.values().any(|old| *old == token) {
        return None;
    }
    let token = shop.renewed.get(token).copied().unwrap_or(token);
    ACCOUNTS.into_iter().find(|(known, ..)| *known == token)
}

/// Whether a payment is one of the account that asks.
fn is_theirs(shop: &Shop, headers: &HeaderMap, payment: &Value) -> bool {
    let reference = payment["external_reference"].as_str().unwrap_or_default();
    let opened_by = shop.opened_by.get(reference);
    opened_by.is_none_or(|token| account(shop, headers).is_some_and(|(known, ..)| known == token))
}

async fn me(State(shop): State<Arc<Mutex<Shop>>>, headers: HeaderMap) -> Response {
    let mut shop = shop.lock().unwrap();
    if let Some(answer) = noted(&mut shop, "GET /users/me".into(), &headers) {
        return answer;
    }
    let (_, user, country, _) = account(&shop, &headers).unwrap();
    Json(json!({ "id": user, "nickname": format!("POLLERIA{user}"), "site_id": country })).into_response()
}

async fn points_of_sale(State(shop): State<Arc<Mutex<Shop>>>, headers: HeaderMap) -> Response {
    let mut shop = shop.lock().unwrap();
    if let Some(answer) = noted(&mut shop, "GET /pos".into(), &headers) {
        return answer;
    }
    let (.., pos) = account(&shop, &headers).unwrap();
    let found = json!([
        { "id": 1, "name": "Mostrador", "external_id": pos },
        { "id": 2, "name": "Sin código", "external_id": null },
    ]);
    Json(json!({ "paging": { "total": 2 }, "results": found })).into_response()
}

fn key(headers: &HeaderMap) -> String {
    headers["x-idempotency-key"].to_str().unwrap().to_owned()
}

async fn new_qr(
    State(shop): State<Arc<Mutex<Shop>>>,
    headers: HeaderMap,
    Path((user, pos)): Path<(u64, String)>,
    body: Bytes,
) -> Response {
    let mut shop = shop.lock().unwrap();
    if let Some(answer) = noted(&mut shop, "POST /instore".into(), &headers) {
        return answer;
    }
    let (token, own, _, own_pos) = account(&shop, &headers).unwrap();
    if (user, pos.as_str()) != (own, own_pos) {
        return (StatusCode::NOT_FOUND, Json(json!({ "error": "pos_not_found" }))).into_response();
    }
    let order: Value = serde_json::from_slice(&body).unwrap();
    let reference = order["external_reference"].as_str().unwrap().to_owned();
    shop.opened_by.insert(reference.clone(), token.to_owned());
    shop.orders.insert(key(&headers), order);
    let answer = json!({ "in_store_order_id": "1", "qr_data": format!("00020101{reference}") });
    (StatusCode::CREATED, Json(answer)).into_response()
}

async fn search(
    State(shop): State<Arc<Mutex<Shop>>>,
    headers: HeaderMap,
    Query(asked): Query<HashMap<String, String>>,
) -> Response {
    let mut shop = shop.lock().unwrap();
    if let Some(answer) = noted(&mut shop, "GET /v1/payments/search".into(), &headers) {
        return answer;
    }
    let wanted = asked["external_reference"].as_str();
    if shop.garbled.contains(wanted) {
        return "<html>".into_response();
    }
    let newest_first = shop.payments.iter().rev();
    let found: Vec<&Value> = newest_first
        .filter(|payment| payment["external_reference"] == wanted && is_theirs(&shop, &headers, payment))
        .collect();
    Json(json!({ "results": found })).into_response()
}

async fn payment(State(shop): State<Arc<Mutex<Shop>>>, headers: HeaderMap, Path(id): Path<u64>) -> Response {
    let mut shop = shop.lock().unwrap();
    if let Some(answer) = noted(&mut shop, format!("GET /v1/payments/{id}"), &headers) {
        return answer;
    }
    let found = shop.payments.iter().find(|payment| payment["id"] == id);
    match found.filter(|payment| is_theirs(&shop, &headers, payment)) {
        Some(payment) => Json(payment.clone()).into_response(),
        None => (StatusCode::NOT_FOUND, Json(json!({ "error": "not_found" }))).into_response(),
    }
}

/// Gives a payment back, or a part of it: then it stays approved.
async fn refund(
    State(shop): State<Arc<Mutex<Shop>>>,
    headers: HeaderMap,
    Path(id): Path<u64>,
    Json(asked): Json<Value>,
) -> Response {
    let mut shop = shop.lock().unwrap();
    if let Some(answer) = noted(&mut shop, format!("POST /v1/payments/{id}/refunds"), &headers) {
        return answer;
    }
    let again = shop.refunds.insert(key(&headers), id).is_some();
    if again {
        // The same key is the same refund.
    } else if let Some(amount) = asked.get("amount") {
        shop.parts.push((id, amount.clone()));
    } else if let Some(payment) = shop.payments.iter_mut().find(|payment| payment["id"] == id) {
        payment["status"] = json!("refunded");
    }
    (StatusCode::CREATED, Json(json!({ "id": 1, "payment_id": id }))).into_response()
}
