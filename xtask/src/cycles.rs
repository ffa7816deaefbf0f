//! Modules of a crate that use each other in a circle, so that none of them can be understood alone. Looked at are the
//! modules right below `src/`; what is inside of a folder is one thing.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use anyhow::Result;

use crate::{
    files,
    source::{code, items},
};

/// What each module uses of its crate.
type Uses = BTreeMap<String, BTreeSet<String>>;

/// The circles in the crate with these sources, one for each module that begins one: `a → b → a`. Modules in `but` are left
/// out.
pub fn find(src: &Path, but: &[&str]) -> Result<Vec<String>> {
    let mut uses = Uses::new();
    for file in files::walk(src)? {
        let within = file
            .strip_prefix(src)
            .unwrap_or(&file)
            .to_string_lossy()
            .into_owned();
        if let Some(module) = module_of(&within)
            && !but.contains(&module)
        {
            let source = files::read_text(&file)?;
            let found = uses.entry(module.to_owned()).or_default();
            found.extend(used(&source, is_top(&within)));
        }
    }
    Ok(circles(&uses))
}

/// The module below `src/` that a file is part of; none for the crate's root, for programs and for tests.
fn module_of(within: &str) -> Option<&str> {
    let path = within.strip_suffix(".rs")?;
    let is_test = path.split('/').any(|part| part == "tests");
    let module = path.split('/').next()?;
    (!is_test && !["lib", "main", "bin"].contains(&module)).then_some(module)
}

/// Whether `super` is the crate's root in a file.
fn is_top(within: &str) -> bool {
    let inner = within.split_once('/').map(|(_, inner)| inner);
    inner.is_none_or(|inner| inner == "mod.rs")
}

/// The modules of its own crate that a source names, but in its tests.
fn used(source: &str, is_top: bool) -> BTreeSet<String> {
    let code = code(source);
    let code = code.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let mut found = names_after(code, "crate::");
    if is_top {
        found.extend(names_after(code, "super::"));
    }
    found
}

/// `a` in every `root::a`, and `a` and `b` in `root::{a::{c, d}, b}`.
fn names_after(code: &str, root: &str) -> BTreeSet<String> {
    let starts = code.match_indices(root).filter(|(at, _)| {
        let before = code[..*at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':')
    });
    starts
        .flat_map(|(at, _)| items(&code[at + root.len()..]))
        .map(name)
        .filter(|name| !name.is_empty())
        .collect()
}

fn name(item: &str) -> String {
    let letters = item.trim_start().chars();
    letters.take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The shortest circle through each module that is on one, each circle once.
fn circles(uses: &Uses) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for module in uses.keys() {
        if !seen.contains(module)
            && let Some(circle) = circle(uses, module)
        {
            seen.extend(circle.iter().cloned());
            found.push(circle.join(" → "));
        }
    }
    found
}

/// The shortest way from a module back to itself.
fn circle(uses: &Uses, module: &str) -> Option<Vec<String>> {
    let mut reached: BTreeSet<&str> = BTreeSet::new();
    let mut ways = vec![vec![module]];
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for way in ways {
            let last = way.last().copied().unwrap_or(module);
            for next in uses.get(last).into_iter().flatten() {
                let way = [way.as_slice(), &[next.as_str()]].concat();
                if next == module && way.len() > 2 {
                    return Some(way.into_iter().map(str::to_owned).collect());
                }
                if next != module && uses.contains_key(next) && reached.insert(next) {
                    longer.push(way);
                }
            }
        }
        ways = longer;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Uses, circles, is_top, module_of, used};

    fn graph(edges: &[(&str, &str)]) -> Uses {
        let mut uses = Uses::new();
        for (from, to) in edges {
            uses.entry((*from).to_owned())
                .or_default()
                .insert((*to).to_owned());
            uses.entry((*to).to_owned()).or_default();
        }
        uses
    }

    #[test]
    fn circles_are_found_once() {
        assert!(circles(&graph(&[("a", "b"), ("b", "c"), ("a", "c"), ("c", "c")])).is_empty());
        assert_eq!(
            circles(&graph(&[("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")])),
            ["a → b → c → a"]
        );
    }

    #[test]
    fn what_a_module_uses_is_read_from_its_source() {
        let source = "use crate::{a::{x, y}, b};\nuse super::c;\nuse mycrate::d;\n// crate::e\n#[cfg(test)]\nmod tests {\nuse crate::f;";
        let names = |is_top| used(source, is_top).into_iter().collect::<Vec<_>>().join(" ");
        assert_eq!(names(true), "a b c");
        assert_eq!(names(false), "a b");
    }

    #[test]
    fn a_folder_is_one_module() {
        assert_eq!(module_of("order/mod.rs"), Some("order"));
        assert_eq!(module_of("order/decide.rs"), Some("order"));
        assert_eq!(module_of("order/tests/moves.rs"), None);
        assert_eq!(module_of("lib.rs"), None);
        assert!(is_top("order.rs") && is_top("order/mod.rs") && !is_top("order/decide.rs"));
    }
}
