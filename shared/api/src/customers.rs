//! Customers' profiles, and what the restaurant knows of each.

use super::Paged;
use super::orders::{OrderView, Total};
use domain::customer::{Address, Customer, SavedAddress};
use domain::{CustomerId, Money, Timestamp};
use serde::{Deserialize, Serialize};

/// What of a profile shall change; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ProfileChange {
    pub name: Option<String>,
    pub email: Option<String>,
    /// Empty to remove it.
    pub phone: Option<String>,
    /// The number of an identity document, 1 to 20 characters; empty to remove it.
    pub document: Option<String>,
    /// An empty line to remove it.
    pub address: Option<Address>,
    /// The whole address book; its first address is the one that is used when nothing else is said.
    pub addresses: Option<Vec<SavedAddress>>,
    /// Whether orders of the account are refused: the restaurant's to say, not the customer's.
    pub blocked: Option<bool>,
}

/// Somebody who orders without having registered: a company, a regular at the telephone.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct NewContact {
    /// The id that a machine of the restaurant names them by, for systems that choose ids themselves; 409 when it is
    /// somebody's. One is made when there is none.
    pub id: Option<CustomerId>,
    pub name: String,
    pub email: String,
    /// Empty when there is none.
    pub phone: String,
    /// The number of an identity document, 1 to 20 characters; empty when there is none.
    pub document: String,
    /// An empty line when there is none.
    pub address: Address,
}

/// What the staff has noted about a customer. Their profile does not have it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffNote {
    /// Empty where nothing is noted; at most 500 characters.
    pub text: String,
    /// Who changed it last; `null` where nothing was ever noted.
    pub by_name: Option<String>,
    /// When that was.
    pub at: Option<Timestamp>,
    /// Grows with every change. A change names the version that it was made of.
    pub version: u64,
}

/// What shall be noted from now on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoteChange {
    /// At most 500 characters; empty to remove it.
    pub text: String,
}

/// A customer as a manager sees them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CustomerRecord {
    pub customer: Customer,
    pub note: StaffNote,
}

/// Some of a customer's orders, newest first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CustomerOrders {
    pub orders: Paged<OrderView>,
    /// With the first page only.
    pub totals: Option<CustomerTotals>,
}

impl CustomerOrders {
    /// Orders on a page.
    pub const PAGE: usize = 10;
}

/// What a customer's newest orders come to: as many as are counted at once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CustomerTotals {
    pub count: Total,
    /// What those of them cost that were delivered or picked up.
    pub spent_cents: Money,
}
