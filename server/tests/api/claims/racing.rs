//! A reply and the acceptance of an offer at the same moment: the claim has one outcome, and its money goes back once.

use super::refunds::{claimed, paid, read};
use super::settling::post;
use crate::support::TestServer;
use api::Code;
use api::claims::ClaimView;
use async_trait::async_trait;
use domain::claim::{ClaimNumber, ReplyForm};
use domain::{Money, TenantId};
use ports::documents::{Commit, CommitError, Document, Key, Page, Query};
use ports::{Documents, EngineError};
use serde_json::json;
use services::caller::Caller;
use services::claims::{ClaimsParts, ClaimsService};
use std::sync::Arc;
use tokio::sync::Barrier;

/// Lets two calls read all that they want to before either of them stores anything; then the one that stores `first` is first.
#[derive(Debug)]
struct Meeting {
    documents: Arc<dyn Documents>,
    first: &'static str,
    /// Lets the entry be stored that both calls write, so that there is only one outcome.
    checks: bool,
    both_have_read: Barrier,
    first_is_stored: Barrier,
}

/// The entry that says what the consumer answered to an offer.
const ACCEPTED: &str = "OFFER-ANSWER";
/// The one with the reply.
const REPLIED: &str = "REPLY";
/// The one that both write.
const OUTCOME: &str = "OUTCOME";

#[async_trait]
impl Documents for Meeting {
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

    async fn commit(&self, tenant: &TenantId, mut commit: Commit) -> Result<(), CommitError> {
        let stores = |entry: &str| commit.writes.iter().any(|write| write.key().sk == entry);
        let is_first = stores(self.first);
        assert!(stores(ACCEPTED) || stores(REPLIED), "nothing else is stored here");
        commit
            .writes
            .retain(|write| self.checks || write.key().sk != OUTCOME);
        self.both_have_read.wait().await;
        if !is_first {
            self.first_is_stored.wait().await;
            return self.documents.commit(tenant, commit).await;
        }
        let stored = self.documents.commit(tenant, commit).await;
        self.first_is_stored.wait().await;
        stored
    }

    async fn next_number(&self, tenant: &TenantId, sequence: &str) -> Result<u64, EngineError> {
        self.documents.next_number(tenant, sequence).await
    }
}

/// The book of a restaurant, where two calls meet.
fn book(server: &TestServer, first: &'static str, checks: bool) -> Arc<ClaimsService> {
    let app = &server.app;
    ClaimsService::new(ClaimsParts {
        documents: Arc::new(Meeting {
            documents: app.documents.clone(),
            first,
            checks,
            both_have_read: Barrier::new(2),
            first_is_stored: Barrier::new(2),
        }),
        catalog: app.services.catalog.clone(),
        orders: app.services.orders.clone(),
        payments: app.payments.clone(),
        mailing: app.mailing.clone(),
        clock: app.clock.clone(),
        cursors: app.cursors.clone(),
        exports: app.exports.clone(),
    })
}

/// A claim with an offer that gives S/ 5.00 back, to which a reply that gives S/ 3.00 back and the consumer's acceptance come at
/// the same moment: the order, the claim, and what came of the reply and of the acceptance.
async fn both_at_once(
    server: &TestServer,
    first: &'static str,
    checks: bool,
) -> (
    String,
    String,
    Result<ClaimView, services::Error>,
    Result<ClaimView, services::Error>,
) {
    let order = paid(server).await;
    let (claim, key) = claimed(server, 1, &order).await;
    let offer = json!({ "offer": "Te devolvemos S/ 5.00.", "refundCents": 500 });
    post(server, &format!("{claim}/offer"), offer).await.expect(200);
    server.deliver_events().await;
    let tenant = TenantId::parse("pardos").unwrap();
    let (book, manager) = (book(server, first, checks), Caller::system(&tenant));
    let number: ClaimNumber = claim.parse().unwrap();
    let form = ReplyForm {
        answer: "Te devolvemos S/ 3.00.".into(),
        refund_cents: Some(Money(300)),
        ..ReplyForm::default()
    };
    let (replied, accepted) = tokio::join!(
        book.reply(&manager, number, form),
        book.answer_offer(&tenant, number, &key, true)
    );
    (order, claim, replied, accepted)
}

#[tokio::test]
async fn a_claim_is_replied_to_or_settled_but_never_both() {
    for first in [ACCEPTED, REPLIED] {
        let server = TestServer::open().await;
        let (order, claim, replied, accepted) = both_at_once(&server, first, true).await;
        let (won, lost) = match first {
            REPLIED => (replied, accepted),
            _ => (accepted, replied),
        };
        won.unwrap();
        assert_eq!(lost.unwrap_err().code(), Code::Conflict, "{first}");

        server.deliver_events().await;
        let view = read(&server, &format!("/api/claims/{claim}")).await;
        assert_eq!(view["state"], "answered");
        assert_ne!(view["reply"].is_null(), view["settlement"]["answer"].is_null());
        let payment = read(&server, &format!("/api/orders/{order}/payment")).await;
        let back: Vec<_> = payment["refunds"].as_array().unwrap().iter().collect();
        assert_eq!(back.len(), 1, "{payment}");
        let promised = if first == REPLIED { 300 } else { 500 };
        assert_eq!(back[0]["amountCents"], promised);
    }
}

/// That the test above tests something: the calls do meet, and nothing but their common entry keeps one of them out.
#[tokio::test]
async fn without_their_common_entry_both_would_be_stored() {
    for first in [ACCEPTED, REPLIED] {
        let server = TestServer::open().await;
        let (_, claim, replied, accepted) = both_at_once(&server, first, false).await;
        assert!(replied.is_ok() && accepted.is_ok(), "{first}");
        let view = read(&server, &format!("/api/claims/{claim}")).await;
        assert!(!view["reply"].is_null() && !view["settlement"]["answer"].is_null());
    }
}
