//! Create and confirm: customer, order and confirmation as one saga.
//!
//! Owns nothing, and no events. Every step may be repeated: placing remembers its key, confirming and cancelling go by
//! the order's state. So there is no record of how far a call came; whoever repeats it finds out by doing it again.

use async_trait::async_trait;
use shared::api::context::Caller;
use shared::api::customers::Customers;
use shared::api::orchestrator::{Orchestrated, Orchestrator};
use shared::api::orders::{NewOrder, OrderView, Orders, Terms, Unpaid};
use shared::api::payments::Payments;
use shared::api::{ApiError, Code};
use shared::domain::CustomerId;
use shared::domain::order::Status;
use shared::domain::staff::Permission;
use shared::texts::es::errors as texts;
use std::sync::Arc;

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
};

#[async_trait]
impl Orchestrator for OrchestratorService {
    async fn create_and_confirm(
        &self,
        caller: &Caller,
        customer: &CustomerId,
        order: NewOrder,
    ) -> Result<Orchestrated, ApiError> {
        caller.require(Permission::Internal)?;
        let customer = self
            .customers
            .customer(caller, customer)
            .await
            .map_err(|error| match error.code {
                Code::NotFound => ApiError::new(Code::UnknownCustomer, texts::UNKNOWN_CUSTOMER),
                _ => error,
            })?;
        let (placed, replayed) = self
            .orders
            .place(caller, Some(&customer.id), order, TERMS)
            .await?;
        match self.payments.confirm(caller, &placed.order_id).await {
            Ok(order) => Ok(Orchestrated {
                customer,
                order,
                replayed: replayed && placed.status != Status::Cancelled,
            }),
            Err(error) if error.is_temporary() || error.code == Code::Internal => Err(error),
            Err(error) => Err(self.compensate(caller, &placed, error).await),
        }
    }
}
