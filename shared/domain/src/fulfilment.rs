//! How an order reaches its customer.

use serde::{Deserialize, Serialize};

/// Whether the order comes to the customer or the customer to the order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FulfilmentKind {
    #[default]
    Delivery,
    Pickup,
}
