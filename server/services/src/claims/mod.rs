//! The book of claims: numbered sheets, answered within the legal term, never changed.
//!
//! Owns the table Claims. Commits ClaimFiled, ClaimUpdated (replied, not delivered, refunded, an offer to
//! settle and what becomes of it) and ClaimAnswered. Subscribes to its
//! own to mail the copy and the reply, and to PaymentRefunded and PaymentUpdated to note what came of the money that was promised. What is late is logged once, as an error, by [`PeriodicTask::run_due`].

mod answer;
mod export;
mod file;
mod late;
mod list;
mod mail;
mod poster;
mod seed;
mod settle;
mod store;

pub use seed::PastClaim;

use super::cursor::Cursors;
use super::failure;
use super::limits::Limit;
use super::mailing::Mailing;
use api::claims::{ClaimFilter, ClaimPage, ClaimPoster, ClaimView, FiledClaim};
use api::exports::ExportLink;
use api::{ApiError, FieldError};
use async_trait::async_trait;
use domain::claim::{
    ClaimChange, ClaimForm, ClaimNumber, OfferForm, OfferNote, PaperForm, Problem, ReplyForm,
};
use domain::event::{Envelope, Event};
use domain::staff::Permission;
use domain::{TenantId, Timestamp};
use ports::event_bus::{HandleError, Subscriber};
use ports::{Clock, Documents, PeriodicTask};
use rpc::catalog::Catalog;
use rpc::claims::Claims;
use rpc::context::Caller;
use rpc::exports::Exports;
use rpc::orders::Orders;
use rpc::payments::ClaimPayments;
use std::sync::{Arc, Mutex};

/// Maximum number of claims an hour from one address: a whole dining room may share one, and nobody may be kept from filing.
const FROM_ONE_ADDRESS: u32 = 20;
const HOUR_MS: i64 = 60 * domain::time::MINUTE_MS;

/// The service of the book of claims.
#[derive(Debug)]
pub struct ClaimsService {
    documents: Arc<dyn Documents>,
    catalog: Arc<dyn Catalog>,
    orders: Arc<dyn Orders>,
    payments: Arc<dyn ClaimPayments>,
    mailing: Arc<Mailing>,
    clock: Arc<dyn Clock>,
    cursors: Cursors,
    exports: Arc<dyn Exports>,
    from_address: Limit<String>,
    /// Numbers are given one after the other: a call that waits here in one process need not try again.
    numbering: tokio::sync::Mutex<()>,
    /// When late claims were last looked for.
    looked: Mutex<Option<Timestamp>>,
}

/// What the service is made of.
#[derive(Debug)]
pub struct ClaimsParts {
    pub documents: Arc<dyn Documents>,
    pub catalog: Arc<dyn Catalog>,
    pub orders: Arc<dyn Orders>,
    pub payments: Arc<dyn ClaimPayments>,
    pub mailing: Arc<Mailing>,
    pub clock: Arc<dyn Clock>,
    pub cursors: Cursors,
    pub exports: Arc<dyn Exports>,
}

impl ClaimsService {
    pub fn new(parts: ClaimsParts) -> Arc<ClaimsService> {
        Arc::new(ClaimsService {
            documents: parts.documents,
            catalog: parts.catalog,
            orders: parts.orders,
            payments: parts.payments,
            mailing: parts.mailing,
            clock: parts.clock,
            cursors: parts.cursors,
            exports: parts.exports,
            from_address: Limit::new(FROM_ONE_ADDRESS, HOUR_MS),
            numbering: tokio::sync::Mutex::new(()),
            looked: Mutex::new(None),
        })
    }
}

/// What is wrong with a form, as an answer.
fn refused(problems: Vec<Problem>) -> ApiError {
    let fields: Vec<FieldError> = problems
        .into_iter()
        .map(|(pointer, problem)| failure::field(pointer, problem))
        .collect();
    ApiError::invalid(fields)
}

#[async_trait]
impl Claims for ClaimsService {
    async fn file(
        &self,
        caller: &Caller,
        key: Option<&str>,
        form: ClaimForm,
    ) -> Result<(FiledClaim, bool), ApiError> {
        self.file_claim(caller, key, form).await
    }

    async fn enter_paper(
        &self,
        caller: &Caller,
        key: Option<&str>,
        paper: PaperForm,
    ) -> Result<(FiledClaim, bool), ApiError> {
        caller.require(Permission::AnswerClaims)?;
        self.enter_paper_sheet(caller, key, paper).await
    }

    async fn poster(&self, caller: &Caller) -> Result<ClaimPoster, ApiError> {
        caller.require(Permission::AnswerClaims)?;
        self.notice(&caller.tenant).await
    }

    async fn sheet(&self, tenant: &TenantId, number: ClaimNumber, key: &str) -> Result<ClaimView, ApiError> {
        self.show_sheet(tenant, number, key).await
    }

    async fn claims(&self, caller: &Caller, filter: ClaimFilter) -> Result<ClaimPage, ApiError> {
        caller.require(Permission::AnswerClaims)?;
        self.list_claims(caller, filter).await
    }

    async fn claim(&self, caller: &Caller, number: ClaimNumber) -> Result<ClaimView, ApiError> {
        caller.require(Permission::AnswerClaims)?;
        self.show_claim(&caller.tenant, number).await
    }

    async fn reply(
        &self,
        caller: &Caller,
        number: ClaimNumber,
        reply: ReplyForm,
    ) -> Result<ClaimView, ApiError> {
        caller.require(Permission::AnswerClaims)?;
        self.reply_to_claim(caller, number, reply).await
    }

    async fn confirm_letter(&self, caller: &Caller, number: ClaimNumber) -> Result<ClaimView, ApiError> {
        caller.require(Permission::AnswerClaims)?;
        self.confirm_claim_letter(caller, number).await
    }

    async fn offer(
        &self,
        caller: &Caller,
        number: ClaimNumber,
        offer: OfferForm,
    ) -> Result<ClaimView, ApiError> {
        caller.require(Permission::AnswerClaims)?;
        self.offer_settlement(caller, number, offer).await
    }

    async fn note_offer(
        &self,
        caller: &Caller,
        number: ClaimNumber,
        note: OfferNote,
    ) -> Result<ClaimView, ApiError> {
        caller.require(Permission::AnswerClaims)?;
        self.note_what_became_of_offer(caller, number, note).await
    }

    async fn answer_offer(
        &self,
        tenant: &TenantId,
        number: ClaimNumber,
        key: &str,
        accepted: bool,
    ) -> Result<ClaimView, ApiError> {
        self.answer_offer_of_sheet(tenant, number, key, accepted).await
    }

    async fn export(&self, caller: &Caller, year: Option<u16>) -> Result<ExportLink, ApiError> {
        caller.require(Permission::AnswerClaims)?;
        self.export_claims(caller, year).await
    }
}

#[async_trait]
impl Subscriber for ClaimsService {
    fn name(&self) -> &'static str {
        "claims"
    }

    fn wants(&self, event: &Envelope) -> bool {
        matches!(
            event.event,
            Event::ClaimFiled { .. }
                | Event::ClaimUpdated {
                    change: ClaimChange::Replied { .. } | ClaimChange::Offered,
                    ..
                }
                | Event::PaymentRefunded { claim: Some(_), .. }
                | Event::PaymentUpdated { claim: Some(_), .. }
        )
    }

    async fn handle(&self, event: &Envelope) -> Result<(), HandleError> {
        let mailed = match event.event {
            Event::ClaimFiled { number, .. } => self.mail_copy(&event.tenant_id, number).await,
            Event::ClaimUpdated {
                number,
                change: ClaimChange::Offered,
            } => self.mail_offer(&event.tenant_id, number).await,
            Event::ClaimUpdated { number, .. } => self.mail_reply(&event.tenant_id, number).await,
            Event::PaymentRefunded {
                claim: Some(number), ..
            }
            | Event::PaymentUpdated {
                claim: Some(number), ..
            } => self.note_refunded(&event.tenant_id, number).await,
            _ => Ok(()),
        };
        mailed.map_err(failure::handle)
    }
}

#[async_trait]
impl PeriodicTask for ClaimsService {
    fn name(&self) -> &'static str {
        "claims"
    }

    async fn run_due(&self) -> Result<usize, HandleError> {
        self.tell_late().await.map_err(failure::handle)
    }
}
