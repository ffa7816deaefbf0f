//! Paying for an order: an honest step of its own, which survives a reload.

use crate::components::signed_in::signed_in;
use crate::pages::checkout_fields::ways_to_pay;
use crate::pages::checkout_notices::confirm_email;
use crate::pages::not_found::nothing_here;
use crate::pages::payment_methods::payment_methods;
use crate::state::paying::{Stand, countdown, stand};
use crate::state::payment::{Paid, Paying};
use crate::state::restaurant::RestaurantState;
use api::Code;
use api::pages::Page;
use api::payments::PaymentView;
use domain::OrderId;
use domain::payment::PaymentMethod;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use std::time::Duration;
use texts::now::storefront as texts;
use ui::clock::{Clock, time};
use ui::failure::Failure;
use ui::live::{LiveSource, WhileHidden};
use ui::page;
use ui::patience::StillTrying;
use ui::resource::Load;

pub fn payment_page() -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params
            .with(|params| params.get("id"))
            .and_then(|id| OrderId::parse(id).ok())
    });
    let draw = move |_| match id.get() {
        Some(id) => view! { <Payment id=id /> }.into_any(),
        None => nothing_here(
            texts::NO_ORDER,
            texts::NO_ORDER_TEXT,
            Page::MyOrders.href(),
            texts::MY_ORDERS,
        ),
    };
    signed_in(draw, || framed(being_read()))
}

fn framed(body: AnyView) -> AnyView {
    view! {
        <div class="page">
            <div class="pay">{body}</div>
        </div>
    }
    .into_any()
}

fn being_read() -> AnyView {
    view! {
        {art(Stand::Waiting)}
        <h1>{texts::BEING_PAID}</h1>
        <p class="working" role="status">
            {texts::OPENING_PAYMENT}
        </p>
    }
    .into_any()
}

/// While a gateway that is not ours waits for the customer, it is asked so often how it stands: its message may be late
/// or lost. The server asks it every three seconds at most.
const ASK_AGAIN: Duration = Duration::from_secs(4);

#[component]
fn Payment(id: OrderId) -> AnyView {
    let paying = Paying::of(Paid::Order(id.clone()));
    let clock = Clock::ticking(1_000);
    let tracking = StoredValue::new(Page::Tracking.with(&[id.as_str()]));
    let navigate = use_navigate();
    Effect::new(move |_| paying.payment.ask());
    let live = LiveSource::open(
        ["/rpc/live/orders/", id.as_str()].concat(),
        WhileHidden::Close,
        move |_| paying.payment.ask(),
    );
    let stands = Memo::new(move |_| {
        if paying.confirmed.get() {
            return Some(Stand::Settled);
        }
        paying.payment.value.with(|payment| payment.as_ref().map(stand))
    });
    Effect::new(move |_| {
        if stands.get() == Some(Stand::Settled) {
            live.close();
            navigate(
                &tracking.get_value(),
                NavigateOptions {
                    replace: true,
                    ..NavigateOptions::default()
                },
            );
        }
    });
    // What happened to the payment is read from its beginning.
    Effect::new(move |before: Option<Option<Stand>>| {
        let stands = stands.get();
        if before.flatten().is_some_and(|before| Some(before) != stands) {
            page::focus("contenido");
        }
        stands
    });
    let method = RwSignal::new(PaymentMethod::Yape);
    // As it was opened, until another one is chosen here.
    let opened = Memo::new(move |_| {
        let payment = paying.payment.value;
        payment.with(|payment| payment.as_ref().map(|payment| payment.method))
    });
    let only_cash = Memo::new(move |_| paying.only_cash());
    Effect::new(move |_| match (only_cash.get(), opened.get()) {
        (true, _) => method.set(PaymentMethod::Cash),
        (false, Some(opened)) => method.set(opened),
        (false, None) => {}
    });
    ask_while_it_waits(paying, stands);
    let body = move || {
        let stands = stands.get();
        match (paying.payment.load(), stands) {
            (Load::Ready(payment), Some(stands)) => {
                let ways = ways_to_pay(!only_cash.get());
                standing(
                    stands,
                    &payment,
                    paying,
                    clock,
                    (method, ways),
                    &tracking.get_value(),
                )
            }
            (payment, _) => not_read(payment, paying, tracking.get_value()),
        }
    };
    framed(body.into_any())
}

/// While the payment is being read, or where it could not be.
fn not_read(payment: Load<PaymentView>, paying: Paying, tracking: String) -> AnyView {
    match payment {
        Load::Failed(error) if error.code == Code::NotFound => nothing_here(
            texts::NO_ORDER,
            texts::NO_ORDER_TEXT,
            Page::MyOrders.href(),
            texts::MY_ORDERS,
        ),
        Load::Failed(error) => {
            let retry = Callback::new(move |()| paying.payment.ask_now());
            view! {
                <h1>{texts::TITLE_PAYMENT}</h1>
                <Failure error=error retry=Some(retry) />
                <a class="button" href=tracking>
                    {texts::SEE_TRACKING}
                </a>
            }
            .into_any()
        }
        Load::Loading | Load::Ready(_) => being_read(),
    }
}

/// Asks again and again until it is paid or the time is over.
pub(super) fn ask_while_it_waits(paying: Paying, stands: Memo<Option<Stand>>) {
    // A pretended gateway tells at once; that the time is over is the server's to say, with any gateway.
    let waits = move || {
        let due = paying.payment.value.try_with_untracked(|payment| {
            payment
                .as_ref()
                .is_some_and(|payment| !payment.simulated || time() >= payment.expires_at)
        });
        let open = stands.try_get_untracked().flatten();
        matches!(open, Some(Stand::Waiting | Stand::Rejected | Stand::Unopened)) && due == Some(true)
    };
    Effect::new(move |_| {
        let asking = set_interval_with_handle(
            move || {
                if waits() {
                    paying.payment.ask();
                }
            },
            ASK_AGAIN,
        );
        on_cleanup(move || {
            if let Ok(asking) = asking {
                asking.clear();
            }
        });
    });
}

/// The brazier: it burns while a payment is waited for, flames when it has come, and is cold where there is none.
pub(super) fn art(stands: Stand) -> AnyView {
    let name = match stands {
        Stand::Unopened | Stand::Waiting => "payment_waiting",
        Stand::Settled | Stand::Refunded => "payment_approved",
        Stand::Rejected | Stand::Late | Stand::Cancelled => "payment_refused",
    };
    let src = ["/assets/illustrations/", name, ".svg"].concat();
    view! { <img class="pay__art" src=src width="240" height="180" alt="" /> }.into_any()
}

pub(crate) fn standing(
    stands: Stand,
    payment: &PaymentView,
    paying: Paying,
    clock: Clock,
    (method, ways): (RwSignal<PaymentMethod>, &[PaymentMethod]),
    tracking: &str,
) -> AnyView {
    let amount = RestaurantState::expect().currency().format(payment.amount_cents);
    let end = |title: &'static str, text: &'static str, href: String, link: &'static str| {
        view! {
            {art(stands)}
            <h1>{title}</h1>
            <p class="muted" role="status">
                {text}
            </p>
            <a class="button button--primary button--large" href=href>
                {link}
            </a>
        }
        .into_any()
    };
    match stands {
        Stand::Settled => end(
            texts::PAID,
            texts::PAID_TEXT,
            tracking.to_owned(),
            texts::SEE_TRACKING,
        ),
        Stand::Refunded => end(
            texts::REFUNDED_TITLE,
            texts::REFUNDED_TEXT,
            tracking.to_owned(),
            texts::SEE_TRACKING,
        ),
        Stand::Cancelled => end(
            texts::CANCELLED_LARGE,
            texts::CANCELLED_PAYMENT_TEXT,
            tracking.to_owned(),
            texts::SEE_TRACKING,
        ),
        Stand::Late => end(
            texts::LATE_PAYMENT,
            texts::LATE_PAYMENT_TEXT,
            Page::MyOrders.href().to_owned(),
            texts::ORDER_AGAIN,
        ),
        Stand::Unopened | Stand::Rejected => view! {
            {to_choose(stands, amount, paying, method, ways)}
            {time_left(payment, clock)}
        }
        .into_any(),
        Stand::Waiting => view! {
            {waiting(texts::BEING_PAID, payment, &amount, paying)}
            {time_left(payment, clock)}
            <details>
                <summary>{texts::OTHER_METHOD}</summary>
                <div class="stack">{other_method(paying, method, ways, texts::OTHER_METHOD)}</div>
            </details>
        }
        .into_any(),
    }
}

/// Nothing is under way: how it shall be paid.
fn to_choose(
    stands: Stand,
    amount: String,
    paying: Paying,
    method: RwSignal<PaymentMethod>,
    ways: &[PaymentMethod],
) -> AnyView {
    let title = match stands {
        Stand::Rejected => texts::REJECTED_TITLE,
        _ => texts::TITLE_PAYMENT,
    };
    let (said, again) = match (ways, stands) {
        ([PaymentMethod::Cash], _) => (texts::ONLY_CASH_BY_NOW, texts::PAY_AT_THE_DOOR),
        (_, Stand::Rejected) => (texts::REJECTED_TEXT, texts::PAY_AGAIN),
        _ => ("", texts::PAY_AGAIN),
    };
    view! {
        {art(stands)}
        <h1>{title}</h1>
        <p class="pay__amount">{amount}</p>
        <p class="muted" role="status">
            {said}
        </p>
        {other_method(paying, method, ways, again)}
        {failed(paying)}
    }
    .into_any()
}

/// The gateway waits for the customer: how much, and what to do for it.
pub(super) fn waiting(title: &'static str, payment: &PaymentView, amount: &str, paying: Paying) -> AnyView {
    let qr = payment.qr.as_ref().map(|qr| {
        view! {
            <p>{texts::SCAN}</p>
            <figure class="pay__qr" role="img" aria-label=texts::QR_LABEL inner_html=qr.svg.clone()></figure>
        }
    });
    view! {
        {art(Stand::Waiting)}
        <h1>{title}</h1>
        <p class="pay__amount">{amount.to_owned()}</p>
        <p class="muted" role="status">
            {texts::waiting_for(payment.method)}
        </p>
        <progress class="progress" max="3" value="2" aria-label=texts::PAYMENT_STEPS>
            {texts::PAYMENT_STEPS}
        </progress>
        {qr}
        {payment.simulated.then(|| simulated(paying))}
        {failed(paying)}
    }
    .into_any()
}

/// What the last act failed with.
pub(super) fn failed(paying: Paying) -> AnyView {
    let failure = move || {
        let error = paying.failure.get();
        error.map(|error| {
            let confirm = confirm_email(&error);
            view! {
                <Failure error=error retry=None />
                {confirm}
            }
            .into_any()
        })
    };
    view! {
        <StillTrying patience=paying.patience />
        {failure}
    }
    .into_any()
}

fn time_left(payment: &PaymentView, clock: Clock) -> AnyView {
    let until = payment.expires_at;
    view! { <p class="muted">{move || texts::time_left(&countdown(until, clock.now()))}</p> }.into_any()
}

/// How the pretended payment shall end.
fn simulated(paying: Paying) -> AnyView {
    let busy = move || paying.busy.get();
    view! {
        <div class="cluster">
            <button
                type="button"
                class="button button--primary button--large"
                aria-busy=move || busy().then_some("true")
                on:click=move |_| paying.settle(true)
            >
                {move || if busy() { texts::SETTLING } else { texts::APPROVE }}
            </button>
            <button
                type="button"
                class="button button--danger button--large"
                disabled=busy
                on:click=move |_| paying.settle(false)
            >
                {texts::REJECT}
            </button>
        </div>
        <p class="muted">{texts::SIMULATED}</p>
    }
    .into_any()
}

/// One of these ways to pay, and the button that begins.
pub(super) fn other_method(
    paying: Paying,
    method: RwSignal<PaymentMethod>,
    ways: &[PaymentMethod],
    label: &'static str,
) -> AnyView {
    view! {
        {payment_methods(method, ways)}
        <button
            type="button"
            class="button button--primary button--large"
            aria-busy=move || paying.busy.get().then_some("true")
            on:click=move |_| paying.open(method.get_untracked())
        >
            {label}
        </button>
    }
    .into_any()
}
