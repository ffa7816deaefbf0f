//! Keys and records of the table Customers.

use crate::ports::documents::{Document, Expect, Index, Key, Query, Table, Write};
use crate::ports::{Documents, EngineError};
use serde::{Deserialize, Serialize};
use shared::domain::customer::{Address, Customer};
use shared::domain::{CustomerId, TenantId, Timestamp};

const FORM: u32 = 1;

/// The one partition of [`Index::CustomersByNumber`].
const ALL: &str = "CUSTOMERS";

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct CustomerRecord {
    form: u32,
    id: CustomerId,
    number: u64,
    username: String,
    name: String,
    email: String,
    phone: Option<String>,
    address: Option<Address>,
    created_at: Timestamp,
}

fn key(id: &CustomerId) -> Key {
    Key::new(Table::Customers, format!("CUSTOMER#{id}"), "INFO")
}

/// A customer with the document that holds them.
pub(super) async fn customer(
    documents: &dyn Documents,
    tenant: &TenantId,
    id: &CustomerId,
) -> Result<Option<(Customer, Document)>, EngineError> {
    let Some(document) = documents.get(tenant, &key(id)).await? else {
        return Ok(None);
    };
    let customer = read(&document)?;
    Ok(Some((customer, document)))
}

/// The customers from this number on, by number.
pub(super) fn from_number(number: u64, limit: usize) -> Query {
    Query::index(Index::CustomersByNumber, ALL, limit).between(Some(sort(number)), None)
}

fn sort(number: u64) -> String {
    format!("{number:012}")
}

/// The customer in a document.
pub(super) fn read(document: &Document) -> Result<Customer, EngineError> {
    let record: CustomerRecord = document.read()?;
    Ok(Customer {
        id: record.id,
        number: record.number,
        username: record.username,
        name: record.name,
        email: record.email,
        phone: record.phone,
        address: record.address,
        created_at: record.created_at,
    })
}

pub(super) fn put(customer: &Customer, expect: Expect) -> Result<Write, EngineError> {
    let record = CustomerRecord {
        form: FORM,
        id: customer.id.clone(),
        number: customer.number,
        username: customer.username.clone(),
        name: customer.name.clone(),
        email: customer.email.clone(),
        phone: customer.phone.clone(),
        address: customer.address.clone(),
        created_at: customer.created_at,
    };
    let write = Write::put(key(&customer.id), &record, expect)?;
    Ok(write.indexed(Index::CustomersByNumber, ALL, sort(customer.number)))
}
