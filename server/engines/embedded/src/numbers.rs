//! Sequences of numbers, taken from the file a few at a time: a number is no commit of its own.

use super::database::Database;
use super::failure::broken;
use super::writer::Transaction;
use crate::failure::sqlite;
use domain::TenantId;
use ports::EngineError;
use rusqlite::params;
use std::collections::HashMap;
use std::ops::Range;
use tokio::sync::Mutex;

/// Number of values that are taken at once. What is not given out before the process ends is left out.
const BLOCK: i64 = 10;

/// The numbers that are taken and not given out yet.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    taken: Mutex<HashMap<(TenantId, String), Range<i64>>>,
}

impl Numbers {
    pub(super) async fn next(
        &self,
        database: &Database,
        tenant: &TenantId,
        sequence: &str,
    ) -> Result<u64, EngineError> {
        let mut taken = self.taken.lock().await;
        let block = taken.entry((tenant.clone(), sequence.to_owned())).or_insert(0..0);
        let number = match block.next() {
            Some(number) => number,
            None => {
                *block = take(database, tenant, sequence).await?;
                block.next().ok_or_else(|| broken("an empty block of numbers"))?
            }
        };
        u64::try_from(number).map_err(broken)
    }
}

async fn take(database: &Database, tenant: &TenantId, sequence: &str) -> Result<Range<i64>, EngineError> {
    let (tenant, sequence) = (tenant.clone(), sequence.to_owned());
    let take = move |transaction: &mut Transaction<'_>| -> Result<i64, EngineError> {
        let sql = "INSERT INTO sequences (tenant, name, value) VALUES (?1, ?2, ?3) \
                   ON CONFLICT DO UPDATE SET value = value + ?3 RETURNING value";
        let mut statement = transaction.db.prepare_cached(sql).map_err(sqlite)?;
        statement
            .query_row(params![tenant.as_str(), sequence, BLOCK], |row| row.get(0))
            .map_err(sqlite)
    };
    let last = database.write(take).await?;
    Ok(last - BLOCK + 1..last + 1)
}
