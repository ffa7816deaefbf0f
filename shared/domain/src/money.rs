//! Amounts of money in whole cents.

use serde::{Deserialize, Serialize};
use std::iter::Sum;
use std::ops::{Add, Mul, Neg, Sub};

/// An amount in cents of the tenant's currency. Arithmetic saturates: amounts of a restaurant are far from the bound
/// (9·10^18 cents), and an amount can never wrap around.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Money(pub i64);

impl Money {
    pub const ZERO: Money = Money(0);

    pub fn is_zero(&self) -> bool {
        *self == Money::ZERO
    }

    /// The amount in cents.
    pub fn cents(self) -> i64 {
        self.0
    }

    /// The part of a gross amount that is tax, rounded half up to a cent. `basis_points` is the rate in hundredths of
    /// a percent (IGV 18 % is 1800).
    pub fn tax_included(self, basis_points: u32) -> Money {
        let rate = i128::from(basis_points);
        let tax = (i128::from(self.0) * rate * 2 + 10_000 + rate) / (2 * (10_000 + rate));
        Money(i64::try_from(tax).unwrap_or(i64::MAX))
    }

    /// What can be paid in coins: the amount, rounded down to ten cents. Peru has had no smaller coin since 2019, and
    /// rounds a total that is paid in cash in the customer's favour (BCRP, Circular 0033-2018).
    pub fn in_coins(self) -> Money {
        Money(self.0 - self.0.rem_euclid(10))
    }

    /// An amount from decimal text with a point, such as `25.9`. `None` when it is anything else, or finer than a cent.
    pub fn from_decimal(text: &str) -> Option<Money> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let fraction = if digits(fraction) {
            fraction.trim_end_matches('0')
        } else {
            "x"
        };
        if !digits(whole) || fraction.len() > 2 || !fraction.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let cents = format!("{fraction:0<2}").parse::<i64>().ok()?;
        let amount = whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(cents)?;
        Some(Money(if negative { -amount } else { amount }))
    }

    /// An amount as people write it: `25.9`, `25,90`, `S/ 1,224.30`, `1.224,30`. A point or comma with one or two digits behind it
    /// parts the cents, and others part thousands; a single point is none that parts thousands. `None` when it is anything else.
    pub fn from_written(text: &str) -> Option<Money> {
        let text = text.trim();
        let signs = ["S/.", "S/", "US$", "$"];
        let text = signs
            .iter()
            .find_map(|sign| text.strip_prefix(sign))
            .unwrap_or(text);
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let parted = text.rsplit_once(['.', ',']);
        let (whole, cents) = match parted.filter(|(_, end)| (1..=2).contains(&end.len())) {
            Some((whole, cents)) => (whole, Some(cents)),
            None => (&*text, None),
        };
        let decimal = cents.and_then(|_| text.chars().nth(whole.chars().count()));
        let thousands = match decimal {
            Some(',') => '.',
            _ => ',',
        };
        let groups: Vec<&str> = whole.split(thousands).collect();
        let is_sound = |(at, group): (usize, &&str)| match (at, groups.len()) {
            (_, 1) => true,
            (0, _) => (1..=3).contains(&group.len()),
            _ => group.len() == 3,
        };
        let sound = groups.iter().enumerate().all(is_sound);
        let amount = || Money::from_decimal(&format!("{}.{}", groups.concat(), cents.unwrap_or("0")));
        sound.then(amount)?
    }

    /// The amount as decimal text with a point and two digits: `25.90`.
    pub fn decimal(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let cents = self.0.unsigned_abs();
        format!("{sign}{}.{:02}", cents / 100, cents % 100)
    }
}

impl Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        Money(self.0.saturating_add(other.0))
    }
}

impl Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        Money(self.0.saturating_sub(other.0))
    }
}

impl Neg for Money {
    type Output = Money;
    fn neg(self) -> Money {
        Money(self.0.saturating_neg())
    }
}

impl Mul<u32> for Money {
    type Output = Money;
    fn mul(self, times: u32) -> Money {
        Money(self.0.saturating_mul(i64::from(times)))
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Money>>(amounts: I) -> Money {
        amounts.fold(Money::ZERO, Add::add)
    }
}

/// A currency, by its ISO 4217 code. All of them have two decimals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    /// Peruvian sol.
    #[default]
    Pen,
    /// United States dollar.
    Usd,
}

impl Currency {
    /// The code of ISO 4217.
    pub fn code(self) -> &'static str {
        match self {
            Currency::Pen => "PEN",
            Currency::Usd => "USD",
        }
    }

    /// The sign that stands before an amount.
    pub fn symbol(self) -> &'static str {
        match self {
            Currency::Pen => "S/",
            Currency::Usd => "US$",
        }
    }

    /// An amount as people read it: `S/ 25.90`, `S/ 1,224.30`, with a space that does not break.
    pub fn format(self, amount: Money) -> String {
        let decimal = amount.decimal();
        let (sign, digits) = match decimal.strip_prefix('-') {
            Some(digits) => ("-", digits),
            None => ("", decimal.as_str()),
        };
        let mut text = digits.to_owned();
        // Before the point and the two digits after it, a comma for every three digits.
        let mut place = text.len().saturating_sub(6);
        while place > 0 {
            text.insert(place, ',');
            place = place.saturating_sub(3);
        }
        [sign, self.symbol(), "\u{a0}", text.as_str()].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn igv_is_taken_out_of_the_gross_amount() {
        assert_eq!(Money(11_800).tax_included(1800), Money(1_800));
        assert_eq!(Money(3_440).tax_included(1800), Money(525));
        assert_eq!(Money(0).tax_included(1800), Money(0));
        assert_eq!(Money(500).tax_included(0), Money(0));
    }

    #[test]
    fn amounts_read_as_in_the_carta() {
        assert_eq!(Currency::Pen.format(Money(2_590)), "S/\u{a0}25.90");
        assert_eq!(Currency::Pen.format(Money(99_999)), "S/\u{a0}999.99");
        assert_eq!(Currency::Pen.format(Money(122_430)), "S/\u{a0}1,224.30");
        assert_eq!(Currency::Pen.format(Money(-123_456_789)), "-S/\u{a0}1,234,567.89");
        assert_eq!(Currency::Pen.format(Money(-99_999)), "-S/\u{a0}999.99");
        assert_eq!(Money(-5).decimal(), "-0.05");
    }

    #[test]
    fn amounts_are_read_from_decimals() {
        for (text, cents) in [
            ("25.9", 2_590),
            ("25.90", 2_590),
            ("25.900", 2_590),
            ("25", 2_500),
            ("0.05", 5),
            ("-0.05", -5),
        ] {
            assert_eq!(Money::from_decimal(text), Some(Money(cents)), "{text}");
        }
        for wrong in [
            "",
            ".",
            "1.",
            ".5",
            "1e3",
            "25.905",
            "1,00",
            "+1",
            "99999999999999999999",
            " 1",
        ] {
            assert_eq!(Money::from_decimal(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn amounts_never_wrap() {
        assert_eq!(Money(i64::MAX) + Money(1), Money(i64::MAX));
        assert_eq!(Money(i64::MAX) * 3, Money(i64::MAX));
    }

    #[test]
    fn people_write_amounts_in_several_ways() {
        for (text, cents) in [
            ("25.9", 2_590),
            (" 25,90 ", 2_590),
            ("S/ 25.90", 2_590),
            ("S/.8", 800),
            ("1,224.30", 122_430),
            ("1.224,30", 122_430),
            ("1,224", 122_400),
            ("1 224.30", 122_430),
            ("0", 0),
            ("-3.5", -350),
        ] {
            assert_eq!(Money::from_written(text), Some(Money(cents)), "{text}");
        }
        for text in [
            "", "S/", "1.224", "12,34,56", "1,22.30", "25.9.", "gratis", "25.901", "1..5", ".5",
        ] {
            assert_eq!(Money::from_written(text), None, "{text}");
        }
    }
}
