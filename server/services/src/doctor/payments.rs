//! Money: what an order says of its payment, and what has to go back.

use super::Doctor;
use super::report::{Discrepancy, Invariant, Repair, of_order};
use crate::error::Error;
use crate::payments::StoredPayment;
use domain::order::{Order, Settled, Status};
use domain::payment::{Payment, REFUND_ALARM_FAILURES, RefundReason, RefundState};
use domain::time::MINUTE_MS;
use domain::{Money, TenantId, Timestamp};

/// What is due for a payment is done every second in one process, and every minute on AWS. It is forgotten when nobody has
/// done it for so long.
const FORGOTTEN_MS: i64 = 15 * MINUTE_MS;

const AT_THE_GATEWAY: &str = "compare with the gateway's own list; money is moved by people only";

impl Doctor {
    /// What is to be done for a payment and is not, because nothing leads to it or nobody works on it.
    pub(super) async fn forgotten_money(
        &self,
        tenant: &TenantId,
        order: &Order,
        payment: &StoredPayment,
        now: Timestamp,
    ) -> Result<Vec<Discrepancy>, Error> {
        let mut found = Vec::new();
        if self.parts.payments.lacks_due(tenant, payment).await? {
            found.push(Discrepancy {
                found: "something is to be done for its payment, and nothing leads to it".to_owned(),
                expected: "an entry among what is due".to_owned(),
                repair: Some(Repair::PutDue(order.head.id.clone())),
                advice: "--repair enters it again, and the server does it",
                ..of_order(order, Invariant::Refunds, "due")
            });
        } else if payment.due_at.is_some_and(|due| now.since_ms(due) > FORGOTTEN_MS) {
            found.push(Discrepancy {
                found: "what is due for its payment was not done for a quarter of an hour".to_owned(),
                expected: "that it is done when it is due".to_owned(),
                advice: "see that the server runs, on AWS the function `sweep`, and what it logs",
                ..of_order(order, Invariant::Refunds, "late")
            });
        }
        let refused = |refund: &&domain::payment::Refund| {
            refund.state == RefundState::Pending && refund.failures >= REFUND_ALARM_FAILURES
        };
        if let Some(refund) = payment.payment.refunds.iter().find(refused) {
            let (amount, failures) = (refund.amount.decimal(), refund.failures);
            found.push(Discrepancy {
                found: format!("the gateway did not give {amount} back, {failures} times"),
                expected: "that the money is back".to_owned(),
                advice: "look at the gateway why it refuses, and give the money back there",
                ..of_order(order, Invariant::Refunds, "refused")
            });
        }
        Ok(found)
    }
}

/// A record that is not one that this version can read.
pub(super) fn unreadable(order: &Order, error: &str) -> Discrepancy {
    Discrepancy {
        found: error.to_owned(),
        expected: "the record of its payment".to_owned(),
        advice: "start the version that wrote it, or look into a backup",
        ..of_order(order, Invariant::Payments, "unreadable")
    }
}

/// How order and record differ, once what follows by events has come.
pub(super) fn differences(order: &Order, stored: Option<&StoredPayment>) -> Vec<Discrepancy> {
    let noted = order.payment.map(|note| note.version);
    let mut found = Vec::new();
    match (noted, stored) {
        (Some(version), None) if version > 0 => found.push(Discrepancy {
            found: format!("it knows version {version} of a payment's record that is not there"),
            expected: "the record".to_owned(),
            advice: "look into a backup; the gateway knows what was paid",
            ..of_order(order, Invariant::Payments, "record")
        }),
        (Some(version), Some(stored)) if version > stored.version => found.push(Discrepancy {
            found: format!(
                "it knows version {version} of its payment, whose record is of version {}",
                stored.version
            ),
            expected: "a record that is as new".to_owned(),
            advice: "look into a backup; the gateway knows what was paid",
            ..of_order(order, Invariant::Payments, "record")
        }),
        // Orders of the first form do not know what the record says.
        (Some(0), Some(_)) | (_, None) => {}
        (_, Some(stored)) => found.extend(other_note(order, stored)),
    }
    if let Some(stored) = stored {
        found.extend(sums(order, &stored.payment));
    }
    // Orders of the first form were settled without a record that says so.
    if noted != Some(0) {
        found.extend(unpaid(order, stored.map(|stored| &stored.payment)));
    }
    found
}

fn other_note(order: &Order, stored: &StoredPayment) -> Option<Discrepancy> {
    let says = stored.payment.summary(order.head.payment_method);
    let noted = order.payment_summary();
    let text = |summary: &domain::payment::PaymentSummary| {
        let parts = [
            ("paid", summary.paid_cents),
            ("owed", summary.owed_cents),
            ("refunded", summary.refunded_cents),
            ("on its way back", summary.refunding_cents),
        ];
        let parts = parts
            .into_iter()
            .map(|(name, amount)| format!("{} {name}", amount.decimal()));
        format!("{:?}: {}", summary.status, parts.collect::<Vec<_>>().join(", "))
    };
    (says != noted).then(|| Discrepancy {
        found: format!("it says of its money: {}", text(&noted)),
        expected: text(&says),
        repair: Some(Repair::NotePayment(order.head.id.clone())),
        advice: "--repair has it say what the payment's record says",
        ..of_order(order, Invariant::Payments, "note")
    })
}

/// The record's own sums.
fn sums(order: &Order, payment: &Payment) -> Vec<Discrepancy> {
    let mut found = Vec::new();
    let total = order.head.totals.total;
    if payment.amount != total {
        found.push(Discrepancy {
            found: format!("its payment is of {}", payment.amount.decimal()),
            expected: format!("its total, {}", total.decimal()),
            advice: AT_THE_GATEWAY,
            ..of_order(order, Invariant::Payments, "amount")
        });
    }
    if payment.kept() < Money::ZERO {
        found.push(Discrepancy {
            found: format!("{} more goes back than came in", (-payment.kept()).decimal()),
            expected: "what came in at most".to_owned(),
            advice: AT_THE_GATEWAY,
            ..of_order(order, Invariant::Refunds, "excess")
        });
    }
    let to_keep = if payment.closed {
        payment.due()
    } else {
        Money::ZERO
    };
    if order.status() == Status::Cancelled && payment.kept() > to_keep {
        found.push(Discrepancy {
            found: format!("it was cancelled, and {} neither went back nor is on its way", payment.kept().decimal()),
            expected: format!("{} at most", to_keep.decimal()),
            advice: "have the dead letters of `payments` delivered again; where there are none, give the money back at the gateway",
            ..of_order(order, Invariant::Refunds, "cancelled")
        });
    }
    found
}

/// What went into the kitchen as paid is paid, and what was handed over is.
fn unpaid(order: &Order, payment: Option<&Payment>) -> Option<Discrepancy> {
    let catering = order.head.catering.is_some();
    let wanted = match (order.status(), order.settled) {
        (Status::Completed, Some(_)) => true,
        // The balance of catering, and what an order costs more since it was changed, is collected at the door at the latest.
        (Status::Confirmed, Some(Settled::Paid | Settled::ManagerOverride)) => {
            !catering && order.edits.is_empty()
        }
        _ => false,
    };
    // Somebody may have given it back at the gateway itself, knowing why.
    let given_back = |payment: &Payment| {
        let reasons = payment.refunds.iter().map(|refund| refund.reason);
        reasons
            .into_iter()
            .any(|reason| reason == RefundReason::AtTheGateway)
    };
    let owed = match payment {
        Some(payment) if given_back(payment) => Money::ZERO,
        Some(payment) => payment.owed(),
        None => order.head.totals.total,
    };
    (wanted && owed > Money::ZERO).then(|| Discrepancy {
        found: format!(
            "it is {} and {} of it is not paid",
            order.status().wire_name(),
            owed.decimal()
        ),
        expected: "that its total is paid".to_owned(),
        advice: AT_THE_GATEWAY,
        ..of_order(order, Invariant::Payments, "unpaid")
    })
}
