//! Random histories of two restaurants, in which everything goes wrong that may, and what must hold in all of them.
//!
//! A history is a list of [`steps`] that follows from a seed: customers, machines and staff do what the services offer, events
//! are delivered late, twice and in any order, the clock moves forward and back, commits fail or lose their answers, gateway,
//! mailer and those who receive webhooks go away, and the process ends between any two effects ([`faults`]). All of it runs on
//! the engines in memory in one thread, so that the same steps always come to the same end. After each step what is stored is
//! looked at, and at the end too, when all faults are over and everything that was to be done is done ([`invariants`]).
//!
//! A history that fails is made as short as it can be ([`shrink`]), and can be replayed from its steps.

pub mod beginning;
pub mod calls;
pub mod choose;
pub mod draw;
pub mod faults;
pub mod faulty_sender;
pub mod invariants;
pub mod model;
pub mod process;
pub mod receiver;
pub mod report;
pub mod restaurants;
pub mod run;
pub mod shrink;
pub mod steps;

pub use process::Unable;
pub use report::Report;
pub use run::{Failure, Simulation};
pub use shrink::shortest;
pub use steps::{Step, history};

/// Number of steps of a history, where nobody says otherwise.
pub const STEPS: usize = 60;

/// Histories make and drop many small things, and spent an eighth of their time in the allocator of the C library.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
