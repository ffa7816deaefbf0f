//! What a function of AWS does with what it is given. One program is all functions; `BRASA_SERVICE` says which one this
//! is, and the form of the input says what is asked:
//!
//! - a request of API Gateway ([`gateway`]): the routes of `http`
//! - a connection of its WebSocket API ([`socket`]): pages that listen
//! - an event of the bus, from EventBridge: the subscriber of the service
//! - a task of the state machine: the workflow service takes it over
//! - records of the stream of the events table: relayed to the bus
//! - a command of an operator, for the function `control`, whatever else it looks like
//! - anything else, for the sweep and for operations: time has passed

mod gateway;
mod socket;

use crate::wiring::Cloud;
use api::ApiError;
use application::config::Environment;
use application::config::cloud::Duty;
use application::control::Invocation;
use application::wiring::StartError;
use axum::Router;
use domain::event::Envelope;
use domain::stage::CurrentStep;
use domain::{OrderId, TenantId};
use engine_aws::workflows::WaitingTask;
use engine_aws::{DynamoEventBus, StepWorkflows};
use ports::{EngineError, EngineErrorKind, EventBus as _, PeriodicTask, Workflows as _};
use serde::Deserialize;
use serde_json::{Value, json};
use std::time::Duration;
use tracing::Instrument as _;

/// What is kept of a function's time. Lambda ends a function that uses all of it: its caller gets no word of ours, and the
/// next one waits until another is started, which takes from the others while all are late.
const RESERVE: Duration = Duration::from_millis(500);

/// One function.
#[derive(Debug)]
pub struct Function {
    cloud: Cloud,
    router: Router,
}

/// Why a function failed. Its name is what Retry and Catch of a state machine match.
#[derive(Debug, thiserror::Error)]
pub enum FunctionError {
    /// It may work again in a moment.
    #[error("{0}")]
    Unavailable(String),
    /// Trying again does not help.
    #[error("{0}")]
    Broken(String),
}

impl FunctionError {
    /// The name of the kind of error.
    pub fn name(&self) -> &'static str {
        match self {
            FunctionError::Unavailable(_) => "Unavailable",
            FunctionError::Broken(_) => "Broken",
        }
    }
}

impl From<EngineError> for FunctionError {
    fn from(error: EngineError) -> FunctionError {
        match error.kind {
            EngineErrorKind::Unavailable => FunctionError::Unavailable(error.to_string()),
            EngineErrorKind::Broken | EngineErrorKind::Denied => FunctionError::Broken(error.to_string()),
        }
    }
}

impl From<StartError> for FunctionError {
    fn from(error: StartError) -> FunctionError {
        match error {
            StartError::Engine(error) => error.into(),
            StartError::Demo(error) => FunctionError::Unavailable(error.to_string()),
            StartError::DemoInProduction(_) => FunctionError::Broken(error.to_string()),
        }
    }
}

/// A task of the state machine.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Task {
    task_token: Option<String>,
    execution: String,
    tenant_id: TenantId,
    order_id: OrderId,
    step: CurrentStep,
    #[serde(default)]
    overdue: bool,
}

impl Function {
    pub fn new(cloud: Cloud) -> Function {
        let router = match cloud.config.duty {
            // API Gateway brings it what it has no route for.
            Duty::Live => server_http::fallback_router(cloud.http()),
            _ => server_http::function(cloud.http()),
        };
        Function { cloud, router }
    }

    /// Opens the way to the tables.
    pub async fn warm_up(&self) {
        self.cloud
            .engines
            .warm_up(&self.cloud.config.default_tenant)
            .await;
    }

    /// Handles one invocation within `time`, which is what Lambda leaves it. When that is not enough, a request is answered
    /// with 503 and Retry-After; any other input fails, so that its sender tries again.
    pub async fn handle(&self, input: Value, time: Duration) -> Result<Value, FunctionError> {
        if input.pointer("/requestContext/http").is_some() {
            let origins = self.origins(&input);
            return gateway::answer(&self.router, origins, time, input.clone()).await;
        }
        in_time(time, self.answer(input)).await
    }

    /// The addresses of our apps: those that are configured, and that of the page that calls a server function, where its
    /// host name is registered for a restaurant.
    async fn origins(&self, input: &Value) -> Result<Vec<String>, ApiError> {
        let Cloud {
            config, application, ..
        } = &self.cloud;
        let mut origins = config.origins.clone();
        let production = config.environment == Environment::Production;
        if let Some((origin, host)) = gateway::page(input, production)
            && application.tenants.of_host(&host).await?.is_some()
        {
            origins.push(origin);
        }
        Ok(origins)
    }

    async fn answer(&self, input: Value) -> Result<Value, FunctionError> {
        if self.cloud.config.duty == Duty::Control {
            let invocation: Invocation = serde_json::from_value(input).map_err(unreadable)?;
            let control = self.cloud.application.control();
            // Apart, so that what all other functions wait for does not grow by it.
            let outcome = Box::pin(control.run(&invocation)).await;
            return serde_json::to_value(outcome).map_err(unreadable);
        }
        if socket::is_asked(&input) {
            return socket::answer(&self.cloud, input).await;
        }
        if input.get("detail-type").is_some() && self.cloud.config.duty != Duty::Sweep {
            return self.event(&input).await;
        }
        if input.get("taskToken").is_some() || input.get("step").is_some() {
            return self.task(input).await;
        }
        if let Some(records) = input.get("Records").and_then(Value::as_array) {
            return self.relay(records).await;
        }
        match self.cloud.config.duty {
            Duty::Sweep => self.sweep().await,
            // It may do all that subscribers do.
            Duty::Service("operations") => {
                let handled = self.cloud.engines.event_bus.retry_due().await?;
                tracing::info!(handled, "dead letters were tried again");
                Ok(json!({ "handled": handled }))
            }
            duty => Err(FunctionError::Broken(format!(
                "the function {duty} does not know what it is asked"
            ))),
        }
    }

    async fn event(&self, input: &Value) -> Result<Value, FunctionError> {
        let Duty::Service(name) = self.cloud.config.duty else {
            let duty = self.cloud.config.duty;
            return Err(FunctionError::Broken(format!("{duty} subscribes to no events")));
        };
        let event = parse_event(input)?;
        let order = event
            .event
            .order_id()
            .map(ToString::to_string)
            .unwrap_or_default();
        let span = tracing::info_span!("event", id = %event.id, name = event.event.name(), tenant = %event.tenant_id, order);
        let bus = &self.cloud.engines.event_bus;
        bus.deliver(name, &event).instrument(span).await?;
        if name == "webhooks" {
            // What was just written down is sent now; what fails, the sweep sends later.
            if let Err(error) = self.cloud.application.webhooks.send_after(&event).await {
                tracing::warn!(%error, "webhooks will be sent later");
            }
        }
        Ok(Value::Null)
    }

    async fn task(&self, input: Value) -> Result<Value, FunctionError> {
        let task: Task = serde_json::from_value(input).map_err(unreadable)?;
        let span = tracing::info_span!("task", tenant = %task.tenant_id, order = %task.order_id, step = task.step.wire_name());
        let task = WaitingTask {
            tenant: task.tenant_id,
            order: task.order_id,
            step: task.step,
            token: task.task_token,
            execution: task.execution,
            overdue: task.overdue,
        };
        let workflows: &StepWorkflows = &self.cloud.engines.workflows;
        workflows.take_over(&task).instrument(span).await?;
        Ok(Value::Null)
    }

    /// Relays what is new in the outbox. When some of it cannot be published the whole batch fails and comes again;
    /// what was published then is gone from the outbox.
    async fn relay(&self, records: &[Value]) -> Result<Value, FunctionError> {
        let keys: Vec<String> = records
            .iter()
            .filter(|record| record.get("eventName").and_then(Value::as_str) == Some("INSERT"))
            .filter_map(|record| record.pointer("/dynamodb/Keys/pk/S").and_then(Value::as_str))
            .filter(|pk| DynamoEventBus::is_event(pk))
            .map(str::to_owned)
            .collect();
        let relayed = self.cloud.engines.event_bus.relay(&keys).await?;
        tracing::info!(records = records.len(), relayed, "relayed");
        Ok(json!({ "batchItemFailures": [] }))
    }

    /// Each part is done whatever becomes of the others, and while they are: one that waits for somebody who does not answer
    /// takes no other's time. The first failure is returned at the end.
    async fn sweep(&self) -> Result<Value, FunctionError> {
        let (engines, application) = (&self.cloud.engines, &self.cloud.application);
        let seeded = self.cloud.seed().await.map_err(FunctionError::from);
        let (relayed, fired, resumed, sent, refunded, late, due, erased) = tokio::join!(
            engines.event_bus.relay_overdue(),
            engines.workflows.run_due(),
            engines.workflows.retry_callbacks(),
            periodic(&*application.webhooks),
            periodic(&*application.payments),
            periodic(&*application.claims),
            periodic(&*application.catering),
            periodic(&*application.customers),
        );
        for error in [&relayed, &fired, &resumed, &sent, &refunded, &late, &due, &erased]
            .into_iter()
            .filter_map(|done| done.as_ref().err())
        {
            tracing::error!(%error, "a part of the sweep failed");
        }
        seeded?;
        let (relayed, fired, resumed, sent) = (relayed?, fired?, resumed?, sent?);
        let (refunded, late, due, erased) = (refunded?, late?, due?, erased?);
        tracing::info!(
            relayed, fired, resumed, sent, refunded, late, due, erased, "swept"
        );
        Ok(json!({
            "relayed": relayed, "fired": fired, "resumed": resumed, "sent": sent, "refunded": refunded, "late": late,
            "due": due, "erased": erased,
        }))
    }
}

/// What a service does of its own that is due.
async fn periodic(service: &dyn PeriodicTask) -> Result<usize, EngineError> {
    let done = service.run_due().await;
    done.map_err(|error| EngineError::unavailable(service.name(), error))
}

/// Waits for `work`, but not until the function's time is over.
async fn in_time(
    time: Duration,
    work: impl Future<Output = Result<Value, FunctionError>>,
) -> Result<Value, FunctionError> {
    let done = tokio::time::timeout(time.saturating_sub(RESERVE), work).await;
    done.map_err(|_| FunctionError::Unavailable("the function's time was not enough".into()))?
}

/// The event that EventBridge brings.
fn parse_event(input: &Value) -> Result<Envelope, FunctionError> {
    let detail = input.get("detail").cloned().unwrap_or_default();
    serde_json::from_value(detail).map_err(unreadable)
}

fn unreadable(error: serde_json::Error) -> FunctionError {
    FunctionError::Broken(format!("the input is not what it should be: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ports_testsuite::EVENTS;

    #[tokio::test]
    async fn a_function_says_itself_that_its_time_is_over() {
        let never = std::future::pending::<Result<Value, FunctionError>>();
        let again = in_time(RESERVE, never).await.unwrap_err();
        assert_eq!(again.name(), "Unavailable");
        let done = in_time(2 * RESERVE, async { Ok(json!(1)) }).await.unwrap();
        assert_eq!(done, json!(1));
    }

    #[test]
    fn what_the_bus_brings_is_read_as_it_was_written() {
        let written: Vec<Value> = serde_json::from_str(EVENTS).unwrap();
        for written in written {
            // As EventBridge wraps it.
            let input = json!({
                "version": "0",
                "id": "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
                "detail-type": written["type"],
                "source": "brasa.orders",
                "account": "111122223333",
                "time": "2025-10-25T16:05:00Z",
                "region": "us-east-1",
                "resources": [],
                "detail": written,
            });
            let event = parse_event(&input).unwrap();
            assert_eq!(serde_json::to_value(&event).unwrap(), written);
        }
        assert!(parse_event(&json!({ "detail-type": "OrderCreated" })).is_err());
    }
}
