//! Numbers of claims: nine digits and the year, without gaps (LR, Anexo I as of DS 101-2022-PCM).

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// `000000001-2026`. Sorts by age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String))]
pub struct ClaimNumber(
    /// The year, and nine digits for the place in it.
    u64,
);

/// What nine digits can count, and one.
const A_YEAR: u64 = 1_000_000_000;

/// A text that is no number of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a number of a claim such as 000000001-2026")]
pub struct InvalidClaimNumber;

impl ClaimNumber {
    /// The claim of this place in its year: 1 to 999,999,999, in a year of four digits.
    pub fn new(sequence: u32, year: i32) -> Option<ClaimNumber> {
        let year = u64::try_from(year).ok()?;
        let fits = (1_000..=9_999).contains(&year) && (1..A_YEAR).contains(&u64::from(sequence));
        fits.then(|| ClaimNumber(year * A_YEAR + u64::from(sequence)))
    }

    /// The form that sorts by age as text: `2026#000000001`.
    pub fn sortable(self) -> String {
        format!("{:04}#{:09}", self.0 / A_YEAR, self.0 % A_YEAR)
    }
}

impl fmt::Display for ClaimNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:09}-{:04}", self.0 % A_YEAR, self.0 / A_YEAR)
    }
}

impl FromStr for ClaimNumber {
    type Err = InvalidClaimNumber;

    fn from_str(text: &str) -> Result<ClaimNumber, InvalidClaimNumber> {
        let (sequence, year) = text.split_once('-').ok_or(InvalidClaimNumber)?;
        let digits = |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(sequence, 9) || !digits(year, 4) {
            return Err(InvalidClaimNumber);
        }
        let (sequence, year) = (sequence.parse().ok(), year.parse().ok());
        let number = sequence
            .zip(year)
            .and_then(|(sequence, year)| ClaimNumber::new(sequence, year));
        number.ok_or(InvalidClaimNumber)
    }
}

impl TryFrom<String> for ClaimNumber {
    type Error = InvalidClaimNumber;
    fn try_from(text: String) -> Result<ClaimNumber, InvalidClaimNumber> {
        text.parse()
    }
}

impl From<ClaimNumber> for String {
    fn from(number: ClaimNumber) -> String {
        number.to_string()
    }
}
