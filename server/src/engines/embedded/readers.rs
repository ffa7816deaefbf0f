//! Connections that read, beside the writer and beside each other.

use super::failure::{broken, unavailable};
use crate::ports::EngineError;
use rusqlite::Connection;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Semaphore;

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
            let Some(db) = taken else {
                return Err(broken("no connection to read with"));
            };
            let result = work(&db);
            free.lock().unwrap_or_else(PoisonError::into_inner).push(db);
            drop(permit);
            result
        });
        reading.await.map_err(unavailable)?
    }
}
