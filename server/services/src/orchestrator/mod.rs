//! Create and confirm: customer, order and confirmation as one saga.
//!
//! Owns nothing, and no events. Every step may be repeated: placing remembers its key, confirming and cancelling go by
//! the order's state. So there is no record of how far a call came; the one who repeats it finds out by doing it again.

use crate::caller::Caller;
use crate::customers::CustomersService;
use crate::error::Error;
use crate::orders::{OrdersService, Terms, Unpaid};
use crate::payments::PaymentsService;
use api::Code;
use api::orders::{NewOrder, OrderView};
use domain::CustomerId;
use domain::customer::Customer;
use domain::order::Status;
use domain::staff::Permission;
use std::sync::Arc;
use texts::now::errors as texts;

/// An order that is in the kitchen, with its customer.
#[derive(Debug, Clone, PartialEq)]
pub struct Orchestrated {
    pub customer: Customer,
    pub order: OrderView,
    /// Whether an earlier call with this key had placed the order already.
    pub replayed: bool,
}

/// The orchestrator.
#[derive(Debug)]
pub struct OrchestratorService {
    customers: Arc<CustomersService>,
    orders: Arc<OrdersService>,
    payments: Arc<PaymentsService>,
}

impl OrchestratorService {
    pub fn new(
        customers: Arc<CustomersService>,
        orders: Arc<OrdersService>,
        payments: Arc<PaymentsService>,
    ) -> Arc<OrchestratorService> {
        Arc::new(OrchestratorService {
            customers,
            orders,
            payments,
        })
    }

    /// Takes an order back that will never be confirmed, and says why it was not.
    async fn compensate(&self, caller: &Caller, order: &OrderView, why: Error) -> Error {
        tracing::warn!(order = %order.order_id, code = why.code().wire_name(), "an order could not be confirmed");
        match self
            .orders
            .cancel(caller, &order.order_id, texts::NOT_CONFIRMED)
            .await
        {
            Ok(_) => why,
            // Somebody may still want it: then it stays, and expires where nobody pays.
            Err(error) if error.is_temporary() => error,
            Err(_) => why,
        }
    }
}

/// The integrator brings it, without a fee, and confirms it at once.
const TERMS: Terms = Terms {
    unpaid: Unpaid::Pays,
    own_delivery: true,
    sent: None,
};

fn terms(sent: [u8; 32]) -> Terms {
    Terms {
        sent: Some(sent),
        ..TERMS
    }
}

fn unknown(error: Error) -> Error {
    match error.code() {
        Code::NotFound => Error::new(Code::UnknownCustomer, texts::UNKNOWN_CUSTOMER),
        _ => error,
    }
}

impl OrchestratorService {
    /// Finds the customer, places the order and confirms it. Machines only. The order's key makes it one order however
    /// often this is called, also after a crash in the middle: each call goes on where the last one ended. Where
    /// confirming is refused for good, the order is cancelled and its stock returned. `sent` is the SHA-256 of what the client
    /// sent, by which a repeated call is known.
    pub async fn create_and_confirm(
        &self,
        caller: &Caller,
        customer: &CustomerId,
        order: NewOrder,
        sent: [u8; 32],
    ) -> Result<Orchestrated, Error> {
        caller.require(Permission::Internal)?;
        let found = self.customers.customer(caller, customer).await;
        let customer = found.map_err(unknown)?;
        let orders = &self.orders;
        let placed = orders.place(caller, Some(&customer.id), order, terms(sent));
        let (placed, replayed) = placed.await?;
        self.confirm(caller, customer, placed, replayed).await
    }

    /// Goes on with the order that an earlier call placed under a key, by sending the same; `None` when the key is new, and
    /// 422 when something else was sent with it. Machines only.
    pub async fn go_on(
        &self,
        caller: &Caller,
        key: &str,
        sent: [u8; 32],
    ) -> Result<Option<Orchestrated>, Error> {
        caller.require(Permission::Internal)?;
        let Some(placed) = self.orders.placed(caller, key, terms(sent)).await? else {
            return Ok(None);
        };
        let id = placed.customer_id.as_ref().ok_or_else(Error::internal)?;
        let customer = self.customers.customer(caller, id).await.map_err(unknown)?;
        self.confirm(caller, customer, placed, true).await.map(Some)
    }
}

impl OrchestratorService {
    /// Confirms what was placed, now or by an earlier call.
    async fn confirm(
        &self,
        caller: &Caller,
        customer: Customer,
        placed: OrderView,
        replayed: bool,
    ) -> Result<Orchestrated, Error> {
        match self.payments.confirm(caller, &placed.order_id).await {
            Ok(order) => Ok(Orchestrated {
                customer,
                order,
                replayed: replayed && placed.status != Status::Cancelled,
            }),
            // Others changed it all the time: the same call again may well confirm it.
            Err(error) if error.is_no_answer() || error.code() == Code::Conflict => Err(error),
            Err(error) => Err(self.compensate(caller, &placed, error).await),
        }
    }
}
