//! Customers.

use super::super::extract::{Body, SignedIn};
use super::{Answer, ok, query};
use axum::extract::Path;
use serde::Deserialize;
use serde_json::{Value, json};
use shared::api::customers::ProfileChange;
use shared::domain::customer::{Address, Customer};

/// An address as its parts, or on one line as older clients send it.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum AddressBody {
    Parts {
        #[serde(default)]
        line: String,
        #[serde(default)]
        district: String,
        #[serde(default)]
        reference: String,
    },
    Line(String),
}

impl AddressBody {
    pub(super) fn into_address(self) -> Address {
        match self {
            AddressBody::Parts {
                line,
                district,
                reference,
            } => Address {
                line,
                district,
                reference,
            },
            AddressBody::Line(line) => Address {
                line,
                ..Address::default()
            },
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Change {
    name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    address: Option<AddressBody>,
}

pub(super) async fn customer(call: SignedIn, Path(id): Path<String>) -> Answer {
    let customer = call
        .http
        .app
        .services
        .customers
        .customer(&call.caller, &query::id(id)?)
        .await?;
    ok(&view(&customer))
}

pub(super) async fn update(call: SignedIn, Path(id): Path<String>, Body(told): Body<Change>) -> Answer {
    let change = ProfileChange {
        name: told.name,
        email: told.email,
        phone: told.phone,
        address: told.address.map(AddressBody::into_address),
    };
    let customers = &call.http.app.services.customers;
    let customer = customers
        .update_profile(&call.caller, &query::id(id)?, change)
        .await?;
    ok(&view(&customer))
}

fn view(customer: &Customer) -> Value {
    json!({
        "customerId": customer.id,
        "number": customer.number,
        "username": customer.username,
        "name": customer.name,
        "email": customer.email,
        "phone": customer.phone,
        "address": customer.address,
        "createdAt": customer.created_at,
    })
}
