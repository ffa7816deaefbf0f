//! What people write about themselves, read in one way by browser and server: what is checked is what is stored.
//!
//! Facts about Peru are those of SUNAT's catalogue 06 (documents) and of the numbering plan as libphonenumber has it.

use super::customer::FieldProblem;
use serde::{Deserialize, Serialize};

/// Combining marks that may follow each other; more are no writing.
const MAX_MARKS: usize = 3;

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

/// Reads an e-mail address and puts it in lower case: at most 254 characters. Before the `@` stand ASCII letters, digits
/// and `.!#$%&'*+/=?^_{|}~-` (RFC 5321), because mail to others is refused on the way. After it may stand any letters: the
/// server turns them into ASCII.
pub fn email(text: &str) -> Result<String, FieldProblem> {
    let email = line(text, 1, 254)?.to_lowercase();
    let (local, domain) = email.rsplit_once('@').ok_or(FieldProblem::NoEmail)?;
    if !local.is_ascii() {
        return Err(FieldProblem::EmailLetters);
    }
    let atom = |part: &str| {
        let fits = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~-".contains(&b);
        !part.is_empty() && part.bytes().all(fits)
    };
    let label = |part: &str| {
        let fits = |c: char| c.is_alphanumeric() || c == '-' || is_mark(c);
        !part.is_empty() && part.chars().all(fits) && !part.starts_with('-') && !part.ends_with('-')
    };
    let labels: Vec<&str> = domain.split('.').collect();
    let sound = local.len() <= 64 && local.split('.').all(atom) && labels.len() > 1;
    let last = labels
        .last()
        .is_some_and(|last| last.chars().any(char::is_alphabetic));
    if sound && last && labels.into_iter().all(label) {
        Ok(email)
    } else {
        Err(FieldProblem::NoEmail)
    }
}

/// Reads a telephone number in any usual form and gives it as `+` and 8 to 15 digits (E.164). One without a country is of
/// Peru: a mobile has nine digits and begins with 9, a landline has eight with its area.
pub fn phone(text: &str) -> Result<String, FieldProblem> {
    let text = line(text, 1, 60)?;
    let bare = text.strip_prefix("tel:").unwrap_or(&text);
    let digits: String = bare
        .chars()
        .filter(|c| !c.is_whitespace() && !"().-/".contains(*c) && !('\u{2010}'..='\u{2015}').contains(c))
        .collect();
    let (digits, abroad) = match (digits.strip_prefix('+'), digits.strip_prefix("00")) {
        (Some(rest), _) | (None, Some(rest)) => (rest, true),
        (None, None) => (&*digits, false),
    };
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(FieldProblem::NoPhone);
    }
    if let Some(national) = digits.strip_prefix("51").filter(|rest| abroad || rest.len() >= 8)
        && let Some(number) = peruvian(national)
    {
        return Ok(number);
    }
    if abroad && !digits.starts_with("51") && !digits.starts_with('0') && (8..=15).contains(&digits.len()) {
        return Ok(format!("+{digits}"));
    }
    peruvian(digits).filter(|_| !abroad).ok_or(FieldProblem::NoPhone)
}

/// A number as it is dialled in Peru, with or without the trunk's 0.
fn peruvian(digits: &str) -> Option<String> {
    let digits = digits.strip_prefix('0').unwrap_or(digits);
    let mobile = digits.len() == 9 && digits.starts_with('9');
    let landline = digits.len() == 8 && digits.starts_with(['1', '4', '5', '6', '7', '8']);
    (mobile || landline).then(|| format!("+51{digits}"))
}

/// A stored telephone number as people read it: `987 654 321`, `(01) 444 5555`, `+34 600000000`.
pub fn shown_phone(stored: &str) -> String {
    let Some(national) = stored.strip_prefix("+51") else {
        return stored.to_owned();
    };
    let part = |from: usize, to: usize| national.get(from..to).unwrap_or_default();
    match (national.len(), national.starts_with('1')) {
        (9, _) => format!("{} {} {}", part(0, 3), part(3, 6), part(6, 9)),
        (8, true) => format!("(01) {} {}", part(1, 4), part(4, 8)),
        (8, false) => format!("(0{}) {}", part(0, 2), part(2, 8)),
        _ => stored.to_owned(),
    }
}

/// Reads a DNI: 8 digits, leading zeros included. The character beside them on the card is no part of it.
pub fn dni(text: &str) -> Result<String, FieldProblem> {
    digits(text, 8).ok_or(FieldProblem::NoDni)
}

/// Reads a RUC: 11 digits that begin with 10, 15, 16, 17 or 20 and end with a check digit. Weights 5 4 3 2 7 6 5 4 3 2, 11
/// less the rest by 11, of which 10 counts as 0 and 11 as 1.
pub fn ruc(text: &str) -> Result<String, FieldProblem> {
    const WEIGHTS: [u32; 10] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
    let ruc = digits(text, 11).ok_or(FieldProblem::NoRuc)?;
    if !["10", "15", "16", "17", "20"]
        .iter()
        .any(|begin| ruc.starts_with(begin))
    {
        return Err(FieldProblem::NoRuc);
    }
    let values: Vec<u32> = ruc.bytes().map(|b| u32::from(b - b'0')).collect();
    let sum: u32 = values
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    let check = (11 - sum % 11) % 10;
    if values.last() == Some(&check) {
        Ok(ruc)
    } else {
        Err(FieldProblem::WrongRuc)
    }
}

/// A document of somebody without a DNI.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ForeignDocument {
    pub kind: ForeignDocumentKind,
    /// Up to 12 capital letters and digits.
    pub number: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum ForeignDocumentKind {
    /// Carné de extranjería.
    Ce,
    Passport,
}

impl ForeignDocument {
    /// Reads the number: 4 to 12 letters and digits, in capitals.
    pub fn checked(&self) -> Result<ForeignDocument, FieldProblem> {
        let number = line(&self.number, 1, 40)?;
        let number: String = number
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .collect::<String>()
            .to_uppercase();
        let fits = number.bytes().all(|b| b.is_ascii_alphanumeric());
        if fits && (4..=12).contains(&number.len()) {
            Ok(ForeignDocument {
                kind: self.kind,
                number,
            })
        } else {
            Err(FieldProblem::NoDocument)
        }
    }
}

/// Exactly `count` digits; blanks and hyphens between them are left out.
fn digits(text: &str, count: usize) -> Option<String> {
    let text = line(text, 1, 40).ok()?;
    let digits: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !"-.".contains(*c))
        .collect();
    (digits.len() == count && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

/// Trims a text and takes out what nobody sees. Characters that command a device are malformed, and so are marks without
/// end on one letter.
fn visible(text: &str) -> Result<String, FieldProblem> {
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

fn counted(text: &str, shortest: usize, longest: usize) -> Result<String, FieldProblem> {
    match text.chars().count() {
        0 => Err(FieldProblem::Missing),
        n if n < shortest => Err(FieldProblem::TooShort(shortest)),
        n if n > longest => Err(FieldProblem::TooLong(longest)),
        _ => Ok(text.to_owned()),
    }
}

fn is_line_break(c: char) -> bool {
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
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
            | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}'
    )
}

#[cfg(test)]
mod tests;
