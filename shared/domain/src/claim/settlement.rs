//! An offer to settle a claim from a distance, the only thing that pauses the term (LR 6-A).

use super::form::{Problem, Reading};
use super::reply::refund;
use crate::actor::Actor;
use crate::holidays::Holidays;
use crate::written::note;
use crate::{Date, Money, Timestamp, Zone};
use serde::{Deserialize, Serialize};

/// Maximum number of business days for which an offer pauses the term, from the day after it was sent on (LR 6-A).
pub const PAUSE_DAYS: u16 = 5;
/// What a consumer declares who accepts an offer (LR 6-A).
pub const ACCEPTED_WORDS: &str = "ACUERDO ACEPTADO PARA SOLUCIONAR EL RECLAMO";

/// An offer as it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfferForm {
    /// What the consumer reads: 1 to 4,000 characters.
    pub offer: String,
    /// What is given back of the order that the claim names once the offer is accepted, in cents; nothing where it is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund_cents: Option<Money>,
}

/// What a manager notes of an offer: that its letter was sent, or what the consumer said by telephone or letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum OfferNote {
    Sent,
    Accepted,
    Declined,
}

/// An offer as it is stored. There is one for each claim, and it never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Offer {
    /// What the consumer reads.
    pub offer: String,
    pub by: Actor,
    pub at: Timestamp,
    /// What is given back once it is accepted, in cents.
    #[serde(default)]
    pub refund_cents: Option<Money>,
}

/// Since when the consumer has an offer, and what that does to the term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OfferSent {
    pub at: Timestamp,
    /// Who sent it; `system` for mail.
    pub by: String,
    /// The last day on which the consumer can accept it.
    pub until: Date,
    /// The last day on which the claim is answered, as long as the offer has no answer.
    pub due: Date,
}

/// What the consumer answered to an offer. It never changes either.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OfferAnswer {
    pub accepted: bool,
    pub at: Timestamp,
    /// What the consumer declared: [`ACCEPTED_WORDS`], or nothing.
    pub words: String,
    /// Who noted it for the restaurant; `None` when the consumer answered on the page of the sheet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub noted_by: Option<Actor>,
    /// The last day on which the claim is answered from then on.
    pub due: Date,
}

/// An offer and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Settlement {
    #[serde(flatten)]
    pub offer: Offer,
    /// The pause begins on the day on which it was sent.
    pub sent: Option<OfferSent>,
    /// Since when it is known that it cannot be mailed.
    pub undelivered_at: Option<Timestamp>,
    pub answer: Option<OfferAnswer>,
}

impl OfferForm {
    /// The offer as it is stored, or all that is wrong with it.
    pub fn checked(&self) -> Result<OfferForm, Vec<Problem>> {
        let mut read = Reading::default();
        let form = OfferForm {
            offer: read.field("/offer", note(&self.offer, 1, 4_000)),
            refund_cents: refund(&mut read, self.refund_cents),
        };
        read.done(form)
    }
}

impl OfferSent {
    /// An offer that was sent, for a claim that was due on `due` before.
    pub fn now(at: Timestamp, by: &str, due: Date, holidays: &Holidays, zone: &Zone) -> OfferSent {
        let day = zone.date(at);
        let until = holidays.plus_business_days(day, PAUSE_DAYS);
        OfferSent {
            at,
            by: by.to_owned(),
            until,
            due: paused(due, day, until, holidays),
        }
    }

    /// Whether the term pauses: it does not where it was over before the offer was sent.
    pub fn pauses(&self, zone: &Zone) -> bool {
        zone.date(self.at) <= self.due
    }
}

impl Settlement {
    /// The consumer's answer to it, by `noted_by` where the restaurant notes it; `None` before it was sent. `filed_due` is
    /// when the claim was due before the offer.
    pub fn answered(
        &self,
        accepted: bool,
        noted_by: Option<Actor>,
        at: Timestamp,
        filed_due: Date,
        holidays: &Holidays,
        zone: &Zone,
    ) -> Option<OfferAnswer> {
        let sent = self.sent.as_ref()?;
        let words = if accepted { ACCEPTED_WORDS } else { "" };
        let due = paused(
            filed_due,
            zone.date(sent.at),
            zone.date(at).min(sent.until),
            holidays,
        );
        Some(OfferAnswer {
            accepted,
            at,
            words: words.to_owned(),
            noted_by,
            due,
        })
    }

    /// The last day on which its claim is answered, which was due on `filed_due` before the offer.
    pub fn due(&self, filed_due: Date) -> Date {
        let sent = self.sent.as_ref().map(|sent| sent.due);
        let answered = self.answer.as_ref().map(|answer| answer.due);
        answered.or(sent).unwrap_or(filed_due)
    }

    /// The last day of the pause, while the consumer can answer; `None` on later days, and before it was sent.
    pub fn open_until(&self, today: Date) -> Option<Date> {
        let until = self.sent.as_ref()?.until;
        (self.answer.is_none() && today <= until).then_some(until)
    }

    pub fn is_accepted(&self) -> bool {
        self.answer.as_ref().is_some_and(|answer| answer.accepted)
    }

    /// What is promised to go back, in cents: nothing before the offer is accepted.
    pub fn promised(&self) -> Option<Money> {
        self.offer.refund_cents.filter(|_| self.is_accepted())
    }

    /// It is for the restaurant to send it: by letter, or because mail cannot reach the consumer.
    pub fn waits_to_be_sent(&self, by_letter: bool) -> bool {
        self.sent.is_none() && self.answer.is_none() && (by_letter || self.undelivered_at.is_some())
    }
}

/// The end of a term that ended on `due`: the business days after the day on which the offer was sent, up to and including
/// the last one of the pause, do not count. A term that was over is not begun again.
fn paused(due: Date, sent: Date, end: Date, holidays: &Holidays) -> Date {
    if sent > due {
        return due;
    }
    let days = holidays.business_days_between(sent, end);
    let days = u16::try_from(days).unwrap_or(PAUSE_DAYS);
    holidays.plus_business_days(due, days.min(PAUSE_DAYS))
}
