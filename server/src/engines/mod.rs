//! Adapters for the ports.

pub mod embedded;
pub mod simulated_gateway;
