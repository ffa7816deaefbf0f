//! Where the money of an order stands: what was to come in, came in and went back, for those who may see it.

use super::give_back::GiveBack;
use super::hand_back::HandBack;
use crate::state::erased::{effect, follow, memo};
use crate::state::following::Following;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use api::orders::OrderView;
use api::payments::{EntryView, PaymentView};
use domain::payment::{ChargeState, PaymentSummary, RefundState};
use domain::staff::Permission;
use domain::{Money, OrderId};
use leptos::prelude::*;
use rpc::payments::payment_record;
use std::borrow::Cow;
use texts::now::console as texts;
use ui::failure::Failure;
use ui::resource::{Loader, Resource};

#[component]
pub fn RecordPayment(order: Memo<OrderView>) -> AnyView {
    let may = Session::expect().may_now(Permission::SeePayments);
    view! { {may.then(|| view! { <Entries order /> })} }.into_any()
}

#[component]
fn Entries(order: Memo<OrderView>) -> AnyView {
    let id = order.with_untracked(|order| order.order_id.clone());
    let payment = Resource::new(move || payment_record(id.clone()));
    let loader = payment.loader();
    let known = memo(move || payment.value.get());
    let may_give = Session::expect().may_now(Permission::GiveMoneyBack);
    let following = Following::expect();
    // The order says when the sums of its payment have changed.
    let summary = memo(move || order.with(|order| order.payment));
    effect(move || {
        following.orders();
        follow(summary);
        loader.ask();
    });
    view! {
        <section class="record__wide">
            <h3>{texts::PAYMENT}</h3>
            {move || {
                loader.error
                    .get()
                    .filter(|_| !loader.loaded.get())
                    .map(|error| view! { <Failure error retry=Some(Callback::new(move |()| loader.ask_now())) /> })
            }}
            {move || match payment.value.get() {
                None => view! { <p class="muted" role="status">{texts::LOADING_PAYMENT}</p> }.into_any(),
                Some(payment) => view! { <Ledger payment summary loader /> }.into_any(),
            }}
            {may_give.then(|| view! { <GiveBack order payment=known loader /> })}
        </section>
    }
    .into_any()
}

#[component]
pub(crate) fn Ledger(payment: PaymentView, summary: Memo<Option<PaymentSummary>>, loader: Loader) -> AnyView {
    let restaurant = RestaurantState::expect();
    let sums = [
        (texts::PAID, payment.paid_cents),
        (texts::OWED, payment.owed_cents),
        (texts::REFUNDED, payment.refunded_cents),
        (texts::REFUNDING, payment.refunding_cents),
    ];
    let sum = move |(name, amount): (&'static str, Money)| {
        (amount != Money::ZERO).then(|| {
            view! {
                <div>
                    <dt>{name}</dt>
                    <dd class="price">{restaurant.format(amount)}</dd>
                </div>
            }
        })
    };
    let (entries, order) = (payment.entries(), payment.order_id.clone());
    let nothing = summary
        .get_untracked()
        .map(|summary| texts::payment(&summary, false, |amount| restaurant.format(amount)));
    view! {
        {if entries.is_empty() {
            view! { <p class="muted">{nothing}</p> }.into_any()
        } else {
            view! {
                <ol class="ledger">
                    {entries
                        .into_iter()
                        .map(|entry| view! { <Entry entry order=order.clone() loader /> })
                        .collect_view()}
                </ol>
            }
                .into_any()
        }}
        <dl class="facts facts--row">{sums.map(sum).collect_view()}</dl>
    }
    .into_any()
}

/// One entry of an order's payment, with how it stands.
#[component]
pub fn Entry(entry: EntryView, order: OrderId, loader: Loader) -> AnyView {
    let restaurant = RestaurantState::expect();
    let said = words(&entry, |amount| restaurant.format(amount));
    let state = State::of(&entry);
    let hand_back = match &entry {
        EntryView::Refund(refund) if refund.by_hand => {
            let refund = refund.id;
            Some(view! { <HandBack order refund loader /> })
        }
        _ => None,
    };
    view! {
        <li data-kind=entry.kind_name() data-state=state.name>
            <time datetime=entry.at().to_string()>{restaurant.moment(entry.at())}</time>
            <span>
                {said} " "
                <span class=state.badge>{state.words}</span>
                {entry
                    .is_unmatched()
                    .then(|| view! { " " <span class="badge badge--danger">{texts::UNMATCHED}</span> })}
            </span>
            {hand_back}
        </li>
    }
    .into_any()
}

/// What an entry is, with its amount and who stands for it.
fn words(entry: &EntryView, money: impl Fn(Money) -> String) -> String {
    match entry {
        EntryView::Charge { charge, .. } => {
            texts::charge_entry(charge.method, &money(charge.amount_cents), charge.by.as_deref())
        }
        EntryView::Try(attempt) => texts::attempt_entry(attempt.method),
        EntryView::Refund(refund) => texts::refund_entry(
            &money(refund.amount_cents),
            &refund.by,
            refund.reason,
            refund.claim,
            refund.handed_by.as_deref(),
        ),
        EntryView::Adjustment(adjustment) => texts::adjustment_entry(
            adjustment.kind,
            &money(adjustment.amount_cents),
            &adjustment.by,
            &adjustment.note,
        ),
    }
}

/// How an entry stands: its name in the style sheet, the classes of its badge, and the words.
struct State {
    name: &'static str,
    badge: &'static str,
    words: Cow<'static, str>,
}

impl State {
    fn new(name: &'static str, badge: &'static str, words: impl Into<Cow<'static, str>>) -> State {
        State {
            name,
            badge,
            words: words.into(),
        }
    }

    fn of(entry: &EntryView) -> State {
        match entry {
            EntryView::Charge { charge, .. } => State::of_charge(charge.state),
            EntryView::Try(attempt) => State::of_charge(attempt.state),
            EntryView::Refund(refund) => match (refund.state, refund.failures) {
                (RefundState::Done, _) => State::new("done", "badge badge--success", texts::REFUND_DONE),
                (RefundState::Pending, _) if refund.by_hand => {
                    State::new("pending", "badge badge--warning", texts::REFUND_BY_HAND)
                }
                (RefundState::Pending, 0) => {
                    State::new("pending", "badge badge--warning", texts::REFUND_UNDER_WAY)
                }
                (RefundState::Pending, failures) => {
                    State::new("failing", "badge badge--danger", texts::refund_failed(failures))
                }
            },
            EntryView::Adjustment(_) => State::new("done", "badge badge--neutral", texts::ADJUSTMENT_NOTED),
        }
    }

    fn of_charge(state: ChargeState) -> State {
        let (name, badge) = match state {
            ChargeState::Pending => ("pending", "badge badge--warning"),
            ChargeState::Approved => ("done", "badge badge--success"),
            ChargeState::Rejected => ("rejected", "badge badge--neutral"),
        };
        State::new(name, badge, texts::charge_state(state))
    }
}
