//! Orders: placing, confirming, cancelling, and everything that the other services do to them.
//!
//! Owns the table Orders. Commits OrderCreated, OrderConfirmed, OrderCancelled and, for the stages, all events of an
//! order's life. Hears how payments stand.

mod acceptance;
mod commitments;
mod counts;
mod execute;
mod export;
mod forget_customer;
mod list;
mod place;
mod place_catering;
mod refusal;
mod search;
mod store;
mod terms;
mod track;
mod walk;

pub use commitments::OrderCommitments;
pub use store::order_key;

use super::cursor::Cursors;
use super::failure;
use api::exports::ExportLink;
use api::orders::{NewOrder, OrderFilter, OrderList, OrderView, Tracking};
use api::{ApiError, Code, Paged};
use async_trait::async_trait;
use domain::cart::{CartLine, FulfilmentKind, Quote};
use domain::catering::CateringRequest;
use domain::customer::FieldProblem;
use domain::event::{Envelope, Event};
use domain::order::{Actor, Command, Order, Settled};
use domain::staff::Permission;
use domain::stage::Stage;
use domain::written;
use domain::{CustomerId, Date, OrderId, TenantId};
use ports::event_bus::{HandleError, Subscriber};
use ports::{Clock, Documents, Stock};
use rpc::catalog::Catalog;
use rpc::context::{Caller, Who};
use rpc::customers::Customers;
use rpc::exports::Exports;
use rpc::orders::{Orders, Terms};
use std::sync::Arc;

/// Maximum number of characters that are kept of the reason for a cancellation.
const MAX_REASON: usize = 200;

/// The orders service.
#[derive(Debug)]
pub struct OrdersService {
    pub(super) documents: Arc<dyn Documents>,
    pub(super) catalog: Arc<dyn Catalog>,
    pub(super) stock: Arc<dyn Stock>,
    pub(super) customers: Arc<dyn Customers>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) cursors: Cursors,
    exports: Arc<dyn Exports>,
}

impl OrdersService {
    pub fn new(
        documents: Arc<dyn Documents>,
        catalog: Arc<dyn Catalog>,
        stock: Arc<dyn Stock>,
        customers: Arc<dyn Customers>,
        clock: Arc<dyn Clock>,
        cursors: Cursors,
        exports: Arc<dyn Exports>,
    ) -> Arc<OrdersService> {
        Arc::new(OrdersService {
            documents,
            catalog,
            stock,
            customers,
            clock,
            cursors,
            exports,
        })
    }

    /// The order, for those who may see all of it; for anybody else it does not exist.
    async fn visible(&self, caller: &Caller, order: &OrderId) -> Result<Order, ApiError> {
        if matches!(caller.who, Who::Visitor) {
            return Err(ApiError::unauthenticated());
        }
        let found = self
            .find(&caller.tenant, order)
            .await?
            .ok_or_else(ApiError::not_found)?;
        let owner = caller.customer_id().is_ok_and(|id| id == &found.head.customer.id);
        if owner || caller.may(Permission::SeeOrders) {
            Ok(found)
        } else {
            Err(ApiError::not_found())
        }
    }
}

#[async_trait]
impl Orders for OrdersService {
    async fn quote(
        &self,
        caller: &Caller,
        lines: &[CartLine],
        fulfilment: FulfilmentKind,
    ) -> Result<Quote, ApiError> {
        let restaurant = self.offer(caller, lines).await?;
        place::quoted(&restaurant, lines, fulfilment, self.clock.now())
    }

    async fn place(
        &self,
        caller: &Caller,
        customer: Option<&CustomerId>,
        order: NewOrder,
        terms: Terms,
    ) -> Result<(OrderView, bool), ApiError> {
        self.place_order(caller, customer, order, terms).await
    }

    async fn placed(&self, caller: &Caller, key: &str, terms: Terms) -> Result<Option<OrderView>, ApiError> {
        match terms::sent_once(caller, key, terms)? {
            Some(once) => once.replay(&*self.documents, &caller.tenant).await,
            None => Ok(None),
        }
    }

    async fn order(&self, caller: &Caller, order: &OrderId) -> Result<OrderView, ApiError> {
        let order = self.visible(caller, order).await?;
        Ok(caller.view(&order))
    }

    async fn by_number(&self, caller: &Caller, number: u64) -> Result<OrderView, ApiError> {
        caller.role().ok_or_else(ApiError::unauthenticated)?;
        let order = store::numbered(&*self.documents, &caller.tenant, number).await?;
        self.order(caller, &order.ok_or_else(ApiError::not_found)?).await
    }

    async fn cancel(&self, caller: &Caller, order: &OrderId, reason: &str) -> Result<OrderView, ApiError> {
        self.visible(caller, order).await?;
        let reason = match written::note(reason, 1, usize::MAX) {
            Ok(reason) => reason,
            Err(FieldProblem::Missing) => String::new(),
            Err(problem) => return Err(ApiError::invalid(vec![failure::field("/reason", problem)])),
        };
        let command = Command::Cancel {
            reason: reason.chars().take(MAX_REASON).collect(),
        };
        let order = self
            .execute(&caller.tenant, order, command, &caller.actor()?)
            .await?;
        Ok(caller.view(&order))
    }

    async fn track(&self, caller: &Caller, order: &OrderId) -> Result<Tracking, ApiError> {
        self.track_order(caller, order).await
    }

    async fn of_customer(
        &self,
        caller: &Caller,
        customer: &CustomerId,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<Paged<OrderView>, ApiError> {
        self.customer_orders(caller, customer, cursor, limit).await
    }

    async fn list(&self, caller: &Caller, filter: OrderFilter) -> Result<OrderList, ApiError> {
        self.list_orders(caller, filter).await
    }

    async fn export(
        &self,
        caller: &Caller,
        from: Option<Date>,
        to: Option<Date>,
    ) -> Result<ExportLink, ApiError> {
        self.export_orders(caller, from, to).await
    }

    async fn open(&self, tenant: &TenantId, stage: Stage) -> Result<Vec<Order>, ApiError> {
        self.open_at(tenant, stage).await
    }

    async fn to_accept(&self, tenant: &TenantId) -> Result<Vec<Order>, ApiError> {
        self.waiting(tenant).await
    }

    async fn linked(&self, caller: &Caller, order: &OrderId) -> Result<Order, ApiError> {
        self.linked_order(caller, order).await
    }

    async fn find(&self, tenant: &TenantId, order: &OrderId) -> Result<Option<Order>, ApiError> {
        Ok(store::load(&*self.documents, tenant, order)
            .await?
            .map(|stored| stored.order))
    }

    async fn place_catering(&self, tenant: &TenantId, request: &CateringRequest) -> Result<Order, ApiError> {
        self.place_request(tenant, request).await
    }

    async fn execute(
        &self,
        tenant: &TenantId,
        order: &OrderId,
        command: Command,
        actor: &Actor,
    ) -> Result<Order, ApiError> {
        self.execute_command(tenant, order, command, actor).await
    }
}

#[async_trait]
impl Subscriber for OrdersService {
    fn name(&self) -> &'static str {
        "orders"
    }

    fn wants(&self, event: &Envelope) -> bool {
        matches!(
            event.event,
            Event::PaymentApproved { .. }
                | Event::PaymentRejected { .. }
                | Event::PaymentRefunded { .. }
                | Event::PaymentUpdated { .. }
                | Event::CustomerErased { .. }
        )
    }

    /// A paid order goes into the kitchen. One that was cancelled meanwhile stays so; payments gives the money back. How
    /// the money stands is noted in any case.
    async fn handle(&self, event: &Envelope) -> Result<(), HandleError> {
        if let Event::CustomerErased { customer_id } = &event.event {
            let forgotten = self.forget_customer(&event.tenant_id, customer_id).await;
            return forgotten.map_err(failure::handle);
        }
        let Some(order) = event.event.order_id() else {
            return Ok(());
        };
        let payment = event.event.payment();
        if matches!(event.event, Event::PaymentApproved { .. }) {
            let settled = Settled::Paid;
            self.follow_payment(event, order, Command::Confirm { settled, payment })
                .await?;
        }
        match payment {
            Some(payment) => {
                self.follow_payment(event, order, Command::NotePayment { payment })
                    .await
            }
            None => Ok(()),
        }
    }
}

impl OrdersService {
    async fn follow_payment(
        &self,
        event: &Envelope,
        order: &OrderId,
        command: Command,
    ) -> Result<(), HandleError> {
        match self
            .execute(&event.tenant_id, order, command, &Actor::system())
            .await
        {
            Ok(_) => Ok(()),
            Err(error) if matches!(error.code, Code::OrderClosed | Code::NotFound) => Ok(()),
            Err(error) => Err(failure::handle(error)),
        }
    }
}
