//! How a payment stands, in the steps that its page shows.

use api::payments::PaymentView;
use domain::Timestamp;
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
    /// The time to pay is over.
    Late,
}

pub fn stand(payment: &PaymentView, now: Timestamp) -> Stand {
    match payment.status {
        Some(PaymentStatus::Approved) => Stand::Settled,
        Some(PaymentStatus::Refunded) => Stand::Refunded,
        _ if now >= payment.expires_at => Stand::Late,
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
    fn time_runs_out_for_what_is_not_paid() {
        let late = Timestamp(900_000);
        assert_eq!(
            stand(&payment(Some(PaymentStatus::Pending)), Timestamp(0)),
            Stand::Waiting
        );
        assert_eq!(stand(&payment(Some(PaymentStatus::Pending)), late), Stand::Late);
        assert_eq!(stand(&payment(Some(PaymentStatus::Rejected)), late), Stand::Late);
        assert_eq!(
            stand(&payment(Some(PaymentStatus::Approved)), late),
            Stand::Settled
        );
    }

    #[test]
    fn the_countdown_reads_as_a_clock() {
        assert_eq!(countdown(Timestamp(900_000), Timestamp(0)), "15:00");
        assert_eq!(countdown(Timestamp(65_500), Timestamp(0)), "1:05");
        assert_eq!(countdown(Timestamp(0), Timestamp(5)), "0:00");
    }
}
