//! Catering: requests, quotes, what follows from accepting one, and what happens by itself as time passes.
//!
//! Owns the table Catering. Commits the events of catering. Hears its own, for mails; how payments of requests stand; what
//! becomes of their orders; and that a customer is gone. What is due is done when [`PeriodicTask::run_due`] is.

mod commitments;
mod customer;
mod days;
mod due;
mod execute;
mod follow;
mod forget_customer;
mod inspect;
mod mails;
mod manage;
mod records;
mod refusal;
mod request;
mod seed;
mod store;

pub use commitments::CateringCommitments;
pub use records::CateringRecords;

use super::cursor::Cursors;
use super::limits::Limit;
use super::mailing::Mailing;
use crate::caller::Caller;
use crate::catalog::CatalogService;
use crate::error::Error;
use crate::orders::OrdersService;
use crate::payments::PaymentsService;
use api::catering::{CateringView, DayAnswer, DayAsked};
use api::payments::PaymentView;
use async_trait::async_trait;
use domain::catering::QuoteDraft;
use domain::catering::order::request_of;
use domain::event::{Envelope, Event};
use domain::time::MINUTE_MS;
use domain::{CateringId, TenantId};
use ports::event_bus::{HandleError, Subscriber};
use ports::{Clock, Documents, PeriodicTask};
use std::collections::HashSet;
use std::sync::{Arc, Mutex};

/// Maximum number of requests from one network address within an hour.
const MAX_REQUESTS: u32 = 6;
/// Maximum number of questions for a day from one network address within a minute.
const MAX_QUESTIONS: u32 = 60;

/// The catering service.
#[derive(Debug)]
pub struct CateringService {
    documents: Arc<dyn Documents>,
    catalog: Arc<CatalogService>,
    orders: Arc<OrdersService>,
    payments: Arc<PaymentsService>,
    mailing: Arc<Mailing>,
    clock: Arc<dyn Clock>,
    cursors: Cursors,
    requests: Limit<String>,
    questions: Limit<String>,
    /// The restaurants that [`restaurants`](super::registry::restaurants) finds already.
    known: Mutex<HashSet<TenantId>>,
}

/// What the service is built on.
#[derive(Debug)]
pub struct CateringParts {
    pub documents: Arc<dyn Documents>,
    pub catalog: Arc<CatalogService>,
    pub orders: Arc<OrdersService>,
    pub payments: Arc<PaymentsService>,
    pub mailing: Arc<Mailing>,
    pub clock: Arc<dyn Clock>,
    pub cursors: Cursors,
}

impl CateringService {
    pub fn new(parts: CateringParts) -> Arc<CateringService> {
        Arc::new(CateringService {
            documents: parts.documents,
            catalog: parts.catalog,
            orders: parts.orders,
            payments: parts.payments,
            mailing: parts.mailing,
            clock: parts.clock,
            cursors: parts.cursors,
            requests: Limit::new(MAX_REQUESTS, 60 * MINUTE_MS),
            questions: Limit::new(MAX_QUESTIONS, MINUTE_MS),
            known: Mutex::default(),
        })
    }
}

impl CateringService {
    /// Whether an event with this number of guests can be had on a day at a time, and the next day that can.
    pub async fn check_day(&self, caller: &Caller, asked: DayAsked) -> Result<DayAnswer, Error> {
        self.check_asked_day(caller, &asked).await
    }

    /// Which request a private link is for, to follow it; one that is wrong or has expired is 404.
    pub async fn followed(&self, caller: &Caller, link: &str) -> Result<CateringId, Error> {
        self.linked(caller, link).await.map(|request| request.id)
    }

    /// How the payment stands. Asks the gateway where its message may be lost.
    pub async fn payment(&self, caller: &Caller, link: &str) -> Result<PaymentView, Error> {
        let request = self.linked(caller, link).await?;
        self.payments.catering_payment(&caller.tenant, &request.id).await
    }

    /// Approves or rejects at the simulated gateway.
    pub async fn settle_simulated(
        &self,
        caller: &Caller,
        link: &str,
        approve: bool,
    ) -> Result<PaymentView, Error> {
        let request = self.linked(caller, link).await?;
        self.payments
            .settle_catering(&caller.tenant, &request.id, approve)
            .await
    }

    /// Makes a new version of the quote and sends it.
    pub async fn quote(
        &self,
        caller: &Caller,
        id: &CateringId,
        draft: QuoteDraft,
    ) -> Result<CateringView, Error> {
        self.make_quote(caller, id, &draft).await
    }

    /// How the payment stands, entry by entry.
    pub async fn payment_of(&self, caller: &Caller, id: &CateringId) -> Result<PaymentView, Error> {
        let request = self.managed(caller, id).await?;
        self.payments.catering_payment(&caller.tenant, &request.id).await
    }
}

#[async_trait]
impl Subscriber for CateringService {
    fn name(&self) -> &'static str {
        "catering"
    }

    fn wants(&self, event: &Envelope) -> bool {
        match &event.event {
            Event::CateringRequested { .. }
            | Event::CateringQuoted { .. }
            | Event::CateringAccepted { .. }
            | Event::CateringDeclined { .. }
            | Event::CateringCancelled { .. }
            | Event::CateringExpired { .. }
            | Event::CateringUpdated { .. }
            | Event::CustomerErased { .. } => true,
            Event::OrderDelivered { order, .. }
            | Event::OrderCancelled { order, .. }
            | Event::OrderStageUpdated { order, .. } => order.catering.is_some(),
            Event::PaymentApproved { order_id, .. }
            | Event::PaymentRejected { order_id, .. }
            | Event::PaymentRefunded { order_id, .. }
            | Event::PaymentUpdated { order_id, .. } => request_of(order_id).is_some(),
            _ => false,
        }
    }

    async fn handle(&self, event: &Envelope) -> Result<(), HandleError> {
        self.follow(event).await.map_err(HandleError::from)
    }
}

#[async_trait]
impl PeriodicTask for CateringService {
    fn name(&self) -> &'static str {
        "catering"
    }

    async fn run_due(&self) -> Result<usize, HandleError> {
        self.do_due().await.map_err(HandleError::from)
    }
}
