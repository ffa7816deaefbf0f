//! The server functions that the apps call, one file per service. On the server they call the services.
//!
//! Every server function has an explicit path `/rpc/<service>/<name>`, takes and gives JSON, is called through
//! [`Reading`], [`Writing`], [`Making`] or [`Sending`], and says who may call it. Its body finds the caller and calls the service.
#![cfg_attr(
    not(feature = "ssr"),
    allow(clippy::unused_async, reason = "server functions are only stubs here")
)]

pub mod account;
pub mod api_keys;
pub mod audit;
pub mod auth;
pub mod catalog;
pub mod catering;
pub mod claims;
#[cfg(feature = "ssr")]
pub mod context;
pub mod customers;
pub mod dashboard;
pub mod notifications;
pub mod operations;
pub mod orders;
mod page_calls;
mod page_client;
mod page_request;
pub mod payments;
pub mod personal_data;
pub mod staff;
pub mod stages;
pub mod tablets;
pub mod webhooks;

pub use page_calls::{CALLER_HEADER, Heard, TENANT_HEADER, TIME_HEADER, call_as, on_answer, page_tenant};
pub use page_client::{Making, PageClient, Reading, Sending, Writing};
