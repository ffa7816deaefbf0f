//! The messages in a customer's account.

use api::ApiError;
use api::notifications::{Inbox, Read};
use leptos::prelude::server;
use leptos::server_fn::codec::Json;

#[cfg(feature = "ssr")]
pub use service::Notifications;

#[cfg(feature = "ssr")]
mod service {
    use super::*;
    use crate::caller::Caller;
    use domain::CustomerId;

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
            .inbox(&caller, caller.customer_id()?, cursor, api::DEFAULT_PAGE)
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
