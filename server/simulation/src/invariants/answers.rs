//! What callers were told, against what is stored and what others were told.

use super::{Violation, accounts, hold, sales};
use crate::calls::{Answer, Call, OfWebhook, Placement, WebhookCall};
use crate::model::{Model, Placed, key_of};
use api::Code;
use domain::order::{State, Status};
use domain::payment::PaymentMethod;
use domain::time::HOUR_MS;
use domain::{OrderId, ProductId, TenantId};
use std::collections::BTreeMap;

/// For how long a key is good, in milliseconds.
const REMEMBERED_MS: i64 = 23 * HOUR_MS;

/// Looks at an answer right after it was given, before it is recorded. `provoked` says whether anything went wrong meanwhile.
pub fn check(model: &Model, call: &Call, answer: &Answer, provoked: bool) -> Result<(), Violation> {
    if let Answer::Unknown(why) = answer {
        return hold(provoked, "who asks gets an answer while nothing fails", || {
            format!("{why} for {call:?}")
        });
    }
    match (call, answer) {
        (Call::Place(placement), answer) => placed(model, placement, answer),
        (
            Call::Open {
                caller,
                method: PaymentMethod::Cash,
                ..
            },
            Answer::Done,
        ) => sales::may_pay_at_the_door(model, caller),
        (
            Call::Webhook(WebhookCall::Of {
                id,
                doing: OfWebhook::Pry,
                ..
            }),
            Answer::Done,
        ) => Err(Violation::new(
            "8 nobody reads or changes what is somebody else's",
            format!("the deliveries to {id}"),
        )),
        (Call::Account(call), answer) => accounts::check(model, call, answer, provoked),
        (
            Call::Again {
                call,
                unchanged: true,
            },
            Answer::Refused(code),
        ) => hold(
            provoked,
            "11 a command that is given again is answered in the same way",
            || format!("{code:?} for {call:?}"),
        ),
        (_, Answer::Reply { body, kept: true }) => same_answer(model, call, body),
        (Call::Pry { caller, order }, Answer::Done) => Err(Violation::new(
            "8 nobody reads or changes what is somebody else's",
            format!("{order} by {:?}", caller.who),
        )),
        _ => Ok(()),
    }
}

fn placed(model: &Model, placement: &Placement, answer: &Answer) -> Result<(), Violation> {
    let before: Vec<&Placed> = model
        .placed
        .iter()
        .filter(|placed| placed.has_key_of(placement) && placed.order().is_some())
        .collect();
    let same = before.iter().find(|placed| placed.placement == *placement);
    match answer {
        Answer::Placed {
            order,
            customer,
            replayed,
        } => {
            let tenant = &placement.caller.tenant;
            let stored = model.orders.get(&(tenant.clone(), order.clone()));
            hold(stored.is_some(), "1 an acknowledged order exists", || {
                order.to_string()
            })?;
            let theirs = customer.as_ref().is_none_or(|id| *id == placement.customer)
                && stored.is_some_and(|stored| stored.head.customer.id == placement.customer);
            hold(theirs, "8 a key answers with the order of its customer", || {
                format!("{order} for {}", placement.customer)
            })?;
            for other in &before {
                let once = other.order() == Some(order) && other.placement == *placement;
                hold(once, "1 a key is good for one order", || {
                    format!("{order} after {:?}", other.answer)
                })?;
            }
            if placement.confirmed {
                let waits = stored.is_some_and(|stored| stored.status() == Status::Created);
                hold(!waits, "an order that is confirmed in one call is", || {
                    order.to_string()
                })?;
            }
            match replayed {
                true => Ok(()),
                false => {
                    sales::is_allowed(model, placement, stored)?;
                    sellable(model, tenant, placement, order)
                }
            }
        }
        Answer::Refused(code) => match same {
            // What was confirmed in one call is not confirmed again when it was cancelled since, or its customer is gone.
            Some(same) => hold(
                placement.confirmed && (is_cancelled(model, same) || is_gone(model, placement)),
                "1 a call that is repeated under its key has the same answer",
                || format!("{code:?} after {:?}", same.answer),
            ),
            None => hold(
                *code != Code::IdempotencyKeyReused || has_rival(model, placement),
                "1 a key is refused only where something else was sent with it",
                || format!("{placement:?}"),
            ),
        },
        Answer::Done | Answer::Reply { .. } | Answer::SignedIn { .. } | Answer::Unknown(_) => Ok(()),
    }
}

/// An answer that is remembered under a key is given to every later call under it.
fn same_answer(model: &Model, call: &Call, body: &str) -> Result<(), Violation> {
    let key = key_of(call);
    let mut before = model.keyed.iter().filter(|answered| {
        model
            .now
            .is_none_or(|now| now.since_ms(answered.at) < REMEMBERED_MS)
            && key_of(&answered.call) == key
    });
    let other = before.find(|answered| answered.body != body);
    hold(other.is_none(), "1 a key has one answer", || {
        format!("{body} after {other:?}")
    })
}

/// Whether the order that somebody was told is cancelled by now.
fn is_cancelled(model: &Model, placed: &Placed) -> bool {
    let order = placed.order().and_then(|order| {
        let key = (placed.placement.caller.tenant.clone(), order.clone());
        model.orders.get(&key)
    });
    order.is_some_and(|order| order.status() == Status::Cancelled)
}

/// Whether the account of the customer is closed by now.
fn is_gone(model: &Model, placement: &Placement) -> bool {
    let person = model.person(&placement.caller.tenant, &placement.customer);
    person.is_none_or(|person| !person.is_open())
}

/// Whether something else was sent under the same key.
fn has_rival(model: &Model, placement: &Placement) -> bool {
    let mut others = model.placed.iter().filter(|placed| placed.has_key_of(placement));
    others.any(|other| other.placement != *placement)
}

/// Nothing that is off is in a new order, and everything that is counted was taken for it.
fn sellable(
    model: &Model,
    tenant: &TenantId,
    placement: &Placement,
    order: &OrderId,
) -> Result<(), Violation> {
    let Some(stored) = model.orders.get(&(tenant.clone(), order.clone())) else {
        return Ok(());
    };
    let needed = model.needed(tenant, placement);
    let meal = stored
        .head
        .schedule
        .map_or(stored.head.placed_at, |schedule| schedule.at);
    let is_off = |product: &&ProductId| {
        let off = model.off.get(&(tenant.clone(), (*product).clone()));
        off.is_some_and(|until| until.is_none_or(|until| until > meal))
    };
    let off = needed.keys().find(is_off);
    hold(off.is_none(), "9 what is off is sold by no path", || {
        format!("{off:?} in {order}")
    })?;
    // Another day has other stock, which is not counted.
    let settings = model.settings.get(tenant);
    let today = stored.head.schedule.is_none_or(|schedule| {
        settings.is_some_and(|settings| {
            let branch = settings.branch_of(None).map(|branch| &branch.id);
            let day = |at| settings.service_day(branch, at);
            day(schedule.at) == day(stored.head.placed_at)
        })
    });
    let counted = |product: &ProductId| today && model.stock.contains_key(&(tenant.clone(), product.clone()));
    let expected: BTreeMap<ProductId, u32> = needed
        .into_iter()
        .filter(|(product, _)| counted(product))
        .collect();
    let taken: BTreeMap<ProductId, u32> = domain::cart::stock_taken(&stored.head.lines)
        .into_iter()
        .collect();
    hold(
        expected == taken,
        "2 an order takes all that is counted in it",
        || format!("{order} took {taken:?} and not {expected:?}"),
    )
}

/// What was told stays true.
pub(super) fn kept(model: &Model) -> Result<(), Violation> {
    for (key, order) in model
        .cancelled
        .iter()
        .filter_map(|key| Some((key, model.orders.get(key)?)))
    {
        let cancelled = matches!(order.state, State::Cancelled { .. });
        hold(cancelled, "3 what was cancelled stays so", || format!("{key:?}"))?;
    }
    let told = |tenant: &TenantId, order: &OrderId| {
        let mut placed = model.placed.iter();
        placed.any(|placed| placed.placement.caller.tenant == *tenant && placed.order() == Some(order))
    };
    // Those of catering follow from their requests.
    let untold = model
        .orders
        .iter()
        .filter(|((tenant, id), order)| order.head.catering.is_none() && !told(tenant, id))
        .count();
    // Who had no answer and no key cannot ask again; a key that is too old is not asked for again.
    let unknown = model
        .placed
        .iter()
        .filter(|placed| match placed.answer {
            Answer::Unknown(_) => true,
            // It was placed, could not be confirmed, and was cancelled.
            Answer::Refused(_) => placed.placement.confirmed,
            _ => false,
        })
        .count();
    hold(
        untold <= unknown,
        "1 there are no more orders than were placed",
        || format!("{untold} orders of which nobody knows, after {unknown} calls without an answer"),
    )
}
