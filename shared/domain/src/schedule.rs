//! Orders for later: when a customer may ask for one, and when the kitchen begins with it.

use super::capacity::quarter_of;
use super::fulfilment::FulfilmentKind;
use super::opening::{Opening, Why};
use super::stage::{Stage, StageTargets};
use super::tenant::Tenant;
use super::{Date, Slug, Timestamp};
use serde::{Deserialize, Serialize};

/// Times are offered in steps of this many minutes.
pub const SLOT_MINUTES: u16 = 15;
/// An order may be placed for today and this many days after it.
pub const DAYS_AHEAD: i32 = 6;

const DAY_MINUTES: u16 = 24 * 60;

/// An order for later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Schedule {
    /// When the customer wants to have it.
    pub at: Timestamp,
    /// When the kitchen begins, so that it is there in time by the restaurant's own targets.
    pub cook_from: Timestamp,
}

/// Why an order cannot be had at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScheduleProblem {
    /// It cannot be ready by then; at the earliest at `earliest`.
    TooSoon { earliest: Timestamp },
    /// More than [`DAYS_AHEAD`] days away.
    TooFar,
    /// Outside of the hours in which the place hands orders over; it opens at `opens`, if that is within two weeks.
    Closed { opens: Option<Timestamp> },
    /// The kitchen takes no more for that quarter of an hour; the next time that can be had is `next`.
    Full { next: Option<Timestamp> },
}

/// How and where a customer is given the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handover<'a> {
    pub kind: FulfilmentKind,
    /// Where it is picked up; `None` for a delivery.
    pub branch: Option<&'a Slug>,
}

impl Schedule {
    /// An order for `at`, or why not.
    pub fn new(
        tenant: &Tenant,
        handover: Handover<'_>,
        at: Timestamp,
        now: Timestamp,
    ) -> Result<Schedule, ScheduleProblem> {
        let schedule = Schedule::within_hours(tenant, handover, at, now)?;
        match tenant.is_full(handover, at) {
            true => Err(ScheduleProblem::Full {
                next: next_slot(tenant, handover, at, now),
            }),
            false => Ok(schedule),
        }
    }

    /// The same, whatever the kitchen has taken already.
    fn within_hours(
        tenant: &Tenant,
        handover: Handover<'_>,
        at: Timestamp,
        now: Timestamp,
    ) -> Result<Schedule, ScheduleProblem> {
        let lead = lead_minutes(&tenant.targets, handover.kind);
        let branch = tenant.branch_of(handover.branch).map(|branch| &branch.id);
        // While it pauses, the kitchen begins with nothing.
        let begins = tenant.paused_until(branch, now).unwrap_or(now);
        let longer = i64::from(tenant.rush_minutes(branch, begins));
        let earliest = begins.plus_minutes(lead + longer);
        if at < earliest {
            return Err(ScheduleProblem::TooSoon { earliest });
        }
        if tenant.zone.date(at) > tenant.zone.date(now).plus_days(DAYS_AHEAD) {
            return Err(ScheduleProblem::TooFar);
        }
        if !tenant.hands_over_at(branch, at) {
            let opens = tenant.opens_after(branch, at);
            return Err(ScheduleProblem::Closed { opens });
        }
        Ok(Schedule {
            at,
            cook_from: at.plus_minutes(-lead),
        })
    }
}

/// The times on a day that can still be had, earliest first. Each stands once on the day's clocks, also where these are changed.
pub fn slots(tenant: &Tenant, handover: Handover<'_>, day: Date, now: Timestamp) -> Vec<Timestamp> {
    let mut times: Vec<Timestamp> = (0..DAY_MINUTES / SLOT_MINUTES)
        .map(|slot| tenant.zone.at(day, slot * SLOT_MINUTES))
        .collect();
    // All times over which clocks are set forward are one instant, and that of the first time after them.
    times.dedup();
    times.retain(|at| {
        Schedule::within_hours(tenant, handover, *at, now).is_ok() && !tenant.is_full(handover, *at)
    });
    times
}

/// The days on which something can still be had, today first.
pub fn days(tenant: &Tenant, handover: Handover<'_>, now: Timestamp) -> Vec<Date> {
    let today = tenant.zone.date(now);
    (0..=DAYS_AHEAD)
        .map(|ahead| today.plus_days(ahead))
        .filter(|day| !slots(tenant, handover, *day, now).is_empty())
        .collect()
}

/// The first time that can be had.
pub fn first_slot(tenant: &Tenant, handover: Handover<'_>, now: Timestamp) -> Option<Timestamp> {
    let today = tenant.zone.date(now);
    (0..=DAYS_AHEAD).find_map(|ahead| {
        slots(tenant, handover, today.plus_days(ahead), now)
            .into_iter()
            .next()
    })
}

/// The first time from `from` on that can be had, or the first of all where there is none.
pub fn next_slot(
    tenant: &Tenant,
    handover: Handover<'_>,
    from: Timestamp,
    now: Timestamp,
) -> Option<Timestamp> {
    let (today, last) = (
        tenant.zone.date(from),
        tenant.zone.date(now).plus_days(DAYS_AHEAD),
    );
    let days = (0..=DAYS_AHEAD).map(|ahead| today.plus_days(ahead));
    let mut days = days.take_while(|day| *day <= last);
    let later = days.find_map(|day| {
        let mut times = slots(tenant, handover, day, now).into_iter();
        times.find(|at| *at >= from)
    });
    later.or_else(|| first_slot(tenant, handover, now))
}

impl Tenant {
    /// When an order for now that is placed at `now` can be handed over at the earliest.
    pub fn soonest(&self, handover: Handover<'_>, now: Timestamp) -> Timestamp {
        let branch = self.branch_of(handover.branch).map(|branch| &branch.id);
        let longer = i64::from(self.rush_minutes(branch, now));
        now.plus_minutes(lead_minutes(&self.targets, handover.kind) + longer)
    }

    /// Whether the place that cooks takes no more orders for the quarter of an hour in which `at` lies, as far as is
    /// [known](Tenant::full).
    pub fn is_full(&self, handover: Handover<'_>, at: Timestamp) -> bool {
        let branch = self.branch_of(handover.branch).map(|branch| &branch.id);
        let quarter = quarter_of(at);
        let mut full = self.full.iter();
        // Since that was asked the limit may be gone.
        self.capacity.of(branch).is_some()
            && full.any(|full| full.at == quarter && full.branch.as_ref() == branch)
    }

    /// Whether an order for now is taken that is handed over in this way: while its place is open, and the quarter of an hour at
    /// which it would be there is not full.
    pub fn takes_now(&self, handover: Handover<'_>, now: Timestamp) -> Opening {
        let branch = self.branch_of(handover.branch).map(|branch| &branch.id);
        match self.opening(branch, now) {
            Opening::Open { .. } if self.is_full(handover, self.soonest(handover, now)) => Opening::Closed {
                opens: first_slot(self, handover, now),
                why: Why::Full,
            },
            opening => opening,
        }
    }
}

/// From the first pan to the customer, in minutes, by the targets. A customer who picks up waits for no driver.
pub fn lead_minutes(targets: &StageTargets, kind: FulfilmentKind) -> i64 {
    Stage::Cooking.minutes_to_end(targets, kind)
}

#[cfg(test)]
mod tests;
