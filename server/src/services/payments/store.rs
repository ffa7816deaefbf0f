//! How payments are stored: one document for each order, with all its attempts.

use crate::ports::Documents;
use crate::ports::documents::{Expect, Key, Table, Write};
use crate::services::failure;
use serde::{Deserialize, Serialize};
use shared::api::ApiError;
use shared::domain::payment::Payment;
use shared::domain::{OrderId, TenantId};

/// The form of the record that this code writes.
const FORM: u32 = 1;

#[derive(Debug, Serialize, Deserialize)]
struct PaymentRecord {
    form: u32,
    payment: Payment,
}

/// A payment with the version of its document.
#[derive(Debug, Clone)]
pub struct Stored {
    pub payment: Payment,
    version: u64,
}

fn key(order: &OrderId) -> Key {
    Key::new(Table::Payments, format!("PAYMENT#{order}"), "INFO")
}

pub async fn load(
    documents: &dyn Documents,
    tenant: &TenantId,
    order: &OrderId,
) -> Result<Option<Stored>, ApiError> {
    let document = documents
        .get(tenant, &key(order))
        .await
        .map_err(failure::engine)?;
    document
        .map(|document| {
            let record: PaymentRecord = document.read().map_err(failure::engine)?;
            Ok(Stored {
                payment: record.payment,
                version: document.version,
            })
        })
        .transpose()
}

/// The write that stores a payment in place of the one that was read.
pub fn put(payment: &Payment, before: Option<&Stored>) -> Result<Write, ApiError> {
    let expect = before.map_or(Expect::Absent, |stored| Expect::Version(stored.version));
    let record = PaymentRecord {
        form: FORM,
        payment: payment.clone(),
    };
    Write::put(key(&payment.order_id), &record, expect).map_err(failure::engine)
}
