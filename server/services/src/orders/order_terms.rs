//! On what terms an order is placed: said by the entry through which it comes, never by a browser.

use serde::Serialize;

/// How an order is different from one of the storefront.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Terms {
    /// What happens while it is not paid.
    pub unpaid: Unpaid,
    /// The client brings it itself: no delivery fee, and no least amount.
    pub own_delivery: bool,
    /// SHA-256 of what the client sent, by which a call under the same key is known again: what is made of it, such as the
    /// address of the customer's profile, may be another one the second time. Without it the order is compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent: Option<[u8; 32]>,
}

/// What a new order waits for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub enum Unpaid {
    /// Its payment, for 15 minutes; cash is taken at the door.
    #[default]
    Pays,
    /// That the kitchen takes it on, for two hours. At most 3 of a customer and 50 of a machine wait at once.
    Accepted,
    /// That its client confirms it, for 24 hours.
    Confirmed,
}
