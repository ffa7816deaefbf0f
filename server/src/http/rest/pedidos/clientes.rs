//! Customers by number.

use super::super::super::extract::{Body, SignedIn};
use super::super::{Answer, answer, ok};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use shared::api::MAX_PAGE;
use shared::api::customers::NewContact;
use shared::domain::customer::{Address, Customer};
use utoipa::ToSchema;

/// The list has no pages: so many customers, the first ones, are in it.
const MOST: usize = 1_000;

pub(in super::super) async fn clients(call: SignedIn) -> Answer {
    let customers = &call.http.app.services.customers;
    let (mut all, mut cursor) = (Vec::new(), None);
    loop {
        let page = customers.list(&call.caller, "", cursor, MAX_PAGE).await?;
        all.extend(page.items.iter().map(view));
        cursor = page.next_cursor;
        if cursor.is_none() || all.len() >= MOST {
            return ok(&all);
        }
    }
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(in super::super) struct NewClient {
    nome: String,
    email: String,
    telefone: String,
    endereco: String,
}

pub(in super::super) async fn add(call: SignedIn, Body(told): Body<NewClient>) -> Answer {
    let contact = NewContact {
        name: told.nome,
        email: told.email,
        phone: told.telefone,
        address: Address {
            line: told.endereco,
            ..Address::default()
        },
    };
    let customers = &call.http.app.services.customers;
    let customer = customers.add(&call.caller, contact).await?;
    answer(StatusCode::CREATED, &view(&customer))
}

fn view(customer: &Customer) -> Value {
    json!({
        "id": customer.number,
        "cliente": customer.id,
        "nome": customer.name,
        "email": customer.email,
        "telefone": customer.phone,
        "endereco": customer.address.as_ref().map(|address| &address.line),
    })
}
