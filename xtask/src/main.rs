//! `cargo xtask`: the commands that README and CI use.
//!
//! The browser bundles need steps that cargo has no place for (bindings, splitting, `wasm-opt`, hashed names,
//! pages' template), and these run here in one process, with the versions our lock files state.

use std::{path::PathBuf, process::ExitCode};

use anyhow::Result;
use clap::{CommandFactory, Parser, Subcommand};

mod architecture;
mod assets;
mod bundle;
mod chaos;
mod check;
mod cloud;
mod contract;
mod crates;
mod css;
mod cycles;
mod demo;
mod dev;
mod files;
mod galleries;
mod holder;
mod js;
mod names;
mod pages;
mod policy;
mod preflight;
mod process;
mod python;
mod serve;
mod setup;
mod shells;
mod simulate;
mod sizes;
mod source;
mod targets;
mod wasm;

/// The commands of Brasa's repository.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build everything and run it with demo data
    Start,
    /// Build quickly, run it, and build again what changes; open pages load again by themselves
    Dev {
        /// The app to build, when it is not both
        only: Option<dev::Only>,
    },
    /// Run every check that CI runs
    Test(check::Asked),
    /// Run one step of them here, without those that it needs
    #[command(hide = true)]
    Step { name: String },
    /// Build the browser bundles and the template of pages into dist/
    Build,
    /// Show what a browser downloads, compressed
    Sizes,
    /// Run Clippy as CI does
    Lint,
    /// Format the Rust code
    Fmt,
    /// Run random histories with faults and look at what must hold: `simulate --help`
    Simulate(simulate::Typed),
    /// Kill, fill up and block the real server, and look whether anything that it answered is lost: `chaos --help`
    Chaos(chaos::Typed),
    /// Draw the diagram of our crates in ARCHITECTURE.md again
    Crates,
    /// Look for published weaknesses of the dependencies
    Advisories,
    /// Make the state machine of orders again, from the stage table
    Asl,
    /// Deploy to an emulator of AWS and try everything there
    CloudTest {
        /// A program to deploy instead of the one built here
        #[arg(long)]
        bootstrap: Option<PathBuf>,
    },
    /// Deploy to AWS, with the credentials of the environment
    Deploy(cloud::deploy::Deployment),
    /// Make, list, suspend and delete restaurants of a stage: `tenant --help --stage NAME`
    Tenant(cloud::operate::Typed),
    /// The staff of a restaurant of a stage: `staff --help --stage NAME`
    Staff(cloud::operate::Typed),
    /// Print a token for a machine of a restaurant of a stage: `token --tenant ID --stage NAME`
    Token(cloud::operate::Typed),
    /// Look at what a stage has stored: `doctor --stage NAME`, with `--tenant ID`, `--days N` and `--repair`
    Doctor(cloud::operate::Typed),
    /// Build what Amplify hosts of one app
    Amplify { app: cloud::amplify::Hosted },
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nfailed: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<ExitCode> {
    let places = files::Places::find()?;
    match arguments.command {
        None => Arguments::command().print_help()?,
        Some(Command::Start) => return serve::start(&places),
        Some(Command::Dev { only }) => return dev::run(&places, only),
        Some(Command::Test(asked)) => check::run(&places, &asked)?,
        Some(Command::Step { name }) => check::run_here(&places, &name)?,
        Some(Command::Build) => pages::build(&places)?,
        Some(Command::Sizes) => sizes::show(&places)?,
        Some(Command::Lint) => lint(&places)?,
        Some(Command::Fmt) => process::cargo(&places).words("fmt --all").run()?,
        Some(Command::Simulate(typed)) => simulate::run(&places, typed)?,
        Some(Command::Chaos(typed)) => chaos::run(&places, &typed)?,
        Some(Command::Crates) => crates::write(&places)?,
        Some(Command::Advisories) => check::deny::advisories(&places)?,
        Some(Command::Asl) => cloud::asl::write(&places)?,
        Some(Command::CloudTest { bootstrap }) => cloud::trial::run(&places, bootstrap.as_deref())?,
        Some(Command::Deploy(deployment)) => cloud::deploy::run(&places, &deployment)?,
        Some(Command::Tenant(typed)) => return cloud::operate::run(&places, "tenant", typed),
        Some(Command::Staff(typed)) => return cloud::operate::run(&places, "staff", typed),
        Some(Command::Token(typed)) => return cloud::operate::run(&places, "token", typed),
        Some(Command::Doctor(typed)) => {
            let examined = cloud::operate::run(&places, "doctor", typed);
            return Ok(examined.unwrap_or_else(|error| {
                eprintln!("{error:#}");
                ExitCode::from(cloud::operate::NOT_DONE)
            }));
        }
        Some(Command::Amplify { app }) => cloud::amplify::build(&places, app)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Both in one go, also when the first has something to say.
fn lint(places: &files::Places) -> Result<()> {
    let native = check::rust::compile(places);
    check::rust::lint_for_browsers(places).and(native)
}
