//! The messages in a customer's account.

use api::ApiError;
use api::notifications::{Inbox, Read};
use leptos::prelude::server;
use leptos::server_fn::codec::Json;

/// The signed-in customer's messages. The customer.
#[server(name = MyNotificationsCall, prefix = "/rpc/notifications", endpoint = "mine", input = Json, client = super::Reading)]
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
#[server(name = MarkReadCall, prefix = "/rpc/notifications", endpoint = "mark-read", input = Json, client = super::Writing)]
pub async fn mark_notifications_read(read: Read) -> Result<(), ApiError> {
    super::context::customer(async |services, caller| {
        services
            .notifications
            .mark_read(&caller, caller.customer_id()?, read)
            .await
    })
    .await
}
