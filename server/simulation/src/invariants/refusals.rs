//! What is refused changes nothing, and neither does what was done before.

use super::{Violation, hold};
use crate::calls::{AccountCall, Answer, ByLink, Call, CateringCall, Keyed, KeyedCall};
use crate::model::Changes;

/// Looks at a call that was made alone while nothing went wrong.
pub fn change_nothing(call: &Call, answer: &Answer, changes: &Changes) -> Result<(), Violation> {
    let done_before = matches!(call, Call::Again { unchanged: true, .. });
    let invariant = match answer {
        Answer::Refused(_) => "11 what is refused changes nothing",
        Answer::Done if done_before => "11 a command that is given again changes nothing",
        _ => return Ok(()),
    };
    // What the gateway says when it is asked is news, whatever it was asked for.
    if asks_gateway(call) && !changes.payments.is_empty() {
        return Ok(());
    }
    // What was placed and cannot be confirmed is cancelled.
    if matches!(call, Call::Place(placement) if placement.confirmed) {
        return Ok(());
    }
    let nothing = changes.orders.is_empty()
        && changes.payments.is_empty()
        && changes.requests.is_empty()
        && changes.claims.is_empty()
        && changes.rules == 0
        && changes.events.is_empty();
    hold(nothing, invariant, || {
        format!("{call:?}: {answer:?} and {changes:?}")
    })
}

/// Whether a call looks at the gateway first.
fn asks_gateway(call: &Call) -> bool {
    match call {
        Call::Again { call, .. } => asks_gateway(call),
        Call::Keyed(KeyedCall { what, .. }) => matches!(what, Keyed::Confirm),
        Call::Catering(CateringCall::ByLink { doing, .. }) => {
            matches!(doing, ByLink::Pay(..) | ByLink::Settle { .. } | ByLink::Payment)
        }
        Call::Account(AccountCall::Use { .. }) => false,
        Call::Open { .. }
        | Call::Settle { .. }
        | Call::Notify { .. }
        | Call::Confirm { .. }
        | Call::Pry { .. } => true,
        _ => false,
    }
}
