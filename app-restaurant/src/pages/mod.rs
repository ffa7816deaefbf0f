//! The screens, one a file.

pub mod carta;
pub mod catering;
pub mod claims;
pub mod connections;
pub mod customers;
pub mod dashboard;
pub mod invitation;
pub mod missing;
pub mod office;
pub mod opening;
pub mod orders;
pub mod queue;
pub mod settings;
pub mod setup;
pub mod sign_in;
pub mod staff;
pub mod system;
