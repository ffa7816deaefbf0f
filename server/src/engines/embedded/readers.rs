//! Connections that read, beside the writer and beside each other.

use super::failure::{broken, unavailable};
use crate::ports::EngineError;
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
        let reading = tokio::task::spawn_blocking(move || {
            let taken = free.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let lent = Lent {
                db: taken,
                free,
                _permit: permit,
            };
            lent.db
                .as_ref()
                .map_or_else(|| Err(broken("no connection to read with")), work)
        });
        reading.await.map_err(unavailable)?
    }
}

/// A connection that goes back when its reader is done, however that ends.
struct Lent {
    db: Option<Connection>,
    free: Arc<Mutex<Vec<Connection>>>,
    // Given up after the connection is back.
    _permit: OwnedSemaphorePermit,
}

impl Drop for Lent {
    fn drop(&mut self) {
        self.free
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(self.db.take());
    }
}
