//! Payment gateways without money.

pub mod no_gateway;
pub mod simulated_gateway;
