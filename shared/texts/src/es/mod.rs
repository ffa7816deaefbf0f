//! Spanish of Peru (es-PE): plain, warm sentences that never blame and say what to do next.

pub mod account_mail;
pub mod audit;
pub mod catering;
pub mod claims;
pub mod compat;
pub mod console;
pub mod customer_export;
pub mod dashboard;
pub mod errors;
pub mod hours;
pub mod mail;
pub mod menu_table;
pub mod menu_templates;
pub mod notifications;
pub mod order_export;
pub mod payments;
pub mod shared;
pub mod storefront;
pub mod webhooks;
