//! The whole server through its router: every route, every role, both restaurants.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod accounts;
mod aliases;
mod auth;
mod authorisation;
mod cancel;
mod catalog;
mod catering;
mod claims;
mod compat;
mod contract;
mod customers;
mod dashboard;
mod exports;
mod hosts;
mod least_knowledge;
mod live;
mod machine_tokens;
mod mail;
mod notifications;
mod order_events;
mod order_limits;
mod order_lists;
mod orders;
mod payments;
mod protocol;
mod requirements;
mod sessions;
mod sold_out;
mod static_files;
mod step_records;
mod supervision;
mod support;
mod tenants;
mod versions;
mod webhooks;
