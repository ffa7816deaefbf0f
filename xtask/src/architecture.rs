//! What a crate graph cannot express. Which crate may use which is in the crates' manifests, and drawn by [`crate::crates`].
//!
//! Sources are read as text without comments and strings.

use std::path::Path;

use anyhow::{Result, bail};

use crate::files::{self, Places};
use crate::source::{code, names};
use crate::{crates, cycles, galleries, targets};

/// A file may be longer when its first lines say why with this word.
const LONG: usize = 400;
const REASON: &str = "long because";

const DOMAIN: &str = "shared/domain/src";

/// What a pure function has no need of.
const IMPURE: [&str; 6] = [
    "async ",
    ".await",
    "std::fs",
    "std::net",
    "std::env",
    "SystemTime",
];

/// What a circle may go through, by crate: the table of routes, which has the deprecated ones of older systems too; and the commands, which begin one another.
const CIRCLES: [(&str, &str); 4] = [
    ("server/http", "rest"),
    ("xtask", "bundle"),
    ("xtask", "check"),
    ("xtask", "wasm"),
];

/// Fails with every place that breaks a rule.
pub fn check(places: &Places) -> Result<()> {
    let mut broken = Vec::new();
    for folder in crates::folders(places)? {
        let but: Vec<_> = CIRCLES
            .iter()
            .filter(|(of, _)| *of == folder)
            .map(|(_, module)| *module)
            .collect();
        let circles = cycles::find(&places.root.join(&folder).join("src"), &but)?;
        broken.extend(
            circles
                .iter()
                .map(|circle| format!("{folder}: modules use each other: {circle}")),
        );
        for file in files::walk(&places.root.join(folder).join("src"))? {
            let path = file
                .strip_prefix(&places.root)
                .unwrap_or(&file)
                .to_string_lossy()
                .replace('\\', "/");
            if !path.ends_with(".rs") {
                continue;
            }
            let source = files::read_text(&file)?;
            broken.extend(broken_rules(&path, &source));
            broken.extend(other_clients(&path, &source));
            if too_long(&source) {
                println!("   warning: {path} has {} lines", source.lines().count());
            }
        }
    }
    broken.extend(crates::outdated(places)?);
    broken.extend(galleries::missing(places)?);
    broken.extend(targets::wrong(places)?);
    if broken.is_empty() {
        return Ok(());
    }
    bail!("the architecture's rules are broken:\n  {}", broken.join("\n  "))
}

/// Every use of what a file must not know, as `path:line: …`.
fn broken_rules(path: &str, source: &str) -> Vec<String> {
    let mut broken = Vec::new();
    for (number, line) in code(source).lines().enumerate() {
        let at = format!("{path}:{}", number + 1);
        if Path::new(path).starts_with(DOMAIN) {
            for word in IMPURE.iter().filter(|word| names(line, word)) {
                broken.push(format!(
                    "{at}: `{}`: the domain is pure: no IO, no async",
                    word.trim()
                ));
            }
        }
    }
    broken
}

/// Server functions that a page would call without naming its restaurant, which is what their `client` does.
fn other_clients(path: &str, source: &str) -> Vec<String> {
    let lines = code(source);
    let calls = lines.match_indices("#[server");
    let others = calls.filter(|(at, _)| {
        let attribute = lines[*at..].split(']').next().unwrap_or_default();
        !["Reading", "Writing", "Making", "Sending"]
            .iter()
            .any(|client| names(attribute, client))
    });
    others
        .map(|(at, _)| {
            let line = lines[..at].matches('\n').count() + 1;
            format!("{path}:{line}: a server function needs `client = super::Reading`, `Writing`, `Making` or `Sending`")
        })
        .collect()
}

fn too_long(source: &str) -> bool {
    source.lines().count() > LONG && !source.lines().take(10).any(|line| line.contains(REASON))
}

#[cfg(test)]
mod tests {
    use super::{broken_rules, other_clients, too_long};

    #[test]
    fn the_domain_is_pure() {
        let path = "shared/domain/src/order.rs";
        assert_eq!(
            broken_rules(path, "use crate::money::Money;\nfn asynchronous() {}").len(),
            0
        );
        assert_eq!(
            broken_rules(path, "use std::fs::read;\npub async fn f() {}").len(),
            2
        );
        assert_eq!(
            broken_rules("shared/api/src/orders.rs", "async fn f() {}").len(),
            0
        );
    }

    #[test]
    fn every_server_function_names_the_restaurant_of_its_page() {
        let call = |rest: &str| {
            format!("//! `#[server]`\n#[server(name = A, input = Json{rest})]\nasync fn a() {{}}")
        };
        assert_eq!(other_clients("a.rs", &call(", client = super::Reading")).len(), 0);
        assert_eq!(other_clients("a.rs", &call("")).len(), 1);
        assert_eq!(other_clients("a.rs", "#[server]\nasync fn a() {}").len(), 1);
    }

    #[test]
    fn a_long_file_says_why() {
        let long = "x\n".repeat(401);
        assert!(too_long(&long));
        assert!(!too_long(&format!(
            "//! This is long because it is a table.\n{long}"
        )));
    }
}
