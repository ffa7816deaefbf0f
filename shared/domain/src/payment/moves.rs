//! What happens to a payment: attempts, the gateway's word, cash, and money back. Each function hands back the payment
//! as it is then, or `None` when it was so already: saying a thing twice has no effect.

use super::{
    Adjustment, AdjustmentKind, Attempt, Charge, ChargeState, Payment, PaymentMethod, PaymentRefusal, Refund,
    RefundReason, RefundState,
};
use crate::actor::Actor;
use crate::claim_number::ClaimNumber;
use crate::online_payments::own_account;
use crate::time::{MINUTE_MS, SECOND_MS, spread};
use crate::{Money, Timestamp};
use serde::{Deserialize, Serialize};

/// The pauses after the gateway was asked in vain to give money back, each made longer by up to a quarter; the last one holds
/// for all later ones.
const REFUND_PAUSES_MS: [i64; 5] = [
    10 * SECOND_MS,
    MINUTE_MS,
    5 * MINUTE_MS,
    30 * MINUTE_MS,
    120 * MINUTE_MS,
];
/// After this many failures a person should look: about half an hour has passed.
pub const REFUND_ALARM_FAILURES: u32 = 5;

/// What became of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Settlement {
    Approved,
    Rejected,
    Refunded,
}

/// What the gateway says of one attempt, read back from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a> {
    pub reference: &'a str,
    pub settlement: Settlement,
    /// See [`Attempt::receipt`].
    pub receipt: Option<&'a str>,
    /// What came in, in the restaurant's currency; `None` for what was asked for, or when no money came.
    pub amount: Option<Money>,
    /// The money is not what a charge can be: another currency, or fractions of a cent.
    pub unusable: bool,
    /// How it was paid, should nobody here remember the attempt.
    pub method: PaymentMethod,
}

/// Which money is not wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unwanted {
    /// What is more than what is to be paid.
    Excess,
    /// All that came through the gateway: it is to be paid at the door.
    AtTheGateway,
}

impl Payment {
    /// Opens an attempt at the gateway for all that is owed: see [`Payment::open_part`].
    pub fn open(
        &self,
        method: PaymentMethod,
        reference: String,
        qr_payload: Option<String>,
        now: Timestamp,
    ) -> Result<Payment, PaymentRefusal> {
        self.open_part(self.owed(), method, reference, qr_payload, None, now)
    }

    /// Opens an attempt at the gateway for an amount, what is owed at most. An open one of the same method and amount is
    /// kept, so that opening twice is opening once; another one is given up. From `expires_at` on it cannot be paid.
    pub fn open_part(
        &self,
        amount: Money,
        method: PaymentMethod,
        reference: String,
        qr_payload: Option<String>,
        expires_at: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<Payment, PaymentRefusal> {
        let amount = amount.min(self.owed());
        if amount <= Money::ZERO {
            return Err(PaymentRefusal::NothingOwed);
        }
        let mut payment = self.clone();
        let unpaid = |charge: &&mut Charge| charge.state != ChargeState::Approved && charge.by.is_none();
        let same = |charge: &mut Charge| charge.amount == amount;
        if !payment.charges.iter_mut().rfind(unpaid).is_some_and(same) {
            payment.give_attempts_up(now);
            payment.charge(amount, method, now);
        }
        let Some(charge) = payment.charges.iter_mut().rfind(unpaid) else {
            return Err(PaymentRefusal::NothingOwed);
        };
        if let Some(open) = charge
            .attempts
            .last_mut()
            .filter(|attempt| attempt.state == ChargeState::Pending)
        {
            let same_account = own_account(&open.reference) == own_account(&reference);
            if open.method == method && same_account && open.can_be_paid(now) {
                return Ok(self.clone());
            }
            open.give_up(now);
        }
        charge.method = method;
        charge.state = ChargeState::Pending;
        charge.settled_at = None;
        charge.attempts.push(Attempt {
            method,
            state: ChargeState::Pending,
            reference,
            qr_payload,
            receipt: None,
            opened_at: now,
            expires_at,
            settled_at: None,
        });
        Ok(payment)
    }

    /// Takes what the gateway says of any attempt, in whatever order it comes.
    ///
    /// An attempt that was given up can still be paid: its QR code is out in the world. Money that is not owed, or that
    /// is not what was asked for, becomes a charge of its own, and a refund of it.
    pub fn apply_gateway_status(&self, word: &Word<'_>, now: Timestamp) -> Option<Payment> {
        let known_receipt = word.receipt.and_then(|receipt| self.of_receipt(receipt));
        match word.settlement {
            Settlement::Approved if known_receipt.is_some() => None,
            Settlement::Approved => self.paid(word, now),
            Settlement::Rejected => self.refused(word.reference, now),
            Settlement::Refunded => match known_receipt.or_else(|| self.paid_by(word.reference)) {
                Some(charge) => self.came_back(charge, now),
                // Money that came and went unseen is no money.
                None => self.refused(word.reference, now),
            },
        }
    }

    /// The newest attempt, which somebody wants to end so; `None` when it has ended so already.
    pub fn to_settle(&self, settlement: Settlement) -> Result<Option<&Attempt>, PaymentRefusal> {
        let attempt = self.attempt().ok_or(PaymentRefusal::NotOpen)?;
        match (attempt.state, settlement) {
            (ChargeState::Pending, Settlement::Approved | Settlement::Rejected) => Ok(Some(attempt)),
            (ChargeState::Approved, Settlement::Approved) | (ChargeState::Rejected, Settlement::Rejected) => {
                Ok(None)
            }
            _ => Err(PaymentRefusal::Backwards),
        }
    }

    /// The restaurant takes what is owed as paid, on somebody's word. Open attempts are given up; what is paid by them
    /// all the same goes back.
    pub fn vouch(&self, method: PaymentMethod, by: &Actor, now: Timestamp) -> Option<Payment> {
        self.vouch_for(self.owed(), method, by, now)
    }

    /// As [`Payment::vouch`], for a part of what is owed.
    pub fn vouch_for(
        &self,
        amount: Money,
        method: PaymentMethod,
        by: &Actor,
        now: Timestamp,
    ) -> Option<Payment> {
        let amount = amount.min(self.owed());
        if amount <= Money::ZERO {
            return None;
        }
        let mut payment = self.clone();
        payment.give_attempts_up(now);
        payment.take(amount, method, by, now);
        Some(payment)
    }

    /// It is to be paid in cash at the door or at the counter: open attempts are given up, and what is paid by them all the
    /// same goes back.
    pub fn choose_cash(&self, now: Timestamp) -> Option<Payment> {
        if self.owed() == Money::ZERO || self.expects_cash() {
            return None;
        }
        let mut payment = self.clone();
        payment.give_attempts_up(now);
        payment.charge(payment.owed(), PaymentMethod::Cash, now);
        Some(payment)
    }

    /// Somebody has the cash that was owed, rounded as coins allow.
    pub fn collect(&self, by: &Actor, now: Timestamp) -> Option<Payment> {
        let owed = self.owed();
        if owed == Money::ZERO {
            return None;
        }
        let mut payment = self.clone();
        payment.give_attempts_up(now);
        let cash = owed.in_coins();
        if cash != owed {
            payment.adjustments.push(Adjustment {
                kind: AdjustmentKind::Rounding,
                amount: cash - owed,
                by: by.clone(),
                at: now,
                claim: None,
                given: None,
            });
        }
        payment.take(cash, PaymentMethod::Cash, by, now);
        let taken = |charge: &&mut Charge| charge.by.is_some() && charge.method == PaymentMethod::Cash;
        if let Some(charge) = payment.charges.iter_mut().rfind(taken) {
            charge.at_the_door = true;
        }
        Some(payment)
    }

    /// The cash of the delivery was handed back, or never taken: the delivery was recalled, and it is to be collected again.
    pub fn uncollect(&self, by: &Actor, now: Timestamp) -> Option<Payment> {
        let mut payment = self.uncollect_balance(by, now)?;
        payment.charge(payment.owed(), PaymentMethod::Cash, now);
        Some(payment)
    }

    /// As [`Payment::uncollect`], for a balance, which may still come in otherwise. What somebody took or vouched for before
    /// the delivery stays.
    pub fn uncollect_balance(&self, by: &Actor, now: Timestamp) -> Option<Payment> {
        let mut payment = self.clone();
        for charge in self.charges.iter().filter(|charge| charge.at_the_door) {
            payment.give_back(charge.id, RefundReason::DeliveryRecalled, by, now);
        }
        (payment != *self).then_some(payment)
    }

    /// Nothing is to be paid any more: open attempts are given up, and all money goes back.
    pub fn close(&self, by: &Actor, now: Timestamp) -> Option<Payment> {
        self.close_keeping(Money::ZERO, by, now)
    }

    /// As [`Payment::close`], but for what the restaurant keeps.
    pub fn close_keeping(&self, kept: Money, by: &Actor, now: Timestamp) -> Option<Payment> {
        let mut payment = self.clone();
        if !payment.closed {
            payment.retained = kept.min(payment.kept()).max(Money::ZERO);
        }
        payment.closed = true;
        payment.give_attempts_up(now);
        for charge in payment
            .charges
            .iter_mut()
            .filter(|charge| charge.is_expected_cash())
        {
            charge.state = ChargeState::Rejected;
            charge.settled_at = Some(now);
        }
        payment.give_excess_back(RefundReason::Cancelled, by, now);
        (payment != *self).then_some(payment)
    }

    /// The order was changed and costs this from now on: what was paid beyond that goes back. What was open at the gateway for
    /// another amount is given up.
    pub fn reprice(&self, amount: Money, by: &Actor, now: Timestamp) -> Option<Payment> {
        if self.amount == amount {
            return None;
        }
        let mut payment = self.clone();
        payment.amount = amount;
        if !payment.closed {
            payment.give_attempts_up(now);
            let owed = payment.owed();
            let expected = |charge: &&mut Charge| charge.is_expected_cash();
            for charge in payment.charges.iter_mut().filter(expected) {
                charge.amount = owed;
            }
            payment.give_excess_back(RefundReason::Edited, by, now);
        }
        Some(payment)
    }

    /// Has money that is not wanted go back.
    pub fn give_unwanted_back(&self, unwanted: Unwanted, by: &Actor, now: Timestamp) -> Option<Payment> {
        let mut payment = self.clone();
        match unwanted {
            Unwanted::Excess => payment.give_excess_back(RefundReason::PaidTwice, by, now),
            Unwanted::AtTheGateway => {
                for charge in self.charges.iter().filter(|charge| charge.by.is_none()) {
                    payment.give_back(charge.id, RefundReason::CashChosen, by, now);
                }
            }
        }
        (payment != *self).then_some(payment)
    }

    /// Gives money back because of a claim, what stays of it at most: as much less is to be paid. Once for each claim. Only
    /// what is paid can go back: where nothing is, or more is owed, that is noted, so that a promise has an outcome in any case.
    pub fn give_back_for_claim(
        &self,
        claim: ClaimNumber,
        amount: Money,
        by: &Actor,
        now: Timestamp,
    ) -> Option<Payment> {
        if self.claim_money(claim).is_some() {
            return None;
        }
        let amount = amount.min(self.can_go_back()).max(Money::ZERO);
        let mut payment = self.clone();
        payment.adjustments.push(Adjustment {
            kind: AdjustmentKind::Claim,
            amount: -amount,
            by: by.clone(),
            at: now,
            claim: Some(claim),
            given: None,
        });
        if payment.closed {
            payment.retained = payment.retained - amount;
        }
        let before = payment.refunds.len();
        payment.give_excess_back(RefundReason::Claim, by, now);
        for refund in payment.refunds.iter_mut().skip(before) {
            refund.claim = Some(claim);
        }
        Some(payment)
    }

    /// Somebody has handed money back that no gateway gives back. `None` where it is back already, or the gateway gives it.
    pub fn hand_back(&self, refund: u32, by: &Actor, now: Timestamp) -> Option<Payment> {
        let mut payment = self.clone();
        let by_hand = |one: &&mut Refund| one.id == refund && one.is_by_hand();
        let handed = payment.refunds.iter_mut().find(by_hand)?;
        handed.done(now);
        handed.handed_by = Some(by.clone());
        Some(payment)
    }

    /// The refunds that the gateway is to be asked for by now.
    pub fn refunds_due(&self, now: Timestamp) -> impl Iterator<Item = &Refund> {
        self.refunds
            .iter()
            .filter(move |refund| refund.due_at.is_some_and(|due| due <= now))
    }

    /// When the gateway is to be asked for the next refund.
    pub fn next_refund_at(&self) -> Option<Timestamp> {
        self.refunds.iter().filter_map(|refund| refund.due_at).min()
    }

    /// The gateway has given the money back.
    pub fn refund_done(&self, id: u32, now: Timestamp) -> Option<Payment> {
        let mut payment = self.clone();
        let refund = payment.refunds.iter_mut().find(|refund| refund.id == id)?;
        if refund.state == RefundState::Done {
            return None;
        }
        refund.done(now);
        Some(payment)
    }

    /// The gateway could not be asked, or refused: it is asked again after a pause.
    pub fn refund_failed(&self, id: u32, now: Timestamp) -> Option<Payment> {
        let mut payment = self.clone();
        let refund = payment.refunds.iter_mut().find(|refund| refund.id == id)?;
        if refund.state == RefundState::Done {
            return None;
        }
        let last = REFUND_PAUSES_MS.len() - 1;
        let pause = usize::try_from(refund.failures).unwrap_or(last).min(last);
        refund.failures = refund.failures.saturating_add(1);
        let of = (&self.order_id, id, refund.failures);
        let pause = REFUND_PAUSES_MS.get(pause).map(|pause| spread(*pause, of));
        refund.due_at = pause.map(|pause| now.plus_ms(pause));
        Some(payment)
    }
}
