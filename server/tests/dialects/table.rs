//! The calls of older systems' clients, as data: what each sends, the status that it asks for, and the type of every field
//! that it reads. A closure answers, so that one table is tried on every engine.

use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The calls of one system, in the order in which its client makes them.
#[derive(Debug, Deserialize)]
pub struct Table {
    pub system: String,
    base: String,
    calls: Vec<Row>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    call: String,
    method: Option<String>,
    path: Option<String>,
    r#as: String,
    key: Option<String>,
    body: Option<Value>,
    status: u16,
    /// Whether what follows from earlier calls has to have arrived.
    #[serde(default)]
    settled: bool,
    #[serde(default)]
    reads: Map<String, Value>,
    #[serde(default)]
    keep: BTreeMap<String, String>,
}

/// A call as it is sent.
#[derive(Debug)]
pub struct Sent<'a> {
    pub method: &'a str,
    pub path: String,
    /// `nobody`, `service`, or a token.
    pub as_whom: String,
    pub key: Option<String>,
    pub body: Option<Value>,
    pub settled: bool,
}

pub fn tables() -> Vec<Table> {
    [
        include_str!("etapas_a.json"),
        include_str!("etapas_b.json"),
        include_str!("orchestrator.json"),
        include_str!("pedidos.json"),
        include_str!("backoffice.json"),
    ]
    .map(|text| serde_json::from_str(text).unwrap())
    .into()
}

impl Table {
    /// Makes every call. `run` is part of names that have to be new. Answers what was wrong, with how many kinds of calls
    /// there are.
    pub fn run(&self, run: &str, mut answer: impl FnMut(Sent<'_>) -> (u16, Value)) -> (usize, Vec<String>) {
        let mut known: BTreeMap<String, Value> = BTreeMap::from([("run".to_owned(), run.into())]);
        let mut wrong = Vec::new();
        for row in &self.calls {
            let words: Vec<&str> = row.call.split(' ').collect();
            let method = row.method.as_deref().or(words.first().copied()).unwrap();
            let path = row.path.as_deref().or(words.get(1).copied()).unwrap();
            let method = if row.call.starts_with("a customer") {
                "POST"
            } else {
                method
            };
            let path = text(path, &known);
            let base = if path.starts_with("/api/") { "" } else { &self.base };
            let sent = Sent {
                method,
                path: format!("{base}{path}"),
                as_whom: text(&row.r#as, &known),
                key: row.key.as_deref().map(|key| text(key, &known)),
                body: row.body.as_ref().map(|body| filled(body, &known)),
                settled: row.settled,
            };
            let (status, body) = answer(sent);
            let mut say = |what: String| wrong.push(format!("{} {}: {what}: {body}", self.system, row.call));
            if status != row.status {
                say(format!("{status} and not {}", row.status));
            }
            for (pointer, form) in &row.reads {
                let found = body.pointer(pointer);
                if !fits(found, form, &known) {
                    say(format!("{pointer} is {found:?} and not {form}"));
                }
            }
            for (name, pointer) in &row.keep {
                let kept = body.pointer(pointer).cloned().unwrap_or_default();
                known.insert(name.clone(), kept);
            }
        }
        let mut kinds: Vec<&str> = self.calls.iter().map(|row| row.call.as_str()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        (kinds.len(), wrong)
    }
}

fn fits(found: Option<&Value>, form: &Value, known: &BTreeMap<String, Value>) -> bool {
    if let Some(exactly) = form.get("is") {
        return found == Some(&filled(exactly, known));
    }
    let form = form.as_str().unwrap();
    let (kind, may_lack) = form.strip_suffix('?').map_or((form, false), |kind| (kind, true));
    match found {
        None => false,
        Some(Value::Null) => may_lack,
        Some(found) => match kind {
            "text" => found.is_string(),
            "moment" => found
                .as_str()
                .is_some_and(|text| text.len() == 24 && text.ends_with('Z')),
            "int" => found.is_i64() || found.is_u64(),
            "number" => found.is_number(),
            "bool" => found.is_boolean(),
            "list" => found.is_array(),
            "object" => found.is_object(),
            _ => false,
        },
    }
}

/// A text with what is known in the place of `${name}`.
fn text(text: &str, known: &BTreeMap<String, Value>) -> String {
    known.iter().fold(text.to_owned(), |text, (name, value)| {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        text.replace(&format!("${{{name}}}"), &value)
    })
}

/// A value with what is known; a text that is nothing but a name has the type of what it names.
fn filled(value: &Value, known: &BTreeMap<String, Value>) -> Value {
    match value {
        Value::String(value) => {
            let name = value.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
            name.and_then(|name| known.get(name))
                .cloned()
                .unwrap_or_else(|| text(value, known).into())
        }
        Value::Array(items) => items.iter().map(|item| filled(item, known)).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| (name.clone(), filled(value, known)))
            .collect(),
        other => other.clone(),
    }
}
