//! How orders are stored: one document each, found by customer, by time, and by where they stand.

use crate::error::Error;
use domain::order::{Order, Settled, State, Status};
use domain::payment::{PaymentMethod, PaymentNote, PaymentStatus, PaymentSummary};
use domain::stage::Stage;
use domain::{CustomerId, Money, OrderId, Slug, TenantId, Timestamp};
use ports::documents::{Document, Expect, Index, IndexEntry, Key, Table, Write};
use ports::{Documents, EngineError};
use serde::{Deserialize, Serialize};

/// The form of the record that this code writes.
const SCHEMA_VERSION: u32 = 2;

#[derive(Debug, Clone, Serialize, Deserialize)]
struct OrderRecord {
    form: u32,
    order: Order,
}

/// An order with the version of its document.
#[derive(Debug, Clone)]
pub struct Stored {
    pub order: Order,
    pub document_version: u64,
}

/// Where an order lies.
pub fn order_key(order: &OrderId) -> Key {
    Key::new(Table::Orders, format!("ORDER#{order}"), "INFO")
}

/// Where it is kept which order has a number.
pub fn number_key(number: u64) -> Key {
    Key::new(Table::Orders, format!("NUMBER#{number}"), "INFO")
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct NumberRecord {
    order: OrderId,
}

/// The write that gives an order its number for good.
pub fn put_number(order: &Order) -> Result<Write, EngineError> {
    let record = NumberRecord {
        order: order.head.id.clone(),
    };
    Write::put(number_key(order.head.number), &record, Expect::Absent)
}

/// The order of a number.
pub async fn numbered(
    documents: &dyn Documents,
    tenant: &TenantId,
    number: u64,
) -> Result<Option<OrderId>, Error> {
    let found = documents.get(tenant, &number_key(number)).await;
    Ok(found?.map(|document| read_number(&document)).transpose()?)
}

/// The order that has the number of a document.
pub fn read_number(document: &Document) -> Result<OrderId, EngineError> {
    Ok(document.read::<NumberRecord>()?.order)
}

/// Partition of all orders by time.
pub const ALL: &str = "ALL";

/// Finished orders by when they were finished, each way to end in a partition of its own. Counters have the same names.
pub const COMPLETED: &str = "COMPLETED";
pub const CANCELLED: &str = "CANCELLED";

/// The number of documents in which finished orders are counted, so that commits seldom meet at one.
pub const COUNT_SHARDS: usize = 8;

/// Where some of the finished orders are counted. It lies where those who may change orders may write.
pub fn count_key(shard: usize) -> Key {
    Key::new(Table::Orders, "ORDER#COUNTS", format!("{shard}"))
}

/// The writes that count an order that was finished, or is not finished any more.
pub fn count(before: &Order, after: &Order) -> Vec<Write> {
    let counted = |order: &Order| match standing(order).0 {
        Standing::Finished(name) => Some(name),
        Standing::Waiting(_) => None,
    };
    let (was, is) = (counted(before), counted(after));
    if was == is {
        return Vec::new();
    }
    let id = after.head.id.as_str();
    let key = count_key(id.bytes().map(usize::from).sum::<usize>() % COUNT_SHARDS);
    let gone = was.map(|name| Write::add(key.clone(), name, -1));
    let come = is.map(|name| Write::add(key.clone(), name, 1));
    gone.into_iter().chain(come).collect()
}

/// Where orders wait for somebody. A queue of a restaurant is one for each of its branches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Queue {
    /// For their payment, by arrival.
    Unpaid,
    /// For the kitchen to take them on, by arrival.
    ToAccept,
    /// For the time at which they should be begun, by that time: orders for later that nobody has begun.
    Later,
    /// For a stage, or at it, by when it should be cooked for its promise.
    Stage(Stage),
}

impl Queue {
    /// The partition of the queue of a branch, `None` for orders to which no branch was given.
    pub fn partition(self, branch: Option<&Slug>) -> String {
        let name = match self {
            Queue::Unpaid => "UNPAID",
            Queue::ToAccept => "ACCEPT",
            Queue::Later => "LATER",
            Queue::Stage(stage) => stage.wire_name(),
        };
        format!("{name}#{}", branch.map_or("", Slug::as_str))
    }
}

/// Whether an order waits, or how it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Waiting(Queue),
    /// [`COMPLETED`] or [`CANCELLED`].
    Finished(&'static str),
}

/// Where an order stands, and its sort key there.
pub fn standing(order: &Order) -> (Standing, String) {
    let finished = || order.finished_at().unwrap_or(order.updated_at);
    let (standing, at) = match &order.state {
        State::AwaitingPayment => {
            let queue = match order.waits_for_acceptance() {
                true => Queue::ToAccept,
                false => Queue::Unpaid,
            };
            (Standing::Waiting(queue), order.head.placed_at)
        }
        State::Working { .. } if order.is_unbegun_for_later() => {
            (Standing::Waiting(Queue::Later), order.head.cook_from())
        }
        // The same at each stage, so that a list in pages shows an order once while it goes on.
        State::Working { stage, .. } => (Standing::Waiting(Queue::Stage(*stage)), order.due(Stage::Cooking)),
        State::Completed { .. } => (Standing::Finished(COMPLETED), finished()),
        State::Cancelled { .. } => (Standing::Finished(CANCELLED), finished()),
    };
    (standing, sort_key(at, order))
}

/// The sort key of an order by arrival.
pub fn by_arrival(order: &Order) -> String {
    sort_key(order.head.placed_at, order)
}

fn sort_key(at: Timestamp, order: &Order) -> String {
    format!("{}#{}", from_instant(at), order.head.id)
}

/// The sort key that comes next after all that begin with this one. No sort key has a character below it.
pub fn after(sort: &str) -> String {
    format!("{sort}\u{1}")
}

pub fn by_customer(customer: &CustomerId) -> String {
    format!("CUSTOMER#{customer}")
}

/// The sort key of an instant: everything placed then or later sorts from here on.
pub fn from_instant(at: Timestamp) -> String {
    format!("{:015}", at.0.max(0))
}

/// The write that stores an order as it stands.
pub fn put(order: &Order, expect: Expect) -> Result<Write, EngineError> {
    let record = OrderRecord {
        form: SCHEMA_VERSION,
        order: order.clone(),
    };
    let write = Write::put(order_key(&order.head.id), &record, expect)?;
    let entries = entries(order).into_iter();
    Ok(entries.fold(write, |write, entry| {
        write.indexed(entry.index, entry.partition, entry.sort)
    }))
}

/// Where an order stands in the indexes.
pub fn entries(order: &Order) -> [IndexEntry; 3] {
    let (standing, sort) = standing(order);
    let entry = |index, partition: String, sort: String| IndexEntry {
        index,
        partition,
        sort,
    };
    let customer = by_customer(&order.head.customer.id);
    [
        entry(Index::OrdersByCustomer, customer, by_arrival(order)),
        entry(Index::OrdersByTime, ALL.to_owned(), by_arrival(order)),
        match standing {
            Standing::Waiting(queue) => {
                entry(Index::OrdersByQueue, queue.partition(order.head.branch()), sort)
            }
            Standing::Finished(name) => entry(Index::OrdersByState, name.to_owned(), sort),
        },
    ]
}

/// The order in a document.
pub fn read(document: &Document) -> Result<Order, EngineError> {
    let mut record: OrderRecord = document.read()?;
    if record.form == 1 {
        record.order.payment = record.order.payment.or(first_note(&record.order));
    }
    Ok(record.order)
}

/// Orders of the first form do not say how their money stands: it followed from how they were settled. Whatever the
/// payment's record says later is newer.
fn first_note(order: &Order) -> Option<PaymentNote> {
    let total = order.head.totals.total;
    let (method, cash) = match order.settled? {
        Settled::CashOnDelivery => (PaymentMethod::Cash, true),
        Settled::Paid | Settled::ManagerOverride => (order.head.payment_method, false),
    };
    let unpaid = PaymentSummary::unpaid(method, Money::ZERO);
    let summary = match order.status() {
        Status::Confirmed if cash => return None,
        Status::Cancelled if cash => unpaid,
        Status::Cancelled => PaymentSummary {
            status: PaymentStatus::Refunded,
            refunded_cents: total,
            ..unpaid
        },
        Status::Created | Status::Confirmed | Status::Completed => PaymentSummary {
            status: PaymentStatus::Approved,
            paid_cents: total,
            ..unpaid
        },
    };
    Some(PaymentNote { summary, version: 0 })
}

pub async fn load(
    documents: &dyn Documents,
    tenant: &TenantId,
    order: &OrderId,
) -> Result<Option<Stored>, Error> {
    let document = documents.get(tenant, &order_key(order)).await?;
    document
        .map(|document| {
            let order = read(&document)?;
            Ok(Stored {
                order,
                document_version: document.version,
            })
        })
        .transpose()
}
