//! What the people and machines of a restaurant have changed, as it is remembered.

use domain::audit::AuditAction;
use domain::staff::Role;
use domain::{Money, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A value that became another one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditChange {
    /// Where it stands in the record, such as `price` or `targets.cooking`.
    pub field: String,
    /// `null` where there was nothing.
    pub before: Value,
    /// `null` where there is nothing any more.
    pub after: Value,
}

/// What somebody did at a time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditEntry {
    /// Sorted by time; those of one millisecond in no particular order.
    pub id: String,
    pub at: Timestamp,
    /// Who did it: a staff id, or the name of a machine.
    pub by: String,
    /// Their name at that time.
    pub by_name: String,
    pub role: Role,
    pub action: AuditAction,
    /// What it was done to: the id of a product, a user name, the number of an order; empty for the restaurant itself.
    pub subject: String,
    /// Its name at that time, where it has one.
    pub subject_name: String,
    pub changes: Vec<AuditChange>,
}

/// Entries, newest first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditPage {
    #[serde(deserialize_with = "crate::unread::rows")]
    pub entries: Vec<AuditEntry>,
    /// Where older ones go on; `null` when there are none.
    pub next_cursor: Option<String>,
}

/// A value as people read it.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    Nothing,
    Flag(bool),
    Money(Money),
    At(Timestamp),
    Text(String),
    /// A list or a record, which is too long for a line.
    Whole,
}

impl AuditChange {
    /// What it was before and is now.
    pub fn shown(&self) -> (Shown, Shown) {
        (self.value(&self.before), self.value(&self.after))
    }

    fn value(&self, value: &Value) -> Shown {
        let name = self.field.rsplit('.').next().unwrap_or_default();
        let is_money = name == "price" || name.ends_with("Cents");
        match value {
            Value::Null => Shown::Nothing,
            Value::String(text) if text.is_empty() => Shown::Nothing,
            Value::Bool(flag) => Shown::Flag(*flag),
            Value::Number(number) => match number.as_i64().filter(|_| is_money) {
                Some(cents) => Shown::Money(Money(cents)),
                None => Shown::Text(number.to_string()),
            },
            Value::String(text) => {
                Timestamp::parse(text).map_or_else(|| Shown::Text(text.clone()), Shown::At)
            }
            Value::Array(_) | Value::Object(_) => Shown::Whole,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_shown_as_people_read_them() {
        let at = "2025-10-25T17:00:00.000Z";
        for (field, value, shown) in [
            ("price", json!(2590), Shown::Money(Money(2590))),
            ("deliveryFeeCents", json!(500), Shown::Money(Money(500))),
            ("stock", json!(12), Shown::Text("12".into())),
            ("active", json!(false), Shown::Flag(false)),
            ("name", json!("Pollo"), Shown::Text("Pollo".into())),
            ("description", json!(""), Shown::Nothing),
            (
                "groups.bebida.options.chicha.price",
                json!(300),
                Shown::Money(Money(300)),
            ),
            ("offUntil", json!(at), Shown::At(Timestamp::parse(at).unwrap())),
            ("hours", json!([[]]), Shown::Whole),
            ("price", Value::Null, Shown::Nothing),
        ] {
            let change = AuditChange {
                field: field.into(),
                before: Value::Null,
                after: value,
            };
            assert_eq!(change.shown(), (Shown::Nothing, shown), "{field}");
        }
    }
}
