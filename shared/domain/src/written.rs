//! What people write about themselves, read in one way by browser and server: what is checked is what is stored.
//!
//! [`Email`], [`Phone`], [`Ruc`], [`Dni`], [`ForeignDocument`], [`Line`] and [`Note`] are texts that were read: `parse` makes
//! them of what somebody typed, and nothing else does in a form, a use case or an answer. What is typed stays a `String`
//! until then, so requests have no field of these types.
//!
//! Serialised, each is its text. Deserialising takes the text as it is and does not read it again: it comes from our own
//! store or server, where it was read once, and a rule that has become stricter since must not make an old record
//! unreadable. Where a text may be absent a field is an `Option`, stored as an empty text: see [`blank`].
//!
//! Facts about Peru are those of SUNAT's catalog 06 (documents) and of the numbering plan as libphonenumber has it.

pub mod blank;
mod characters;
mod dni;
mod email;
mod foreign_document;
mod phone;
mod ruc;
mod text;

pub use dni::Dni;
pub use email::Email;
pub use foreign_document::{ForeignDocument, ForeignDocumentForm, ForeignDocumentKind};
pub use phone::{Phone, shown_phone};
pub use ruc::Ruc;
pub use text::{Line, Note, line, note, optional_line};

/// A field that a person filled in with something that cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldProblem {
    Missing,
    TooShort(usize),
    TooLong(usize),
    Malformed,
    /// A password that is on every list of guesses.
    Common,
    /// No e-mail address.
    NoEmail,
    /// Letters before the `@` that mail does not carry.
    EmailLetters,
    /// More entries than fit.
    TooMany(usize),
    NoPhone,
    NoDni,
    NoRuc,
    /// Of a RUC's form, but with another check digit.
    WrongRuc,
    /// No document of a foreigner.
    NoDocument,
    /// A boleta of this amount names its buyer by a document.
    DocumentNeeded,
    /// No amount of money that is claimed.
    NoAmount,
    /// More than can be given back of an order.
    MoreThanPaid,
    /// No day of the past, or one too long ago.
    NoPastDay,
    /// No four digits.
    NoPin,
    /// Four digits that are among the first that anybody would try.
    CommonPin,
    /// A reply has to reach its reader by letter or by mail.
    AddressOrEmail,
}

/// What all texts that were read can do. The type's one field is the text.
macro_rules! text_type {
    ([$($generics:tt)*] $name:ty) => {
        impl<$($generics)*> $name {
            /// The text as it is stored.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl<$($generics)*> AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl<$($generics)*> std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(&self.0)
            }
        }

        impl<$($generics)*> From<$name> for String {
            fn from(text: $name) -> String {
                text.0
            }
        }
    };
}
use text_type;

/// Reads a field that may be left out: `None` where there is nothing to be seen in it.
pub fn optional<T>(
    text: &str,
    read: impl FnOnce(&str) -> Result<T, FieldProblem>,
) -> Result<Option<T>, FieldProblem> {
    if is_left_out(text) {
        return Ok(None);
    }
    read(text).map(Some)
}

/// Whether there is nothing to be seen in a field.
pub fn is_left_out(text: &str) -> bool {
    line(text, 1, usize::MAX) == Err(FieldProblem::Missing)
}

/// A text that may be absent, as it is shown and sent: empty where it is.
pub fn or_empty<T: AsRef<str>>(text: &Option<T>) -> &str {
    text.as_ref().map_or("", AsRef::as_ref)
}

/// Exactly `count` digits; blanks, dots and hyphens between them are left out.
fn digits(text: &str, count: usize) -> Option<String> {
    let text = line(text, 1, 40).ok()?;
    let digits: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !"-.".contains(*c))
        .collect();
    (digits.len() == count && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

#[cfg(test)]
mod tests;
