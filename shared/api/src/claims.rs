//! The book of claims: filing, reading one's own sheet, and answering.

use domain::claim::{Claim, ClaimNumber, ClaimState, Reply, ReplyBy, Settlement};
use domain::{Date, Money, Timestamp};
use serde::{Deserialize, Serialize};

/// What somebody gets who has filed a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FiledClaim {
    pub number: ClaimNumber,
    /// Opens the sheet, together with its number: nobody else knows it.
    pub key: String,
    pub filed_at: Timestamp,
    /// The last day on which it is answered.
    pub due: Date,
}

/// A sheet of the book and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClaimView {
    #[serde(flatten)]
    pub claim: Claim,
    pub state: ClaimState,
    /// Business days left to answer it, today not counted.
    pub days_left: usize,
    pub reply: Option<Reply>,
    /// Since when the consumer has the reply: by mail once it was handed over, by letter when somebody has said that it was
    /// sent.
    pub answered_at: Option<Timestamp>,
    /// Since when it is known that the reply cannot be mailed: the restaurant has to send it in another way.
    pub undelivered_at: Option<Timestamp>,
    /// Since when all that goes back of what was promised with the reply or the accepted offer is back.
    pub refunded_at: Option<Timestamp>,
    /// What is back, in cents: less than was promised where less was left by then, and possibly nothing.
    #[serde(default)]
    pub refunded_cents: Option<Money>,
    /// What the restaurant offered to settle it, and what came of that; the consumer sees it once it was sent.
    #[serde(default)]
    pub settlement: Option<Settlement>,
}

/// The notice that the restaurant shows in its shop (LR 9, Anexo II).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimPoster {
    pub legal_name: String,
    pub ruc: String,
    /// The public address of the book.
    pub url: String,
    /// The address as a QR code: an SVG in the current text colour.
    pub svg: String,
}

impl ClaimView {
    /// What was promised to go back, in cents: with the reply, or with the offer that was accepted.
    pub fn promised(&self) -> Option<Money> {
        let replied = self.reply.as_ref().and_then(|reply| reply.refund_cents);
        replied.or_else(|| self.settlement.as_ref().and_then(Settlement::promised))
    }

    /// A reply is written, and it is for the restaurant to send it: by letter, or because mail cannot reach the consumer.
    pub fn letter_waits(&self) -> bool {
        let by_letter = self.claim.form.reply_by == ReplyBy::Letter || self.undelivered_at.is_some();
        self.reply.is_some() && self.answered_at.is_none() && by_letter
    }

    /// An offer is written, and it is for the restaurant to send it.
    pub fn offer_waits(&self) -> bool {
        let by_letter = self.claim.form.reply_by == ReplyBy::Letter;
        let waits = |offer: &Settlement| offer.waits_to_be_sent(by_letter);
        self.reply.is_none() && self.settlement.as_ref().is_some_and(waits)
    }

    /// An offer is written and about to be mailed.
    pub fn offer_is_being_mailed(&self) -> bool {
        let written = |offer: &Settlement| offer.sent.is_none() && offer.answer.is_none();
        let open = self.reply.is_none() && self.answered_at.is_none();
        open && self.settlement.as_ref().is_some_and(written) && !self.offer_waits()
    }

    /// Whether the restaurant may still offer to settle it: once, and before it is answered.
    pub fn may_be_offered(&self) -> bool {
        self.reply.is_none() && self.answered_at.is_none() && self.settlement.is_none()
    }

    /// Whether an offer that is sent on this day pauses the term: not where the term is over.
    pub fn would_pause(&self, today: Date) -> bool {
        today <= self.claim.due
    }

    /// A reply is written and about to be mailed.
    pub fn is_being_mailed(&self) -> bool {
        self.reply.is_some() && self.answered_at.is_none() && !self.letter_waits()
    }
}

/// Which claims of the book.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum WhichClaims {
    /// To be answered, the most urgent first; late ones among them.
    #[default]
    Open,
    /// To be answered since before today, the oldest first.
    Late,
    /// Answered, newest first.
    Answered,
    /// All of them, newest first.
    All,
}

/// Which claims to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ClaimFilter {
    pub which: WhichClaims,
    /// Part of the number or of the consumer's name.
    pub search: Option<String>,
    pub cursor: Option<String>,
    pub limit: Option<usize>,
}

/// A page of the book, and how many there are in all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClaimPage {
    #[serde(deserialize_with = "crate::unread::rows")]
    pub claims: Vec<ClaimView>,
    pub next_cursor: Option<String>,
    pub totals: ClaimTotals,
}

/// How many claims there are of each kind of list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimTotals {
    pub open: usize,
    /// At most 1,000 are counted.
    pub late: usize,
    pub answered: usize,
    pub all: usize,
}

impl WhichClaims {
    pub const ALL: [WhichClaims; 4] = [
        WhichClaims::Open,
        WhichClaims::Late,
        WhichClaims::Answered,
        WhichClaims::All,
    ];

    /// The name on the wire.
    pub fn wire_name(self) -> &'static str {
        match self {
            WhichClaims::Open => "open",
            WhichClaims::Late => "late",
            WhichClaims::Answered => "answered",
            WhichClaims::All => "all",
        }
    }

    pub fn from_wire_name(name: &str) -> Option<WhichClaims> {
        WhichClaims::ALL
            .into_iter()
            .find(|which| which.wire_name() == name)
    }
}

impl ClaimTotals {
    /// How many are in a list.
    pub fn of(&self, which: WhichClaims) -> usize {
        match which {
            WhichClaims::Open => self.open,
            WhichClaims::Late => self.late,
            WhichClaims::Answered => self.answered,
            WhichClaims::All => self.all,
        }
    }
}
