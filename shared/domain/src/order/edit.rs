//! Changing what was ordered before it is cooked: its lines, and where it is brought to.

use super::decide::Refusal;
use super::{Actor, Fulfilment, Order, State};
use crate::cart::{OrderLine, Totals};
use crate::event::Event;
use crate::order_status::EditReason;
use crate::staff::Permission;
use crate::stage::Stage;
use crate::{Money, Timestamp};
use serde::{Deserialize, Serialize};

/// How often an order is changed at most.
pub const MAX_EDITS: usize = 50;

/// How an order is to be from now on, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    pub lines: Vec<OrderLine>,
    pub totals: Totals,
    /// Of the same kind as before.
    pub fulfilment: Fulfilment,
    pub reason: EditReason,
}

/// What somebody of the restaurant has changed of an order, as it is read afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Edited {
    pub at: Timestamp,
    pub by: Actor,
    pub reason: EditReason,
    pub lines: Vec<LineChange>,
    /// Whether it is brought somewhere else.
    #[serde(default)]
    pub moved: bool,
    /// What it cost before, and costs from then on.
    pub before: Money,
    pub after: Money,
}

/// How many there were of something, and are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LineChange {
    /// With its options.
    pub name: String,
    pub before: u32,
    pub after: u32,
}

/// The order as it is after an edit, with what has happened; `None` where it is so already. Lines are changed while the kitchen has
/// the order, the address until somebody takes it along. Of catering its quotes say what there is.
pub fn edit(
    order: &Order,
    edit: &Edit,
    actor: &Actor,
    now: Timestamp,
) -> Result<Option<(Order, Event)>, Refusal> {
    if !actor.role.may(Permission::EditOrders) || order.head.catering.is_some() {
        return Err(Refusal::NotAllowed);
    }
    let head = &order.head;
    let lines = changes(&head.lines, &edit.lines);
    let moved = head.fulfilment != edit.fulfilment;
    may_change(order, !lines.is_empty(), moved)?;
    if lines.is_empty() && !moved {
        return Ok(None);
    }
    if order.edits.len() >= MAX_EDITS {
        return Err(Refusal::TooManyEdits);
    }
    let (sold_before, total_before) = (order.sold(), head.totals.total);
    let counted_before = order.counted();
    let mut after = order.clone();
    after.head.lines.clone_from(&edit.lines);
    after.head.totals = edit.totals;
    after.head.fulfilment = edit.fulfilment.clone();
    after.version += 1;
    after.updated_at = now.max(order.updated_at);
    after.edits.push(Edited {
        at: now,
        by: actor.clone(),
        reason: edit.reason,
        lines,
        moved,
        before: total_before,
        after: edit.totals.total,
    });
    let mut counted = after.counted();
    counted.extend(
        counted_before
            .into_iter()
            .filter(|product| !after.counted().contains(product)),
    );
    let event = Event::OrderEdited {
        order: after.reference(),
        reason: edit.reason,
        total_before,
        sold_before,
        lines: after.sold(),
        counted,
        by: actor.clone(),
        at: now,
    };
    Ok(Some((after, event)))
}

/// Whether lines and address can be changed by now.
fn may_change(order: &Order, lines: bool, address: bool) -> Result<(), Refusal> {
    let (stage, taken) = match &order.state {
        State::Working { stage, taken, .. } => (*stage, taken.is_some()),
        State::AwaitingPayment => return Err(Refusal::NotPaid),
        State::Completed { .. } | State::Cancelled { .. } => {
            return Err(Refusal::Closed {
                status: order.status(),
            });
        }
    };
    let cooked = stage != Stage::Cooking;
    let on_its_way = stage == Stage::Delivery && taken;
    match (lines && cooked) || (address && on_its_way) {
        true => Err(Refusal::OtherStage { stage: Some(stage) }),
        false => Ok(()),
    }
}

/// What differs between two lists of lines. Lines of the same name, options and note are one.
fn changes(before: &[OrderLine], after: &[OrderLine]) -> Vec<LineChange> {
    let mut changes: Vec<LineChange> = Vec::new();
    for (lines, is_after) in [(before, false), (after, true)] {
        for line in lines {
            let name = called(line);
            let place = match changes.iter().position(|known| known.name == name) {
                Some(place) => place,
                None => {
                    changes.push(LineChange {
                        name,
                        before: 0,
                        after: 0,
                    });
                    changes.len() - 1
                }
            };
            if let Some(change) = changes.get_mut(place) {
                let count = if is_after {
                    &mut change.after
                } else {
                    &mut change.before
                };
                *count += u32::from(line.qty);
            }
        }
    }
    changes.retain(|change| change.before != change.after);
    changes
}

/// A line as people call it, with its options.
fn called(line: &OrderLine) -> String {
    let options: Vec<&str> = line.options.iter().map(|option| option.name.as_str()).collect();
    match options.as_slice() {
        [] => line.name.clone(),
        options => format!("{} ({})", line.name, options.join(", ")),
    }
}

impl Order {
    /// Whether its lines may still be changed.
    pub fn is_editable(&self) -> bool {
        self.head.catering.is_none() && may_change(self, true, false).is_ok()
    }
}
