//! The mark of catering on an order: for how many it is, and what they must not eat.

use crate::state::erased::memo;
use api::orders::OrderView;
use leptos::prelude::*;
use texts::now::console::catering as texts;
use ui::icon::Icon;

/// On a ticket of the kitchen.
#[component]
pub fn TicketCatering(order: Memo<OrderView>) -> AnyView {
    let catering = memo(move || order.with(|order| order.catering.clone()));
    view! {
        {move || {
            catering
                .get()
                .map(|catering| {
                    view! {
                        <p class="ticket__catering">
                            <Icon name="users" />
                            {texts::on_ticket(catering.number, catering.guests)}
                        </p>
                        {(!catering.diet.is_empty())
                            .then(|| view! { <Diet text=catering.diet.clone() /> })}
                    }
                })
        }}
    }
    .into_any()
}

/// What is written about diet and allergies, where nobody overlooks it.
#[component]
pub fn Diet(text: String) -> AnyView {
    view! {
        <div class="allergy">
            <span class="allergy__title">
                <Icon name="alert" />
                {texts::DIET}
            </span>
            <p><bdi>{text}</bdi></p>
        </div>
    }
    .into_any()
}

/// On the row of an order in the list.
#[component]
pub fn CateringBadge(order: Memo<OrderView>) -> AnyView {
    let guests = order.with_untracked(|order| order.catering.as_ref().map(|catering| catering.guests));
    let badge = |guests| view! { <span class="badge">{texts::on_row(guests)}</span> };
    view! { {guests.map(badge)} }.into_any()
}
