//! What is stored about a customer, as one file to take along (Ley 29733: right of access; DS 016-2024-JUS: portability).

use api::ApiError;
use api::exports::ExportLink;
use leptos::prelude::server;
use leptos::server_fn::codec::Json;

#[cfg(feature = "ssr")]
pub use collecting::personal_data;

#[cfg(feature = "ssr")]
mod collecting {
    use crate::context::{Caller, Services};
    use api::{ApiError, MAX_PAGE};
    use domain::CustomerId;
    use serde_json::{Value, json};

    /// Profile, addresses, orders, messages and requests for catering of a customer. The customer only: others get what `customer` answers them.
    pub async fn personal_data(
        services: &Services,
        caller: &Caller,
        id: &CustomerId,
    ) -> Result<Value, ApiError> {
        caller.customer_id()?;
        let profile = services.customers.customer(caller, id).await?;
        let mut orders = Vec::new();
        let mut cursor = None;
        loop {
            let page = services.orders.of_customer(caller, id, cursor, MAX_PAGE).await?;
            orders.extend(page.items);
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        let mut messages = Vec::new();
        loop {
            let inbox = services.notifications.inbox(caller, id, cursor, MAX_PAGE).await?;
            messages.extend(inbox.page.items);
            cursor = inbox.page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        let catering = services.catering.mine(caller).await?;
        Ok(json!({ "profile": profile, "orders": orders, "messages": messages, "catering": catering }))
    }
}

/// The signed-in customer's data as a file of JSON. The customer.
#[server(name = MyDataCall, prefix = "/rpc/customers", endpoint = "my-data", input = Json, client = super::PageClient)]
pub async fn my_data() -> Result<ExportLink, ApiError> {
    super::context::customer(async |services, caller| {
        let data = personal_data(&services, &caller, caller.customer_id()?).await?;
        let text = serde_json::to_string_pretty(&data).map_err(|_| ApiError::internal())?;
        let exports = &services.exports;
        exports
            .keep(&caller.tenant, "mis-datos.json", "application/json", text)
            .await
    })
    .await
}
