//! The scripts around wasm without what only a reader needs. It goes by whole lines and so cannot change a meaning.

/// Drops comments that have their lines for themselves, indentation, and empty lines.
pub fn minify(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut comment = false;
    let mut template = false;
    for line in source.lines() {
        let trimmed = line.trim();
        if template {
            // White space counts in a template that goes over several lines.
            out.push_str(line);
        } else if comment || starts_comment(trimmed) {
            comment = !trimmed.ends_with("*/");
            continue;
        } else if trimmed.is_empty() || trimmed.starts_with("//") {
            continue;
        } else {
            out.push_str(trimmed);
        }
        out.push('\n');
        template ^= line.matches('`').count() % 2 == 1;
    }
    out
}

/// Whether a comment starts here with no code behind it.
fn starts_comment(line: &str) -> bool {
    line.starts_with("/*") && (line.ends_with("*/") || !line.contains("*/"))
}

#[cfg(test)]
mod tests {
    use super::minify;

    #[test]
    fn whole_lines_of_comment_and_indentation_go() {
        let source =
            "/**\n * @param {number} a\n */\nf(a) {\n    // why\n    return a; // kept\n\n}\n/* one */\n";
        assert_eq!(minify(source), "f(a) {\nreturn a; // kept\n}\n");
    }

    #[test]
    fn code_beside_a_comment_stays() {
        assert_eq!(minify("/* split */ const a = 1;\n"), "/* split */ const a = 1;\n");
        assert_eq!(
            minify("const a = \"// no\";\n  * 2;"),
            "const a = \"// no\";\n* 2;\n"
        );
    }

    #[test]
    fn templates_keep_their_lines() {
        let source = "const a = `x\n   // y\n\n  ${`z`}`;\n";
        assert_eq!(minify(source), source);
    }
}
