//! Orders: placing, confirming, cancelling, and everything that the other services do to them.
//!
//! Owns the table Orders. Commits OrderCreated, OrderConfirmed, OrderEdited, OrderCancelled and, for the stages, all events of an
//! order's life. Hears how payments stand.

mod acceptance;
mod cart_problems;
mod commitments;
mod counts;
mod customer_limits;
mod edit;
mod execute;
mod export;
mod forget_customer;
mod inspect;
mod inspect_open;
mod list;
mod order_terms;
mod place;
mod place_catering;
mod promise;
mod queues;
mod refusal;
mod room;
mod search;
mod second_look;
mod store;
mod store_new;
mod terms;
mod track;
mod walk;

pub use commitments::OrderCommitments;
pub use inspect::{FinishedCount, StoredOrder, StoredOrders};
pub use inspect_open::{LimitedBy, OpenCount, OpenOrders, limits_of};
pub use order_terms::{Terms, Unpaid};
pub use store::order_key;

use super::cursor::Cursors;
use super::field_errors;
use crate::caller::{Caller, Who};
use crate::catalog::CatalogService;
use crate::customers::CustomersService;
use crate::error::Error;
use crate::exports::Exports;
use crate::limits::Limit;
use crate::remembered::Remembered;
use api::Code;
use api::orders::OrderView;
use async_trait::async_trait;
use domain::capacity::{FullQuarter, KitchenCapacity};
use domain::customer::FieldProblem;
use domain::event::{Envelope, Event};
use domain::order::{Actor, Command, Order, Settled};
use domain::staff::Permission;
use domain::time::HOUR_MS;
use domain::{OrderId, TenantId, written};
use ports::event_bus::{HandleError, Subscriber};
use ports::{Clock, Documents};
use std::sync::Arc;

/// Maximum number of restaurants whose full quarters are remembered.
const MAX_REMEMBERED: usize = 1_000;

/// Maximum number of characters that are kept of the reason for a cancellation.
const MAX_REASON: usize = 200;

/// The orders service.
#[derive(Debug)]
pub struct OrdersService {
    pub(super) documents: Arc<dyn Documents>,
    pub(super) catalog: Arc<CatalogService>,
    pub(super) customers: Arc<CustomersService>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) cursors: Cursors,
    exports: Arc<Exports>,
    /// The quarters of an hour for which no more orders are taken, by the limits that held when they were looked up.
    full_quarters: Remembered<TenantId, (KitchenCapacity, Vec<FullQuarter>)>,
    /// Orders of customers within an hour, by restaurant and network address; `None` where addresses are those of proxies.
    from_addresses: Option<Limit<(TenantId, String)>>,
}

impl OrdersService {
    /// `own_addresses` says whether the network address of a call is the caller's own.
    pub fn new(
        documents: Arc<dyn Documents>,
        catalog: Arc<CatalogService>,
        customers: Arc<CustomersService>,
        clock: Arc<dyn Clock>,
        cursors: Cursors,
        exports: Arc<Exports>,
        own_addresses: bool,
    ) -> Arc<OrdersService> {
        Arc::new(OrdersService {
            documents,
            catalog,
            customers,
            clock,
            cursors,
            exports,
            full_quarters: Remembered::new(MAX_REMEMBERED, room::REMEMBERED_MS),
            from_addresses: own_addresses.then(|| Limit::new(u32::from(u16::MAX), HOUR_MS)),
        })
    }

    /// The order, for those who may see all of it; for anybody else it does not exist. 403 for a machine that sees none.
    async fn visible(&self, caller: &Caller, order: &OrderId) -> Result<Order, Error> {
        if matches!(caller.who, Who::Visitor) {
            return Err(Error::unauthenticated());
        }
        caller.require_of_machines(Permission::SeeOrders)?;
        let found = self
            .find(&caller.tenant, order)
            .await?
            .ok_or_else(Error::not_found)?;
        let owner = caller.customer_id().is_ok_and(|id| id == &found.head.customer.id);
        if owner || caller.may(Permission::SeeOrders) {
            Ok(found)
        } else {
            Err(Error::not_found())
        }
    }
}

impl OrdersService {
    /// The order that the same caller placed under a key before, by sending the same; `None` when the key is new, and
    /// 422 when something else was sent with it. Only for `terms` that say what is sent.
    pub async fn placed(&self, caller: &Caller, key: &str, terms: Terms) -> Result<Option<OrderView>, Error> {
        match terms::sent_once(caller, key, terms)? {
            Some(once) => once.replay(&*self.documents, &caller.tenant).await,
            None => Ok(None),
        }
    }

    /// An order as it is. Its customer, staff and machines; for anybody else it does not exist.
    pub async fn order(&self, caller: &Caller, order: &OrderId) -> Result<OrderView, Error> {
        let order = self.visible(caller, order).await?;
        Ok(caller.view(&order))
    }

    /// The order of a number, by the same rule.
    pub async fn by_number(&self, caller: &Caller, number: u64) -> Result<OrderView, Error> {
        let order = self.numbered(caller, number).await?;
        self.order(caller, &order).await
    }

    /// The id of the order of a number, for what has a rule of its own. Machines find any order's; people by the rule for the
    /// order itself.
    pub async fn id_of(&self, caller: &Caller, number: u64) -> Result<OrderId, Error> {
        let order = self.numbered(caller, number).await?;
        match &caller.who {
            Who::Service { .. } => Ok(order),
            _ => Ok(self.order(caller, &order).await?.order_id),
        }
    }

    async fn numbered(&self, caller: &Caller, number: u64) -> Result<OrderId, Error> {
        caller.role().ok_or_else(Error::unauthenticated)?;
        let order = store::numbered(&*self.documents, &caller.tenant, number).await?;
        order.ok_or_else(Error::not_found)
    }

    /// Cancels by the rules of the caller, and gives the stock back.
    pub async fn cancel(&self, caller: &Caller, order: &OrderId, reason: &str) -> Result<OrderView, Error> {
        self.visible(caller, order).await?;
        caller.require_of_machines(Permission::CancelAnyOrder)?;
        let reason = match written::note(reason, 1, usize::MAX) {
            Ok(reason) => reason,
            Err(FieldProblem::Missing) => String::new(),
            Err(problem) => return Err(Error::invalid(vec![field_errors::field("/reason", problem)])),
        };
        let command = Command::Cancel {
            reason: reason.chars().take(MAX_REASON).collect(),
        };
        let order = self
            .execute(&caller.tenant, order, command, &caller.actor()?)
            .await?;
        Ok(caller.view(&order))
    }

    /// The order itself, for other services.
    pub async fn find(&self, tenant: &TenantId, order: &OrderId) -> Result<Option<Order>, Error> {
        Ok(store::load(&*self.documents, tenant, order)
            .await?
            .map(|stored| stored.order))
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
            return forgotten.map_err(HandleError::from);
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
            Err(error) if matches!(error.code(), Code::OrderClosed | Code::NotFound) => Ok(()),
            Err(error) => Err(HandleError::from(error)),
        }
    }
}
