//! Customers by number.

use super::super::super::extract::{Body, SignedIn};
use super::super::super::rest::{Answer, answer, ok};
use super::shown::Shown;
use super::{malformed, number};
use api::customers::{NewContact, ProfileChange};
use api::{ApiError, Code, MAX_PAGE};
use axum::extract::Path;
use axum::http::StatusCode;
use domain::customer::{Address, Customer};
use domain::written::or_empty;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

/// The list has no pages: at most this many customers, the first ones, are in it.
const MAX_CUSTOMERS: usize = 1_000;

pub(crate) async fn clients(call: SignedIn) -> Answer {
    let customers = &call.http.app.services.customers;
    let (mut all, mut cursor) = (Vec::new(), None);
    loop {
        let page = customers.list(&call.caller, "", cursor, MAX_PAGE).await?;
        all.extend(page.items.iter().map(view));
        cursor = page.next_cursor;
        if cursor.is_none() || all.len() >= MAX_CUSTOMERS {
            return ok(&all);
        }
    }
}

/// A customer as they shall be, or with the number what of them shall change. What it says of a password is not read.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = NewClient)]
pub(crate) struct Client {
    #[schema(ignore)]
    id: Value,
    nome: Option<String>,
    email: Option<String>,
    telefone: Option<String>,
    cpf: Option<String>,
    endereco: Option<String>,
}

impl Client {
    fn address(&self) -> Option<Address> {
        self.endereco.as_ref().map(|line| Address {
            line: line.clone(),
            ..Address::default()
        })
    }
}

pub(crate) async fn add(call: SignedIn, Body(body): Body<Client>) -> Answer {
    let contact = NewContact {
        id: None,
        address: body.address().unwrap_or_default(),
        name: body.nome.unwrap_or_default(),
        email: body.email.unwrap_or_default(),
        phone: body.telefone.unwrap_or_default(),
        document: body.cpf.unwrap_or_default(),
    };
    let customers = &call.http.app.services.customers;
    let customer = customers.add(&call.caller, contact).await?;
    answer(StatusCode::CREATED, &view(&customer))
}

pub(crate) async fn change_client(call: SignedIn, Body(body): Body<Client>) -> Answer {
    let number = body.id.as_u64().ok_or_else(|| malformed("/id"))?;
    let id = found(&call, number).await?.id;
    let change = ProfileChange {
        address: body.address(),
        name: body.nome,
        email: body.email,
        phone: body.telefone,
        document: body.cpf,
        ..ProfileChange::default()
    };
    let customers = &call.http.app.services.customers;
    ok(&view(&customers.update_profile(&call.caller, &id, change).await?))
}

pub(crate) async fn client(call: SignedIn, Path(id): Path<String>) -> Answer {
    let customer = found(&call, number(&id)?).await?;
    let customers = &call.http.app.services.customers;
    ok(&view(&customers.customer(&call.caller, &customer.id).await?))
}

pub(crate) async fn remove_client(call: SignedIn, Path(id): Path<String>) -> Answer {
    let customer = found(&call, number(&id)?).await?;
    let auth = &call.http.app.services.auth;
    auth.erase_customer(&call.caller, &customer.id).await?;
    ok(&true)
}

pub(crate) async fn orders_of(call: SignedIn, Path(id): Path<String>) -> Answer {
    let customer = found(&call, number(&id)?).await?;
    let orders = &call.http.app.services.orders;
    let page = orders
        .of_customer(&call.caller, &customer.id, None, MAX_PAGE)
        .await?;
    ok(&Shown::of(&call).await?.all(&page.items).await)
}

/// The customer of a number; nobody is 404.
async fn found(call: &SignedIn, number: u64) -> Result<Customer, ApiError> {
    let customers = &call.http.app.services.customers;
    let found = customers.by_number(&call.caller, number).await;
    found.map_err(|error| match error.code() {
        Code::UnknownCustomer => ApiError::not_found(),
        _ => error.into(),
    })
}

fn view(customer: &Customer) -> Value {
    json!({
        "id": customer.number,
        "cliente": customer.id,
        "cpf": or_empty(&customer.document),
        "nome": customer.name,
        "username": customer.username,
        "email": or_empty(&customer.email),
        "telefone": customer.phone,
        "endereco": customer.address.as_ref().map(|address| &address.line),
        "ativo": true,
    })
}
