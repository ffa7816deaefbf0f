//! One page, one file.

pub mod account;
mod auth_frame;
pub mod book;
pub mod cart;
pub mod carta;
pub mod checkout;
mod checkout_fields;
mod claim_fields;
mod claim_filled;
mod claim_form;
mod claim_sheet;
pub mod dish;
mod dish_options;
pub mod home;
pub mod my_orders;
pub mod not_found;
pub mod notifications;
pub mod ordering;
pub mod payment;
mod payment_methods;
pub mod personal;
pub mod policies;
pub mod promotions;
pub mod registration;
pub mod sign_in;
pub mod tracking;
