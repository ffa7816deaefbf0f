//! Catering: requests, quotes, what follows from accepting one, and what happens by itself as time passes.
//!
//! Owns the table Catering. Commits the events of catering. Hears its own, for mails; how payments of requests stand; what
//! becomes of their orders; and that a customer is gone. What is due is done when [`PeriodicTask::run_due`] is.

pub mod bills;
mod commitments;
mod customer;
mod days;
mod due;
mod execute;
mod follow;
mod forget_customer;
mod mails;
mod manage;
mod refusal;
mod request;
mod seed;
mod store;

pub use commitments::CateringCommitments;

use super::cursor::Cursors;
use super::failure;
use super::limits::Limit;
use super::mailing::Mailing;
use api::catering::{
    CalendarDay, CateringAction, CateringAnswer, CateringFilter, CateringPage, CateringRequested,
    CateringView, DayAnswer, DayAsked, NewCatering, PaymentPart,
};
use api::payments::PaymentView;
use api::{ApiError, Paged};
use async_trait::async_trait;
use domain::catering::QuoteDraft;
use domain::catering::order::request_of;
use domain::event::{Envelope, Event};
use domain::payment::PaymentMethod;
use domain::time::MINUTE_MS;
use domain::{CateringId, Date, TenantId};
use ports::event_bus::{HandleError, Subscriber};
use ports::{Clock, Documents, PeriodicTask};
use rpc::catalog::Catalog;
use rpc::catering::Catering;
use rpc::context::Caller;
use rpc::orders::Orders;
use rpc::payments::CateringPayments;
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
    catalog: Arc<dyn Catalog>,
    orders: Arc<dyn Orders>,
    payments: Arc<dyn CateringPayments>,
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
    pub catalog: Arc<dyn Catalog>,
    pub orders: Arc<dyn Orders>,
    pub payments: Arc<dyn CateringPayments>,
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

#[async_trait]
impl Catering for CateringService {
    async fn request(
        &self,
        caller: &Caller,
        request: NewCatering,
    ) -> Result<(CateringRequested, bool), ApiError> {
        self.store_request(caller, request).await
    }

    async fn check_day(&self, caller: &Caller, asked: DayAsked) -> Result<DayAnswer, ApiError> {
        self.check_asked_day(caller, &asked).await
    }

    async fn followed(&self, caller: &Caller, link: &str) -> Result<CateringId, ApiError> {
        self.linked(caller, link).await.map(|request| request.id)
    }

    async fn page(&self, caller: &Caller, link: &str) -> Result<CateringPage, ApiError> {
        self.customer_page(caller, link).await
    }

    async fn mine(&self, caller: &Caller) -> Result<Vec<CateringPage>, ApiError> {
        self.customer_requests(caller).await
    }

    async fn answer(
        &self,
        caller: &Caller,
        link: &str,
        answer: CateringAnswer,
    ) -> Result<CateringPage, ApiError> {
        self.customer_answer(caller, link, answer).await
    }

    async fn pay(
        &self,
        caller: &Caller,
        link: &str,
        part: PaymentPart,
        method: PaymentMethod,
    ) -> Result<PaymentView, ApiError> {
        self.open_payment(caller, link, part, method).await
    }

    async fn payment(&self, caller: &Caller, link: &str) -> Result<PaymentView, ApiError> {
        let request = self.linked(caller, link).await?;
        self.payments.catering_payment(&caller.tenant, &request.id).await
    }

    async fn settle_simulated(
        &self,
        caller: &Caller,
        link: &str,
        approve: bool,
    ) -> Result<PaymentView, ApiError> {
        let request = self.linked(caller, link).await?;
        self.payments
            .settle_catering(&caller.tenant, &request.id, approve, &customer::actor(&request))
            .await
    }

    async fn list(&self, caller: &Caller, filter: CateringFilter) -> Result<Paged<CateringView>, ApiError> {
        self.list_requests(caller, filter).await
    }

    async fn detail(&self, caller: &Caller, id: &CateringId) -> Result<CateringView, ApiError> {
        self.request_detail(caller, id).await
    }

    async fn calendar(&self, caller: &Caller, from: Date, to: Date) -> Result<Vec<CalendarDay>, ApiError> {
        self.accepted_between(caller, from, to).await
    }

    async fn quote(
        &self,
        caller: &Caller,
        id: &CateringId,
        draft: QuoteDraft,
    ) -> Result<CateringView, ApiError> {
        self.make_quote(caller, id, &draft).await
    }

    async fn act(
        &self,
        caller: &Caller,
        id: &CateringId,
        action: CateringAction,
    ) -> Result<CateringView, ApiError> {
        self.act_on(caller, id, action).await
    }

    async fn payment_of(&self, caller: &Caller, id: &CateringId) -> Result<PaymentView, ApiError> {
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
        self.follow(event).await.map_err(failure::handle)
    }
}

#[async_trait]
impl PeriodicTask for CateringService {
    fn name(&self) -> &'static str {
        "catering"
    }

    async fn run_due(&self) -> Result<usize, HandleError> {
        self.do_due().await.map_err(failure::handle)
    }
}
