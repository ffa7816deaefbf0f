//! How payments are stored: one document for each order, and what is to be done for some of them by when it is due.

use crate::error::Error;
use crate::readable::readable;
use domain::order::Actor;
use domain::payment::{
    Attempt, Charge, ChargeState, Payment, PaymentMethod, PaymentStatus, Refund, RefundReason, RefundState,
};
use domain::{Money, OrderId, TenantId, Timestamp};
use ports::Documents;
use ports::documents::{Document, Expect, Key, Query, Table, Write};
use serde::{Deserialize, Serialize};

/// The form of the record that this code writes.
const SCHEMA_VERSION: u32 = 2;

const DUE: &str = "DUE";

#[derive(Debug, Clone, Serialize, Deserialize)]
struct PaymentRecord {
    form: u32,
    payment: Payment,
    /// See [`Look::at`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    look_at: Option<Timestamp>,
    /// See [`Look::failures`].
    #[serde(default, skip_serializing_if = "is_zero")]
    look_failures: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// The next question to the gateway about the attempts of a payment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// When it is asked; `None` when it has been asked often enough.
    pub at: Option<Timestamp>,
    /// How often in a row it could not be asked, or its answer could not be read.
    pub failures: u32,
}

impl Look {
    /// A question that none before has failed.
    pub fn at(at: Option<Timestamp>) -> Look {
        Look { at, failures: 0 }
    }
}

/// A payment with the version of its document, 0 when there is none yet.
#[derive(Debug, Clone)]
pub struct Stored {
    pub payment: Payment,
    pub look: Look,
    pub version: u64,
}

/// Points to a payment for which something is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    pub order: OrderId,
    pub at: Timestamp,
}

fn key(order: &OrderId) -> Key {
    Key::new(Table::Payments, format!("PAYMENT#{order}"), "INFO")
}

fn due_key(due: &Due) -> Key {
    Key::new(Table::Payments, DUE, format!("{:015}#{}", due.at.0, due.order))
}

pub async fn load(
    documents: &dyn Documents,
    tenant: &TenantId,
    order: &OrderId,
) -> Result<Option<Stored>, Error> {
    let document = documents.get(tenant, &key(order)).await?;
    document.as_ref().map(read).transpose()
}

/// The payments of several orders, in their order, each by itself: one that cannot be read hides no other.
pub async fn load_all(
    documents: &dyn Documents,
    tenant: &TenantId,
    orders: &[OrderId],
) -> Result<Vec<Result<Option<Stored>, Error>>, Error> {
    let keys: Vec<Key> = orders.iter().map(key).collect();
    let found = documents.get_all(tenant, &keys).await?;
    let read = |document: &Option<Document>| document.as_ref().map(read).transpose();
    Ok(found.iter().map(read).collect())
}

fn read(document: &Document) -> Result<Stored, Error> {
    let record = document.read::<PaymentRecord>();
    let newer = record.as_ref().is_ok_and(|record| record.form > 1);
    if !newer
        && let Ok(first) = document.read::<first_form::PaymentRecord>()
        && first.form == 1
    {
        return Ok(Stored {
            payment: first.payment.into(),
            look: Look::default(),
            version: document.version,
        });
    }
    let record = record?;
    Ok(Stored {
        payment: record.payment,
        look: Look {
            at: record.look_at,
            failures: record.look_failures,
        },
        version: document.version,
    })
}

/// The writes that store a payment in place of the one that was read, and let it be found when something is to be done
/// for it.
pub fn put(payment: &Payment, look: Look, before: &Stored) -> Result<Vec<Write>, Error> {
    let expect = match before.version {
        0 => Expect::Absent,
        version => Expect::Version(version),
    };
    let record = PaymentRecord {
        form: SCHEMA_VERSION,
        payment: payment.clone(),
        look_at: look.at,
        look_failures: look.failures,
    };
    let mut writes = vec![Write::put(key(&payment.order_id), &record, expect)?];
    let was = due(&before.payment, before.look);
    let is = due(payment, look);
    if was != is {
        writes.extend(was.as_ref().map(delete_due));
        if let Some(due) = is {
            writes.push(put_due(&due)?);
        }
    }
    Ok(writes)
}

/// What is to be done next for a payment.
pub fn due(payment: &Payment, look: Look) -> Option<Due> {
    let at = payment.next_refund_at().into_iter().chain(look.at).min()?;
    Some(Due {
        order: payment.order_id.clone(),
        at,
    })
}

pub fn put_due(due: &Due) -> Result<Write, Error> {
    Ok(Write::put(due_key(due), due, Expect::Anything)?)
}

pub async fn has_due(documents: &dyn Documents, tenant: &TenantId, due: &Due) -> Result<bool, Error> {
    Ok(documents.get(tenant, &due_key(due)).await?.is_some())
}

pub fn delete_due(due: &Due) -> Write {
    Write::Delete {
        key: due_key(due),
        expect: Expect::Anything,
    }
}

/// A page of what is due by now, longest ago first, and where to go on.
pub async fn due_page(
    documents: &dyn Documents,
    tenant: &TenantId,
    now: Timestamp,
    limit: usize,
    place: Option<String>,
) -> Result<(Vec<Due>, Option<String>), Error> {
    let before = format!("{:015}", now.plus_ms(1).0);
    let query = Query::partition(Table::Payments, DUE, limit)
        .between(None, Some(before))
        .after(place);
    let page = documents.query(tenant, &query).await?;
    let read = |document: &Document| document.read().map_err(Error::from);
    Ok((readable(tenant, &page.documents, read), page.next))
}

/// The form before there were charges: a list of attempts, of which the newest counted.
mod first_form {
    use super::*;

    #[derive(Debug, Clone, Deserialize)]
    pub struct PaymentRecord {
        pub form: u32,
        pub payment: FirstPayment,
    }

    #[derive(Debug, Clone, Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct FirstPayment {
        order_id: OrderId,
        amount: Money,
        attempts: Vec<FirstAttempt>,
    }

    #[derive(Debug, Clone, Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct FirstAttempt {
        method: PaymentMethod,
        status: PaymentStatus,
        reference: String,
        #[serde(default)]
        qr_payload: Option<String>,
        #[serde(default)]
        receipt: Option<String>,
        opened_at: Timestamp,
        settled_at: Option<Timestamp>,
    }

    impl From<FirstPayment> for Payment {
        /// Attempts that follow each other are of one charge, up to the one that was paid. Cash was an attempt, too.
        fn from(first: FirstPayment) -> Payment {
            let mut payment = Payment::new(first.order_id, first.amount);
            for attempt in first.attempts {
                let cash = attempt.method == PaymentMethod::Cash;
                let under_way = payment.charges.last().is_some_and(|charge| {
                    charge.state != ChargeState::Approved && charge.method != PaymentMethod::Cash && !cash
                });
                if !under_way {
                    payment.charges.push(Charge {
                        id: u32::try_from(payment.charges.len() + 1).unwrap_or(u32::MAX),
                        amount: first.amount,
                        method: attempt.method,
                        state: ChargeState::Pending,
                        attempts: Vec::new(),
                        by: cash.then(Actor::system),
                        at_the_door: false,
                        opened_at: attempt.opened_at,
                        settled_at: None,
                    });
                }
                let Some(charge) = payment.charges.last_mut() else {
                    continue;
                };
                charge.method = attempt.method;
                charge.settled_at = attempt.settled_at;
                charge.state = match attempt.status {
                    PaymentStatus::Pending => ChargeState::Pending,
                    PaymentStatus::Approved | PaymentStatus::Refunded => ChargeState::Approved,
                    PaymentStatus::Rejected => ChargeState::Rejected,
                };
                if attempt.status == PaymentStatus::Refunded {
                    let at = attempt.settled_at.unwrap_or(attempt.opened_at);
                    payment.refunds.push(Refund {
                        id: u32::try_from(payment.refunds.len() + 1).unwrap_or(u32::MAX),
                        charge: charge.id,
                        amount: charge.amount,
                        reason: RefundReason::Cancelled,
                        by: Actor::system(),
                        state: RefundState::Done,
                        asked_at: at,
                        done_at: Some(at),
                        handed_by: None,
                        failures: 0,
                        due_at: None,
                        claim: None,
                    });
                }
                if !cash {
                    charge.attempts.push(Attempt {
                        method: attempt.method,
                        state: charge.state,
                        reference: attempt.reference,
                        qr_payload: attempt.qr_payload,
                        receipt: attempt.receipt,
                        opened_at: attempt.opened_at,
                        expires_at: None,
                        settled_at: attempt.settled_at,
                    });
                }
            }
            payment
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ports::body::Body;
    use serde_json::json;
    use std::collections::BTreeMap;

    fn first(attempts: serde_json::Value) -> Payment {
        let body =
            json!({ "form": 1, "payment": { "orderId": "o_1", "amount": 2590, "attempts": attempts } });
        let document = Document {
            key: key(&OrderId::parse("o_1").unwrap()),
            version: 3,
            body: Body::of(&body).unwrap(),
            counters: BTreeMap::new(),
        };
        read(&document).unwrap().payment
    }

    fn attempt(method: &str, status: &str, reference: &str) -> serde_json::Value {
        json!({
            "method": method, "status": status, "reference": reference, "receipt": "m1",
            "openedAt": "2025-10-25T16:00:00Z", "settledAt": "2025-10-25T16:05:00Z",
        })
    }

    #[test]
    fn a_record_of_the_first_form_is_read_as_charges() {
        let paid = first(json!([
            attempt("yape", "REJECTED", "r1"),
            attempt("card", "APPROVED", "r2")
        ]));
        assert_eq!((paid.charges.len(), paid.charges[0].attempts.len()), (1, 2));
        assert_eq!(paid.status(), Some(PaymentStatus::Approved));
        assert_eq!(paid.charges[0].attempts[1].receipt.as_deref(), Some("m1"));

        let back = first(json!([attempt("yape", "REFUNDED", "r1")]));
        assert_eq!(back.status(), Some(PaymentStatus::Refunded));
        let cash = first(json!([
            attempt("yape", "REFUNDED", "r1"),
            attempt("cash", "APPROVED", "cash")
        ]));
        assert_eq!((cash.charges.len(), cash.refunds.len()), (2, 1));
        assert_eq!(cash.status(), Some(PaymentStatus::Approved));
        assert_eq!(cash.method(), Some(PaymentMethod::Cash));
        let open = first(json!([attempt("yape", "PENDING", "r1")]));
        assert_eq!(open.status(), Some(PaymentStatus::Pending));
    }
}
