//! Connections that read, beside the writer and beside each other.

use super::failure::{broken, unavailable};
use ports::EngineError;
use rusqlite::Connection;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// A few connections that are lent to one reader at a time.
#[derive(Debug, Clone)]
pub(super) struct Readers {
    free: Arc<Mutex<Vec<Connection>>>,
    permits: Arc<Semaphore>,
}

impl Readers {
    pub(super) fn new(connections: Vec<Connection>) -> Readers {
        let permits = Arc::new(Semaphore::new(connections.len()));
        Readers {
            free: Arc::new(Mutex::new(connections)),
            permits,
        }
    }

    /// Reads, off the async threads. What is read is as of the last commit before the first statement.
    pub(super) async fn read<T, F>(&self, work: F) -> Result<T, EngineError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T, EngineError> + Send + 'static,
    {
        let permit = Arc::clone(&self.permits)
            .acquire_owned()
            .await
            .map_err(unavailable)?;
        let free = Arc::clone(&self.free);
        tokio::task::spawn_blocking(move || PooledConnection::take(free, permit).read(work))
            .await
            .map_err(unavailable)?
    }

    /// Reads a row or a few by their keys where it stands: that takes some microseconds, and going to another thread
    /// takes longer.
    pub(super) async fn read_inline<T, F>(&self, work: F) -> Result<T, EngineError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T, EngineError> + Send + 'static,
    {
        match Arc::clone(&self.permits).try_acquire_owned() {
            Ok(permit) => PooledConnection::take(Arc::clone(&self.free), permit).read(work),
            Err(_) => self.read(work).await,
        }
    }
}

/// A connection that goes back when its reader is done, however that ends.
struct PooledConnection {
    db: Option<Connection>,
    free: Arc<Mutex<Vec<Connection>>>,
    // Given up after the connection is back.
    _permit: OwnedSemaphorePermit,
}

impl PooledConnection {
    fn take(free: Arc<Mutex<Vec<Connection>>>, permit: OwnedSemaphorePermit) -> PooledConnection {
        let db = free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        PooledConnection {
            db,
            free,
            _permit: permit,
        }
    }

    fn read<T>(self, work: impl FnOnce(&Connection) -> Result<T, EngineError>) -> Result<T, EngineError> {
        self.db
            .as_ref()
            .map_or_else(|| Err(broken("no connection to read with")), work)
    }
}

impl Drop for PooledConnection {
    fn drop(&mut self) {
        self.free
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(self.db.take());
    }
}
