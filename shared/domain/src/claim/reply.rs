//! What the restaurant answers, and what follows from it.

use super::form::{Problem, Reading};
use crate::actor::Actor;
use crate::customer::FieldProblem;
use crate::written::note;
use crate::{Money, OrderId, Timestamp};
use serde::{Deserialize, Serialize};

/// A reply as it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReplyForm {
    /// What the consumer reads: 1 to 4,000 characters.
    pub answer: String,
    /// Observations and actions taken, at most 2,000 characters.
    pub actions: String,
    /// What is given back of the order that the claim names, in cents; nothing where it is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund_cents: Option<Money>,
}

/// What the restaurant answered (LR, Anexo I, part 4). It never changes either.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reply {
    /// What the consumer reads.
    pub answer: String,
    /// Observations and actions taken; may be empty.
    pub actions: String,
    pub by: Actor,
    pub at: Timestamp,
    /// What is given back with it, in cents.
    #[serde(default)]
    pub refund_cents: Option<Money>,
}

/// Money that goes back with a reply, or with an offer that was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClaimRefund {
    /// The order whose money it is.
    pub order_id: OrderId,
    /// In cents.
    pub amount: Money,
}

/// Money that goes back because an offer was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OfferRefund {
    #[serde(flatten)]
    pub money: ClaimRefund,
    /// Who offered it.
    pub by: Actor,
}

/// How a claim changed other than by being filed or answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", rename_all_fields = "camelCase")]
pub enum ClaimChange {
    /// The restaurant has written its reply; the consumer does not have it yet.
    Replied {
        by: Actor,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        refund: Option<ClaimRefund>,
    },
    /// The reply cannot be mailed.
    Undelivered,
    /// All money that was promised with the reply or the accepted offer is back.
    Refunded,
    /// The restaurant offers to settle it; the consumer does not have the offer yet.
    Offered,
    /// The consumer has the offer: the term pauses.
    OfferSent,
    /// The offer cannot be mailed.
    OfferUndelivered,
    /// The consumer has answered the offer: accepted, the claim is over; otherwise the term goes on.
    OfferAnswered {
        accepted: bool,
        /// What goes back because of it, where it was accepted and promised money.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        refund: Option<OfferRefund>,
    },
}

impl ReplyForm {
    /// The reply as it is stored, or all that is wrong with it.
    pub fn checked(&self) -> Result<ReplyForm, Vec<Problem>> {
        let mut read = Reading::default();
        let form = ReplyForm {
            answer: read.field("/answer", note(&self.answer, 1, 4_000)),
            actions: read.optional("/actions", &self.actions, |text| note(text, 1, 2_000)),
            refund_cents: refund(&mut read, self.refund_cents),
        };
        read.done(form)
    }
}

/// What is to be given back, as it is stored: nothing where it is zero.
pub(super) fn refund(read: &mut Reading, amount: Option<Money>) -> Option<Money> {
    if amount.is_some_and(|amount| amount < Money::ZERO) {
        read.problem("/refundCents", FieldProblem::NoAmount);
    }
    amount.filter(|amount| *amount != Money::ZERO)
}
