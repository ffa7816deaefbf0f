//! Paying the deposit, the balance or everything of a request for catering: an honest step of its own, which survives a
//! reload.

use super::catering_request::{no_request, request_path};
use super::payment::{art, ask_while_it_waits, failed, other_method, waiting};
use crate::state::catering::{due, part_of_word, stand};
use crate::state::paying::Stand;
use crate::state::payment::{Paid, Paying};
use crate::state::restaurant::RestaurantState;
use ::texts::now::{storefront, storefront::catering_request as texts};
use api::Code;
use api::catering::{CateringPage, PaymentPart};
use api::payments::PaymentView;
use domain::Money;
use domain::payment::PaymentMethod;
use domain::written::Phone;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use rpc::catering::catering_page;
use ui::dynamic::dynamic;
use ui::failure::Failure;
use ui::page;
use ui::resource::{Load, Resource};
use ui::toast::{Toasts, Tone};

/// The two ways to pay here: what is paid at the door is not paid now.
const WAYS: [PaymentMethod; 2] = [PaymentMethod::Yape, PaymentMethod::Card];

pub fn catering_payment_page() -> AnyView {
    let (params, query) = (use_params_map(), use_query_map());
    let named = Memo::new(move |_| {
        let link = params.with(|params| params.get("link"))?;
        let part = query.with(|query| part_of_word(query.get("parte").as_deref()));
        Some((link, part))
    });
    dynamic(move || match named.get() {
        Some((link, part)) => view! { <Payment link=link part=part /> }.into_any(),
        None => no_request(),
    })
}

#[component]
fn Payment(link: String, part: PaymentPart) -> AnyView {
    let path = StoredValue::new(request_path(&link));
    let paying = Paying::of(Paid::Catering {
        link: link.clone(),
        part,
    });
    let request = Resource::new(move || catering_page(link.clone()));
    let ask = move || {
        request.ask();
        paying.payment.ask();
    };
    Effect::new(move |_| ask());
    let stands = Memo::new(move |_| {
        if paying.confirmed.get() {
            return Some(Stand::Settled);
        }
        request.value.with(|request| {
            let request = request.as_ref()?;
            let payment = paying.payment.value;
            payment.with(|payment| payment.as_ref().map(|payment| stand(request, payment, part)))
        })
    });
    let (toasts, navigate) = (Toasts::expect(), use_navigate());
    Effect::new(move |before: Option<Option<Stand>>| {
        let (now, before) = (stands.get(), before.flatten());
        if now == Some(Stand::Settled) && before.is_some_and(|before| before != Stand::Settled) {
            toasts.say(Tone::Success, texts::PAID_TITLE);
            let options = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(&path.get_value(), options);
        } else if before.is_some() && before != now {
            // What happened to the payment is read from its beginning.
            page::focus("contenido");
        }
        now
    });
    ask_while_it_waits(paying, stands);
    let method = RwSignal::new(PaymentMethod::Yape);
    let retry = Callback::new(move |()| ask());
    let body = move || {
        let stands = stands.get();
        match (&request.load(), &paying.payment.load(), stands) {
            (Load::Failed(error), _, _) if matches!(error.code, Code::NotFound | Code::Malformed) => {
                no_request()
            }
            // Nothing can be paid before a quote is accepted.
            (Load::Ready(request), Load::Failed(error), _) if error.code == Code::NotFound => {
                nothing_owed(request, &path.get_value())
            }
            (Load::Failed(error), _, _) | (Load::Ready(_), Load::Failed(error), _) => view! {
                <h1>{texts::PAY_DEPOSIT}</h1>
                <Failure error=error.clone() retry=Some(retry) />
                {back(&path.get_value(), "button")}
            }
            .into_any(),
            (Load::Ready(request), Load::Ready(payment), Some(stands)) => {
                standing(stands, request, payment, part, paying, method, &path.get_value())
            }
            _ => view! {
                {art(Stand::Waiting)}
                <h1>{texts::TITLE_PAYMENT}</h1>
                <p class="working" role="status">
                    {storefront::OPENING_PAYMENT}
                </p>
            }
            .into_any(),
        }
    };
    view! {
        <div class="page">
            <div class="pay">{dynamic(body)}</div>
        </div>
    }
    .into_any()
}

/// What is paid here.
fn title(request: &CateringPage, payment: &PaymentView, due: Money) -> &'static str {
    match due {
        due if due >= request.money.total_cents => texts::PAY_ALL,
        _ if payment.paid_cents < request.money.deposit_cents => texts::PAY_DEPOSIT,
        _ => texts::PAY_BALANCE,
    }
}

pub(crate) fn standing(
    stands: Stand,
    request: &CateringPage,
    payment: &PaymentView,
    part: PaymentPart,
    paying: Paying,
    method: RwSignal<PaymentMethod>,
    path: &str,
) -> AnyView {
    let due = due(request, payment, part);
    let amount = RestaurantState::expect().currency().format(due);
    let title = title(request, payment, due);
    match stands {
        Stand::Settled => nothing_owed(request, path),
        Stand::Unopened | Stand::Rejected if paying.only_cash() => by_phone(request, title, &amount, path),
        Stand::Waiting => view! {
            {waiting(title, payment, &amount, paying)}
            {(!paying.only_cash())
                .then(|| {
                    view! {
                        <details>
                            <summary>{storefront::OTHER_METHOD}</summary>
                            <div class="stack">{other_method(paying, method, &WAYS, storefront::OTHER_METHOD)}</div>
                        </details>
                    }
                })}
            {back(path, "button button--quiet")}
        }
        .into_any(),
        _ => {
            let (title, said, button) = match stands {
                Stand::Rejected => (
                    storefront::REJECTED_TITLE,
                    storefront::REJECTED_TEXT.to_owned(),
                    storefront::PAY_AGAIN,
                ),
                _ => (title, subject(request), texts::PAY_NOW),
            };
            view! {
                {art(stands)}
                <h1>{title}</h1>
                <p class="pay__amount">{amount}</p>
                <p class="muted" role="status">
                    {said}
                </p>
                {other_method(paying, method, &WAYS, button)}
                {failed(paying)}
                {back(path, "button button--quiet")}
            }
            .into_any()
        }
    }
}

/// How one pays where nothing is paid on the site.
fn by_phone(request: &CateringPage, title: &'static str, amount: &str, path: &str) -> AnyView {
    let phone = RestaurantState::expect()
        .known_now()
        .and_then(|known| known.storefront.tenant.brand.phone.as_ref().map(Phone::shown));
    view! {
        {art(Stand::Unopened)}
        <h1>{title}</h1>
        <p class="pay__amount">{amount.to_owned()}</p>
        <p class="muted">{subject(request)}</p>
        <p role="status">{texts::paid_elsewhere(phone.as_deref())}</p>
        {back(path, "button button--primary button--large")}
    }
    .into_any()
}

/// Which request it is: its number and its occasion.
fn subject(request: &CateringPage) -> String {
    [texts::code(request.number).as_str(), " · ", &request.occasion].concat()
}

fn nothing_owed(request: &CateringPage, path: &str) -> AnyView {
    view! {
        {art(Stand::Settled)}
        <h1>{texts::NOTHING_OWED}</h1>
        <p class="muted" role="status">
            {subject(request)}
        </p>
        {back(path, "button button--primary button--large")}
    }
    .into_any()
}

fn back(path: &str, class: &'static str) -> AnyView {
    view! {
        <a class=class href=path.to_owned()>
            {texts::BACK_TO_REQUEST}
        </a>
    }
    .into_any()
}
