//! The Peruvian tax number.

use super::FieldProblem;
use super::{digits, text_type};
use serde::{Deserialize, Serialize};

/// A RUC: 11 digits, the last of which checks the others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ruc(String);

text_type!([] Ruc);

impl Ruc {
    /// Reads a RUC: 11 digits that begin with 10, 15, 16, 17 or 20 and end with a check digit. Weights 5 4 3 2 7 6 5 4 3 2,
    /// 11 less the rest by 11, of which 10 counts as 0 and 11 as 1.
    pub fn parse(text: &str) -> Result<Ruc, FieldProblem> {
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
            Ok(Ruc(ruc))
        } else {
            Err(FieldProblem::WrongRuc)
        }
    }

    /// Whether it is a company's, which begins with 20. Other numbers are those of people.
    pub fn is_of_a_company(&self) -> bool {
        self.0.starts_with("20")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ruc_is_checked_by_its_last_digit() {
        for (written, read) in [
            ("20131312955", Ok("20131312955")),
            ("20100047218", Ok("20100047218")),
            ("20100070970", Ok("20100070970")),
            ("10123456781", Ok("10123456781")),
            ("20-10007097-0", Ok("20100070970")),
            ("20131312954", Err(FieldProblem::WrongRuc)),
            ("12345678901", Err(FieldProblem::NoRuc)),
            ("2013131295", Err(FieldProblem::NoRuc)),
            ("30131312955", Err(FieldProblem::NoRuc)),
            ("", Err(FieldProblem::NoRuc)),
        ] {
            let ruc = Ruc::parse(written);
            assert_eq!(
                ruc.as_ref().map(Ruc::as_str),
                read.as_ref().copied(),
                "{written:?}"
            );
        }
    }

    #[test]
    fn companies_are_told_from_people() {
        assert!(Ruc::parse("20131312955").unwrap().is_of_a_company());
        assert!(!Ruc::parse("10123456781").unwrap().is_of_a_company());
    }
}
