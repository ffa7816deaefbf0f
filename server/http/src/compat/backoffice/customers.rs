//! Customers by number.

use super::super::super::extract::{Body, SignedIn};
use super::super::super::rest::{Answer, answer, empty_change, ids, ok};
use super::pages::Part;
use api::customers::{NewContact, ProfileChange};
use api::{ApiError, FieldError};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use domain::customer::{Customer, FieldProblem};
use domain::staff::Permission;
use domain::written::{is_left_out, or_empty};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::HashMap;
use texts::now::errors as texts;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct CustomerFields {
    name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
}

pub(super) async fn add(call: SignedIn, Body(body): Body<CustomerFields>) -> Answer {
    let contact = NewContact {
        name: body.name.unwrap_or_default(),
        email: body.email.unwrap_or_default(),
        phone: body.phone.unwrap_or_default(),
        ..NewContact::default()
    };
    if is_left_out(&contact.phone) {
        call.caller.require(Permission::ManageCustomers)?;
        let text = texts::field(FieldProblem::Missing);
        let field = FieldError::new("/phone", api::Code::MissingField, text);
        return Err(ApiError::invalid(vec![field]).into());
    }
    let customers = &call.http.app.services.customers;
    let customer = customers.add(&call.caller, contact).await?;
    answer(StatusCode::CREATED, &view(&customer))
}

pub(super) async fn list(call: SignedIn, Query(query): Query<HashMap<String, String>>) -> Answer {
    let part = Part::parse(&query)?;
    let search = query.get("search").map(String::as_str).unwrap_or_default();
    let customers = &call.http.app.services.customers;
    let found = customers
        .after_number(&call.caller, search, part.after, part.limit + 1)
        .await?;
    ok(&part.page(found.iter().map(view).collect()))
}

pub(super) async fn customer(call: SignedIn, Path(id): Path<String>) -> Answer {
    let id = ids::customer(&call, &id).await?;
    let customers = &call.http.app.services.customers;
    ok(&view(&customers.customer(&call.caller, &id).await?))
}

/// The same for machines only.
pub(super) async fn internal(call: SignedIn, id: Path<String>) -> Answer {
    call.caller.require(Permission::Internal)?;
    customer(call, id).await
}

pub(super) async fn change(
    call: SignedIn,
    Path(id): Path<String>,
    Body(body): Body<CustomerFields>,
) -> Answer {
    let id = ids::customer(&call, &id).await?;
    let change = ProfileChange {
        name: body.name,
        email: body.email,
        phone: body.phone,
        ..ProfileChange::default()
    };
    let customers = &call.http.app.services.customers;
    if change == ProfileChange::default() {
        // A caller who may not see the customer is refused first.
        customers.customer(&call.caller, &id).await?;
        return Err(empty_change().into());
    }
    let customer = customers.update_profile(&call.caller, &id, change).await?;
    ok(&json!({ "success": true, "message": "Cliente actualizado", "data": view(&customer) }))
}

pub(super) async fn remove(call: SignedIn, Path(id): Path<String>) -> Answer {
    call.caller.require(Permission::ManageCustomers)?;
    let id = ids::customer(&call, &id).await?;
    let services = &call.http.app.services;
    let number = services.customers.customer(&call.caller, &id).await?.number;
    services.auth.erase_customer(&call.caller, &id).await?;
    ok(&json!({ "success": true, "message": "Cliente eliminado", "data": { "id": number } }))
}

pub(super) fn view(customer: &Customer) -> Value {
    json!({
        "id": customer.number,
        "name": customer.name,
        "email": or_empty(&customer.email),
        "phone": customer.phone,
        "created_at": customer.created_at,
    })
}
