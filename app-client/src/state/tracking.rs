//! How far an order is, in the words and steps that its page shows.

use ::texts::now::{shared as times, storefront as texts};
use api::orders::{TrackedStep, Tracking};
use domain::cart::FulfilmentKind;
use domain::order::Status;
use domain::stage::{RECALL_WINDOW_MINUTES, Stage, StepStatus};
use domain::{Money, Timestamp, Zone};

/// A step as the time line shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub title: &'static str,
    /// Time and first name.
    pub meta: String,
    /// `done`, `active`, `pending` or `failed`.
    pub state: &'static str,
}

/// Whether nothing will change any more: the order is at its end, which cannot be taken back by now, and no money is on its
/// way.
pub fn is_finished(tracking: &Tracking, now: Timestamp) -> bool {
    let recallable = |at: Timestamp| now < at.plus_minutes(RECALL_WINDOW_MINUTES);
    match tracking.status {
        Status::Created | Status::Confirmed => false,
        Status::Completed => {
            tracking.payment.owed_cents == Money::ZERO && !tracking.delivered_at.is_some_and(recallable)
        }
        Status::Cancelled => tracking.payment.paid_cents == Money::ZERO,
    }
}

/// The one sentence that says where the order is.
pub fn sentence(tracking: &Tracking) -> String {
    match tracking.status {
        Status::Created => texts::AWAITING_PAYMENT.into(),
        Status::Completed => texts::delivered(tracking.fulfilment).into(),
        Status::Cancelled if tracking.expired => texts::EXPIRED.into(),
        Status::Cancelled => texts::CANCELLED.into(),
        Status::Confirmed if is_for_later(tracking) => texts::SCHEDULED.into(),
        Status::Confirmed => match tracking.steps.iter().find(|step| step.status != StepStatus::Done) {
            Some(step) => texts::working(
                step.stage,
                step.status,
                tracking.fulfilment,
                step.person.as_deref(),
            ),
            None => texts::RECEIVED.into(),
        },
    }
}

/// Whether it was asked for at a time, and nobody has begun with it.
fn is_for_later(tracking: &Tracking) -> bool {
    let waits = |step: &TrackedStep| step.stage == Stage::Cooking && step.status == StepStatus::Pending;
    tracking.scheduled_for.is_some() && tracking.steps.last().is_some_and(waits)
}

/// First name of who attends at present.
pub fn attendant(tracking: &Tracking) -> Option<&str> {
    let step = tracking
        .steps
        .iter()
        .find(|step| step.status == StepStatus::InProgress)?;
    step.person.as_deref()
}

/// The whole way, from received to delivered.
pub fn steps(tracking: &Tracking, zone: &Zone, now: Timestamp) -> Vec<Shown> {
    let at = |time: Timestamp| times::moment(zone, time, now);
    let cancelled = tracking.status == Status::Cancelled;
    let mut shown = vec![Shown {
        title: texts::STEP_RECEIVED,
        meta: at(tracking.created_at),
        state: "done",
    }];
    shown.push(match (tracking.confirmed_at, tracking.status) {
        (Some(time), _) => Shown {
            title: texts::STEP_CONFIRMED,
            meta: at(time),
            state: "done",
        },
        (None, Status::Created) => Shown {
            title: texts::STEP_PAYMENT,
            meta: String::new(),
            state: "active",
        },
        (None, _) => Shown {
            title: texts::STEP_UNPAID,
            meta: String::new(),
            state: "failed",
        },
    });
    for stage in Stage::ALL {
        let step = tracking.steps.iter().find(|step| step.stage == stage);
        let begun = step.is_some_and(|step| step.started_at.is_some());
        // A cancelled order shows how far it came, and no more.
        if cancelled && !begun {
            continue;
        }
        shown.push(shown_step(stage, step, tracking, &at));
    }
    if cancelled {
        let meta = tracking.cancelled_at.map(at).unwrap_or_default();
        shown.push(Shown {
            title: texts::STEP_CANCELLED,
            meta,
            state: "failed",
        });
    } else {
        shown.push(Shown {
            title: texts::step_delivered(tracking.fulfilment),
            meta: tracking.delivered_at.map(at).unwrap_or_default(),
            state: if tracking.delivered_at.is_some() {
                "done"
            } else {
                "pending"
            },
        });
    }
    shown
}

fn shown_step(
    stage: Stage,
    step: Option<&TrackedStep>,
    tracking: &Tracking,
    at: &dyn Fn(Timestamp) -> String,
) -> Shown {
    let title = texts::stage_title(stage, tracking.fulfilment);
    let Some(step) = step else {
        return Shown {
            title,
            meta: String::new(),
            state: "pending",
        };
    };
    let person = step.person.as_deref();
    let (meta, state) = match (step.status, step.started_at, step.finished_at) {
        (StepStatus::Done, started, finished) => {
            let span = texts::span(started.map(at).as_deref(), finished.map(at).as_deref());
            (texts::with_person(&span, person), "done")
        }
        (StepStatus::InProgress, Some(started), _) => {
            (texts::with_person(&texts::since(&at(started)), person), "active")
        }
        // It waits; it is the one that comes next.
        _ if is_for_later(tracking) => (texts::SCHEDULED_WAITS.into(), "active"),
        _ if tracking.status == Status::Confirmed => {
            (texts::waiting(stage, tracking.fulfilment).into(), "active")
        }
        _ => (String::new(), "pending"),
    };
    Shown { title, meta, state }
}

/// What stands large at the top: words before, a time or a word, and words after.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headline {
    pub before: String,
    pub large: String,
    pub after: String,
}

pub fn headline(tracking: &Tracking, zone: &Zone, now: Timestamp) -> Headline {
    let number = texts::order_number(tracking.number);
    match (tracking.status, tracking.promise) {
        (Status::Completed, _) => Headline {
            before: number,
            large: texts::ENJOY.into(),
            after: tracking
                .delivered_at
                .map(|time| texts::delivered_at(&times::moment(zone, time, now)))
                .unwrap_or_default(),
        },
        (Status::Cancelled, _) => Headline {
            before: number,
            large: if tracking.expired {
                texts::EXPIRED_LARGE
            } else {
                texts::CANCELLED_LARGE
            }
            .into(),
            after: texts::after_cancellation(tracking.expired, tracking.payment.status).into(),
        },
        (Status::Created, _) => Headline {
            before: number,
            large: texts::UNPAID_LARGE.into(),
            after: texts::UNPAID_AFTER.into(),
        },
        (Status::Confirmed, Some(promise)) => {
            let pickup = tracking.fulfilment == FulfilmentKind::Pickup;
            if let Some(expected) = promise.expected.filter(|expected| *expected > now) {
                return Headline {
                    before: texts::expected_before(
                        tracking.number,
                        pickup,
                        other_day(zone, expected, now).as_deref(),
                        zone.clock(expected),
                    ),
                    large: texts::clock(zone.clock(expected)),
                    after: texts::expected_after(zone.clock(promise.until)),
                };
            }
            if now > promise.until {
                return Headline {
                    before: number,
                    large: texts::LATE_LARGE.into(),
                    after: texts::LATE_AFTER.into(),
                };
            }
            Headline {
                before: texts::promise_before(
                    tracking.number,
                    pickup,
                    other_day(zone, promise.from, now).as_deref(),
                ),
                large: texts::promise_range(zone.clock(promise.from), zone.clock(promise.until)),
                after: promise_reason(tracking, promise.orders_ahead),
            }
        }
        (Status::Confirmed, None) => Headline {
            before: number,
            large: texts::RECEIVED_LARGE.into(),
            after: String::new(),
        },
    }
}

/// The day of a time, where that is not today.
fn other_day(zone: &Zone, at: Timestamp, now: Timestamp) -> Option<String> {
    let (day, today) = (zone.date(at), zone.date(now));
    (day != today).then(|| times::day(day, today))
}

/// Why the promised time is what it is.
fn promise_reason(tracking: &Tracking, orders_ahead: u32) -> String {
    if is_for_later(tracking) {
        return texts::REASON_SCHEDULED.into();
    }
    let open = tracking.steps.iter().find(|step| step.status != StepStatus::Done);
    match open.map(|step| (step.stage, step.status)) {
        Some((Stage::Cooking, StepStatus::InProgress)) => texts::REASON_COOKING.into(),
        None | Some((Stage::Cooking, _)) => texts::orders_ahead(orders_ahead),
        Some((Stage::Packaging, _)) => texts::REASON_PACKING.into(),
        Some((Stage::Delivery, _)) if tracking.fulfilment == FulfilmentKind::Pickup => {
            texts::REASON_COUNTER.into()
        }
        Some((Stage::Delivery, StepStatus::InProgress)) => texts::REASON_ON_THE_WAY.into(),
        Some((Stage::Delivery, _)) => texts::REASON_WAITING_DRIVER.into(),
    }
}

#[cfg(test)]
mod tests;
