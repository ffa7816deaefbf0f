//! The runner of the Rust tests: nextest, which runs each in a process of its own and goes on after one that fails. The
//! one on PATH, or the one that PyPI has of it.

use std::path::PathBuf;

use anyhow::Result;

use crate::{
    files::Places,
    process::{Run, of_cargo, on_path},
    python,
};

const NAME: &str = "cargo-nextest";

/// Runs tests: `cargo nextest run` with more to come.
pub fn run(places: &Places) -> Result<Run> {
    Ok(of_cargo(places, find(places)?)
        .words("nextest run --no-fail-fast --status-level fail --final-status-level fail"))
}

/// Installs it where it is missing.
fn find(places: &Places) -> Result<PathBuf> {
    if let Some(found) = on_path(NAME) {
        return Ok(found);
    }
    let requirements = places.root.join("xtask/nextest/requirements.txt");
    let environment = python::environment(places, "nextest", &requirements)?;
    Ok(environment.join("bin").join(NAME))
}
