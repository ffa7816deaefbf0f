//! What people do with their accounts, with the mails that belong to it.

mod close;
mod close_ahead;
mod email;
mod first_sign_in;
mod lockout;
mod password;
mod staff_names;
mod team;
mod tokens;

use crate::support::{Answer, TestServer};
use axum::http::Method;
use ports::mailer::Mail;
use serde_json::{Value, json};

/// A password other than the one that everybody has here.
const NEW: &str = "otra-clave-larga";

/// The six digits of a mail, which stand on a line of their own.
pub(crate) fn code(mail: &Mail) -> String {
    let digits = |line: &&str| line.len() == 6 && line.bytes().all(|b| b.is_ascii_digit());
    mail.text.lines().find(digits).unwrap().to_owned()
}

/// What the link of a mail carries.
fn link(mail: &Mail) -> String {
    let (_, rest) = mail.text.split_once("clave=").unwrap();
    rest.lines().next().unwrap().to_owned()
}

/// Other digits than these.
fn other(code: &str) -> String {
    let number: u32 = code.parse().unwrap();
    format!("{:06}", (number + 1) % 1_000_000)
}

async fn anybody(server: &TestServer, path: &str, body: Value) -> Answer {
    server.api(Method::POST, path, None, Some(body)).await
}

/// Asks for a code for an account: the id of the request.
async fn recover(server: &TestServer, account: &str) -> String {
    let asked = anybody(server, "/api/password/recover", json!({ "account": account })).await;
    asked.expect(202).body["requestId"].as_str().unwrap().to_owned()
}

async fn reset(server: &TestServer, id: &str, code: &str, password: &str) -> Answer {
    let body = json!({ "requestId": id, "code": code, "password": password });
    anybody(server, "/api/password/reset", body).await
}
