//! The step `template`: the state machine and the packaged template, checked without an account and without a build.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::{amplify, asl, checks, tools::Tools};
use crate::{
    files::{self, Places},
    process::step,
};

/// What differs between stages differs between these two.
const STAGES: [&str; 2] = ["dev", "production"];

/// What the check of the template says of what osls writes by itself, of conditions whose values a stage fixes, and of
/// texts in which only IAM has variables: `Fn::Sub` keeps osls from taking them for its own.
const EXPECTED: [&str; 3] = ["W3005", "W8003", "W1020"];

/// The smallest archive there is. Packaging wants one, and looks at its hash only.
const EMPTY_ZIP: [u8; 22] = *b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

/// Everything that can be known about the deployment without deploying.
pub fn check(places: &Places) -> Result<()> {
    let tools = step("tools for AWS", || Tools::find(places))?;
    step("state machine", || {
        let file = asl::file(places);
        tools
            .asl_validator(places)
            .args(["--json-path".as_ref(), file.as_os_str()])
            .run()
    })?;
    for stage in STAGES {
        step(&format!("template, stage {stage}"), || {
            let folder = package(places, &tools, stage)?;
            let template = folder.join("cloudformation-template-update-stack.json");
            tools
                .python(places, "cfn-lint")
                .args([template.as_os_str(), "--ignore-checks".as_ref()])
                .args(EXPECTED)
                .run()?;
            checks::check(places, &read(&template)?)
        })?;
    }
    step("first build on Amplify", || tools.stack_tests(places).quiet())?;
    step("amplify.yml and customHttp.yml", || amplify::check(places))
}

/// Packages the template with an empty archive in place of the program.
fn package(places: &Places, tools: &Tools, stage: &str) -> Result<PathBuf> {
    let folder = places.work.join("cloud/package").join(stage);
    files::remove_folder(&folder)?;
    let archive = places.work.join("cloud/empty.zip");
    files::write(&archive, &EMPTY_ZIP)?;
    tools
        .osls(places, "package", stage)
        .args(["--package".as_ref(), folder.as_os_str()])
        // With all that a stage may have.
        .args(["--param", "repository=https://github.com/example/brasa"])
        .args(["--param", "gateway=mercadopago"])
        .args([
            "--param",
            "mailFrom=pedidos@example.pe",
            "--param",
            "alarmMail=guardia@example.pe",
        ])
        .env("BRASA_ARTIFACT", &archive)
        // Offline, and none of anybody's account.
        .env("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
        .quiet()?;
    Ok(folder)
}

fn read(template: &Path) -> Result<Value> {
    let template = files::read(template)?;
    let template: Value = serde_json::from_slice(&template).context("the packaged template")?;
    if !template["Resources"].is_object() {
        bail!("the packaged template has no resources");
    }
    Ok(template)
}
