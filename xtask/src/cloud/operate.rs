//! `cargo xtask tenant`, `staff`, `token` and `doctor`: commands for the restaurants of a deployed stage. They are those of `server` on
//! one machine; the function `control` of the stage reads and does them. It has no address: the credentials of the
//! environment must allow `lambda:InvokeFunction` on it.

use std::{
    io::{Read as _, Write as _},
    process::{ExitCode, Stdio},
};

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::json;

use super::tools::Tools;
use crate::files::Places;

const REGION: &str = "us-east-1";
/// What a program exits with when nobody carried its command out.
pub const NOT_DONE: u8 = 2;
const FROM_INPUT: &str = "--password-stdin";

/// What was typed after the command.
#[derive(Debug, Args)]
#[command(disable_help_flag = true)]
pub struct Typed {
    /// The words of the command, such as `create --help`, with `--stage NAME` and, elsewhere than in us-east-1, `--region
    /// NAME` among them
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "WORDS")]
    words: Vec<String>,
}

/// Where a command goes, and its words.
#[derive(Debug, PartialEq, Eq)]
struct Command {
    stage: String,
    region: String,
    words: Vec<String>,
}

/// Has the stage do what was typed, prints what it says, and exits with its code.
pub fn run(places: &Places, name: &str, typed: Typed) -> Result<ExitCode> {
    let Command { stage, region, words } = read(name, typed.words)?;
    let mut input = String::new();
    if words.iter().any(|word| word == FROM_INPUT) {
        std::io::stdin().read_to_string(&mut input)?;
    }
    let invocation = json!({ "called": "cargo xtask", "words": words, "input": input });
    let function = format!("brasa-{stage}-control");
    let mut command = Tools::packager(places)?
        .stack(places, "control", &function)
        .env("AWS_REGION", region)
        .into_command();
    let mut child = command
        .stdin(Stdio::piped())
        .spawn()
        .context("could not run node")?;
    let mut stdin = child.stdin.take().context("node takes no input")?;
    stdin.write_all(invocation.to_string().as_bytes())?;
    drop(stdin);
    let code = child.wait()?.code().and_then(|code| u8::try_from(code).ok());
    Ok(ExitCode::from(code.unwrap_or(NOT_DONE)))
}

/// Takes the stage and the region out of the words.
fn read(name: &str, typed: Vec<String>) -> Result<Command> {
    let (mut stage, mut region) = (None, None);
    let mut words = vec![name.to_owned()];
    let mut typed = typed.into_iter();
    while let Some(word) = typed.next() {
        let (option, value) = match word.split_once('=') {
            Some((option, value)) => (option, Some(value.to_owned())),
            None => (word.as_str(), None),
        };
        let place = match option {
            "--stage" => &mut stage,
            "--region" => &mut region,
            _ => {
                words.push(word);
                continue;
            }
        };
        *place = value.or_else(|| typed.next());
    }
    let Some(stage) = stage else {
        bail!(
            "say which stage: cargo xtask {name} … --stage NAME; cargo xtask {name} --help --stage NAME lists what can \
             be done"
        );
    };
    Ok(Command {
        stage,
        region: region.unwrap_or_else(|| REGION.to_owned()),
        words,
    })
}

#[cfg(test)]
mod tests {
    use super::{Command, read};

    fn typed(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn the_stage_stands_anywhere_among_the_words() {
        let wanted = Command {
            stage: "production".into(),
            region: "sa-east-1".into(),
            words: typed("tenant create brasero --help"),
        };
        for words in [
            "create brasero --help --stage production --region sa-east-1",
            "--stage=production create --region=sa-east-1 brasero --help",
        ] {
            assert_eq!(read("tenant", typed(words)).unwrap(), wanted);
        }
        let nowhere = read("staff", typed("list --tenant brasero"))
            .unwrap_err()
            .to_string();
        assert!(nowhere.contains("cargo xtask staff … --stage NAME"), "{nowhere}");
        assert!(read("staff", typed("list --stage")).is_err());
        let region = read("token", typed("--tenant b --stage dev")).unwrap().region;
        assert_eq!(region, "us-east-1");
    }
}
