//! What must hold. Numbers in the names are those of the list in `CONTRIBUTING.md`.

mod accounts;
pub mod answers;
mod catering;
mod claims;
mod figures;
mod limits;
mod messages;
mod money;
mod orders;
mod pages;
mod queues;
pub mod refusals;
mod sales;
mod stock;
pub mod stored;
pub mod webhooks;

use crate::faults::Faults;
use crate::model::{Changes, Model};
use crate::process::Process;
use crate::restaurants::Restaurant;
use domain::Timestamp;
use ports::EventBus;
use std::fmt;

/// Something that should hold and does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// What should hold, in a few words.
    pub invariant: &'static str,
    /// What was found instead.
    pub found: String,
}

impl Violation {
    pub fn new(invariant: &'static str, found: impl Into<String>) -> Violation {
        Violation {
            invariant,
            found: found.into(),
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.invariant, self.found)
    }
}

/// Fails unless something holds.
fn hold(holds: bool, invariant: &'static str, found: impl FnOnce() -> String) -> Result<(), Violation> {
    match holds {
        true => Ok(()),
        false => Err(Violation::new(invariant, found())),
    }
}

/// What must hold at any moment.
pub fn after_a_step(
    model: &mut Model,
    restaurants: &[Restaurant],
    changes: &Changes,
) -> Result<(), Violation> {
    for (before, after) in &changes.orders {
        orders::moved(before.as_ref(), after)?;
    }
    orders::follow_events(model, changes)?;
    money::is_not_said_to_be_back(model, changes)?;
    money::is_not_asked_for_twice(changes)?;
    claims::have_one_outcome(model, changes)?;
    catering::moved(changes)?;
    for restaurant in restaurants.iter().filter(|at| changes.touched.contains(&at.id)) {
        stock::adds_up(model, &restaurant.id)?;
        limits::are_kept(model, restaurant)?;
    }
    Ok(())
}

/// What must hold when nothing goes wrong any more and all is done that was to be done.
pub async fn at_the_end(
    model: &Model,
    process: &Process,
    faults: &Faults,
    restaurants: &[Restaurant],
    now: Timestamp,
) -> Result<(), Violation> {
    answers::kept(model)?;
    let received = faults.receiver.received();
    webhooks::came_from_whom_they_say(model, &received)?;
    for restaurant in restaurants {
        let letters = process.memory.event_bus.dead_letters(&restaurant.id).await;
        let letters = letters.unwrap_or_default();
        hold(
            letters.is_empty(),
            "5 events are handled once nothing fails",
            || format!("{letters:?}"),
        )?;
        orders::are_supervised(model, restaurant, now)?;
        money::is_in_line(model, process, faults, &restaurant.id).await?;
        claims::have_what_was_promised(model, &restaurant.id)?;
        catering::is_in_line(model, &restaurant.id)?;
        figures::are_the_fold(model, process, restaurant)?;
        messages::are_those_of_the_events(model, process, &restaurant.id)?;
        pages::have_every_order_once(model, process, restaurant).await?;
        queues::have_what_waits_in_them(model, process, restaurant).await?;
        webhooks::are_delivered(model, &received, &restaurant.id)?;
    }
    Ok(())
}

/// What must hold when every event is over too, and every closed account was to be erased.
pub async fn much_later(
    model: &Model,
    process: &Process,
    faults: &Faults,
    restaurants: &[Restaurant],
) -> Result<(), Violation> {
    for restaurant in restaurants {
        catering::is_in_line(model, &restaurant.id)?;
        catering::is_over(model, &restaurant.id)?;
        money::is_in_line(model, process, faults, &restaurant.id).await?;
        accounts::are_forgotten(model, process, &restaurant.id)?;
    }
    Ok(())
}
