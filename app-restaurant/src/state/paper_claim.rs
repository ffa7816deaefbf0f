//! A sheet of the paper book as it is typed in.

use super::catering::soles;
use domain::claim::{ClaimForm, ClaimKind, ClaimedThing, DocumentKind, Guardian, PaperForm, ReplyBy};
use domain::{Date, Money, Slug};
use serde::{Deserialize, Serialize};

/// What cannot be read as an amount: the rules refuse it.
const NO_AMOUNT: Money = Money(-1);

/// The fields as they stand in the form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PaperTyped {
    pub filed_on: String,
    pub paper_number: String,
    pub branch: String,
    pub name: String,
    pub document_kind: DocumentKind,
    pub document: String,
    pub address: String,
    pub phone: String,
    pub email: String,
    pub minor: bool,
    pub guardian: String,
    pub kind: ClaimKind,
    pub thing: ClaimedThing,
    pub order: String,
    pub amount: String,
    pub description: String,
    pub detail: String,
    pub request: String,
    pub reply_by: ReplyBy,
}

impl PaperTyped {
    /// The sheet as the rules read it. The paper bears a signature.
    pub fn form(&self) -> PaperForm {
        let amount = soles(&self.amount).unwrap_or(NO_AMOUNT);
        PaperForm {
            filed_on: Date::parse(&self.filed_on),
            paper_number: self.paper_number.clone(),
            form: ClaimForm {
                name: self.name.clone(),
                document_kind: self.document_kind,
                document: self.document.clone(),
                address: self.address.clone(),
                phone: self.phone.clone(),
                email: self.email.clone(),
                minor: self.minor,
                guardian: Guardian {
                    name: self.guardian.clone(),
                    ..Guardian::default()
                },
                branch: Slug::parse(&self.branch).ok(),
                order: self.order.clone(),
                thing: self.thing,
                amount_cents: (amount != Money::ZERO).then_some(amount),
                description: self.description.clone(),
                kind: self.kind,
                detail: self.detail.clone(),
                request: self.request.clone(),
                reply_by: self.reply_by,
                confirmed: true,
                website: String::new(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::customer::FieldProblem;

    fn typed() -> PaperTyped {
        PaperTyped {
            filed_on: "2026-10-05".into(),
            name: "Lucía Rojas".into(),
            document: "12345678".into(),
            address: "Jr. Lima 1".into(),
            amount: "S/ 41.90".into(),
            detail: "Llegó frío.".into(),
            ..PaperTyped::default()
        }
    }

    #[test]
    fn what_is_typed_is_what_the_rules_read() {
        let today = Date::parse("2026-10-06").unwrap();
        let sheet = typed().form().checked(today).unwrap();
        assert_eq!(sheet.form.amount_cents, Some(Money(4_190)));
        assert_eq!(sheet.form.reply_by, ReplyBy::Letter, "there is no e-mail address");
        let wrong = PaperTyped {
            filed_on: String::new(),
            amount: "mucho".into(),
            ..typed()
        };
        assert_eq!(
            wrong.form().checked(today).unwrap_err(),
            [
                ("/filedOn", FieldProblem::Missing),
                ("/amountCents", FieldProblem::NoAmount)
            ]
        );
    }
}
