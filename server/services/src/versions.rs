//! Changes that meet: who changes a record may say which state of it they have seen, and is told when it is another one.

use crate::error::Error;
use api::Code;
use serde_json::json;
use texts::now::errors as texts;

/// A record with the number of its state, which grows with every change that somebody makes to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Versioned<T> {
    pub record: T,
    pub version: u64,
}

/// Refuses (412) a change by somebody who has seen another state than this one; `seen` is `None` when any will do.
pub(crate) fn require(seen: Option<u64>, version: u64) -> Result<(), Error> {
    match seen {
        Some(seen) if seen != version => {
            let refused = Error::new(Code::VersionChanged, texts::VERSION_CHANGED);
            Err(refused.with_detail(json!({ "version": version })))
        }
        _ => Ok(()),
    }
}
