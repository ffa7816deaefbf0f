//! A claim as it is filled in: kept in the browser until it is sent, so that a reload loses nothing.

use ::texts::now::{errors, storefront as texts};
use domain::Money;
use domain::claim::ClaimForm;
use domain::customer::FieldProblem;
use serde::{Deserialize, Serialize};
use ui::attempt::Attempt;
use ui::storage;

pub(super) const KEPT: &str = "claim";
pub(super) const ATTEMPT: &str = "claim-attempt";

/// What was filled in so far.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    pub form: ClaimForm,
    /// The amount as it was typed.
    pub amount: String,
}

/// The fields of the form: pointer, id in the page, label; in the order of the form.
pub const FIELDS: [(&str, &str, &str); 14] = [
    ("/name", "claim-name", texts::FULL_NAME),
    ("/document", "claim-document", texts::CLAIM_DOCUMENT_NUMBER),
    ("/email", "claim-email", texts::CLAIM_EMAIL),
    ("/phone", "claim-phone", texts::CLAIM_PHONE),
    ("/address", "claim-address", texts::CLAIM_ADDRESS),
    ("/guardian/name", "guardian-name", texts::GUARDIAN_NAME),
    ("/guardian/email", "guardian-email", texts::GUARDIAN_EMAIL),
    ("/guardian/phone", "guardian-phone", texts::GUARDIAN_PHONE),
    ("/guardian/address", "guardian-address", texts::GUARDIAN_ADDRESS),
    ("/order", "claim-order", texts::CLAIM_ORDER),
    ("/amountCents", "claim-amount", texts::CLAIM_AMOUNT),
    ("/description", "claim-description", texts::CLAIM_DESCRIPTION),
    ("/detail", "claim-detail", texts::CLAIM_DETAIL),
    ("/request", "claim-request", texts::CLAIM_REQUEST),
];

impl Draft {
    pub fn kept() -> Draft {
        storage::load(KEPT).unwrap_or_default()
    }

    pub fn keep(&self) {
        storage::save(KEPT, self);
    }

    /// It is in the book.
    pub fn forget() {
        storage::forget(KEPT);
    }

    /// What is to be sent, or what is wrong, by the ids of the fields and in their order.
    pub fn checked(&self) -> Result<ClaimForm, Vec<(&'static str, String)>> {
        let amount = amount(&self.amount);
        let form = ClaimForm {
            amount_cents: amount.unwrap_or_default(),
            ..self.form.clone()
        };
        let mut problems = form.checked().err().unwrap_or_default();
        if amount.is_err() {
            problems.push(("/amountCents", FieldProblem::NoAmount));
        }
        let texts = problems
            .iter()
            .map(|(pointer, problem)| (*pointer, errors::field(*problem)));
        match by_id(texts) {
            problems if problems.is_empty() => Ok(form),
            problems => Err(problems),
        }
    }
}

/// The key to send a claim with: that of the first try, unless that was somebody else's at the same device.
pub fn key_of(form: &ClaimForm) -> String {
    let sent: Vec<ClaimForm> = Attempt::sent(ATTEMPT);
    if sent.iter().any(|sent| sent.document != form.document) {
        storage::forget(ATTEMPT);
    }
    Attempt::of(ATTEMPT, form).key
}

/// The claim with this key is in the book, or another one is meant now.
pub fn forget_attempt(key: &str) {
    Attempt::forget(ATTEMPT, key);
}

/// Problems by the ids of their fields, in the order of the form.
pub fn by_id<'a>(problems: impl Iterator<Item = (&'a str, String)>) -> Vec<(&'static str, String)> {
    let problems: Vec<(&str, String)> = problems.collect();
    let of_field = |(pointer, id, _): &(&str, &'static str, &str)| {
        let found = problems.iter().find(|(known, _)| known == pointer);
        found.map(|(_, text)| (*id, text.clone()))
    };
    FIELDS.iter().filter_map(of_field).collect()
}

/// The label of a field, by its id.
pub fn label(id: &str) -> &'static str {
    let found = FIELDS.iter().find(|(_, known, _)| *known == id);
    found.map_or("", |(_, _, label)| label)
}

/// Reads an amount as people write it: `71.80`, `S/ 71,80`, `1,234.50`. Nothing is no amount.
fn amount(text: &str) -> Result<Option<Money>, ()> {
    let text: String = text
        .trim()
        .trim_start_matches("S/")
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    if text.is_empty() {
        return Ok(None);
    }
    // A comma with two digits after it is a point; any other one stands between thousands.
    let decimal = match text.rsplit_once(',') {
        Some((whole, cents)) if cents.len() <= 2 && !text.contains('.') => format!("{whole}.{cents}"),
        _ => text,
    };
    Money::from_decimal(&decimal.replace(',', "")).map(Some).ok_or(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled_in() -> Draft {
        Draft {
            form: ClaimForm {
                name: "Lucía Rojas".into(),
                document: "12345678".into(),
                email: "lucia@example.pe".into(),
                detail: "Llegó frío.".into(),
                ..ClaimForm::default()
            },
            ..Draft::default()
        }
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, cents) in [
            ("71.80", 7_180),
            ("S/ 71.8", 7_180),
            ("71,80", 7_180),
            ("1,234.50", 123_450),
            ("1,234", 123_400),
            (" 20 ", 2_000),
        ] {
            assert_eq!(amount(text), Ok(Some(Money(cents))), "{text}");
        }
        assert_eq!(amount(" "), Ok(None));
        for text in ["doce", "1.234", "S/", "-"] {
            let read = amount(text);
            assert!(read.is_err() || text == "S/", "{text}: {read:?}");
        }
    }

    #[test]
    fn all_that_is_wrong_is_said_in_the_order_of_the_form() {
        let draft = Draft {
            amount: "doce".into(),
            ..Draft::default()
        };
        let wrong = draft.checked().unwrap_err();
        let ids: Vec<&str> = wrong.iter().map(|(id, _)| *id).collect();
        assert_eq!(
            ids,
            [
                "claim-name",
                "claim-document",
                "claim-email",
                "claim-amount",
                "claim-detail"
            ]
        );
        assert!(filled_in().checked().is_ok());
    }
}
