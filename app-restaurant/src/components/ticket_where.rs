//! Where an order goes, to whom, and what is still to be collected: for those who pack and deliver it.

use crate::state::erased::memo;
use crate::state::house::House;
use leptos::prelude::*;
use shared::api::orders::OrderView;
use shared::domain::Money;
use shared::domain::order::Fulfilment;
use shared::domain::written::shown_phone;
use shared::texts::es::console as texts;
use shared::ui::icon::Icon;

#[component]
pub fn TicketWhere(order: Memo<OrderView>) -> AnyView {
    let house = House::expect();
    let shown =
        memo(move || order.with(|order| (order.customer.clone(), order.fulfilment.clone(), order.payment)));
    view! {
        <div class="ticket__where">
            {move || {
                let (customer, fulfilment, payment) = shown.get();
                let cash = payment.owed_cents.in_coins();
                let due = cash > Money::ZERO;
                view! {
                    {place(house, fulfilment)}
                    <p class="ticket__customer">
                        <span>{customer.name}</span>
                        {(!customer.phone.is_empty())
                            .then(|| {
                                view! {
                                    <a class="button" href=format!("tel:{}", customer.phone.replace(' ', ""))>
                                        <Icon name="phone" />
                                        {shown_phone(&customer.phone)}
                                    </a>
                                }
                            })}
                    </p>
                    {due
                        .then(|| {
                            view! {
                                <p class="ticket__due">
                                    <span>{texts::collect(payment.method)}</span>
                                    <b>{house.format(cash)}</b>
                                </p>
                            }
                        })}
                }
            }}
        </div>
    }
    .into_any()
}

fn place(house: House, fulfilment: Fulfilment) -> AnyView {
    match fulfilment {
        Fulfilment::Pickup { branch } => view! {
            <p class="ticket__address">
                <Icon name="store" />
                <span>{texts::picks_up_at(&house.branch(&branch))}</span>
            </p>
        }
        .into_any(),
        Fulfilment::Delivery { address } => view! {
            <p class="ticket__address">
                <Icon name="pin" />
                <span>
                    <b>{address.line}</b>
                    {(!address.district.is_empty()).then(|| view! { <span>{address.district.clone()}</span> })}
                    {(!address.reference.is_empty()).then(|| view! { <small>{address.reference.clone()}</small> })}
                </span>
            </p>
        }
        .into_any(),
    }
}
