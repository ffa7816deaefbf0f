//! `cargo xtask cloud-test`: the template deployed to the emulator, and everything tried through it.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::{amplify, artifact, emulator::Emulator, tools::Tools};
use crate::{
    check::{self, journeys, rust},
    files::{self, Places},
    process::{Run, step},
};

/// The stage on which everything is tried, with the demo restaurants.
const STAGE: &str = "dev";

/// The storefronts of the trial, each at the host of its restaurant; both have the console.
const STOREFRONTS: [&str; 2] = [
    "clientOrigin=http://localhost:3211",
    "consoleOrigin=http://caleta.localhost:3211",
];

/// Who sends the mail of the trial. The emulator keeps what is sent, and the journeys read it there.
const SENDER: &str = "mailFrom=pedidos@example.pe";

/// A stage besides, with what production asks for. Nobody pays there.
const PRODUCTION: &str = "production";
const OF_PRODUCTION: [&str; 4] = [
    "gateway=simulated",
    "dangerOrdersWithoutMoney=1",
    "clientOrigin=https://pedidos.brasero.pe",
    "consoleOrigin=https://consola.brasero.pe",
];

/// The journeys that are made through the deployed stack as well: they are the same for both. The others are about how
/// pages look, which is the same wherever the server is.
const JOURNEYS: [&str; 4] = ["journeys/", "restaurant/", "--project", "desktop"];

/// Builds, deploys, tests, and stops what it started. `given` is a program to deploy instead of the one built here.
pub fn run(places: &Places, given: Option<&Path>) -> Result<()> {
    check::run_only(places, &["build"])?;
    of_programs(places, given, || Ok(()))
}

/// The same where the programs are compiled already. `site_is_built` returns when the site is.
pub fn of_programs(
    places: &Places,
    given: Option<&Path>,
    site_is_built: impl FnOnce() -> Result<()>,
) -> Result<()> {
    let tools = step("tools for AWS", || Tools::find(places))?;
    let built = places.binary("bootstrap");
    let archive = step("program for Lambda", || {
        artifact::archive(places, given.unwrap_or(&built))
    })?;
    let emulator = step("emulator", || Emulator::start(places, &tools))?;
    println!("   on {}", emulator.endpoint());
    let deployed = |stage, parameters: &[&str]| {
        let there = Stage { stage, parameters };
        step("deployment", || {
            deploy(places, &tools, &emulator, &archive, &there)
        })
    };
    let done = deployed(STAGE, &STOREFRONTS).and_then(|outputs| {
        // All of it is tried, whatever fails. The hundred orders come last: on two processors their events are on their
        // way for minutes, and people in a browser would wait behind them.
        let sweep = output(&outputs, "SweepFunction")?;
        emulator.client(tools.stack(places, "invoke", sweep)).quiet()?;
        let tried = |name, tests| step(name, || try_tests(places, &emulator, STAGE, &outputs, tests));
        let engines = tried("engines", "--test ports_aws");
        let stack = tried("stack", "--test cloud --test-threads 1");
        let journeys =
            site_is_built().and_then(|()| step("journeys", || try_journeys(places, &emulator, &outputs)));
        let production = deployed(PRODUCTION, &OF_PRODUCTION).and_then(|outputs| {
            let tests = "--test cloud production::";
            step("production", || {
                try_tests(places, &emulator, PRODUCTION, &outputs, tests)
            })
        });
        let outside = tried("from outside", "--test from_outside --test-threads 1");
        engines.and(stack).and(journeys).and(production).and(outside)
    });
    if done.is_err() {
        eprintln!("\nthe emulator's last words:\n{}", emulator.said());
    }
    done
}

/// What is deployed.
struct Stage<'s> {
    stage: &'s str,
    /// Parameters of the template.
    parameters: &'s [&'s str],
}

/// Deploys a stage, and hands back its outputs.
fn deploy(
    places: &Places,
    tools: &Tools,
    emulator: &Emulator,
    archive: &Path,
    Stage { stage, parameters }: &Stage<'_>,
) -> Result<Value> {
    let secrets = format!("/brasa/{stage}/");
    emulator
        .client(tools.stack(places, "secrets", &secrets))
        .quiet()?;
    let sockets = format!(
        "sockets={}/_aws/execute-api/${{WebsocketsApi}}",
        emulator.sockets()
    );
    let parameters = [&*sockets, SENDER].into_iter().chain(parameters.iter().copied());
    let run = tools
        .osls(places, "deploy", stage)
        .args(parameters.flat_map(|parameter| ["--param", parameter]));
    emulator.client(run).env("BRASA_ARTIFACT", archive).quiet()?;
    let outputs = emulator
        .client(tools.stack(places, "outputs", &format!("brasa-{stage}")))
        .output()?;
    serde_json::from_slice(&outputs).context("the stack's outputs")
}

/// What is tried on the deployed stack stops parts of it: one test after the other, but for those of the engines.
fn try_tests(places: &Places, emulator: &Emulator, stage: &str, outputs: &Value, tests: &str) -> Result<()> {
    let run = rust::tests_on_a_stack(places, tests)?;
    environment(emulator.client(run), emulator, stage, outputs)?.run()
}

/// Both apps as Amplify publishes them, with the deployed stack behind them.
fn try_journeys(places: &Places, emulator: &Emulator, outputs: &Value) -> Result<()> {
    let folder = places.work.join("cloud/hosted");
    let api = api(emulator, outputs)?;
    amplify::host_all(places, &folder, &emulator.sockets(), &api)?;
    // Shells would do for most journeys, and are published where the API does not answer.
    for tenant in ["pardos", "caleta"] {
        let home = files::read_text(&folder.join(tenant).join("index.html"))?;
        ensure!(
            home.contains(" data-drawn"),
            "the pages of {tenant} were not drawn"
        );
    }
    let mails = format!("{}/_ministack/ses/messages", emulator.endpoint());
    let hosted = |run: Run| {
        run.env("BRASA_HOSTED", &folder)
            .env("BRASA_CLOUD_API", &api)
            .env("BRASA_CLOUD_MAIL", &mails)
    };
    journeys::run(places, "stack", &JOURNEYS.map(str::to_owned), hosted)
}

fn api(emulator: &Emulator, outputs: &Value) -> Result<String> {
    let api = output(outputs, "HttpApiId")?;
    Ok(format!("{}/_aws/execute-api/{api}/$default", emulator.endpoint()))
}

/// What the tests know of the stack.
fn environment(run: Run, emulator: &Emulator, stage: &str, outputs: &Value) -> Result<Run> {
    let mut run = run
        .env("BRASA_STAGE", stage)
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
