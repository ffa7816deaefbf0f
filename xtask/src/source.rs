//! Rust source as this crate looks at it: text without comments and strings, line for line.

/// The source with comments and strings blanked, line for line.
pub fn code(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(next) = rest.chars().next() {
        let length = passed_over(rest);
        if length == 0 {
            out.push(next);
            rest = &rest[next.len_utf8()..];
        } else {
            out.extend(rest[..length].chars().filter(|c| *c == '\n'));
            rest = &rest[length..];
        }
    }
    out
}

/// The length of the comment, string or character that starts here, or 0.
fn passed_over(rest: &str) -> usize {
    let to = |end: Option<usize>| end.unwrap_or(rest.len());
    if rest.starts_with("//") {
        return to(rest.find('\n'));
    }
    if rest.starts_with("/*") {
        return to(rest.find("*/").map(|at| at + 2));
    }
    if let Some(raw) = rest.strip_prefix("r#\"") {
        return to(raw.find("\"#").map(|at| at + 5));
    }
    if rest.starts_with("'\"'") {
        return 3;
    }
    if let Some(text) = rest.strip_prefix('"') {
        let mut escaped = false;
        let end = text.char_indices().find(|(_, c)| {
            let ends = *c == '"' && !escaped;
            escaped = *c == '\\' && !escaped;
            ends
        });
        return to(end.map(|(at, _)| at + 2));
    }
    0
}

/// Whether a line names `word`, and not as the end of a longer name.
pub fn names(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        word.starts_with('.') || !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_')
    })
}

/// The items of a list in braces, or what stands there instead of one.
pub fn items(rest: &str) -> Vec<&str> {
    let Some(list) = rest.strip_prefix('{') else {
        return vec![rest];
    };
    let (mut depth, mut begin, mut items) = (0_usize, 0, Vec::new());
    for (at, letter) in list.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => {
                items.push(&list[begin..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                items.push(&list[begin..at]);
                begin = at + 1;
            }
            _ => {}
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::{code, names};

    #[test]
    fn comments_and_strings_are_not_code() {
        assert_eq!(
            code("a // b\nc /* x\n */ \"d\\\" e\" f r#\"g\"h\"# '\"' i"),
            "a \nc \n  f   i"
        );
    }

    #[test]
    fn a_word_is_not_the_end_of_another() {
        assert!(names("use leptos::prelude", "leptos"));
        assert!(!names("use my_leptos::prelude", "leptos"));
        assert!(names("f().await", ".await"));
    }
}
