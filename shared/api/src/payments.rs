//! Paying for an order.

use domain::claim::ClaimNumber;
use domain::customer::first_name;
use domain::order::Status;
use domain::payment::{
    Adjustment, AdjustmentKind, Attempt, Charge, ChargeState, GivenFor, PaymentMethod, PaymentStatus, Refund,
    RefundReason, RefundState,
};
use domain::{Money, OrderId, Timestamp};
use serde::{Deserialize, Serialize};

mod entries;

pub use entries::EntryView;

/// How the payment of an order stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentView {
    pub order_id: OrderId,
    /// Where the order stands: one that is cancelled is paid no more.
    pub order_status: Status,
    /// Whether it was cancelled because nobody paid it in time.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub order_expired: bool,
    /// `None` when no attempt was opened yet.
    pub status: Option<PaymentStatus>,
    pub method: PaymentMethod,
    /// The gateway's own name for the newest attempt, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_id: Option<String>,
    /// What is to be paid, before adjustments.
    pub amount_cents: Money,
    /// What came in and has not gone back.
    pub paid_cents: Money,
    /// What is still to come in.
    pub owed_cents: Money,
    /// What has gone back.
    pub refunded_cents: Money,
    /// What is on its way back.
    pub refunding_cents: Money,
    /// Oldest first.
    pub charges: Vec<ChargeView>,
    pub refunds: Vec<RefundView>,
    pub adjustments: Vec<AdjustmentView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qr: Option<Qr>,
    /// Whether the payment is only pretended, and the page offers to approve or reject it.
    pub simulated: bool,
    /// When the order is cancelled unless it is paid.
    pub expires_at: Timestamp,
}

/// Money that is to come in, or has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChargeView {
    /// 1, 2, 3 … within the payment.
    pub id: u32,
    pub amount_cents: Money,
    pub method: PaymentMethod,
    pub state: ChargeState,
    /// How often it was tried at the gateway.
    pub attempts: usize,
    /// These tries, oldest first.
    #[serde(default)]
    pub tries: Vec<TryView>,
    /// First name of who took the money or vouches for it; absent when it came through the gateway.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    pub opened_at: Timestamp,
    pub settled_at: Option<Timestamp>,
}

/// One try to pay a charge at the gateway.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TryView {
    pub method: PaymentMethod,
    pub state: ChargeState,
    pub opened_at: Timestamp,
    pub settled_at: Option<Timestamp>,
}

/// Money that goes back, or has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefundView {
    pub id: u32,
    /// The charge whose money it is.
    pub charge: u32,
    pub amount_cents: Money,
    pub reason: RefundReason,
    /// First name of who had it go back.
    pub by: String,
    pub state: RefundState,
    pub asked_at: Timestamp,
    pub done_at: Option<Timestamp>,
    /// First name of who handed it back; absent where nobody said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed_by: Option<String>,
    /// How often the gateway was asked in vain.
    pub failures: u32,
    /// It waits for somebody to hand it back, because it never was at the gateway.
    #[serde(default)]
    pub by_hand: bool,
    /// The claim because of which it goes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<ClaimNumber>,
}

/// What changes the amount to be paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AdjustmentView {
    pub kind: AdjustmentKind,
    /// Negative when less is to be paid.
    pub amount_cents: Money,
    /// First name of who made it.
    pub by: String,
    pub at: Timestamp,
    /// What was noted with it, for the restaurant itself; the customer does not get it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl ChargeView {
    pub fn of(charge: &Charge) -> ChargeView {
        ChargeView {
            id: charge.id,
            amount_cents: charge.amount,
            method: charge.method,
            state: charge.state,
            attempts: charge.attempts.len(),
            tries: charge.attempts.iter().map(TryView::of).collect(),
            by: charge.by.as_ref().map(|by| first_name(&by.name).to_owned()),
            opened_at: charge.opened_at,
            settled_at: charge.settled_at,
        }
    }
}

impl TryView {
    fn of(attempt: &Attempt) -> TryView {
        TryView {
            method: attempt.method,
            state: attempt.state,
            opened_at: attempt.opened_at,
            settled_at: attempt.settled_at,
        }
    }
}

impl RefundView {
    pub fn of(refund: &Refund) -> RefundView {
        RefundView {
            id: refund.id,
            charge: refund.charge,
            amount_cents: refund.amount,
            reason: refund.reason,
            by: first_name(&refund.by.name).to_owned(),
            state: refund.state,
            asked_at: refund.asked_at,
            done_at: refund.done_at,
            handed_by: refund
                .handed_by
                .as_ref()
                .map(|by| first_name(&by.name).to_owned()),
            failures: refund.failures,
            by_hand: refund.is_by_hand(),
            claim: refund.claim,
        }
    }
}

impl AdjustmentView {
    pub fn of(adjustment: &Adjustment) -> AdjustmentView {
        AdjustmentView {
            kind: adjustment.kind,
            amount_cents: adjustment.amount,
            by: first_name(&adjustment.by.name).to_owned(),
            at: adjustment.at,
            note: String::new(),
        }
    }
}

/// What somebody wants to give back of the money for an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GiveBackForm {
    /// Chosen by the sender, 1 to 255 printable characters: sent twice, money goes back once.
    pub idempotency_key: String,
    /// At least 1, and no more than was paid and has not gone back.
    pub amount_cents: Money,
    /// The customer reads it.
    pub reason: GivenFor,
    /// For the restaurant itself, 200 characters at most; may be empty.
    #[serde(default)]
    pub note: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Qr {
    pub payload: String,
    /// A drawing of the payload, in the current text colour.
    pub svg: String,
}
