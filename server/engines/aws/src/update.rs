//! Expressions of DynamoDB: what an item must be, and how it is changed. Names and values stand in them as
//! placeholders, so that no name is a word of the language.

use super::items::{EXPIRES, EXPIRES_MS, Item, PK, VERSION, number, removable};
use aws_sdk_dynamodb::types::AttributeValue;
use domain::Timestamp;
use ports::documents::Expect;
use std::collections::HashMap;

/// A condition and a change that are being put together.
#[derive(Debug)]
pub(super) struct Expression {
    now: Timestamp,
    names: HashMap<String, String>,
    values: Item,
    conditions: Vec<String>,
    sets: Vec<String>,
    removes: Vec<String>,
    adds: Vec<String>,
}

impl Expression {
    /// `now` is the instant at which what has expired counts as absent.
    pub(super) fn new(now: Timestamp) -> Expression {
        Expression {
            now,
            names: HashMap::new(),
            values: Item::new(),
            conditions: Vec::new(),
            sets: Vec::new(),
            removes: Vec::new(),
            adds: Vec::new(),
        }
    }

    /// The placeholder of an attribute's name.
    pub(super) fn name(&mut self, attribute: &str) -> String {
        if let Some((placeholder, _)) = self.names.iter().find(|(_, known)| *known == attribute) {
            return placeholder.clone();
        }
        let placeholder = format!("#n{}", self.names.len());
        self.names.insert(placeholder.clone(), attribute.to_owned());
        placeholder
    }

    /// The placeholder of a value.
    pub(super) fn value(&mut self, value: AttributeValue) -> String {
        let placeholder = format!(":v{}", self.values.len());
        self.values.insert(placeholder.clone(), value);
        placeholder
    }

    /// What must hold besides everything else, in placeholders.
    pub(super) fn require(&mut self, condition: String) {
        self.conditions.push(condition);
    }

    pub(super) fn is_absent(&mut self) {
        let (pk, expires) = (self.name(PK), self.name(EXPIRES_MS));
        let now = self.value(number(self.now.0));
        self.require(format!("(attribute_not_exists({pk}) OR {expires} <= {now})"));
    }

    /// There is nothing, or something that has not expired.
    pub(super) fn is_not_expired(&mut self) {
        let expires = self.name(EXPIRES_MS);
        let now = self.value(number(self.now.0));
        self.require(format!("(attribute_not_exists({expires}) OR {expires} > {now})"));
    }

    pub(super) fn expects(&mut self, expect: Expect) {
        match expect {
            Expect::Anything => {}
            Expect::Absent => self.is_absent(),
            Expect::Version(wanted) => {
                let (version, wanted) = (self.name(VERSION), self.value(number(wanted)));
                self.require(format!("{version} = {wanted}"));
                self.is_not_expired();
            }
        }
    }

    pub(super) fn set(&mut self, attribute: &str, value: AttributeValue) {
        let (name, value) = (self.name(attribute), self.value(value));
        self.sets.push(format!("{name} = {value}"));
    }

    /// Sets what is not there yet.
    pub(super) fn begin(&mut self, attribute: &str, value: AttributeValue) {
        let (name, value) = (self.name(attribute), self.value(value));
        self.sets.push(format!("{name} = if_not_exists({name}, {value})"));
    }

    /// One more than it was, or 1.
    pub(super) fn next_version(&mut self) {
        let name = self.name(VERSION);
        let (zero, one) = (self.value(number(0)), self.value(number(1)));
        self.sets
            .push(format!("{name} = if_not_exists({name}, {zero}) + {one}"));
    }

    pub(super) fn remove(&mut self, attribute: &str) {
        let name = self.name(attribute);
        self.removes.push(name);
    }

    /// Until when the document is there; without an instant it stays.
    pub(super) fn expires(&mut self, at: Option<Timestamp>) {
        match at {
            Some(at) => {
                self.set(EXPIRES_MS, number(at.0));
                self.set(EXPIRES, number(removable(at)));
            }
            None => {
                self.remove(EXPIRES_MS);
                self.remove(EXPIRES);
            }
        }
    }

    /// Adds to a counter, which must be `least` at least before that.
    pub(super) fn add(&mut self, attribute: &str, delta: i64, least: Option<i64>) {
        let (name, delta) = (self.name(attribute), self.value(number(delta)));
        self.adds.push(format!("{name} {delta}"));
        if let Some(least) = least {
            let bound = self.value(number(least));
            // A counter that was never added to is 0.
            self.require(if least <= 0 {
                format!("(attribute_not_exists({name}) OR {name} >= {bound})")
            } else {
                format!("{name} >= {bound}")
            });
        }
    }

    pub(super) fn condition(&self) -> Option<String> {
        (!self.conditions.is_empty()).then(|| self.conditions.join(" AND "))
    }

    pub(super) fn update(&self) -> String {
        let clauses = [
            ("SET", &self.sets),
            ("REMOVE", &self.removes),
            ("ADD", &self.adds),
        ];
        let written: Vec<String> = clauses
            .iter()
            .filter(|(_, parts)| !parts.is_empty())
            .map(|(word, parts)| format!("{word} {}", parts.join(", ")))
            .collect();
        written.join(" ")
    }

    pub(super) fn names(&self) -> Option<HashMap<String, String>> {
        (!self.names.is_empty()).then(|| self.names.clone())
    }

    pub(super) fn values(&self) -> Option<Item> {
        (!self.values.is_empty()).then(|| self.values.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::items::text;

    #[test]
    fn expressions_hold_placeholders_only() {
        let mut expression = Expression::new(Timestamp(7));
        expression.is_not_expired();
        expression.set("body", text("x"));
        expression.remove("name");
        expression.add("c#stock", -1, Some(1));
        assert_eq!(expression.update(), "SET #n1 = :v1 REMOVE #n2 ADD #n3 :v2");
        assert_eq!(
            expression.condition().unwrap(),
            "(attribute_not_exists(#n0) OR #n0 > :v0) AND #n3 >= :v3"
        );
        assert_eq!(expression.names().unwrap().len(), 4);
        assert_eq!(expression.values().unwrap().len(), 4);
    }
}
