//! Payment gateways without money.

pub mod no_gateway;
pub mod rehearsals;
pub mod simulated_gateway;
