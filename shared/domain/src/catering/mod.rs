//! Catering: from a request to the event.
//!
//! A request is new, quoted, accepted (its deposit is owed), scheduled (paid as agreed, and its order exists) and done; or
//! declined, cancelled or expired. [`decide`] answers what a command does: facts, or why not. [`evolve`] applies a fact.
//! Where the order of a request differs from other orders is said in [`order`].

mod alarms;
mod days;
mod decide;
mod evolve;
mod forget;
mod form;
pub mod order;
mod quote;

#[cfg(test)]
pub mod tests;

pub use super::catering_settings::{
    CateringPackage, CateringSettings, DailyLimit, MAX_CONTENT, MAX_DAYS_AHEAD, MAX_GUESTS, MAX_HOURS,
    MAX_PACKAGE_ABOUT, MAX_PACKAGE_NAME, MAX_PACKAGES, PackagePrice,
};
pub use super::catering_status::{CateringChange, CateringStatus};
pub use alarms::Alarm;
pub use days::{DayLoad, DayProblem, Held, check_day, next_free_day};
pub use decide::{Command, Refusal, cancellation_keeps, decide};
pub use evolve::{Fact, evolve};
pub use forget::forget_person;
pub use form::{CateringForm, CateringProblem, CateringProblems, Wanted, instant};
pub use quote::{
    MAX_QUOTE_LINES, Quote, QuoteDraft, QuoteDraftFee, QuoteDraftLine, QuoteFee, QuoteLine, QuoteSource,
    QuoteTotals,
};

use super::event::RequestRef;
use super::order::{Actor, Fulfilment, Receipt};
use super::payment::PaymentNote;
use super::time::DAY_MS;
use super::{CateringId, CustomerId, Date, Money, OrderId, Slug, Timestamp};
use serde::{Deserialize, Serialize};

/// The private link of a request is good until this many days after the event or the refusal.
pub const LINK_DAYS: i64 = 30;
/// Maximum number of messages of a request. Messages and quotes are kept in its document, which DynamoDB takes up to 400 KB.
pub const MAX_MESSAGES: usize = 60;
/// Maximum number of characters of a message, a wish for changes or a reason.
pub const MAX_MESSAGE: usize = 1_000;
/// Maximum number of versions of a quote.
pub const MAX_QUOTES: usize = 20;

/// A request for catering and everything that became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CateringRequest {
    pub id: CateringId,
    /// Small number per restaurant, for people.
    pub number: u64,
    /// Grows by one with every fact.
    pub version: u64,
    pub requested_at: Timestamp,
    pub updated_at: Timestamp,
    /// The account of the customer, where there is one.
    pub customer: Option<CustomerId>,
    /// Asked while the restaurant was being set up: nobody pays for it, and its order is a rehearsal.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rehearsal: bool,
    /// Who of the staff entered it for a customer on the telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered_by: Option<Actor>,
    pub wanted: Wanted,
    /// Who of the staff handles it.
    pub handler: Option<Actor>,
    /// Every version, oldest first. The newest one counts.
    #[serde(default)]
    pub quotes: Vec<Quote>,
    /// Oldest first.
    #[serde(default)]
    pub messages: Vec<Message>,
    /// The proof of payment that the customer chose when accepting.
    #[serde(default)]
    pub receipt: Receipt,
    /// How the money stands, as the payment's record said last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<PaymentNote>,
    /// Since when it waits for an answer of the restaurant; `None` while it waits for the customer or for nobody.
    pub unanswered_since: Option<Timestamp>,
    /// The alarms that were raised already.
    #[serde(default)]
    pub alarmed: Vec<Alarm>,
    pub state: State,
}

/// A message between customer and restaurant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Message {
    pub by: Actor,
    pub text: String,
    pub at: Timestamp,
    /// Whether it asks for changes of the quote.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub wants_change: bool,
}

/// How far a request is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    rename_all = "SCREAMING_SNAKE_CASE",
    rename_all_fields = "camelCase",
    tag = "name"
)]
pub enum State {
    New,
    Quoted {
        /// The customer asked for changes of the newest quote.
        wants_change: bool,
    },
    /// The deposit is owed.
    Accepted {
        at: Timestamp,
    },
    /// Paid as agreed, and the order exists.
    Scheduled {
        accepted_at: Timestamp,
        order: OrderId,
    },
    Done {
        accepted_at: Timestamp,
        order: OrderId,
        at: Timestamp,
    },
    Declined {
        at: Timestamp,
        by: Actor,
        reason: String,
    },
    Cancelled {
        at: Timestamp,
        by: Actor,
        reason: String,
        /// What the restaurant keeps of the money that came in.
        kept: Money,
        accepted_at: Option<Timestamp>,
        order: Option<OrderId>,
    },
    Expired {
        at: Timestamp,
        accepted_at: Option<Timestamp>,
    },
}

impl CateringRequest {
    /// A new request.
    pub fn new(
        id: CateringId,
        number: u64,
        customer: Option<CustomerId>,
        entered_by: Option<Actor>,
        wanted: Wanted,
        now: Timestamp,
    ) -> CateringRequest {
        CateringRequest {
            id,
            number,
            version: 1,
            requested_at: now,
            updated_at: now,
            customer,
            rehearsal: false,
            handler: entered_by.clone(),
            entered_by,
            wanted,
            quotes: Vec::new(),
            messages: Vec::new(),
            receipt: Receipt::None,
            payment: None,
            unanswered_since: Some(now),
            alarmed: Vec::new(),
            state: State::New,
        }
    }

    pub fn status(&self) -> CateringStatus {
        match self.state {
            State::New => CateringStatus::New,
            State::Quoted { .. } => CateringStatus::Quoted,
            State::Accepted { .. } => CateringStatus::Accepted,
            State::Scheduled { .. } => CateringStatus::Scheduled,
            State::Done { .. } => CateringStatus::Done,
            State::Declined { .. } => CateringStatus::Declined,
            State::Cancelled { .. } => CateringStatus::Cancelled,
            State::Expired { .. } => CateringStatus::Expired,
        }
    }

    /// The newest version of the quote.
    pub fn quote(&self) -> Option<&Quote> {
        self.quotes.last()
    }

    /// When the event is: as quoted last, or as it was asked for.
    pub fn at(&self) -> Timestamp {
        self.quote().map_or(self.wanted.at, |quote| quote.at)
    }

    /// The day of the event in the restaurant's zone.
    pub fn day(&self) -> Date {
        self.quote().map_or(self.wanted.day, |quote| quote.day)
    }

    pub fn guests(&self) -> u32 {
        self.quote().map_or(self.wanted.guests, |quote| quote.guests)
    }

    pub fn wants_change(&self) -> bool {
        matches!(self.state, State::Quoted { wants_change: true })
    }

    /// Its order, once it has one.
    pub fn order(&self) -> Option<&OrderId> {
        match &self.state {
            State::Scheduled { order, .. } | State::Done { order, .. } => Some(order),
            State::Cancelled { order, .. } => order.as_ref(),
            _ => None,
        }
    }

    /// When its quote was accepted; `None` before, and when it came to nothing without that.
    pub fn accepted_at(&self) -> Option<Timestamp> {
        match &self.state {
            State::Accepted { at } => Some(*at),
            State::Scheduled { accepted_at, .. } | State::Done { accepted_at, .. } => Some(*accepted_at),
            State::Cancelled { accepted_at, .. } | State::Expired { accepted_at, .. } => *accepted_at,
            State::New | State::Quoted { .. } | State::Declined { .. } => None,
        }
    }

    /// What events say of it.
    pub fn reference(&self) -> RequestRef {
        RequestRef {
            catering_id: self.id.clone(),
            number: self.number,
            status: self.status(),
            order_id: self.order().cloned(),
        }
    }

    /// What came in and stays.
    pub fn paid(&self) -> Money {
        self.payment.map_or(Money::ZERO, |note| {
            note.summary.paid_cents - note.summary.refunding_cents
        })
    }

    /// Whether what was agreed for accepting the quote has come in.
    pub fn paid_as_agreed(&self) -> bool {
        self.quote()
            .is_some_and(|quote| self.paid() >= quote.totals.deposit)
    }

    /// What is owed now: the deposit first, then the balance.
    pub fn owed(&self) -> Money {
        let Some(quote) = self.quote() else {
            return Money::ZERO;
        };
        match self.state {
            // What was rounded or given back is the record's to know.
            State::Accepted { .. } | State::Scheduled { .. } | State::Done { .. } => self
                .payment
                .map_or(quote.totals.total, |note| note.summary.owed_cents),
            _ => Money::ZERO,
        }
    }

    /// What is missing of the deposit.
    pub fn deposit_owed(&self) -> Money {
        match (&self.state, self.quote()) {
            (State::Accepted { .. }, Some(quote)) => (quote.totals.deposit - self.paid()).max(Money::ZERO),
            _ => Money::ZERO,
        }
    }

    /// The last instant at which the private link is good.
    pub fn link_until(&self) -> Timestamp {
        let refused = match &self.state {
            State::Declined { at, .. } | State::Cancelled { at, .. } | State::Expired { at, .. } => Some(*at),
            _ => None,
        };
        refused.unwrap_or(self.at()).plus_ms(LINK_DAYS * DAY_MS)
    }

    /// How much of its day it takes; nothing before it is quoted or when it came to nothing.
    pub fn held(&self) -> Option<Held> {
        match self.state {
            State::Quoted { .. } | State::Accepted { .. } | State::Scheduled { .. } | State::Done { .. } => {
                Some(Held {
                    day: self.day(),
                    guests: self.guests(),
                })
            }
            State::New | State::Declined { .. } | State::Cancelled { .. } | State::Expired { .. } => None,
        }
    }

    /// Where the customer wants it.
    pub fn fulfilment(&self) -> &Fulfilment {
        &self.wanted.fulfilment
    }

    /// The package that was asked for; `None` when the customer wants advice.
    pub fn package(&self) -> Option<&Slug> {
        self.wanted.package.as_ref()
    }
}
