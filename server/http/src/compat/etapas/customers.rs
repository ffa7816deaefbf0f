//! Customers by ids that are text, some of which their clients have chosen.

use super::super::super::extract::{Body, SignedIn};
use super::super::super::rest::customers::AddressBody;
use super::super::super::rest::{Answer, answer, ids, ok};
use api::customers::NewContact;
use api::{ApiError, Code, FieldError};
use axum::extract::Path;
use axum::http::StatusCode;
use domain::CustomerId;
use domain::customer::FieldProblem;
use domain::written::or_empty;
use serde::Deserialize;
use serde_json::json;
use texts::now::errors as texts;

/// The length of the random part of an id of ours: one that a client has chosen is shorter.
const MADE: usize = 26;

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct NewCustomer {
    customer_id: Option<String>,
    name: String,
    email: String,
    phone: Option<String>,
    address: Option<AddressBody>,
}

pub(super) async fn add(call: SignedIn, Body(body): Body<NewCustomer>) -> Answer {
    let contact = NewContact {
        id: body.customer_id.as_deref().map(chosen).transpose()?,
        name: body.name,
        email: body.email,
        phone: body.phone.unwrap_or_default(),
        document: String::new(),
        address: body.address.map(AddressBody::into_address).unwrap_or_default(),
    };
    let customers = &call.http.app.services.customers;
    let customer = customers.add(&call.caller, contact).await?;
    answer(
        StatusCode::CREATED,
        &json!({ "message": "Cliente creado", "customerId": shown(&customer.id) }),
    )
}

pub(super) async fn customer(call: SignedIn, Path(id): Path<String>) -> Answer {
    let id = found(&call, &id).await?;
    let customers = &call.http.app.services.customers;
    let customer = customers.customer(&call.caller, &id).await?;
    let tenant = &call.caller.tenant;
    ok(&json!({
        "customerId": shown(&customer.id),
        "tenantId": tenant,
        "name": customer.name,
        "phone": customer.phone,
        "address": customer.address.map(|address| address.line),
        "email": or_empty(&customer.email),
        "createdAt": customer.created_at,
        "userRef": format!("TENANT#{tenant}#USER#{}", customer.username),
    }))
}

/// The customer of an id as its client writes it.
pub(super) async fn found(call: &SignedIn, input: &str) -> Result<CustomerId, ApiError> {
    match chosen(input) {
        Ok(id) => Ok(id),
        Err(_) => ids::customer(call, input).await,
    }
}

/// The id that a client has chosen, as one of ours. Digits alone would be a number.
fn chosen(input: &str) -> Result<CustomerId, ApiError> {
    let fits = input.len() < MADE && ids::number(input).is_none();
    let id = CustomerId::parse(format!("{}{input}", CustomerId::PREFIX)).ok();
    id.filter(|_| fits).ok_or_else(|| {
        let text = texts::field(FieldProblem::Malformed);
        ApiError::invalid(vec![FieldError::new("/customerId", Code::InvalidValue, text)])
    })
}

/// The id as its client knows it.
pub(super) fn shown(id: &CustomerId) -> &str {
    let text = id.as_str();
    let own = text.strip_prefix(CustomerId::PREFIX).unwrap_or(text);
    if own.len() < MADE { own } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_a_client_chose_comes_back_as_it_was() {
        let id = chosen("c100").unwrap();
        assert_eq!((id.as_str(), shown(&id)), ("c_c100", "c100"));
        let made = CustomerId::parse("c_01k8at2q3s4d5f6g7h8j9k0m1n").unwrap();
        assert_eq!(shown(&made), made.as_str());
        for wrong in ["100", "C1", "", "a b", "c_01k8at2q3s4d5f6g7h8j9k0m1n"] {
            assert!(chosen(wrong).is_err(), "{wrong}");
        }
    }
}
