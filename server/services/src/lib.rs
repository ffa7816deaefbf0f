//! The services. Each owns its tables, commits its changes with their events, and reacts to events of the others
//! or through their traits in `api`.

pub mod auth;
pub mod catalog;
pub mod catering;
pub mod claims;
pub mod csv;
pub mod cursor;
pub mod customers;
pub mod dashboard;
pub mod envelope;
pub mod exports;
pub mod failure;
pub mod idempotency;
pub mod limits;
pub mod mail_address;
pub mod mail_html;
pub mod mail_message;
pub mod mailing;
pub mod notifications;
pub mod operations;
pub mod orchestrator;
pub mod orders;
pub mod payments;
pub mod qr;
pub mod registry;
mod remembered;
pub mod retry;
pub mod secrecy;
pub mod stages;
pub mod tenants;
pub mod webhooks;
pub mod workflow;
