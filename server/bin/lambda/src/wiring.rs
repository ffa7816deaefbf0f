//! The product on AWS: the same services in every function, each of which answers for one of them.

use application::config::Environment;
use application::config::cloud::{CloudConfig, Keys};
use application::money::money;
use application::secrets::Secrets;
use application::wiring::{Application, Ports, StartError, assemble};
use engine_aws::{Aws, Connection, Stack};
use engine_sender::ReqwestSender;
use ports::{Clock, EngineError};
use server_http::Sockets;
use services::idempotency::ResponseStore;
use std::path::PathBuf;
use std::sync::Arc;

/// Everything that a function needs.
#[derive(Debug)]
pub struct Cloud {
    pub config: CloudConfig,
    pub application: Application,
    pub ports: Ports,
    pub engines: Aws,
    /// Where pages listen, in functions that let them.
    pub sockets: Option<Sockets>,
}

/// Builds everything on the engines of AWS, for one function.
pub async fn aws(
    connection: &Connection,
    config: CloudConfig,
    clock: Arc<dyn Clock>,
) -> Result<Cloud, StartError> {
    let secrets = match &config.keys {
        Keys::Given(secrets) => secrets.clone(),
        Keys::Parameters {
            tokens,
            cursors,
            vault,
        } => {
            let names = [Some(tokens), Some(cursors), vault.as_ref()];
            let values = connection
                .parameters(names.into_iter().flatten().cloned().collect())
                .await?;
            let value = |at: usize| values.get(at).map(String::as_str);
            Secrets::decode(
                value(0).unwrap_or_default(),
                value(1).unwrap_or_default(),
                value(2),
            )
            .ok_or_else(|| EngineError::broken("secrets", "a key is not base64 of 32 bytes"))?
        }
    };
    let stack = Stack {
        tables: config.tables.clone(),
        bus: config.bus.clone(),
        bucket: config.bucket.clone(),
        machine: config.machine.clone(),
        mail_from: config.mail_from.clone(),
        tenant_role: config.tenant_role.clone(),
        sockets: config.sockets.clone(),
    };
    let engines = Aws::open(connection, &stack, Arc::clone(&clock));
    let sockets = config.sockets.as_ref();
    let sockets = sockets.map(|address| Sockets::new(address, &secrets.tokens));
    let production = config.environment == Environment::Production;
    let ports = Ports {
        sender: Arc::new(ReqwestSender::new(production)?),
        documents: engines.documents.clone(),
        tenants: engines.tenants.clone(),
        bus: engines.event_bus.clone(),
        workflows: engines.workflows.clone(),
        blobs: engines.blobs.clone(),
        mailer: engines.mailer.clone(),
        public: config.public.clone(),
        money: money(
            &config.gateway,
            &config.mercado_pago,
            engines.documents.clone(),
            &secrets,
            &clock,
        )?,
        online: config.online,
        clock,
        secrets,
        own_addresses: false,
        serves_demo: !production,
    };
    Ok(Cloud {
        application: assemble(&ports),
        config,
        ports,
        engines,
        sockets,
    })
}

impl Cloud {
    /// What is served over HTTP. The apps themselves are served elsewhere.
    pub fn http(&self) -> server_http::App {
        server_http::App {
            services: Arc::clone(&self.application.services),
            tenants: Arc::clone(&self.application.tenants),
            bus: Arc::clone(&self.ports.bus),
            clock: Arc::clone(&self.ports.clock),
            cursors: self.application.cursors.clone(),
            replies: ResponseStore::new(Arc::clone(&self.ports.documents), Arc::clone(&self.ports.clock)),
            exports: self.application.exports.clone(),
            site: PathBuf::from("/var/task/site"),
            pages: None,
            production: self.config.environment == Environment::Production,
            default_tenant: self.config.default_tenant.clone(),
            streams: false,
            sockets: self.sockets.clone(),
            sent_mails: None,
        }
    }

    /// Stores the demo restaurants, where they are wanted.
    pub async fn seed(&self) -> Result<(), StartError> {
        if self.config.demo {
            self.application.seed_demo().await?;
        }
        Ok(())
    }
}
