//! The runner of the Rust tests: nextest, which runs each in a process of its own and goes on after one that fails.

use anyhow::Result;

use crate::{
    files::Places,
    process::{Run, of_cargo},
    python,
};

/// Runs tests: `cargo nextest run` with more to come.
pub fn run(places: &Places) -> Result<Run> {
    Ok(of_cargo(places, python::cargo_tool(places, "nextest")?)
        .words("nextest run --no-fail-fast --status-level fail --final-status-level fail"))
}
