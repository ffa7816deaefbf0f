//! What has passed before, with the very files that are there now, need not be tried again.

use std::{env, fs, io, path::PathBuf};

use anyhow::{Context, Result};

use super::{Step, since};
use crate::{
    files::{Places, fingerprint},
    process::program,
};

/// Programs that steps use and that nothing in the repository pins; each says its version.
const TOOLS: [&str; 3] = ["rustc", "node", "python3"];

/// Variables that steps look at.
const VARIABLES: [&str; 2] = ["CHROMIUM", "BRASA_TENANT"];

/// What a step was tried with.
#[derive(Debug, PartialEq, Eq)]
pub struct Tried(String);

/// All that a step looks at as it is now: the files that git knows or would take, and the tools. Fails without git.
pub fn now(places: &Places, step: &Step) -> Result<Tried> {
    let listed = program(places, "git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .output()?;
    let listed = String::from_utf8(listed)?;
    let mut files: Vec<_> = listed
        .split('\0')
        .filter(|file| !file.is_empty() && since::is_input(step, file))
        .collect();
    files.sort_unstable();
    let mut parts = vec![step.name.as_bytes().to_vec()];
    for tool in TOOLS {
        parts.push(program(places, tool).args(["--version"]).output()?);
    }
    for name in VARIABLES {
        parts.push(env::var_os(name).unwrap_or_default().into_encoded_bytes());
    }
    for file in files {
        match fs::read(places.root.join(file)) {
            Ok(content) => parts.extend([file.as_bytes().to_vec(), content]),
            // A file that git still lists may be gone.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error).with_context(|| format!("could not read {file}")),
        }
    }
    Ok(Tried(fingerprint(parts)))
}

/// Whether the step has passed with these files.
pub fn before(places: &Places, step: &Step, tried: &Tried) -> bool {
    fs::read_to_string(record(places, step)).is_ok_and(|passed| passed == tried.0)
}

/// Remembers that it passed with `tried`, unless something has been changed while it ran.
pub fn remember(places: &Places, step: &Step, tried: &Tried) -> Result<()> {
    let record = record(places, step);
    if now(places, step)? != *tried {
        return Ok(());
    }
    fs::create_dir_all(record.parent().context("a record lies in a folder")?)?;
    fs::write(record, &tried.0)?;
    Ok(())
}

/// Forgets that it passed: with the same files it may fail another time.
pub fn forget(places: &Places, step: &Step) {
    // It may never have passed.
    let _ = fs::remove_file(record(places, step));
}

fn record(places: &Places, step: &Step) -> PathBuf {
    places.work.join("passed").join(step.name)
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path, process::Command};

    use super::{super::find, before, forget, now, remember};
    use crate::files::Places;

    /// A repository with one file of Rust and one page of text.
    fn places(folder: &Path) -> Places {
        let git = Command::new("git")
            .arg("init")
            .arg("-q")
            .current_dir(folder)
            .status();
        assert!(git.unwrap().success());
        fs::write(folder.join("a.rs"), "fn main() {}").unwrap();
        fs::write(folder.join("README.md"), "Hello").unwrap();
        fs::write(folder.join(".gitignore"), "/target\n").unwrap();
        Places {
            root: folder.to_path_buf(),
            dist: folder.join("dist"),
            target: folder.join("target"),
            work: folder.join("target/xtask"),
        }
    }

    #[test]
    fn a_step_passed_before_until_a_file_that_it_looks_at_is_changed() {
        let folder = tempfile::tempdir().unwrap();
        let places = places(folder.path());
        let step = find("fmt").unwrap();
        let first = now(&places, step).unwrap();
        assert!(!before(&places, step, &first));
        remember(&places, step, &first).unwrap();
        fs::write(folder.path().join("README.md"), "Hello, world").unwrap();
        assert!(before(&places, step, &now(&places, step).unwrap()));
        for (file, content) in [("a.rs", "fn main() { }"), ("b.rs", "fn more() {}")] {
            fs::write(folder.path().join(file), content).unwrap();
            let changed = now(&places, step).unwrap();
            assert!(!before(&places, step, &changed), "{file}");
            remember(&places, step, &changed).unwrap();
        }
        fs::remove_file(folder.path().join("b.rs")).unwrap();
        let last = now(&places, step).unwrap();
        assert!(!before(&places, step, &last));
        remember(&places, step, &last).unwrap();
        forget(&places, step);
        assert!(!before(&places, step, &last));
    }

    #[test]
    fn what_was_changed_while_a_step_ran_is_not_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let places = places(folder.path());
        let step = find("fmt").unwrap();
        let begun = now(&places, step).unwrap();
        fs::write(folder.path().join("a.rs"), "fn main() { }").unwrap();
        remember(&places, step, &begun).unwrap();
        assert!(!before(&places, step, &begun));
        assert!(!before(&places, step, &now(&places, step).unwrap()));
    }
}
