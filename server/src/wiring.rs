//! Which engines, which services: the one place that knows them all.
//!
//! [`assemble`] builds the services on whatever [`Ports`] it is given; [`build`] gives it the embedded engines and
//! `aws` those of AWS.

#[cfg(feature = "aws")]
mod aws;
#[cfg(feature = "embedded")]
mod embedded;
#[cfg(test)]
#[cfg(feature = "embedded")]
mod tests;

#[cfg(feature = "aws")]
pub use aws::{Cloud, aws};
#[cfg(feature = "embedded")]
pub use embedded::{App, build};

use crate::config::gateway::Gateway;
use crate::demo;
use crate::engines::mercadopago::MercadoPagoGateway;
use crate::engines::simulated_gateway::SimulatedGateway;
use crate::ports::event_bus::Subscriber;
use crate::ports::{
    Clock, Documents, EngineError, EventBus, HttpSender, Mailer, PaymentGateway, PublicAddress, Stock,
    Workflows,
};
use crate::secrets::Secrets;
use crate::services::auth::{AccountRecords, AuthService};
use crate::services::catalog::CatalogService;
use crate::services::catering::{CateringParts, CateringService};
use crate::services::claims::ClaimsService;
use crate::services::cursor::Cursors;
use crate::services::customers::{CustomerRecords, CustomersService};
use crate::services::dashboard::DashboardService;
use crate::services::mailing::Mailing;
use crate::services::notifications::NotificationsService;
use crate::services::operations::OperationsService;
use crate::services::orchestrator::OrchestratorService;
use crate::services::orders::OrdersService;
use crate::services::payments::PaymentsService;
use crate::services::stages::StagesService;
use crate::services::webhooks::WebhooksService;
use crate::services::workflow::WorkflowService;
use shared::api::ApiError;
use shared::api::context::Services;
use std::sync::Arc;

/// The engines that the services are built on, and the keys of the house.
#[derive(Debug, Clone)]
pub struct Ports {
    pub sender: Arc<dyn HttpSender>,
    pub documents: Arc<dyn Documents>,
    pub bus: Arc<dyn EventBus>,
    pub workflows: Arc<dyn Workflows>,
    pub mailer: Arc<dyn Mailer>,
    pub public: PublicAddress,
    pub gateway: Arc<dyn PaymentGateway>,
    pub clock: Arc<dyn Clock>,
    pub secrets: Secrets,
}

/// The services, which hear each other's events.
#[derive(Debug)]
pub struct House {
    pub services: Arc<Services>,
    pub auth: Arc<AuthService>,
    pub customers: Arc<CustomersService>,
    pub catalog: Arc<CatalogService>,
    clock: Arc<dyn Clock>,
    pub webhooks: Arc<WebhooksService>,
    pub payments: Arc<PaymentsService>,
    pub mailing: Arc<Mailing>,
    pub claims: Arc<ClaimsService>,
    pub catering: Arc<CateringService>,
    pub cursors: Cursors,
}

/// Why the product does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Engine(#[from] EngineError),
    #[error("the demo restaurants could not be stored: {0}")]
    Demo(ApiError),
}

/// Builds the services and subscribes them. Nothing is delivered by that.
pub fn assemble(ports: &Ports) -> House {
    let Ports {
        sender,
        documents,
        bus,
        workflows,
        mailer,
        public,
        gateway,
        clock,
        secrets,
    } = ports;
    let cursors = Cursors::new(secrets.cursors);

    let catalog = Arc::new(CatalogService::new(documents.clone(), clock.clone()));
    let mailing = Mailing::new(
        documents.clone(),
        catalog.clone(),
        mailer.clone(),
        public.clone(),
        clock.clone(),
    );
    let new_customers = CustomerRecords::new(documents.clone(), clock.clone());
    let auth = AuthService::new(
        documents.clone(),
        clock.clone(),
        &secrets.tokens,
        new_customers.clone(),
        mailing.clone(),
    );
    let customers = CustomersService::new(
        documents.clone(),
        AccountRecords::new(documents.clone()),
        new_customers.clone(),
        clock.clone(),
        cursors.clone(),
    );
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
        gateway.clone(),
        clock.clone(),
    );
    let stages = StagesService::new(documents.clone(), orders.clone(), catalog.clone(), clock.clone());
    let notifications = NotificationsService::new(
        documents.clone(),
        orders.clone(),
        mailing.clone(),
        clock.clone(),
        cursors.clone(),
    );
    let dashboard = Arc::new(DashboardService::new(
        documents.clone(),
        orders.clone(),
        catalog.clone(),
        clock.clone(),
    ));
    let workflow = WorkflowService::new(workflows.clone(), orders.clone(), catalog.clone());

    let claims = ClaimsService::new(
        documents.clone(),
        catalog.clone(),
        orders.clone(),
        mailing.clone(),
        clock.clone(),
        cursors.clone(),
    );
    let catering = CateringService::new(CateringParts {
        documents: documents.clone(),
        catalog: catalog.clone(),
        orders: orders.clone(),
        payments: payments.clone(),
        mailing: mailing.clone(),
        clock: clock.clone(),
        cursors: cursors.clone(),
    });
    let webhooks = WebhooksService::new(documents.clone(), sender.clone(), clock.clone(), cursors.clone());

    let subscribers: [Arc<dyn Subscriber>; 11] = [
        auth.clone(),
        orders.clone(),
        workflow.clone(),
        stages.clone(),
        notifications.clone(),
        payments.clone(),
        catalog.clone(),
        dashboard.clone(),
        webhooks.clone(),
        claims.clone(),
        catering.clone(),
    ];
    for subscriber in subscribers {
        bus.subscribe(subscriber);
    }
    workflows.on_deadline(workflow);

    let services = Arc::new(Services {
        auth: auth.clone(),
        orchestrator: OrchestratorService::new(customers.clone(), orders.clone(), payments.clone()),
        customers: customers.clone(),
        catalog: catalog.clone(),
        orders,
        payments: payments.clone(),
        stages,
        notifications,
        dashboard,
        operations: OperationsService::new(bus.clone()),
        webhooks: webhooks.clone(),
        claims: claims.clone(),
        catering: catering.clone(),
    });
    House {
        services,
        auth,
        customers,
        catalog,
        clock: clock.clone(),
        webhooks,
        payments,
        mailing,
        claims,
        catering,
        cursors,
    }
}

/// Who takes the money.
fn gateway(chosen: &Gateway, clock: &Arc<dyn Clock>) -> Result<Arc<dyn PaymentGateway>, EngineError> {
    Ok(match chosen {
        Gateway::Simulated => Arc::new(SimulatedGateway),
        Gateway::MercadoPago(account) => Arc::new(MercadoPagoGateway::new(account.clone(), clock.clone())?),
    })
}

impl House {
    /// Stores the demo restaurants and their people; what is stored already stays as it is.
    pub async fn seed_demo(&self) -> Result<(), StartError> {
        demo::seed(
            &self.catalog,
            &self.auth,
            &self.claims,
            &self.catering,
            self.clock.now(),
        )
        .await
        .map_err(StartError::Demo)
    }
}
