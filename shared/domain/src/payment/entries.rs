//! The entries of a payment's record: how charges and refunds come about and end.

use super::{Attempt, Charge, ChargeState, Payment, PaymentMethod, Refund, RefundReason, RefundState, Word};
use crate::actor::Actor;
use crate::time::DAY_MS;
use crate::{Money, Timestamp};

impl Payment {
    /// Money has come in for an attempt.
    pub(super) fn paid(&self, word: &Word<'_>, now: Timestamp) -> Option<Payment> {
        let mut payment = self.clone();
        let asked = |charge: &&Charge| {
            charge
                .attempts
                .iter()
                .any(|attempt| attempt.reference == word.reference)
        };
        let expected = self
            .charges
            .iter()
            .find(asked)
            .map_or(self.amount, |charge| charge.amount);
        let right = !word.unusable && word.amount.is_none_or(|amount| amount == expected);
        let open = |charge: &&mut Charge| charge.state != ChargeState::Approved && asked(&&**charge);
        match payment.charges.iter_mut().find(open).filter(|_| right) {
            Some(charge) => charge.approve(word, now),
            // Without a name of its own, the same message again cannot be distinguished from other money.
            None if word.receipt.is_none() && self.charges.iter().any(|charge| asked(&charge)) => {
                return None;
            }
            None => {
                let charge = payment.charge(word.amount.unwrap_or(expected), word.method, now);
                charge.attempts.push(Attempt {
                    method: word.method,
                    state: ChargeState::Pending,
                    reference: word.reference.to_owned(),
                    qr_payload: None,
                    receipt: None,
                    opened_at: now,
                    expires_at: None,
                    settled_at: None,
                });
                charge.approve(word, now);
                let id = charge.id;
                if !right {
                    payment.give_back(id, RefundReason::WrongAmount, &Actor::system(), now);
                }
            }
        }
        if let Some(charge) = payment.charge_of(word).filter(|_| self.expects_cash()) {
            payment.give_back(charge, RefundReason::CashChosen, &Actor::system(), now);
        }
        let reason = if payment.closed {
            RefundReason::Cancelled
        } else {
            RefundReason::PaidTwice
        };
        payment.give_excess_back(reason, &Actor::system(), now);
        // By an attempt that was given up before, so that the open one would be paid on top.
        if payment.owed() == Money::ZERO {
            payment.give_attempts_up(now);
        }
        Some(payment)
    }

    pub(super) fn refused(&self, reference: &str, now: Timestamp) -> Option<Payment> {
        let mut payment = self.clone();
        for charge in &mut payment.charges {
            let pending = |attempt: &&mut Attempt| {
                attempt.reference == reference && attempt.state == ChargeState::Pending
            };
            if let Some(attempt) = charge.attempts.iter_mut().find(pending) {
                attempt.give_up(now);
                charge.state = ChargeState::Rejected;
                charge.settled_at = Some(now);
                return Some(payment);
            }
        }
        None
    }

    /// The gateway says that the money of a charge is back.
    pub(super) fn came_back(&self, charge: u32, now: Timestamp) -> Option<Payment> {
        let mut payment = self.clone();
        payment.give_back(charge, RefundReason::AtTheGateway, &Actor::system(), now);
        for refund in payment
            .refunds
            .iter_mut()
            .filter(|refund| refund.charge == charge)
        {
            refund.done(now);
        }
        (payment != *self).then_some(payment)
    }

    pub(super) fn expects_cash(&self) -> bool {
        self.charges.iter().any(Charge::is_expected_cash)
    }

    /// The charge that the money of this word has paid.
    fn charge_of(&self, word: &Word<'_>) -> Option<u32> {
        match word.receipt {
            Some(receipt) => self.of_receipt(receipt),
            None => self.paid_by(word.reference),
        }
    }

    /// The charge whose money has this name.
    pub(super) fn of_receipt(&self, receipt: &str) -> Option<u32> {
        let has = |charge: &&Charge| {
            charge
                .attempts
                .iter()
                .any(|attempt| attempt.receipt.as_deref() == Some(receipt))
        };
        self.charges.iter().find(has).map(|charge| charge.id)
    }

    /// The charge that was paid by an attempt whose money has no name.
    pub(super) fn paid_by(&self, reference: &str) -> Option<u32> {
        let has = |charge: &&Charge| {
            let nameless = |attempt: &Attempt| {
                attempt.reference == reference
                    && attempt.receipt.is_none()
                    && attempt.state == ChargeState::Approved
            };
            charge.attempts.iter().any(nameless)
        };
        self.charges.iter().find(has).map(|charge| charge.id)
    }

    /// A new charge, pending.
    pub(super) fn charge(&mut self, amount: Money, method: PaymentMethod, now: Timestamp) -> &mut Charge {
        let id = u32::try_from(self.charges.len())
            .unwrap_or(u32::MAX)
            .saturating_add(1);
        self.charges.push_mut(Charge {
            id,
            amount,
            method,
            state: ChargeState::Pending,
            attempts: Vec::new(),
            by: None,
            at_the_door: false,
            opened_at: now,
            settled_at: None,
        })
    }

    /// A new charge that somebody has taken the money for.
    pub(super) fn take(&mut self, amount: Money, method: PaymentMethod, by: &Actor, now: Timestamp) {
        let waiting = |charge: &&mut Charge| charge.is_expected_cash() && method == PaymentMethod::Cash;
        let charge = match self.charges.iter_mut().find(waiting) {
            Some(charge) => charge,
            None => self.charge(amount, method, now),
        };
        charge.amount = amount;
        charge.state = ChargeState::Approved;
        charge.by = Some(by.clone());
        charge.settled_at = Some(now);
    }

    /// Nobody waits for the open attempts any more.
    pub(super) fn give_attempts_up(&mut self, now: Timestamp) {
        let pending =
            |charge: &&mut Charge| charge.state == ChargeState::Pending && !charge.is_expected_cash();
        for charge in self.charges.iter_mut().filter(pending) {
            charge.state = ChargeState::Rejected;
            charge.settled_at = Some(now);
            charge
                .attempts
                .iter_mut()
                .for_each(|attempt| attempt.give_up(now));
        }
    }

    /// Gives back what is more than what is due: the gateway's money first, the newest of it, each charge as a whole; what
    /// whole charges do not make up is a part of one.
    pub(super) fn give_excess_back(&mut self, reason: RefundReason, by: &Actor, now: Timestamp) {
        let at_gateway = self.charges.iter().rev().filter(|charge| charge.by.is_none());
        let by_hand = self.charges.iter().rev().filter(|charge| charge.by.is_some());
        let paid = at_gateway
            .chain(by_hand)
            .filter(|charge| charge.state == ChargeState::Approved);
        let ids: Vec<u32> = paid.map(|charge| charge.id).collect();
        for id in &ids {
            let left = self.left(*id);
            if left > Money::ZERO && left <= self.kept() - self.due() {
                self.give_back(*id, reason, by, now);
            }
        }
        let excess = self.kept() - self.due();
        let whole = ids.into_iter().find(|id| self.left(*id) > excess);
        if let Some(id) = whole.filter(|_| excess > Money::ZERO) {
            self.give_part_back(id, excess, reason, by, now);
        }
    }

    /// What has neither gone back of the charge with this id nor shall.
    fn left(&self, id: u32) -> Money {
        let charge = self.charges.iter().find(|charge| charge.id == id);
        charge.map_or(Money::ZERO, |charge| self.left_of(charge))
    }

    /// What is left of a charge goes back.
    pub(super) fn give_back(&mut self, charge: u32, reason: RefundReason, by: &Actor, now: Timestamp) {
        self.give_part_back(charge, Money(i64::MAX), reason, by, now);
    }

    /// What is left of a charge goes back, but no more than `most`. Money that never was at the gateway is handed back by
    /// hand, which somebody says when it is done; a delivery that is taken back takes its cash along.
    fn give_part_back(&mut self, charge: u32, most: Money, reason: RefundReason, by: &Actor, now: Timestamp) {
        let Some(found) = self
            .charges
            .iter()
            .find(|one| one.id == charge && one.state == ChargeState::Approved)
        else {
            return;
        };
        let (amount, by_hand) = (self.left_of(found).min(most), found.by.is_some());
        let at_once = by_hand && reason == RefundReason::DeliveryRecalled;
        if amount <= Money::ZERO && self.refunds.iter().any(|refund| refund.charge == charge) {
            return;
        }
        let id = u32::try_from(self.refunds.len())
            .unwrap_or(u32::MAX)
            .saturating_add(1);
        self.refunds.push(Refund {
            id,
            charge,
            amount,
            reason,
            by: by.clone(),
            state: if at_once {
                RefundState::Done
            } else {
                RefundState::Pending
            },
            asked_at: now,
            done_at: at_once.then_some(now),
            handed_by: None,
            failures: 0,
            due_at: (!by_hand).then_some(now),
            claim: None,
        });
    }
}

impl Charge {
    /// Cash that is still to be collected.
    pub(super) fn is_expected_cash(&self) -> bool {
        self.state == ChargeState::Pending && self.attempts.is_empty()
    }

    fn approve(&mut self, word: &Word<'_>, now: Timestamp) {
        for attempt in &mut self.attempts {
            if attempt.reference != word.reference {
                attempt.give_up(now);
                continue;
            }
            attempt.state = ChargeState::Approved;
            attempt.settled_at = Some(now);
            if let Some(receipt) = word.receipt {
                attempt.receipt = Some(receipt.to_owned());
            }
            self.method = attempt.method;
        }
        self.state = ChargeState::Approved;
        self.settled_at = Some(now);
    }
}

/// How long a code at the gateway can be paid at most, whatever the time until its event. Mercado Pago takes 30 seconds to 3,600
/// hours for the order of a QR code (reference of `POST /v1/orders`; that of the endpoint for dynamic codes says no bounds).
/// This is well within: a code that is over is opened anew.
pub const CODE_MS: i64 = 30 * DAY_MS;

impl Attempt {
    /// From here on the gateway takes no money for it.
    pub fn ends_at(&self) -> Timestamp {
        self.expires_at.unwrap_or(self.opened_at.plus_ms(CODE_MS))
    }

    /// Whether it waits for the customer, who can still pay it.
    pub fn can_be_paid(&self, now: Timestamp) -> bool {
        self.state == ChargeState::Pending && now < self.ends_at()
    }

    /// Nobody waits for it any more.
    pub(super) fn give_up(&mut self, now: Timestamp) {
        if self.state == ChargeState::Pending {
            self.state = ChargeState::Rejected;
            self.settled_at = Some(now);
        }
    }
}

impl Refund {
    /// It waits for somebody to hand it back.
    pub fn is_by_hand(&self) -> bool {
        self.state == RefundState::Pending && self.due_at.is_none()
    }

    pub(super) fn done(&mut self, now: Timestamp) {
        if self.state == RefundState::Pending {
            self.state = RefundState::Done;
            self.done_at = Some(now);
            self.due_at = None;
        }
    }
}
