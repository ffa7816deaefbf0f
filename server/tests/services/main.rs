//! The services on the embedded engines, without HTTP.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod catalog;
mod dashboard;
mod life;

use api::catalog::Storefront;
use application::demo;
use async_trait::async_trait;
use domain::event::{EVENT_VERSION, Envelope, Event};
use domain::{EventId, ProductId, TenantId, Timestamp};
use engine_embedded::Embedded;
use ports::{Clock, Documents, EngineError, OpenOrders};
use ports_testsuite::ManualClock;
use services::catalog::CatalogService;
use std::sync::Arc;

/// A Saturday at noon in Lima.
const NOON: &str = "2025-10-25T17:00:00Z";

/// The catalog of a restaurant on an engine in a folder of its own.
struct TestServer {
    clock: Arc<ManualClock>,
    engines: Embedded,
    documents: Arc<dyn Documents>,
    catalog: Arc<CatalogService>,
    front: Storefront,
    _folder: tempfile::TempDir,
}

impl TestServer {
    /// With the carta of `pardos`.
    async fn open() -> TestServer {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::at(Timestamp::parse(NOON).unwrap()));
        let engines = Embedded::open(folder.path(), clock.clone()).unwrap();
        let documents: Arc<dyn Documents> = engines.documents.clone();
        let catalog = Arc::new(CatalogService::new(documents.clone(), clock.clone()));
        let server = TestServer {
            front: demo::storefront(&tenant("pardos")).unwrap().unwrap(),
            clock,
            engines,
            documents,
            catalog,
            _folder: folder,
        };
        server.put_menu(&tenant("pardos")).await;
        server
    }

    /// Stores the carta under any tenant.
    async fn put_menu(&self, tenant: &TenantId) {
        let mut settings = self.front.tenant.clone();
        settings.id = tenant.clone();
        self.catalog
            .put_menu(tenant, &settings, &self.front.catalog)
            .await
            .unwrap();
    }

    /// An event as the bus brings it.
    fn envelope(&self, tenant: &TenantId, id: usize, event: Event) -> Envelope {
        Envelope {
            correlation_id: None,
            id: EventId::parse(format!("e_{id}")).unwrap(),
            version: EVENT_VERSION,
            tenant_id: tenant.clone(),
            at: self.clock.now(),
            actor: "system".into(),
            subject: event.subject(),
            event,
        }
    }
}

/// No order is open.
#[derive(Debug)]
struct NothingOpen;

#[async_trait]
impl OpenOrders for NothingOpen {
    async fn count_open(&self, _: &TenantId) -> Result<usize, EngineError> {
        Ok(0)
    }

    async fn count_all(&self, _: &TenantId) -> Result<usize, EngineError> {
        Ok(0)
    }
}

fn tenant(id: &str) -> TenantId {
    TenantId::parse(id).unwrap()
}

fn product(id: &str) -> ProductId {
    ProductId::parse(id).unwrap()
}
