//! A confirmation that others overtake all the time is not made, and nothing is given up for it: the same call again makes it.

use crate::support::TestServer;
use api::Code;
use api::orders::NewOrder;
use application::config::gateway::Gateway;
use application::money::shared_gateway;
use async_trait::async_trait;
use domain::cart::CartLine;
use domain::event::Event;
use domain::order::{Fulfilment, ReceiptForm, Status};
use domain::payment::PaymentMethod;
use domain::{CustomerId, Slug, TenantId};
use ports::documents::{Commit, CommitError, Document, Key, Page, Query};
use ports::{Documents, EngineError};
use serde_json::json;
use services::caller::Caller;
use services::catering::CateringRecords;
use services::orchestrator::OrchestratorService;
use services::orders::OrdersService;
use services::payments::PaymentsService;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Documents in which somebody else is always a moment faster than the one who confirms an order.
#[derive(Debug)]
struct Contended {
    documents: Arc<dyn Documents>,
    contended: AtomicBool,
    lost: AtomicUsize,
}

#[async_trait]
impl Documents for Contended {
    async fn get(&self, tenant: &TenantId, key: &Key) -> Result<Option<Document>, EngineError> {
        self.documents.get(tenant, key).await
    }

    async fn get_all(&self, tenant: &TenantId, keys: &[Key]) -> Result<Vec<Option<Document>>, EngineError> {
        self.documents.get_all(tenant, keys).await
    }

    async fn query(&self, tenant: &TenantId, query: &Query) -> Result<Page, EngineError> {
        self.documents.query(tenant, query).await
    }

    async fn count(&self, tenant: &TenantId, query: &Query, at_most: usize) -> Result<usize, EngineError> {
        self.documents.count(tenant, query, at_most).await
    }

    async fn commit(&self, tenant: &TenantId, commit: Commit) -> Result<(), CommitError> {
        let mut events = commit.events.iter().map(|envelope| &envelope.event);
        let confirms = events.any(|event| matches!(event, Event::OrderConfirmed { .. }));
        if confirms && self.contended.load(Ordering::SeqCst) {
            self.lost.fetch_add(1, Ordering::SeqCst);
            return Err(CommitError::ConditionFailed { write: 0 });
        }
        self.documents.commit(tenant, commit).await
    }

    async fn next_number(&self, tenant: &TenantId, sequence: &str) -> Result<u64, EngineError> {
        self.documents.next_number(tenant, sequence).await
    }
}

/// The orchestrator of a server, on these documents.
fn orchestrator(server: &TestServer, documents: &Arc<Contended>) -> Arc<OrchestratorService> {
    let app = &server.app;
    let orders = OrdersService::new(
        documents.clone(),
        app.services.catalog.clone(),
        app.customers.clone(),
        app.clock.clone(),
        app.cursors.clone(),
        app.exports.clone(),
        true,
    );
    let simulated = Gateway::Simulated { takes_messages: true };
    let payments = PaymentsService::new(
        documents.clone(),
        orders.clone(),
        app.services.catalog.clone(),
        shared_gateway(&simulated, app.documents.clone(), &app.clock).unwrap(),
        CateringRecords::new(documents.clone()),
        app.clock.clone(),
    );
    OrchestratorService::new(app.customers.clone(), orders, payments)
}

#[tokio::test]
async fn an_order_whose_confirmation_is_overtaken_all_the_time_is_not_taken_back() {
    let server = TestServer::open().await;
    let (customer, _) = server.customer("pardos", "ana").await;
    let documents = Arc::new(Contended {
        documents: server.app.documents.clone(),
        contended: AtomicBool::new(true),
        lost: AtomicUsize::new(0),
    });
    let orchestrator = orchestrator(&server, &documents);
    let pardos = TenantId::parse("pardos").unwrap();
    let (machine, customer) = (Caller::system(&pardos), CustomerId::parse(&customer).unwrap());
    let line: CartLine = serde_json::from_value(json!({ "productId": "papas_fritas", "qty": 1 })).unwrap();
    let order = NewOrder {
        idempotency_key: "una-sola-vez".into(),
        lines: vec![line],
        fulfilment: Fulfilment::Pickup {
            branch: Slug::parse("miraflores").unwrap(),
        },
        scheduled_for: None,
        receipt: ReceiptForm::default(),
        payment_method: PaymentMethod::Card,
        phone: String::new(),
        expected_total: None,
    };
    let called = || orchestrator.create_and_confirm(&machine, &customer, order.clone(), [7; 32]);

    let refused = called().await.unwrap_err();
    assert_eq!(refused.code(), Code::Conflict);
    assert!(
        documents.lost.load(Ordering::SeqCst) > 1,
        "it is tried more than once"
    );

    documents.contended.store(false, Ordering::SeqCst);
    let confirmed = called().await.unwrap();
    assert!(confirmed.replayed, "the order is the one of the first call");
    assert_eq!(confirmed.order.status, Status::Confirmed);
}
