//! The number of the national identity document.

use super::FieldProblem;
use super::{digits, text_type};
use serde::{Deserialize, Serialize};

/// The number of a DNI: 8 digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Dni(String);

text_type!([] Dni);

impl Dni {
    /// Reads a DNI: 8 digits, leading zeros included. The character beside them on the card is no part of it.
    pub fn parse(text: &str) -> Result<Dni, FieldProblem> {
        digits(text, 8).map(Dni).ok_or(FieldProblem::NoDni)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dni_has_eight_digits() {
        for (written, read) in [
            ("12345678 ", Ok("12345678")),
            ("01 234 567", Ok("01234567")),
            ("1234567", Err(FieldProblem::NoDni)),
            ("123456789", Err(FieldProblem::NoDni)),
            ("1234567A", Err(FieldProblem::NoDni)),
            ("", Err(FieldProblem::NoDni)),
        ] {
            let dni = Dni::parse(written);
            assert_eq!(
                dni.as_ref().map(Dni::as_str),
                read.as_ref().copied(),
                "{written:?}"
            );
        }
    }
}
