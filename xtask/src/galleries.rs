//! Every component is in a gallery, the page of `cargo xtask dev` that shows it in every state, or the gallery of its crate
//! says in its first lines why it is not.
//!
//! A component is in a gallery that imports it. A private one is drawn by others of its file: it is in a gallery that imports
//! something of that file by which it is drawn.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;

use crate::{
    files::{self, Places},
    source::{code, items},
};

/// Where there are components, each with a gallery.
const CRATES: [&str; 3] = ["app-client", "app-restaurant", "shared/ui"];

/// A file of a crate: its path below `src/`, and what is written in it.
type File = (String, String);

/// A component of a file.
#[derive(Debug, PartialEq)]
struct Component {
    name: String,
    /// Nobody outside of its file can draw it.
    private: bool,
}

/// Every component that is missing, and what the galleries say of some that is not so.
pub fn missing(places: &Places) -> Result<Vec<String>> {
    let mut broken = Vec::new();
    for folder in CRATES {
        let src = places.root.join(folder).join("src");
        let mut sources = Vec::new();
        for file in files::walk(&src)? {
            let path = file.strip_prefix(&src).unwrap_or(&file);
            let path = path.to_string_lossy().replace('\\', "/");
            if path.ends_with(".rs") {
                sources.push((path, files::read_text(&file)?));
            }
        }
        let found = of_crate(&sources);
        broken.extend(found.into_iter().map(|what| format!("{folder}: {what}")));
    }
    Ok(broken)
}

/// The same of a crate that consists of these files.
fn of_crate(sources: &[File]) -> Vec<String> {
    let (galleries, others): (Vec<&File>, Vec<&File>) =
        sources.iter().partition(|(path, _)| is_gallery(path));
    let shown: BTreeSet<String> = galleries.iter().flat_map(|file| imports(file)).collect();
    let mut broken = Vec::new();
    let mut left_out = BTreeSet::new();
    for (names, reason) in galleries.iter().flat_map(|file| exceptions(file)) {
        if reason.is_empty() {
            broken.push(format!("the gallery does not say why {names:?} is not there"));
        }
        left_out.extend(names);
    }
    for (path, source) in others {
        let (module, code) = (module(path), code(source));
        let reached = reached(&parts(&code), &module, &shown);
        for component in components(&code) {
            let name = format!("{module}::{}", component.name);
            let is_shown = shown.contains(&name) || (component.private && reached.contains(&component.name));
            match (is_shown, left_out.remove(&name)) {
                (false, false) => broken.push(format!("`{name}` is in no gallery")),
                (true, true) => broken.push(format!("`{name}` is in a gallery, which says that it is not")),
                (true, false) | (false, true) => {}
            }
        }
    }
    let unknown = left_out.iter();
    broken.extend(
        unknown.map(|name| format!("the gallery says why `{name}` is not there, which is no component")),
    );
    broken
}

fn is_gallery(path: &str) -> bool {
    path == "gallery.rs" || path.starts_with("gallery/")
}

/// The module that is in a file.
fn module(path: &str) -> String {
    let path = path.trim_end_matches(".rs").trim_end_matches("/mod");
    path.replace('/', "::")
}

/// What a file of a gallery imports from its crate.
fn imports((path, source): &File) -> Vec<String> {
    let code = code(source);
    // For a file that lies beside the others `super` is the crate.
    let beside = !path.contains('/');
    let roots = ["use crate::", "use super::"]
        .into_iter()
        .take(1 + usize::from(beside));
    let trees = roots.flat_map(|root| {
        let found = code.match_indices(root);
        found.map(|(at, _)| &code[at + root.len()..])
    });
    let trees = trees.filter_map(|rest| rest.split_once(';'));
    trees.flat_map(|(tree, _)| names(tree)).collect()
}

/// `a::b` and `a::c` of `a::{b, c as d}`.
fn names(tree: &str) -> Vec<String> {
    match tree.split_once('{') {
        None => {
            let name = tree.split(" as ").next().unwrap_or_default().trim();
            Vec::from_iter((!name.is_empty()).then(|| name.to_owned()))
        }
        Some((before, _)) => {
            let list = items(&tree[before.len()..]);
            let named = list.into_iter().flat_map(names);
            named
                .map(|name| format!("{}{name}", before.trim_start()))
                .collect()
        }
    }
}

/// What a gallery says of components that it does not show: a list in its first lines, of items like "- `a::{B, C}`: reason".
fn exceptions((_, source): &File) -> Vec<(Vec<String>, String)> {
    let mut entries: Vec<String> = Vec::new();
    for line in source.lines().map_while(|line| line.strip_prefix("//!")) {
        if let Some(first) = line.strip_prefix(" - ") {
            entries.push(first.to_owned());
        } else if let (Some(entry), Some(more)) = (entries.last_mut(), line.strip_prefix("   ")) {
            entry.push(' ');
            entry.push_str(more);
        }
    }
    let read = |entry: &String| {
        let (listed, reason) = entry.split_once("`: ").unwrap_or((entry, ""));
        let quoted = listed.split('`').skip(1).step_by(2);
        (quoted.flat_map(names).collect(), reason.trim().to_owned())
    };
    entries.iter().map(read).collect()
}

/// The components of a file.
fn components(code: &str) -> Vec<Component> {
    let found = code.split("#[component]").skip(1);
    let read = |rest: &str| {
        let (before, after) = rest.split_once("fn ")?;
        Some(Component {
            name: word(after),
            private: !before.contains("pub"),
        })
    };
    found.filter_map(read).collect()
}

/// The functions of a file and the implementations of its types, each with its source.
fn parts(code: &str) -> BTreeMap<String, String> {
    let (mut parts, mut current) = (BTreeMap::<String, String>::new(), String::new());
    for line in code.lines() {
        if let Some(name) = begins(line) {
            current = name;
        }
        let part = parts.entry(current.clone()).or_default();
        part.push_str(line);
        part.push('\n');
    }
    parts
}

/// The name of what begins in this line, outside of everything else.
fn begins(line: &str) -> Option<String> {
    let line = match line.strip_prefix("pub(") {
        Some(rest) => rest.split_once(") ")?.1,
        None => line.strip_prefix("pub ").unwrap_or(line),
    };
    let line = line.strip_prefix("async ").unwrap_or(line);
    if let Some(function) = line.strip_prefix("fn ") {
        return Some(word(function));
    }
    let of = line.strip_prefix("impl")?;
    let of = match (of.split_once(" for "), of.split_once(' ')) {
        (Some((_, of)), _) | (None, Some((_, of))) => of,
        (None, None) => of,
    };
    Some(word(of))
}

/// The parts of a module that are drawn where some of them are imported.
fn reached(parts: &BTreeMap<String, String>, module: &str, shown: &BTreeSet<String>) -> BTreeSet<String> {
    let imported = |name: &&String| shown.contains(&format!("{module}::{name}"));
    let mut waiting: Vec<&String> = parts.keys().filter(imported).collect();
    let mut reached = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        if reached.insert(name.to_owned()) {
            let source = parts.get(name).map_or("", String::as_str);
            waiting.extend(parts.keys().filter(|part| uses(source, part)));
        }
    }
    reached
}

/// Whether a source names a part by itself, and not as what is in something else, such as `Page::Recovery`.
fn uses(source: &str, part: &str) -> bool {
    let of_name = |c: char| c.is_alphanumeric() || c == '_';
    source.match_indices(part).any(|(at, _)| {
        let (before, after) = (&source[..at], &source[at + part.len()..]);
        !before.ends_with(of_name) && !before.ends_with("::") && !after.starts_with(of_name)
    })
}

fn word(text: &str) -> String {
    let letters = text.chars();
    letters.take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[cfg(test)]
mod tests {
    use super::{Component, File, components, of_crate};

    const CARD: &str = "#[component]\npub fn Card() -> AnyView {\n    row()\n}\n\nfn row() {\n    view! { <Row /> }\n}\n\n\
        #[component]\nfn Row() {}\n\n#[component]\nfn Alone() {}\n";

    fn file(path: &str, source: &str) -> File {
        (path.to_owned(), source.to_owned())
    }

    fn of_card(gallery: &str) -> Vec<String> {
        of_crate(&[file("pages/card.rs", CARD), file("gallery.rs", gallery)])
    }

    #[test]
    fn a_component_is_missing_unless_a_gallery_imports_it_or_says_why_not() {
        assert_eq!(
            of_card("//! Nothing."),
            [
                "`pages::card::Card` is in no gallery",
                "`pages::card::Row` is in no gallery",
                "`pages::card::Alone` is in no gallery"
            ]
        );
        let imported = "use crate::pages::{card::{Card as Drawn, x}, y};";
        assert_eq!(of_card(imported), ["`pages::card::Alone` is in no gallery"]);
        let said = format!("//! - `pages::card::Alone`: it asks\n//!   at once.\n{imported}");
        assert_eq!(of_card(&said), Vec::<String>::new());
        assert_eq!(
            of_card("//! - `pages::card::{Card, Row, Alone}`: they ask."),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_gallery_says_nothing_that_is_not_so() {
        let imported = "use crate::pages::card::{Card};";
        let shown = format!("//! - `pages::card::{{Row, Alone}}`: they ask.\n{imported}");
        assert_eq!(
            of_card(&shown),
            ["`pages::card::Row` is in a gallery, which says that it is not"]
        );
        let unknown = format!("//! - `pages::card::Alone`, `pages::Gone`: they ask.\n{imported}");
        assert_eq!(
            of_card(&unknown),
            ["the gallery says why `pages::Gone` is not there, which is no component"]
        );
        let unsaid = format!("//! - `pages::card::Alone`\n{imported}");
        assert_eq!(of_card(&unsaid).len(), 1, "{:?}", of_card(&unsaid));
    }

    #[test]
    fn what_is_public_has_its_own_place() {
        let public = CARD.replace("fn Row", "pub(crate) fn Row");
        let sources = [
            file("pages/card.rs", &public),
            file("gallery/cards.rs", "use crate::pages::card::{Card, Alone};"),
        ];
        assert_eq!(of_crate(&sources), ["`pages::card::Row` is in no gallery"]);
    }

    #[test]
    fn what_is_in_something_else_is_no_component() {
        let card = CARD.replace("row()", "Page::Alone.href(); row()");
        let sources = [
            file("pages/card.rs", &card),
            file("gallery.rs", "use crate::pages::card::Card;"),
        ];
        assert_eq!(of_crate(&sources), ["`pages::card::Alone` is in no gallery"]);
    }

    #[test]
    fn components_are_read_as_code() {
        let source = "#[component]\npub(crate) fn A(\n    a: u8,\n) {}\n#[component]\nfn B() {}";
        let component = |name: &str, private| Component {
            name: name.to_owned(),
            private,
        };
        assert_eq!(components(source), [component("A", false), component("B", true)]);
    }
}
