//! What the content security policy must allow in a page, and what it would block.
//!
//! Pages are served with neither `unsafe-inline` nor `unsafe-eval`. An inline style sheet is allowed by its hash; a
//! `style` attribute or an event handler in HTML would be dropped silently by the browser, so it is refused here.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer, naive_next_state};
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
        let mut tokenizer = Tokenizer::new_with_emitter(html, DefaultEmitter::<usize>::new_with_span());
        let mut code: Option<Code> = None;
        while let Some(Ok(token)) = tokenizer.next() {
            match token {
                Token::StartTag(tag) => {
                    let source = html.get(tag.span.start..tag.span.end).unwrap_or_default();
                    let blocked = tag.attributes.keys().filter(|name| is_blocked(name));
                    self.refused.extend(blocked.map(|_| source.to_owned()));
                    // To a browser without scripts the content of `noscript` is markup.
                    if tag.name != b"noscript"
                        && let Some(state) = naive_next_state(&tag.name)
                    {
                        tokenizer.set_state(state);
                    }
                    code = Code::begun_by(&tag);
                }
                Token::String(text) => {
                    if let Some(code) = &mut code {
                        code.text.push_str(&String::from_utf8_lossy(&text));
                    }
                }
                Token::EndTag(_) => self.add(code.take()),
                _ => {}
            }
        }
        self.add(code);
    }

    fn add(&mut self, code: Option<Code>) {
        if let Some(code) = code {
            let hashes = match code.language {
                Language::Style => &mut self.styles,
                Language::Script => &mut self.scripts,
            };
            hashes.insert(csp_hash(&code.text));
        }
    }
}

/// The text of a `<style>` or `<script>`, as far as it was read.
struct Code {
    language: Language,
    text: String,
}

enum Language {
    Style,
    Script,
}

impl Code {
    /// What a tag begins that a browser would run: no data, and no file.
    fn begun_by(tag: &StartTag<usize>) -> Option<Code> {
        let attribute = |name: &[u8]| tag.attributes.get(name).map(|value| value.as_slice());
        let data: [&[u8]; 2] = [b"application/json", b"application/ld+json"];
        let is_data = attribute(b"type").is_some_and(|kind| data.contains(&kind));
        let language = match tag.name.as_slice() {
            b"style" => Language::Style,
            b"script" if !is_data && attribute(b"src").is_none() => Language::Script,
            _ => return None,
        };
        Some(Code {
            language,
            text: String::new(),
        })
    }
}

/// Whether the policy has the browser ignore an attribute.
fn is_blocked(name: &[u8]) -> bool {
    name == b"style" || name.starts_with(b"on")
}

#[cfg(test)]
mod tests {
    use super::Inline;
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
    fn attributes_are_found_with_and_without_values() {
        let refused = |html: &str| read(html).refused.len();
        assert_eq!(refused("<p a b=\"c d\" STYLE=f/>"), 1);
        assert_eq!(refused("<p style onclick=x a=style b='onclick'>"), 2);
        assert_eq!(refused("<noscript><p style='x'></noscript>"), 1);
    }

    #[test]
    fn code_ends_where_a_browser_ends_it() {
        let page = read("<script>\"<style>a{}</style>\"</script><style>b{}<p style=x></STYLE><style>c{}");
        assert_eq!(page.scripts, [csp_hash("\"<style>a{}</style>\"")].into());
        assert_eq!(page.styles, [csp_hash("b{}<p style=x>"), csp_hash("c{}")].into());
        assert!(page.refused.is_empty());
    }
}
