//! Who ordered, where to, how it is paid, and with which receipt.

use super::block_customer::BlockCustomer;
use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use api::orders::{FulfilmentView, OrderView};
use domain::order::Status;
use domain::written::shown_phone;
use leptos::prelude::*;
use texts::now::console as texts;
use ui::icon::Icon;

#[component]
pub fn RecordFacts(order: Memo<OrderView>) -> AnyView {
    let restaurant = RestaurantState::expect();
    let customer = memo(move || order.with(|order| customer(order, restaurant)));
    let money = memo(move || order.with(|order| money(order, restaurant)));
    let phone = memo(move || order.with(|order| order.customer.phone.clone().unwrap_or_default()));
    view! {
        <section>
            <h3>{texts::CUSTOMER}</h3>
            <dl class="facts">
                {move || customer.get().into_iter().map(|(name, value)| fact(name, value)).collect_view()}
                {move || {
                    let phone = phone.get();
                    (!phone.is_empty())
                        .then(|| {
                            view! {
                                <div>
                                    <dt>{texts::PHONE}</dt>
                                    <dd>
                                        <a class="button" href=format!("tel:{}", phone.replace(' ', ""))>
                                            <Icon name="phone" />
                                            {shown_phone(&phone)}
                                        </a>
                                    </dd>
                                </div>
                            }
                        })
                }}
                <BlockCustomer order />
            </dl>
        </section>
        <section>
            <h3>{texts::MONEY}</h3>
            <dl class="facts">
                {move || money.get().into_iter().map(|(name, value)| fact(name, value)).collect_view()}
            </dl>
        </section>
    }
    .into_any()
}

/// How it is paid, with which receipt, and what became of it.
fn money(order: &OrderView, restaurant: RestaurantState) -> Vec<(&'static str, String)> {
    let mut facts = vec![(texts::ORDERED_AT, restaurant.moment(order.created_at))];
    if let Some(at) = order.scheduled_for {
        facts.push((texts::WANTED_FOR, texts::wanted(&restaurant.moment(at))));
    }
    if let Some(payment) = &order.payment {
        let cancelled = order.status == Status::Cancelled;
        let words = texts::payment(payment, cancelled, |amount| restaurant.format(amount));
        facts.push((texts::PAYMENT, words));
    }
    if let Some(due) = order.to_collect.filter(|_| order.payment.is_none()) {
        facts.push((texts::TO_COLLECT, restaurant.format(due.amount_cents)));
    }
    if let Some(receipt) = &order.receipt {
        facts.push((texts::RECEIPT, texts::receipt(receipt)));
    }
    if let Some(cancellation) = &order.cancellation {
        let when = restaurant.moment(cancellation.at);
        facts.push((
            texts::CANCELLATION,
            texts::cancelled_by(
                &cancellation.by.name,
                &when,
                cancellation.cause,
                &cancellation.reason,
            ),
        ));
    }
    facts
}

fn fact(name: &'static str, value: String) -> impl IntoView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
        </div>
    }
}

/// Who ordered and where to.
fn customer(order: &OrderView, restaurant: RestaurantState) -> Vec<(&'static str, String)> {
    let mut facts = vec![(texts::NAME, order.customer.name.clone())];
    if let Some(email) = order.customer.email.as_ref().filter(|email| !email.is_empty()) {
        facts.push((texts::MAIL, email.clone()));
    }
    facts.extend(place(order, restaurant));
    if let Some(catering) = &order.catering {
        let words = texts::catering::on_ticket(catering.number, catering.guests);
        facts.push((texts::catering::TITLE, words));
        if !catering.diet.is_empty() {
            facts.push((texts::catering::DIET, catering.diet.clone()));
        }
    }
    facts
}

fn place(order: &OrderView, restaurant: RestaurantState) -> Vec<(&'static str, String)> {
    match &order.fulfilment {
        FulfilmentView::Pickup { branch } => vec![(texts::PICKUP_AT, restaurant.branch(branch))],
        FulfilmentView::Delivery { address: None } => vec![],
        FulfilmentView::Delivery {
            address: Some(address),
        } => {
            let line = [address.line.as_str(), address.district.as_str()];
            let line: Vec<&str> = line.into_iter().filter(|part| !part.is_empty()).collect();
            let mut facts = vec![(texts::ADDRESS, line.join(", "))];
            if !address.reference.is_empty() {
                facts.push((texts::REFERENCE, address.reference.clone()));
            }
            facts
        }
    }
}
