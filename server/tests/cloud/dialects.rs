//! Clients of older systems on a deployed stack: the tables that the router answers on SQLite, answered by its functions.

#[path = "../dialects/table.rs"]
mod table;

use crate::api::{Api, until};
use crate::control;
use table::{Sent, tables};

#[test]
fn every_call_of_every_system_works_on_a_stack() {
    let Some(api) = Api::of_stack() else { return };
    let service = control::service_token();
    let mut wrong = Vec::new();
    for (number, table) in tables().iter().enumerate() {
        let answer = |sent: Sent<'_>| {
            let token = match sent.as_whom.as_str() {
                "nobody" => None,
                "service" => Some(service.as_str()),
                token => Some(token),
            };
            let key = sent.key.as_deref().map(|key| ("x-idempotency-key", key));
            let headers: Vec<(&str, &str)> = key.into_iter().collect();
            let ask = || api.call(sent.method, &sent.path, token, &headers, sent.body.as_ref());
            if sent.settled {
                until("what follows has arrived", || {
                    let (status, body) = ask();
                    status == 200 && body["total"].as_u64() > Some(0)
                });
            }
            ask()
        };
        let (_, found) = table.run(&format!("8{number}{}", crate::api::short()), answer);
        wrong.extend(found);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
