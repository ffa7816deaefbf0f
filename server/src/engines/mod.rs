//! Adapters for the ports.

pub mod embedded;
