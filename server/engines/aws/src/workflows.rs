//! The supervision of orders: a record of each with its limit, and an execution of Step Functions beside it, which keeps
//! the exact time and the history. The record alone is enough; what Step Functions misses is made up for by the sweep.

use super::executions::{ALREADY_SUPERVISED, Executions, Message, message};
use super::items::{number, text};
use super::supervision::{
    self, Change, EXECUTION, FAILURES, LIMIT, Record, STEP, TOKEN, TOKEN_STEP, VERSION, untold,
};
use super::tables::Store;
use async_trait::async_trait;
use domain::stage::CurrentStep;
use domain::time::{MINUTE_MS, SECOND_MS};
use domain::{OrderId, TenantId, Timestamp};
use futures::{StreamExt, stream};
use ports::deadlines::{CONCURRENCY, DeadlineHandler, handle_deadline};
use ports::workflows::{OnDeadline, Outcome};
use ports::{Clock, EngineError, Workflows};
use std::sync::Arc;

/// Maximum number of records that are read at once from each shard.
const READ_BATCH: i32 = 64;
/// For how long a limit is left to one process before another one acts on it.
const CLAIM_MS: i64 = MINUTE_MS;
/// An order that has no execution after this time is given one. Under load the first one may only be late.
const NO_EXECUTION_MS: i64 = 5 * MINUTE_MS;
/// After this time a call resumes no further execution, in milliseconds: it is a part of a sweep that has 55 seconds.
const RESUMING_MS: i64 = 30 * SECOND_MS;

/// See [`Workflows`]. Nothing runs by itself: the sweep of the stack calls [`Workflows::run_due`] and
/// [`StepWorkflows::retry_callbacks`].
#[derive(Debug)]
pub struct StepWorkflows {
    store: Store,
    executions: Executions,
    clock: Arc<dyn Clock>,
    handler: DeadlineHandler,
}

/// A task of an execution, as Step Functions hands it over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingTask {
    pub tenant: TenantId,
    pub order: OrderId,
    pub step: CurrentStep,
    /// With this the task goes on. Without one nothing waits.
    pub token: Option<String>,
    /// The execution that the task belongs to.
    pub execution: String,
    /// Whether the time for the step has run out.
    pub overdue: bool,
}

impl StepWorkflows {
    pub(super) fn new(store: Store, executions: Executions, clock: Arc<dyn Clock>) -> StepWorkflows {
        StepWorkflows {
            store,
            executions,
            clock,
            handler: DeadlineHandler::default(),
        }
    }

    /// Takes a task over. It goes on at once where the order has moved on already, and fails where another
    /// execution supervises the order.
    pub async fn take_over(&self, task: &WaitingTask) -> Result<(), EngineError> {
        let WaitingTask {
            tenant,
            order,
            step,
            token,
            execution,
            overdue,
        } = task;
        let mut change = self.change(tenant, order);
        let expression = &mut change.expression;
        let (name, own) = (expression.name(EXECUTION), expression.value(text(execution)));
        expression.require(format!("(attribute_not_exists({name}) OR {name} = {own})"));
        expression.set(EXECUTION, text(execution));
        if let Some(token) = token {
            expression.set(TOKEN, text(token));
            expression.set(TOKEN_STEP, text(step.wire_name()));
        }
        let Some(record) = change.apply().await? else {
            if let Some(token) = token {
                let refused = Message::Failed(ALREADY_SUPERVISED);
                self.executions.tell(tenant, order, token, refused).await?;
            }
            return Ok(());
        };
        if self.sync_execution(&record).await? || !overdue || record.step != Some(*step) {
            return Ok(());
        }
        self.fire_if_due(record).await.map(|_| ())
    }

    /// Resumes the executions that could not be resumed when it was time. One that still cannot goes to the end of the line, so
    /// that it keeps no other from its turn.
    pub async fn retry_callbacks(&self) -> Result<usize, EngineError> {
        let (mut resumed, began) = (0, self.clock.now());
        for (tenant, order) in untold::list(&self.store).await? {
            if self.clock.now().since_ms(began) >= RESUMING_MS {
                break;
            }
            match self.retry_callback(&tenant, &order).await {
                Ok(()) => resumed += 1,
                Err(error) => {
                    tracing::warn!(%tenant, %order, %error, "an execution could not be resumed and will be later");
                    if let Err(error) = untold::note(&self.store, &tenant, &order, self.clock.now()).await {
                        tracing::warn!(%tenant, %order, %error, "an execution keeps its place in the line");
                    }
                }
            }
        }
        Ok(resumed)
    }

    async fn retry_callback(&self, tenant: &TenantId, order: &OrderId) -> Result<(), EngineError> {
        if let Some(record) = supervision::load(&self.store, tenant, order).await?
            && let Some(task) = &record.task
            && let Some(message) = message(&record, task, self.clock.now())
        {
            self.executions.tell(tenant, order, &task.token, message).await?;
            self.forget_task(&record, &task.token).await?;
        }
        untold::remove(&self.store, tenant, order).await
    }

    fn change<'s>(&'s self, tenant: &'s TenantId, order: &'s OrderId) -> Change<'s> {
        Change::new(&self.store, tenant, order, self.clock.now())
    }

    /// Tells the waiting task of an order what it waits for, if that has come; says whether it was answered, or will be.
    /// That Step Functions is down stops nothing: the sweep tells it later.
    async fn sync_execution(&self, record: &Record) -> Result<bool, EngineError> {
        let now = self.clock.now();
        let Some(task) = &record.task else {
            let missing = record.execution.is_none()
                && record.outcome.is_none()
                && now.since_ms(record.begun) > NO_EXECUTION_MS;
            if missing && let Err(error) = self.executions.start(&record.tenant, &record.order).await {
                tracing::warn!(order = %record.order, %error, "an order has no execution yet");
            }
            return Ok(false);
        };
        let Some(message) = message(record, task, now) else {
            return Ok(false);
        };
        let (tenant, order) = (&record.tenant, &record.order);
        match self.executions.tell(tenant, order, &task.token, message).await {
            Ok(()) => self.forget_task(record, &task.token).await?,
            Err(error) => {
                tracing::warn!(%order, %error, "an execution could not be resumed and will be later");
                untold::note(&self.store, tenant, order, now).await?;
            }
        }
        Ok(true)
    }

    /// Forgets a task that was answered, unless the next one has taken its place.
    async fn forget_task(&self, record: &Record, token: &str) -> Result<(), EngineError> {
        let mut change = self.change(&record.tenant, &record.order);
        let expression = &mut change.expression;
        let (name, value) = (expression.name(TOKEN), expression.value(text(token)));
        expression.require(format!("{name} = {value}"));
        expression.remove(TOKEN);
        expression.remove(TOKEN_STEP);
        change.apply().await.map(|_| ())
    }

    /// Acts on a limit that has passed, unless somebody else is at it; says whether this was done here.
    async fn fire_if_due(&self, record: Record) -> Result<bool, EngineError> {
        let (Some(handler), Some(step), Some(due)) = (self.handler.get(), record.step, record.due) else {
            return Ok(false);
        };
        let now = self.clock.now();
        if due > now {
            return Ok(false);
        }
        let (tenant, order) = (&record.tenant, &record.order);
        let mut claim = self.change(tenant, order);
        claim.while_at(step, record.limit);
        let (name, read) = (
            claim.expression.name(supervision::DUE_AT),
            claim.expression.value(number(due.0)),
        );
        claim.expression.require(format!("{name} = {read}"));
        claim.due(now.plus_ms(CLAIM_MS));
        if claim.apply().await?.is_none() {
            return Ok(false);
        }
        let pause = handle_deadline(&*handler, tenant, order, step, record.failures).await;
        let mut note = self.change(tenant, order);
        note.while_at(step, record.limit);
        match pause {
            None => note.ended(),
            Some(pause) => {
                note.due(self.clock.now().plus_ms(pause));
                note.expression
                    .set(FAILURES, number(record.failures.saturating_add(1)));
            }
        }
        note.apply().await?;
        Ok(true)
    }
}

#[async_trait]
impl Workflows for StepWorkflows {
    fn on_deadline(&self, handler: Arc<dyn OnDeadline>) {
        self.handler.set(handler);
    }

    /// The execution itself is started by the rule on OrderCreated.
    async fn start(&self, tenant: &TenantId, order: &OrderId, limit: Timestamp) -> Result<(), EngineError> {
        let mut change = self.change(tenant, order);
        change.while_open();
        let step = change.expression.name(STEP);
        change.expression.require(format!("attribute_not_exists({step})"));
        change
            .expression
            .set(STEP, text(CurrentStep::Created.wire_name()));
        change.expression.set(LIMIT, number(limit.0));
        change.due(limit);
        change.apply().await.map(|_| ())
    }

    async fn resume(
        &self,
        tenant: &TenantId,
        order: &OrderId,
        step: CurrentStep,
        version: u64,
        limit: Timestamp,
    ) -> Result<(), EngineError> {
        let mut change = self.change(tenant, order);
        change.while_open_before(version);
        change.reopened();
        let expression = &mut change.expression;
        let (step_name, step_value) = (expression.name(STEP), expression.value(text(step.wire_name())));
        let (limit_name, limit_value) = (expression.name(LIMIT), expression.value(number(limit.0)));
        let (version_name, own) = (expression.name(VERSION), expression.value(number(version)));
        // The same news again change nothing; a later version may lead to where the order stood before.
        expression.require(format!(
            "(attribute_not_exists({step_name}) OR {step_name} <> {step_value} OR {limit_name} <> {limit_value} \
             OR {version_name} < {own})"
        ));
        expression.set(STEP, text(step.wire_name()));
        expression.set(LIMIT, number(limit.0));
        expression.set(FAILURES, number(0));
        change.unless_later_than(version);
        change.due(limit);
        self.changed(tenant, order, change.apply().await?).await
    }

    async fn stop(
        &self,
        tenant: &TenantId,
        order: &OrderId,
        outcome: Outcome,
        version: u64,
    ) -> Result<(), EngineError> {
        let mut change = self.change(tenant, order);
        change.while_open_before(version);
        change.unless_later_than(version);
        change
            .expression
            .begin(STEP, text(CurrentStep::Delivered.wire_name()));
        change.finished(outcome);
        change.ended();
        self.changed(tenant, order, change.apply().await?).await
    }

    async fn run_due(&self) -> Result<usize, EngineError> {
        let mut fired = 0;
        loop {
            let due = supervision::due(&self.store, self.clock.now(), READ_BATCH).await?;
            let firing = stream::iter(due)
                .map(|record| self.fire_if_due(record))
                .buffer_unordered(CONCURRENCY);
            let done: Vec<Result<bool, EngineError>> = firing.collect().await;
            let here = done.iter().filter(|here| matches!(here, Ok(true))).count();
            fired += here;
            let mut failed = done.into_iter().filter_map(Result::err);
            if here == 0 {
                return failed.next().map_or(Ok(fired), Err);
            }
            for error in failed {
                tracing::warn!(%error, "a limit will be acted on later");
            }
        }
    }
}

impl StepWorkflows {
    /// Resumes the execution after a change. What was known already may not have reached it, after a crash.
    async fn changed(
        &self,
        tenant: &TenantId,
        order: &OrderId,
        changed: Option<Record>,
    ) -> Result<(), EngineError> {
        let record = match changed {
            Some(record) => Some(record),
            None => supervision::load(&self.store, tenant, order).await?,
        };
        match record {
            Some(record) => self.sync_execution(&record).await.map(|_| ()),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
