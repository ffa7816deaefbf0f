//! The executions of Step Functions: started, and resumed when an order has moved on. Their task tokens stay here.

use super::failure::failed;
use super::supervision::{Record, Task};
use aws_sdk_sfn::Client;
use aws_sdk_sfn::config::http::HttpResponse;
use aws_sdk_sfn::error::{ProvideErrorMetadata, SdkError};
use domain::stage::CurrentStep;
use domain::{OrderId, TenantId, Timestamp};
use ports::EngineError;
use ports::workflows::Outcome;
use serde_json::json;
use std::error::Error;

/// Errors by which the state machine knows why a task ends early.
pub const STAGE_RECALLED: &str = "StageRecalled";
pub const ORDER_CANCELLED: &str = "OrderCancelled";
pub const ALREADY_SUPERVISED: &str = "AlreadySupervised";

/// A state machine and its executions.
#[derive(Debug, Clone)]
pub(super) struct Executions {
    client: Client,
    /// Its ARN; without one no execution is started from here.
    machine: Option<String>,
}

/// What a waiting task is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Message {
    /// The order has moved on, and what follows lasts this many seconds at most.
    MovedOn { limit_seconds: i64 },
    /// The stage before was taken back: it is waited for again, this many seconds at most.
    Recalled { limit_seconds: i64 },
    /// The order is not to be seen through as this task expects.
    Failed(&'static str),
}

impl Executions {
    pub(super) fn new(client: Client, machine: Option<String>) -> Executions {
        Executions { client, machine }
    }

    /// Starts an execution for an order whose event never brought one. Starting it again is fine.
    pub(super) async fn start(&self, tenant: &TenantId, order: &OrderId) -> Result<(), EngineError> {
        let Some(machine) = &self.machine else {
            return Ok(());
        };
        // As the rule on OrderCreated does it.
        let input = json!({ "tenantId": tenant, "orderId": order });
        let started = self
            .client
            .start_execution()
            .state_machine_arn(machine)
            .name(format!("{tenant}_{order}").chars().take(80).collect::<String>())
            .input(input.to_string())
            .send()
            .await;
        match started {
            Ok(_) => Ok(()),
            Err(error)
                if error
                    .as_service_error()
                    .is_some_and(|refused| refused.is_execution_already_exists()) =>
            {
                Ok(())
            }
            Err(error) => Err(failed(error)),
        }
    }

    /// Answers a waiting task. That it waits no more, because it was answered before or has timed out, is fine.
    pub(super) async fn tell(
        &self,
        tenant: &TenantId,
        order: &OrderId,
        token: &str,
        message: Message,
    ) -> Result<(), EngineError> {
        // What the state that follows works with.
        let input = |limit_seconds: i64| {
            let input = json!({ "tenantId": tenant, "orderId": order, "limitSeconds": limit_seconds });
            input.to_string()
        };
        let failure = || self.client.send_task_failure().task_token(token);
        let sent = match message {
            Message::MovedOn { limit_seconds } => {
                let success = self.client.send_task_success().task_token(token);
                let sent = success.output(input(limit_seconds)).send().await;
                return sent.map_or_else(unless_over, |_| Ok(()));
            }
            // A task that fails has no output: the machine reads its cause.
            Message::Recalled { limit_seconds } => {
                failure()
                    .error(STAGE_RECALLED)
                    .cause(input(limit_seconds))
                    .send()
                    .await
            }
            Message::Failed(why) => failure().error(why).send().await,
        };
        sent.map_or_else(unless_over, |_| Ok(()))
    }
}

/// That a task waits no more is no failure.
fn unless_over<E>(error: SdkError<E, HttpResponse>) -> Result<(), EngineError>
where
    E: ProvideErrorMetadata + Error + Send + Sync + 'static,
{
    match error.code() {
        Some("TaskDoesNotExist" | "TaskTimedOut" | "InvalidToken") => Ok(()),
        _ => Err(failed(error)),
    }
}

/// The answer for the waiting task of an order as it stands now; `None` while it rightly waits.
pub(super) fn message(record: &Record, task: &Task, now: Timestamp) -> Option<Message> {
    let left_ms = record.limit.since_ms(now).max(0);
    let limit_seconds = left_ms.saturating_add(999).div_euclid(1_000).max(1);
    let moved_on = || Message::MovedOn { limit_seconds };
    match (record.outcome, record.step) {
        (Some(Outcome::Delivered), _) => Some(moved_on()),
        (Some(Outcome::Cancelled), _) => Some(Message::Failed(ORDER_CANCELLED)),
        (None, Some(step)) if step > task.step => Some(moved_on()),
        (None, Some(step)) if step < task.step => Some(Message::Recalled { limit_seconds }),
        (None, Some(CurrentStep::Delivered)) => Some(moved_on()),
        (None, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(step: Option<CurrentStep>, outcome: Option<Outcome>) -> Record {
        Record {
            tenant: TenantId::parse("brasa").unwrap(),
            order: OrderId::parse("o_1").unwrap(),
            step,
            limit: Timestamp(60_500),
            due: None,
            failures: 0,
            outcome,
            task: None,
            execution: None,
            begun: Timestamp(0),
        }
    }

    #[test]
    fn tasks_are_told_what_the_order_does() {
        let task = Task {
            token: "t".into(),
            step: CurrentStep::Packaging,
        };
        let due = |step, outcome| message(&record(step, outcome), &task, Timestamp(0));
        assert_eq!(due(None, None), None, "its events have not come yet");
        assert_eq!(due(Some(CurrentStep::Packaging), None), None);
        assert_eq!(
            due(Some(CurrentStep::Delivery), None),
            Some(Message::MovedOn { limit_seconds: 61 })
        );
        assert_eq!(
            due(Some(CurrentStep::Cooking), None),
            Some(Message::Recalled { limit_seconds: 61 })
        );
        assert_eq!(
            due(Some(CurrentStep::Packaging), Some(Outcome::Cancelled)),
            Some(Message::Failed(ORDER_CANCELLED))
        );
        assert!(matches!(
            due(Some(CurrentStep::Delivery), Some(Outcome::Delivered)),
            Some(Message::MovedOn { .. })
        ));
        let late = message(
            &record(Some(CurrentStep::Delivery), None),
            &task,
            Timestamp(90_000),
        );
        assert_eq!(late, Some(Message::MovedOn { limit_seconds: 1 }));
    }
}
