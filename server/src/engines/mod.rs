//! Adapters for the ports.

pub mod embedded;
pub mod http_sender;
pub mod mercadopago;
pub mod simulated_gateway;
