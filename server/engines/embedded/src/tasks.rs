//! Work in the background that can be ended.

use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// A task that does not end by itself is ended after this time.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The tasks of one engine.
#[derive(Debug, Clone)]
pub(super) struct Tasks {
    begun: Arc<AtomicBool>,
    stop: watch::Sender<bool>,
    running: Arc<Mutex<JoinSet<()>>>,
}

impl Default for Tasks {
    fn default() -> Tasks {
        Tasks {
            begun: Arc::default(),
            stop: watch::Sender::new(false),
            running: Arc::default(),
        }
    }
}

impl Tasks {
    /// Whether this is the first call, so that the tasks are to be started.
    pub(super) fn begin(&self) -> bool {
        !self.begun.swap(true, Ordering::SeqCst)
    }

    /// Starts a task. It asks [`Tasks::stopped_or`] whenever it could end.
    pub(super) fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.running
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .spawn(task);
    }

    /// Whether the tasks shall end.
    pub(super) fn stopped(&self) -> bool {
        *self.stop.borrow()
    }

    /// Waits for something; `None` when the tasks shall end before it comes.
    pub(super) async fn stopped_or<T>(&self, something: impl Future<Output = T>) -> Option<T> {
        let mut stop = self.stop.subscribe();
        tokio::select! {
            biased;
            _ = stop.wait_for(|stop| *stop) => None,
            value = something => Some(value),
        }
    }

    /// Tells all tasks to end and waits for them.
    pub(super) async fn shutdown(&self) {
        self.stop.send_replace(true);
        let mut running = std::mem::take(&mut *self.running.lock().unwrap_or_else(PoisonError::into_inner));
        let ending = async { while running.join_next().await.is_some() {} };
        if tokio::time::timeout(TIMEOUT, ending).await.is_err() {
            tracing::error!("work in the background did not end in time and was cut off");
        }
    }
}
