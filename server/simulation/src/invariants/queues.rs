//! Queues: every order on which somebody has to work stands in one of them, where its promise puts it.

use super::{Violation, hold};
use crate::model::Model;
use crate::process::Process;
use crate::restaurants::Restaurant;
use domain::OrderId;
use domain::stage::Stage;

/// The queue of each stage has the orders that stand there, once each, by when they should be done. What was confirmed has been
/// promised something.
pub(super) async fn have_what_waits_in_them(
    model: &Model,
    process: &Process,
    restaurant: &Restaurant,
) -> Result<(), Violation> {
    let own = || {
        let all = model.orders.iter();
        all.filter(|((tenant, _), _)| *tenant == restaurant.id)
            .map(|(_, order)| order)
    };
    for stage in Stage::ALL {
        let orders = &process.application.services.orders;
        let queue = orders.open(&restaurant.id, stage).await;
        let queue = queue.map_err(|error| Violation::new("7 queues can be read", format!("{error:?}")))?;
        let in_order = queue.is_sorted_by_key(|order| order.due(stage));
        hold(in_order, "7 queues are sorted by when a stage is due", || {
            format!("{stage:?}: {queue:?}")
        })?;
        let mut found: Vec<&OrderId> = queue.iter().map(|order| &order.head.id).collect();
        found.sort();
        let there = own().filter(|order| order.open_stage().is_some_and(|(open, _)| open == stage));
        let mut there: Vec<&OrderId> = there.map(|order| &order.head.id).collect();
        there.sort();
        hold(found == there, "7 each order stands in its queue", || {
            format!("{stage:?}: {found:?} and not {there:?}")
        })?;
    }
    let mut confirmed = own().filter(|order| order.confirmed_at().is_some());
    hold(
        confirmed.all(|order| {
            let promise = order.promise;
            promise.is_some_and(|promise| promise.cooked_by <= promise.from && promise.from <= promise.until)
        }),
        "7 what was confirmed has been promised",
        || "an order has no promise".to_owned(),
    )
}
