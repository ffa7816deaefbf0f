//! The parts of pages.

pub mod announcement;
pub mod destination_form;
pub mod dish_card;
pub mod district_field;
pub mod field;
pub mod figure;
pub mod footer;
pub mod known_restaurant;
pub mod opening;
pub mod order_again;
pub mod order_row;
pub mod picture;
pub mod problem_summary;
pub mod promotion_card;
pub mod rows;
pub mod saved_addresses;
pub mod schedule_fields;
pub mod search_box;
pub mod signed_in;
pub mod summary;
