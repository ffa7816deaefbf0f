//! The invariants that a compiler does not know: which part may use which.
//!
//! Sources are read as text without comments and strings, and every path in them is looked at (`crate::services::x`,
//! `rusqlite::…`), wherever it stands.

use std::path::Path;

use anyhow::{Result, bail};

use crate::{
    files::{self, Places},
    source::{code, names},
};

/// A file may be longer when its first lines say why with this word.
const LONG: usize = 400;
const REASON: &str = "long because";

/// Our packages.
const OURS: [&str; 5] = ["shared", "server", "app-client", "app-restaurant", "xtask"];

/// In files at these places, none of these words may occur as the start of a path or name.
struct Rule {
    within: &'static str,
    except: &'static [&'static str],
    words: &'static [&'static str],
    why: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        within: "shared/src/domain",
        except: &[],
        words: &[
            "crate::api",
            "crate::texts",
            "crate::ui",
            "leptos",
            "server_fn",
            "web_sys",
            "js_sys",
            "tokio",
            "async ",
            ".await",
            "std::fs",
            "std::net",
            "std::env",
            "SystemTime",
        ],
        why: "the domain is pure: no IO, no async, nothing of the layers above it",
    },
    Rule {
        within: "server/src/ports",
        except: &[],
        words: &[
            "crate::engines",
            "crate::services",
            "crate::http",
            "crate::wiring",
        ],
        why: "a port knows neither its engines nor its users",
    },
    Rule {
        within: "server/src/engines",
        except: &[],
        words: &["crate::services", "crate::http", "crate::wiring"],
        why: "an engine knows ports only",
    },
    Rule {
        within: "server/src/services",
        except: &[],
        words: &["crate::engines", "crate::http", "crate::wiring"],
        why: "a service reaches engines through ports",
    },
    Rule {
        within: "server/src",
        except: &["server/src/engines/aws"],
        words: &["aws_sdk", "aws_config", "aws_smithy"],
        why: "only engines/aws names an AWS SDK",
    },
    Rule {
        within: "server/src",
        except: &["server/src/engines/embedded"],
        words: &["rusqlite"],
        why: "only engines/embedded names SQLite",
    },
    Rule {
        within: "server/src",
        except: &["server/src/lambda.rs", "server/src/functions/gateway.rs"],
        words: &["lambda_"],
        why: "only lambda.rs and functions/gateway.rs name Lambda",
    },
];

/// Fails with every place that breaks a rule.
pub fn check(places: &Places) -> Result<()> {
    let services = services(&places.root.join("server/src/services"))?;
    let mut broken = Vec::new();
    for folder in OURS {
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
            broken.extend(broken_rules(&path, &source, &services));
            broken.extend(other_clients(&path, &source));
            if too_long(&source) {
                println!("   warning: {path} has {} lines", source.lines().count());
            }
        }
        let manifest = places.root.join(folder).join("Cargo.toml");
        broken.extend(foreign_packages(folder, &files::read_text(&manifest)?));
    }
    if broken.is_empty() {
        return Ok(());
    }
    bail!("the architecture's rules are broken:\n  {}", broken.join("\n  "))
}

/// The services: what has a folder. Plain files beside them are what all of them share.
fn services(folder: &Path) -> Result<Vec<String>> {
    let files = files::walk(folder)?;
    let inner = files
        .iter()
        .filter_map(|file| file.strip_prefix(folder).ok()?.parent()?.iter().next());
    let mut names: Vec<_> = inner.map(|name| name.to_string_lossy().into_owned()).collect();
    names.dedup();
    Ok(names)
}

/// Every use of what a file must not know, as `path:line: …`.
fn broken_rules(path: &str, source: &str, services: &[String]) -> Vec<String> {
    let mut broken = Vec::new();
    let service = service_of(path);
    for (number, line) in code(source).lines().enumerate() {
        let at = format!("{path}:{}", number + 1);
        for rule in RULES {
            if !below(path, rule.within) || rule.except.iter().any(|place| below(path, place)) {
                continue;
            }
            for word in rule.words.iter().filter(|word| names(line, word)) {
                broken.push(format!("{at}: `{}`: {}", word.trim(), rule.why));
            }
        }
        if let Some(service) = service {
            for other in services_named(line).into_iter().filter(|other| other != service) {
                if services.contains(&other) {
                    broken.push(format!("{at}: `services::{other}`: a service never uses another"));
                }
            }
        }
    }
    broken
}

/// The service that a file belongs to.
fn service_of(path: &str) -> Option<&str> {
    path.strip_prefix("server/src/services/")?
        .split_once('/')
        .map(|(service, _)| service)
}

/// `a` in every `crate::services::a` and `crate::services::{a, …}` of a line.
fn services_named(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, start) in line.match_indices("services::") {
        let before = &line[..at];
        let rest = &line[at + start.len()..];
        if !before.ends_with("crate::") && !before.ends_with("super::super::") {
            continue;
        }
        let list = match rest.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap_or(list).split(',').collect(),
            None => vec![rest],
        };
        found.extend(list.into_iter().map(|item| {
            item.trim()
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect::<String>()
        }));
    }
    found
}

/// Server functions that a page would call without naming its restaurant, which is what their `client` does.
fn other_clients(path: &str, source: &str) -> Vec<String> {
    let lines = code(source);
    let calls = lines.match_indices("#[server");
    let others = calls.filter(|(at, _)| {
        let attribute = lines[*at..].split(']').next().unwrap_or_default();
        !names(attribute, "PageClient")
    });
    others
        .map(|(at, _)| {
            let line = lines[..at].matches('\n').count() + 1;
            format!("{path}:{line}: a server function needs `client = super::PageClient`")
        })
        .collect()
}

fn below(path: &str, place: &str) -> bool {
    path == place || Path::new(path).starts_with(place)
}

/// Packages of ours that a manifest must not depend on.
fn foreign_packages(package: &str, manifest: &str) -> Vec<String> {
    let allowed: &[&str] = if package == "shared" || package == "xtask" {
        &[]
    } else {
        &["shared"]
    };
    let mut found = Vec::new();
    let mut dependencies = false;
    for line in manifest.lines().map(str::trim) {
        if let Some(section) = line.strip_prefix('[') {
            dependencies = section.contains("dependencies");
        }
        let name = line
            .split(['.', '=', ' '])
            .next()
            .unwrap_or(line)
            .trim_matches('"');
        if dependencies && OURS.contains(&name) && !allowed.contains(&name) {
            found.push(format!("{package}/Cargo.toml: depends on {name}"));
        }
    }
    found
}

fn too_long(source: &str) -> bool {
    source.lines().count() > LONG && !source.lines().take(10).any(|line| line.contains(REASON))
}

#[cfg(test)]
mod tests {
    use super::{foreign_packages, other_clients, services_named, too_long};

    fn broken_rules(path: &str, source: &str) -> Vec<String> {
        super::broken_rules(path, source, &["catalog", "orders", "stages"].map(str::to_owned))
    }

    #[test]
    fn the_domain_is_pure() {
        let path = "shared/src/domain/order.rs";
        assert_eq!(
            broken_rules(path, "use crate::domain::money::Money;\nfn asynchronous() {}").len(),
            0
        );
        assert_eq!(
            broken_rules(path, "use leptos::prelude::*;\npub async fn f() {}").len(),
            2
        );
        assert_eq!(
            broken_rules("shared/src/api/orders.rs", "use leptos::prelude::*;").len(),
            0
        );
    }

    #[test]
    fn services_do_not_know_each_other() {
        let path = "server/src/services/orders/place_order.rs";
        assert_eq!(
            broken_rules(path, "use crate::services::catalog::Store;").len(),
            1
        );
        assert_eq!(
            broken_rules(path, "use crate::services::{orders::store, stages, idempotency};").len(),
            1
        );
        assert_eq!(broken_rules(path, "use crate::services::orders::store;").len(), 0);
        assert_eq!(
            broken_rules("server/src/services/mod.rs", "use crate::services::catalog;").len(),
            0
        );
        assert_eq!(services_named("shared::services::x").len(), 0);
    }

    #[test]
    fn engines_keep_their_libraries() {
        let line = "let c = rusqlite::Connection::open(p);";
        assert_eq!(
            broken_rules("server/src/engines/embedded/documents.rs", line).len(),
            0
        );
        assert_eq!(broken_rules("server/src/engines/aws/documents.rs", line).len(), 1);
        assert_eq!(
            broken_rules("server/src/main.rs", "use lambda_http::run;").len(),
            1
        );
        assert_eq!(
            broken_rules("server/src/lambda.rs", "use lambda_http::run;").len(),
            0
        );
        assert_eq!(
            broken_rules("server/src/ports/documents.rs", "use crate::engines::embedded;").len(),
            1
        );
    }

    #[test]
    fn apps_depend_on_shared_only() {
        let manifest =
            "[dependencies]\nshared.workspace = true\nserver = { path = \"../server\" }\nserver_fn = \"1\"\n";
        assert_eq!(foreign_packages("app-client", manifest).len(), 1);
        assert_eq!(foreign_packages("shared", manifest).len(), 2);
        assert_eq!(
            foreign_packages("app-client", "[package]\nname = \"server\"\n").len(),
            0
        );
    }

    #[test]
    fn every_server_function_names_the_restaurant_of_its_page() {
        let call = |rest: &str| {
            format!("//! `#[server]`\n#[server(name = A, input = Json{rest})]\nasync fn a() {{}}")
        };
        assert_eq!(
            other_clients("a.rs", &call(", client = super::PageClient")).len(),
            0
        );
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
