//! Documents in SQLite.

use super::apply;
use super::commit;
use super::database::Database;
use super::numbers::Numbers;
use super::query::{self, Found, Place, tenant_prefix};
use super::recent::Look;
use super::writer::Transaction;
use crate::failure::sqlite;
use async_trait::async_trait;
use domain::TenantId;
use ports::documents::{Commit, CommitError, Document, Key, Page, Query};
use ports::{Clock, Documents, EngineError};
use rusqlite::Connection;
use std::path::Path;
use std::sync::Arc;

/// Maximum number of expired documents that are removed at once; more would make the commits beside them wait.
const SWEEP: u16 = 256;

/// Maximum number of documents that are read without leaving the thread.
const GLANCE: usize = 8;

/// See [`Documents`]. Dropping the last reference waits until everything that was accepted is written.
#[derive(Debug)]
pub struct SqliteDocuments {
    database: Arc<Database>,
    numbers: Numbers,
    clock: Arc<dyn Clock>,
}

impl SqliteDocuments {
    /// Opens the file at `path` and makes it when there is none; see [`Database::open`] for when it is refused.
    pub fn open(path: &Path, clock: Arc<dyn Clock>) -> Result<Arc<SqliteDocuments>, EngineError> {
        Ok(Arc::new(SqliteDocuments {
            database: Arc::new(Database::open(path)?),
            numbers: Numbers::default(),
            clock,
        }))
    }

    /// The file, for the engines that share it.
    pub fn database(&self) -> &Arc<Database> {
        &self.database
    }

    /// Removes what has expired, and says how many documents that were. They were not found any more before either.
    pub async fn sweep(&self) -> Result<usize, EngineError> {
        let mut removed = 0;
        loop {
            let now = self.clock.now();
            let sweep = move |transaction: &mut Transaction<'_>| -> Result<usize, EngineError> {
                apply::sweep(transaction, now, i64::from(SWEEP)).map_err(sqlite)
            };
            let some = self.database.write(sweep).await?;
            removed += some;
            if some < usize::from(SWEEP) {
                return Ok(removed);
            }
        }
    }
}

#[async_trait]
impl Documents for SqliteDocuments {
    async fn get(&self, tenant: &TenantId, key: &Key) -> Result<Option<Document>, EngineError> {
        let prefix = tenant_prefix(tenant);
        let place = Place::new(&prefix, key);
        let now = self.clock.now();
        let reading = match self.database.recent().look(&place, now) {
            Look::Kept(document) => return Ok(document),
            Look::Unknown(reading) => Some(reading),
            Look::Busy => None,
        };
        let find = move |db: &Connection| query::find(db, &prefix, &place, now);
        let found = self.database.read_inline(find).await?;
        if let Some(reading) = reading {
            reading.keep(found.as_ref());
        }
        Ok(found.map(|found| found.document))
    }

    async fn get_all(&self, tenant: &TenantId, keys: &[Key]) -> Result<Vec<Option<Document>>, EngineError> {
        let prefix = tenant_prefix(tenant);
        let places: Vec<Place> = keys.iter().map(|key| Place::new(&prefix, key)).collect();
        let now = self.clock.now();
        let recent = self.database.recent();
        if let Some(kept) = recent.look_at_all(&places, now) {
            return Ok(kept);
        }
        let few = keys.len() <= GLANCE;
        // Many are lists that nobody may ask for again.
        let reading = if few {
            recent.begin_all(&places, now)
        } else {
            Vec::new()
        };
        let find = move |db: &Connection| -> Result<Vec<Option<Found>>, EngineError> {
            // One transaction, so that all of them are as of the same commit.
            let _reading = db.unchecked_transaction().map_err(sqlite)?;
            places
                .iter()
                .map(|place| query::find(db, &prefix, place, now))
                .collect()
        };
        let found = match few {
            true => self.database.read_inline(find).await?,
            false => self.database.read(find).await?,
        };
        for (reading, found) in reading.into_iter().zip(&found) {
            if let Some(reading) = reading {
                reading.keep(found.as_ref());
            }
        }
        let document = |found: Option<Found>| found.map(|found| found.document);
        Ok(found.into_iter().map(document).collect())
    }

    async fn query(&self, tenant: &TenantId, query: &Query) -> Result<Page, EngineError> {
        let prefix = tenant_prefix(tenant);
        let query = query.clone();
        let now = self.clock.now();
        self.database
            .read(move |db| query::page(db, &prefix, &query, now))
            .await
    }

    async fn count(&self, tenant: &TenantId, query: &Query, at_most: usize) -> Result<usize, EngineError> {
        let prefix = tenant_prefix(tenant);
        let query = query.clone();
        let now = self.clock.now();
        self.database
            .read(move |db| query::count(db, &prefix, &query, at_most, now))
            .await
    }

    async fn commit(&self, tenant: &TenantId, commit: Commit) -> Result<(), CommitError> {
        let prepared = commit::prepare(tenant, commit)?;
        let now = self.clock.now();
        self.database
            .write(move |transaction| prepared.apply(transaction, now))
            .await
    }

    async fn next_number(&self, tenant: &TenantId, sequence: &str) -> Result<u64, EngineError> {
        self.numbers.next(&self.database, tenant, sequence).await
    }
}
