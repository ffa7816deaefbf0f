//! Keys and records of the dashboard.
//!
//! | pk | sk | what |
//! |---|---|---|
//! | `DAY#<date>` | `COUNTERS` | the counters of a day, see [`domain::dashboard`] |
//! | `SEEN#<event id>` | `INFO` | that an event was counted |

use domain::dashboard::Counters;
use domain::time::DAY_MS;
use domain::{Date, EventId, TenantId, Timestamp};
use ports::documents::{Expect, Key, Table, Write};
use ports::{Documents, EngineError};
use std::collections::BTreeMap;

/// Events are delivered again from the archive of the bus for 14 days, and from the queue of what failed for 14 more
/// (`server/deploy/resources/events.yml`): a mark outlives both.
const SEEN_DAYS: i64 = 30;

fn day_key(day: Date) -> Key {
    Key::new(Table::Dashboard, format!("DAY#{day}"), "COUNTERS")
}

/// The write that fails when an event was counted already.
pub(super) fn seen(event: &EventId, now: Timestamp) -> Result<Write, EngineError> {
    let key = Key::new(Table::Dashboard, format!("SEEN#{event}"), "INFO");
    Ok(Write::put(key, &(), Expect::Absent)?.until(now.plus_ms(SEEN_DAYS * DAY_MS)))
}

/// The writes that add to the counters of a day.
pub(super) fn add(day: Date, deltas: Counters) -> impl Iterator<Item = Write> {
    deltas
        .into_iter()
        .filter(|(_, delta)| *delta != 0)
        .map(move |(counter, delta)| Write::add(day_key(day), counter, delta))
}

/// The counters of some days; days on which nothing happened are left out.
pub(super) async fn read_days(
    documents: &dyn Documents,
    tenant: &TenantId,
    days: impl Iterator<Item = Date> + Clone + Send,
) -> Result<BTreeMap<Date, Counters>, EngineError> {
    let keys: Vec<Key> = days.clone().map(day_key).collect();
    let found = documents.get_all(tenant, &keys).await?;
    let counted = days.zip(found);
    Ok(counted
        .filter_map(|(day, document)| Some((day, document?.counters)))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_outlives_every_way_in_which_an_event_comes_again() {
        let events = include_str!("../../../deploy/resources/events.yml");
        let number = |name: &str| {
            let line = events.lines().find_map(|line| line.trim().strip_prefix(name));
            line.unwrap().trim().parse::<i64>().unwrap()
        };
        let archived = number("RetentionDays:");
        let queued = number("MessageRetentionPeriod:") * 1_000 / DAY_MS;
        assert!(archived + queued < SEEN_DAYS, "{archived} and {queued} days");
    }
}
