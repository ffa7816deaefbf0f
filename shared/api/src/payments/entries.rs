//! The entries of a payment in the order in which they came about, to be read as one list.

use super::{AdjustmentView, ChargeView, PaymentView, RefundView, TryView};
use domain::payment::RefundReason;
use domain::{Money, Timestamp};

/// One line of a payment's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryView {
    /// Money that came in or is to, and whether it was not what should have been paid.
    Charge {
        charge: ChargeView,
        unmatched: bool,
    },
    /// A try at the gateway that did not bring its charge's money in.
    Try(TryView),
    Refund(RefundView),
    Adjustment(AdjustmentView),
}

impl EntryView {
    /// When it came about.
    pub fn at(&self) -> Timestamp {
        match self {
            EntryView::Charge { charge, .. } => charge.settled_at.unwrap_or(charge.opened_at),
            EntryView::Try(tried) => tried.settled_at.unwrap_or(tried.opened_at),
            EntryView::Refund(refund) => refund.done_at.unwrap_or(refund.asked_at),
            EntryView::Adjustment(adjustment) => adjustment.at,
        }
    }

    /// Money that came in and matched nothing that was to be paid.
    pub fn is_unmatched(&self) -> bool {
        matches!(self, EntryView::Charge { unmatched: true, .. })
    }

    pub fn kind_name(&self) -> &'static str {
        match self {
            EntryView::Charge { .. } => "charge",
            EntryView::Try(_) => "try",
            EntryView::Refund(_) => "refund",
            EntryView::Adjustment(_) => "adjustment",
        }
    }
}

impl PaymentView {
    /// What may go back: what is paid, once nothing is owed.
    pub fn can_go_back(&self) -> Money {
        match self.owed_cents {
            Money::ZERO => (self.paid_cents - self.refunding_cents).max(Money::ZERO),
            _ => Money::ZERO,
        }
    }

    /// All entries, oldest first.
    pub fn entries(&self) -> Vec<EntryView> {
        let unmatched = |charge: &ChargeView| {
            self.refunds.iter().any(|refund| {
                refund.charge == charge.id
                    && matches!(refund.reason, RefundReason::WrongAmount | RefundReason::PaidTwice)
            })
        };
        let mut entries = Vec::new();
        for charge in &self.charges {
            // The try that brought the money in, or that is under way, is shown by its charge.
            let tries = charge.tries.iter().filter(|tried| tried.state != charge.state);
            entries.extend(tries.cloned().map(EntryView::Try));
            entries.push(EntryView::Charge {
                unmatched: unmatched(charge),
                charge: charge.clone(),
            });
        }
        entries.extend(self.refunds.iter().cloned().map(EntryView::Refund));
        entries.extend(self.adjustments.iter().cloned().map(EntryView::Adjustment));
        entries.sort_by_key(EntryView::at);
        entries
    }
}
