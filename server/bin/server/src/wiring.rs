//! Everything in one process, on one folder.

use application::config::gateway::Gateway;
use application::config::{Config, Environment};
use application::control::Control;
use application::money::{money, no_money};
use application::secrets::Secrets;
use application::wiring::{Application, Ports, StartError, assemble};
use domain::TenantId;
use engine_embedded::{Embedded, KeptMails, SmtpMailer};
use engine_leptos::LeptosRenderer;
use engine_sender::ReqwestSender;
use ports::tenants::TenantState;
use ports::{Clock, Documents, EngineError, EventBus, Mailer, PublicAddress, SentMails, Workflows};
use services::Services;
use services::auth::AuthService;
use services::catalog::CatalogService;
use services::catering::CateringService;
use services::claims::ClaimsService;
use services::cursor::Cursors;
use services::customers::CustomersService;
use services::exports::Exports;
use services::idempotency::ResponseStore;
use services::mailing::Mailing;
use services::pages::PagesService;
use services::payments::PaymentsService;
use services::tenants::TenantsService;
use services::webhooks::WebhooksService;
use std::path::Path;
use std::sync::Arc;

/// The whole product in one process.
#[derive(Debug)]
pub struct App {
    pub config: Config,
    pub services: Arc<Services>,
    pub tenants: Arc<TenantsService>,
    pub auth: Arc<AuthService>,
    pub customers: Arc<CustomersService>,
    pub catalog: Arc<CatalogService>,
    pub webhooks: Arc<WebhooksService>,
    pub payments: Arc<PaymentsService>,
    pub claims: Arc<ClaimsService>,
    pub catering: Arc<CateringService>,
    pub documents: Arc<dyn Documents>,
    pub bus: Arc<dyn EventBus>,
    pub workflows: Arc<dyn Workflows>,
    pub clock: Arc<dyn Clock>,
    pub cursors: Cursors,
    pub replies: ResponseStore,
    pub exports: Arc<Exports>,
    pub mailing: Arc<Mailing>,
    /// The mails of the demo.
    pub sent_mails: Option<Arc<dyn SentMails>>,
    /// What runs commands.
    pub control: Control,
    engines: Embedded,
}

type Mail = (Arc<dyn Mailer>, Option<Arc<dyn SentMails>>);

/// Builds everything on the embedded engines, on the folder of the configuration. Nothing runs in the background
/// before [`App::spawn`].
pub async fn build(config: Config, clock: Arc<dyn Clock>) -> Result<App, StartError> {
    let engines = Embedded::open(&config.data, Arc::clone(&clock))?;
    let (mailer, sent_mails) = mail(&config, &engines, &clock)?;
    let production = config.environment == Environment::Production;
    let secrets = Secrets::open(&config.data)?;
    let ports = Ports {
        sender: Arc::new(ReqwestSender::new(production)?),
        documents: engines.documents.clone(),
        tenants: engines.tenants.clone(),
        bus: engines.event_bus.clone(),
        workflows: engines.workflows.clone(),
        blobs: engines.blobs.clone(),
        mailer,
        public: config.public.clone(),
        money: money(
            &config.gateway,
            &config.mercado_pago,
            engines.documents.clone(),
            &secrets,
            &clock,
        )?,
        online: config.gateway != Gateway::CashOnly,
        clock,
        secrets,
        own_addresses: true,
        serves_demo: !production,
    };
    let application = assemble(&ports);
    if production {
        refuse_demo(&application).await?;
    }
    register(&engines, &application);
    if config.demo {
        application.seed_demo().await?;
    }
    let control = application.control();
    let Application {
        services,
        tenants,
        auth,
        customers,
        catalog,
        webhooks,
        payments,
        mailing,
        claims,
        catering,
        cursors,
        exports,
        ..
    } = application;
    let replies = ResponseStore::new(Arc::clone(&ports.documents), Arc::clone(&ports.clock));
    Ok(App {
        config,
        services,
        tenants,
        auth,
        customers,
        catalog,
        webhooks,
        payments,
        claims,
        catering,
        documents: ports.documents,
        bus: ports.bus,
        workflows: ports.workflows,
        clock: ports.clock,
        cursors,
        replies: replies.of_the_only_process(),
        exports,
        mailing,
        sent_mails,
        control,
        engines,
    })
}

/// Who sends mail, and where the demo shows what was sent.
fn mail(config: &Config, engines: &Embedded, clock: &Arc<dyn Clock>) -> Result<Mail, StartError> {
    let mut mailer: Arc<dyn Mailer> = engines.mailer.clone();
    if let Some(smtp) = &config.smtp {
        mailer = SmtpMailer::open(
            smtp.url(),
            smtp.from(),
            &config.data.join("mail"),
            Arc::clone(clock),
        )?;
    }
    if !config.demo {
        return Ok((mailer, None));
    }
    let kept = KeptMails::open(&config.data.join("sent_mails"), mailer, Arc::clone(clock))?;
    Ok((kept.clone(), Some(kept)))
}

/// Production does not start on data with demo restaurants, unless they were deleted.
async fn refuse_demo(application: &Application) -> Result<(), StartError> {
    let all = application.tenants.list().await?;
    let left = all
        .into_iter()
        .filter(|tenant| tenant.demo && tenant.state != TenantState::Deleted);
    let left: Vec<TenantId> = left.map(|tenant| tenant.id).collect();
    match left.is_empty() {
        true => Ok(()),
        false => Err(StartError::DemoInProduction(left)),
    }
}

/// What is done by itself once it is due.
fn register(engines: &Embedded, application: &Application) {
    engines.register(application.webhooks.clone());
    engines.register(application.payments.clone());
    engines.register(application.claims.clone());
    engines.register(application.catering.clone());
    engines.register(application.customers.clone());
    engines.register(engines.blobs.clone());
}

/// What runs commands on a folder that no process has open. Neither mail leaves nor money is taken by that.
pub fn control(data: &Path, public: PublicAddress, clock: Arc<dyn Clock>) -> Result<Control, StartError> {
    let engines = Embedded::open(data, Arc::clone(&clock))?;
    let application = assemble(&Ports {
        sender: Arc::new(ReqwestSender::new(true)?),
        documents: engines.documents.clone(),
        tenants: engines.tenants.clone(),
        bus: engines.event_bus.clone(),
        workflows: engines.workflows.clone(),
        blobs: engines.blobs.clone(),
        mailer: engines.mailer.clone(),
        public,
        money: no_money(),
        online: true,
        clock,
        secrets: Secrets::open(data)?,
        own_addresses: true,
        serves_demo: true,
    });
    Ok(application.control())
}

impl App {
    /// Starts delivering events and watching time limits.
    pub fn spawn(&self) {
        self.engines.spawn();
    }

    /// What is served over HTTP.
    pub fn http(&self) -> server_http::App {
        server_http::App {
            services: Arc::clone(&self.services),
            tenants: Arc::clone(&self.tenants),
            bus: Arc::clone(&self.bus),
            clock: Arc::clone(&self.clock),
            cursors: self.cursors.clone(),
            replies: self.replies.clone(),
            exports: self.exports.clone(),
            site: self.config.site.clone(),
            pages: self.pages(),
            streams: true,
            sockets: None,
            sent_mails: self.sent_mails.clone(),
            production: self.config.environment == Environment::Production,
            default_tenant: self.config.default_tenant.clone(),
        }
    }

    /// The storefront's pages, where the site has a template for them.
    fn pages(&self) -> Option<Arc<PagesService>> {
        let site = &self.config.site;
        let renderer = LeptosRenderer::of_site(site).unwrap_or_else(|error| {
            tracing::warn!(%error, site = %site.display(), "the template of the pages cannot be read");
            None
        });
        if renderer.is_none() && self.config.environment == Environment::Production {
            tracing::warn!(site = %site.display(), "there is no template: every page of the storefront draws itself");
        }
        let (catalog, mailing) = (Arc::clone(&self.catalog), Arc::clone(&self.mailing));
        let pages = PagesService::new(catalog, mailing, Arc::new(renderer?));
        Some(Arc::new(pages))
    }

    /// Ends what [`App::spawn`] started, after what it is doing just now.
    pub async fn shutdown(&self) -> Result<(), EngineError> {
        self.engines.shutdown().await
    }
}
