//! Where an order goes, to whom, and what is still to be collected: for those who pack and deliver it.

use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use api::orders::{FulfilmentView, OrderView};
use domain::written::shown_phone;
use leptos::prelude::*;
use texts::now::console as texts;
use ui::icon::Icon;

#[component]
pub fn TicketWhere(order: Memo<OrderView>) -> AnyView {
    let restaurant = RestaurantState::expect();
    let shown = memo(move || {
        order.with(|order| (order.customer.clone(), order.fulfilment.clone(), order.to_collect))
    });
    view! {
        <div class="ticket__where">
            {move || {
                let (customer, fulfilment, due) = shown.get();
                view! {
                    {place(restaurant, fulfilment)}
                    <p class="ticket__customer">
                        <span><bdi>{customer.name}</bdi></span>
                        {customer
                            .phone
                            .filter(|phone| !phone.is_empty())
                            .map(|phone| {
                                view! {
                                    <a class="button" href=format!("tel:{}", phone.replace(' ', ""))>
                                        <Icon name="phone" />
                                        {shown_phone(&phone)}
                                    </a>
                                }
                            })}
                    </p>
                    {due
                        .map(|due| {
                            view! {
                                <p class="ticket__due">
                                    <span>{texts::collect(due.method)}</span>
                                    <b>{restaurant.format(due.amount_cents)}</b>
                                </p>
                            }
                        })}
                }
            }}
        </div>
    }
    .into_any()
}

fn place(restaurant: RestaurantState, fulfilment: FulfilmentView) -> AnyView {
    match fulfilment {
        FulfilmentView::Delivery { address: None } => ().into_any(),
        FulfilmentView::Pickup { branch } => view! {
            <p class="ticket__address">
                <Icon name="store" />
                <span>{texts::picks_up_at(&restaurant.branch(&branch))}</span>
            </p>
        }
        .into_any(),
        FulfilmentView::Delivery {
            address: Some(address),
        } => view! {
            <p class="ticket__address">
                <Icon name="pin" />
                <span>
                    <b><bdi>{address.line}</bdi></b>
                    {(!address.district.is_empty()).then(|| view! { <span><bdi>{address.district.clone()}</bdi></span> })}
                    {(!address.reference.is_empty()).then(|| view! { <small><bdi>{address.reference.clone()}</bdi></small> })}
                </span>
            </p>
        }
        .into_any(),
    }
}
