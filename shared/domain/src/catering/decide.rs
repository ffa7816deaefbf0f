//! What a command does to a request, or why it does nothing.

use super::{Alarm, CateringRequest, CateringStatus, Fact, MAX_MESSAGES, MAX_QUOTES, Message, Quote, State};
use crate::catering_settings::CateringSettings;
use crate::order::{Actor, Receipt};
use crate::payment::PaymentNote;
use crate::staff::{Permission, Role};
use crate::{Money, OrderId, Timestamp};

/// What somebody wants to happen to a request. Texts are read already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Offer something; the first time, or instead of what was offered before.
    Quote {
        quote: Box<Quote>,
    },
    /// Accept a version of the quote.
    Accept {
        version: u32,
        receipt: Receipt,
    },
    /// Refuse: the customer a quote, the restaurant a request.
    Decline {
        reason: String,
    },
    /// Ask for changes of the newest quote.
    AskChange {
        text: String,
    },
    /// Write to the other side.
    Write {
        text: String,
    },
    /// The customer sees the newest quote.
    ReadQuote,
    /// Somebody of the staff handles it from now on; nobody when `None`.
    Assign {
        to: Option<Actor>,
    },
    /// The money stands otherwise than the request knows.
    NotePayment {
        payment: PaymentNote,
    },
    /// It is paid as agreed, and this is its order.
    Schedule {
        order: OrderId,
    },
    /// The order was handed over.
    Finish,
    /// The handing over was taken back.
    Reopen,
    Cancel {
        reason: String,
    },
    /// Its order was cancelled at this time, by somebody who could: the request follows.
    FollowOrder {
        reason: String,
        at: Timestamp,
    },
    /// Its time is over.
    Expire,
    /// Something should be looked at.
    Raise {
        alarm: Alarm,
    },
}

/// Why a command does nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("this person may not do that")]
    NotAllowed,
    #[error("the request is {}", .status.wire_name())]
    OtherState { status: CateringStatus },
    #[error("there is a newer quote")]
    OtherQuote { version: u32 },
    #[error("the quote is not valid any more")]
    QuoteOver,
    #[error("the time has not come")]
    NotYet,
    #[error("it is too late to cancel")]
    TooLate,
    #[error("a reason is needed")]
    ReasonMissing,
    #[error("there are as many messages or versions as there may be")]
    TooMany,
}

/// What a command by somebody does to a request now: the facts in their order, none when it is so already, or why not.
pub fn decide(
    request: &CateringRequest,
    command: &Command,
    actor: &Actor,
    settings: &CateringSettings,
    now: Timestamp,
) -> Result<Vec<Fact>, Refusal> {
    match command {
        Command::Quote { quote } => offer(request, quote, actor, now),
        Command::Accept { version, receipt } => accept(request, *version, receipt, actor, now),
        Command::Decline { reason } => decline(request, reason, actor, now),
        Command::AskChange { text } => ask_change(request, text, actor, now),
        Command::Write { text } => write(request, text, actor, now),
        Command::ReadQuote => Ok(read_quote(request, actor, now)),
        Command::Assign { to } => assign(request, to.as_ref(), actor, now),
        Command::NotePayment { payment } => Ok(note_payment(request, *payment, now)),
        Command::Schedule { order } => schedule(request, order, now),
        Command::Finish => finish(request, now),
        Command::Reopen => reopen(request, now),
        Command::Cancel { reason } => cancel(request, reason, actor, settings, now),
        Command::FollowOrder { reason, at } => follow_order(request, reason, *at, actor, settings, now),
        Command::Expire => expire(request, now),
        Command::Raise { alarm } => Ok(raise(request, *alarm, settings, now)),
    }
}

/// What the restaurant keeps when a request is cancelled by somebody now. The restaurant itself keeps nothing.
pub fn cancellation_keeps(
    request: &CateringRequest,
    by: Role,
    settings: &CateringSettings,
    now: Timestamp,
) -> Money {
    let free = by != Role::Customer || now <= request.free_cancel_until(settings);
    let deposit = request.quote().map_or(Money::ZERO, |quote| quote.totals.deposit);
    match free {
        true => Money::ZERO,
        false => deposit.min(request.paid()).max(Money::ZERO),
    }
}

fn offer(
    request: &CateringRequest,
    quote: &Quote,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<Fact>, Refusal> {
    of_the_restaurant(actor)?;
    let version = request.quote().map_or(0, |known| known.version);
    match request.state {
        // What was accepted once has a record of its money, which is closed: that takes another request.
        State::New
        | State::Quoted { .. }
        | State::Expired {
            accepted_at: None, ..
        } => {}
        _ => return Err(other_state(request)),
    }
    if quote.version != version.saturating_add(1) {
        return Err(Refusal::OtherQuote { version });
    }
    if request.quotes.len() >= MAX_QUOTES {
        return Err(Refusal::TooMany);
    }
    if quote.valid_until <= now || quote.at <= now {
        return Err(Refusal::QuoteOver);
    }
    Ok(vec![Fact::Quoted {
        quote: quote.clone(),
        by: actor.clone(),
        at: now,
    }])
}

fn accept(
    request: &CateringRequest,
    version: u32,
    receipt: &Receipt,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<Fact>, Refusal> {
    let quote = request.quote().ok_or_else(|| other_state(request))?;
    let newest = quote.version;
    match request.state {
        State::Accepted { .. } | State::Scheduled { .. } if version == newest => return Ok(vec![]),
        State::Quoted { .. } => {}
        _ => return Err(other_state(request)),
    }
    if version != newest {
        return Err(Refusal::OtherQuote { version: newest });
    }
    if now >= quote.valid_until {
        return Err(Refusal::QuoteOver);
    }
    Ok(vec![Fact::Accepted {
        version,
        receipt: receipt.clone(),
        by: actor.clone(),
        at: now,
    }])
}

fn decline(
    request: &CateringRequest,
    reason: &str,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<Fact>, Refusal> {
    match request.state {
        State::Declined { .. } => return Ok(vec![]),
        State::Quoted { .. } => {}
        State::New if actor.role != Role::Customer => of_the_restaurant(actor)?,
        _ => return Err(other_state(request)),
    }
    if reason.is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    Ok(vec![Fact::Declined {
        reason: reason.to_owned(),
        by: actor.clone(),
        at: now,
    }])
}

fn ask_change(
    request: &CateringRequest,
    text: &str,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<Fact>, Refusal> {
    if !matches!(request.state, State::Quoted { .. }) {
        return Err(other_state(request));
    }
    Ok(vec![Fact::Written {
        message: message(request, text, true, actor, now)?,
    }])
}

fn write(request: &CateringRequest, text: &str, actor: &Actor, now: Timestamp) -> Result<Vec<Fact>, Refusal> {
    if !request.status().is_open() {
        return Err(other_state(request));
    }
    Ok(vec![Fact::Written {
        message: message(request, text, false, actor, now)?,
    }])
}

fn message(
    request: &CateringRequest,
    text: &str,
    wants_change: bool,
    actor: &Actor,
    now: Timestamp,
) -> Result<Message, Refusal> {
    if request.messages.len() >= MAX_MESSAGES {
        return Err(Refusal::TooMany);
    }
    Ok(Message {
        by: actor.clone(),
        text: text.to_owned(),
        at: now,
        wants_change,
    })
}

fn read_quote(request: &CateringRequest, actor: &Actor, now: Timestamp) -> Vec<Fact> {
    let unread = request.quote().is_some_and(|quote| quote.read_at.is_none());
    match actor.role {
        Role::Customer if unread => vec![Fact::QuoteRead { at: now }],
        _ => vec![],
    }
}

fn assign(
    request: &CateringRequest,
    to: Option<&Actor>,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<Fact>, Refusal> {
    of_the_restaurant(actor)?;
    if request.handler.as_ref().map(|handler| &handler.id) == to.map(|to| &to.id) {
        return Ok(vec![]);
    }
    Ok(vec![Fact::Assigned {
        to: to.cloned(),
        at: now,
    }])
}

/// What an older version of the record said is no news.
fn note_payment(request: &CateringRequest, payment: PaymentNote, now: Timestamp) -> Vec<Fact> {
    if request
        .payment
        .is_some_and(|known| known.version >= payment.version)
    {
        return vec![];
    }
    vec![Fact::PaymentNoted { payment, at: now }]
}

fn schedule(request: &CateringRequest, order: &OrderId, now: Timestamp) -> Result<Vec<Fact>, Refusal> {
    match &request.state {
        State::Scheduled { order: known, .. } if known == order => Ok(vec![]),
        State::Accepted { .. } if request.paid_as_agreed() => Ok(vec![Fact::Scheduled {
            order: order.clone(),
            at: now,
        }]),
        State::Accepted { .. } => Err(Refusal::NotYet),
        _ => Err(other_state(request)),
    }
}

fn finish(request: &CateringRequest, now: Timestamp) -> Result<Vec<Fact>, Refusal> {
    match request.state {
        State::Scheduled { .. } => Ok(vec![Fact::Finished { at: now }]),
        State::Done { .. } => Ok(vec![]),
        _ => Err(other_state(request)),
    }
}

fn reopen(request: &CateringRequest, now: Timestamp) -> Result<Vec<Fact>, Refusal> {
    match request.state {
        State::Done { .. } => Ok(vec![Fact::Reopened { at: now }]),
        State::Scheduled { .. } => Ok(vec![]),
        _ => Err(other_state(request)),
    }
}

/// A customer may cancel until the event; whether the kitchen has begun its order knows. The restaurant says why.
fn cancel(
    request: &CateringRequest,
    reason: &str,
    actor: &Actor,
    settings: &CateringSettings,
    now: Timestamp,
) -> Result<Vec<Fact>, Refusal> {
    match request.state {
        State::Cancelled { .. } => return Ok(vec![]),
        _ if !request.status().is_open() => return Err(other_state(request)),
        _ => {}
    }
    if actor.role != Role::Customer {
        of_the_restaurant(actor)?;
        if reason.is_empty() {
            return Err(Refusal::ReasonMissing);
        }
    } else if now >= request.at() {
        return Err(Refusal::TooLate);
    }
    Ok(vec![Fact::Cancelled {
        reason: reason.to_owned(),
        kept: cancellation_keeps(request, actor.role, settings, now),
        by: actor.clone(),
        at: now,
    }])
}

/// What is kept goes by the time at which the order was cancelled, whenever that becomes known.
fn follow_order(
    request: &CateringRequest,
    reason: &str,
    cancelled_at: Timestamp,
    actor: &Actor,
    settings: &CateringSettings,
    now: Timestamp,
) -> Result<Vec<Fact>, Refusal> {
    match request.state {
        State::Cancelled { .. } => Ok(vec![]),
        _ if !request.status().is_open() => Err(other_state(request)),
        _ => Ok(vec![Fact::Cancelled {
            reason: reason.to_owned(),
            kept: cancellation_keeps(request, actor.role, settings, cancelled_at),
            by: actor.clone(),
            at: now,
        }]),
    }
}

fn expire(request: &CateringRequest, now: Timestamp) -> Result<Vec<Fact>, Refusal> {
    match request.expires_at() {
        None => Ok(vec![]),
        Some(at) if now < at => Err(Refusal::NotYet),
        Some(_) => Ok(vec![Fact::Expired { at: now }]),
    }
}

fn raise(request: &CateringRequest, alarm: Alarm, settings: &CateringSettings, now: Timestamp) -> Vec<Fact> {
    let news = !request.alarmed.contains(&alarm) && request.alarms(settings, now).contains(&alarm);
    match news {
        true => vec![Fact::Alarmed { alarm, at: now }],
        false => vec![],
    }
}

fn of_the_restaurant(actor: &Actor) -> Result<(), Refusal> {
    match actor.role.may(Permission::ManageCatering) {
        true => Ok(()),
        false => Err(Refusal::NotAllowed),
    }
}

fn other_state(request: &CateringRequest) -> Refusal {
    Refusal::OtherState {
        status: request.status(),
    }
}
