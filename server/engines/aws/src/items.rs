//! Items of DynamoDB: how documents are written in them, and how they are read.

use super::failure::broken;
use aws_sdk_dynamodb::types::AttributeValue;
use domain::Timestamp;
use ports::EngineError;
use ports::body::Body;
use ports::documents::{Document, Key, Table};
use std::collections::{BTreeMap, HashMap};

pub(super) type Item = HashMap<String, AttributeValue>;

pub(super) const PK: &str = "pk";
pub(super) const SK: &str = "sk";
pub(super) const BODY: &str = "body";
pub(super) const VERSION: &str = "version";
/// From when on a document is not found any more, in milliseconds.
pub(super) const EXPIRES_MS: &str = "expires_at_ms";
/// From when on DynamoDB may remove an item, in seconds; it takes its time about that, up to days.
pub(super) const EXPIRES: &str = "expires_at";
/// What the names of counters begin with.
const COUNTER: &str = "c#";

pub(super) fn text(value: impl Into<String>) -> AttributeValue {
    AttributeValue::S(value.into())
}

pub(super) fn number(value: impl ToString) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

/// The key of an item.
pub(super) fn key(pk: &str, sk: &str) -> Item {
    HashMap::from([(PK.to_owned(), text(pk)), (SK.to_owned(), text(sk))])
}

/// The name of a counter's attribute.
pub(super) fn counter_attribute(name: &str) -> String {
    format!("{COUNTER}{name}")
}

/// The first second in which DynamoDB may remove what expires at an instant.
pub(super) fn removable(at: Timestamp) -> i64 {
    at.0.div_euclid(1_000) + 1
}

pub(super) fn text_of<'i>(item: &'i Item, name: &str) -> Option<&'i str> {
    item.get(name)
        .and_then(|value| value.as_s().ok())
        .map(String::as_str)
}

/// A number that must be there.
pub(super) fn number_of<N: std::str::FromStr>(item: &Item, name: &str) -> Result<N, EngineError> {
    maybe_number(item, name)?.ok_or_else(|| broken(format!("an item without {name}")))
}

pub(super) fn maybe_number<N: std::str::FromStr>(item: &Item, name: &str) -> Result<Option<N>, EngineError> {
    let Some(value) = item.get(name) else {
        return Ok(None);
    };
    let parsed = value.as_n().ok().and_then(|digits| digits.parse().ok());
    parsed
        .map(Some)
        .ok_or_else(|| broken(format!("{name} of an item is no number")))
}

/// A text that must be there.
pub(super) fn required<'i>(item: &'i Item, name: &str) -> Result<&'i str, EngineError> {
    text_of(item, name).ok_or_else(|| broken(format!("an item without {name}")))
}

/// Whether a document has expired, so that it counts as absent.
pub(super) fn has_expired(item: &Item, now: Timestamp) -> Result<bool, EngineError> {
    let expires: Option<i64> = maybe_number(item, EXPIRES_MS)?;
    Ok(expires.is_some_and(|at| at <= now.0))
}

/// The document in an item of a table; `None` when it has expired. `prefix` is the tenant's.
pub(super) fn document(
    table: Table,
    prefix: &str,
    item: &Item,
    now: Timestamp,
) -> Result<Option<Document>, EngineError> {
    if has_expired(item, now)? {
        return Ok(None);
    }
    let Some(pk) = required(item, PK)?.strip_prefix(prefix) else {
        return Err(broken(format!(
            "a document of {} that is not the tenant's",
            table.name()
        )));
    };
    let mut counters = BTreeMap::new();
    for name in item.keys() {
        if let Some(counter) = name.strip_prefix(COUNTER) {
            counters.insert(counter.to_owned(), number_of(item, name)?);
        }
    }
    Ok(Some(Document {
        key: Key::new(table, pk, required(item, SK)?),
        version: number_of(item, VERSION)?,
        body: Body::from_text(required(item, BODY)?),
        counters,
    }))
}

/// What a counter of an item is; 0 when it was never added to.
pub(super) fn counter(item: &Item, name: &str) -> Result<i64, EngineError> {
    Ok(maybe_number(item, &counter_attribute(name))?.unwrap_or(0))
}
