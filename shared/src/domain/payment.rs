//! Payments and how they move forward.

use super::{Money, OrderId, Timestamp};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum PaymentMethod {
    Card,
    Yape,
    /// On delivery or at the counter.
    Cash,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum PaymentStatus {
    Pending,
    Approved,
    Rejected,
    /// The order was cancelled after it had been paid.
    Refunded,
}

/// The payment of one order. A rejected one may be tried again: each try is an attempt, and the newest one counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Payment {
    pub order_id: OrderId,
    pub amount: Money,
    pub attempts: Vec<Attempt>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Attempt {
    pub method: PaymentMethod,
    pub status: PaymentStatus,
    /// The gateway's own name for this attempt.
    pub reference: String,
    pub opened_at: Timestamp,
    pub settled_at: Option<Timestamp>,
}

/// What happened to a payment, as the gateway tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Settlement {
    Approved,
    Rejected,
    Refunded,
}

/// Why a payment does not move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PaymentRefusal {
    #[error("no attempt is open")]
    NotOpen,
    #[error("the payment is approved already")]
    AlreadyApproved,
    #[error("a settled payment does not go back")]
    Backwards,
}

impl Payment {
    pub fn new(order_id: OrderId, amount: Money) -> Payment {
        Payment {
            order_id,
            amount,
            attempts: Vec::new(),
        }
    }

    /// The newest attempt.
    pub fn current(&self) -> Option<&Attempt> {
        self.attempts.last()
    }

    pub fn status(&self) -> Option<PaymentStatus> {
        self.current().map(|attempt| attempt.status)
    }

    /// Opens an attempt. An open one of the same method is kept, so that opening twice is opening once; one of
    /// another method is replaced as rejected by the customer's change of mind.
    pub fn open(
        &self,
        method: PaymentMethod,
        reference: String,
        now: Timestamp,
    ) -> Result<Payment, PaymentRefusal> {
        let mut payment = self.clone();
        match payment.attempts.last_mut() {
            Some(last) if matches!(last.status, PaymentStatus::Approved | PaymentStatus::Refunded) => {
                return Err(PaymentRefusal::AlreadyApproved);
            }
            Some(last) if last.status == PaymentStatus::Pending => {
                if last.method == method {
                    return Ok(payment);
                }
                last.status = PaymentStatus::Rejected;
                last.settled_at = Some(now);
            }
            Some(_) | None => {}
        }
        payment.attempts.push(Attempt {
            method,
            status: PaymentStatus::Pending,
            reference,
            opened_at: now,
            settled_at: None,
        });
        Ok(payment)
    }

    /// Settles the newest attempt. `Ok(None)` when it stood so already: a message that comes twice has no effect.
    pub fn settle(&self, settlement: Settlement, now: Timestamp) -> Result<Option<Payment>, PaymentRefusal> {
        let mut payment = self.clone();
        let last = payment.attempts.last_mut().ok_or(PaymentRefusal::NotOpen)?;
        let target = match settlement {
            Settlement::Approved => PaymentStatus::Approved,
            Settlement::Rejected => PaymentStatus::Rejected,
            Settlement::Refunded => PaymentStatus::Refunded,
        };
        match (last.status, target) {
            (from, to) if from == to => return Ok(None),
            (PaymentStatus::Pending, PaymentStatus::Approved | PaymentStatus::Rejected)
            | (PaymentStatus::Approved, PaymentStatus::Refunded) => {}
            _ => return Err(PaymentRefusal::Backwards),
        }
        last.status = target;
        last.settled_at = Some(now);
        Ok(Some(payment))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened() -> Payment {
        let payment = Payment::new(OrderId::parse("o_1").unwrap(), Money(100));
        payment
            .open(PaymentMethod::Yape, "r1".into(), Timestamp(0))
            .unwrap()
    }

    #[test]
    fn opening_twice_is_opening_once() {
        let twice = opened()
            .open(PaymentMethod::Yape, "r2".into(), Timestamp(1))
            .unwrap();
        assert_eq!(twice, opened());
    }

    #[test]
    fn a_rejected_payment_may_be_tried_again_but_never_goes_back() {
        let rejected = opened()
            .settle(Settlement::Rejected, Timestamp(1))
            .unwrap()
            .unwrap();
        assert_eq!(
            rejected.settle(Settlement::Approved, Timestamp(2)),
            Err(PaymentRefusal::Backwards)
        );
        let again = rejected
            .open(PaymentMethod::Card, "r2".into(), Timestamp(3))
            .unwrap();
        let approved = again.settle(Settlement::Approved, Timestamp(4)).unwrap().unwrap();
        assert_eq!(approved.status(), Some(PaymentStatus::Approved));
        assert_eq!(approved.settle(Settlement::Approved, Timestamp(5)), Ok(None));
        assert_eq!(
            approved.settle(Settlement::Rejected, Timestamp(5)),
            Err(PaymentRefusal::Backwards)
        );
        assert_eq!(
            approved.open(PaymentMethod::Card, "r3".into(), Timestamp(6)),
            Err(PaymentRefusal::AlreadyApproved)
        );
    }

    #[test]
    fn another_method_replaces_the_open_one() {
        let changed = opened()
            .open(PaymentMethod::Card, "r2".into(), Timestamp(1))
            .unwrap();
        assert_eq!(changed.attempts.len(), 2);
        assert_eq!(changed.attempts[0].status, PaymentStatus::Rejected);
        assert_eq!(changed.status(), Some(PaymentStatus::Pending));
    }
}
