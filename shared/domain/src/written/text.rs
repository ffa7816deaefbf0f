//! Texts of one line and of several.

use super::FieldProblem;
use super::characters::{is_line_break, visible};
use super::text_type;
use serde::{Deserialize, Serialize};

/// A text of one line, of `MIN` to `MAX` characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Line<const MAX: usize, const MIN: usize = 1>(String);

/// A text that may have several lines, of 1 to `MAX` characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Note<const MAX: usize>(String);

text_type!([const MAX: usize, const MIN: usize] Line<MAX, MIN>);
text_type!([const MAX: usize] Note<MAX>);

impl<const MAX: usize, const MIN: usize> Line<MAX, MIN> {
    /// Reads it as [`line`] does.
    pub fn parse(text: &str) -> Result<Self, FieldProblem> {
        line(text, MIN, MAX).map(Self)
    }
}

impl<const MAX: usize> Note<MAX> {
    /// Reads it as [`note`] does.
    pub fn parse(text: &str) -> Result<Self, FieldProblem> {
        note(text, 1, MAX).map(Self)
    }
}

/// Reads a text of one line: trimmed, line breaks and tabs as blanks, without characters that nobody sees. `shortest` and
/// `longest` count the characters that are stored.
pub fn line(text: &str, shortest: usize, longest: usize) -> Result<String, FieldProblem> {
    let text: String = text
        .chars()
        .map(|c| if c == '\t' || is_line_break(c) { ' ' } else { c })
        .collect();
    counted(&visible(&text)?, shortest, longest)
}

/// Reads a text that may have several lines, ended by `\n` each. Like [`line`] otherwise.
pub fn note(text: &str, shortest: usize, longest: usize) -> Result<String, FieldProblem> {
    let text: String = text
        .replace("\r\n", "\n")
        .chars()
        .map(|c| match c {
            '\t' => ' ',
            c if is_line_break(c) => '\n',
            c => c,
        })
        .collect();
    counted(&visible(&text)?, shortest, longest)
}

/// Like [`line`], for a text that may stay empty.
pub fn optional_line(text: &str, longest: usize) -> Result<String, FieldProblem> {
    match line(text, 1, longest) {
        Err(FieldProblem::Missing) => Ok(String::new()),
        read => read,
    }
}

fn counted(text: &str, shortest: usize, longest: usize) -> Result<String, FieldProblem> {
    match text.chars().count() {
        0 => Err(FieldProblem::Missing),
        n if n < shortest => Err(FieldProblem::TooShort(shortest)),
        n if n > longest => Err(FieldProblem::TooLong(longest)),
        _ => Ok(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_stored_as_it_was_checked() {
        for (written, read) in [
            ("  Ana  ", Ok("Ana")),
            ("Ana\r\nQuispe", Ok("Ana  Quispe")),
            ("Ana\tQuispe", Ok("Ana Quispe")),
            ("A\u{202e}na\u{200b}", Ok("Ana")),
            ("\u{200b}\u{200b}", Err(FieldProblem::Missing)),
            ("\u{3164}\u{2800}", Err(FieldProblem::Missing)),
            ("", Err(FieldProblem::Missing)),
            ("A", Err(FieldProblem::TooShort(2))),
            ("Ana Quispe de los Ríos", Err(FieldProblem::TooLong(12))),
            ("Ana\u{0}", Err(FieldProblem::Malformed)),
            ("Ana\u{1b}[2J", Err(FieldProblem::Malformed)),
            ("A\u{300}\u{301}\u{302}\u{303}", Err(FieldProblem::Malformed)),
            ("José Ñ", Ok("José Ñ")),
        ] {
            assert_eq!(line(written, 2, 12), read.map(str::to_owned), "{written:?}");
            let typed = Line::<12, 2>::parse(written);
            assert_eq!(typed.map(String::from), read.map(str::to_owned), "{written:?}");
        }
        let padded = format!("ab{}", " ".repeat(70_000));
        assert_eq!(line(&padded, 2, 12), Ok("ab".into()));
    }

    #[test]
    fn a_note_keeps_its_lines() {
        for (written, read) in [
            (" sin ají\r\nbien dorado\n", Ok("sin ají\nbien dorado")),
            ("a\u{2028}b\tc", Ok("a\nb c")),
            (" \r\n ", Err(FieldProblem::Missing)),
            (
                "una nota que no cabe en cuarenta caracteres",
                Err(FieldProblem::TooLong(40)),
            ),
        ] {
            assert_eq!(note(written, 1, 40), read.map(str::to_owned), "{written:?}");
            let typed = Note::<40>::parse(written);
            assert_eq!(typed.map(String::from), read.map(str::to_owned), "{written:?}");
        }
        assert_eq!(optional_line(" ", 40), Ok(String::new()));
    }
}
