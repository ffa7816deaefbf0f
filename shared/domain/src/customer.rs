//! Customers and the rules of what they tell about themselves.

use super::letters::fold;
use super::time::DAY_MS;
pub use super::written::FieldProblem;
use super::written::{self, Email, Line, Note, Phone, line, optional_line};
use super::{CustomerId, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Somebody who orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Customer {
    pub id: CustomerId,
    /// Small number per restaurant, for people.
    pub number: u64,
    pub username: String,
    pub name: String,
    /// `None` until an address was confirmed.
    #[serde(with = "written::blank")]
    pub email: Option<Email>,
    pub phone: Option<Phone>,
    /// The number of an identity document, as a system of the restaurant has it: 1 to 20 characters. People are not asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<PersonDocument>,
    /// Where orders go when nothing else is said: the first of `addresses`.
    pub address: Option<Address>,
    /// The address book, at most [`MAX_ADDRESSES`].
    #[serde(default)]
    pub addresses: Vec<SavedAddress>,
    pub created_at: Timestamp,
    /// Whether the restaurant takes no orders of this account any more; staff may still order for the person.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub blocked: bool,
}

/// Maximum number of addresses in an address book.
pub const MAX_ADDRESSES: usize = 10;

/// What is stored of a closed account is erased after 30 days, in milliseconds. Until then an order can still be asked
/// about; the law wants cancellation within 10 business days of the request (DS 016-2024-JUS, arts. 69 and 71), which
/// hiding at once fulfils.
pub const ERASED_AFTER_MS: i64 = 30 * DAY_MS;

/// For how long beyond the time of an order or an event the restaurant has to know whose it was, in milliseconds: until what
/// is owed is collected, and what went wrong is made good.
pub const NEEDED_AFTER_MS: i64 = 7 * DAY_MS;

/// An address under the name that its owner gave it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedAddress {
    /// E.g. `Casa`, 1 to 30 characters.
    pub label: String,
    #[serde(flatten)]
    pub address: Address,
}

/// Where to deliver.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Address {
    /// Street and number, 3 to 160 characters.
    pub line: String,
    /// District, at most 60 characters.
    #[serde(default)]
    pub district: String,
    /// How to find it, at most 160 characters.
    #[serde(default)]
    pub reference: String,
}

/// Reads a person's name: 1 to 80 characters.
pub fn check_name(text: &str) -> Result<String, FieldProblem> {
    line(text, 1, 80)
}

/// The number of an identity document of any country: 1 to 20 characters.
pub type PersonDocument = Line<20>;

/// Maximum number of characters that the staff notes about a customer.
pub const MAX_NOTE: usize = 500;

/// What the staff notes about a customer: 1 to [`MAX_NOTE`] characters.
pub type StaffText = Note<MAX_NOTE>;

/// Longest user name, in characters.
const MAX_USERNAME: usize = 40;

/// A user name made of a name, which is not taken: the first name, with the next one where it is taken, with a number where that is.
/// Empty while there are too few letters for one.
pub fn proposed_username(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let words: Vec<String> = name
        .split_whitespace()
        .map(|word| {
            let folded = fold(word);
            folded.chars().filter(char::is_ascii_alphanumeric).collect()
        })
        .filter(|word: &String| !word.is_empty())
        .collect();
    let Some(first) = words.first() else {
        return String::new();
    };
    let mut names = vec![first.clone()];
    names.extend(words.get(1).map(|second| [first, ".", second].concat()));
    let last = names.last().cloned().unwrap_or_default();
    let numbered = (2..=MAX_NUMBERED).map(|number| format!("{last}{number}"));
    let free = |name: &String| (3..=MAX_USERNAME).contains(&name.len()) && !is_taken(name);
    names.into_iter().chain(numbered).find(free).unwrap_or_default()
}

/// The last number that is put behind a name.
const MAX_NUMBERED: usize = 1_000;

/// Lower-cases and checks a user name: 3 to 40 of `a-z 0-9 . _ -`.
pub fn check_username(text: &str) -> Result<String, FieldProblem> {
    let name = line(text, 3, MAX_USERNAME)?.to_lowercase();
    let fits = name
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b));
    if fits {
        Ok(name)
    } else {
        Err(FieldProblem::Malformed)
    }
}

/// Different characters of a password at least: fewer are a pattern, such as eight blanks.
const MIN_DIFFERENT: usize = 4;

/// The same for the password of an account that is being made: it is not the name of its user either.
pub fn check_password_of(text: &str, username: &str) -> Result<(), FieldProblem> {
    check_password(text)?;
    match text.trim().eq_ignore_ascii_case(username.trim()) {
        true => Err(FieldProblem::Common),
        false => Ok(()),
    }
}

/// Checks a password: 8 to 128 characters, any of them, but none of the most guessed (NIST SP 800-63B §5.1.1) and no pattern of
/// very few.
pub fn check_password(text: &str) -> Result<(), FieldProblem> {
    const COMMON: [&str; 20] = [
        "12345678",
        "123456789",
        "1234567890",
        "password",
        "password1",
        "password123",
        "qwertyui",
        "qwerty123",
        "contraseña",
        "contrasena",
        "11111111",
        "00000000",
        "iloveyou",
        "abcd1234",
        "abc12345",
        "87654321",
        "princesa",
        "alianzalima",
        "universitario",
        "administrador",
    ];
    match text.chars().count() {
        0 => Err(FieldProblem::Missing),
        1..=7 => Err(FieldProblem::TooShort(8)),
        8..=128 if COMMON.contains(&text.to_lowercase().as_str()) => Err(FieldProblem::Common),
        8..=128 if text.chars().collect::<BTreeSet<char>>().len() < MIN_DIFFERENT => {
            Err(FieldProblem::Common)
        }
        8..=128 => Ok(()),
        _ => Err(FieldProblem::TooLong(128)),
    }
}

impl Address {
    /// Trims and checks the parts; the error names the part.
    pub fn checked(&self) -> Result<Address, (&'static str, FieldProblem)> {
        Ok(Address {
            line: line(&self.line, 3, 160).map_err(|problem| ("line", problem))?,
            district: optional_line(&self.district, 60).map_err(|problem| ("district", problem))?,
            reference: optional_line(&self.reference, 160).map_err(|problem| ("reference", problem))?,
        })
    }

    /// The address on one line.
    pub fn one_line(&self) -> String {
        [&self.line, &self.district]
            .into_iter()
            .filter(|part| !part.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join(", ")
    }
}

impl SavedAddress {
    /// Trims and checks the parts; the error names the part.
    pub fn checked(&self) -> Result<SavedAddress, (&'static str, FieldProblem)> {
        Ok(SavedAddress {
            label: line(&self.label, 1, 30).map_err(|problem| ("label", problem))?,
            address: self.address.checked()?,
        })
    }
}

/// The first word of a person's name: what customers see of the staff, and the staff of customers on the wall.
pub fn first_name(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}

/// The first letter of a name as people see it, with the marks that stand on it; of an emoji all that it is made of. Empty
/// where the name is.
pub fn initial(name: &str) -> &str {
    let name = name.trim_start();
    let is_flag = |c: char| matches!(c, '\u{1f1e6}'..='\u{1f1ff}');
    let (mut before, mut count) = (None, 0);
    for (at, c) in name.char_indices() {
        let belongs = match before {
            None | Some(JOINER) => true,
            Some(before) => c == JOINER || is_mark(c) || (count == 1 && is_flag(before) && is_flag(c)),
        };
        if !belongs {
            return name.split_at(at).0;
        }
        (before, count) = (Some(c), count + 1);
    }
    name
}

/// Makes one emoji of two.
const JOINER: char = '\u{200d}';

/// Whether a character stands on the one before it: the marks of Latin, Greek, Cyrillic, Hebrew, Arabic, Devanagari, Thai and
/// kana, and the variants and colours of emoji.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{93c}'
        | '\u{93e}'..='\u{94f}' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{3099}' | '\u{309a}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{fe20}'..='\u{fe2f}' | '\u{1f3fb}'..='\u{1f3ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_initial_is_a_letter_as_people_see_it() {
        let initials = [
            ("Rosa Huamán", "R"),
            (" Émile", "É"),
            ("E\u{301}mile", "E\u{301}"),
            ("Ñ", "Ñ"),
            ("निशा", "नि"),
            ("👩🏽\u{200d}🍳 Ana", "👩🏽\u{200d}🍳"),
            ("🇵🇪🇨🇱", "🇵🇪"),
            ("", ""),
        ];
        for (name, first) in initials {
            assert_eq!(initial(name), first, "{name}");
        }
    }

    #[test]
    fn usernames_are_lower_case_and_plain() {
        assert_eq!(check_username(" Ignacio.V "), Ok("ignacio.v".into()));
        assert_eq!(check_username("ig"), Err(FieldProblem::TooShort(3)));
        assert_eq!(check_username("ana#1"), Err(FieldProblem::Malformed));
    }

    #[test]
    fn passwords_are_long_and_not_common() {
        assert_eq!(check_password("brasa-demo"), Ok(()));
        assert_eq!(check_password("Password123"), Err(FieldProblem::Common));
        for pattern in ["aaaaaaaa", "        ", "12121212", "abcabcabc"] {
            assert_eq!(check_password(pattern), Err(FieldProblem::Common), "{pattern:?}");
        }
        assert_eq!(
            check_password_of("LuciaRojas ", "luciarojas"),
            Err(FieldProblem::Common)
        );
        assert_eq!(check_password_of("brasa-demo", "luciarojas"), Ok(()));
        assert_eq!(check_password("corta"), Err(FieldProblem::TooShort(8)));
        assert_eq!(check_password(&"a".repeat(129)), Err(FieldProblem::TooLong(128)));
    }

    #[test]
    fn a_customer_without_an_address_for_mail_is_stored_with_an_empty_one() {
        let stored = serde_json::json!({
            "id": "c_1", "number": 1, "username": "ana", "name": "Ana", "email": "", "phone": null,
            "address": null, "addresses": [], "createdAt": "2025-10-25T17:00:00.000Z",
        });
        let read: Customer = serde_json::from_value(stored.clone()).unwrap();
        assert_eq!((&read.email, &read.phone), (&None, &None));
        assert_eq!(serde_json::to_value(&read).unwrap(), stored);
    }
}
