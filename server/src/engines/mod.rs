//! Adapters for the ports.

#[cfg(feature = "aws")]
pub mod aws;
#[cfg(feature = "embedded")]
pub mod embedded;
pub mod http_sender;
pub mod mercadopago;
pub mod no_gateway;
pub mod simulated_gateway;

mod attempts;
