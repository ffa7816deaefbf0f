//! Sales: nothing for now while a place is closed or pauses, nothing for a time at which it hands nothing over, and nothing to
//! customers who are blocked.

use super::{Violation, hold};
use crate::calls::Placement;
use crate::model::Model;
use domain::order::{Order, Status};
use services::caller::Caller;

/// Looks at an order right after it was placed.
pub(super) fn is_allowed(
    model: &Model,
    placement: &Placement,
    order: Option<&Order>,
) -> Result<(), Violation> {
    let caller = &placement.caller;
    hold(
        !is_blocked(model, caller),
        "16 who is blocked orders nothing",
        || format!("{:?}", caller.who),
    )?;
    let (Some(order), Some(settings)) = (order, model.settings.get(&caller.tenant)) else {
        return Ok(());
    };
    let head = &order.head;
    let place = settings
        .branch_of(head.fulfilment.branch())
        .map(|branch| &branch.id);
    fits(model, caller, order)?;
    match head.schedule {
        None => hold(
            settings.opening(place, head.placed_at).is_open(),
            "9 nothing is sold for now while a place is closed or pauses",
            || format!("{} at {}", head.id, head.placed_at),
        ),
        Some(schedule) => hold(
            settings.hands_over_at(place, schedule.at),
            "9 nothing is sold for a time at which a place is closed",
            || format!("{} for {}", head.id, schedule.at),
        ),
    }
}

/// No quarter of an hour has more orders than its kitchen takes.
fn fits(model: &Model, caller: &Caller, order: &Order) -> Result<(), Violation> {
    let settings = model.settings.get(&caller.tenant);
    let limit = settings.and_then(|settings| settings.capacity.of(order.head.branch()));
    let (Some(limit), Some(quarter)) = (limit, order.head.quarter) else {
        return hold(
            limit.is_none(),
            "9 every order of a limited kitchen is counted",
            || order.head.id.to_string(),
        );
    };
    let all = model
        .orders
        .iter()
        .filter(|((tenant, _), _)| *tenant == caller.tenant);
    let counted = all.filter(|(_, other)| {
        other.head.quarter == Some(quarter)
            && other.head.branch() == order.head.branch()
            && other.status() != Status::Cancelled
    });
    let count = counted.count();
    hold(
        count <= usize::from(limit),
        "9 no quarter of an hour has more orders than its kitchen takes",
        || format!("{count} of {limit} with {}", order.head.id),
    )
}

/// Looks at what was paid at the door instead of at once, right after that was allowed.
pub(super) fn may_pay_at_the_door(model: &Model, caller: &Caller) -> Result<(), Violation> {
    hold(
        !is_blocked(model, caller),
        "16 who is blocked may not pay at the door",
        || format!("{:?}", caller.who),
    )
}

fn is_blocked(model: &Model, caller: &Caller) -> bool {
    let customer = caller.customer_id().ok();
    customer.is_some_and(|id| model.blocked.contains(&(caller.tenant.clone(), id.clone())))
}
