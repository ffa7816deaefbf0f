//! `cargo xtask deploy`: the stack in a real account, with the credentials of the environment.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::Value;

use super::{artifact, tools::Tools};
use crate::{
    files::Places,
    process::{Run, step},
};

/// What is deployed, and where.
#[derive(Debug, Args)]
pub struct Deployment {
    /// The stage, e.g. dev or production: part of all names
    #[arg(long)]
    stage: String,
    /// The region of AWS
    #[arg(long, default_value = "us-east-1")]
    region: String,
    /// A parameter of the template, e.g. `alarmMail=ops@example.pe`; may be repeated
    #[arg(long = "param")]
    parameters: Vec<String>,
    /// A program built elsewhere, e.g. in Amazon Linux 2023
    #[arg(long)]
    bootstrap: Option<PathBuf>,
}

/// The stage that anybody may try things out on.
const TRIAL: &str = "dev";

/// What a stage that takes orders needs and was not given, a sentence each.
fn missing(stage: &str, parameters: &[String]) -> Vec<String> {
    let given = |name: &str| {
        let values = parameters
            .iter()
            .filter_map(|parameter| parameter.split_once('='));
        let mut values = values.filter(|(known, _)| *known == name).map(|(_, value)| value);
        values.next_back().filter(|value| !value.is_empty())
    };
    if given("environment").map_or(stage == TRIAL, |environment| environment == "development") {
        return Vec::new();
    }
    let mut missing = Vec::new();
    match given("gateway") {
        None => missing.push("name who takes the money: --param gateway=mercadopago"),
        Some("simulated") if given("dangerOrdersWithoutMoney") != Some("1") => missing.push(
            "the simulated gateway takes no money: --param gateway=mercadopago, or besides --param \
             dangerOrdersWithoutMoney=1 if orders are to be had without",
        ),
        Some(_) => {}
    }
    let secure = |name: &str| given(name).is_some_and(|origin| origin.starts_with("https://"));
    if !secure("clientOrigin") {
        missing.push("name where the storefront is: --param clientOrigin=https://pedidos.example.pe");
    }
    if !secure("consoleOrigin") {
        missing.push("name where the console is: --param consoleOrigin=https://consola.example.pe");
    }
    if given("mailFrom").is_none() {
        missing.push("name the sender of mail, verified in SES: --param mailFrom=pedidos@example.pe");
    }
    if given("demo") == Some("1") {
        missing.push("everybody knows the passwords of the demo: leave --param demo=1 out");
    }
    missing.into_iter().map(str::to_owned).collect()
}

/// Makes the keys when there are none, builds, deploys, and says what the apps need to know.
pub fn run(places: &Places, deployment: &Deployment) -> Result<()> {
    let stage = &deployment.stage;
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if stage.is_empty() || stage.len() > 20 || !stage.bytes().all(fits) {
        bail!("a stage is called by 1 to 20 of a-z, 0-9 and -");
    }
    let missing = missing(stage, &deployment.parameters);
    if !missing.is_empty() {
        bail!(
            "the stage {stage} takes orders of customers:\n  {}",
            missing.join("\n  ")
        );
    }
    let there = |run: Run| run.env("AWS_REGION", &deployment.region);
    let tools = step("tools for AWS", || Tools::packager(places))?;
    // First, because it also finds out whether there are credentials.
    step("keys", || {
        there(tools.stack(places, "secrets", &format!("/brasa/{stage}/"))).run()
    })?;
    let program = step("program for Lambda", || match &deployment.bootstrap {
        Some(given) => Ok(given.clone()),
        None => artifact::for_lambda(places),
    })?;
    let architecture = artifact::architecture(&program)?;
    let archive = artifact::archive(places, &program)?;
    step("deployment", || {
        let mut run = tools
            .osls(places, "deploy", stage)
            .args(["--region", &deployment.region]);
        for parameter in &deployment.parameters {
            run = run.args(["--param", parameter]);
        }
        there(run)
            .env("BRASA_ARTIFACT", &archive)
            .env("BRASA_ARCHITECTURE", architecture)
            .run()
    })?;
    let outputs = there(tools.stack(places, "outputs", &format!("brasa-{stage}"))).output()?;
    let outputs: Value = serde_json::from_slice(&outputs).context("the stack's outputs")?;
    for (name, value) in outputs.as_object().into_iter().flatten() {
        println!("{name:30} {}", value.as_str().unwrap_or_default());
    }
    for app in first_builds(&outputs) {
        step("first build on Amplify", || {
            there(tools.stack(places, "publish", &app)).run()
        })?;
    }
    if stage != TRIAL {
        println!("\nrestaurants and their staff: cargo xtask tenant --help --stage {stage}");
    }
    Ok(())
}

/// The apps on Amplify, each with its branch; none without a repository.
fn first_builds(outputs: &Value) -> Vec<String> {
    let output = |name: &str| outputs.get(name).and_then(Value::as_str);
    let Some(branch) = output("Branch") else {
        return Vec::new();
    };
    let apps = ["StorefrontApp", "ConsoleApp"].into_iter().filter_map(output);
    apps.map(|app| format!("{app}/{branch}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_stage_that_takes_orders_names_everything_that_is_missing() {
        let missing = |stage: &str, parameters: &[&str]| {
            let parameters: Vec<String> = parameters.iter().map(|text| (*text).to_owned()).collect();
            missing(stage, &parameters)
        };
        assert_eq!(missing("dev", &[]), Vec::<String>::new());
        assert_eq!(
            missing("mine", &["environment=development"]),
            Vec::<String>::new()
        );
        assert_eq!(missing("production", &[]).len(), 4);
        assert_eq!(missing("dev", &["environment=production"]).len(), 4);
        let whole = [
            "gateway=mercadopago",
            "clientOrigin=https://a.example.pe",
            "consoleOrigin=https://b.example.pe",
            "mailFrom=a@example.pe",
        ];
        assert_eq!(missing("production", &whole), Vec::<String>::new());
        for (change, count) in [
            ("gateway=simulated", 1),
            ("clientOrigin=http://localhost:3000", 1),
            ("mailFrom=", 1),
            ("demo=1", 1),
        ] {
            let changed: Vec<&str> = whole.into_iter().chain([change]).collect();
            assert_eq!(missing("production", &changed).len(), count, "{change}");
        }
        let simulated: Vec<&str> = whole
            .into_iter()
            .chain(["gateway=simulated", "dangerOrdersWithoutMoney=1"])
            .collect();
        assert_eq!(missing("production", &simulated), Vec::<String>::new());
    }

    #[test]
    fn both_apps_are_built_where_there_are_apps() {
        let outputs =
            json!({ "Branch": "main", "StorefrontApp": "d1", "ConsoleApp": "d2", "BusName": "brasa-dev" });
        assert_eq!(first_builds(&outputs), ["d1/main", "d2/main"]);
        assert!(first_builds(&json!({ "BusName": "brasa-dev" })).is_empty());
    }
}
