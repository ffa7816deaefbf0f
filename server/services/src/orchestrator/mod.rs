//! Create and confirm: customer, order and confirmation as one saga.
//!
//! Owns nothing, and no events. Every step may be repeated: placing remembers its key, confirming and cancelling go by
//! the order's state. So there is no record of how far a call came; the one who repeats it finds out by doing it again.

use api::orders::{NewOrder, OrderView};
use api::{ApiError, Code};
use async_trait::async_trait;
use domain::CustomerId;
use domain::customer::Customer;
use domain::order::Status;
use domain::staff::Permission;
use rpc::context::Caller;
use rpc::customers::Customers;
use rpc::orchestrator::{Orchestrated, Orchestrator};
use rpc::orders::{Orders, Terms, Unpaid};
use rpc::payments::Payments;
use std::sync::Arc;
use texts::now::errors as texts;

/// The orchestrator.
#[derive(Debug)]
pub struct OrchestratorService {
    customers: Arc<dyn Customers>,
    orders: Arc<dyn Orders>,
    payments: Arc<dyn Payments>,
}

impl OrchestratorService {
    pub fn new(
        customers: Arc<dyn Customers>,
        orders: Arc<dyn Orders>,
        payments: Arc<dyn Payments>,
    ) -> Arc<OrchestratorService> {
        Arc::new(OrchestratorService {
            customers,
            orders,
            payments,
        })
    }

    /// Takes an order back that will never be confirmed, and says why it was not.
    async fn compensate(&self, caller: &Caller, order: &OrderView, why: ApiError) -> ApiError {
        tracing::warn!(order = %order.order_id, code = why.code.wire_name(), "an order could not be confirmed");
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

fn unknown(error: ApiError) -> ApiError {
    match error.code {
        Code::NotFound => ApiError::new(Code::UnknownCustomer, texts::UNKNOWN_CUSTOMER),
        _ => error,
    }
}

#[async_trait]
impl Orchestrator for OrchestratorService {
    async fn create_and_confirm(
        &self,
        caller: &Caller,
        customer: &CustomerId,
        order: NewOrder,
        sent: [u8; 32],
    ) -> Result<Orchestrated, ApiError> {
        caller.require(Permission::Internal)?;
        let found = self.customers.customer(caller, customer).await;
        let customer = found.map_err(unknown)?;
        let orders = &self.orders;
        let placed = orders.place(caller, Some(&customer.id), order, terms(sent));
        let (placed, replayed) = placed.await?;
        self.confirm(caller, customer, placed, replayed).await
    }

    async fn go_on(
        &self,
        caller: &Caller,
        key: &str,
        sent: [u8; 32],
    ) -> Result<Option<Orchestrated>, ApiError> {
        caller.require(Permission::Internal)?;
        let Some(placed) = self.orders.placed(caller, key, terms(sent)).await? else {
            return Ok(None);
        };
        let id = placed.customer_id.as_ref().ok_or_else(ApiError::internal)?;
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
    ) -> Result<Orchestrated, ApiError> {
        match self.payments.confirm(caller, &placed.order_id).await {
            Ok(order) => Ok(Orchestrated {
                customer,
                order,
                replayed: replayed && placed.status != Status::Cancelled,
            }),
            Err(error) if error.is_no_answer() => Err(error),
            Err(error) => Err(self.compensate(caller, &placed, error).await),
        }
    }
}
