//! What is owed for a request, in parts, and how paying a part stands.

use crate::state::paying::Stand;
use api::catering::{CateringPage, PaymentPart};
use api::payments::PaymentView;
use domain::Money;
use domain::catering::CateringStatus;
use domain::payment::ChargeState;

/// The word for a part in the address of its page.
pub fn part_named(part: PaymentPart) -> &'static str {
    match part {
        PaymentPart::Deposit => "adelanto",
        PaymentPart::Everything => "todo",
    }
}

/// The part that an address names: the deposit, unless it says otherwise.
pub fn part_of_word(word: Option<&str>) -> PaymentPart {
    match word {
        Some("todo") => PaymentPart::Everything,
        _ => PaymentPart::Deposit,
    }
}

/// What is missing of a part. Where the deposit is no longer owed, the rest is meant.
pub fn due(page: &CateringPage, payment: &PaymentView, part: PaymentPart) -> Money {
    let paid = payment.paid_cents - payment.refunding_cents;
    let missing = |amount: Money| (amount - paid).max(Money::ZERO);
    match (page.status, part) {
        (CateringStatus::Accepted, PaymentPart::Deposit) => missing(page.money.deposit_cents),
        (CateringStatus::Accepted | CateringStatus::Scheduled | CateringStatus::Done, _) => {
            missing(page.money.total_cents)
        }
        _ => Money::ZERO,
    }
}

/// How paying this part stands.
pub fn stand(page: &CateringPage, payment: &PaymentView, part: PaymentPart) -> Stand {
    let due = due(page, payment, part);
    if due == Money::ZERO {
        return Stand::Settled;
    }
    // A code that was left for too long is none any more: another is opened.
    let can_be_paid = payment.simulated || payment.qr.is_some();
    match payment.charges.last() {
        Some(charge) if charge.state == ChargeState::Pending && charge.amount_cents == due && can_be_paid => {
            Stand::Waiting
        }
        Some(charge) if charge.state == ChargeState::Rejected => Stand::Rejected,
        _ => Stand::Unopened,
    }
}
