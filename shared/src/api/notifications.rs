//! Messages to customers in their account.

use super::{ApiError, Paged};
#[cfg(feature = "ssr")]
use crate::domain::CustomerId;
use crate::domain::NotificationId;
use crate::domain::notification::Notification;
use leptos::prelude::server;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

/// A customer's messages, newest first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Inbox {
    pub page: Paged<NotificationView>,
    /// How many are not read, of all of them; 100 stands for 100 and more.
    pub unread: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct NotificationView {
    #[serde(flatten)]
    pub notification: Notification,
    pub title: String,
    pub text: String,
}

/// Which messages were read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Read {
    One(NotificationId),
    All,
}

#[cfg(feature = "ssr")]
pub use service::Notifications;

#[cfg(feature = "ssr")]
mod service {
    use super::*;
    use crate::api::context::Caller;

    #[async_trait::async_trait]
    pub trait Notifications: std::fmt::Debug + Send + Sync {
        /// A customer's messages. The customer, staff and machines.
        async fn inbox(
            &self,
            caller: &Caller,
            customer: &CustomerId,
            cursor: Option<String>,
            limit: usize,
        ) -> Result<Inbox, ApiError>;

        /// Marks messages as read. The customer. Reading twice is reading once.
        async fn mark_read(&self, caller: &Caller, customer: &CustomerId, read: Read)
        -> Result<(), ApiError>;
    }
}

/// The signed-in customer's messages. The customer.
#[server(name = MyNotificationsCall, prefix = "/rpc/notifications", endpoint = "mine", input = Json, client = super::PageClient)]
pub async fn my_notifications(cursor: Option<String>) -> Result<Inbox, ApiError> {
    super::context::customer(async |services, caller| {
        services
            .notifications
            .inbox(&caller, caller.customer_id()?, cursor, super::DEFAULT_PAGE)
            .await
    })
    .await
}

/// Marks messages as read. The customer.
#[server(name = MarkReadCall, prefix = "/rpc/notifications", endpoint = "mark-read", input = Json, client = super::PageClient)]
pub async fn mark_notifications_read(read: Read) -> Result<(), ApiError> {
    super::context::customer(async |services, caller| {
        services
            .notifications
            .mark_read(&caller, caller.customer_id()?, read)
            .await
    })
    .await
}
