//! The rows of the supervisor: one for each order, until a day after its end.

use super::failure::broken;
use crate::failure::sqlite;
use domain::stage::CurrentStep;
use domain::{OrderId, TenantId, Timestamp};
use ports::EngineError;
use rusqlite::{Connection, Row, params};

/// A limit that is watched.
#[derive(Debug, Clone)]
pub(super) struct Deadline {
    pub(super) tenant: TenantId,
    pub(super) order: OrderId,
    pub(super) step: CurrentStep,
    /// As it was asked for, which is not when it is tried again.
    pub(super) limit: Timestamp,
    /// How often the handler has failed on it.
    pub(super) failures: u32,
}

/// What is known of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum News {
    /// It exists. Of no interest when anything is known of it already.
    Start,
    /// It moved to a step in a version. Of no interest when it is finished in this version or a later one, when this was
    /// said before, or when later news have come.
    Step(u64),
}

/// Watches a limit.
pub(super) fn set(db: &Connection, deadline: &Deadline, news: News) -> Result<(), EngineError> {
    let (sql, version) = match news {
        News::Start => (
            "INSERT INTO deadlines (tenant, order_id, step, limit_at, due_at, version) VALUES (?1, ?2, ?3, ?4, ?4, ?5) \
             ON CONFLICT DO NOTHING",
            0,
        ),
        News::Step(version) => (
            "INSERT INTO deadlines (tenant, order_id, step, limit_at, due_at, version) VALUES (?1, ?2, ?3, ?4, ?4, ?5) \
             ON CONFLICT DO UPDATE \
             SET step = excluded.step, limit_at = excluded.limit_at, due_at = excluded.due_at, failures = 0, \
                 ended_at = NULL, stopped = 0, version = excluded.version \
             WHERE version < excluded.version \
                OR NOT stopped AND version = excluded.version \
                   AND (step <> excluded.step OR limit_at <> excluded.limit_at)",
            stored(version),
        ),
    };
    let Deadline {
        tenant,
        order,
        step,
        limit,
        ..
    } = deadline;
    db.prepare_cached(sql)
        .map_err(sqlite)?
        .execute(params![
            tenant.as_str(),
            order.as_str(),
            step.wire_name(),
            limit.0,
            version
        ])
        .map_err(sqlite)?;
    Ok(())
}

/// As SQLite keeps it.
fn stored(version: u64) -> i64 {
    i64::try_from(version).unwrap_or(i64::MAX)
}

/// Watches an order no more, unless a later version of it is to be watched.
pub(super) fn stop(
    db: &Connection,
    tenant: &TenantId,
    order: &OrderId,
    version: u64,
    now: Timestamp,
) -> Result<(), EngineError> {
    let sql = "INSERT INTO deadlines (tenant, order_id, step, limit_at, stopped, ended_at, version) \
               VALUES (?1, ?2, ?3, ?4, 1, ?4, ?5) \
               ON CONFLICT DO UPDATE \
               SET stopped = 1, due_at = NULL, ended_at = excluded.ended_at, version = excluded.version \
               WHERE version < excluded.version OR NOT stopped AND version = excluded.version";
    let step = CurrentStep::Delivered.wire_name();
    db.prepare_cached(sql)
        .map_err(sqlite)?
        .execute(params![
            tenant.as_str(),
            order.as_str(),
            step,
            now.0,
            stored(version)
        ])
        .map_err(sqlite)?;
    Ok(())
}

/// Limits that have passed.
#[derive(Debug, Default)]
pub(super) struct Due {
    /// Longest ago first.
    pub(super) readable: Vec<Deadline>,
    /// Tenants and orders of rows that cannot be read, as they are stored.
    pub(super) unreadable: Vec<(String, String)>,
}

/// Limits that have passed. A row that cannot be read keeps no other from its turn.
pub(super) fn due(db: &Connection, now: Timestamp, limit: u16) -> Result<Due, EngineError> {
    let sql = "SELECT tenant, order_id, step, limit_at, failures FROM deadlines \
               WHERE due_at IS NOT NULL AND due_at <= ?1 ORDER BY due_at LIMIT ?2";
    let mut statement = db.prepare_cached(sql).map_err(sqlite)?;
    let mut rows = statement.query(params![now.0, limit]).map_err(sqlite)?;
    let mut due = Due::default();
    while let Some(row) = rows.next().map_err(sqlite)? {
        match deadline(row) {
            Ok(deadline) => due.readable.push(deadline),
            Err(error) => {
                let (tenant, order): (String, String) =
                    (row.get(0).map_err(sqlite)?, row.get(1).map_err(sqlite)?);
                tracing::error!(%tenant, %order, %error, "a limit that cannot be read is passed over");
                due.unreadable.push((tenant, order));
            }
        }
    }
    Ok(due)
}

fn deadline(row: &Row<'_>) -> Result<Deadline, EngineError> {
    let step: String = row.get(2).map_err(sqlite)?;
    Ok(Deadline {
        tenant: TenantId::parse(row.get::<_, String>(0).map_err(sqlite)?).map_err(broken)?,
        order: OrderId::parse(row.get::<_, String>(1).map_err(sqlite)?).map_err(broken)?,
        step: CurrentStep::from_wire_name(&step).ok_or_else(|| broken(format!("there is no step {step}")))?,
        limit: Timestamp(row.get(3).map_err(sqlite)?),
        failures: row.get(4).map_err(sqlite)?,
    })
}

/// Has a row that cannot be read come up again at a time: not each second, and not before all that can be read.
pub(super) fn put_off(
    db: &Connection,
    (tenant, order): &(String, String),
    at: Timestamp,
) -> Result<(), EngineError> {
    let sql = "UPDATE deadlines SET due_at = ?3 WHERE tenant = ?1 AND order_id = ?2 AND due_at IS NOT NULL";
    db.prepare_cached(sql)
        .map_err(sqlite)?
        .execute(params![tenant, order, at.0])
        .map_err(sqlite)?;
    Ok(())
}

/// The limit was acted on. It goes, unless another one has taken its place meanwhile.
pub(super) fn done(db: &Connection, deadline: &Deadline, now: Timestamp) -> Result<(), EngineError> {
    update(db, "due_at = NULL, ended_at = ?5", deadline, now)
}

/// Acting on the limit failed and is due again at a time, unless another one has taken its place meanwhile.
pub(super) fn again(db: &Connection, deadline: &Deadline, at: Timestamp) -> Result<(), EngineError> {
    update(db, "due_at = ?5, failures = failures + 1", deadline, at)
}

fn update(db: &Connection, change: &str, deadline: &Deadline, at: Timestamp) -> Result<(), EngineError> {
    let sql = format!(
        "UPDATE deadlines SET {change} \
         WHERE tenant = ?1 AND order_id = ?2 AND step = ?3 AND limit_at = ?4 AND NOT stopped"
    );
    let Deadline {
        tenant,
        order,
        step,
        limit,
        ..
    } = deadline;
    let values = params![tenant.as_str(), order.as_str(), step.wire_name(), limit.0, at.0];
    db.prepare_cached(&sql)
        .map_err(sqlite)?
        .execute(values)
        .map_err(sqlite)?;
    Ok(())
}

/// Forgets orders that ended before a time, and says how many.
pub(super) fn sweep(db: &Connection, before: Timestamp) -> Result<usize, EngineError> {
    let sql = "DELETE FROM deadlines WHERE ended_at IS NOT NULL AND ended_at < ?1";
    db.prepare_cached(sql)
        .map_err(sqlite)?
        .execute([before.0])
        .map_err(sqlite)
}
