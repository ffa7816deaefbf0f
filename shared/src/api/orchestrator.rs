//! Customer, order and confirmation in one call, for machines that order on behalf of people.

use super::ApiError;
use super::context::Caller;
use super::orders::{NewOrder, OrderView};
use crate::domain::CustomerId;
use crate::domain::customer::Customer;

/// An order that is in the kitchen, with its customer.
#[derive(Debug, Clone, PartialEq)]
pub struct Orchestrated {
    pub customer: Customer,
    pub order: OrderView,
    /// Whether an earlier call with this key had placed the order already.
    pub replayed: bool,
}

#[async_trait::async_trait]
pub trait Orchestrator: std::fmt::Debug + Send + Sync {
    /// Finds the customer, places the order and confirms it. Machines only. The order's key makes it one order however
    /// often this is called, also after a crash in the middle: each call goes on where the last one ended. Where
    /// confirming is refused for good, the order is cancelled and its stock returned.
    async fn create_and_confirm(
        &self,
        caller: &Caller,
        customer: &CustomerId,
        order: NewOrder,
    ) -> Result<Orchestrated, ApiError>;
}
