//! The body of a document: a record as JSON text, which is how every engine stores it.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::any::Any;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// What can be read from a body more than once.
pub trait Record: DeserializeOwned + Clone + Send + Sync + 'static {}

impl<T: DeserializeOwned + Clone + Send + Sync + 'static> Record for T {}

/// A record as JSON text. Clones are the same body.
///
/// An engine that keeps bodies in memory gives out clones. The record that is read first from such a body stays beside its
/// text and is copied for the next reader, which takes a fraction of the time that reading the text takes.
#[derive(Clone)]
pub struct Body(Arc<Shared>);

struct Shared {
    text: Box<str>,
    record: OnceLock<Box<dyn Any + Send + Sync>>,
}

impl Body {
    /// The body of a record. An error where the record is nothing that JSON can say.
    pub fn of(record: &(impl Serialize + ?Sized)) -> serde_json::Result<Body> {
        Ok(Body::from_text(serde_json::to_string(record)?))
    }

    /// The body whose text an engine has stored. Whether it is JSON shows when it is read.
    pub fn from_text(text: impl Into<Box<str>>) -> Body {
        Body(Arc::new(Shared {
            text: text.into(),
            record: OnceLock::new(),
        }))
    }

    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The record. An error where the text is no record of this type.
    pub fn read<T: Record>(&self) -> serde_json::Result<T> {
        let known = self.0.record.get().and_then(|record| record.downcast_ref::<T>());
        if let Some(known) = known {
            return Ok(known.clone());
        }
        let record: T = serde_json::from_str(&self.0.text)?;
        if Arc::strong_count(&self.0) > 1 {
            // Another reader may have been first.
            let _ = self.0.record.set(Box::new(record.clone()));
        }
        Ok(record)
    }

    /// The text as JSON, whatever record it is; `null` where it is none.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.0.text).unwrap_or_default()
    }
}

impl Default for Body {
    /// `null`.
    fn default() -> Body {
        Body::from_text("null")
    }
}

impl PartialEq for Body {
    fn eq(&self, other: &Body) -> bool {
        self.0.text == other.0.text
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_reader_reads_the_record_of_its_own_type() {
        let body = Body::of(&json!(["5", "7"])).unwrap();
        let kept = body.clone();
        assert_eq!(kept.read::<Vec<String>>().unwrap(), ["5", "7"]);
        assert_eq!(kept.read::<[String; 2]>().unwrap(), ["5", "7"]);
        assert!(
            body.0
                .record
                .get()
                .is_some_and(|record| record.is::<Vec<String>>())
        );
        assert!(kept.read::<u32>().is_err());
        assert_eq!(body.json(), json!(["5", "7"]));
    }

    #[test]
    fn a_body_that_nobody_else_keeps_is_only_read() {
        let body = Body::default();
        assert_eq!(body.read::<Option<u32>>().unwrap(), None);
        assert!(body.0.record.get().is_none());
    }

    #[test]
    fn what_is_no_json_is_no_record() {
        let body = Body::from_text("{");
        assert!(body.read::<Value>().is_err());
        assert_eq!(body.json(), Value::Null);
    }
}
