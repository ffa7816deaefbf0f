pub mod client;
pub mod running;
