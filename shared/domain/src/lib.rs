//! The rules, pure: no input or output, no clock, no async. Browser and server run the same code.
//!
//! [`order::decide`] says what a command does to an order, [`order::evolve`] applies what was decided; the stages an
//! order goes through are one table, [`stage::STAGES`].

pub mod actor;
pub mod audit;
pub mod brand;
pub mod brand_forms;
pub mod business;
pub mod capacity;
pub mod cart;
pub mod catalog;
pub mod catering;
pub mod catering_settings;
pub mod catering_status;
pub mod claim;
pub mod claim_number;
pub mod compat;
pub mod customer;
pub mod dashboard;
pub mod delivery;
pub mod delivery_zones;
pub mod event;
pub mod failure;
pub mod fulfilment;
pub mod holidays;
pub mod ids;
pub mod letters;
pub mod money;
pub mod notification;
pub mod online_payments;
pub mod opening;
pub mod order;
pub mod order_limits;
pub mod order_status;
pub mod palette;
pub mod payment;
pub mod pin;
pub mod promise;
pub mod readiness;
pub mod role;
pub mod schedule;
pub mod scope;
pub mod search;
pub mod service_hours;
pub mod setting_problem;
pub mod settings;
pub mod staff;
pub mod stage;
pub mod store_words;
pub mod tax;
pub mod tenant;
pub mod time;
pub mod webhook;
pub mod written;
pub mod zone;

pub use ids::*;
pub use money::{Currency, Money};
pub use time::{Date, Timestamp};
pub use zone::Zone;
