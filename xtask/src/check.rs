//! `cargo xtask test`: what CI runs, in its order, stopping at the first failure.

use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::{
    architecture, cloud, contract,
    files::{self, Places},
    pages::{self, NATIVE},
    process::{Run, cargo, program, seconds},
    setup,
};

/// One thing that must hold: its name, what that says, and how it is found out.
type Step = (&'static str, &'static str, fn(&Places) -> Result<()>);

const STEPS: [Step; 10] = [
    ("fmt", "the Rust code is formatted", fmt),
    (
        "architecture",
        "no part uses what it must not know",
        architecture::check,
    ),
    (
        "lint",
        "Clippy has nothing to say, natively and for browsers",
        lint,
    ),
    ("unit", "the Rust tests", unit),
    (
        "contract",
        "the public API does what its document says",
        contract::check,
    ),
    (
        "template",
        "the state machine and the template for AWS",
        cloud::template::check,
    ),
    ("build", "bundles and pages", pages::build_site),
    ("hosting", "what Amplify publishes", cloud::amplify::host_both),
    (
        "cloud",
        "the template deployed to an emulator of AWS, and everything through it",
        |places| cloud::trial::of_built_site(places, None),
    ),
    (JOURNEYS, "both apps in a real browser", |places| {
        journeys(places, &[], |run| run)
    }),
];

/// The step that takes arguments.
const JOURNEYS: &str = "journeys";

/// The steps that need what the step `build` makes.
const NEED_BUILD: [&str; 3] = ["hosting", "cloud", JOURNEYS];

/// Prints the steps.
pub fn list() {
    for (name, about, _) in STEPS {
        println!("{name:13} {about}");
    }
}

/// Runs the steps named, or all. What is in `browser` is for Playwright.
pub fn run(places: &Places, only: &[String], browser: &[String]) -> Result<()> {
    if let Some(unknown) = only
        .iter()
        .find(|asked| STEPS.iter().all(|(name, ..)| name != asked))
    {
        bail!("there is no step {unknown}: `cargo xtask test --list` shows them");
    }
    let asked = |name: &str| only.is_empty() || only.iter().any(|one| one == name);
    let begin = Instant::now();
    let mut times = Vec::new();
    for (name, about, check) in STEPS {
        let needed = name == "build" && NEED_BUILD.into_iter().any(asked);
        if !asked(name) && !needed {
            continue;
        }
        println!("\n══ {name}: {about}");
        let start = Instant::now();
        let done = if name == JOURNEYS {
            journeys(places, browser, |run| run)
        } else {
            check(places)
        };
        done.with_context(|| format!("again: cargo xtask test --only {name}"))?;
        times.push(format!("{name:13} {}", seconds(start)));
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
        "--package server --features aws --all-targets".to_owned(),
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
    cargo(places).words(&format!("test {NATIVE}")).run()?;
    // By itself: together with the server it would be built for the server.
    cargo(places).words("test --package app-restaurant").run()
}

/// Runs journeys, with what `told` adds to their environment.
pub fn journeys(places: &Places, arguments: &[String], told: impl FnOnce(Run) -> Run) -> Result<()> {
    let folder = places.root.join("end2end");
    let chromium = setup::chromium(places)?;
    let playwright = setup::npm(places, &folder, "playwright")?;
    files::remove_folder(&folder.join("results"))?;
    let run = program(places, playwright)
        .args(["test"])
        .args(arguments)
        .env("CHROMIUM", chromium)
        .env("BRASA_SERVER", places.binary("server"))
        .within(&folder);
    told(run).run()
}

#[cfg(test)]
mod tests {
    use super::STEPS;

    #[test]
    fn steps_have_names_of_their_own() {
        let mut names = STEPS.map(|(name, ..)| name);
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
