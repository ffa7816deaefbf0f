//! What is remembered of a change, for the commit that makes it: each service writes its entries into a partition of a table of
//! its own, so that there is never one without the other. Entries are never changed, and name no customers.

use crate::error::Error;
use api::audit::{AuditChange, AuditEntry};
use domain::Timestamp;
use domain::audit::AuditAction;
use domain::order::Actor;
use domain::staff::Role;
use ports::EngineError;
use ports::clock::unique;
use ports::documents::{Expect, Key, Query, Table, Write};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Whose entries lie where: in a partition that the service may write which makes the changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Book {
    Catalog,
    Staff,
    Orders,
    Payments,
    Customers,
    Webhooks,
}

impl Book {
    pub(crate) const ALL: [Book; 6] = [
        Book::Catalog,
        Book::Staff,
        Book::Orders,
        Book::Payments,
        Book::Customers,
        Book::Webhooks,
    ];

    /// Its newest entries before one, none of them the entry itself.
    pub(crate) fn newest(self, before: Option<String>, limit: usize) -> Query {
        let (table, pk) = self.place();
        Query::partition(table, pk, limit)
            .between(None, before)
            .newest_first()
    }

    fn place(self) -> (Table, &'static str) {
        match self {
            Book::Catalog => (Table::Catalog, "AUDIT"),
            Book::Staff => (Table::Users, "AUDIT"),
            // Every service that may change orders may write to this partition.
            Book::Orders => (Table::Orders, "ORDER#AUDIT"),
            Book::Payments => (Table::Payments, "AUDIT"),
            // So may every service that closes accounts.
            Book::Customers => (Table::Customers, "CUSTOMER#AUDIT"),
            Book::Webhooks => (Table::Webhooks, "AUDIT"),
        }
    }
}

/// What something was done to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Subject {
    pub(crate) id: String,
    pub(crate) name: String,
}

impl Subject {
    pub(crate) fn new(id: impl ToString, name: impl Into<String>) -> Subject {
        Subject {
            id: id.to_string(),
            name: name.into(),
        }
    }
}

/// The write that remembers what `by` does at `now`, for the commit that does it.
pub(crate) fn entry(
    book: Book,
    by: &Actor,
    now: Timestamp,
    action: AuditAction,
    subject: Subject,
    changes: Vec<AuditChange>,
) -> Result<Write, Error> {
    // All machines are called like the system itself.
    let by_name = match by.role {
        Role::Service => &by.id,
        _ => &by.name,
    };
    let entry = AuditEntry {
        id: unique(now),
        at: now,
        by: by.id.clone(),
        by_name: by_name.clone(),
        role: by.role,
        action,
        subject: subject.id,
        subject_name: subject.name,
        changes,
    };
    let (table, pk) = book.place();
    let key = Key::new(table, pk, entry.id.clone());
    Ok(Write::put(key, &entry, Expect::Absent)?)
}

/// The fields by which the records of a list are identified; of several that a record has, the first of these.
const NAMES: [&str; 5] = ["id", "date", "name", "title", "from"];

/// What differs between two states of a record, by field. Records are looked into, and lists of records by their names; other
/// lists and values are compared whole. That there is nothing, and that there is an empty text, are the same.
pub(crate) fn changes(before: &impl Serialize, after: &impl Serialize) -> Result<Vec<AuditChange>, Error> {
    let value = |error: serde_json::Error| Error::from(EngineError::broken("audit", error));
    let before = serde_json::to_value(before).map_err(value)?;
    let after = serde_json::to_value(after).map_err(value)?;
    let mut changes = Vec::new();
    compare("", &before, &after, &mut changes);
    Ok(changes)
}

fn compare(field: &str, before: &Value, after: &Value, changes: &mut Vec<AuditChange>) {
    match (before, after) {
        (before, after) if before == after || (is_nothing(before) && is_nothing(after)) => {}
        (Value::Object(was), Value::Object(is)) => {
            let by_name = |(name, value): (&String, &Value)| (name.clone(), value.clone());
            let (was, is) = (was.iter().map(by_name), is.iter().map(by_name));
            compare_named(field, &was.collect(), &is.collect(), changes);
        }
        (Value::Array(was), Value::Array(is)) if named(was).is_some() && named(is).is_some() => {
            let (was, is) = (named(was).unwrap_or_default(), named(is).unwrap_or_default());
            compare_named(field, &was, &is, changes);
        }
        (before, after) => changes.push(AuditChange {
            field: field.to_owned(),
            before: before.clone(),
            after: after.clone(),
        }),
    }
}

fn compare_named(
    field: &str,
    was: &BTreeMap<String, Value>,
    is: &BTreeMap<String, Value>,
    changes: &mut Vec<AuditChange>,
) {
    let names: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
    for name in names {
        let inner = match field {
            "" => name.clone(),
            outer => format!("{outer}.{name}"),
        };
        let value = |of: &BTreeMap<String, Value>| of.get(name).cloned().unwrap_or_default();
        compare(&inner, &value(was), &value(is), changes);
    }
}

fn is_nothing(value: &Value) -> bool {
    matches!(value, Value::Null) || matches!(value, Value::String(text) if text.is_empty())
}

/// The records of a list by what each is called; `None` where one has no name, or two have the same.
fn named(list: &[Value]) -> Option<BTreeMap<String, Value>> {
    let name = |record: &Value| {
        let names = NAMES.iter().filter_map(|name| record.get(name)?.as_str());
        names.map(str::to_owned).next()
    };
    let by_name: Option<BTreeMap<String, Value>> = list
        .iter()
        .map(|record| Some((name(record)?, record.clone())))
        .collect();
    by_name.filter(|records| records.len() == list.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn found(before: Value, after: Value) -> Vec<(String, Value, Value)> {
        let changes = changes(&before, &after).unwrap();
        let all = changes.into_iter();
        all.map(|change| (change.field, change.before, change.after))
            .collect()
    }

    #[test]
    fn only_what_differs_is_said() {
        let before = json!({ "price": 100, "name": "Pollo", "hours": { "mon": [1], "tue": [2] }, "gone": 1 });
        let after =
            json!({ "price": 120, "name": "Pollo", "hours": { "mon": [1, 2], "tue": [2] }, "new": true });
        assert_eq!(
            found(before.clone(), after),
            [
                ("gone".into(), json!(1), Value::Null),
                ("hours.mon".into(), json!([1]), json!([1, 2])),
                ("new".into(), Value::Null, json!(true)),
                ("price".into(), json!(100), json!(120)),
            ]
        );
        assert_eq!(found(before.clone(), before), []);
        assert_eq!(found(json!({ "note": null }), json!({ "note": "" })), []);
        assert_eq!(
            found(json!({ "a": { "b": 1 } }), json!({ "a": null })),
            [("a".into(), json!({ "b": 1 }), Value::Null)]
        );
    }

    #[test]
    fn lists_of_records_are_compared_by_their_names() {
        let zone = |name: &str, fee: i64| json!({ "name": name, "feeCents": fee });
        let before = json!({ "zones": [zone("Cerca", 500), zone("Lejos", 900)], "tags": ["a"] });
        let after =
            json!({ "zones": [zone("Lejos", 1000), zone("Cerca", 500), zone("Playa", 1500)], "tags": ["b"] });
        assert_eq!(
            found(before, after),
            [
                ("tags".into(), json!(["a"]), json!(["b"])),
                ("zones.Lejos.feeCents".into(), json!(900), json!(1000)),
                ("zones.Playa".into(), Value::Null, zone("Playa", 1500)),
            ]
        );
        // Two of one name are not told apart.
        let twins = json!([zone("Cerca", 1), zone("Cerca", 2)]);
        assert_eq!(found(twins.clone(), json!([])).len(), 1);
    }
}
