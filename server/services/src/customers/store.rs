//! Keys and records of the table Customers.

use domain::customer::{Address, Customer, PersonDocument, SavedAddress, StaffText};
use domain::order::Actor;
use domain::written;
use domain::written::{Email, Phone};
use domain::{CustomerId, TenantId, Timestamp};
use ports::documents::{Document, Expect, Index, Key, Query, Table, Write};
use ports::{Documents, EngineError};
use serde::{Deserialize, Serialize};
use texts::now::shared as texts;

const SCHEMA_VERSION: u32 = 1;

/// The one partition of [`Index::CustomersByNumber`].
const ALL: &str = "CUSTOMERS";

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct CustomerRecord {
    form: u32,
    id: CustomerId,
    number: u64,
    username: String,
    name: String,
    #[serde(with = "written::blank")]
    email: Option<Email>,
    phone: Option<Phone>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    document: Option<PersonDocument>,
    address: Option<Address>,
    #[serde(default)]
    addresses: Option<Vec<SavedAddress>>,
    created_at: Timestamp,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    blocked: bool,
    /// From when on the account is closed and the customer is hidden.
    #[serde(default)]
    erased_at: Option<Timestamp>,
}

/// The one partition of customers that are to be erased.
const ERASURES: &str = "ERASURES";

/// Which customer is to be erased.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Erasure {
    pub customer_id: CustomerId,
    /// Whose account it was; `None` once record and account are gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
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
    let record: CustomerRecord = document.read()?;
    if record.erased_at.is_some() {
        return Ok(None);
    }
    Ok(Some((record.customer(), document)))
}

/// The writes that hide a customer: no list finds them, and when their time has come they are erased.
pub(super) fn close(
    customer: &Customer,
    document: Document,
    erased_at: Timestamp,
) -> Result<Vec<Write>, EngineError> {
    let mut record = CustomerRecord::of(customer);
    record.erased_at = Some(erased_at);
    let erasure = Erasure {
        customer_id: customer.id.clone(),
        username: Some(customer.username.clone()),
    };
    Ok(vec![
        Write::put(document.key, &record, Expect::Version(document.version))?,
        put_erasure(&erasure, erased_at)?,
    ])
}

/// The write that has a customer erased at a time.
fn put_erasure(erasure: &Erasure, at: Timestamp) -> Result<Write, EngineError> {
    let due = format!("{:015}#{}", at.0, erasure.customer_id);
    Write::put(Key::new(Table::Customers, ERASURES, due), erasure, Expect::Absent)
}

/// The writes that come back to an erasure at a later time.
pub(super) fn postpone(due: Document, erasure: &Erasure, at: Timestamp) -> Result<Vec<Write>, EngineError> {
    Ok(vec![taken(due), put_erasure(erasure, at)?])
}

/// The write that takes an erasure off the list, for the first process that does.
pub(super) fn taken(due: Document) -> Write {
    Write::Delete {
        key: due.key,
        expect: Expect::Version(due.version),
    }
}

/// The customers that are to be erased by now, the ones that waited longest first.
pub(super) fn erasures_due(now: Timestamp, limit: usize) -> Query {
    let before = format!("{:015}", now.0.saturating_add(1));
    Query::partition(Table::Customers, ERASURES, limit).between(None, Some(before))
}

/// The writes that leave nothing of a customer's record, nor of what was noted about them.
pub(super) fn erase(id: &CustomerId) -> [Write; 2] {
    [key(id), note_key(id)].map(|key| Write::Delete {
        key,
        expect: Expect::Anything,
    })
}

/// What the staff has noted about a customer.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NoteRecord {
    pub form: u32,
    /// Empty once it was removed.
    #[serde(with = "written::blank")]
    pub text: Option<StaffText>,
    pub by: Actor,
    pub at: Timestamp,
}

impl NoteRecord {
    pub fn new(text: Option<StaffText>, by: Actor, at: Timestamp) -> NoteRecord {
        NoteRecord {
            form: SCHEMA_VERSION,
            text,
            by,
            at,
        }
    }
}

fn note_key(id: &CustomerId) -> Key {
    Key::new(Table::Customers, format!("CUSTOMER#{id}"), "NOTE")
}

/// What is noted about a customer, with the version of the document that holds it: 0 where there is none.
pub(super) async fn note(
    documents: &dyn Documents,
    tenant: &TenantId,
    id: &CustomerId,
) -> Result<(Option<NoteRecord>, u64), EngineError> {
    match documents.get(tenant, &note_key(id)).await? {
        Some(document) => Ok((Some(document.read()?), document.version)),
        None => Ok((None, 0)),
    }
}

/// The write that notes something about a customer in place of what the document of a version says.
pub(super) fn put_note(id: &CustomerId, note: &NoteRecord, version: u64) -> Result<Write, EngineError> {
    let expect = match version {
        0 => Expect::Absent,
        version => Expect::Version(version),
    };
    Write::put(note_key(id), note, expect)
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
    Ok(document.read::<CustomerRecord>()?.customer())
}

pub(super) fn put(customer: &Customer, expect: Expect) -> Result<Write, EngineError> {
    let write = Write::put(key(&customer.id), &CustomerRecord::of(customer), expect)?;
    Ok(write.indexed(Index::CustomersByNumber, ALL, sort(customer.number)))
}

impl CustomerRecord {
    fn of(customer: &Customer) -> CustomerRecord {
        CustomerRecord {
            form: SCHEMA_VERSION,
            id: customer.id.clone(),
            number: customer.number,
            username: customer.username.clone(),
            name: customer.name.clone(),
            email: customer.email.clone(),
            phone: customer.phone.clone(),
            document: customer.document.clone(),
            address: customer.address.clone(),
            addresses: Some(customer.addresses.clone()),
            created_at: customer.created_at,
            blocked: customer.blocked,
            erased_at: None,
        }
    }

    fn customer(self) -> Customer {
        // Records from before there were address books have one address at most.
        let only = self.address.iter().map(|address| SavedAddress {
            label: texts::FIRST_LABEL.to_owned(),
            address: address.clone(),
        });
        Customer {
            addresses: self.addresses.unwrap_or_else(|| only.collect()),
            id: self.id,
            number: self.number,
            username: self.username,
            name: self.name,
            email: self.email,
            phone: self.phone,
            document: self.document,
            address: self.address,
            created_at: self.created_at,
            blocked: self.blocked,
        }
    }
}
