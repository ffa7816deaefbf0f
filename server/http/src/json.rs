//! JSON of a request as it stands: a field that is there twice with two values is found, a whole number may be written as
//! a decimal, and what a body's type does not read is named.

use super::problem;
use api::{ApiError, Code, FieldError};
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_ignored::Path;
use serde_json::{Map, Number, Value};
use std::cell::RefCell;
use std::fmt;
use texts::now::errors as texts;

/// Largest number that a decimal holds exactly.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Words of others for what bodies of ours call otherwise.
const INSTEAD: [(&str, &str); 8] = [
    ("price", "priceCents"),
    ("total", "expectedTotalCents"),
    ("quantity", "qty"),
    ("product", "productId"),
    ("customer", "customerId"),
    ("notes", "note"),
    ("comment", "note"),
    ("active", "available"),
];

/// Reads a value. 400 with the place where it stops to be JSON, or the field that is there twice.
pub(super) fn read(text: &[u8]) -> Result<Value, ApiError> {
    let twice = RefCell::new(None);
    let mut reader = serde_json::Deserializer::from_slice(text);
    let place = Place {
        pointer: String::new(),
        twice: &twice,
    };
    let read = place.deserialize(&mut reader).and_then(|value| {
        reader.end()?;
        Ok(value)
    });
    let error = match read {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    let mut answer = problem::malformed();
    match twice.into_inner() {
        Some(pointer) => {
            texts::FIELD_TWICE.clone_into(&mut answer.message);
            answer.fields = vec![FieldError::new(pointer, Code::Malformed, texts::FIELD_TWICE)];
        }
        None if error.line() > 0 => {
            answer.detail = Some(serde_json::json!({ "line": error.line(), "column": error.column() }));
        }
        None => {}
    }
    Err(answer)
}

/// Maximum number of unread fields that are named: each is looked for under another name.
const MAX_NAMED: usize = 20;

/// What of a body its type does not read, but for what is `harmless`: each field with the one to write instead, where
/// that is known.
pub(super) fn unread<T: DeserializeOwned>(body: &Value, harmless: &[&str]) -> Result<(), ApiError> {
    let fields: Vec<FieldError> = ignored::<T>(body)
        .into_iter()
        .filter(|place| !harmless.contains(&place.last().map(String::as_str).unwrap_or_default()))
        .take(MAX_NAMED)
        .map(|place| {
            let name = place.last().cloned().unwrap_or_default();
            let text = texts::unknown_field(&name, instead::<T>(body, &place).as_deref());
            FieldError::new(pointer(&place), Code::UnknownField, text)
        })
        .collect();
    match fields.first() {
        None => Ok(()),
        Some(first) => Err(ApiError {
            fields: fields.clone(),
            ..ApiError::new(Code::UnknownField, first.message.clone())
        }),
    }
}

/// The name that the type reads for a field that it does not.
fn instead<T: DeserializeOwned>(body: &Value, place: &[String]) -> Option<String> {
    let (name, parents) = place.split_last()?;
    let known = INSTEAD.iter().filter(|(word, _)| word == name);
    let names = std::iter::once(camel(name)).chain(known.map(|(_, right)| (*right).to_owned()));
    names.filter(|right| right != name).find(|right| {
        let mut other = body.clone();
        let Some(Value::Object(fields)) = other.pointer_mut(&pointer(parents)) else {
            return false;
        };
        let value = fields.remove(name).unwrap_or_default();
        fields.insert(right.clone(), value);
        let right: Vec<String> = parents.iter().chain([right]).cloned().collect();
        !ignored::<T>(&other).contains(&right)
    })
}

fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |mut name, word| {
        let mut letters = word.chars();
        name.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        name.push_str(letters.as_str());
        name
    })
}

fn ignored<T: DeserializeOwned>(body: &Value) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let read: Result<T, _> = serde_ignored::deserialize(body, |path| {
        let mut place = Vec::new();
        walk(&path, &mut place);
        found.push(place);
    });
    // A body that cannot be read is refused for that.
    drop(read);
    found
}

fn walk(path: &Path<'_>, place: &mut Vec<String>) {
    match path {
        Path::Root => {}
        Path::Seq { parent, index } => {
            walk(parent, place);
            place.push(index.to_string());
        }
        Path::Map { parent, key } => {
            walk(parent, place);
            place.push(key.clone());
        }
        Path::Some { parent } | Path::NewtypeStruct { parent } | Path::NewtypeVariant { parent } => {
            walk(parent, place);
        }
    }
}

fn pointer(place: &[String]) -> String {
    place.iter().map(|part| format!("/{}", escaped(part))).collect()
}

/// A name as a part of a JSON pointer.
pub(super) fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// Where in the text a value stands.
struct Place<'t> {
    pointer: String,
    twice: &'t RefCell<Option<String>>,
}

impl Place<'_> {
    fn below(&self, part: &str) -> Place<'_> {
        Place {
            pointer: format!("{}/{}", self.pointer, escaped(part)),
            twice: self.twice,
        }
    }
}

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Place<'_> {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    /// `2.0` is 2.
    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        if value.fract() == 0.0 && value.abs() < EXACT {
            #[allow(clippy::cast_possible_truncation, reason = "checked to be a whole number")]
            return Ok((value as i64).into());
        }
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self.below(&list.len().to_string()))? {
            list.push(item);
        }
        Ok(list.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = fields.next_key::<String>()? {
            let place = self.below(&name);
            let value = fields.next_value_seed(self.below(&name))?;
            if object.get(&name).is_some_and(|known| *known != value) {
                *self.twice.borrow_mut() = Some(place.pointer);
                return Err(A::Error::custom("a field is there twice"));
            }
            object.insert(name, value);
        }
        Ok(object.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use serde_json::json;

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "camelCase")]
    #[allow(dead_code, reason = "only its names count")]
    struct Line {
        product_id: Option<String>,
        price_cents: Option<i64>,
    }

    #[test]
    fn a_field_may_be_there_twice_with_one_value_only() {
        assert_eq!(
            read(br#"{"a":1,"a":1.0,"b":[2.5]}"#).unwrap(),
            json!({ "a": 1, "b": [2.5] })
        );
        let refused = read(br#"{"a":[{"b/c":1,"b/c":2}]}"#).unwrap_err();
        assert_eq!(refused.fields[0].pointer, "/a/0/b~1c");
        assert!(read(b"{\"a\":1} x").unwrap_err().detail.is_some());
    }

    #[test]
    fn what_is_not_read_is_named_with_the_right_name() {
        let wrong = unread::<Vec<Line>>(
            &json!([{ "product_id": "a" }, { "price": 2, "x": 1, "y": 1 }]),
            &["y"],
        );
        let fields = wrong.unwrap_err().fields;
        let input: Vec<(&str, bool, bool)> = fields
            .iter()
            .map(|field| {
                let names = |name| field.message.contains(name);
                (field.pointer.as_str(), names("productId"), names("priceCents"))
            })
            .collect();
        assert_eq!(
            input,
            [
                ("/0/product_id", true, false),
                ("/1/price", false, true),
                ("/1/x", false, false)
            ]
        );
        assert!(unread::<Line>(&json!({ "productId": "a" }), &[]).is_ok());
    }

    #[test]
    fn no_more_unread_fields_are_named_than_20() {
        let many = |count: usize| Value::Object((0..count).map(|n| (format!("x{n:04}"), json!(1))).collect());
        for (there, named) in [(19, 19), (20, 20), (21, 20), (2_000, 20)] {
            let refused = unread::<Line>(&many(there), &[]).unwrap_err();
            assert_eq!(refused.fields.len(), named, "{there}");
            assert_eq!(refused.fields[0].pointer, "/x0000");
        }
        // What is harmless takes no one's place.
        let harmless: Vec<String> = (0..1_990).map(|n| format!("x{n:04}")).collect();
        let harmless: Vec<&str> = harmless.iter().map(String::as_str).collect();
        let refused = unread::<Line>(&many(2_000), &harmless).unwrap_err();
        assert_eq!(
            (refused.fields.len(), refused.fields[0].pointer.as_str()),
            (10, "/x1990")
        );
    }
}
