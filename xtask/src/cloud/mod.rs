//! The way to AWS: the state machine, the template, the emulator, the deployment.

pub mod asl;
