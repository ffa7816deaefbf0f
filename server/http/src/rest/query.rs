//! What stands in an address: ids, and the parameters after the question mark.

use super::super::problem;
use api::{ApiError, Code, DEFAULT_PAGE, FieldError, MAX_PAGE};
use domain::stage::Stage;
use domain::{Date, Timestamp, Zone};
use std::collections::HashMap;
use texts::now::errors as texts;

/// The parameters of a request; empty ones count as left out, but for those that are one of a few words.
#[derive(Debug, Default)]
pub(in super::super) struct Parameters(HashMap<String, String>);

impl From<HashMap<String, String>> for Parameters {
    fn from(input: HashMap<String, String>) -> Parameters {
        Parameters(input)
    }
}

impl Parameters {
    pub(in super::super) fn text(&self, name: &str) -> Option<&str> {
        self.0
            .get(name)
            .map(String::as_str)
            .filter(|text| !text.is_empty())
    }

    pub(in super::super) fn cursor(&self) -> Option<String> {
        self.text("cursor").map(str::to_owned)
    }

    /// How many rows: 1 to [`MAX_PAGE`]; more is as much as there may be.
    pub(in super::super) fn limit(&self) -> Result<usize, ApiError> {
        match self.0.get("limit") {
            None => Ok(DEFAULT_PAGE),
            Some(limit) => match limit.parse::<usize>() {
                Ok(0) | Err(_) => Err(malformed("limit")),
                Ok(limit) => Ok(limit.min(MAX_PAGE)),
            },
        }
    }

    pub(in super::super) fn number(&self, name: &str) -> Result<Option<u32>, ApiError> {
        self.text(name)
            .map(|text| text.parse().map_err(|_| malformed(name)))
            .transpose()
    }

    pub(in super::super) fn flag(&self, name: &str) -> Result<Option<bool>, ApiError> {
        match self.text(name) {
            None => Ok(None),
            Some("true" | "1") => Ok(Some(true)),
            Some("false" | "0") => Ok(Some(false)),
            Some(_) => Err(malformed(name)),
        }
    }

    pub(in super::super) fn day(&self, name: &str) -> Result<Option<Date>, ApiError> {
        self.text(name)
            .map(|text| Date::parse(text).ok_or_else(|| malformed(name)))
            .transpose()
    }

    /// A year of four digits.
    pub(in super::super) fn year(&self) -> Result<Option<u16>, ApiError> {
        let read = |text: &str| {
            let year = text.parse().ok().filter(|year| (1000..=9999).contains(year));
            year.ok_or_else(|| malformed("year"))
        };
        self.text("year").map(read).transpose()
    }

    /// An instant, or the first of a day of the restaurant.
    pub(in super::super) fn instant(&self, name: &str, zone: &Zone) -> Result<Option<Timestamp>, ApiError> {
        let read = |text: &str| {
            let instant = Timestamp::parse(text).or_else(|| Date::parse(text).map(|day| zone.midnight(day)));
            instant.ok_or_else(|| malformed(name))
        };
        self.text(name).map(read).transpose()
    }

    /// An instant that is left out itself, or the end of a day of the restaurant: the day is included.
    pub(in super::super) fn until(&self, name: &str, zone: &Zone) -> Result<Option<Timestamp>, ApiError> {
        let read = |text: &str| {
            let end = |day: Date| zone.midnight(day.plus_days(1));
            let instant = Timestamp::parse(text).or_else(|| Date::parse(text).map(end));
            instant.ok_or_else(|| malformed(name))
        };
        self.text(name).map(read).transpose()
    }

    /// One of a few words.
    pub(in super::super) fn one_of<T>(
        &self,
        name: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, ApiError> {
        let read = |text: &str| {
            let field = FieldError::new(format!("/{name}"), Code::InvalidValue, texts::INVALID);
            read(text).ok_or_else(|| ApiError::invalid(vec![field]))
        };
        // No word is none of them: a caller who sends it takes it for a filter.
        match self.0.get(name).map(String::as_str) {
            Some("") => Err(malformed(name)),
            input => input.map(read).transpose(),
        }
    }
}

/// An id in a path. What cannot be an id is nobody's.
pub(in super::super) fn id<T: TryFrom<String>>(text: String) -> Result<T, ApiError> {
    T::try_from(text).map_err(|_| ApiError::not_found())
}

pub(in super::super) fn stage(text: &str) -> Result<Stage, ApiError> {
    Stage::from_wire_name(text).ok_or_else(ApiError::not_found)
}

fn malformed(name: &str) -> ApiError {
    let mut error = problem::malformed();
    error.fields.push(FieldError::new(
        format!("/{name}"),
        Code::Malformed,
        texts::MALFORMED,
    ));
    error
}
