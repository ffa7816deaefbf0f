//! What callers were told.

use super::{Answered, Model};
use crate::calls::{Answer, Call, CateringCall, ClaimCall, KeyedCall, Work};
use crate::process::Process;
use domain::staff::Role;
use domain::{OrderId, Timestamp};
use services::caller::{Caller, Who};

impl Model {
    /// Takes in what came of a call; `place` is that among those that place orders. `alone` says whether nothing else went on,
    /// and nothing went wrong.
    pub fn record(
        &mut self,
        process: &Process,
        call: Call,
        answer: Answer,
        place: Option<usize>,
        alone: bool,
    ) {
        let at = process.clock.now();
        self.remember_answer(&call, &answer, at);
        if let (true, Answer::Done, Some((caller, order))) = (alone, &answer, repeatable(&call)) {
            let key = (caller.tenant.clone(), order.clone());
            let version = self.orders.get(&key).map_or(0, |order| order.version);
            self.command = Some((call.clone(), key, version));
        }
        match (call, answer) {
            (Call::Place(_), answer) => {
                if let Some(placed) = place.and_then(|place| self.placed.get_mut(place)) {
                    placed.answer = answer;
                }
            }
            (Call::Cancel { caller, order }, Answer::Done) => {
                self.cancelled.insert((caller.tenant, order));
            }
            // Whatever the answer, the restaurant has counted if it was stored.
            (Call::ChangeProduct { caller, .. }, _) => self.recount(process, &caller.tenant),
            (Call::Account(call), answer) => self.record_account(&call, &answer),
            _ => {}
        }
    }

    /// An answer that is remembered under the key of its call is the answer to every later one.
    fn remember_answer(&mut self, call: &Call, answer: &Answer, at: Timestamp) {
        if let Answer::Reply { body, kept: true } = answer {
            self.keyed.push(Answered {
                call: call.clone(),
                at,
                body: body.clone(),
            });
        }
    }
}

/// What of the staff may be done twice without harm, and on which order. A completion is taken back one by one, so that is not.
fn repeatable(call: &Call) -> Option<(&Caller, &OrderId)> {
    match call {
        Call::Work {
            work: Work::Recall, ..
        } => None,
        Call::Work { caller, order, .. }
        | Call::HandBack { caller, order, .. }
        | Call::GiveBack { caller, order, .. } => Some((caller, order)),
        Call::Confirm { caller, order } | Call::Cancel { caller, order } => {
            let staff = matches!(
                caller.who,
                Who::Staff {
                    role: Role::Manager,
                    ..
                }
            );
            staff.then_some((caller, order))
        }
        _ => None,
    }
}

/// The key under which a call is made, for whom, and what it is about: what has the same has the same answer.
pub fn key_of(call: &Call) -> Option<(String, &str)> {
    match call {
        Call::Keyed(KeyedCall {
            caller,
            key,
            order,
            what,
        }) => {
            let whom = format!("{} {} {order} {what:?}", caller.tenant, caller.label());
            Some((whom, key))
        }
        Call::Claim(ClaimCall::File {
            caller,
            key: Some(key),
            form,
        }) => Some((format!("{} {} {form:?}", caller.tenant, caller.label()), key)),
        Call::Catering(CateringCall::Request { caller, new }) if !new.idempotency_key.is_empty() => {
            let whom = format!("{} {} {:?}", caller.tenant, caller.label(), new.form);
            Some((whom, &new.idempotency_key))
        }
        _ => None,
    }
}
