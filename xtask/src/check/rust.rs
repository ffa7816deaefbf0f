//! The Rust code: compiled once, with Clippy as the compiler, then tested as it was compiled.

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader},
    process::Stdio,
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::nextest;
use crate::{
    bundle::{self, CLIENT, Purpose, RESTAURANT},
    files::Places,
    process::{Run, cargo, step},
    setup,
};

/// Everything native but ourselves, with both engines: one set of features, so that each crate is compiled once.
const EVERYTHING: &str =
    "--workspace --exclude xtask --features app-client/ssr,app-client/gallery,app-restaurant/gallery";

/// Ourselves, apart: with the features that `cargo xtask` has compiled our dependencies with.
const OURSELVES: &str = "--package xtask";

/// Both apps at once, which only compile together where nothing is made of them.
const APPS: &str =
    "--package app-client --package app-client-entry --package app-restaurant --package app-restaurant-entry";

/// Has rustfmt look at all of it.
pub fn formatted(places: &Places) -> Result<()> {
    setup::component(places, "rustfmt", "rustfmt")?;
    cargo(places).args(["fmt", "--all", "--", "--check"]).run()
}

/// Compiles tests and programs. Fails at the end with all that Clippy and the compiler have to say.
pub fn compile(places: &Places) -> Result<()> {
    setup::component(places, "clippy-driver", "clippy")?;
    let mut said = BTreeSet::new();
    // Of ourselves the tests only: the program is what runs here.
    for words in [
        format!("test --no-run {OURSELVES}"),
        format!("build --all-targets {EVERYTHING}"),
    ] {
        listen(with_clippy(places, cargo(places).words(&words))?, &mut said)?;
    }
    silent(&said)
}

/// Compiles both apps for browsers, as they ship.
pub fn compile_for_browsers(places: &Places) -> Result<()> {
    setup::wasm_target(places)?;
    let linted = lint_for_browsers(places);
    step("both apps, compiled for browsers", || {
        bundle::compile(places, &[&CLIENT, &RESTAURANT], Purpose::Shipping)
    })?;
    linted
}

/// What Clippy says of the code that runs in browsers. In the profile that ships, whose macros the bundles then need not
/// compile again.
pub fn lint_for_browsers(places: &Places) -> Result<()> {
    setup::component(places, "clippy-driver", "clippy")?;
    setup::wasm_target(places)?;
    let mut said = BTreeSet::new();
    let words = format!("clippy --profile wasm --target {} {APPS}", setup::WASM);
    listen(cargo(places).words(&words), &mut said)?;
    silent(&said)
}

/// Runs the tests that [`compile`] has compiled. Those that need a deployed stack say so and pass.
pub fn test(places: &Places) -> Result<()> {
    let mut failed = Vec::new();
    for packages in [OURSELVES, EVERYTHING] {
        let run = nextest::run(places)?.words(packages);
        failed.extend(with_clippy(places, run)?.run().err());
    }
    match failed.pop() {
        Some(error) => Err(error),
        None => Ok(()),
    }
}

/// Runs tests of the server on a deployed stack.
pub fn tests_on_a_stack(places: &Places, tests: &str) -> Result<Run> {
    let run = nextest::run(places)?.words(EVERYTHING).words(tests);
    with_clippy(places, run)
}

/// Has cargo compile our own crates with Clippy's driver, which is the compiler with lints of its own.
fn with_clippy(places: &Places, run: Run) -> Result<Run> {
    let driver = setup::sysroot(places)?.join("bin/clippy-driver");
    Ok(run.env("RUSTC_WORKSPACE_WRAPPER", driver))
}

/// Runs cargo, shows what it and the compiler say, and keeps each of the compiler's messages once: warnings do not stop
/// it, so that all are seen.
fn listen(run: Run, said: &mut BTreeSet<String>) -> Result<()> {
    let run = run.args(["--message-format=json"]);
    let typed = run.typed().to_owned();
    println!("   {typed}");
    let mut child = run.into_command().stdout(Stdio::piped()).spawn()?;
    let out = child.stdout.take().context("cargo's output")?;
    for line in BufReader::new(out).lines() {
        // Programs that cargo runs may print what is no message of it.
        let Ok(message) = serde_json::from_str::<Value>(&line?) else {
            continue;
        };
        if message["reason"] != "compiler-message" {
            continue;
        }
        let rendered = message["message"]["rendered"].as_str().unwrap_or_default();
        if said.insert(rendered.to_owned()) {
            println!("{rendered}");
        }
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("`{typed}` ended with {status}");
    }
    Ok(())
}

fn silent(said: &BTreeSet<String>) -> Result<()> {
    if said.is_empty() {
        return Ok(());
    }
    bail!(
        "the compiler and Clippy should have nothing to say, and said {} things",
        said.len()
    )
}
