//! Lists whose cursor is the number of the last row that was given.

use api::{ApiError, Code, MAX_PAGE};
use serde_json::{Value, json};
use std::collections::HashMap;
use texts::now::errors as texts;

/// How many rows when nothing is said.
const USUAL: usize = 10;

/// Which part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    /// Rows with a number above it.
    pub after: u64,
    pub limit: usize,
}

impl Part {
    /// 400 for a cursor or a limit that is no number.
    pub(super) fn parse(query: &HashMap<String, String>) -> Result<Part, ApiError> {
        let text = |name: &str| {
            query
                .get(name)
                .map(String::as_str)
                .filter(|text| !text.is_empty())
        };
        let wrong = || ApiError::new(Code::InvalidCursor, texts::INVALID_CURSOR);
        let after = text("cursor").map_or(Ok(0), |cursor| cursor.parse().map_err(|_| wrong()))?;
        let limit: usize = match text("limit").map(str::parse) {
            None => USUAL,
            Some(Ok(limit)) if limit > 0 => limit,
            Some(_) => return Err(ApiError::new(Code::Malformed, texts::MALFORMED)),
        };
        Ok(Part {
            after,
            limit: limit.min(MAX_PAGE),
        })
    }

    /// The page of rows, of which there may be one more than is shown: then there is a next page.
    pub(super) fn page(self, mut rows: Vec<Value>) -> Value {
        let more = rows.len() > self.limit;
        rows.truncate(self.limit);
        let last = rows.last().filter(|_| more).map(|row| row["id"].clone());
        json!({
            "data": rows,
            "pagination": { "next_cursor": last, "limit": self.limit },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_where_the_next_one_begins() {
        let parse = |text: &[(&str, &str)]| {
            Part::parse(
                &text
                    .iter()
                    .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
                    .collect(),
            )
        };
        let part = parse(&[("cursor", "4"), ("limit", "1")]).unwrap();
        let rows = vec![json!({ "id": 5 }), json!({ "id": 6 })];
        assert_eq!(part.page(rows)["pagination"]["next_cursor"], 5);
        assert_eq!(
            part.page(vec![json!({ "id": 5 })])["pagination"]["next_cursor"],
            Value::Null
        );
        assert!(parse(&[("cursor", "x")]).is_err() && parse(&[("limit", "0")]).is_err());
        assert_eq!(parse(&[]).unwrap(), Part { after: 0, limit: 10 });
    }
}
