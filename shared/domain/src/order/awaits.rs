//! What a new order awaits before it is the kitchen's.

use super::CancelCause;
use crate::stage::PAYMENT_TIME_LIMIT_MINUTES;
use serde::{Deserialize, Serialize};

/// An order that the kitchen does not take on within two hours is cancelled.
pub const ACCEPTANCE_TIME_LIMIT_MINUTES: i64 = 2 * 60;
/// An order that its client is to confirm and does not is cancelled after a day.
pub const CONFIRMATION_TIME_LIMIT_MINUTES: i64 = 24 * 60;
/// Maximum number of orders of one account that wait to be accepted at once.
pub const ACCEPTANCE_LIMIT: i64 = 3;
/// Maximum number of orders of one machine that wait to be accepted at once.
pub const ACCEPTANCE_LIMIT_OF_MACHINES: i64 = 50;

/// What has to happen to a new order before the kitchen begins.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum Awaits {
    /// Its payment, within 15 minutes.
    #[default]
    Payment,
    /// That the kitchen takes it on, which confirms it as paid at the door; within two hours. Orders of clients that know
    /// of no payment.
    #[serde(rename_all = "camelCase")]
    Acceptance {
        /// Under whose name it counts among those that wait: a customer's id, or a machine.
        placed_by: String,
    },
    /// That its client confirms it, within a day.
    Confirmation,
}

impl Awaits {
    /// Minutes from its placing to its cancellation when nothing happens.
    pub fn minutes(&self) -> i64 {
        match self {
            Awaits::Payment => PAYMENT_TIME_LIMIT_MINUTES,
            Awaits::Acceptance { .. } => ACCEPTANCE_TIME_LIMIT_MINUTES,
            Awaits::Confirmation => CONFIRMATION_TIME_LIMIT_MINUTES,
        }
    }

    /// The cause of a cancellation when nothing happened.
    pub fn cause(&self) -> CancelCause {
        match self {
            Awaits::Payment => CancelCause::Unpaid,
            Awaits::Acceptance { .. } | Awaits::Confirmation => CancelCause::Unconfirmed,
        }
    }

    pub(crate) fn is_payment(&self) -> bool {
        *self == Awaits::Payment
    }
}
