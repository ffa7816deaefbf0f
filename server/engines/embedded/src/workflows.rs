//! The supervision of orders by deadlines in the same file as the documents.

use super::database::Database;
use super::deadlines::{self, Deadline};
use super::documents::SqliteDocuments;
use super::tasks::Tasks;
use super::writer::Transaction;
use async_trait::async_trait;
use domain::stage::CurrentStep;
use domain::time::{DAY_MS, HOUR_MS};
use domain::{OrderId, TenantId, Timestamp};
use futures::{StreamExt, TryStreamExt, stream};
use ports::deadlines::{CONCURRENCY, DeadlineHandler, handle_deadline};
use ports::workflows::{OnDeadline, Outcome};
use ports::{Clock, EngineError, Workflows};
use std::sync::Arc;
use std::time::Duration;

/// How often the deadlines are looked at.
const TICK: Duration = Duration::from_secs(1);
/// Maximum number of deadlines that are read at once.
const READ_BATCH: u16 = 256;
/// A row that cannot be read comes up again after this time, in milliseconds: it may have been mended by then.
const UNREADABLE_MS: i64 = HOUR_MS;
/// Orders that are finished, or whose limit has passed, are remembered for so long, so that news that come late start
/// nothing.
const REMEMBERED_MS: i64 = DAY_MS;

/// See [`Workflows`]. Deadlines fire in the task that [`SqliteWorkflows::spawn`] starts and for those who call
/// [`Workflows::run_due`]; never in both at once.
#[derive(Debug)]
pub struct SqliteWorkflows {
    database: Arc<Database>,
    clock: Arc<dyn Clock>,
    handler: DeadlineHandler,
    firing: tokio::sync::Mutex<()>,
    tasks: Tasks,
}

impl SqliteWorkflows {
    /// A supervisor whose deadlines lie beside `documents`.
    pub fn new(documents: &Arc<SqliteDocuments>, clock: Arc<dyn Clock>) -> Arc<SqliteWorkflows> {
        Arc::new(SqliteWorkflows {
            database: Arc::clone(documents.database()),
            clock,
            handler: DeadlineHandler::default(),
            firing: tokio::sync::Mutex::new(()),
            tasks: Tasks::default(),
        })
    }

    /// Starts to look at the deadlines every second. Needs a tokio runtime. Calling it again starts nothing.
    pub fn spawn(self: &Arc<Self>) {
        if !self.tasks.begin() {
            return;
        }
        let workflows = Arc::clone(self);
        self.tasks.spawn(async move {
            let stop = &workflows.tasks.stop;
            while stop.run_until_cancelled(tokio::time::sleep(TICK)).await.is_some() {
                if let Err(error) = workflows.run_due().await {
                    tracing::error!(%error, "deadlines could not be looked at and will be later");
                }
            }
        });
    }

    /// Ends the task, after the handlers that run just now.
    pub async fn shutdown(&self) {
        self.tasks.shutdown().await;
    }

    /// Forgets orders that have been finished for a day.
    pub async fn sweep(&self) -> Result<usize, EngineError> {
        let before = self.clock.now().plus_ms(-REMEMBERED_MS);
        let sweep = move |transaction: &mut Transaction<'_>| deadlines::sweep(transaction.db, before);
        self.database.write(sweep).await
    }

    async fn put_off(&self, rows: Vec<(String, String)>, at: Timestamp) -> Result<(), EngineError> {
        let put_off = move |transaction: &mut Transaction<'_>| {
            rows.iter()
                .try_for_each(|row| deadlines::put_off(transaction.db, row, at))
        };
        self.database.write(put_off).await
    }

    /// Asks the handler and notes how it went.
    async fn fire(&self, handler: &dyn OnDeadline, deadline: Deadline) -> Result<(), EngineError> {
        let Deadline {
            tenant, order, step, ..
        } = &deadline;
        let pause = handle_deadline(handler, tenant, order, *step, deadline.failures).await;
        let now = self.clock.now();
        let again = pause.map(|pause| now.plus_ms(pause));
        let note = move |transaction: &mut Transaction<'_>| match again {
            None => deadlines::done(transaction.db, &deadline, now),
            Some(at) => deadlines::again(transaction.db, &deadline, at),
        };
        self.database.write(note).await
    }

    async fn move_on(
        &self,
        tenant: &TenantId,
        order: &OrderId,
        step: CurrentStep,
        limit: Timestamp,
        news: deadlines::News,
    ) -> Result<(), EngineError> {
        let deadline = Deadline {
            tenant: tenant.clone(),
            order: order.clone(),
            step,
            limit,
            failures: 0,
        };
        let set = move |transaction: &mut Transaction<'_>| deadlines::set(transaction.db, &deadline, news);
        self.database.write(set).await
    }
}

#[async_trait]
impl Workflows for SqliteWorkflows {
    fn on_deadline(&self, handler: Arc<dyn OnDeadline>) {
        self.handler.set(handler);
    }

    async fn start(&self, tenant: &TenantId, order: &OrderId, limit: Timestamp) -> Result<(), EngineError> {
        self.move_on(tenant, order, CurrentStep::Created, limit, deadlines::News::Start)
            .await
    }

    async fn resume(
        &self,
        tenant: &TenantId,
        order: &OrderId,
        step: CurrentStep,
        version: u64,
        limit: Timestamp,
    ) -> Result<(), EngineError> {
        self.move_on(tenant, order, step, limit, deadlines::News::Step(version))
            .await
    }

    async fn stop(
        &self,
        tenant: &TenantId,
        order: &OrderId,
        _: Outcome,
        version: u64,
    ) -> Result<(), EngineError> {
        let (tenant, order, now) = (tenant.clone(), order.clone(), self.clock.now());
        let stop = move |transaction: &mut Transaction<'_>| {
            deadlines::stop(transaction.db, &tenant, &order, version, now)
        };
        self.database.write(stop).await
    }

    async fn run_due(&self) -> Result<usize, EngineError> {
        let _alone = self.firing.lock().await;
        let Some(handler) = self.handler.get() else {
            return Ok(0);
        };
        let mut fired = 0;
        loop {
            let now = self.clock.now();
            let due = self
                .database
                .read(move |db| deadlines::due(db, now, READ_BATCH))
                .await?;
            let deadlines::Due { readable, unreadable } = due;
            if !unreadable.is_empty() {
                self.put_off(unreadable, now.plus_ms(UNREADABLE_MS)).await?;
            } else if readable.is_empty() {
                return Ok(fired);
            }
            fired += readable.len();
            stream::iter(readable)
                .map(|deadline| self.fire(&*handler, deadline))
                .buffer_unordered(CONCURRENCY)
                .try_collect::<()>()
                .await?;
        }
    }
}
