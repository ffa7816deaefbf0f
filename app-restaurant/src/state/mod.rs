//! What the console knows, and the rules by which it shows and changes it. `actions`, `ageing`, `fate`, `offline_queue`,
//! `attention`, `menu_form`, `menu_changes`, `orders_page` and `dashboard_page` are plain functions and types, tested natively; the rest ties them
//! to signals.

pub mod actions;
pub mod ageing;
pub mod alarm;
pub mod asking;
pub mod attention;
pub mod bell;
pub mod brand_draft;
pub mod business_draft;
pub mod carta;
pub mod catering;
pub mod claims_page;
pub mod collecting;
pub mod colour_sets;
pub mod customers;
pub mod dashboard_page;
pub mod erased;
pub mod fate;
pub mod first_prices;
pub mod following;
pub mod menu_changes;
pub mod menu_form;
pub mod newer;
pub mod offline_queue;
pub mod order_edit;
pub mod orders_page;
pub mod pace;
pub mod paper_claim;
pub mod people;
pub mod promise;
pub mod queues;
pub mod restaurant;
pub mod rows;
#[cfg(any(test, feature = "gallery"))]
pub mod samples;
pub mod service_draft;
pub mod session;
pub mod setup;
pub mod shared_tablet;
pub mod shelf;
pub mod taps;
pub mod trail;
pub mod upload;
pub mod waiting;
