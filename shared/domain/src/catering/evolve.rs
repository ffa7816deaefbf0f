//! How a fact changes a request.

use super::{Alarm, CateringChange, CateringRequest, Message, Quote, State};
use crate::event::Event;
use crate::order::{Actor, Receipt};
use crate::payment::PaymentNote;
use crate::staff::Role;
use crate::{Money, OrderId, Timestamp};

/// Something that has happened to a request. What others receive of it are events, which carry ids and codes only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    Quoted {
        quote: Quote,
        by: Actor,
        at: Timestamp,
    },
    Accepted {
        version: u32,
        receipt: Receipt,
        by: Actor,
        at: Timestamp,
    },
    Declined {
        reason: String,
        by: Actor,
        at: Timestamp,
    },
    Written {
        message: Message,
    },
    QuoteRead {
        at: Timestamp,
    },
    Assigned {
        to: Option<Actor>,
        at: Timestamp,
    },
    PaymentNoted {
        payment: PaymentNote,
        at: Timestamp,
    },
    Scheduled {
        order: OrderId,
        at: Timestamp,
    },
    Finished {
        at: Timestamp,
    },
    Reopened {
        at: Timestamp,
    },
    Cancelled {
        reason: String,
        /// What the restaurant keeps of the money that came in.
        kept: Money,
        by: Actor,
        at: Timestamp,
    },
    Expired {
        at: Timestamp,
    },
    Alarmed {
        alarm: Alarm,
        at: Timestamp,
    },
}

impl Fact {
    pub fn at(&self) -> Timestamp {
        match self {
            Fact::Written { message } => message.at,
            Fact::Quoted { at, .. }
            | Fact::Accepted { at, .. }
            | Fact::Declined { at, .. }
            | Fact::QuoteRead { at }
            | Fact::Assigned { at, .. }
            | Fact::PaymentNoted { at, .. }
            | Fact::Scheduled { at, .. }
            | Fact::Finished { at }
            | Fact::Reopened { at }
            | Fact::Cancelled { at, .. }
            | Fact::Expired { at }
            | Fact::Alarmed { at, .. } => *at,
        }
    }

    /// What others receive of it; `after` is the request that it has made.
    pub fn event(&self, after: &CateringRequest) -> Event {
        let catering = after.reference();
        let updated = |change| Event::CateringUpdated {
            catering: catering.clone(),
            change,
        };
        match self {
            Fact::Quoted { quote, .. } => Event::CateringQuoted {
                catering,
                version: quote.version,
            },
            Fact::Accepted { version, .. } => Event::CateringAccepted {
                catering,
                version: *version,
            },
            Fact::Declined { .. } => Event::CateringDeclined { catering },
            Fact::Cancelled { .. } => Event::CateringCancelled { catering },
            Fact::Expired { .. } => Event::CateringExpired { catering },
            Fact::Written { message } if message.wants_change => updated(CateringChange::ChangeAsked),
            Fact::Written { .. } => updated(CateringChange::MessageWritten),
            Fact::QuoteRead { .. } => updated(CateringChange::QuoteRead),
            Fact::Assigned { .. } => updated(CateringChange::HandlerChanged),
            Fact::PaymentNoted { .. } => updated(CateringChange::PaymentNoted),
            Fact::Scheduled { .. } => updated(CateringChange::Scheduled),
            Fact::Finished { .. } => updated(CateringChange::Done),
            Fact::Reopened { .. } => updated(CateringChange::Reopened),
            Fact::Alarmed { .. } => updated(CateringChange::Alarmed),
        }
    }
}

/// The request after a fact. A fact that does not fit changes nothing.
#[must_use]
pub fn evolve(request: CateringRequest, fact: &Fact) -> CateringRequest {
    let mut after = request;
    let at = fact.at();
    after.version += 1;
    after.updated_at = at;
    match fact {
        Fact::Quoted { quote, by, .. } => {
            after.quotes.push(quote.clone());
            after.state = State::Quoted { wants_change: false };
            after.handler = after.handler.or_else(|| Some(by.clone()));
            answered(&mut after);
        }
        Fact::Accepted { receipt, .. } => {
            after.receipt = receipt.clone();
            after.state = State::Accepted { at };
            answered(&mut after);
        }
        Fact::Declined { reason, by, .. } => {
            after.state = State::Declined {
                at,
                by: by.clone(),
                reason: reason.clone(),
            };
            answered(&mut after);
        }
        Fact::Written { message } => {
            after.messages.push(message.clone());
            if message.by.role != Role::Customer {
                answered(&mut after);
            } else if after.unanswered_since.is_none() {
                after.unanswered_since = Some(at);
            }
            if let (State::Quoted { wants_change }, true) = (&mut after.state, message.wants_change) {
                *wants_change = true;
            }
        }
        Fact::QuoteRead { .. } => {
            if let Some(quote) = after.quotes.last_mut() {
                quote.read_at = quote.read_at.or(Some(at));
            }
        }
        Fact::Assigned { to, .. } => after.handler = to.clone(),
        Fact::PaymentNoted { payment, .. } => after.payment = Some(*payment),
        Fact::Scheduled { .. } | Fact::Finished { .. } | Fact::Reopened { .. } => {
            if let Some(state) = with_order(&after.state, fact) {
                after.state = state;
            }
        }
        Fact::Cancelled { reason, kept, by, .. } => {
            after.state = State::Cancelled {
                at,
                by: by.clone(),
                reason: reason.clone(),
                kept: *kept,
                accepted_at: after.accepted_at(),
                order: after.order().cloned(),
            };
            answered(&mut after);
        }
        Fact::Expired { .. } => {
            after.state = State::Expired {
                at,
                accepted_at: after.accepted_at(),
            };
            answered(&mut after);
        }
        Fact::Alarmed { alarm, .. } => after.alarmed.push(*alarm),
    }
    after
}

/// The state after what happened with the order of a request, where it fits.
fn with_order(state: &State, fact: &Fact) -> Option<State> {
    match (state, fact) {
        (State::Accepted { at }, Fact::Scheduled { order, .. }) => Some(State::Scheduled {
            accepted_at: *at,
            order: order.clone(),
        }),
        (State::Scheduled { accepted_at, order }, Fact::Finished { at }) => Some(State::Done {
            accepted_at: *accepted_at,
            order: order.clone(),
            at: *at,
        }),
        (
            State::Done {
                accepted_at, order, ..
            },
            Fact::Reopened { .. },
        ) => Some(State::Scheduled {
            accepted_at: *accepted_at,
            order: order.clone(),
        }),
        _ => None,
    }
}

/// Nobody waits for the restaurant any more; the next wait may raise its alarm again.
fn answered(request: &mut CateringRequest) {
    request.unanswered_since = None;
    request.alarmed.retain(|alarm| *alarm != Alarm::Unanswered);
}
