//! Money that somebody of the restaurant gives back, all of it or a part, without a claim or a cancellation.

use super::{Adjustment, AdjustmentKind, Payment, RefundReason};
use crate::actor::Actor;
use crate::written::{self, Note};
use crate::{Money, Timestamp};
use serde::{Deserialize, Serialize};

/// Why somebody gives money back. The customer reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum GivenFor {
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

impl GivenFor {
    pub const ALL: [GivenFor; 5] = [
        GivenFor::MissingItem,
        GivenFor::WrongItem,
        GivenFor::Quality,
        GivenFor::Late,
        GivenFor::Goodwill,
    ];

    /// The reason of the refunds that come of it.
    pub fn reason(self) -> RefundReason {
        match self {
            GivenFor::MissingItem => RefundReason::MissingItem,
            GivenFor::WrongItem => RefundReason::WrongItem,
            GivenFor::Quality => RefundReason::Quality,
            GivenFor::Late => RefundReason::Late,
            GivenFor::Goodwill => RefundReason::Goodwill,
        }
    }
}

/// How often money of an order is given back at most.
pub const MAX_GIVEN: usize = 50;

/// What somebody wants to give back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GiveBack {
    /// The name that its sender gave to this request: the same one gives money back once.
    pub request: String,
    pub amount: Money,
    pub reason: GivenFor,
    /// For the restaurant itself.
    #[serde(with = "written::blank", default)]
    pub note: Option<Note<200>>,
}

/// Why money is not given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GiveBackRefusal {
    #[error("no more than {left:?} can go back")]
    TooMuch { left: Money },
    #[error("the same request has asked for something else")]
    AskedOtherwise,
    #[error("it was given back too often")]
    TooOften,
}

impl Payment {
    /// Gives money back: as much less is to be paid from then on. `None` where the same request was followed before.
    pub fn give_money_back(
        &self,
        asked: &GiveBack,
        by: &Actor,
        now: Timestamp,
    ) -> Result<Option<Payment>, GiveBackRefusal> {
        let followed = self.adjustments.iter().filter_map(|made| made.given.as_ref());
        let often = followed.clone().count() >= MAX_GIVEN;
        match followed.into_iter().find(|given| given.request == asked.request) {
            Some(given) if given == asked => return Ok(None),
            Some(_) => return Err(GiveBackRefusal::AskedOtherwise),
            None if often => return Err(GiveBackRefusal::TooOften),
            None => {}
        }
        let left = self.can_go_back();
        if asked.amount <= Money::ZERO || asked.amount > left {
            return Err(GiveBackRefusal::TooMuch { left });
        }
        let mut payment = self.clone();
        payment.adjustments.push(Adjustment {
            kind: AdjustmentKind::Refund,
            amount: -asked.amount,
            by: by.clone(),
            at: now,
            claim: None,
            given: Some(asked.clone()),
        });
        if payment.closed {
            payment.retained = payment.retained - asked.amount;
        }
        payment.give_excess_back(asked.reason.reason(), by, now);
        Ok(Some(payment))
    }
}
