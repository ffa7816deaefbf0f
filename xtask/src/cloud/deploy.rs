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

/// Makes the keys when there are none, builds, deploys, and says what the apps need to know.
pub fn run(places: &Places, deployment: &Deployment) -> Result<()> {
    let stage = &deployment.stage;
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if stage.is_empty() || stage.len() > 20 || !stage.bytes().all(fits) {
        bail!("a stage is called by 1 to 20 of a-z, 0-9 and -");
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
    Ok(())
}
