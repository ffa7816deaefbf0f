//! Brasa as functions of AWS: everything on the engines of AWS, and what a function does with what it is given.

pub mod functions;
pub mod wiring;
