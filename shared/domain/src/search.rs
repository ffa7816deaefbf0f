//! Finding people and orders by what somebody remembers of them: a number, a part of a name, or of a telephone number.

use super::letters::fold;

/// The least number of digits that are looked for in a telephone number.
const MIN_PHONE_DIGITS: usize = 3;

/// What is looked for. Capitals, accents and the blanks in telephone numbers make no difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    words: String,
    /// The digits of what may be a part of a telephone number.
    digits: Option<String>,
}

impl Search {
    /// `None` when there is nothing to look for.
    pub fn parse(text: &str) -> Option<Search> {
        let words = fold(text.trim());
        if words.is_empty() {
            return None;
        }
        let like_phone = words
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_whitespace() || "+-()./".contains(c));
        let digits: String = words.chars().filter(char::is_ascii_digit).collect();
        let digits = digits.strip_prefix("00").unwrap_or(&digits).to_owned();
        let digits = (like_phone && digits.len() >= MIN_PHONE_DIGITS).then_some(digits);
        Some(Search { words, digits })
    }

    /// The number of an order or a customer that it may be.
    pub fn number(&self) -> Option<u64> {
        self.words.strip_prefix('#').unwrap_or(&self.words).parse().ok()
    }

    pub fn is_in(&self, text: &str) -> bool {
        fold(text).contains(&self.words)
    }

    /// Whether it is a part of a telephone number as it is stored, `+51987654321`.
    pub fn is_in_phone(&self, stored: &str) -> bool {
        let Some(digits) = &self.digits else { return false };
        let stored: String = stored.chars().filter(char::is_ascii_digit).collect();
        stored.contains(digits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephones_are_found_in_every_usual_form() {
        for (text, found) in [
            ("999 888", true),
            ("+51 999", true),
            ("0051 999888777", true),
            ("(999) 888-777", true),
            ("888777", true),
            ("77", false),
            ("999 777", false),
            ("ana 999", false),
        ] {
            let search = Search::parse(text).unwrap();
            assert_eq!(search.is_in_phone("+51999888777"), found, "{text}");
        }
    }

    #[test]
    fn accents_and_capitals_make_no_difference_on_either_side() {
        for (text, name) in [
            ("LUCIA", "Lucía Rojas"),
            ("lucía", "Lucia Rojas"),
            ("ñañez", "Rosa Nañez"),
        ] {
            assert!(Search::parse(text).unwrap().is_in(name), "{text} in {name}");
        }
        assert!(Search::parse("josé@").unwrap().is_in("JOSE@example.pe"));
        assert!(!Search::parse("rojo").unwrap().is_in("Lucía Rojas"));
    }

    #[test]
    fn numbers_are_numbers() {
        let number = |text: &str| Search::parse(text).and_then(|search| search.number());
        assert_eq!(
            (
                number(" 1029 "),
                number("#7"),
                number("12 a"),
                number("-3"),
                number(" ")
            ),
            (Some(1029), Some(7), None, None, None)
        );
        assert_eq!(number("99999999999999999999999"), None);
    }
}
