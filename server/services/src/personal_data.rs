//! All that is stored about a customer, to take along.

use crate::Services;
use crate::caller::Caller;
use crate::error::Error;
use api::MAX_PAGE;
use domain::CustomerId;
use serde_json::{Value, json};

/// Profile, addresses, orders, messages, requests for catering and the note of the staff about a customer. The customer, and managers
/// and machines, of whom it is remembered.
pub async fn personal_data(services: &Services, caller: &Caller, id: &CustomerId) -> Result<Value, Error> {
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
    let catering = services.catering.of_customer(caller, id).await?;
    let note = services.customers.note_in_file(caller, id).await?;
    let note = note.map(|(text, at)| json!({ "text": text, "at": at }));
    if caller.customer_id().is_err() {
        services.customers.note_exported(caller, id).await?;
    }
    Ok(json!({
        "profile": profile,
        "orders": orders,
        "messages": messages,
        "catering": catering,
        "staffNote": note,
    }))
}
