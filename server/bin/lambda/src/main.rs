//! The program of every function on AWS. What the function does is in `functions`; here is only the way in from Lambda.

use application::config::cloud::{CloudConfig, gateway_secrets};
use engine_aws::Connection;
use lambda::functions::{Function, FunctionError};
use lambda::wiring;
use lambda_http::lambda_runtime::{Diagnostic, Error, LambdaEvent, run, service_fn};
use ports::Clock as _;
use ports::clock::SystemClock;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tracing::Instrument as _;
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let connection = Connection::from_env().await;
    let config = configured(&connection).await?;
    start_logging(&config.log);
    let cloud = wiring::aws(&connection, config, Arc::new(SystemClock)).await?;
    let function = Arc::new(Function::new(cloud));
    function.warm_up().await;
    run(service_fn(move |event: LambdaEvent<Value>| {
        let function = Arc::clone(&function);
        async move {
            let span = tracing::info_span!("invocation", request = event.context.request_id);
            let end = event.context.deadline;
            let left = end.saturating_sub(u64::try_from(SystemClock.now().0).unwrap_or(0));
            let done = function.handle(event.payload, Duration::from_millis(left));
            let done = done.instrument(span).await;
            done.map_err(diagnosed)
        }
    }))
    .await
}

/// As the environment says, with the secrets that it leaves to SSM.
async fn configured(connection: &Connection) -> Result<CloudConfig, Error> {
    let set = |name: &str| std::env::var(name).ok();
    let Some(secrets) = gateway_secrets(set) else {
        return Ok(CloudConfig::from_env()?);
    };
    let values = connection
        .parameters(secrets.clone().map(|(_, parameter)| parameter).to_vec())
        .await?;
    let known: HashMap<&str, String> = secrets.iter().map(|(name, _)| *name).zip(values).collect();
    Ok(CloudConfig::read(|name| {
        known.get(name).cloned().or_else(|| set(name))
    })?)
}

/// Logged once, and returned to Lambda under the name of its kind.
fn diagnosed(error: FunctionError) -> Diagnostic {
    tracing::error!(%error, kind = error.name(), "the function failed");
    Diagnostic {
        error_type: error.name().to_owned(),
        error_message: error.to_string(),
    }
}

fn start_logging(filter: &str) {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(true)
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}
