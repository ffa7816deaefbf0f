//! The entries of a payment's record, of which some wait for somebody to hand money back.

use super::States;
use super::samples::{Samples, TOTAL, manager};
use crate::components::give_back::{Form, GiveBack, Preview, Typed};
use crate::components::hand_back::HandBack;
use crate::components::record_payment::{Entry, Ledger};
use crate::state::erased::memo;
use api::payments::{AdjustmentView, ChargeView, EntryView, PaymentView, RefundView, TryView};
use domain::customer::first_name;
use domain::order::Status;
use domain::payment::{
    AdjustmentKind, ChargeState, GivenFor, PaymentMethod, PaymentStatus, PaymentSummary, RefundReason,
    RefundState,
};
use domain::{Money, Timestamp};
use leptos::prelude::*;
use ui::gallery::component;
use ui::resource::Loader;

pub fn components(samples: &Samples) -> Vec<AnyView> {
    vec![
        component("Entry, in", charges(samples)),
        component("Entry, back", refunds(samples)),
        component("Entry, HandBack", by_hand(samples)),
        component("HandBack", hand_back(samples)),
        component("Ledger", ledgers(samples)),
        component("GiveBack", give_back(samples)),
        component("Preview", previews()),
    ]
}

/// The entry in a list, as it stands in a record.
fn entry(samples: &Samples, entry: EntryView) -> AnyView {
    let (order, loader) = (samples.delivered.order_id.clone(), Loader::idle());
    view! {
        <ol class="ledger">
            <Entry entry order loader />
        </ol>
    }
    .into_any()
}

fn charges(samples: &Samples) -> States {
    let (at, by) = (samples.now, first_name(&manager().name).to_owned());
    let drawn = |charge: ChargeView, unmatched: bool| entry(samples, EntryView::Charge { charge, unmatched });
    let cash = ChargeView {
        method: PaymentMethod::Cash,
        by: Some(by.clone()),
        ..charge(ChargeState::Approved, at)
    };
    let tried = TryView {
        method: PaymentMethod::Card,
        state: ChargeState::Rejected,
        opened_at: at,
        settled_at: Some(at),
    };
    let adjusted = AdjustmentView {
        kind: AdjustmentKind::Rounding,
        amount_cents: Money(-4),
        by,
        at,
        note: String::new(),
    };
    vec![
        ("to come in", drawn(charge(ChargeState::Pending, at), false)),
        ("came in", drawn(charge(ChargeState::Approved, at), false)),
        ("taken by somebody", drawn(cash, false)),
        ("rejected", drawn(charge(ChargeState::Rejected, at), false)),
        (
            "not as it should be",
            drawn(charge(ChargeState::Approved, at), true),
        ),
        ("a try", entry(samples, EntryView::Try(tried))),
        ("adjusted", entry(samples, EntryView::Adjustment(adjusted))),
    ]
}

fn charge(state: ChargeState, at: Timestamp) -> ChargeView {
    ChargeView {
        id: 1,
        amount_cents: TOTAL,
        method: PaymentMethod::Yape,
        state,
        attempts: 1,
        tries: Vec::new(),
        by: None,
        opened_at: at,
        settled_at: (state != ChargeState::Pending).then_some(at),
    }
}

fn refunds(samples: &Samples) -> States {
    let drawn = |refund: RefundView| entry(samples, EntryView::Refund(refund));
    let (done, pending) = (RefundState::Done, RefundState::Pending);
    let failing = RefundView {
        failures: 3,
        ..refund(pending, samples.now)
    };
    let of_claim = RefundView {
        reason: RefundReason::Claim,
        ..refund(done, samples.now)
    };
    let handed = RefundView {
        handed_by: Some(first_name(&manager().name).to_owned()),
        ..refund(done, samples.now)
    };
    vec![
        ("on its way", drawn(refund(pending, samples.now))),
        ("in vain so far", drawn(failing)),
        ("back", drawn(refund(done, samples.now))),
        ("back because of a claim", drawn(of_claim)),
        ("handed back", drawn(handed)),
    ]
}

fn by_hand(samples: &Samples) -> States {
    let refund = RefundView {
        by_hand: true,
        ..refund(RefundState::Pending, samples.now)
    };
    vec![("to be handed back", entry(samples, EntryView::Refund(refund)))]
}

fn hand_back(samples: &Samples) -> States {
    let (order, loader) = (samples.delivered.order_id.clone(), Loader::idle());
    let button = view! { <HandBack order refund=1 loader /> };
    vec![("to be pressed twice", button.into_any())]
}

/// The button that opens the form for a refund, and the form with its lines and reasons.
fn give_back(samples: &Samples) -> States {
    let paid = PaymentSummary {
        status: PaymentStatus::Approved,
        paid_cents: TOTAL,
        owed_cents: Money::ZERO,
        ..PaymentSummary::unpaid(PaymentMethod::Yape, TOTAL)
    };
    let record = record(samples, &paid);
    let order = samples.delivered.clone();
    let (order, payment) = (memo(move || order.clone()), memo(move || Some(record.clone())));
    let (left, key) = (memo(|| TOTAL), StoredValue::new(String::new()));
    let (open, loader) = (RwSignal::new(true), Loader::idle());
    let button = view! { <GiveBack order payment loader /> };
    let form = view! { <Form order payment left key open loader /> };
    vec![("button", button.into_any()), ("form", form.into_any())]
}

fn previews() -> States {
    let typed = Typed::new();
    typed.amount.set("12.90".to_owned());
    typed.reason.set(Some(GivenFor::MissingItem));
    vec![(
        "for something that was missing",
        view! { <Preview typed /> }.into_any(),
    )]
}

/// A record with its sums.
fn ledgers(samples: &Samples) -> States {
    let unpaid = PaymentSummary::unpaid(PaymentMethod::Yape, TOTAL);
    let paid = PaymentSummary {
        status: PaymentStatus::Approved,
        paid_cents: TOTAL,
        owed_cents: Money::ZERO,
        ..unpaid
    };
    let going_back = PaymentSummary {
        refunding_cents: TOTAL,
        ..paid
    };
    let (charge, refund) = (
        charge(ChargeState::Approved, samples.now),
        refund(RefundState::Pending, samples.now),
    );
    let drawn = |summary: PaymentSummary, charges: Vec<ChargeView>, refunds: Vec<RefundView>| {
        let payment = PaymentView {
            charges,
            refunds,
            ..record(samples, &summary)
        };
        let (summary, loader) = (memo(move || Some(summary)), Loader::idle());
        view! { <Ledger payment summary loader /> }.into_any()
    };
    vec![
        ("nothing yet", drawn(unpaid, Vec::new(), Vec::new())),
        ("paid", drawn(paid, vec![charge.clone()], Vec::new())),
        ("going back", drawn(going_back, vec![charge], vec![refund])),
    ]
}

/// The record of a payment that stands so, without its entries.
fn record(samples: &Samples, summary: &PaymentSummary) -> PaymentView {
    PaymentView {
        order_id: samples.delivered.order_id.clone(),
        order_status: Status::Created,
        order_expired: false,
        status: Some(summary.status),
        method: summary.method,
        payment_id: None,
        amount_cents: TOTAL,
        paid_cents: summary.paid_cents,
        owed_cents: summary.owed_cents,
        refunded_cents: summary.refunded_cents,
        refunding_cents: summary.refunding_cents,
        charges: Vec::new(),
        refunds: Vec::new(),
        adjustments: Vec::new(),
        qr: None,
        simulated: true,
        expires_at: samples.now.plus_minutes(15),
    }
}

fn refund(state: RefundState, at: Timestamp) -> RefundView {
    RefundView {
        id: 1,
        charge: 1,
        amount_cents: TOTAL,
        reason: RefundReason::Cancelled,
        by: first_name(&manager().name).to_owned(),
        state,
        asked_at: at,
        done_at: (state == RefundState::Done).then_some(at),
        handed_by: None,
        failures: 0,
        by_hand: false,
        claim: None,
    }
}
