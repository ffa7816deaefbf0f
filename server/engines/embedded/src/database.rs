//! The SQLite file: one writer, a few readers, one process at a time.

use super::failure::{RequestError, broken, file_error, unavailable};
use super::files::private_file;
use super::readers::Readers;
use super::recent::Recent;
use super::schema;
use super::writer::{Transaction, Writer};
use crate::failure::sqlite;
use domain::Timestamp;
use ports::EngineError;
use rusqlite::{Connection, OpenFlags};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// As many as a small machine can make use of.
const READERS: usize = 4;
/// Statements kept ready per connection; there are about 60 different ones.
const STATEMENTS: usize = 96;
const MEGABYTE: u64 = 1024 * 1024;
/// With less than this on the disk nothing should be promised any more.
const MIN_FREE_BYTES: u64 = 64 * MEGABYTE;
/// After this many pages of the log they are moved to the file, which makes the writer wait once.
const CHECKPOINT_PAGES: i64 = 2_000;

/// An open file. Dropping it waits until everything that was accepted is written.
#[derive(Debug)]
pub struct Database {
    // In the order in which they have to end.
    readers: Readers,
    writer: Writer,
    recent: Arc<Recent>,
    path: PathBuf,
    _lock: File,
}

impl Database {
    /// Opens the file, makes it when there is none, and brings it to the form of this version. It is refused while
    /// another process has it open, and when a newer version wrote it.
    pub fn open(path: &Path) -> Result<Database, EngineError> {
        let lock = lock(path)?;
        // SQLite gives the files beside it the same permissions.
        private_file(path)?;
        let mut writing = connect(path)?;
        schema::migrate(&mut writing)?;
        let mode: String = writing
            .pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))
            .map_err(sqlite)?;
        if mode != "wal" {
            return Err(broken(format!(
                "{} cannot be written with a log beside it",
                path.display()
            )));
        }
        writing
            .pragma_update(None, "synchronous", "FULL")
            .map_err(sqlite)?;
        writing
            .pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)
            .map_err(sqlite)?;
        writing
            .pragma_update(None, "cache_size", -8_000)
            .map_err(sqlite)?;
        sound(&writing, path)?;
        let newest = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'outbox'";
        let newest: i64 = writing.query_row(newest, [], |row| row.get(0)).map_err(sqlite)?;
        let mut reading = Vec::with_capacity(READERS);
        for _ in 0..READERS {
            let connection = connect(path)?;
            connection
                .pragma_update(None, "query_only", true)
                .map_err(sqlite)?;
            reading.push(connection);
        }
        let recent = Arc::new(Recent::default());
        let newest = u64::try_from(newest).unwrap_or(0);
        let writer = Writer::start(writing, newest, Arc::clone(&recent))?;
        Ok(Database {
            readers: Readers::new(reading),
            writer,
            recent,
            path: path.to_owned(),
            _lock: lock,
        })
    }

    /// The number of the newest committed event, and when it grows.
    pub(super) fn committed(&self) -> watch::Receiver<u64> {
        self.writer.committed()
    }

    /// Documents that were read lately.
    pub(super) fn recent(&self) -> &Recent {
        &self.recent
    }

    /// See [`Writer::write`].
    pub(super) async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: RequestError,
        F: FnOnce(&mut Transaction<'_>) -> Result<T, E> + Send + 'static,
    {
        self.writer.write(work).await
    }

    /// See [`Readers::read`].
    pub(super) async fn read<T, F>(&self, work: F) -> Result<T, EngineError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T, EngineError> + Send + 'static,
    {
        self.readers.read(work).await
    }

    /// See [`Readers::read_inline`].
    pub(super) async fn read_inline<T, F>(&self, work: F) -> Result<T, EngineError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T, EngineError> + Send + 'static,
    {
        self.readers.read_inline(work).await
    }
}

impl Database {
    /// Whether something can be written down and read again, and whether there is room for more.
    pub(super) async fn check(&self, now: Timestamp) -> Result<(), EngineError> {
        let free = rustix::fs::statvfs(&self.path).map_err(|error| file_error(&self.path, error.into()))?;
        let bytes = free.f_bavail.saturating_mul(free.f_frsize);
        if bytes < MIN_FREE_BYTES {
            let left = format!("{} MB are left on the disk", bytes / MEGABYTE);
            return Err(unavailable(left).about(self.path.display()));
        }
        let note = move |transaction: &mut Transaction<'_>| -> Result<(), EngineError> {
            let sql = "INSERT INTO health (id, at) VALUES (1, ?1) ON CONFLICT DO UPDATE SET at = excluded.at";
            transaction.db.execute(sql, [now.0]).map_err(sqlite)?;
            Ok(())
        };
        self.write(note).await?;
        let read = |db: &Connection| {
            let at = db.query_row("SELECT at FROM health", [], |row| row.get(0));
            at.map(Timestamp).map_err(sqlite)
        };
        match self.read(read).await? {
            // Somebody else may ask at the same time.
            at if at >= now => Ok(()),
            _ => Err(broken("what was written cannot be read")),
        }
    }
}

/// Refuses a file whose pages do not fit together: what is written to it could be lost.
fn sound(db: &Connection, path: &Path) -> Result<(), EngineError> {
    let found: String = db
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .map_err(sqlite)?;
    match found.as_str() {
        "ok" => Ok(()),
        damage => Err(broken(format!(
            "{} is damaged ({damage}); restore a copy from before",
            path.display()
        ))),
    }
}

fn connect(path: &Path) -> Result<Connection, EngineError> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags).map_err(sqlite)?;
    db.set_prepared_statement_cache_capacity(STATEMENTS);
    // Somebody may look at the file with a tool of their own.
    db.busy_timeout(Duration::from_secs(5)).map_err(sqlite)?;
    db.pragma_update(None, "temp_store", "MEMORY").map_err(sqlite)?;
    Ok(db)
}

/// Makes sure that no other process works on the file: events would be delivered twice and out of order.
fn lock(path: &Path) -> Result<File, EngineError> {
    let beside = path.with_extension("lock");
    let file = private_file(&beside)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => {
            Err(broken(format!("{} is in use by another process", path.display())))
        }
        Err(std::fs::TryLockError::Error(error)) => Err(file_error(&beside, error)),
    }
}
