//! The dashboard against the events, and against the orders and their money.

use super::{Violation, hold};
use crate::model::Model;
use crate::process::Process;
use crate::restaurants::Restaurant;
use domain::dashboard::{Counters, deltas};
use domain::order::Status;
use ports::documents::Table;
use std::collections::BTreeMap;

/// The counters of each day are the fold of its events, each counted once; and their sums are what orders and payments say.
pub(super) fn are_the_fold(
    model: &Model,
    process: &Process,
    restaurant: &Restaurant,
) -> Result<(), Violation> {
    let tenant = &restaurant.id;
    let mut expected: BTreeMap<String, Counters> = BTreeMap::new();
    for published in model.events.get(tenant).into_iter().flatten() {
        let Some((day, added)) = deltas(&published.envelope.event, &restaurant.settings.zone) else {
            continue;
        };
        let counters = expected.entry(format!("DAY#{day}")).or_default();
        for (name, delta) in added {
            *counters.entry(name).or_insert(0) += delta;
        }
    }
    let days = process
        .memory
        .documents
        .select(tenant, Table::Dashboard, |key, _| key.pk.starts_with("DAY#"));
    let mut stored: BTreeMap<String, Counters> =
        days.into_iter().map(|day| (day.key.pk, day.counters)).collect();
    for days in [&mut expected, &mut stored] {
        days.values_mut()
            .for_each(|day| day.retain(|_, value| *value != 0));
        days.retain(|_, day| !day.is_empty());
    }
    hold(
        expected == stored,
        "6 the dashboard is the fold of the events",
        || format!("{} shows {stored:?} and not {expected:?}", restaurant.id),
    )?;
    let sum = |name: &str| -> i64 { stored.values().filter_map(|day| day.get(name)).sum() };
    let orders = model.orders.iter().filter(|((of, _), _)| of == tenant);
    let sold = orders.filter(|(_, order)| matches!(order.status(), Status::Confirmed | Status::Completed));
    let sales: i64 = sold.map(|(_, order)| order.head.totals.total.0).sum();
    hold(sum("sales") == sales, "6 sales are those of the orders", || {
        format!("{} on the dashboard, {sales} by the orders", sum("sales"))
    })?;
    let payments = model.payments.iter().filter(|((of, _), _)| of == tenant);
    let kept: i64 = payments
        .map(|(_, payment)| (payment.collected() - payment.refunded()).0)
        .sum();
    let shown = sum("collected") - sum("refunded");
    hold(
        shown == kept,
        "6 collected less refunded is that of the payments",
        || format!("{shown} on the dashboard, {kept} by the payments"),
    )
}
