//! `cargo xtask cloud-test`: the template deployed to the emulator, and everything tried through it.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::{amplify, artifact, emulator::Emulator, tools::Tools};
use crate::{
    check,
    files::Places,
    pages,
    process::{Run, cargo, step},
};

/// The stage that is deployed.
const STAGE: &str = "dev";

/// The storefronts of the trial, each at the host of its restaurant; both have the console.
const STOREFRONTS: [&str; 2] = [
    "clientOrigin=http://localhost:3211",
    "consoleOrigin=http://caleta.localhost:3211",
];

/// The journeys that are made through the deployed stack as well: they are the same for both. The others are about how
/// pages look, which is the same wherever the house is.
const JOURNEYS: [&str; 4] = ["journeys/", "restaurant/", "--project", "desktop"];

/// Builds, deploys, tests, and stops what it started. `given` is a program to deploy instead of the one built here.
pub fn run(places: &Places, given: Option<&Path>) -> Result<()> {
    pages::build_site(places)?;
    of_built_site(places, given)
}

/// The same where the site is built already.
pub fn of_built_site(places: &Places, given: Option<&Path>) -> Result<()> {
    let tools = step("tools for AWS", || Tools::find(places))?;
    let archive = step("program for Lambda", || match given {
        Some(program) => artifact::archive(places, program),
        None => artifact::for_emulator(places),
    })?;
    let emulator = step("emulator", || Emulator::start(places, &tools))?;
    println!("   on {}", emulator.endpoint());
    let done = step("deployment", || deploy(places, &tools, &emulator, &archive)).and_then(|outputs| {
        step("tests", || tests(places, &emulator, &outputs))?;
        step("journeys", || journeys(places, &emulator, &outputs))
    });
    if done.is_err() {
        eprintln!("\nthe emulator's last words:\n{}", emulator.said());
    }
    done
}

/// Deploys, and has the demo restaurants put into the tables; hands back the stack's outputs.
fn deploy(places: &Places, tools: &Tools, emulator: &Emulator, archive: &Path) -> Result<Value> {
    let secrets = format!("/brasa/{STAGE}/");
    emulator
        .client(tools.stack(places, "secrets", &secrets))
        .quiet()?;
    let sockets = format!(
        "sockets={}/_aws/execute-api/${{WebsocketsApi}}",
        emulator.sockets()
    );
    let parameters = [&*sockets].into_iter().chain(STOREFRONTS);
    let run = tools
        .osls(places, "deploy", STAGE)
        .args(parameters.flat_map(|parameter| ["--param", parameter]));
    emulator.client(run).env("BRASA_ARTIFACT", archive).quiet()?;
    let outputs = emulator
        .client(tools.stack(places, "outputs", &format!("brasa-{STAGE}")))
        .output()?;
    let outputs: Value = serde_json::from_slice(&outputs).context("the stack's outputs")?;
    let sweep = output(&outputs, "SweepFunction")?;
    emulator.client(tools.stack(places, "invoke", sweep)).quiet()?;
    Ok(outputs)
}

fn tests(places: &Places, emulator: &Emulator, outputs: &Value) -> Result<()> {
    // What is tried on the deployed stack stops parts of it: one test after the other.
    for tests in [
        "--lib --test ports_aws",
        "--test house --test cloud -- --test-threads=1",
    ] {
        let run = cargo(places).words(&format!("test --package server --features aws {tests}"));
        environment(emulator.client(run), emulator, outputs)?.run()?;
    }
    Ok(())
}

/// Both apps as Amplify publishes them, with the deployed stack behind them.
fn journeys(places: &Places, emulator: &Emulator, outputs: &Value) -> Result<()> {
    let folder = places.work.join("cloud/hosted");
    amplify::host_all(places, &folder, &emulator.sockets())?;
    let api = api(emulator, outputs)?;
    let told = |run: Run| run.env("BRASA_HOSTED", &folder).env("BRASA_CLOUD_API", &api);
    check::journeys(places, &JOURNEYS.map(str::to_owned), told)
}

fn api(emulator: &Emulator, outputs: &Value) -> Result<String> {
    let api = output(outputs, "HttpApiId")?;
    Ok(format!("{}/_aws/execute-api/{api}/$default", emulator.endpoint()))
}

/// What the tests know of the stack.
fn environment(run: Run, emulator: &Emulator, outputs: &Value) -> Result<Run> {
    let mut run = run
        .env("BRASA_STAGE", STAGE)
        .env("BRASA_CLOUD_API", api(emulator, outputs)?);
    for (name, key) in [
        ("BRASA_TABLES", "TablePrefix"),
        ("BRASA_BUS", "BusName"),
        ("BRASA_BUCKET", "FilesBucketName"),
        ("BRASA_MACHINE", "MachineArn"),
        ("BRASA_UNDELIVERED", "UndeliveredUrl"),
        ("BRASA_SECRETS", "SecretsPrefix"),
        ("BRASA_SOCKETS", "SocketsAddress"),
    ] {
        run = run.env(name, output(outputs, key)?);
    }
    Ok(run)
}

fn output<'o>(outputs: &'o Value, key: &str) -> Result<&'o str> {
    outputs[key]
        .as_str()
        .with_context(|| format!("the stack has no output {key}"))
}
