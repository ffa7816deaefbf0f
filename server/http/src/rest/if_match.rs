//! `ETag` and `If-Match`: a record's state has a number, and who changes it may name the one they have seen, so that nobody's
//! change is lost without a word.

use super::{Answer, Problem, answer};
use api::ApiError;
use axum::extract::FromRequestParts;
use axum::http::{HeaderValue, StatusCode, header, request};
use serde::Serialize;
use services::versions::Versioned;
use std::convert::Infallible;

/// Which state the caller has seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IfMatch {
    /// None is named, or any will do.
    Any,
    Version(u64),
    /// What is named is no state that there could be.
    Never,
}

impl IfMatch {
    /// A weak tag counts like a strong one: proxies that compress make one of the other.
    fn read(header: &str) -> IfMatch {
        let tag = header.trim();
        if tag == "*" {
            return IfMatch::Any;
        }
        let quoted = tag.strip_prefix("W/").unwrap_or(tag);
        let number = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        match number.and_then(|number| number.parse().ok()) {
            Some(version) => IfMatch::Version(version),
            None => IfMatch::Never,
        }
    }

    /// The version that must be there, if any must. No record has version 0, so that what is no state is none that is there.
    pub(crate) fn version(self) -> Option<u64> {
        match self {
            IfMatch::Any => None,
            IfMatch::Version(version) => Some(version),
            IfMatch::Never => Some(0),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut request::Parts, _: &S) -> Result<IfMatch, Infallible> {
        let named = parts.headers.get(header::IF_MATCH);
        Ok(named.map_or(IfMatch::Any, |tag| {
            tag.to_str().map_or(IfMatch::Never, IfMatch::read)
        }))
    }
}

/// A record of this state: 200, or what it says.
pub(crate) fn versioned<T: Serialize>(status: StatusCode, record: &Versioned<T>) -> Answer {
    let mut answer = answer(status, &record.record)?;
    let tag = HeaderValue::try_from(format!("\"{}\"", record.version));
    let tag = tag.map_err(|_| Problem(ApiError::internal()))?;
    answer.headers_mut().insert(header::ETAG, tag);
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_named_by_its_number() {
        for (header, expected) in [
            ("*", IfMatch::Any),
            ("\"7\"", IfMatch::Version(7)),
            (" \"7\" ", IfMatch::Version(7)),
            ("W/\"7\"", IfMatch::Version(7)),
            ("7", IfMatch::Never),
            ("\"7\", \"8\"", IfMatch::Never),
            ("\"seven\"", IfMatch::Never),
            ("", IfMatch::Never),
        ] {
            assert_eq!(IfMatch::read(header), expected, "{header}");
        }
    }
}
