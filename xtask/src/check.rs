//! `cargo xtask test`: what CI runs, in its order, stopping at the first failure.

use std::{fs, time::Instant};

use anyhow::{Context, Result, bail};

use crate::{
    architecture,
    files::Places,
    pages::{self, NATIVE},
    process::{cargo, program, seconds},
    setup,
};

/// One thing that must hold.
struct Step {
    name: &'static str,
    about: &'static str,
    run: fn(&Places) -> Result<()>,
}

const STEPS: &[Step] = &[
    Step {
        name: "fmt",
        about: "the Rust code is formatted",
        run: fmt,
    },
    Step {
        name: "architecture",
        about: "no part uses what it must not know",
        run: architecture::check,
    },
    Step {
        name: "lint",
        about: "Clippy has nothing to say, natively and for browsers",
        run: lint,
    },
    Step {
        name: "unit",
        about: "the Rust tests",
        run: unit,
    },
    Step {
        name: "build",
        about: "bundles and pages",
        run: pages::build_site,
    },
    Step {
        name: "journeys",
        about: "both apps in a real browser",
        run: journeys,
    },
];

/// Prints the steps.
pub fn list() {
    for step in STEPS {
        println!(
            "{:13} {}  (cargo xtask test --only {})",
            step.name, step.about, step.name
        );
    }
}

/// Runs the steps named, or all.
pub fn run(places: &Places, only: &[String]) -> Result<()> {
    if let Some(unknown) = only
        .iter()
        .find(|name| STEPS.iter().all(|step| step.name != **name))
    {
        bail!("there is no step {unknown}: `cargo xtask test --list` shows them");
    }
    let begin = Instant::now();
    let mut times = Vec::new();
    for step in STEPS
        .iter()
        .filter(|step| only.is_empty() || only.iter().any(|name| name == step.name))
    {
        println!("\n══ {}: {}", step.name, step.about);
        let start = Instant::now();
        (step.run)(places).with_context(|| format!("again: cargo xtask test --only {}", step.name))?;
        times.push(format!("{:13} {}", step.name, seconds(start)));
    }
    println!("\n{}\nall good in {}", times.join("\n"), seconds(begin));
    Ok(())
}

fn fmt(places: &Places) -> Result<()> {
    cargo(places).args(["fmt", "--all", "--", "--check"]).run()
}

fn lint(places: &Places) -> Result<()> {
    // For browsers in the profile that ships, whose macros the bundles then need not compile again.
    let browser = format!("--profile wasm --target {}", setup::WASM);
    for packages in [
        "--package xtask --all-targets".to_owned(),
        format!("{NATIVE} --all-targets"),
        format!("--package app-client --features hydrate {browser}"),
        format!("--package app-restaurant {browser}"),
    ] {
        let run = cargo(places).words(&format!("clippy {packages} -- -D warnings"));
        println!("   {}", run.typed());
        run.run()?;
    }
    Ok(())
}

fn unit(places: &Places) -> Result<()> {
    cargo(places).words("test --package xtask").run()?;
    cargo(places).words(&format!("test {NATIVE}")).run()
}

fn journeys(places: &Places) -> Result<()> {
    let folder = places.root.join("end2end");
    let chromium = setup::chromium(places)?;
    setup::npm(places, &folder)?;
    let results = folder.join("results");
    if results.exists() {
        fs::remove_dir_all(&results)?;
    }
    program(places, "npx")
        .args(["--no-install", "playwright", "test"])
        .env("CHROMIUM", chromium)
        .env("BRASA_SERVER", places.binary("server"))
        .within(&folder)
        .run()
}

#[cfg(test)]
mod tests {
    use super::STEPS;

    #[test]
    fn steps_have_names_of_their_own() {
        let mut names: Vec<_> = STEPS.iter().map(|step| step.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), STEPS.len());
    }
}
