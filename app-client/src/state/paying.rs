//! How a payment stands, in the steps that its page shows.

use api::payments::PaymentView;
use domain::Timestamp;
use domain::order::Status;
use domain::payment::{PaymentMethod, PaymentStatus};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// Nothing is opened at the gateway yet.
    Unopened,
    /// The gateway waits for the customer.
    Waiting,
    /// Paid, or to be paid on delivery.
    Settled,
    Rejected,
    Refunded,
    /// Nobody has paid in time, and the order is cancelled.
    Late,
    /// Somebody has cancelled the order.
    Cancelled,
}

/// Only the server says that the time is over: a device may have another one.
pub fn stand(payment: &PaymentView) -> Stand {
    match payment.status {
        Some(PaymentStatus::Refunded) => Stand::Refunded,
        // It came too late for its order and is on its way back: nobody may be told that nothing was charged.
        Some(PaymentStatus::Approved) if payment.order_expired => Stand::Cancelled,
        _ if payment.order_expired => Stand::Late,
        _ if payment.order_status == Status::Cancelled => Stand::Cancelled,
        Some(PaymentStatus::Approved) => Stand::Settled,
        Some(PaymentStatus::Rejected) => Stand::Rejected,
        Some(PaymentStatus::Pending) if payment.method == PaymentMethod::Cash => Stand::Settled,
        Some(PaymentStatus::Pending) => Stand::Waiting,
        None => Stand::Unopened,
    }
}

/// Minutes and seconds until a time, `14:05`.
pub fn countdown(until: Timestamp, now: Timestamp) -> String {
    let seconds = until.since_ms(now) / 1000;
    let (minutes, seconds) = (seconds / 60, seconds % 60);
    let pad = if seconds < 10 { ":0" } else { ":" };
    [minutes.to_string().as_str(), pad, seconds.to_string().as_str()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Money, OrderId};

    fn payment(status: Option<PaymentStatus>) -> PaymentView {
        PaymentView {
            order_id: OrderId::parse("o_1").unwrap(),
            order_status: Status::Created,
            order_expired: false,
            status,
            method: PaymentMethod::Yape,
            payment_id: None,
            amount_cents: Money(100),
            paid_cents: Money::ZERO,
            owed_cents: Money(100),
            refunded_cents: Money::ZERO,
            refunding_cents: Money::ZERO,
            charges: Vec::new(),
            refunds: Vec::new(),
            adjustments: Vec::new(),
            qr: None,
            simulated: true,
            expires_at: Timestamp(900_000),
        }
    }

    #[test]
    fn nothing_is_paid_for_an_order_that_is_cancelled() {
        let of = |status, order_status, order_expired| {
            stand(&PaymentView {
                order_status,
                order_expired,
                ..payment(status)
            })
        };
        let (pending, rejected) = (Some(PaymentStatus::Pending), Some(PaymentStatus::Rejected));
        assert_eq!(of(pending, Status::Created, false), Stand::Waiting);
        assert_eq!(of(rejected, Status::Created, false), Stand::Rejected);
        for status in [None, pending, rejected] {
            assert_eq!(of(status, Status::Cancelled, true), Stand::Late);
            assert_eq!(of(status, Status::Cancelled, false), Stand::Cancelled);
        }
        let approved = Some(PaymentStatus::Approved);
        assert_eq!(of(approved, Status::Confirmed, false), Stand::Settled);
        assert_eq!(of(approved, Status::Cancelled, false), Stand::Cancelled);
        let back = Some(PaymentStatus::Refunded);
        assert_eq!(of(back, Status::Cancelled, false), Stand::Refunded);
    }

    #[test]
    fn the_countdown_reads_as_a_clock() {
        assert_eq!(countdown(Timestamp(900_000), Timestamp(0)), "15:00");
        assert_eq!(countdown(Timestamp(65_500), Timestamp(0)), "1:05");
        assert_eq!(countdown(Timestamp(0), Timestamp(5)), "0:00");
    }
}
