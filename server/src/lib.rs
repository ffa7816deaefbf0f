//! Brasa's server. Entry → [`wiring`] → ([`engines`], [`services`]) → [`ports`] → the domain of the shared crate.

pub mod config;
pub mod control;
pub mod demo;
pub mod engines;
#[cfg(feature = "aws")]
pub mod functions;
pub mod http;
pub mod ports;
pub mod secrets;
pub mod services;
pub mod wiring;
