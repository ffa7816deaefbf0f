//! The calls between the apps and the services, one file per service: what is shown (views), what the service does
//! (its trait, on the server only) and the server functions that the apps call.
//!
//! Every server function has an explicit path `/rpc/<service>/<name>`, takes and gives JSON, is called through
//! [`PageClient`], and says who may call it.
//! Its body finds the caller and calls the service.

pub mod account;
pub mod auth;
mod browser;
pub mod catalog;
pub mod catering;
pub mod claims;
#[cfg(feature = "ssr")]
pub mod context;
pub mod customers;
pub mod dashboard;
mod error;
pub mod exports;
pub mod live;
pub mod notifications;
pub mod operations;
#[cfg(feature = "ssr")]
pub mod orchestrator;
pub mod orders;
pub mod payments;
pub mod personal_data;
pub mod stages;
pub mod webhooks;

pub use browser::{PageClient, TENANT_HEADER, page_tenant};
pub use error::{ApiError, Code, FieldError};

use serde::{Deserialize, Serialize};

/// A part of a list, and where it goes on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Paged<T> {
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
/// At most so many rows in a page.
pub const MAX_PAGE: usize = 100;
