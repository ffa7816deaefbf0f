//! `cargo xtask test`: what CI runs. Steps that wait (browsers, the emulator) go beside steps that compute, as many at
//! once as there are processors. One that fails does not stop the others: what failed is listed at the end.

use anyhow::{Context, Result, bail};

use crate::{architecture, cloud, contract, files::Places, pages, process::step};

pub mod deny;
pub mod journeys;
mod nextest;
mod passed;
pub mod rust;
mod since;
mod together;

/// One thing that must hold, and how it is found out.
struct Step {
    name: &'static str,
    about: &'static str,
    /// The steps whose results it uses.
    after: &'static [&'static str],
    /// A step whose results it uses later on: it begins without, and waits for it with [`together::awaited`].
    later: Option<&'static str>,
    /// What it looks at: folders and files from the repository's root, or `.ext` for all files of a kind.
    inputs: &'static [&'static [&'static str]],
    work: fn(&Places) -> Result<()>,
}

impl Step {
    /// Whether another step uses its results.
    fn is_used(&self) -> bool {
        STEPS.iter().any(|other| {
            other
                .after
                .iter()
                .chain(&other.later)
                .any(|name| *name == self.name)
        })
    }
}

/// What every compilation depends on.
const COMPILING: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    ".cargo/",
    "clippy.toml",
    "xtask/",
    ".ci/",
];
const APPS: &[&str] = &["shared/", "app-client/", "app-restaurant/"];
const SERVER: &[&str] = &["shared/", "server/"];
const STYLE: &[&str] = &["style/"];
const JOURNEYS: &[&str] = &["end2end/"];
const AMPLIFY: &[&str] = &["amplify.yml", "customHttp.yml"];

/// In the order in which they begin when several could.
const STEPS: [Step; 12] = [
    Step {
        name: "fmt",
        about: "the Rust code is formatted",
        after: &[],
        later: None,
        inputs: &[&[".rs", "Cargo.toml", "rustfmt.toml", "rust-toolchain.toml"]],
        work: rust::formatted,
    },
    Step {
        name: "architecture",
        about: "no part uses what it must not know, and every component is in a gallery",
        after: &[],
        later: None,
        inputs: &[&[".rs", "Cargo.toml", "ARCHITECTURE.md"]],
        work: architecture::check,
    },
    Step {
        name: "deny",
        about: "licences and origins of all dependencies are allowed",
        after: &[],
        later: None,
        inputs: &[&["xtask/", "Cargo.toml", "Cargo.lock", "deny.toml"]],
        work: deny::check,
    },
    Step {
        name: "rust",
        about: "everything native compiles, and Clippy has nothing to say",
        after: &[],
        later: None,
        inputs: &[COMPILING, APPS, SERVER],
        work: rust::compile,
    },
    Step {
        name: "browser",
        about: "both apps compile for browsers, and Clippy has nothing to say",
        after: &[],
        later: None,
        inputs: &[COMPILING, APPS],
        work: rust::compile_for_browsers,
    },
    Step {
        name: "build",
        about: "bundles and pages",
        after: &["rust", "browser"],
        later: None,
        inputs: &[COMPILING, APPS, SERVER, STYLE],
        work: pages::of_compiled,
    },
    Step {
        name: "cloud",
        about: "the template deployed to an emulator of AWS, and everything through it",
        after: &["rust"],
        later: Some("build"),
        inputs: &[COMPILING, APPS, SERVER, STYLE, JOURNEYS],
        work: |places| cloud::trial::of_programs(places, None, together::awaited),
    },
    Step {
        name: "unit",
        about: "the Rust tests",
        after: &["rust"],
        later: None,
        inputs: &[COMPILING, APPS, SERVER, STYLE],
        work: rust::test,
    },
    Step {
        name: "journeys",
        about: "both apps in a real browser",
        after: &["build"],
        later: None,
        inputs: &[COMPILING, APPS, SERVER, STYLE, JOURNEYS],
        work: |places| journeys::of_one_process(places, &[]),
    },
    Step {
        name: "contract",
        about: "the public API does what its document says",
        after: &["rust"],
        later: None,
        inputs: &[COMPILING, SERVER],
        work: contract::check,
    },
    Step {
        name: "template",
        about: "the state machine and the template for AWS",
        after: &[],
        later: None,
        inputs: &[COMPILING, SERVER, AMPLIFY],
        work: cloud::template::check,
    },
    Step {
        name: "hosting",
        about: "what Amplify publishes",
        after: &["build"],
        later: None,
        inputs: &[COMPILING, APPS, SERVER, STYLE, AMPLIFY],
        work: cloud::amplify::host_both,
    },
];

/// Which steps are asked for.
#[derive(Debug, Default, clap::Args)]
pub struct Asked {
    /// Run these steps only, by name, and those whose results they use
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Run the steps that look at what has changed since this revision of git, uncommitted files included
    #[arg(long, value_name = "REV")]
    since: Option<String>,
    /// Run all steps, also those that have passed before with the same files
    #[arg(long)]
    again: bool,
    /// Show the steps
    #[arg(long)]
    list: bool,
    /// For Playwright, after `--`: which journeys, on which screen. Only they are run
    #[arg(last = true)]
    browser: Vec<String>,
}

/// Runs the steps that are asked for, or shows them.
pub fn run(places: &Places, asked: &Asked) -> Result<()> {
    let changed = match &asked.since {
        Some(revision) => Some(since::changed(places, revision)?),
        None => None,
    };
    let wanted = |step: &Step| {
        (asked.only.is_empty() || asked.only.iter().any(|name| name == step.name))
            && changed.as_ref().is_none_or(|files| since::concerns(step, files))
    };
    if let Some(unknown) = asked.only.iter().find(|name| find(name).is_err()) {
        bail!("there is no step {unknown}: `cargo xtask test --list` shows them");
    }
    if asked.browser.is_empty() {
        let steps = with_needed(&STEPS.iter().filter(|step| wanted(step)).collect::<Vec<_>>());
        if asked.list {
            steps
                .iter()
                .for_each(|step| println!("{:13} {}", step.name, step.about));
            return Ok(());
        }
        return together::run(places, &steps, asked.again || !asked.only.is_empty());
    }
    // Somebody waits for these journeys and wants to see what Playwright says as it says it.
    together::run(places, &with_needed(&[find("build")?]), true)?;
    step("journeys", || journeys::of_one_process(places, &asked.browser))
}

/// Runs the steps of these names, with those that they need.
pub fn run_only(places: &Places, names: &[&str]) -> Result<()> {
    let steps = names.iter().map(|name| find(name)).collect::<Result<Vec<_>>>()?;
    together::run(places, &with_needed(&steps), true)
}

/// Runs one step in this process, without those that it needs: they have run.
pub fn run_here(places: &Places, name: &str) -> Result<()> {
    (find(name)?.work)(places)
}

fn find(name: &str) -> Result<&'static Step> {
    STEPS
        .iter()
        .find(|step| step.name == name)
        .with_context(|| format!("there is no step {name}"))
}

/// These steps and all that they need, in the table's order.
fn with_needed(wanted: &[&'static Step]) -> Vec<&'static Step> {
    fn needs(step: &Step, other: &str) -> bool {
        let direct = step
            .after
            .iter()
            .chain(&step.later)
            .filter_map(|name| find(name).ok());
        direct
            .into_iter()
            .any(|before| before.name == other || needs(before, other))
    }
    STEPS
        .iter()
        .filter(|step| {
            wanted
                .iter()
                .any(|one| one.name == step.name || needs(one, step.name))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{STEPS, find, with_needed};

    #[test]
    fn steps_have_names_of_their_own_and_need_what_stands_before_them() {
        for (at, step) in STEPS.iter().enumerate() {
            let before = &STEPS[..at];
            assert!(before.iter().all(|other| other.name != step.name));
            for name in step.after.iter().chain(&step.later) {
                assert!(before.iter().any(|other| other.name == *name), "{name}");
            }
        }
    }

    #[test]
    fn a_step_brings_those_that_it_needs() {
        let names = |wanted: &str| -> Vec<&str> {
            let steps = with_needed(&[find(wanted).unwrap()]);
            steps.iter().map(|step| step.name).collect()
        };
        assert_eq!(names("fmt"), ["fmt"]);
        assert_eq!(names("unit"), ["rust", "unit"]);
        assert_eq!(names("cloud"), ["rust", "browser", "build", "cloud"]);
    }
}
