//! Something that somebody means to send once, however often it is sent: until an answer has come it has the same key, whatever
//! is changed in it meanwhile, also after a reload. The server keeps what comes first, and says so to what comes later.

use crate::clock::time;
use crate::storage;
use api::{ApiError, Code};
use domain::Timestamp;
use domain::time::HOUR_MS;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// How long a key is good for, by a clock that may be put right meanwhile: less than the server remembers it.
const GOOD_FOR_MS: i64 = 20 * HOUR_MS;
/// Maximum number of changes that are remembered of what was sent with one key; the oldest are forgotten.
const MAX_SENT: usize = 8;

/// What was sent, or is about to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    pub key: String,
    /// What was sent with it, as JSON, oldest first. Attempts of older versions do not say.
    #[serde(default)]
    sent: Vec<String>,
    #[serde(default = "unknown")]
    begun: Timestamp,
}

/// Attempts of older versions do not say when they began, and are taken for old.
fn unknown() -> Timestamp {
    Timestamp(0)
}

impl Attempt {
    /// The attempt to send this, kept in the browser under a name.
    pub fn of<T: Serialize>(name: &str, content: &T) -> Attempt {
        let mut attempt = Attempt::after(storage::load(name), time(), random_key);
        let content = serde_json::to_string(content).unwrap_or_default();
        if !attempt.sent.contains(&content) {
            attempt.sent.push(content);
        }
        let too_many = attempt.sent.len().saturating_sub(MAX_SENT);
        attempt.sent.drain(..too_many);
        storage::save(name, &attempt);
        attempt
    }

    /// The one with this key was done, or another one is meant by now: what is sent next has a key of its own. One that has begun
    /// since stays.
    pub fn forget(name: &str, key: &str) {
        let kept: Option<Attempt> = storage::load(name);
        if kept.is_some_and(|kept| kept.key == key) {
            storage::forget(name);
        }
    }

    /// What was sent with the key that is kept under a name, oldest first.
    pub fn sent<T: DeserializeOwned>(name: &str) -> Vec<T> {
        let kept: Option<Attempt> = storage::load(name);
        let sent = kept.map(|kept| kept.sent).unwrap_or_default();
        let read = |content: &String| serde_json::from_slice(content.as_bytes()).ok();
        sent.iter().filter_map(read).collect()
    }

    fn after(before: Option<Attempt>, now: Timestamp, new_key: impl FnOnce() -> String) -> Attempt {
        let good = |before: &Attempt| !before.key.is_empty() && (now.0 - before.begun.0).abs() < GOOD_FOR_MS;
        before.filter(good).unwrap_or_else(|| Attempt {
            key: new_key(),
            sent: Vec::new(),
            begun: now,
        })
    }
}

/// What the server answered to what it has stored, whose answer was lost; `None` for any other error.
pub fn answered_before<T: DeserializeOwned>(error: &ApiError) -> Option<T> {
    let before = error.detail.as_ref()?.get("before")?;
    let reused = error.code == Code::IdempotencyKeyReused;
    reused.then(|| serde_json::from_value(before.clone()).ok())?
}

/// 32 characters that nobody else has; none outside of a browser, where nothing is sent.
pub fn random_key() -> String {
    #[cfg(feature = "browser")]
    let key = {
        let mut bytes = [0_u8; 16];
        if let Ok(crypto) = leptos::prelude::window().crypto() {
            let _ = crypto.get_random_values_with_u8_array(&mut bytes);
        }
        let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        digits
            .map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)]))
            .collect()
    };
    #[cfg(not(feature = "browser"))]
    let key = String::new();
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_changed_before_an_answer_has_the_same_key() {
        let start = Timestamp(HOUR_MS);
        let first = Attempt::after(None, start, || "a".to_owned());
        let after = |hours: i64| {
            let now = start.plus_ms(hours * HOUR_MS);
            Attempt::after(Some(first.clone()), now, || "b".to_owned())
        };
        assert_eq!(after(1), first);
        assert_eq!(after(19), first);
        assert_eq!(after(20).key, "b");
        assert_eq!(after(-1), first, "a clock was put right in between");
        assert_eq!(after(-20).key, "b");
    }

    #[test]
    fn what_was_stored_first_is_read_from_the_refusal() {
        let reused = ApiError::new(Code::IdempotencyKeyReused, "");
        assert_eq!(answered_before::<u64>(&reused), None);
        let reused = reused.with_detail(serde_json::json!({ "before": 17 }));
        assert_eq!(answered_before::<u64>(&reused), Some(17));
        let other = ApiError::conflict().with_detail(serde_json::json!({ "before": 17 }));
        assert_eq!(answered_before::<u64>(&other), None);
    }
}
