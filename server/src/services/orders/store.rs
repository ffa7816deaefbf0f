//! How orders are stored: one document each, found by customer, by time, and, while somebody has to work on them, in
//! the open queue.

use crate::ports::documents::{Document, Expect, Index, Key, Table, Write};
use crate::ports::{Documents, EngineError};
use crate::services::failure;
use serde::{Deserialize, Serialize};
use shared::api::ApiError;
use shared::domain::order::{Order, Settled, Status};
use shared::domain::payment::{PaymentMethod, PaymentNote, PaymentStatus, PaymentSummary};
use shared::domain::{CustomerId, Money, OrderId, TenantId, Timestamp};

/// The form of the record that this code writes.
const FORM: u32 = 2;

#[derive(Debug, Serialize, Deserialize)]
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
fn number_key(number: u64) -> Key {
    Key::new(Table::Orders, format!("NUMBER#{number}"), "INFO")
}

#[derive(Debug, Serialize, Deserialize)]
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
) -> Result<Option<OrderId>, ApiError> {
    let found = documents.get(tenant, &number_key(number)).await;
    let record = found
        .map_err(failure::engine)?
        .map(|document| document.read::<NumberRecord>())
        .transpose();
    Ok(record.map_err(failure::engine)?.map(|record| record.order))
}

/// Partition of all orders by time.
pub const ALL: &str = "ALL";
/// Partition of the open orders by arrival.
pub const OPEN: &str = "OPEN";

pub fn by_customer(customer: &CustomerId) -> String {
    format!("CUSTOMER#{customer}")
}

/// The sort key of an instant: everything placed then or later sorts from here on.
pub fn from_instant(at: Timestamp) -> String {
    format!("{:015}", at.0.max(0))
}

/// The write that stores an order as it stands.
pub fn put(order: &Order, expect: Expect) -> Result<Write, EngineError> {
    let sort = format!("{}#{}", from_instant(order.head.placed_at), order.head.id);
    let record = OrderRecord {
        form: FORM,
        order: order.clone(),
    };
    let write = Write::put(order_key(&order.head.id), &record, expect)?
        .indexed(
            Index::OrdersByCustomer,
            by_customer(&order.head.customer.id),
            sort.clone(),
        )
        .indexed(Index::OrdersByTime, ALL, sort.clone());
    Ok(if order.is_open() {
        write.indexed(Index::OpenOrders, OPEN, sort)
    } else {
        write
    })
}

/// The order in a document.
pub fn read(document: &Document) -> Result<Order, EngineError> {
    let mut record: OrderRecord = document.read()?;
    if record.form == 1 {
        record.order.payment = record.order.payment.or(first_note(&record.order));
    }
    Ok(record.order)
}

/// Orders of the first form do not say how their money stands: it was told from how they were settled. Whatever the
/// payment's record says later is newer.
fn first_note(order: &Order) -> Option<PaymentNote> {
    let total = order.head.totals.total;
    let (method, cash) = match order.settled? {
        Settled::CashOnDelivery => (PaymentMethod::Cash, true),
        Settled::Paid | Settled::ByTheHouse => (order.head.payment_method, false),
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
) -> Result<Option<Stored>, ApiError> {
    let document = documents
        .get(tenant, &order_key(order))
        .await
        .map_err(failure::engine)?;
    document
        .map(|document| {
            let order = read(&document).map_err(failure::engine)?;
            Ok(Stored {
                order,
                document_version: document.version,
            })
        })
        .transpose()
}
