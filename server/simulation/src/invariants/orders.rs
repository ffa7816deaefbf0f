//! Orders: how they move, that their events say so, and that somebody watches them.

use super::{Violation, hold};
use crate::model::{Changes, Model};
use crate::restaurants::Restaurant;
use domain::event::Event;
use domain::order::{Order, OrderDetails, State, Status, evolve};
use domain::stage::Stage;
use domain::{Money, Timestamp};
use std::collections::BTreeSet;

/// An order moved as orders may.
pub(super) fn moved(before: Option<&Order>, after: &Order) -> Result<(), Violation> {
    let id = &after.head.id;
    totals(after)?;
    let stages: Vec<Stage> = after.done().iter().map(|step| step.stage).collect();
    hold(
        Stage::ALL.starts_with(&stages),
        "3 stages are done in their order",
        || format!("{id} {stages:?}"),
    )?;
    for step in after.done() {
        hold(
            step.finished_at >= step.started_at,
            "3 a stage ends after its beginning",
            || format!("{id} {step:?}"),
        )?;
    }
    let Some(before) = before else {
        return Ok(());
    };
    hold(after.version > before.version, "3 versions grow", || {
        format!("{id} from {} to {}", before.version, after.version)
    })?;
    let edited = after.edits.len() > before.edits.len() && is_same(before, after);
    hold(
        edited || after.head == before.head,
        "3 what was ordered does not change but by an edit",
        || id.to_string(),
    )?;
    let may = match (before.status(), after.status()) {
        (Status::Created, _) => true,
        (Status::Confirmed | Status::Completed, Status::Created) => false,
        (Status::Confirmed, _) => true,
        // Recalled and cancelled are two steps.
        (Status::Completed, after) => after != Status::Created,
        (Status::Cancelled, after) => after == Status::Cancelled,
    };
    hold(may, "3 an order goes only where it may", || {
        format!("{id} from {:?} to {:?}", before.state, after.state)
    })
}

/// An edit changes lines, costs and the address, and nothing else.
fn is_same(before: &Order, after: &Order) -> bool {
    let kept = OrderDetails {
        lines: before.head.lines.clone(),
        totals: before.head.totals,
        fulfilment: before.head.fulfilment.clone(),
        ..after.head.clone()
    };
    kept == before.head
}

/// The total is that of the lines.
fn totals(order: &Order) -> Result<(), Violation> {
    let head = &order.head;
    let lines: Money = head.lines.iter().map(|line| line.subtotal).sum();
    let each = head
        .lines
        .iter()
        .all(|line| line.subtotal.0 == line.unit_price.0 * i64::from(line.qty));
    let totals = &head.totals;
    let adds_up =
        lines == totals.subtotal && totals.total == totals.subtotal - totals.discount + totals.delivery_fee;
    hold(each && adds_up, "4 the total is that of the lines", || {
        format!("{} {:?} {totals:?}", head.id, head.lines)
    })
}

/// Every change has its event: the events of an order make of it what is stored.
pub(super) fn follow_events(model: &mut Model, changes: &Changes) -> Result<(), Violation> {
    let mut touched = BTreeSet::new();
    for (tenant, published) in &changes.events {
        let event = &published.envelope.event;
        hold(
            published.envelope.tenant_id == *tenant,
            "8 events are their restaurant's own",
            || format!("{published:?}"),
        )?;
        let Some(about) = event.order() else { continue };
        let key = (tenant.clone(), about.order_id.clone());
        let Some(stored) = model.orders.get(&key) else {
            return Err(Violation::new("5 an event is of something", format!("{event:?}")));
        };
        let folded = match event {
            Event::OrderCreated { .. } => Order::place(stored.head.clone()),
            _ => match model.folded.get(&key) {
                // What it is after an edit stands in the order alone.
                Some(folded) if matches!(event, Event::OrderEdited { .. }) => Order {
                    head: stored.head.clone(),
                    edits: stored.edits.clone(),
                    ..evolve(folded, event)
                },
                Some(folded) => evolve(folded, event),
                None => {
                    return Err(Violation::new(
                        "5 the first event is the first",
                        format!("{event:?}"),
                    ));
                }
            },
        };
        hold(
            folded.version == about.version,
            "5 events have the version of their order",
            || format!("{} after {event:?}", folded.version),
        )?;
        model.folded.insert(key.clone(), folded);
        touched.insert(key);
    }
    let changed = changes.orders.iter().map(|(_, order)| &order.head.id);
    let changed: BTreeSet<_> = changed.collect();
    for (key, stored) in model
        .orders
        .iter()
        .filter(|(key, _)| touched.contains(*key) || changed.contains(&key.1))
    {
        let folded = model.folded.get(key);
        hold(folded == Some(stored), "5 every change has its event", || {
            format!("stored {stored:?}, by its events {folded:?}")
        })?;
    }
    Ok(())
}

/// Nobody waits for an order without being told: what is not paid is cancelled in time, and what is late is called so.
pub(super) fn are_supervised(
    model: &Model,
    restaurant: &Restaurant,
    now: Timestamp,
) -> Result<(), Violation> {
    for ((_, id), order) in model
        .orders
        .iter()
        .filter(|((tenant, _), _)| *tenant == restaurant.id)
    {
        if let Some(ends) = order.ends_at() {
            hold(ends > now, "an order that nobody pays is cancelled", || {
                format!("{id} should have ended at {ends:?}, now it is {now:?}")
            })?;
        }
        if let State::Working {
            stage,
            since,
            overdue,
            ..
        } = &order.state
        {
            let late = since.plus_minutes(stage.target_minutes(&restaurant.settings.targets)) < now;
            hold(
                !late || *overdue,
                "a stage that takes too long is called out",
                || format!("{id} at {stage:?} since {since:?}, now it is {now:?}"),
            )?;
        }
    }
    Ok(())
}
