//! Texts of a body in one form, Unicode's NFC: what looks the same is the same, counted, compared and stored.

use axum::body::Bytes;
use icu_normalizer::ComposingNormalizerBorrowed;
use serde_json::{Map, Value};

const NFC: ComposingNormalizerBorrowed<'static> = ComposingNormalizerBorrowed::new_nfc();

/// Composes each text of an object; names of fields stay.
pub(super) fn compose(body: &mut Map<String, Value>) {
    compose_each(body.values_mut());
}

/// A body of JSON with its texts composed. What is no JSON, or composed already, stays as it is.
pub(super) fn composed(body: Bytes) -> Bytes {
    let plain = body.is_ascii() && !body.windows(2).any(|pair| pair == br"\u");
    if plain {
        return body;
    }
    let Ok(mut value) = serde_json::from_slice::<Value>(&body) else {
        return body;
    };
    if compose_value(&mut value) {
        serde_json::to_vec(&value).map_or(body, Bytes::from)
    } else {
        body
    }
}

/// Says whether anything had to be composed.
fn compose_value(value: &mut Value) -> bool {
    match value {
        Value::String(text) if !NFC.is_normalized(text) => {
            *text = NFC.normalize(text).into_owned();
            true
        }
        Value::Array(values) => compose_each(values.iter_mut()),
        Value::Object(fields) => compose_each(fields.values_mut()),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

fn compose_each<'v>(values: impl Iterator<Item = &'v mut Value>) -> bool {
    values
        .filter_map(|value| compose_value(value).then_some(()))
        .count()
        > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_and_its_accent_become_one() {
        for (sent, read) in [
            (r#"{"name":"Jose"}"#, r#"{"name":"Jose"}"#),
            (r#"{"name":"José"}"#, r#"{"name":"José"}"#),
            ("{\"name\":\"Jose\u{301}\"}", r#"{"name":"José"}"#),
            (r#"{"name":"Jose\u0301","n":1.50}"#, r#"{"n":1.5,"name":"José"}"#),
            ("{\"a\":[{\"b\":[\"n\u{303}\"]}]}", r#"{"a":[{"b":["ñ"]}]}"#),
            ("{\"a\":\"e\u{301}\"", "{\"a\":\"e\u{301}\""),
        ] {
            let read_here = composed(Bytes::from(sent.to_owned()));
            let same = serde_json::from_slice::<Value>(&read_here).ok() == serde_json::from_str(read).ok();
            assert!(same, "{sent}: {}", String::from_utf8_lossy(&read_here));
        }
    }

    #[test]
    fn an_object_is_composed_where_it_stands() {
        let mut body = Map::new();
        body.insert("name".to_owned(), Value::from("U\u{308}ber"));
        compose(&mut body);
        assert_eq!(body.get("name").and_then(Value::as_str), Some("Über"));
    }
}
