//! All that is stored about a customer, to take along.

use crate::Services;
use crate::caller::Caller;
use crate::error::Error;
use api::MAX_PAGE;
use domain::CustomerId;
use serde_json::{Value, json};

/// Profile, addresses, orders, messages and requests for catering of a customer. The customer only: others get what `customer` answers them.
pub async fn personal_data(services: &Services, caller: &Caller, id: &CustomerId) -> Result<Value, Error> {
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
