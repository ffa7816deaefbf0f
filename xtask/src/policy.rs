//! What the content security policy must allow in a page, and what it would block.
//!
//! Pages are served with neither `unsafe-inline` nor `unsafe-eval`. An inline style sheet is allowed by its hash; a
//! `style` attribute or an event handler in HTML would be dropped silently by the browser, so it is refused here.

use std::collections::BTreeSet;

use crate::files::csp_hash;

/// The inline code of pages.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Inline {
    /// Hashes of `<style>` elements.
    pub styles: BTreeSet<String>,
    /// Hashes of `<script>` elements that a browser would run.
    pub scripts: BTreeSet<String>,
    /// What no hash can allow, in the words of the page.
    pub refused: Vec<String>,
}

impl Inline {
    /// Adds a page.
    pub fn read(&mut self, html: &str) {
        let mut rest = html;
        while let Some((_, after)) = rest.split_once('<') {
            rest = after;
            if let Some(comment) = rest.strip_prefix("!--") {
                rest = comment.split_once("-->").map_or("", |(_, after)| after);
                continue;
            }
            if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
                continue;
            }
            let (tag, after) = rest.split_at(tag_end(rest));
            rest = after;
            let (name, attributes) = tag.split_at(
                tag.find(|c: char| !c.is_ascii_alphanumeric())
                    .unwrap_or(tag.len()),
            );
            let attributes = attribute_names(attributes);
            self.refused.extend(
                attributes
                    .iter()
                    .filter(|a| *a == "style" || a.starts_with("on"))
                    .map(|_| format!("<{tag}")),
            );
            let name = name.to_ascii_lowercase();
            if ["style", "script", "title", "textarea"].contains(&name.as_str()) {
                let end = rest
                    .to_ascii_lowercase()
                    .find(&format!("</{name}"))
                    .unwrap_or(rest.len());
                let (text, after) = rest.split_at(end);
                rest = after;
                let data = tag.contains("application/json") || tag.contains("application/ld+json");
                match name.as_str() {
                    "style" => _ = self.styles.insert(csp_hash(text)),
                    "script" if !data && !attributes.iter().any(|a| a == "src") => {
                        self.scripts.insert(csp_hash(text));
                    }
                    _ => {}
                }
            }
        }
    }
}

/// Where a tag ends, counting its `>`; one inside a quoted value does not end it.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    for (at, c) in tag.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '"' || c == '\'' => quote = Some(c),
            None if c == '>' => return at + 1,
            None => {}
        }
    }
    tag.len()
}

/// The names in what follows a tag's name.
fn attribute_names(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut name = String::new();
    let mut quote = None;
    let mut in_value = false;
    for c in text.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if in_value && (c == '"' || c == '\'') => quote = Some(c),
            None if c == '=' => in_value = true,
            None if c.is_ascii_whitespace() || c == '>' || c == '/' => {
                if !name.is_empty() {
                    names.push(std::mem::take(&mut name));
                }
                in_value = false;
            }
            None if !in_value => name.push(c.to_ascii_lowercase()),
            None => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::{Inline, attribute_names};
    use crate::files::csp_hash;

    fn read(html: &str) -> Inline {
        let mut inline = Inline::default();
        inline.read(html);
        inline
    }

    #[test]
    fn inline_code_is_hashed_and_data_is_not() {
        let page = read(
            "<!doctype html><style>a{}</style><script type=\"application/json\">{}</script>\
             <script type=\"module\" src=\"/a.js\"></script><script>x</script>",
        );
        assert_eq!(page.styles, [csp_hash("a{}")].into());
        assert_eq!(page.scripts, [csp_hash("x")].into());
        assert!(page.refused.is_empty());
    }

    #[test]
    fn what_no_hash_allows_is_refused() {
        assert_eq!(
            read("<p style=\"color:red\">").refused,
            ["<p style=\"color:red\">"]
        );
        assert_eq!(read("<a class=x onclick='a>b'>").refused.len(), 1);
    }

    #[test]
    fn text_is_not_markup() {
        let page = read(
            "<title><p style='x'></title><!-- <p style='x'> --><p title=\" style='x' \">1 < 2 style=</p>",
        );
        assert_eq!(page, Inline::default());
    }

    #[test]
    fn attribute_names_are_found_with_and_without_values() {
        assert_eq!(attribute_names(" a b=\"c d\" E=f/>"), ["a", "b", "e"]);
    }
}
