//! What stands on a sheet of the book: the form of a consumer as it was read.

use super::{ClaimKind, ClaimedThing, DocumentKind, ReplyBy};
use crate::written;
use crate::written::{Email, Phone};
use crate::{Money, Slug};
use serde::{Deserialize, Serialize};

/// A form that was read by [`ClaimForm::checked`](super::ClaimForm::checked), which says what each field is. Its JSON is that
/// of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct FiledForm {
    pub name: String,
    pub document_kind: DocumentKind,
    pub document: String,
    pub address: String,
    #[serde(with = "written::blank")]
    pub phone: Option<Phone>,
    #[serde(with = "written::blank")]
    pub email: Option<Email>,
    pub minor: bool,
    pub guardian: FiledGuardian,
    pub branch: Option<Slug>,
    pub order: String,
    pub thing: ClaimedThing,
    pub amount_cents: Option<Money>,
    pub description: String,
    pub kind: ClaimKind,
    pub detail: String,
    pub request: String,
    pub reply_by: ReplyBy,
    pub confirmed: bool,
}

/// Who speaks for a minor, as it was read; empty where nobody does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct FiledGuardian {
    pub name: String,
    pub address: String,
    #[serde(with = "written::blank")]
    pub phone: Option<Phone>,
    #[serde(with = "written::blank")]
    pub email: Option<Email>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::ClaimForm;
    use crate::written::or_empty;

    #[test]
    fn a_filed_form_has_the_form_of_what_was_written() {
        let empty = serde_json::to_value(ClaimForm::default()).unwrap();
        assert_eq!(serde_json::to_value(FiledForm::default()).unwrap(), empty);
        // As older rules took it.
        let written = ClaimForm {
            name: "Ana".into(),
            email: "ana@localhost".into(),
            phone: "999888777".into(),
            ..ClaimForm::default()
        };
        let written = serde_json::to_value(written).unwrap();
        let read: FiledForm = serde_json::from_value(written.clone()).unwrap();
        assert_eq!(or_empty(&read.phone), "999888777");
        assert_eq!(serde_json::to_value(&read).unwrap(), written);
        assert_eq!(
            serde_json::from_str::<FiledForm>("{}").unwrap(),
            FiledForm::default()
        );
    }
}
