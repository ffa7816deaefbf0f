//! The way to AWS: the state machine, the template, the emulator, the deployment.

pub mod amplify;
mod artifact;
pub mod asl;
mod checks;
pub mod deploy;
mod emulator;
mod frames;
mod hosted_pages;
mod hosting;
pub mod operate;
mod roles;
pub mod template;
mod tools;
pub mod trial;
