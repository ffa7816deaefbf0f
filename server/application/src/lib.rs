//! What both programs are made of: the services on whatever engines they are given ([`wiring`]), their configuration, what
//! operators type, and the demo restaurants. [`wiring`] is the one place that knows all services.

pub mod config;
pub mod control;
pub mod demo;
pub mod money;
pub mod secrets;
pub mod wiring;
