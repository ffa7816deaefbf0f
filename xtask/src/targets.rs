//! Which libraries and programs cargo compiles a second time as tests: those with tests in them, and no others. One that is
//! left out by `test = false` and has tests would never run them; one without tests would only take its time.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{
    crates::{self, Target},
    files::{self, Places},
    source::code,
};

/// How a test begins.
const TESTS: [&str; 3] = ["#[test]", "#[tokio::test", "proptest! {"];

/// Every library and program whose `test` is not what its sources say.
pub fn wrong(places: &Places) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    for package in &crates::packages(places)? {
        let has_library = package.targets.iter().any(Target::is_library);
        for target in &package.targets {
            let sources = if target.is_library() || (target.is_program() && !has_library) {
                modules(&target.src_path)?
            } else if target.is_program() {
                vec![target.src_path.clone()]
            } else {
                continue;
            };
            let mut tested = false;
            for source in sources {
                tested |= has_tests(&files::read_text(&source)?);
            }
            wrong.extend(judged(&package.name, target, tested));
        }
    }
    Ok(wrong)
}

impl Target {
    fn is_library(&self) -> bool {
        self.kind.iter().any(|kind| kind.ends_with("lib"))
    }

    fn is_program(&self) -> bool {
        self.kind.iter().any(|kind| kind == "bin")
    }
}

/// The file in which a library begins and those beside and below it, but for programs.
fn modules(root: &Path) -> Result<Vec<PathBuf>> {
    let folder = root.parent().context("a file without a folder")?;
    let mut files = files::walk(folder)?;
    files.retain(|file| {
        let within = file.strip_prefix(folder).unwrap_or(file);
        let program = within.starts_with("bin") || (within == Path::new("main.rs") && file != root);
        !program && file.extension().is_some_and(|extension| extension == "rs")
    });
    Ok(files)
}

fn has_tests(source: &str) -> bool {
    let code = code(source);
    TESTS.iter().any(|begin| code.contains(begin))
}

/// What is wrong with a target that has tests or has none.
fn judged(package: &str, target: &Target, tested: bool) -> Option<String> {
    let name = &target.name;
    match (target.test, tested) {
        (true, false) => Some(format!(
            "{package}: {name} has no tests and is compiled for them: `test = false`"
        )),
        (false, true) => Some(format!(
            "{package}: {name} has tests that are never run: it says `test = false`"
        )),
        (true, true) | (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Target, has_tests, judged};

    #[test]
    fn tests_are_found_in_code_alone() {
        assert!(has_tests("mod tests {\n    #[test]\n    fn a() {}\n}"));
        assert!(has_tests(
            "#[tokio::test(flavor = \"multi_thread\")]\nasync fn a() {}"
        ));
        assert!(!has_tests("// #[test]\nfn a() -> &'static str { \"#[test]\" }"));
    }

    #[test]
    fn what_has_tests_is_compiled_for_them_and_nothing_else() {
        let target = |test| Target {
            name: "a".to_owned(),
            kind: vec!["lib".to_owned()],
            src_path: "a/src/lib.rs".into(),
            test,
        };
        assert!(judged("a", &target(true), false).is_some());
        assert!(judged("a", &target(false), true).is_some());
        assert_eq!(judged("a", &target(true), true), None);
        assert_eq!(judged("a", &target(false), false), None);
    }
}
