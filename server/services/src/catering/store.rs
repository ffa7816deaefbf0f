//! How requests are stored: one document each, and beside it pointers by which it is found: by state and time of the event,
//! by customer, by its private link, and by when something is due for it. What is taken of a day is counted.

use crate::error::Error;
use crate::readable::readable;
use domain::catering::{CateringRequest, CateringSettings, CateringStatus, DailyLimit, DayLoad, Held};
use domain::{CateringId, CustomerId, Date, TenantId, Timestamp};
use ports::documents::{Document, Expect, Key, Page, Query, Table, Write};
use ports::{Documents, EngineError};
use rand::RngExt as _;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The form of the record that this code writes.
const SCHEMA_VERSION: u32 = 1;

pub const ALL: &str = "ALL";
const DAYS: &str = "DAYS";
const DUE: &str = "DUE";
const GUESTS: &str = "guests";
const EVENTS: &str = "events";

#[derive(Debug, Clone, Serialize, Deserialize)]
struct RequestRecord {
    form: u32,
    request: CateringRequest,
    /// The secret part of its private link.
    link: String,
}

/// A request with its private link and the version of its document.
#[derive(Debug, Clone)]
pub struct Stored {
    pub request: CateringRequest,
    /// The secret part of its private link.
    pub link: String,
    pub document_version: u64,
}

/// Leads to a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pointer {
    pub id: CateringId,
}

fn key(id: &CateringId) -> Key {
    Key::new(Table::Catering, format!("REQUEST#{id}"), "INFO")
}

/// The link itself is in the request's document only: finding this key does not help anybody.
fn link_key(link: &str) -> Key {
    let hash = hex::encode(Sha256::digest(link.as_bytes()));
    Key::new(Table::Catering, format!("LINK#{hash}"), "INFO")
}

/// Each counter of a day is a document of its own, so that one commit may change both.
fn day_key(day: Date, counter: &str) -> Key {
    Key::new(Table::Catering, DAYS, format!("{day}#{counter}"))
}

/// Partition of the requests in a state, by the time of the event.
pub fn by_status(status: CateringStatus) -> String {
    format!("STATUS#{}", status.wire_name())
}

/// Partition of a customer's requests, by the time at which they were made.
pub fn by_customer(customer: &CustomerId) -> String {
    format!("CUSTOMER#{customer}")
}

/// The sort key of an instant.
pub fn from_instant(at: Timestamp) -> String {
    format!("{:015}", at.0)
}

fn sorted(at: Timestamp, id: &CateringId) -> String {
    format!("{:015}#{id}", at.0)
}

fn pointer(pk: String, at: Timestamp, id: &CateringId) -> Result<Write, Error> {
    let key = Key::new(Table::Catering, pk, sorted(at, id));
    Write::put(key, &Pointer { id: id.clone() }, Expect::Anything).map_err(Error::from)
}

fn record(request: &CateringRequest, link: &str, expect: Expect) -> Result<Write, Error> {
    let record = RequestRecord {
        form: SCHEMA_VERSION,
        request: request.clone(),
        link: link.to_owned(),
    };
    Write::put(key(&request.id), &record, expect).map_err(Error::from)
}

/// The secret part of a private link: 32 hexadecimal digits, made by chance.
pub fn new_link() -> String {
    hex::encode(rand::rng().random::<[u8; 16]>())
}

/// The writes that store a new request and let it be found.
pub fn create(
    request: &CateringRequest,
    link: &str,
    settings: &CateringSettings,
) -> Result<Vec<Write>, Error> {
    let id = &request.id;
    let mut writes = vec![
        record(request, link, Expect::Absent)?,
        pointer(ALL.to_owned(), request.requested_at, id)?,
        pointer(by_status(request.status()), request.at(), id)?,
        Write::put(link_key(link), &Pointer { id: id.clone() }, Expect::Anything)?,
    ];
    if let Some(customer) = &request.customer {
        writes.push(pointer(by_customer(customer), request.requested_at, id)?);
    }
    if let Some(due) = request.due_at(settings) {
        writes.push(pointer(DUE.to_owned(), due, id)?);
    }
    // A new request holds nothing of its day; one of the demo's past may.
    writes.extend(count(None, request.held(), None));
    Ok(writes)
}

/// The writes that store a request in place of the one that was read, and where among them a day may turn out to be full.
pub fn change(
    before: &Stored,
    after: &CateringRequest,
    settings: &CateringSettings,
) -> Result<(Vec<Write>, Option<usize>), Error> {
    let id = &after.id;
    let was = &before.request;
    let mut writes = vec![record(
        after,
        &before.link,
        Expect::Version(before.document_version),
    )?];
    let places = [
        (
            Some((by_status(was.status()), was.at())),
            Some((by_status(after.status()), after.at())),
        ),
        (
            was.due_at(settings).map(|at| (DUE.to_owned(), at)),
            after.due_at(settings).map(|at| (DUE.to_owned(), at)),
        ),
    ];
    for (old, new) in places {
        if old == new {
            continue;
        }
        if let Some((pk, at)) = old {
            writes.push(delete(pk, at, id));
        }
        if let Some((pk, at)) = new {
            writes.push(pointer(pk, at, id)?);
        }
    }
    let before_days = writes.len();
    writes.extend(count(was.held(), after.held(), settings.daily_limit));
    let counted = writes.len() > before_days;
    Ok((writes, counted.then_some(before_days)))
}

/// The pointer to what is due.
pub fn put_due(at: Timestamp, id: &CateringId) -> Result<Write, Error> {
    pointer(DUE.to_owned(), at, id)
}

/// The pointer to what is due, to be removed.
pub fn delete_due(at: Timestamp, id: &CateringId) -> Write {
    delete(DUE.to_owned(), at, id)
}

fn delete(pk: String, at: Timestamp, id: &CateringId) -> Write {
    Write::Delete {
        key: Key::new(Table::Catering, pk, sorted(at, id)),
        expect: Expect::Anything,
    }
}

/// The writes that count what a request takes of its day, which may be another day than before. A day counts below zero what
/// is taken of it, so that its limit is a floor and may change at any time.
fn count(was: Option<Held>, is: Option<Held>, limit: Option<DailyLimit>) -> Vec<Write> {
    let floor = |most: u32| Some(-i64::from(most));
    let (most_guests, most_events) = match limit {
        None => (None, None),
        Some(DailyLimit::Guests(most)) => (floor(most), None),
        Some(DailyLimit::Events(most)) => (None, floor(most)),
    };
    let days: BTreeSet<Date> = was.iter().chain(&is).map(|held| held.day).collect();
    let mut writes = Vec::new();
    for day in days {
        let of_day = |held: &Option<Held>| held.filter(|held| held.day == day);
        let guests = |held: Option<Held>| held.map_or(0, |held| i64::from(held.guests));
        let events = |held: Option<Held>| i64::from(held.is_some());
        for (counter, delta, most) in [
            (GUESTS, guests(of_day(&was)) - guests(of_day(&is)), most_guests),
            (EVENTS, events(of_day(&was)) - events(of_day(&is)), most_events),
        ] {
            if delta == 0 {
                continue;
            }
            writes.push(Write::Add {
                key: day_key(day, counter),
                counter: counter.to_owned(),
                delta,
                // What gives something back is never refused.
                floor: most.filter(|_| delta < 0),
            });
        }
    }
    writes
}

pub async fn load(
    documents: &dyn Documents,
    tenant: &TenantId,
    id: &CateringId,
) -> Result<Option<Stored>, EngineError> {
    let document = documents.get(tenant, &key(id)).await?;
    document.as_ref().map(read).transpose()
}

/// The requests that pointers lead to, in their order.
pub async fn load_all(
    documents: &dyn Documents,
    tenant: &TenantId,
    pointers: &[Pointer],
) -> Result<Vec<Stored>, EngineError> {
    let keys: Vec<Key> = pointers.iter().map(|pointer| key(&pointer.id)).collect();
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let found = documents.get_all(tenant, &keys).await?;
    found.iter().flatten().map(read).collect()
}

/// The requests that a page of pointers leads to.
pub async fn pointed(
    documents: &dyn Documents,
    tenant: &TenantId,
    page: &Page,
) -> Result<Vec<CateringRequest>, EngineError> {
    let mut keys = Vec::with_capacity(page.documents.len());
    for document in &page.documents {
        keys.push(key(&document.read::<Pointer>()?.id));
    }
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let found = documents.get_all(tenant, &keys).await?;
    let record = |document: &Document| document.read::<RequestRecord>();
    found
        .iter()
        .flatten()
        .map(|document| record(document).map(|record| record.request))
        .collect()
}

fn read(document: &Document) -> Result<Stored, EngineError> {
    let record: RequestRecord = document.read()?;
    Ok(Stored {
        request: record.request,
        link: record.link,
        document_version: document.version,
    })
}

/// The request that a link leads to.
pub async fn linked(
    documents: &dyn Documents,
    tenant: &TenantId,
    link: &str,
) -> Result<Option<CateringId>, Error> {
    let document = documents.get(tenant, &link_key(link)).await?;
    let pointer: Option<Pointer> = document
        .map(|document| document.read().map_err(Error::from))
        .transpose()?;
    Ok(pointer.map(|pointer| pointer.id))
}

/// A page of pointers, and where to go on.
pub async fn pointers(
    documents: &dyn Documents,
    tenant: &TenantId,
    query: &Query,
) -> Result<(Vec<Pointer>, Option<String>), Error> {
    let page = documents.query(tenant, query).await?;
    let mut pointers = Vec::with_capacity(page.documents.len());
    for document in &page.documents {
        pointers.push(document.read()?);
    }
    Ok((pointers, page.next))
}

/// A page of what is due by now with its time, longest ago first, and where to go on.
pub async fn due_page(
    documents: &dyn Documents,
    tenant: &TenantId,
    now: Timestamp,
    limit: usize,
    place: Option<String>,
) -> Result<(Vec<(Timestamp, CateringId)>, Option<String>), Error> {
    let before = from_instant(now.plus_ms(1));
    let query = Query::partition(Table::Catering, DUE, limit)
        .between(None, Some(before))
        .after(place);
    let page = documents.query(tenant, &query).await?;
    let due = |document: &Document| {
        let pointer: Pointer = document.read()?;
        let at = document.key.sk.split('#').next().and_then(|at| at.parse().ok());
        let at = at.ok_or_else(|| EngineError::broken("catering", "a key without its time"))?;
        Ok((Timestamp(at), pointer.id))
    };
    Ok((readable(tenant, &page.documents, due), page.next))
}

/// What is taken of the days from `from` to `to`, by day, where anything is.
pub async fn loads(
    documents: &dyn Documents,
    tenant: &TenantId,
    from: Date,
    to: Date,
) -> Result<BTreeMap<Date, DayLoad>, Error> {
    let before = to.plus_days(1).to_string();
    let mut loads: BTreeMap<Date, DayLoad> = BTreeMap::new();
    let mut place = None;
    loop {
        let query = Query::partition(Table::Catering, DAYS, 1_000)
            .between(Some(from.to_string()), Some(before.clone()))
            .after(place);
        let page = documents.query(tenant, &query).await?;
        for document in &page.documents {
            let Some(day) = document.key.sk.split('#').next().and_then(Date::parse) else {
                continue;
            };
            let load = loads.entry(day).or_default();
            let taken = |counter| u32::try_from(-document.counter(counter)).unwrap_or(0);
            load.guests = load.guests.max(taken(GUESTS));
            load.events = load.events.max(taken(EVENTS));
        }
        place = page.next;
        if place.is_none() {
            return Ok(loads);
        }
    }
}
