//! Customer, order and confirmation in one call, for machines that order on behalf of people.

use super::caller::Caller;
use api::ApiError;
use api::orders::{NewOrder, OrderView};
use domain::CustomerId;
use domain::customer::Customer;

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
    /// confirming is refused for good, the order is cancelled and its stock returned. `sent` is the SHA-256 of what the client
    /// sent, by which a repeated call is known.
    async fn create_and_confirm(
        &self,
        caller: &Caller,
        customer: &CustomerId,
        order: NewOrder,
        sent: [u8; 32],
    ) -> Result<Orchestrated, ApiError>;

    /// Goes on with the order that an earlier call placed under a key, by sending the same; `None` when the key is new, and
    /// 422 when something else was sent with it. Machines only.
    async fn go_on(
        &self,
        caller: &Caller,
        key: &str,
        sent: [u8; 32],
    ) -> Result<Option<Orchestrated>, ApiError>;
}
