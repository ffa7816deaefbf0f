//! The scripts around wasm: without what only a reader needs, and in words that the oldest browsers know.

use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::{
    files::{self, Places},
    process::program,
    setup,
};

/// The edition of ECMAScript that Chrome 109 and Safari 15.4 read, but for [`UNKNOWN_SYNTAX`]. Top-level `await` is of it.
const EDITION: &str = "--ecma2022";

/// What of that edition Safari reads only from 16.4 on: blocks of a class that run once, and looking behind in a pattern.
const UNKNOWN_SYNTAX: [&str; 3] = ["static {", "(?<=", "(?<!"];

/// Fails with the place where the oldest browsers would stop reading a module.
pub fn readable(places: &Places, module: &Path) -> Result<()> {
    let acorn = setup::npm(places, &places.root.join("xtask"), "acorn")?;
    let read = program(places, acorn).args([EDITION, "--module", "--silent"]);
    read.args([module])
        .quiet()
        .with_context(|| format!("the oldest browsers of shops cannot read {}", module.display()))?;
    let source = files::read_text(module)?;
    let unknown = UNKNOWN_SYNTAX.iter().find(|words| source.contains(**words));
    ensure!(
        unknown.is_none(),
        "{}: {unknown:?} is unknown to the oldest browsers of shops",
        module.display()
    );
    Ok(())
}

/// Drops comments that have their lines for themselves, indentation, and empty lines. It goes by whole lines and so cannot
/// change a meaning.
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
