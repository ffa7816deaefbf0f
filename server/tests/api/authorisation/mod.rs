//! Who may call what. The tables name every endpoint and every server function that there is: one that they do not
//! name fails a test, so that none is forgotten.
//!
//! `+` may, `1` is asked to sign in (401), `3` may not (403), `4` is answered that there is no such thing (404).

mod auth_functions;
mod catalog_functions;
mod connection_functions;
mod customer_functions;
mod effects;
mod endpoints;
mod prepared;
mod server_functions;

use crate::support::Answer;

/// What an answer says of who may.
fn seen(answer: &Answer) -> char {
    match (answer.status, answer.body["code"].as_str()) {
        (401, Some("unauthenticated")) => '1',
        (403, _) => '3',
        (404, _) => '4',
        (status, _) => {
            assert!(status < 500, "{}", answer.text);
            '+'
        }
    }
}
