//! `cargo xtask crates`: the diagram of our crates in ARCHITECTURE.md, drawn from their manifests. A new arrow between two of
//! them is seen there by those who read the change.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::{
    files::{self, Places},
    process::cargo,
};

const DOCUMENT: &str = "ARCHITECTURE.md";
const BEGIN: &str = "<!-- crates: written by `cargo xtask crates` -->\n";
const END: &str = "<!-- crates: end -->\n";

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

/// A crate of ours, as its manifest says.
#[derive(Deserialize)]
pub struct Package {
    pub name: String,
    manifest_path: String,
    dependencies: Vec<Dependency>,
    #[serde(default)]
    pub targets: Vec<Target>,
}

/// What cargo makes of a crate: a library, a program, tests.
#[derive(Deserialize)]
pub struct Target {
    pub name: String,
    pub kind: Vec<String>,
    /// The file in which it begins.
    pub src_path: PathBuf,
    /// Whether it is compiled for the tests in it as well.
    pub test: bool,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    /// `dev` or `build`; absent for what the crate itself uses.
    kind: Option<String>,
}

/// The folders of our crates, relative to the root.
pub fn folders(places: &Places) -> Result<Vec<String>> {
    let packages = packages(places)?;
    packages.iter().map(|package| folder(places, package)).collect()
}

/// Writes the diagram.
pub fn write(places: &Places) -> Result<()> {
    let path = places.root.join(DOCUMENT);
    let drawn = drawn(places, &files::read_text(&path)?)?;
    files::write(&path, drawn.as_bytes())
}

/// Says so when the diagram is not what the manifests say.
pub fn outdated(places: &Places) -> Result<Option<String>> {
    let known = files::read_text(&places.root.join(DOCUMENT))?;
    let outdated = drawn(places, &known)? != known;
    Ok(outdated.then(|| {
        format!("{DOCUMENT}: its diagram is not what the crates' manifests say: run `cargo xtask crates`")
    }))
}

/// The document with the diagram of today.
fn drawn(places: &Places, document: &str) -> Result<String> {
    let (before, rest) = document
        .split_once(BEGIN)
        .with_context(|| format!("{DOCUMENT} has no place for the diagram of crates"))?;
    let (_, after) = rest
        .split_once(END)
        .with_context(|| format!("{DOCUMENT} does not say where the diagram of crates ends"))?;
    let diagram = diagram(&packages(places)?, |package| folder(places, package))?;
    Ok(format!("{before}{BEGIN}{diagram}{END}{after}"))
}

/// Our crates, by folder.
pub fn packages(places: &Places) -> Result<Vec<Package>> {
    let said = cargo(places)
        .words("metadata --no-deps --offline --format-version 1")
        .output()?;
    let mut metadata: Metadata =
        serde_json::from_slice(&said).context("cargo metadata is not as expected")?;
    metadata
        .packages
        .sort_by(|a, b| a.manifest_path.cmp(&b.manifest_path));
    Ok(metadata.packages)
}

fn folder(places: &Places, package: &Package) -> Result<String> {
    let manifest = Path::new(&package.manifest_path);
    let folder = manifest
        .parent()
        .and_then(|folder| folder.strip_prefix(&places.root).ok());
    let folder = folder.with_context(|| format!("{} lies elsewhere", package.name))?;
    Ok(folder.to_string_lossy().replace('\\', "/"))
}

/// An arrow for each use that does not follow from others: what `a` uses by way of `b` is not drawn again.
fn diagram(packages: &[Package], folder: impl Fn(&Package) -> Result<String>) -> Result<String> {
    let ours: Vec<&str> = packages.iter().map(|package| package.name.as_str()).collect();
    let uses = |package: &Package| -> Vec<String> {
        let normal = package.dependencies.iter().filter(|used| used.kind.is_none());
        let mut names: Vec<String> = normal.map(|used| used.name.clone()).collect();
        names.retain(|name| ours.contains(&name.as_str()));
        names.sort();
        names.dedup();
        names
    };
    let graph: BTreeMap<&str, Vec<String>> = packages
        .iter()
        .map(|package| (package.name.as_str(), uses(package)))
        .collect();
    let mut text = String::from("```mermaid\nflowchart TD\n");
    for package in packages {
        text += &format!("    {}[\"{}\"]\n", package.name, folder(package)?);
    }
    for (user, used) in &graph {
        for name in used.iter().filter(|name| {
            let others = used.iter().filter(|other| other != name);
            !others.into_iter().any(|other| reaches(&graph, other, name))
        }) {
            text += &format!("    {user} --> {name}\n");
        }
    }
    text += "```\n";
    Ok(text)
}

fn reaches(graph: &BTreeMap<&str, Vec<String>>, from: &str, to: &str) -> bool {
    let used = graph.get(from).map(Vec::as_slice).unwrap_or_default();
    used.iter().any(|name| name == to || reaches(graph, name, to))
}

#[cfg(test)]
mod tests {
    use super::{Dependency, Package, diagram};

    fn package(name: &str, uses: &[(&str, Option<&str>)]) -> Package {
        let dependency = |(name, kind): &(&str, Option<&str>)| Dependency {
            name: (*name).to_owned(),
            kind: kind.map(str::to_owned),
        };
        Package {
            name: name.into(),
            manifest_path: String::new(),
            dependencies: uses.iter().map(dependency).collect(),
            targets: Vec::new(),
        }
    }

    #[test]
    fn an_arrow_is_drawn_once_and_only_where_no_other_way_leads() {
        let packages = [
            package("domain", &[("serde", None)]),
            package("api", &[("domain", None)]),
            package("app", &[("api", None), ("domain", None), ("tool", Some("dev"))]),
            package("tool", &[]),
        ];
        let drawn = diagram(&packages, |package| Ok(package.name.clone())).unwrap();
        let arrows: Vec<&str> = drawn.lines().filter(|line| line.contains("-->")).collect();
        assert_eq!(arrows, ["    api --> domain", "    app --> api"]);
    }
}
