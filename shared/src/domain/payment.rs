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
    /// The money went back: the order was cancelled, or is to be paid at the door.
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
    /// What a QR code for it says, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qr_payload: Option<String>,
    /// The gateway's own name for the money that came in, by which it is given back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    pub opened_at: Timestamp,
    pub settled_at: Option<Timestamp>,
}

/// What the gateway says of one attempt, read back from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct News<'a> {
    pub reference: &'a str,
    pub settlement: Settlement,
    /// See [`Attempt::receipt`].
    pub receipt: Option<&'a str>,
    /// How it was paid, should nobody here remember the attempt.
    pub method: PaymentMethod,
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
    /// Money has come in a second time, and has to be given back.
    #[error("the order is paid twice")]
    PaidTwice,
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
    /// another method is replaced as rejected by the customer's change of mind. After a refund, as for a code that was
    /// paid although the customer had chosen cash, it may be opened again.
    pub fn open(
        &self,
        method: PaymentMethod,
        reference: String,
        qr_payload: Option<String>,
        now: Timestamp,
    ) -> Result<Payment, PaymentRefusal> {
        let mut payment = self.clone();
        match payment.attempts.last_mut() {
            Some(last) if last.status == PaymentStatus::Approved => {
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
            qr_payload,
            receipt: None,
            opened_at: now,
            settled_at: None,
        });
        Ok(payment)
    }

    /// Takes what the gateway says of any attempt, in whatever order it comes. `Ok(None)` when it changes nothing.
    ///
    /// An attempt that was given up can still be paid: its QR code is out in the world. The first money that comes in
    /// settles the payment, as an attempt of its own; any further money is [`PaymentRefusal::PaidTwice`].
    pub fn learn(&self, news: &News<'_>, now: Timestamp) -> Result<Option<Payment>, PaymentRefusal> {
        use PaymentStatus::{Approved, Pending, Refunded, Rejected};
        let mut payment = self.clone();
        let known = payment
            .attempts
            .iter_mut()
            .rfind(|attempt| attempt.reference == news.reference);
        let Some(attempt) = known else {
            return self.paid_late(news, now);
        };
        let same_money = news.receipt.is_none() || attempt.receipt.as_deref() == news.receipt;
        let target = match (attempt.status, news.settlement) {
            (Pending, Settlement::Approved) => Approved,
            // Money that came and went unseen is no money.
            (Pending, Settlement::Rejected | Settlement::Refunded) => Rejected,
            (Approved, Settlement::Refunded) if same_money => Refunded,
            (Approved | Refunded, Settlement::Approved) if !same_money => {
                return Err(PaymentRefusal::PaidTwice);
            }
            (Rejected, Settlement::Approved) => return self.paid_late(news, now),
            _ => return Ok(None),
        };
        attempt.status = target;
        attempt.settled_at = Some(now);
        attempt.receipt = news.receipt.map(str::to_owned).or(attempt.receipt.take());
        Ok(Some(payment))
    }

    /// Money for an attempt that nobody waits for any more.
    fn paid_late(&self, news: &News<'_>, now: Timestamp) -> Result<Option<Payment>, PaymentRefusal> {
        if news.settlement != Settlement::Approved {
            return Ok(None);
        }
        let settled = |status| matches!(status, PaymentStatus::Approved | PaymentStatus::Refunded);
        if self.attempts.iter().any(|attempt| settled(attempt.status)) {
            return Err(PaymentRefusal::PaidTwice);
        }
        let mut payment = self.clone();
        if let Some(open) = payment
            .attempts
            .last_mut()
            .filter(|last| last.status == PaymentStatus::Pending)
        {
            open.status = PaymentStatus::Rejected;
            open.settled_at = Some(now);
        }
        payment.attempts.push(Attempt {
            method: news.method,
            status: PaymentStatus::Approved,
            reference: news.reference.to_owned(),
            qr_payload: None,
            receipt: news.receipt.map(str::to_owned),
            opened_at: now,
            settled_at: Some(now),
        });
        Ok(Some(payment))
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
            .open(PaymentMethod::Yape, "r1".into(), None, Timestamp(0))
            .unwrap()
    }

    #[test]
    fn opening_twice_is_opening_once() {
        let twice = opened()
            .open(PaymentMethod::Yape, "r2".into(), None, Timestamp(1))
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
            .open(PaymentMethod::Card, "r2".into(), None, Timestamp(3))
            .unwrap();
        let approved = again.settle(Settlement::Approved, Timestamp(4)).unwrap().unwrap();
        assert_eq!(approved.status(), Some(PaymentStatus::Approved));
        assert_eq!(approved.settle(Settlement::Approved, Timestamp(5)), Ok(None));
        assert_eq!(
            approved.settle(Settlement::Rejected, Timestamp(5)),
            Err(PaymentRefusal::Backwards)
        );
        assert_eq!(
            approved.open(PaymentMethod::Card, "r3".into(), None, Timestamp(6)),
            Err(PaymentRefusal::AlreadyApproved)
        );
    }

    #[test]
    fn another_method_replaces_the_open_one() {
        let changed = opened()
            .open(PaymentMethod::Card, "r2".into(), None, Timestamp(1))
            .unwrap();
        assert_eq!(changed.attempts.len(), 2);
        assert_eq!(changed.attempts[0].status, PaymentStatus::Rejected);
        assert_eq!(changed.status(), Some(PaymentStatus::Pending));
    }

    fn news<'a>(reference: &'a str, settlement: Settlement, receipt: &'a str) -> News<'a> {
        News {
            reference,
            settlement,
            receipt: Some(receipt),
            method: PaymentMethod::Yape,
        }
    }

    #[test]
    fn news_may_come_twice_and_late() {
        let now = Timestamp(9);
        let paid = news("r1", Settlement::Approved, "m1");
        let approved = opened().learn(&paid, now).unwrap().unwrap();
        assert_eq!(approved.status(), Some(PaymentStatus::Approved));
        assert_eq!(approved.attempts[0].receipt.as_deref(), Some("m1"));
        assert_eq!(approved.learn(&paid, now), Ok(None));
        let rejected = news("r1", Settlement::Rejected, "m0");
        assert_eq!(
            approved.learn(&rejected, now),
            Ok(None),
            "what is paid stays paid"
        );
        let refunded = approved
            .learn(&news("r1", Settlement::Refunded, "m1"), now)
            .unwrap()
            .unwrap();
        assert_eq!(refunded.status(), Some(PaymentStatus::Refunded));
        assert_eq!(refunded.learn(&paid, now), Ok(None));
    }

    #[test]
    fn an_attempt_that_was_given_up_can_still_be_paid_once() {
        let now = Timestamp(9);
        let changed = opened()
            .open(PaymentMethod::Card, "r2".into(), None, Timestamp(1))
            .unwrap();
        let late = changed
            .learn(&news("r1", Settlement::Approved, "m1"), now)
            .unwrap()
            .unwrap();
        let states: Vec<_> = late.attempts.iter().map(|attempt| attempt.status).collect();
        assert_eq!(
            states,
            [
                PaymentStatus::Rejected,
                PaymentStatus::Rejected,
                PaymentStatus::Approved
            ]
        );
        for second in ["r1", "r2", "r9"] {
            let twice = news(second, Settlement::Approved, "m2");
            assert_eq!(
                late.learn(&twice, now),
                Err(PaymentRefusal::PaidTwice),
                "{second}"
            );
        }
        let same = news("r1", Settlement::Approved, "m1");
        assert_eq!(late.learn(&same, now), Ok(None));
    }

    #[test]
    fn money_that_came_and_went_is_no_money() {
        let gone = opened()
            .learn(&news("r1", Settlement::Refunded, "m1"), Timestamp(9))
            .unwrap()
            .unwrap();
        assert_eq!(gone.status(), Some(PaymentStatus::Rejected));
    }
}
