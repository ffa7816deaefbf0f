//! Brasa in one process: everything on the embedded engines, and commands over a socket of its folder.

pub mod backup;
pub mod control_socket;
pub mod wiring;

#[cfg(test)]
mod control_tests;
