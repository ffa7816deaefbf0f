//! What a consumer writes, as it is read.

use super::{ClaimKind, ClaimedThing, DocumentKind, FiledForm, FiledGuardian, ReplyBy};
use crate::customer::FieldProblem;
use crate::written::{
    Dni, Email, ForeignDocument, ForeignDocumentKind, Phone, is_left_out, line, note, optional, optional_line,
};
use crate::{Money, Slug};
use serde::{Deserialize, Serialize};

/// What is wrong with a field, by its JSON pointer.
pub type Problem = (&'static str, FieldProblem);

/// No claim is about more: ten million of the currency.
pub const MAX_AMOUNT: Money = Money(1_000_000_000);

/// A sheet as it is filled in. Only the name, the document, the detail, and an address or an e-mail address are needed:
/// without one of them it counts as not filed, and nothing else may keep anybody from filing (LR 5).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimForm {
    /// Name and surname, at most 120 characters.
    pub name: String,
    pub document_kind: DocumentKind,
    /// The document's number.
    pub document: String,
    /// Where a letter reaches the consumer, at most 200 characters.
    pub address: String,
    pub phone: String,
    pub email: String,
    /// The consumer is a minor: somebody signs for them.
    pub minor: bool,
    /// Father, mother or another representative of a minor.
    pub guardian: Guardian,
    /// The place of the restaurant that it is about.
    pub branch: Option<Slug>,
    /// Number of the order, as it was written; at most 30 characters.
    pub order: String,
    pub thing: ClaimedThing,
    /// What is claimed, in cents.
    pub amount_cents: Option<Money>,
    /// What was bought, at most 300 characters.
    pub description: String,
    pub kind: ClaimKind,
    /// What happened, at most 3,000 characters.
    pub detail: String,
    /// What the consumer asks for, at most 1,500 characters.
    pub request: String,
    pub reply_by: ReplyBy,
    /// The consumer declares that it is true; stands for the signature of the paper book.
    pub confirmed: bool,
    /// Nobody sees this field: who fills it in is a machine.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub website: String,
}

/// Who speaks for a minor (LR 5, Anexo I). None of it is needed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Guardian {
    pub name: String,
    pub address: String,
    pub phone: String,
    pub email: String,
}

impl ClaimForm {
    /// The form as it is stored, or all that is wrong with it, in its order.
    pub fn checked(&self) -> Result<FiledForm, Vec<Problem>> {
        let mut read = Reading::default();
        let form = FiledForm {
            name: read.field("/name", line(&self.name, 1, 120)),
            document_kind: self.document_kind,
            document: read.field("/document", self.checked_document()),
            address: read.field("/address", optional_line(&self.address, 200)),
            phone: read.field("/phone", optional(&self.phone, Phone::parse)),
            email: read.field("/email", optional(&self.email, Email::parse)),
            minor: self.minor,
            guardian: match self.minor {
                true => self.guardian.checked(&mut read),
                false => FiledGuardian::default(),
            },
            branch: self.branch.clone(),
            order: read.field("/order", optional_line(&self.order, 30)),
            thing: self.thing,
            amount_cents: self.amount_cents.filter(|amount| *amount != Money::ZERO),
            description: read.field("/description", optional_line(&self.description, 300)),
            kind: self.kind,
            detail: read.field("/detail", note(&self.detail, 1, 3_000)),
            request: read.optional("/request", &self.request, |text| note(text, 1, 1_500)),
            reply_by: self.reply_by,
            confirmed: self.confirmed,
        };
        let amount = form.amount_cents.unwrap_or_default();
        if amount < Money::ZERO || amount > MAX_AMOUNT {
            read.problem("/amountCents", FieldProblem::NoAmount);
        }
        // Said where it can be mended, and only when neither was tried.
        if is_left_out(&self.address) && is_left_out(&self.email) {
            read.problem("/email", FieldProblem::AddressOrEmail);
        }
        if !self.website.is_empty() {
            read.problem("/website", FieldProblem::Malformed);
        }
        read.done(FiledForm {
            reply_by: form.reply_by.possible(&form),
            ..form
        })
    }

    fn checked_document(&self) -> Result<String, FieldProblem> {
        let foreign = |kind| {
            let document = ForeignDocument::parse(kind, &self.document)?;
            Ok(document.number().to_owned())
        };
        match self.document_kind {
            DocumentKind::Dni => {
                line(&self.document, 1, 40)?;
                Dni::parse(&self.document).map(String::from)
            }
            DocumentKind::Ce => foreign(ForeignDocumentKind::Ce),
            DocumentKind::Passport => foreign(ForeignDocumentKind::Passport),
        }
    }
}

impl Guardian {
    fn checked(&self, read: &mut Reading) -> FiledGuardian {
        FiledGuardian {
            name: read.field("/guardian/name", optional_line(&self.name, 120)),
            address: read.field("/guardian/address", optional_line(&self.address, 200)),
            phone: read.field("/guardian/phone", optional(&self.phone, Phone::parse)),
            email: read.field("/guardian/email", optional(&self.email, Email::parse)),
        }
    }
}

/// Reads the fields of a form one after the other, and keeps what is wrong with them.
#[derive(Debug, Default)]
pub(super) struct Reading(Vec<Problem>);

impl Reading {
    pub(super) fn field<T: Default>(&mut self, pointer: &'static str, read: Result<T, FieldProblem>) -> T {
        read.unwrap_or_else(|problem| {
            self.problem(pointer, problem);
            T::default()
        })
    }

    /// A text that may stay empty.
    pub(super) fn optional(
        &mut self,
        pointer: &'static str,
        text: &str,
        read: impl Fn(&str) -> Result<String, FieldProblem>,
    ) -> String {
        self.field(pointer, optional(text, read)).unwrap_or_default()
    }

    pub(super) fn problem(&mut self, pointer: &'static str, problem: FieldProblem) {
        self.0.push((pointer, problem));
    }

    pub(super) fn done<T>(self, form: T) -> Result<T, Vec<Problem>> {
        if self.0.is_empty() { Ok(form) } else { Err(self.0) }
    }
}
