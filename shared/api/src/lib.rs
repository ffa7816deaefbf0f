//! What crosses the wire between the apps, the services and clients of the public API: requests, views, problems and live
//! messages. The server functions that carry them are in `rpc`.

pub mod account;
pub mod api_keys;
pub mod audit;
pub mod auth;
pub mod catalog;
pub mod catering;
pub mod claims;
pub mod customers;
pub mod dashboard;
mod error;
pub mod exports;
pub mod faults;
pub mod live;
pub mod notifications;
pub mod operations;
pub mod orders;
pub mod pages;
pub mod payment_accounts;
pub mod payments;
pub mod personal_data;
pub mod staff;
pub mod stages;
pub mod tablets;
pub mod unread;
pub mod webhooks;

pub use error::{ApiError, Code, FieldError};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// A part of a list, and where it goes on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "T: DeserializeOwned"))]
pub struct Paged<T> {
    #[serde(deserialize_with = "unread::rows")]
    pub items: Vec<T>,
    /// Opaque; `None` when there is nothing more.
    pub next_cursor: Option<String>,
}

impl<T> Default for Paged<T> {
    fn default() -> Self {
        Paged {
            items: Vec::new(),
            next_cursor: None,
        }
    }
}

impl<T> Paged<T> {
    pub fn has_more(&self) -> bool {
        self.next_cursor.is_some()
    }

    pub fn map<U>(self, each: impl FnMut(T) -> U) -> Paged<U> {
        Paged {
            items: self.items.into_iter().map(each).collect(),
            next_cursor: self.next_cursor,
        }
    }
}

/// The rows of a page when nobody says how many.
pub const DEFAULT_PAGE: usize = 20;
/// Maximum number of rows in a page.
pub const MAX_PAGE: usize = 100;
