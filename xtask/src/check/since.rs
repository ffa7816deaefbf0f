//! `--since`: which steps look at what has changed.

use std::collections::BTreeSet;

use anyhow::Result;

use super::Step;
use crate::{files::Places, process::program};

/// Files that differ from a revision, with those that git does not know yet; paths are from the repository's root.
pub fn changed(places: &Places, revision: &str) -> Result<BTreeSet<String>> {
    let mut files = BTreeSet::new();
    for arguments in [
        &["diff", "--name-only", "--no-renames", revision, "--"][..],
        &["ls-files", "--others", "--exclude-standard"],
    ] {
        let listed = program(places, "git").args(arguments).output()?;
        files.extend(String::from_utf8(listed)?.lines().map(str::to_owned));
    }
    Ok(files)
}

/// Whether a step looks at one of these files.
pub fn concerns(step: &Step, files: &BTreeSet<String>) -> bool {
    files.iter().any(|file| is_input(step, file))
}

/// Whether a step looks at this file.
pub fn is_input(step: &Step, file: &str) -> bool {
    let inputs = step.inputs.iter().copied().flatten();
    inputs.into_iter().any(|input| looks_at(input, file))
}

fn looks_at(input: &str, file: &str) -> bool {
    if input.starts_with('.') && !input.ends_with('/') {
        return file.ends_with(input);
    }
    if input.ends_with('/') {
        return file.starts_with(input);
    }
    // Every package has a manifest of this name.
    file == input || input == "Cargo.toml" && file.ends_with("/Cargo.toml")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{super::STEPS, concerns};

    fn steps(file: &str) -> Vec<&'static str> {
        let files = BTreeSet::from([file.to_owned()]);
        let found = STEPS.iter().filter(|step| concerns(step, &files));
        found.map(|step| step.name).collect()
    }

    #[test]
    fn a_step_is_concerned_by_what_it_looks_at() {
        assert_eq!(steps("README.md"), [""; 0]);
        assert_eq!(
            steps("style/client.css"),
            ["build", "cloud", "unit", "journeys", "hosting"]
        );
        assert_eq!(steps("end2end/journeys/race.spec.ts"), ["cloud", "journeys"]);
        assert_eq!(steps("deny.toml"), ["deny"]);
        assert!(steps("xtask/Cargo.toml").contains(&"deny"));
        assert_eq!(steps("amplify.yml"), ["template", "hosting"]);
        assert!(!steps("server/bin/server/src/main.rs").contains(&"browser"));
        assert!(steps("app-restaurant/src/lib.rs").contains(&"unit"));
        assert_eq!(steps("rust-toolchain.toml").len(), STEPS.len() - 2);
        assert_eq!(steps("Cargo.lock").len(), STEPS.len() - 2);
    }
}
