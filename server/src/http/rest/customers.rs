//! Customers.

use super::super::extract::{Body, SignedIn};
use super::query::{self, Parameters};
use super::{Answer, answer, ok, page};
use axum::extract::{Path, Query};
use axum::http::{HeaderValue, StatusCode, header};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};
use shared::api::Paged;
use shared::api::account::EmailChange;
use shared::api::customers::{NewContact, ProfileChange};
use shared::api::personal_data::personal_data;
use shared::domain::customer::{Address, Customer, SavedAddress};
use shared::domain::staff::Permission;
use std::collections::HashMap;
use utoipa::ToSchema;

/// An address as its parts, or on one line as older clients send it.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(untagged)]
#[schema(as = AddressTold)]
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

impl Default for AddressBody {
    fn default() -> AddressBody {
        AddressBody::Line(String::new())
    }
}

/// What is left out stays; `null` removes (RFC 7396), which name and e-mail address refuse.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct Change {
    #[serde(deserialize_with = "or_empty")]
    name: Option<String>,
    #[serde(deserialize_with = "or_empty")]
    email: Option<String>,
    #[serde(deserialize_with = "or_empty")]
    phone: Option<String>,
    #[serde(deserialize_with = "or_empty")]
    address: Option<AddressBody>,
    /// The whole address book.
    addresses: Option<Vec<SavedAddress>>,
}

/// Something empty for `null`: the service takes it for what is to be removed.
fn or_empty<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    value: D,
) -> Result<Option<T>, D::Error> {
    Ok(Some(Option::<T>::deserialize(value)?.unwrap_or_default()))
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

/// The same for machines only.
pub(super) async fn internal(call: SignedIn, path: Path<String>) -> Answer {
    call.caller.require(Permission::Internal)?;
    customer(call, path).await
}

pub(super) async fn list(call: SignedIn, Query(told): Query<HashMap<String, String>>) -> Answer {
    let told = Parameters::from(told);
    let (search, limit) = (told.text("search").unwrap_or_default(), told.limit()?);
    let customers = &call.http.app.services.customers;
    let found = customers.list(&call.caller, search, told.cursor(), limit).await?;
    let views = Paged {
        items: found.items.iter().map(view).collect(),
        next_cursor: found.next_cursor,
    };
    ok(&page("customers", &views))
}

pub(super) async fn add(call: SignedIn, Body(told): Body<Change>) -> Answer {
    let contact = NewContact {
        name: told.name.unwrap_or_default(),
        email: told.email.unwrap_or_default(),
        phone: told.phone.unwrap_or_default(),
        address: told.address.map(AddressBody::into_address).unwrap_or_default(),
    };
    let customer = call
        .http
        .app
        .services
        .customers
        .add(&call.caller, contact)
        .await?;
    answer(StatusCode::CREATED, &view(&customer))
}

pub(super) async fn update(call: SignedIn, Path(id): Path<String>, Body(told): Body<Change>) -> Answer {
    let change = ProfileChange {
        name: told.name,
        email: told.email,
        phone: told.phone,
        address: told.address.map(AddressBody::into_address),
        addresses: told.addresses,
    };
    let customers = &call.http.app.services.customers;
    let customer = customers
        .update_profile(&call.caller, &query::id(id)?, change)
        .await?;
    ok(&view(&customer))
}

pub(super) async fn change_email(
    call: SignedIn,
    Path(id): Path<String>,
    Body(change): Body<EmailChange>,
) -> Answer {
    let auth = &call.http.app.services.auth;
    auth.change_email(&call.caller, &query::id(id)?, change).await?;
    answer(
        StatusCode::ACCEPTED,
        &json!({ "message": "Enviamos un código al correo nuevo" }),
    )
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct EmailCode {
    code: String,
}

pub(super) async fn confirm_email(
    call: SignedIn,
    Path(id): Path<String>,
    Body(told): Body<EmailCode>,
) -> Answer {
    let (auth, id) = (&call.http.app.services.auth, query::id(id)?);
    auth.confirm_email(&call.caller, &id, &told.code).await?;
    let customer = call
        .http
        .app
        .services
        .customers
        .customer(&call.caller, &id)
        .await?;
    ok(&view(&customer))
}

/// A file with everything that is stored about the customer.
pub(super) async fn export(call: SignedIn, Path(id): Path<String>) -> Answer {
    let data = personal_data(&call.http.app.services, &call.caller, &query::id(id)?).await?;
    let mut file = ok(&data)?;
    file.headers_mut().insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"mis-datos.json\""),
    );
    Ok(file)
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct Farewell {
    password: String,
}

pub(super) async fn close_account(
    call: SignedIn,
    Path(id): Path<String>,
    Body(told): Body<Farewell>,
) -> Answer {
    let auth = &call.http.app.services.auth;
    let erased_at = auth
        .close_account(&call.caller, &query::id(id)?, &told.password)
        .await?;
    ok(&json!({ "message": "Cuenta cerrada", "erasedAt": erased_at }))
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
        "addresses": customer.addresses,
        "createdAt": customer.created_at,
    })
}
