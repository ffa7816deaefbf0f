//! Rows of an answer that this version of a page cannot read, as after a deploy: they say something that it does not know. All
//! other rows are read, and what could not be is counted, so that a page says that it shows less than there is.
//!
//! Only answers are read in this way. The server refuses a request with a value that it does not know.

use serde::de::{DeserializeOwned, Deserializer};
use serde::{Deserialize, de};
use serde_json::value::RawValue;
use std::cell::RefCell;

/// A row that was left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Unread {
    /// What people call it by, where that is a number, as that of an order.
    #[serde(default)]
    pub number: Option<u64>,
}

thread_local! {
    static UNREAD: RefCell<Vec<Unread>> = const { RefCell::new(Vec::new()) };
}

/// The rows that were left out on this thread since this was called last.
pub fn take() -> Vec<Unread> {
    UNREAD.take()
}

/// Reads the rows of a list, without those that cannot be read.
pub fn rows<'de, D, T>(from: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let rows = Vec::<Box<RawValue>>::deserialize(from)?;
    rows.iter()
        .filter_map(|row| match serde_json::from_slice(row.get().as_bytes()) {
            Ok(row) => Some(Ok(row)),
            Err(error) => note(row, &error)
                .map(|()| None)
                .map_err(de::Error::custom)
                .transpose(),
        })
        .collect()
}

/// Notes a row that says something that is not known. Any other fault is one of the whole answer.
fn note(row: &RawValue, error: &serde_json::Error) -> Result<(), String> {
    let words = error.to_string();
    if !is_unknown(&words) {
        return Err(words);
    }
    let unread = serde_json::from_slice(row.get().as_bytes()).unwrap_or_default();
    UNREAD.with_borrow_mut(|known| known.push(unread));
    Ok(())
}

/// Whether a fault of reading is that a value is not among those that are known.
pub(super) fn is_unknown(fault: &str) -> bool {
    fault.contains("unknown variant")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::order::Status;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Row {
        number: u64,
        status: Status,
    }

    #[derive(Debug, Deserialize)]
    struct List {
        #[serde(deserialize_with = "rows")]
        items: Vec<Row>,
    }

    fn numbers(rows: &str) -> Result<Vec<u64>, String> {
        let list = serde_json::from_str::<List>(&format!("{{\"items\":[{rows}]}}"));
        list.map(|list| list.items.iter().map(|row| row.number).collect())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn a_value_that_is_not_known_takes_one_row_away() {
        let (first, new) = (
            r#"{"number":1,"status":"CREATED"}"#,
            r#"{"number":2,"status":"FROZEN"}"#,
        );
        let last = r#"{"number":3,"status":"CANCELLED"}"#;
        assert_eq!(numbers(&[first, new, last].join(",")), Ok(vec![1, 3]));
        assert_eq!(take(), [Unread { number: Some(2) }]);
        assert_eq!(numbers(first), Ok(vec![1]));
        assert_eq!(take(), []);
    }

    #[test]
    fn what_is_no_row_at_all_is_a_fault_of_the_answer() {
        assert!(numbers(r#"{"status":"CREATED"}"#).is_err());
        assert_eq!(take(), []);
    }
}
