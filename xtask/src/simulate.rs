//! `cargo xtask simulate`: the program of `server/simulation`, built to run fast and to check its arithmetic.

use anyhow::Result;
use clap::Args;

use crate::files::Places;
use crate::process::cargo;

/// What was typed after the command.
#[derive(Debug, Args)]
#[command(disable_help_flag = true)]
pub struct Typed {
    /// Such as `--seed 1 --histories 1000000 --steps 60`, or `--replay FILE`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "WORDS")]
    words: Vec<String>,
}

/// Builds the program and runs it.
pub fn run(places: &Places, typed: Typed) -> Result<()> {
    cargo(places)
        .words("run --quiet --profile simulation -p simulation --bin simulate --")
        .args(typed.words)
        .run()
}
