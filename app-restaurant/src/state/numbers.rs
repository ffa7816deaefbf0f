//! Numbers and amounts as people type them: what is none becomes one that the rules refuse, at its field.

use domain::Money;

/// What is no amount: less than any that is taken off a price.
pub const NO_AMOUNT: Money = Money(i64::MIN);
/// What is no number.
const NO_NUMBER: u32 = u32::MAX;

/// A number as it is typed; `no_number` for what is none.
pub fn number<N: TryFrom<u32>>(text: &str, no_number: N) -> N {
    let typed = text.trim().parse().unwrap_or(NO_NUMBER);
    N::try_from(typed).unwrap_or(no_number)
}

/// A number as a field shows it: nothing for what was none.
pub fn shown(number: u32) -> String {
    match number {
        NO_NUMBER => String::new(),
        number => number.to_string(),
    }
}

/// Whether somebody has typed a number.
pub fn is_number(number: u32) -> bool {
    number != NO_NUMBER
}

/// An amount as it is typed; [`NO_AMOUNT`] for what is none.
pub fn amount(text: &str) -> Money {
    Money::from_written(text.trim()).unwrap_or(NO_AMOUNT)
}

/// An amount as a field shows it: nothing for what was none.
pub fn written(amount: Money) -> String {
    match amount {
        NO_AMOUNT => String::new(),
        amount => amount.decimal(),
    }
}

/// The same as [`amount`] where nothing may be typed.
pub fn amount_or_none(text: &str) -> Option<Money> {
    let text = text.trim();
    (!text.is_empty()).then(|| amount(text))
}

/// A percentage such as `10.5`, in hundredths of a percent; a number that no rule takes for what is none.
pub fn basis_points(text: &str) -> u32 {
    let percent = Money::from_written(text.trim().trim_end_matches('%').trim_end());
    let points = percent.and_then(|percent| u32::try_from(percent.0).ok());
    points.unwrap_or(NO_NUMBER)
}

/// A percentage as people write it: `18`, `10.5`; nothing for what was none.
pub fn percent(basis_points: u32) -> String {
    match basis_points {
        NO_NUMBER => String::new(),
        points => (f64::from(points) / 100.0).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_is_refused_where_it_was_typed() {
        assert_eq!(number(" 12 ", u16::MAX), 12);
        assert_eq!(number("muchos", u16::MAX), u16::MAX);
        assert_eq!(number("70000", u16::MAX), u16::MAX);
        assert_eq!(amount("5,50"), Money(550));
        assert_eq!((amount(""), written(NO_AMOUNT)), (NO_AMOUNT, String::new()));
        assert_eq!(amount_or_none(" "), None);
        assert_eq!(amount_or_none("x"), Some(NO_AMOUNT));
    }

    #[test]
    fn a_percentage_is_read_as_it_is_shown() {
        for (points, text) in [(1_800, "18"), (1_050, "10.5"), (1_055, "10.55"), (0, "0")] {
            assert_eq!(percent(points), text);
            assert_eq!(basis_points(text), points, "{text}");
        }
        assert_eq!(basis_points("10.5 %"), 1_050);
        for wrong in ["", "-1", "diez"] {
            assert!(!is_number(basis_points(wrong)), "{wrong}");
        }
    }
}
