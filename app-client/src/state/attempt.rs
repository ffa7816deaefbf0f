//! Something that is sent once, however often it is sent: the same content has the same key, also after a reload.

use crate::browser;
use serde::{Deserialize, Serialize};
use ui::storage;

/// What was sent, or is about to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    pub key: String,
    /// What is sent with it, as JSON. Orders kept theirs under another name before.
    #[serde(alias = "order")]
    content: String,
}

impl Attempt {
    /// The attempt to send this, kept in the browser under a name.
    pub fn of<T: Serialize>(name: &str, content: &T) -> Attempt {
        let attempt = Attempt::after(storage::load(name), content, browser::random_key);
        storage::save(name, &attempt);
        attempt
    }

    /// The one with this key was done or refused for good: the next one is another. One that has begun since stays.
    pub fn forget(name: &str, key: &str) {
        let kept: Option<Attempt> = storage::load(name);
        if kept.is_some_and(|kept| kept.key == key) {
            storage::forget(name);
        }
    }

    fn after<T: Serialize>(
        before: Option<Attempt>,
        content: &T,
        new_key: impl FnOnce() -> String,
    ) -> Attempt {
        let content = serde_json::to_string(content).unwrap_or_default();
        let same = before.filter(|before| before.content == content && !before.key.is_empty());
        same.unwrap_or_else(|| Attempt {
            key: new_key(),
            content,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_content_has_the_same_key() {
        let first = Attempt::after(None, &"40 personas", || "a".to_owned());
        let again = Attempt::after(Some(first.clone()), &"40 personas", || "b".to_owned());
        let other = Attempt::after(Some(first.clone()), &"41 personas", || "b".to_owned());
        assert_eq!(again, first);
        assert_eq!(other.key, "b");
    }
}
