//! Telephone numbers.

use super::FieldProblem;
use super::{line, text_type};
use serde::{Deserialize, Serialize};

/// A telephone number as `+` and 8 to 15 digits (E.164).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Phone(String);

text_type!([] Phone);

impl Phone {
    /// Reads a telephone number in any usual form and gives it as `+` and 8 to 15 digits (E.164). One without a country is of
    /// Peru: a mobile has nine digits and begins with 9, a landline has eight with its area.
    pub fn parse(text: &str) -> Result<Phone, FieldProblem> {
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
            return Ok(Phone(number));
        }
        if abroad && !digits.starts_with("51") && !digits.starts_with('0') && (8..=15).contains(&digits.len())
        {
            return Ok(Phone(format!("+{digits}")));
        }
        let number = peruvian(digits).filter(|_| !abroad);
        number.map(Phone).ok_or(FieldProblem::NoPhone)
    }

    /// The number as people read it: `987 654 321`, `(01) 444 5555`, `+34 600000000`.
    pub fn shown(&self) -> String {
        shown_phone(&self.0)
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_have_one_form() {
        for (written, read) in [
            ("999 888 777", "+51999888777"),
            ("999.888.777", "+51999888777"),
            ("51-999-888-777", "+51999888777"),
            ("0051 999 888 777", "+51999888777"),
            ("tel:+51999888777", "+51999888777"),
            ("\u{202a}+51 999 888 777\u{202c}", "+51999888777"),
            ("999\u{2011}888\u{2011}777", "+51999888777"),
            ("(01) 444-5555", "+5114445555"),
            ("01.444.5555", "+5114445555"),
            ("+51 (1) 444-5555", "+5114445555"),
            ("(084) 234567", "+5184234567"),
            ("+34 600 000 000", "+34600000000"),
        ] {
            let phone = Phone::parse(written).unwrap();
            assert_eq!(phone.as_str(), read, "{written:?}");
            // What was read, and what is shown of it, is read the same again.
            assert_eq!(Phone::parse(read), Ok(phone.clone()));
            assert_eq!(Phone::parse(&phone.shown()), Ok(phone));
        }
        for wrong in [
            "000000",
            "9",
            "llámame",
            "+51 12",
            "12345678901234567",
            "+0 600000000",
            "999888",
            "+51 999 888 7777",
        ] {
            assert_eq!(Phone::parse(wrong), Err(FieldProblem::NoPhone), "{wrong}");
        }
        assert_eq!(Phone::parse("  "), Err(FieldProblem::Missing));
    }

    #[test]
    fn a_phone_is_shown_as_it_is_dialled() {
        for (stored, shown) in [
            ("+51999888777", "999 888 777"),
            ("+5114445555", "(01) 444 5555"),
            ("+5184234567", "(084) 234567"),
            ("+34600000000", "+34600000000"),
            // As they were stored before they had one form.
            ("999888777", "999888777"),
            ("(01) 555-0134", "(01) 555-0134"),
        ] {
            assert_eq!(shown_phone(stored), shown);
            let phone: Phone = serde_json::from_value(stored.into()).unwrap();
            assert_eq!(phone.shown(), shown);
        }
    }
}
