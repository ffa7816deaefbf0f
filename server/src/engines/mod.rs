//! Adapters for the ports.

pub mod embedded;
pub mod mercadopago;
pub mod simulated_gateway;
