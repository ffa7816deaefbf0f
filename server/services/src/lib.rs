//! The services. Each owns its tables, commits its changes with their events, and reacts to events of the others
//! or through their traits in `api`.

pub mod audit;
mod audit_entry;
pub mod auth;
pub mod caller;
pub mod catalog;
pub mod catering;
pub mod claims;
pub mod csv;
pub mod cursor;
pub mod customers;
pub mod dashboard;
pub mod doctor;
pub mod envelope;
pub mod error;
pub mod exports;
pub mod field_errors;
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
pub mod pages;
pub mod payment_accounts;
pub mod payments;
pub mod personal_data;
pub mod pictures;
pub mod qr;
mod readable;
pub mod registry;
mod remembered;
pub mod retry;
pub mod secrecy;
pub mod stages;
pub mod tenants;
pub mod vault;
pub mod versions;
pub mod webhooks;
pub mod workflow;
pub mod zones;

use std::sync::Arc;

pub use error::Error;

/// Every service.
#[derive(Debug, Clone)]
pub struct Services {
    pub auth: Arc<auth::AuthService>,
    pub customers: Arc<customers::CustomersService>,
    pub catalog: Arc<catalog::CatalogService>,
    pub mailing: Arc<mailing::Mailing>,
    pub orders: Arc<orders::OrdersService>,
    pub orchestrator: Arc<orchestrator::OrchestratorService>,
    pub payments: Arc<payments::PaymentsService>,
    pub stages: Arc<stages::StagesService>,
    pub notifications: Arc<notifications::NotificationsService>,
    pub dashboard: Arc<dashboard::DashboardService>,
    pub operations: Arc<operations::OperationsService>,
    pub audit: Arc<audit::AuditService>,
    pub webhooks: Arc<webhooks::WebhooksService>,
    pub claims: Arc<claims::ClaimsService>,
    pub catering: Arc<catering::CateringService>,
    pub exports: Arc<exports::Exports>,
    pub payment_accounts: Arc<payment_accounts::PaymentAccountsService>,
    pub pictures: Arc<pictures::PicturesService>,
}
