//! Which characters a text may have, and which of them nobody sees.

use super::FieldProblem;

/// Combining marks that may follow each other; more are no writing.
const MAX_MARKS: usize = 3;

/// Trims a text and takes out what nobody sees. Characters that command a device are malformed, and so are marks without
/// end on one letter.
pub(super) fn visible(text: &str) -> Result<String, FieldProblem> {
    let text: String = text.chars().filter(|c| !is_format(*c)).collect();
    let text = text.trim();
    if text.chars().any(|c| c.is_control() && c != '\n') {
        return Err(FieldProblem::Malformed);
    }
    let mut marks = 0;
    for c in text.chars() {
        marks = if is_mark(c) { marks + 1 } else { 0 };
        if marks > MAX_MARKS {
            return Err(FieldProblem::Malformed);
        }
    }
    if text.chars().all(|c| is_mark(c) || is_blank(c)) {
        return Ok(String::new());
    }
    Ok(text.to_owned())
}

pub(super) fn is_line_break(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Letters that look like nothing.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{115f}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}')
}

/// Unicode's category Cf: characters that nobody sees, and that turn the direction of others.
fn is_format(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}'..='\u{891}' | '\u{8e2}'
            | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0001}' | '\u{e0020}'..='\u{e007f}'
    )
}

/// The blocks of combining marks.
pub(super) fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
            | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}'
    )
}
