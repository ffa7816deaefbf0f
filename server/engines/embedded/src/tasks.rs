//! Work in the background that can be ended.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// A task that does not end by itself is ended after this time.
const TIMEOUT: Duration = Duration::from_secs(8);

/// The tasks of one engine.
#[derive(Debug, Clone, Default)]
pub(super) struct Tasks {
    begun: Arc<AtomicBool>,
    /// Cancelled when the tasks shall end. They look at it whenever they could.
    pub(super) stop: CancellationToken,
    /// Cancelled when they had enough time for that.
    cut_off: CancellationToken,
    running: TaskTracker,
}

impl Tasks {
    /// Whether this is the first call, so that the tasks are to be started.
    pub(super) fn begin(&self) -> bool {
        !self.begun.swap(true, Ordering::SeqCst)
    }

    /// Starts a task that ends soon after [`Tasks::stop`] is cancelled.
    pub(super) fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        let cut_off = self.cut_off.clone();
        self.running.spawn(cut_off.run_until_cancelled_owned(task));
    }

    /// Asks all tasks to end and waits for them.
    pub(super) async fn shutdown(&self) {
        self.stop.cancel();
        self.running.close();
        if tokio::time::timeout(TIMEOUT, self.running.wait()).await.is_err() {
            tracing::error!("work in the background did not end in time and was cut off");
            self.cut_off.cancel();
        }
    }
}
