//! The sums of a payment: what is shown of it, and what an order knows of it.

use super::{Payment, PaymentMethod, PaymentStatus};
use crate::Money;
use serde::{Deserialize, Serialize};

/// The sums of a payment, as everybody shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentSummary {
    pub status: PaymentStatus,
    pub method: PaymentMethod,
    /// What came in and has not gone back.
    pub paid_cents: Money,
    /// What is still to come in.
    pub owed_cents: Money,
    /// What has gone back.
    pub refunded_cents: Money,
    /// What is on its way back.
    pub refunding_cents: Money,
}

/// What an order knows of its payment: the sums as of a version of the payment's record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentNote {
    #[serde(flatten)]
    pub summary: PaymentSummary,
    /// Grows with every change of the record: a note of an older one says nothing new.
    pub version: u64,
}

impl PaymentSummary {
    /// What may be given back: what is paid, once nothing is owed any more.
    pub fn can_go_back(&self) -> Money {
        match self.owed_cents {
            Money::ZERO => (self.paid_cents - self.refunding_cents).max(Money::ZERO),
            _ => Money::ZERO,
        }
    }

    /// Of an order for which nobody has tried to pay.
    pub fn unpaid(method: PaymentMethod, total: Money) -> PaymentSummary {
        PaymentSummary {
            status: PaymentStatus::Pending,
            method,
            paid_cents: Money::ZERO,
            owed_cents: total,
            refunded_cents: Money::ZERO,
            refunding_cents: Money::ZERO,
        }
    }
}

impl Payment {
    /// What everybody shows; `chosen` is how the customer said it would be paid.
    pub fn summary(&self, chosen: PaymentMethod) -> PaymentSummary {
        PaymentSummary {
            status: self.status().unwrap_or(PaymentStatus::Pending),
            method: self.method().unwrap_or(chosen),
            paid_cents: self.collected() - self.refunded(),
            owed_cents: self.owed(),
            refunded_cents: self.refunded(),
            refunding_cents: self.refunding(),
        }
    }
}
