//! The program of every function on AWS. What the function does is in `functions`; here is only the way in from Lambda.

use lambda_runtime::{Diagnostic, Error, LambdaEvent, run, service_fn};
use serde_json::Value;
use server::config::cloud::CloudConfig;
use server::engines::aws::Connection;
use server::functions::{Function, FunctionError};
use server::ports::clock::SystemClock;
use server::wiring;
use std::sync::Arc;
use tracing::Instrument as _;
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let config = CloudConfig::from_env()?;
    start_logging(&config.log);
    let connection = Connection::from_env().await;
    let cloud = wiring::aws(&connection, config, Arc::new(SystemClock)).await?;
    let function = Arc::new(Function::new(cloud));
    function.warm_up().await;
    run(service_fn(move |event: LambdaEvent<Value>| {
        let function = Arc::clone(&function);
        async move {
            let span = tracing::info_span!("invocation", request = event.context.request_id);
            let done = function.handle(event.payload).instrument(span).await;
            done.map_err(diagnosed)
        }
    }))
    .await
}

/// Logged once, and told to Lambda under the name of its kind.
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
