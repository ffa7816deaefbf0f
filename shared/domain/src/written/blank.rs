//! A text that may be absent, stored as an empty one: records and answers had a `String` there, and have the same form still.
//!
//! For fields: `#[serde(default, with = "written::blank")]`.

use serde::de::IntoDeserializer as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Writes the text, or an empty one.
pub fn serialize<T: Serialize, S: Serializer>(text: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
    match text {
        Some(text) => text.serialize(serializer),
        None => serializer.serialize_str(""),
    }
}

/// Reads a text; an empty one, or none at all, is `None`.
pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    let text = text.filter(|text| !text.is_empty());
    text.map(|text| T::deserialize(text.into_deserializer()))
        .transpose()
}
