//! The PIN with which somebody of the staff says on a tablet that several share that it is them.

use crate::written::FieldProblem;
use std::fmt;

/// Digits of a PIN.
pub const PIN_DIGITS: usize = 4;

/// How many PINs there are.
const PINS: u16 = 10_000;

/// Wrong PINs of somebody in a row, on whichever tablet, before theirs is locked.
pub const MAX_WRONG_PINS: u32 = 5;

/// Four digits that are not among the first that anybody would try.
#[derive(Clone, PartialEq, Eq)]
pub struct Pin(String);

impl fmt::Debug for Pin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Pin")
    }
}

impl Pin {
    /// Reads four digits. Refuses a digit three times in a row, two that take turns or come in pairs, digits in a row up or down, the
    /// column in the middle of the keys, and years in which people are born or marry (1900 to 2099).
    pub fn read(text: &str) -> Result<Pin, FieldProblem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(FieldProblem::Missing);
        }
        let digits: Option<Vec<u8>> = text
            .bytes()
            .map(|byte| byte.is_ascii_digit().then(|| byte - b'0'))
            .collect();
        match digits.as_deref() {
            Some(&[a, b, c, d]) if is_common([a, b, c, d]) => Err(FieldProblem::CommonPin),
            Some([_, _, _, _]) => Ok(Pin(text.to_owned())),
            _ => Err(FieldProblem::NoPin),
        }
    }

    /// The PIN of a number, or the next one that can be used. Any number is taken.
    pub fn proposed(number: u16) -> Pin {
        let all = (0..PINS).map(|step| (number % PINS + step) % PINS);
        let read = |number: u16| Pin::read(&format!("{number:04}")).ok();
        // Most of them can be used, so that this one never stands for what was found.
        all.into_iter()
            .find_map(read)
            .unwrap_or_else(|| Pin("5802".to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_common([a, b, c, d]: [u8; 4]) -> bool {
    let step = |from: u8, to: u8, by: u8| (from + by) % 10 == to;
    let in_a_row = |by: u8| step(a, b, by) && step(b, c, by) && step(c, d, by);
    let thrice = b == c && (a == b || c == d);
    let year = (a, b) == (1, 9) || (a, b) == (2, 0);
    let column = [a, b, c, d] == [2, 5, 8, 0] || [a, b, c, d] == [0, 8, 5, 2];
    thrice || in_a_row(1) || in_a_row(9) || (a, b) == (c, d) || (a, c) == (b, d) || year || column
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_anybody_would_try_first_is_no_pin() {
        for common in [
            "0000", "7774", "3999", "1212", "1122", "1234", "4321", "7890", "0987", "1987", "2026", "2580",
            "0852",
        ] {
            assert_eq!(Pin::read(common), Err(FieldProblem::CommonPin), "{common}");
        }
        for good in ["4071", "0318", "9132", "1357"] {
            assert_eq!(Pin::read(good).unwrap().as_str(), good);
        }
        assert_eq!(Pin::read(" 4071 ").unwrap().as_str(), "4071");
    }

    #[test]
    fn a_pin_has_four_digits() {
        assert_eq!(Pin::read("  "), Err(FieldProblem::Missing));
        for other in ["407", "40711", "4o71", "４０７１", "-071"] {
            assert_eq!(Pin::read(other), Err(FieldProblem::NoPin), "{other}");
        }
    }

    #[test]
    fn every_number_proposes_one_that_can_be_used() {
        for number in (0..=u16::MAX).step_by(7) {
            let pin = Pin::proposed(number);
            assert_eq!(Pin::read(pin.as_str()), Ok(pin));
        }
        assert_eq!(Pin::proposed(4_071).as_str(), "4071");
        assert_eq!(Pin::proposed(1_234).as_str(), "1235");
        assert_eq!(Pin::proposed(9_999).as_str(), "0010");
    }

    #[test]
    fn nothing_says_what_it_is_by_accident() {
        assert_eq!(format!("{:?}", Pin::read("4071").unwrap()), "Pin");
    }
}
