//! How the money for an order stands: a record of what was to be charged, came in and went back.
//!
//! Nothing in it is taken out again. What is paid, owed and given back are sums of its entries; [`moves`] says which
//! entry follows from what happened.

mod entries;
mod given;
mod moves;
mod summary;
#[cfg(test)]
mod tests;

pub use entries::CODE_MS;
pub use given::{GiveBack, GiveBackRefusal, GivenFor, MAX_GIVEN};
pub use moves::{REFUND_ALARM_FAILURES, Settlement, Unwanted, Word};
pub use summary::{PaymentNote, PaymentSummary};

use super::actor::Actor;
use super::claim_number::ClaimNumber;
use super::{Money, OrderId, Timestamp};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PaymentMethod {
    Card,
    Yape,
    /// On delivery or at the counter.
    Cash,
}

/// How a payment stands, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PaymentStatus {
    Pending,
    /// Nothing is owed.
    Approved,
    Rejected,
    /// All money that came in went back.
    Refunded,
}

/// The payment of one order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Payment {
    pub order_id: OrderId,
    /// What is to be paid, before adjustments: what the order costs.
    pub amount: Money,
    /// Oldest first.
    pub charges: Vec<Charge>,
    #[serde(default)]
    pub refunds: Vec<Refund>,
    #[serde(default)]
    pub adjustments: Vec<Adjustment>,
    /// Nothing is to be paid any more: the order was cancelled.
    #[serde(default)]
    pub closed: bool,
    /// What the restaurant keeps of a closed payment, by its rule for late cancellations.
    #[serde(default, skip_serializing_if = "Money::is_zero")]
    pub retained: Money,
}

/// Money that is to come in, or has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Charge {
    /// 1, 2, 3 … within the payment.
    pub id: u32,
    pub amount: Money,
    /// That of the newest attempt, where there are attempts.
    pub method: PaymentMethod,
    pub state: ChargeState,
    /// At the gateway, oldest first. None for money that does not go through it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attempts: Vec<Attempt>,
    /// Who took the money or vouches for it; the gateway when `None`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Actor>,
    /// Whether it was collected with the delivery; records of the second form's beginning do not say.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub at_the_door: bool,
    pub opened_at: Timestamp,
    pub settled_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ChargeState {
    Pending,
    Approved,
    Rejected,
}

/// One try to pay a charge at the gateway.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Attempt {
    pub method: PaymentMethod,
    pub state: ChargeState,
    /// The gateway's own name for this attempt.
    pub reference: String,
    /// What a QR code for it says, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qr_payload: Option<String>,
    /// The gateway's own name for the money that came in, by which it is given back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    pub opened_at: Timestamp,
    /// From here on the gateway takes no money for it: what it was given when this was opened. Attempts of older versions do
    /// not say, and end after [`CODE_MS`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    pub settled_at: Option<Timestamp>,
}

/// Money that goes back, or has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Refund {
    /// 1, 2, 3 … within the payment.
    pub id: u32,
    /// The charge whose money it is.
    pub charge: u32,
    pub amount: Money,
    pub reason: RefundReason,
    pub by: Actor,
    pub state: RefundState,
    pub asked_at: Timestamp,
    pub done_at: Option<Timestamp>,
    /// Who handed it back; `None` where nobody said so, as for money that a gateway gives back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed_by: Option<Actor>,
    /// How often the gateway was asked for it in vain.
    #[serde(default)]
    pub failures: u32,
    /// When the gateway is asked, again or for the first time; `None` when the money is back, or is handed back by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    /// The claim because of which the money goes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<ClaimNumber>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RefundState {
    Pending,
    Done,
}

/// Why money goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RefundReason {
    /// The order was cancelled.
    Cancelled,
    /// The customer chose to pay at the door, and paid the code as well.
    CashChosen,
    /// It was paid already.
    PaidTwice,
    /// It was not the amount that was asked for, or not the currency.
    WrongAmount,
    /// The delivery was taken back, and with it the cash.
    DeliveryRecalled,
    /// Somebody gave it back at the gateway itself.
    AtTheGateway,
    /// The restaurant answered a claim about the order with it.
    Claim,
    /// The order was changed and costs less.
    Edited,
    /// Something that was ordered did not come.
    MissingItem,
    /// Something else came than was ordered.
    WrongItem,
    /// It was cold, spilt or otherwise not as it should be.
    Quality,
    /// It came too late.
    Late,
    /// The restaurant wants to make up for something else.
    Goodwill,
}

/// What changes the amount to be paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Adjustment {
    pub kind: AdjustmentKind,
    /// Negative when less is to be paid.
    pub amount: Money,
    pub by: Actor,
    pub at: Timestamp,
    /// The claim because of which less is to be paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<ClaimNumber>,
    /// What was asked for, where somebody has money go back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<GiveBack>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AdjustmentKind {
    Tip,
    /// Of cash: see [`Money::in_coins`].
    Rounding,
    /// What the restaurant gives back because of a claim.
    Claim,
    /// What somebody of the restaurant gives back.
    Refund,
}

/// What came of the money that was promised with the reply to a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimMoney {
    /// What goes back: less than what was promised where less was left, and possibly nothing.
    pub given: Money,
    /// Whether all of it is back.
    pub is_back: bool,
}

/// Why a payment does not move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PaymentRefusal {
    #[error("no attempt is open")]
    NotOpen,
    #[error("nothing is owed")]
    NothingOwed,
    #[error("what is settled does not go back")]
    Backwards,
}

impl Payment {
    pub fn new(order_id: OrderId, amount: Money) -> Payment {
        Payment {
            order_id,
            amount,
            charges: Vec::new(),
            refunds: Vec::new(),
            adjustments: Vec::new(),
            closed: false,
            retained: Money::ZERO,
        }
    }

    /// The charge that is under way; the newest one when none is.
    pub fn newest(&self) -> Option<&Charge> {
        let pending = |charge: &&Charge| charge.state == ChargeState::Pending;
        self.charges.iter().rfind(pending).or(self.charges.last())
    }

    /// The newest attempt of [`Payment::newest`].
    pub fn attempt(&self) -> Option<&Attempt> {
        self.newest()?.attempts.last()
    }

    /// All attempts at the gateway, oldest first within their charges.
    pub fn attempts(&self) -> impl Iterator<Item = &Attempt> {
        self.charges.iter().flat_map(|charge| &charge.attempts)
    }

    /// What has come in, whatever became of it.
    pub fn collected(&self) -> Money {
        let approved = self
            .charges
            .iter()
            .filter(|charge| charge.state == ChargeState::Approved);
        approved.map(|charge| charge.amount).sum()
    }

    /// What has gone back.
    pub fn refunded(&self) -> Money {
        self.refunds_that_are(RefundState::Done)
    }

    /// What is on its way back.
    pub fn refunding(&self) -> Money {
        self.refunds_that_are(RefundState::Pending)
    }

    fn refunds_that_are(&self, state: RefundState) -> Money {
        let refunds = self.refunds.iter().filter(|refund| refund.state == state);
        refunds.map(|refund| refund.amount).sum()
    }

    /// What stays of the money that came in, once all that shall go back is back.
    pub fn kept(&self) -> Money {
        self.collected() - self.refunded() - self.refunding()
    }

    /// What is to be paid in all: nothing where more was given back than an order costs that was changed afterwards.
    pub fn due(&self) -> Money {
        if self.closed {
            return self.retained;
        }
        let adjusted = self.adjustments.iter().map(|adjustment| adjustment.amount).sum();
        (self.amount + adjusted).max(Money::ZERO)
    }

    /// What goes back because of a claim; `None` before that was decided.
    pub fn claim_money(&self, claim: ClaimNumber) -> Option<ClaimMoney> {
        let made = self.adjustments.iter().find(|made| made.claim == Some(claim))?;
        let mut back = self.refunds.iter().filter(|refund| refund.claim == Some(claim));
        Some(ClaimMoney {
            given: -made.amount,
            is_back: back.all(|refund| refund.state == RefundState::Done),
        })
    }

    /// Whether everything that goes back because of a claim is back, be it nothing; false before that was decided.
    pub fn claim_is_paid_back(&self, claim: ClaimNumber) -> bool {
        self.claim_money(claim).is_some_and(|money| money.is_back)
    }

    /// What may be given back: what is paid, once nothing is owed any more.
    pub fn can_go_back(&self) -> Money {
        match self.owed() {
            Money::ZERO => self.kept().max(Money::ZERO),
            _ => Money::ZERO,
        }
    }

    /// What is still to come in.
    pub fn owed(&self) -> Money {
        (self.due() - self.kept()).max(Money::ZERO)
    }

    /// The payment in one word; `None` while there is no charge.
    pub fn status(&self) -> Option<PaymentStatus> {
        let newest = self.newest()?;
        let nothing_owed = self.owed() == Money::ZERO;
        let all_back = self.refunded() > Money::ZERO && self.refunded() == self.collected();
        Some(match newest.state {
            _ if all_back && (self.closed || newest.state == ChargeState::Approved) => {
                PaymentStatus::Refunded
            }
            _ if nothing_owed && self.collected() > self.refunded() => PaymentStatus::Approved,
            ChargeState::Pending => PaymentStatus::Pending,
            ChargeState::Rejected => PaymentStatus::Rejected,
            // The money goes back, and more is owed.
            ChargeState::Approved => PaymentStatus::Pending,
        })
    }

    /// How it was or is to be paid; `None` while there is no charge.
    pub fn method(&self) -> Option<PaymentMethod> {
        let stays =
            |charge: &&Charge| charge.state == ChargeState::Approved && self.left_of(charge) > Money::ZERO;
        let paid = self.charges.iter().rfind(stays);
        paid.or(self.newest()).map(|charge| charge.method)
    }

    /// What has neither gone back of a charge nor shall.
    fn left_of(&self, charge: &Charge) -> Money {
        let back = self.refunds.iter().filter(|refund| refund.charge == charge.id);
        charge.amount - back.map(|refund| refund.amount).sum()
    }
}
