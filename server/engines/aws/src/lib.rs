//! The engines on AWS: DynamoDB for documents and what is on its way, EventBridge for events, Step Functions for
//! executions, S3 for files, SES for mail.
//!
//! [`tables`] says what the stack must have; [`documents`], [`event_bus`] and [`workflows`] are built on it. [`Aws`] has
//! them all. `AWS_ENDPOINT_URL` decides where AWS is.

pub mod blobs;
pub mod documents;
pub mod event_bus;
pub mod mailer;
pub mod publisher;
pub mod tables;
pub mod tenants;
pub mod workflows;

mod action;
mod backoff;
mod commit;
mod dead_letters;
pub mod executions;
mod failure;
mod feed;
mod items;
mod keys;
pub mod listeners;
mod outbox;
mod query;
mod supervision;
mod tenant_credentials;
mod update;

pub use blobs::S3Blobs;
pub use documents::DynamoDocuments;
pub use event_bus::DynamoEventBus;
pub use listeners::Listeners;
pub use mailer::SesMailer;
pub use tenants::DynamoTenants;
pub use workflows::StepWorkflows;

use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_sdk_dynamodb::config::SharedHttpClient;
use aws_smithy_http_client::tls::{self, rustls_provider::CryptoMode};
use domain::TenantId;
use executions::Executions;
use failure::{broken, failed};
use ports::documents::Table;
use ports::{Clock, EngineError};
use publisher::Publisher;
use std::sync::Arc;
use std::time::Duration;
use tables::Store;

/// A try of a call that takes longer is given up, and made again while the call may last.
const TRY: Duration = Duration::from_secs(4);
/// Longest call, all its tries together. A function has little more.
const CALL: Duration = Duration::from_secs(9);

/// The way to AWS.
#[derive(Debug, Clone)]
pub struct Connection {
    config: SdkConfig,
    /// Where EventBridge is, when it is elsewhere.
    events_at: Option<String>,
}

/// The names of what a stack has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stack {
    /// What the names of the tables begin with, e.g. `brasa-dev-`.
    pub tables: String,
    /// Name of the event bus.
    pub bus: String,
    /// Name of the bucket for files.
    pub bucket: String,
    /// ARN of the state machine. Without one no execution is started from here; those that are can be resumed all the same.
    pub machine: Option<String>,
    /// Who sends mail; none is sent when nobody does.
    pub mail_from: Option<String>,
    /// ARN of the role whose tagged sessions reach the rows of a restaurant. Without one the credentials of the
    /// environment are used for all.
    pub tenant_role: Option<String>,
    /// Where pages listen: the address of the stage of the WebSocket API, from `ws`. Without one nobody is sent anything.
    pub sockets: Option<String>,
}

/// All engines of one stack.
#[derive(Debug)]
pub struct Aws {
    pub documents: Arc<DynamoDocuments>,
    pub event_bus: Arc<DynamoEventBus>,
    pub listeners: Arc<Listeners>,
    pub workflows: Arc<StepWorkflows>,
    pub blobs: Arc<S3Blobs>,
    pub mailer: Arc<SesMailer>,
    pub tenants: Arc<DynamoTenants>,
    store: Store,
}

/// What clients of AWS send with; they bring none of their own. Those that are made with one of it share its connections.
pub fn http_client() -> SharedHttpClient {
    aws_smithy_http_client::Builder::new()
        .tls_provider(tls::Provider::Rustls(CryptoMode::Ring))
        .build_https()
}

impl Connection {
    /// As the environment says: region, credentials, and `AWS_ENDPOINT_URL`.
    pub async fn from_env() -> Connection {
        let timeouts = TimeoutConfig::builder()
            .operation_attempt_timeout(TRY)
            .operation_timeout(CALL)
            .build();
        let config = aws_config::defaults(BehaviorVersion::latest())
            .timeout_config(timeouts)
            .http_client(http_client());
        Connection {
            config: config.load().await,
            events_at: None,
        }
    }

    /// The same way with EventBridge at an address of its own: for tests, where nobody answers there.
    #[must_use]
    pub fn with_events_at(mut self, address: &str) -> Connection {
        self.events_at = Some(address.to_owned());
        self
    }

    /// The values of parameters of SSM, decrypted; an error when one of them is missing.
    pub async fn parameters(&self, names: Vec<String>) -> Result<Vec<String>, EngineError> {
        let asked = aws_sdk_ssm::Client::new(&self.config)
            .get_parameters()
            .set_names(Some(names.clone()))
            .with_decryption(true);
        let found = asked.send().await.map_err(failed)?.parameters.unwrap_or_default();
        let mut values = names.clone();
        for (name, value) in names.iter().zip(&mut values) {
            let parameter = found
                .iter()
                .find(|parameter| parameter.name.as_ref() == Some(name));
            *value = parameter
                .and_then(|parameter| parameter.value.clone())
                .ok_or_else(|| broken(format!("there is no parameter {name}")))?;
        }
        Ok(values)
    }

    /// Makes what a stack has, apart from its functions and its state machine, for tests.
    pub async fn create(&self, stack: &Stack) -> Result<(), EngineError> {
        store(&self.config, stack).create().await?;
        let events = aws_sdk_eventbridge::Client::new(&self.config);
        events
            .create_event_bus()
            .name(&stack.bus)
            .send()
            .await
            .map_err(failed)?;
        let files = files(&self.config);
        files
            .create_bucket()
            .bucket(&stack.bucket)
            .send()
            .await
            .map_err(failed)?;
        if let Some(from) = &stack.mail_from {
            let mail = aws_sdk_sesv2::Client::new(&self.config);
            let identity = mail.create_email_identity().email_identity(from);
            identity.send().await.map_err(failed)?;
        }
        Ok(())
    }

    /// Makes a state machine by its definition and returns its ARN, for tests.
    pub async fn create_machine(&self, name: &str, definition: &str) -> Result<String, EngineError> {
        let made = aws_sdk_sfn::Client::new(&self.config)
            .create_state_machine()
            .name(name)
            .definition(definition)
            .role_arn("arn:aws:iam::000000000000:role/brasa-tests")
            .send()
            .await
            .map_err(failed)?;
        Ok(made.state_machine_arn)
    }

    /// For tests: the executions of a machine whose input holds `marker`, each with the names of the states that it has
    /// entered, in their order, and how it stands.
    pub async fn history(
        &self,
        machine: &str,
        marker: &str,
    ) -> Result<Vec<(Vec<String>, String)>, EngineError> {
        let client = aws_sdk_sfn::Client::new(&self.config);
        let (mut found, mut next) = (Vec::new(), None);
        loop {
            let listed = client
                .list_executions()
                .state_machine_arn(machine)
                .set_next_token(next)
                .send()
                .await
                .map_err(failed)?;
            for execution in listed.executions {
                let arn = execution.execution_arn;
                let described = client.describe_execution().execution_arn(&arn);
                let described = described.send().await.map_err(failed)?;
                if described.input.unwrap_or_default().contains(marker) {
                    let status = described.status.as_str().to_owned();
                    found.push((states(&client, &arn).await?, status));
                }
            }
            next = listed.next_token;
            if next.is_none() {
                return Ok(found);
            }
        }
    }
}

async fn states(client: &aws_sdk_sfn::Client, execution: &str) -> Result<Vec<String>, EngineError> {
    let mut names = Vec::new();
    let mut next = None;
    loop {
        let page = client
            .get_execution_history()
            .execution_arn(execution)
            .set_next_token(next)
            .send()
            .await
            .map_err(failed)?;
        let entered = page
            .events
            .into_iter()
            .filter_map(|event| event.state_entered_event_details);
        names.extend(entered.map(|details| details.name));
        next = page.next_token;
        if next.is_none() {
            return Ok(names);
        }
    }
}

impl Aws {
    /// The engines of a stack. Nothing is asked of AWS by that.
    pub fn open(connection: &Connection, stack: &Stack, clock: Arc<dyn Clock>) -> Aws {
        let config = &connection.config;
        let store = store(config, stack);
        let mut events = aws_sdk_eventbridge::config::Builder::from(config);
        if let Some(address) = &connection.events_at {
            events = events.endpoint_url(address);
        }
        let events = aws_sdk_eventbridge::Client::from_conf(events.build());
        let publisher = Publisher::new(events, &stack.bus);
        let listeners = Listeners::new(
            store.clone(),
            config,
            stack.sockets.as_deref(),
            Arc::clone(&clock),
        );
        let listeners = Arc::new(listeners);
        let executions = Executions::new(aws_sdk_sfn::Client::new(config), stack.machine.clone());
        let mail = aws_sdk_sesv2::Client::new(config);
        Aws {
            documents: Arc::new(DynamoDocuments::new(store.clone(), Arc::clone(&clock))),
            event_bus: Arc::new(DynamoEventBus::new(
                store.clone(),
                publisher,
                Arc::clone(&listeners),
                Arc::clone(&clock),
            )),
            listeners,
            workflows: Arc::new(StepWorkflows::new(store.clone(), executions, Arc::clone(&clock))),
            blobs: Arc::new(S3Blobs::new(files(config), &stack.bucket)),
            mailer: Arc::new(SesMailer::new(
                mail,
                store.clone(),
                stack.mail_from.clone(),
                clock,
            )),
            tenants: Arc::new(DynamoTenants::new(store.clone())),
            store,
        }
    }

    /// Asks DynamoDB for something of a restaurant, so that the way to it, and the session of that restaurant, are open
    /// when the first request comes.
    pub async fn warm_up(&self, tenant: &TenantId) {
        let client = self.store.of(tenant).await;
        let request = client.get_item().table_name(self.store.documents(Table::Catalog));
        let pk = format!("{}CATALOG", keys::tenant_prefix(tenant));
        let request = request.set_key(Some(items::key(&pk, "WARM")));
        if let Err(error) = request.send().await.map_err(failed) {
            tracing::warn!(%error, "the way to DynamoDB is not open yet");
        }
    }
}

fn store(config: &SdkConfig, stack: &Stack) -> Store {
    Store::new(config, &stack.tables, stack.tenant_role.as_deref())
}

/// S3 names a bucket in the host; another address than AWS's own has one host only.
fn files(config: &SdkConfig) -> aws_sdk_s3::Client {
    let own = aws_sdk_s3::config::Builder::from(config)
        .force_path_style(config.endpoint_url().is_some())
        .build();
    aws_sdk_s3::Client::from_conf(own)
}
