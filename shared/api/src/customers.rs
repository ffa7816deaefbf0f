//! Customers' profiles.

use domain::CustomerId;
use domain::customer::{Address, SavedAddress};
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
