//! Which engines, which services: the one place that knows them all.
//!
//! [`assemble`] builds the services on whatever [`Ports`] it is given; [`build`] gives it the embedded engines and
//! `aws` those of AWS.

use crate::config::gateway::Gateway;
use crate::control::Control;
use crate::demo;
use crate::secrets::Secrets;
use api::ApiError;
use domain::TenantId;
use engine_mercadopago::MercadoPagoGateway;
use engine_simulated::no_gateway::NoGateway;
use engine_simulated::simulated_gateway::SimulatedGateway;
use ports::event_bus::Subscriber;
use ports::{
    Blobs, Clock, Commitments, Documents, EngineError, EventBus, HttpSender, Mailer, PaymentGateway,
    PublicAddress, Stock, Tenants, Workflows,
};
use rpc::context::Services;
use services::auth::{AccountRecords, AuthService};
use services::catalog::CatalogService;
use services::catering::{CateringCommitments, CateringParts, CateringService};
use services::claims::{ClaimsParts, ClaimsService};
use services::cursor::Cursors;
use services::customers::{CustomerRecords, CustomersService};
use services::dashboard::DashboardService;
use services::exports::Exports;
use services::mailing::Mailing;
use services::notifications::NotificationsService;
use services::operations::OperationsService;
use services::orchestrator::OrchestratorService;
use services::orders::{OrderCommitments, OrdersService};
use services::payments::PaymentsService;
use services::stages::StagesService;
use services::tenants::TenantsService;
use services::webhooks::WebhooksService;
use services::workflow::WorkflowService;
use std::sync::Arc;

/// The engines that the services are built on, and the keys of the deployment.
#[derive(Debug, Clone)]
pub struct Ports {
    pub sender: Arc<dyn HttpSender>,
    pub documents: Arc<dyn Documents>,
    pub tenants: Arc<dyn Tenants>,
    pub bus: Arc<dyn EventBus>,
    pub workflows: Arc<dyn Workflows>,
    pub blobs: Arc<dyn Blobs>,
    pub mailer: Arc<dyn Mailer>,
    pub public: PublicAddress,
    pub gateway: Arc<dyn PaymentGateway>,
    pub clock: Arc<dyn Clock>,
    pub secrets: Secrets,
    /// Whether demo restaurants are served.
    pub serves_demo: bool,
}

/// The services, which hear each other's events.
#[derive(Debug)]
pub struct Application {
    pub services: Arc<Services>,
    pub tenants: Arc<TenantsService>,
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
    pub exports: Arc<Exports>,
}

/// Why the product does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Engine(#[from] EngineError),
    #[error("the demo restaurants could not be stored: {0}")]
    Demo(ApiError),
    /// The names of demo restaurants in the data of production.
    #[error("{}", demo_left(.0))]
    DemoInProduction(Vec<TenantId>),
}

/// Builds the services and subscribes them. Nothing is delivered by that.
pub fn assemble(ports: &Ports) -> Application {
    let Ports {
        sender,
        documents,
        tenants,
        bus,
        workflows,
        blobs,
        mailer,
        public,
        gateway,
        clock,
        secrets,
        serves_demo,
    } = ports;
    let tenants = TenantsService::new(tenants.clone(), clock.clone(), *serves_demo);
    let cursors = Cursors::new(secrets.cursors);
    let exports = Arc::new(Exports::new(blobs.clone(), cursors.clone(), clock.clone()));

    let catalog = Arc::new(CatalogService::new(documents.clone(), clock.clone()));
    let mailing = Mailing::new(
        documents.clone(),
        catalog.clone(),
        mailer.clone(),
        public.clone(),
        ports.tenants.clone(),
        clock.clone(),
    );
    let commitments: Vec<Arc<dyn Commitments>> = vec![
        OrderCommitments::new(documents.clone()),
        CateringCommitments::new(documents.clone()),
    ];
    let new_customers = CustomerRecords::new(documents.clone(), clock.clone(), commitments.clone());
    let auth = AuthService::new(
        documents.clone(),
        clock.clone(),
        &secrets.tokens,
        new_customers.clone(),
        mailing.clone(),
    );
    let customers = CustomersService::new(
        documents.clone(),
        AccountRecords::new(documents.clone(), clock.clone()),
        new_customers.clone(),
        commitments,
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
        exports.clone(),
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

    let claims = ClaimsService::new(ClaimsParts {
        documents: documents.clone(),
        catalog: catalog.clone(),
        orders: orders.clone(),
        payments: payments.clone(),
        mailing: mailing.clone(),
        clock: clock.clone(),
        cursors: cursors.clone(),
        exports: exports.clone(),
    });
    let catering = CateringService::new(CateringParts {
        documents: documents.clone(),
        catalog: catalog.clone(),
        orders: orders.clone(),
        payments: payments.clone(),
        mailing: mailing.clone(),
        clock: clock.clone(),
        cursors: cursors.clone(),
    });
    let webhooks = WebhooksService::new(
        documents.clone(),
        ports.tenants.clone(),
        sender.clone(),
        clock.clone(),
        cursors.clone(),
    );

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
        exports: exports.clone(),
    });
    Application {
        services,
        tenants,
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
        exports,
    }
}

fn demo_left(tenants: &[TenantId]) -> String {
    let sentence = |id: &TenantId| {
        format!(
            "these data hold the demo restaurant {id}, whose staff have a password that everybody knows: type `server \
             tenant delete {id} --yes`, or set BRASA_DATA to another folder"
        )
    };
    let sentences: Vec<String> = tenants.iter().map(sentence).collect();
    sentences.join("\n")
}

/// Who takes the money.
pub fn gateway(chosen: &Gateway, clock: &Arc<dyn Clock>) -> Result<Arc<dyn PaymentGateway>, EngineError> {
    Ok(match chosen {
        Gateway::Simulated { hears } => Arc::new(SimulatedGateway { hears: *hears }),
        Gateway::Nobody => Arc::new(NoGateway),
        Gateway::MercadoPago(account) => Arc::new(MercadoPagoGateway::new(account.clone(), clock.clone())?),
    })
}

impl Application {
    /// What runs commands.
    pub fn control(&self) -> Control {
        Control::new(self.tenants.clone(), self.catalog.clone(), self.auth.clone())
    }

    /// Stores the demo restaurants and their people, once: one that was stored stays as it is.
    pub async fn seed_demo(&self) -> Result<(), StartError> {
        demo::seed(
            &self.tenants,
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
