//! Which engines, which services: the one place that knows them all.

use crate::config::gateway::Gateway;
use crate::config::{Config, Environment};
use crate::demo;
use crate::engines::embedded::Embedded;
use crate::engines::http_sender::ReqwestSender;
use crate::engines::mercadopago::MercadoPagoGateway;
use crate::engines::simulated_gateway::SimulatedGateway;
use crate::http;
use crate::ports::event_bus::Subscriber;
use crate::ports::{Clock, Documents, EngineError, EventBus, Mailer, PaymentGateway, Stock, Workflows};
use crate::secrets::Secrets;
use crate::services::auth::{AccountRecords, AuthService};
use crate::services::catalog::CatalogService;
use crate::services::cursor::Cursors;
use crate::services::customers::{CustomerRecords, CustomersService};
use crate::services::dashboard::DashboardService;
use crate::services::notifications::NotificationsService;
use crate::services::operations::OperationsService;
use crate::services::orders::OrdersService;
use crate::services::payments::PaymentsService;
use crate::services::stages::StagesService;
use crate::services::webhooks::WebhooksService;
use crate::services::workflow::WorkflowService;
use shared::api::ApiError;
use shared::api::context::Services;
use std::sync::Arc;

/// The whole product in one process.
#[derive(Debug)]
pub struct App {
    pub config: Config,
    pub services: Arc<Services>,
    pub auth: Arc<AuthService>,
    pub catalog: Arc<CatalogService>,
    pub webhooks: Arc<WebhooksService>,
    pub documents: Arc<dyn Documents>,
    pub bus: Arc<dyn EventBus>,
    pub workflows: Arc<dyn Workflows>,
    pub clock: Arc<dyn Clock>,
    pub cursors: Cursors,
    engines: Embedded,
}

/// Why the product does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Engine(#[from] EngineError),
    #[error("the demo restaurants could not be stored: {0}")]
    Demo(ApiError),
}

/// Builds everything on the embedded engines, on the folder of the configuration. Nothing runs in the background
/// before [`App::spawn`].
pub async fn build(config: Config, clock: Arc<dyn Clock>) -> Result<App, StartError> {
    let engines = Embedded::open(&config.data, Arc::clone(&clock))?;
    let secrets = Secrets::open(&config.data)?;
    let documents: Arc<dyn Documents> = engines.documents.clone();
    let bus: Arc<dyn EventBus> = engines.event_bus.clone();
    let workflows: Arc<dyn Workflows> = engines.workflows.clone();
    let mailer: Arc<dyn Mailer> = engines.mailer.clone();
    let cursors = Cursors::new(secrets.cursors);

    let new_customers = CustomerRecords::new(documents.clone(), clock.clone());
    let auth = AuthService::new(documents.clone(), clock.clone(), &secrets.tokens, new_customers);
    let customers = CustomersService::new(documents.clone(), AccountRecords::new(documents.clone()));
    let catalog = Arc::new(CatalogService::new(documents.clone(), clock.clone()));
    let stock: Arc<dyn Stock> = catalog.clone();
    let orders = OrdersService::new(
        documents.clone(),
        catalog.clone(),
        stock,
        customers.clone(),
        clock.clone(),
        cursors.clone(),
    );
    let payments = PaymentsService::new(
        documents.clone(),
        orders.clone(),
        catalog.clone(),
        gateway(&config.gateway, &clock)?,
        clock.clone(),
    );
    let stages = StagesService::new(documents.clone(), orders.clone(), catalog.clone(), clock.clone());
    let notifications = NotificationsService::new(
        documents.clone(),
        orders.clone(),
        catalog.clone(),
        mailer,
        clock.clone(),
        cursors.clone(),
    );
    let dashboard = Arc::new(DashboardService::new(
        documents.clone(),
        catalog.clone(),
        clock.clone(),
    ));
    let workflow = WorkflowService::new(workflows.clone(), orders.clone(), catalog.clone());

    let production = config.environment == Environment::Production;
    let webhooks = WebhooksService::new(
        documents.clone(),
        Arc::new(ReqwestSender::new(production)?),
        clock.clone(),
        cursors.clone(),
    );

    let subscribers: [Arc<dyn Subscriber>; 8] = [
        orders.clone(),
        workflow.clone(),
        stages.clone(),
        notifications.clone(),
        payments.clone(),
        catalog.clone(),
        dashboard.clone(),
        webhooks.clone(),
    ];
    for subscriber in subscribers {
        bus.subscribe(subscriber);
    }
    workflows.on_deadline(workflow);
    engines.look_after(webhooks.clone());

    if config.demo {
        demo::seed(&catalog, &auth).await.map_err(StartError::Demo)?;
    }
    let services = Arc::new(Services {
        auth: auth.clone(),
        customers,
        catalog: catalog.clone(),
        orders,
        payments,
        stages,
        notifications,
        dashboard,
        operations: OperationsService::new(bus.clone()),
        webhooks: webhooks.clone(),
    });
    Ok(App {
        config,
        services,
        auth,
        catalog,
        webhooks,
        documents,
        bus,
        workflows,
        clock,
        cursors,
        engines,
    })
}

/// Who takes the money.
fn gateway(chosen: &Gateway, clock: &Arc<dyn Clock>) -> Result<Arc<dyn PaymentGateway>, EngineError> {
    Ok(match chosen {
        Gateway::Simulated => Arc::new(SimulatedGateway),
        Gateway::MercadoPago(account) => Arc::new(MercadoPagoGateway::new(account.clone(), clock.clone())?),
    })
}

impl App {
    /// Starts delivering events and watching time limits.
    pub fn spawn(&self) {
        self.engines.spawn();
    }

    /// What is served over HTTP.
    pub fn http(&self) -> http::App {
        http::App {
            services: Arc::clone(&self.services),
            bus: Arc::clone(&self.bus),
            clock: Arc::clone(&self.clock),
            cursors: self.cursors.clone(),
            site: self.config.site.clone(),
            production: self.config.environment == Environment::Production,
            default_tenant: self.config.default_tenant.clone(),
        }
    }

    /// Ends what [`App::spawn`] started, after what it is doing just now.
    pub async fn shutdown(&self) -> Result<(), EngineError> {
        self.engines.shutdown().await
    }
}
