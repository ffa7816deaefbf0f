//! Brasa's server. Entry → [`wiring`] → ([`engines`], [`services`]) → [`ports`] → the domain of the shared crate.

pub mod engines;
pub mod ports;
