//! A style sheet without what only its author needs. It changes no value: it drops comments and white space.

/// White space next to these carries no meaning, whether in a selector, a query or a value.
const TIGHT_BEFORE: &str = "{};,)";
const TIGHT_AFTER: &str = "{};,:(";

/// Removes comments and needless white space; strings and bare `url(…)` stay as they are.
pub fn minify(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    let mut space = false;
    while let Some(next) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            // A comment parts two words as a space does.
            space = true;
            continue;
        }
        if next.is_ascii_whitespace() {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
            space = true;
            continue;
        }
        if space
            && !out.is_empty()
            && !out.ends_with(|c| TIGHT_AFTER.contains(c))
            && !TIGHT_BEFORE.contains(next)
        {
            out.push(' ');
        }
        space = false;
        if next == '}' && out.ends_with(';') {
            out.pop();
        }
        let length = verbatim(rest).unwrap_or(next.len_utf8());
        let (taken, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        out.push_str(taken);
        rest = after;
    }
    out
}

/// The length of what must be copied unchanged from here: a string, a bare address, an escaped character.
fn verbatim(rest: &str) -> Option<usize> {
    let first = rest.chars().next()?;
    if first == '"' || first == '\'' {
        return Some(1 + until(&rest[1..], first));
    }
    if first == '\\' {
        return Some(1 + rest[1..].chars().next().map_or(0, char::len_utf8));
    }
    let address = rest
        .get(..4)
        .filter(|start| start.eq_ignore_ascii_case("url("))
        .map(|_| &rest[4..])?;
    let quoted = address.trim_start().starts_with(['"', '\'']);
    if quoted {
        None
    } else {
        Some(4 + until(address, ')'))
    }
}

/// Up to and with the first `end` that is not escaped.
fn until(text: &str, end: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == end {
            return at + c.len_utf8();
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::minify;

    #[test]
    fn comments_and_space_go() {
        assert_eq!(
            minify("/* a */ a {\n  color : red ;\n  top: 0;\n}\n\n b{}"),
            "a{color :red;top:0}b{}"
        );
        assert_eq!(minify("a{margin:1px/* b */2px}"), "a{margin:1px 2px}");
        assert_eq!(minify("a{} /* never closed"), "a{}");
    }

    #[test]
    fn strings_and_addresses_stay() {
        let kept = r#"a{content:"a  /* b */ \" }  c";background:url(data:image/svg+xml;a  /*b*/c)}"#;
        assert_eq!(minify(kept), kept);
        assert_eq!(
            minify("a{background:url( 'a  b.svg' )}"),
            "a{background:url('a  b.svg')}"
        );
        assert_eq!(minify(r"a{content: '\'  x' }"), r"a{content:'\'  x'}");
        assert_eq!(
            minify("@font-face{src:url(a.woff2) format(\"woff2\")}"),
            "@font-face{src:url(a.woff2) format(\"woff2\")}"
        );
    }

    #[test]
    fn arithmetic_keeps_its_spaces() {
        assert_eq!(
            minify("a{width:calc( 100% - ( 2 * 1rem ) )}"),
            "a{width:calc(100% - (2 * 1rem))}"
        );
        assert_eq!(
            minify("a{width:clamp( 1rem , 2vw + 1rem , 3rem )}"),
            "a{width:clamp(1rem,2vw + 1rem,3rem)}"
        );
    }

    #[test]
    fn selectors_keep_their_meaning() {
        assert_eq!(
            minify("a :hover , b > c{ & :focus{} }"),
            "a :hover,b > c{& :focus{}}"
        );
        assert_eq!(
            minify("@media (min-width: 40rem) and (hover: hover) { a{} }"),
            "@media (min-width:40rem) and (hover:hover){a{}}"
        );
        assert_eq!(
            minify("@layer reset , base ;\n.a .b{}"),
            "@layer reset,base;.a .b{}"
        );
        assert_eq!(minify(r".a\:b  .c{}"), r".a\:b .c{}");
        assert_eq!(minify("[data-a=\"x  y\"] i{}"), "[data-a=\"x  y\"] i{}");
    }

    #[test]
    fn custom_properties_may_be_empty() {
        assert_eq!(minify(":root{--a: ;--b:  1px 2px;}"), ":root{--a:;--b:1px 2px}");
    }

    #[test]
    fn minifying_twice_changes_nothing() {
        let once = minify("a { b : c ; }\n@media x { d { e: f( 1 , 2 ) } }");
        assert_eq!(minify(&once), once);
    }
}
