//! Why a setting cannot be used.

use super::Money;
use super::written::{line, optional_line};

/// Why a setting cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingProblem {
    /// Not a whole number from `min` to `max`.
    Number {
        min: i64,
        max: i64,
    },
    /// Not an amount from `min` to `max`.
    Amount {
        min: Money,
        max: Money,
    },
    /// Hours that cannot be: too many in a day, an end before its beginning, or two at once.
    Hours,
    /// The restaurant has no such place.
    Branch,
    TooMany {
        max: usize,
    },
    /// Not a text of `min` to `max` characters on one line.
    Text {
        min: usize,
        max: usize,
    },
    /// Not a path of a picture of the site.
    Picture,
    /// What is written in this colour, or on it, has less contrast than 4.5 to 1; it is given in tenths.
    Contrast {
        tenths: i64,
    },
    /// Not a text of `min` to `max` characters, which may have several lines.
    Lines {
        min: usize,
        max: usize,
    },
    /// Not a percentage from 0 to `max` hundredths of a percent.
    Percent {
        max: u32,
    },
    /// A last day before the first.
    Until,
    /// No day from which something can hold.
    Day,
    /// No e-mail address that mail reaches.
    Email,
    /// No telephone number.
    Phone,
    /// No tax number, or one with another check digit.
    Ruc,
    /// No code of an establishment: 4 digits.
    Code,
    /// No name of the time zone database.
    Zone,
    /// Another package has this id, another day this date, or another zone this district.
    Twice,
}

/// What is found wrong, each by its JSON pointer.
#[derive(Default)]
pub(super) struct Wrong(pub Vec<(String, SettingProblem)>);

impl Wrong {
    pub fn push(&mut self, pointer: impl Into<String>, problem: SettingProblem) {
        self.0.push((pointer.into(), problem));
    }

    /// A text that is stored as it is read.
    pub fn text(&mut self, pointer: String, text: &str, min: usize, max: usize) {
        let read = match min {
            0 => optional_line(text, max),
            min => line(text, min, max),
        };
        if read.as_deref() != Ok(text) {
            self.push(pointer, SettingProblem::Text { min, max });
        }
    }
}
