//! Which engines, which services: the one place that knows them all.
//!
//! [`assemble`] builds the services on whatever [`Ports`] it is given; [`build`] gives it the embedded engines and
//! `aws` those of AWS.

use crate::control::Control;
use crate::demo;
use crate::money::Money;
use crate::secrets::Secrets;
use domain::TenantId;
use ports::event_bus::Subscriber;
use ports::{
    Blobs, Clock, Commitments, Documents, EngineError, EventBus, HttpSender, Mailer, PublicAddress, Tenants,
    Workflows,
};
use services::Services;
use services::audit::AuditService;
use services::auth::{AccountRecords, AuthService};
use services::catalog::CatalogService;
use services::catering::{CateringCommitments, CateringParts, CateringRecords, CateringService};
use services::claims::{ClaimsParts, ClaimsService};
use services::cursor::Cursors;
use services::customers::{CustomerRecords, CustomersService, Files};
use services::dashboard::DashboardService;
use services::doctor::{Doctor, DoctorParts};
use services::exports::Exports;
use services::mailing::Mailing;
use services::notifications::NotificationsService;
use services::operations::OperationsService;
use services::orchestrator::OrchestratorService;
use services::orders::{OrderCommitments, OrdersService};
use services::payment_accounts::{PaymentAccountsService, SealedAccounts};
use services::payments::PaymentsService;
use services::pictures::PicturesService;
use services::stages::StagesService;
use services::tenants::TenantsService;
use services::vault::Vault;
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
    pub money: Money,
    /// Whether customers of published restaurants can pay before they receive.
    pub online: bool,
    pub clock: Arc<dyn Clock>,
    pub secrets: Secrets,
    /// Whether the network address of a call is the caller's own, and not that of a proxy that many share.
    pub own_addresses: bool,
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
    pub doctor: Doctor,
}

/// Why the product does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Engine(#[from] EngineError),
    #[error("the demo restaurants could not be stored: {0}")]
    Demo(services::Error),
    /// The names of demo restaurants in the data of production.
    #[error("{}", demo_left(.0))]
    DemoInProduction(Vec<TenantId>),
}

/// What most services are built on.
struct Base {
    cursors: Cursors,
    exports: Arc<Exports>,
    catalog: Arc<CatalogService>,
    mailing: Arc<Mailing>,
}

/// The services of an order's way.
struct Sale {
    orders: Arc<OrdersService>,
    payments: Arc<PaymentsService>,
    stages: Arc<StagesService>,
    notifications: Arc<NotificationsService>,
    dashboard: Arc<DashboardService>,
    workflow: Arc<WorkflowService>,
}

/// Builds the services and subscribes them. Nothing is delivered by that.
pub fn assemble(ports: &Ports) -> Application {
    let base = base(ports);
    let (auth, customers) = accounts(ports, &base);
    let sale = sale(ports, &base, &customers);
    let (claims, catering) = offices(ports, &base, &sale);
    let doctor = doctor(ports, &base, &sale, &catering);
    let webhooks = WebhooksService::new(
        ports.documents.clone(),
        ports.tenants.clone(),
        ports.sender.clone(),
        ports.clock.clone(),
        base.cursors.clone(),
        Vault::new(&ports.secrets.vault),
    );
    let subscribers: [Arc<dyn Subscriber>; 11] = [
        auth.clone(),
        sale.orders.clone(),
        sale.workflow.clone(),
        sale.stages.clone(),
        sale.notifications.clone(),
        sale.payments.clone(),
        base.catalog.clone(),
        sale.dashboard.clone(),
        webhooks.clone(),
        claims.clone(),
        catering.clone(),
    ];
    for subscriber in subscribers {
        ports.bus.subscribe(subscriber);
    }
    ports.workflows.on_deadline(sale.workflow);
    let services = Arc::new(Services {
        auth: auth.clone(),
        orchestrator: OrchestratorService::new(customers.clone(), sale.orders.clone(), sale.payments.clone()),
        customers: customers.clone(),
        catalog: base.catalog.clone(),
        mailing: base.mailing.clone(),
        orders: sale.orders,
        payments: sale.payments.clone(),
        stages: sale.stages,
        notifications: sale.notifications,
        dashboard: sale.dashboard,
        operations: OperationsService::new(ports.bus.clone(), ports.clock.clone()),
        audit: AuditService::new(
            ports.documents.clone(),
            base.catalog.clone(),
            base.exports.clone(),
            base.cursors.clone(),
            ports.clock.clone(),
        ),
        webhooks: webhooks.clone(),
        claims: claims.clone(),
        catering: catering.clone(),
        exports: base.exports.clone(),
        payment_accounts: Arc::new(PaymentAccountsService::new(
            base.catalog.clone(),
            SealedAccounts::new(ports.documents.clone(), Vault::new(&ports.secrets.vault)),
            ports.money.directory.clone(),
            base.mailing.clone(),
            ports.clock.clone(),
        )),
        pictures: Arc::new(PicturesService::new(ports.blobs.clone(), ports.clock.clone())),
    });
    Application {
        services,
        tenants: TenantsService::new(ports.tenants.clone(), ports.clock.clone(), ports.serves_demo),
        auth,
        customers,
        catalog: base.catalog,
        clock: ports.clock.clone(),
        webhooks,
        payments: sale.payments,
        mailing: base.mailing,
        claims,
        catering,
        cursors: base.cursors,
        exports: base.exports,
        doctor,
    }
}

fn base(ports: &Ports) -> Base {
    let cursors = Cursors::new(ports.secrets.cursors);
    let catalog = CatalogService::new(ports.documents.clone(), ports.clock.clone());
    let catalog = Arc::new(catalog.paid_online(ports.online));
    let mailing = Mailing::new(
        ports.documents.clone(),
        catalog.clone(),
        ports.mailer.clone(),
        ports.public.clone(),
        ports.tenants.clone(),
        ports.clock.clone(),
        cursors.clone(),
    );
    Base {
        exports: Arc::new(Exports::new(
            ports.blobs.clone(),
            cursors.clone(),
            ports.clock.clone(),
        )),
        cursors,
        catalog,
        mailing,
    }
}

fn accounts(ports: &Ports, base: &Base) -> (Arc<AuthService>, Arc<CustomersService>) {
    let Ports { documents, clock, .. } = ports;
    let commitments: Vec<Arc<dyn Commitments>> = vec![
        OrderCommitments::new(documents.clone()),
        CateringCommitments::new(documents.clone()),
    ];
    let records = CustomerRecords::new(documents.clone(), clock.clone(), commitments.clone());
    let auth = AuthService::new(
        documents.clone(),
        clock.clone(),
        &ports.secrets.tokens,
        records.clone(),
        base.mailing.clone(),
    );
    let customers = CustomersService::new(
        documents.clone(),
        AccountRecords::new(documents.clone(), clock.clone()),
        records,
        commitments,
        Files {
            catalog: base.catalog.clone(),
            exports: base.exports.clone(),
        },
        clock.clone(),
        base.cursors.clone(),
    );
    (auth, customers)
}

fn sale(ports: &Ports, base: &Base, customers: &Arc<CustomersService>) -> Sale {
    let Ports { documents, clock, .. } = ports;
    let catalog = &base.catalog;
    let orders = OrdersService::new(
        documents.clone(),
        catalog.clone(),
        customers.clone(),
        clock.clone(),
        base.cursors.clone(),
        base.exports.clone(),
        ports.own_addresses,
    );
    let payments = PaymentsService::new(
        documents.clone(),
        orders.clone(),
        catalog.clone(),
        ports.money.gateway.clone(),
        CateringRecords::new(documents.clone()),
        clock.clone(),
    );
    let workflow = WorkflowService::new(
        ports.workflows.clone(),
        orders.clone(),
        catalog.clone(),
        payments.clone(),
    );
    Sale {
        payments,
        stages: StagesService::new(documents.clone(), orders.clone(), catalog.clone(), clock.clone()),
        notifications: NotificationsService::new(
            documents.clone(),
            orders.clone(),
            catalog.clone(),
            base.mailing.clone(),
            clock.clone(),
            base.cursors.clone(),
        ),
        dashboard: Arc::new(DashboardService::new(
            documents.clone(),
            orders.clone(),
            catalog.clone(),
            clock.clone(),
        )),
        workflow,
        orders,
    }
}

/// What the restaurant answers by letter and mail: claims, and requests for catering.
fn offices(ports: &Ports, base: &Base, sale: &Sale) -> (Arc<ClaimsService>, Arc<CateringService>) {
    let claims = ClaimsService::new(ClaimsParts {
        documents: ports.documents.clone(),
        catalog: base.catalog.clone(),
        orders: sale.orders.clone(),
        payments: sale.payments.clone(),
        mailing: base.mailing.clone(),
        clock: ports.clock.clone(),
        cursors: base.cursors.clone(),
        exports: base.exports.clone(),
    });
    let catering = CateringService::new(CateringParts {
        documents: ports.documents.clone(),
        catalog: base.catalog.clone(),
        orders: sale.orders.clone(),
        payments: sale.payments.clone(),
        mailing: base.mailing.clone(),
        clock: ports.clock.clone(),
        cursors: base.cursors.clone(),
    });
    (claims, catering)
}

fn doctor(ports: &Ports, base: &Base, sale: &Sale, catering: &Arc<CateringService>) -> Doctor {
    Doctor::new(DoctorParts {
        orders: sale.orders.clone(),
        payments: sale.payments.clone(),
        stages: sale.stages.clone(),
        catalog: base.catalog.clone(),
        dashboard: sale.dashboard.clone(),
        notifications: sale.notifications.clone(),
        catering: catering.clone(),
        workflow: sale.workflow.clone(),
        bus: ports.bus.clone(),
        clock: ports.clock.clone(),
    })
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

impl Application {
    /// What runs commands.
    pub fn control(&self) -> Control {
        let (tenants, catalog) = (self.tenants.clone(), self.catalog.clone());
        Control::new(tenants, catalog, self.auth.clone(), self.doctor.clone())
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
