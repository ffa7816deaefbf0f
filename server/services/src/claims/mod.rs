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
use super::field_errors;
use super::limits::Limit;
use super::mailing::Mailing;
use crate::caller::Caller;
use crate::catalog::CatalogService;
use crate::error::Error;
use crate::exports::Exports;
use crate::orders::OrdersService;
use crate::payments::PaymentsService;
use api::FieldError;
use api::claims::{ClaimFilter, ClaimPage, ClaimPoster, ClaimTotals, ClaimView, FiledClaim};
use api::exports::ExportLink;
use async_trait::async_trait;
use domain::Timestamp;
use domain::claim::{ClaimChange, ClaimNumber, OfferForm, OfferNote, PaperForm, Problem, ReplyForm};
use domain::event::{Envelope, Event};
use domain::staff::Permission;
use domain::time::HOUR_MS;
use ports::event_bus::{HandleError, Subscriber};
use ports::{Clock, Documents, PeriodicTask};
use std::sync::{Arc, Mutex};

/// Maximum number of claims an hour from one address: a whole dining room may share one, and nobody may be kept from filing.
const FROM_ONE_ADDRESS: u32 = 20;

/// The service of the book of claims.
#[derive(Debug)]
pub struct ClaimsService {
    documents: Arc<dyn Documents>,
    catalog: Arc<CatalogService>,
    orders: Arc<OrdersService>,
    payments: Arc<PaymentsService>,
    mailing: Arc<Mailing>,
    clock: Arc<dyn Clock>,
    cursors: Cursors,
    exports: Arc<Exports>,
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
    pub catalog: Arc<CatalogService>,
    pub orders: Arc<OrdersService>,
    pub payments: Arc<PaymentsService>,
    pub mailing: Arc<Mailing>,
    pub clock: Arc<dyn Clock>,
    pub cursors: Cursors,
    pub exports: Arc<Exports>,
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
fn refused(problems: Vec<Problem>) -> Error {
    let fields: Vec<FieldError> = problems
        .into_iter()
        .map(|(pointer, problem)| field_errors::field(pointer, problem))
        .collect();
    Error::invalid(fields)
}

impl ClaimsService {
    /// Puts a sheet of the paper book into this one, under the next number of its date's year; says whether that was done before
    /// under the same key. Managers and machines.
    pub async fn enter_paper(
        &self,
        caller: &Caller,
        key: Option<&str>,
        paper: PaperForm,
    ) -> Result<(FiledClaim, bool), Error> {
        caller.require(Permission::AnswerClaims)?;
        self.enter_paper_sheet(caller, key, paper).await
    }

    /// The notice to be shown in the shop.
    pub async fn poster(&self, caller: &Caller) -> Result<ClaimPoster, Error> {
        caller.require(Permission::AnswerClaims)?;
        self.notice(&caller.tenant).await
    }

    /// A list of the book. Managers and machines, like all that follows.
    pub async fn claims(&self, caller: &Caller, filter: ClaimFilter) -> Result<ClaimPage, Error> {
        caller.require(Permission::AnswerClaims)?;
        self.list_claims(caller, filter).await
    }

    /// How many claims there are, and how many wait.
    pub async fn totals(&self, caller: &Caller) -> Result<ClaimTotals, Error> {
        caller.require(Permission::AnswerClaims)?;
        let restaurant = self.catalog.tenant(&caller.tenant).await?;
        let today = restaurant.zone.date(self.clock.now());
        self.count(&caller.tenant, today).await
    }

    pub async fn claim(&self, caller: &Caller, number: ClaimNumber) -> Result<ClaimView, Error> {
        caller.require(Permission::AnswerClaims)?;
        self.show_claim(&caller.tenant, number).await
    }

    /// Answers a claim, once: by mail soon, or with a letter that is to be sent. What is given back goes to the customer of
    /// the order that the claim names; 422 where there is none, or less was paid. 409 when it was answered otherwise.
    pub async fn reply(
        &self,
        caller: &Caller,
        number: ClaimNumber,
        reply: ReplyForm,
    ) -> Result<ClaimView, Error> {
        caller.require(Permission::AnswerClaims)?;
        self.reply_to_claim(caller, number, reply).await
    }

    /// Notes that the letter with the reply was sent, which stands in for a mail that cannot be delivered too. 409 when
    /// there is no letter to send.
    pub async fn confirm_letter(&self, caller: &Caller, number: ClaimNumber) -> Result<ClaimView, Error> {
        caller.require(Permission::AnswerClaims)?;
        self.confirm_claim_letter(caller, number).await
    }

    /// Offers to settle a claim, once, before it is answered: by mail soon, or with a letter that is to be sent. What is
    /// to be given back goes to the customer of the order that the claim names once the offer is accepted; 422 where
    /// there is none, or less was paid. 409 when there is a reply or another offer.
    pub async fn offer(
        &self,
        caller: &Caller,
        number: ClaimNumber,
        offer: OfferForm,
    ) -> Result<ClaimView, Error> {
        caller.require(Permission::AnswerClaims)?;
        self.offer_settlement(caller, number, offer).await
    }

    /// Notes what became of an offer: its letter was sent, or the consumer, who has it, answered by telephone or letter.
    /// 409 when there is none, it is to be mailed, it was answered otherwise, or the claim is answered.
    pub async fn note_offer(
        &self,
        caller: &Caller,
        number: ClaimNumber,
        note: OfferNote,
    ) -> Result<ClaimView, Error> {
        caller.require(Permission::AnswerClaims)?;
        self.note_what_became_of_offer(caller, number, note).await
    }

    /// The claims of a year as CSV, oldest first; 409 when there are more than 5,000. This year's where none is named.
    pub async fn export(&self, caller: &Caller, year: Option<u16>) -> Result<ExportLink, Error> {
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
        mailed.map_err(HandleError::from)
    }
}

#[async_trait]
impl PeriodicTask for ClaimsService {
    fn name(&self) -> &'static str {
        "claims"
    }

    async fn run_due(&self) -> Result<usize, HandleError> {
        self.tell_late().await.map_err(HandleError::from)
    }
}
