//! Supervision and events: orders whose time is over, and events that somebody could not handle.

use super::Doctor;
use super::report::{Discrepancy, Invariant, Repair, Subject, of_order};
use crate::error::Error;
use crate::workflow;
use domain::order::Order;
use domain::tenant::Tenant;
use domain::time::MINUTE_MS;
use domain::{TenantId, Timestamp};
use ports::event_bus::DeadLetter;

/// A limit is acted on within a second in one process, and within a minute or two on AWS. An order is forgotten when
/// nobody has acted for so long.
const FORGOTTEN_MS: i64 = 5 * MINUTE_MS;

/// When an order is looked at, and by which rules.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moment<'a> {
    pub now: Timestamp,
    pub restaurant: &'a Tenant,
}

/// An open order whose limit has passed without anything.
pub(super) fn forgotten(order: &Order, moment: &Moment<'_>) -> Option<Discrepancy> {
    let limit = workflow::limit(order, moment.restaurant)?;
    (moment.now.since_ms(limit) > FORGOTTEN_MS).then(|| Discrepancy {
        found: format!("it stands at {} beyond {limit}", order.current_step().wire_name()),
        expected: "that its supervision had acted".to_owned(),
        repair: Some(Repair::Supervise(order.head.id.clone())),
        advice: "--repair has it supervised again, which acts at once while the server runs",
        ..of_order(order, Invariant::Supervision, order.current_step().wire_name())
    })
}

impl Doctor {
    /// The events that somebody could not handle.
    pub(super) async fn dead_letters(&self, tenant: &TenantId) -> Result<Vec<Discrepancy>, Error> {
        let letters = self.parts.bus.dead_letters(tenant).await?;
        Ok(letters.into_iter().map(discrepancy).collect())
    }
}

fn discrepancy(letter: DeadLetter) -> Discrepancy {
    Discrepancy {
        invariant: Invariant::Events,
        subject: Subject::DeadLetters,
        found: format!(
            "{} could not handle {} of {}: {}",
            letter.subscriber, letter.event, letter.subject, letter.error
        ),
        expected: "that every event is handled".to_owned(),
        repair: None,
        advice: match (letter.envelope.is_some(), letter.due_at.is_some()) {
            (false, _) => "start a version that can read the event",
            (true, true) => "it is tried again by itself; in the console, under Sistema, at once",
            (true, false) => {
                "it was tried for days: mend the cause and deliver it again in the console, under Sistema"
            }
        },
        mark: letter.id,
    }
}
