//! Customers.

pub(crate) mod docs;

use super::super::extract::{Body, SignedIn};
use super::if_match::{IfMatch, versioned};
use super::query::Parameters;
use super::{Answer, answer, empty_change, ids, ok, or_empty, page};
use api::Paged;
use api::account::EmailChange;
use api::customers::{NewContact, NoteChange, ProfileChange, StaffNote};
use axum::extract::{Path, Query};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::IntoResponse as _;
use domain::customer::{Address, Customer, SavedAddress};
use domain::staff::Permission;
use domain::written;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use services::personal_data::personal_data;
use services::versions::Versioned;
use std::collections::HashMap;
use utoipa::ToSchema;

/// An address as its parts, or on one line as older clients send it.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(untagged)]
#[schema(as = AddressInput)]
pub(in super::super) enum AddressBody {
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
    pub(in super::super) fn into_address(self) -> Address {
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
pub(in super::super) struct Change {
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
    /// Whether the restaurant takes no orders of this account any more. Managers and machines.
    blocked: Option<bool>,
}

pub(in super::super) async fn customer(call: SignedIn, Path(id): Path<String>) -> Answer {
    let customer = call
        .http
        .app
        .services
        .customers
        .customer(&call.caller, &ids::customer(&call, &id).await?)
        .await?;
    ok(&view(&customer))
}

/// The same for machines only.
pub(in super::super) async fn internal(call: SignedIn, path: Path<String>) -> Answer {
    call.caller.require(Permission::Internal)?;
    customer(call, path).await
}

pub(in super::super) async fn list(call: SignedIn, Query(query): Query<HashMap<String, String>>) -> Answer {
    let parameters = Parameters::from(query);
    let (search, limit) = (parameters.text("search").unwrap_or_default(), parameters.limit()?);
    let customers = &call.http.app.services.customers;
    let found = customers
        .list(&call.caller, search, parameters.cursor(), limit)
        .await?;
    let views = Paged {
        items: found.items.iter().map(view).collect(),
        next_cursor: found.next_cursor,
    };
    ok(&page("customers", &views))
}

pub(in super::super) async fn add(call: SignedIn, Body(body): Body<Change>) -> Answer {
    let contact = NewContact {
        id: None,
        name: body.name.unwrap_or_default(),
        email: body.email.unwrap_or_default(),
        phone: body.phone.unwrap_or_default(),
        document: String::new(),
        address: body.address.map(AddressBody::into_address).unwrap_or_default(),
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

pub(in super::super) async fn update(
    call: SignedIn,
    Path(id): Path<String>,
    Body(body): Body<Change>,
) -> Answer {
    let id = ids::customer(&call, &id).await?;
    let change = ProfileChange {
        name: body.name,
        email: body.email,
        phone: body.phone,
        document: None,
        address: body.address.map(AddressBody::into_address),
        addresses: body.addresses,
        blocked: body.blocked,
    };
    let customers = &call.http.app.services.customers;
    if change == ProfileChange::default() {
        // A caller who may not see the customer is refused first.
        customers.customer(&call.caller, &id).await?;
        return Err(empty_change().into());
    }
    let customer = customers.update_profile(&call.caller, &id, change).await?;
    ok(&view(&customer))
}

/// Closes the account on the word of the restaurant: the customer is hidden at once.
pub(in super::super) async fn erase(call: SignedIn, Path(id): Path<String>) -> Answer {
    call.caller.require(Permission::ManageCustomers)?;
    let id = ids::customer(&call, &id).await?;
    call.http
        .app
        .services
        .auth
        .erase_customer(&call.caller, &id)
        .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(in super::super) async fn note(call: SignedIn, Path(id): Path<String>) -> Answer {
    call.caller.require(Permission::SeeCustomers)?;
    let id = ids::customer(&call, &id).await?;
    let customers = &call.http.app.services.customers;
    noted(customers.note(&call.caller, &id).await?)
}

pub(in super::super) async fn change_note(
    call: SignedIn,
    seen: IfMatch,
    Path(id): Path<String>,
    Body(change): Body<NoteChange>,
) -> Answer {
    call.caller.require(Permission::ManageCustomers)?;
    let id = ids::customer(&call, &id).await?;
    let customers = &call.http.app.services.customers;
    let changed = customers.change_note(&call.caller, &id, &change, seen.version());
    noted(changed.await?)
}

fn noted(note: StaffNote) -> Answer {
    let version = note.version;
    versioned(
        StatusCode::OK,
        &Versioned {
            record: note,
            version,
        },
    )
}

/// A file with all customers, or those that a search finds.
pub(in super::super) async fn export_all(
    call: SignedIn,
    Query(query): Query<HashMap<String, String>>,
) -> Answer {
    let parameters = Parameters::from(query);
    let search = parameters.text("search").unwrap_or_default();
    let customers = &call.http.app.services.customers;
    ok(&customers.export(&call.caller, search).await?)
}

pub(in super::super) async fn change_email(
    call: SignedIn,
    Path(id): Path<String>,
    Body(change): Body<EmailChange>,
) -> Answer {
    let auth = &call.http.app.services.auth;
    auth.change_email(&call.caller, &ids::customer(&call, &id).await?, change)
        .await?;
    answer(
        StatusCode::ACCEPTED,
        &json!({ "message": "Enviamos un código al correo nuevo" }),
    )
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(in super::super) struct EmailCode {
    code: String,
}

pub(in super::super) async fn confirm_email(
    call: SignedIn,
    Path(id): Path<String>,
    Body(body): Body<EmailCode>,
) -> Answer {
    let (auth, id) = (&call.http.app.services.auth, ids::customer(&call, &id).await?);
    auth.confirm_email(&call.caller, &id, &body.code).await?;
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
pub(in super::super) async fn export(call: SignedIn, Path(id): Path<String>) -> Answer {
    let data = personal_data(
        &call.http.app.services,
        &call.caller,
        &ids::customer(&call, &id).await?,
    )
    .await?;
    let mut file = ok(&data)?;
    file.headers_mut().insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"mis-datos.json\""),
    );
    Ok(file)
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(in super::super) struct Farewell {
    password: String,
}

pub(in super::super) async fn close_account(
    call: SignedIn,
    Path(id): Path<String>,
    Body(body): Body<Farewell>,
) -> Answer {
    let auth = &call.http.app.services.auth;
    let erased_at = auth
        .close_account(&call.caller, &ids::customer(&call, &id).await?, &body.password)
        .await?;
    ok(&json!({ "message": "Cuenta cerrada", "erasedAt": erased_at }))
}

fn view(customer: &Customer) -> Value {
    json!({
        "id": customer.id,
        "customerId": customer.id,
        "number": customer.number,
        "username": customer.username,
        "name": customer.name,
        "email": written::or_empty(&customer.email),
        "phone": customer.phone,
        "address": customer.address,
        "addresses": customer.addresses,
        "createdAt": customer.created_at,
        "blocked": customer.blocked,
    })
}
