//! Everything about an order.

use super::actions::{Actions, Place};
use super::record_facts::RecordFacts;
use super::record_payment::RecordPayment;
use super::steps_table::StepsTable;
use crate::state::actions::actions;
use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use api::orders::{ItemView, OrderView};
use domain::Money;
use domain::order::Status;
use leptos::prelude::*;
use texts::now::console as texts;
use ui::clock::Clock;

#[component]
pub fn RecordBody(order: Memo<OrderView>) -> AnyView {
    view! {
        <div class="record__body">
            <div class="record__do record__wide">
                <Actions order place=Place::OpenCard />
                <NothingToDo order />
            </div>
            <section>
                <h3>{texts::CONTENTS}</h3>
                <Lines order />
                <Costs order />
            </section>
            <RecordFacts order />
            <section class="record__wide">
                <h3>{texts::STEPS}</h3>
                <StepsTable order />
            </section>
            <RecordPayment order />
        </div>
    }
    .into_any()
}

#[component]
fn Lines(order: Memo<OrderView>) -> AnyView {
    let restaurant = RestaurantState::expect();
    let items = memo(move || order.with(|order| order.items.clone()));
    let line = move |item: ItemView| {
        let options: Vec<&str> = item.options.iter().map(|option| option.name.as_str()).collect();
        let options = texts::options(item.qty, &options.join(", "));
        view! {
            <li>
                <b>{item.qty}</b>
                <span>{item.name}</span>
                {item.subtotal_cents.map(|amount| view! { <span class="price">{restaurant.format(amount)}</span> })}
                {(!options.is_empty()).then(|| view! { <small>{options.clone()}</small> })}
                {(!item.note.is_empty())
                    .then(|| view! { <small><strong>{texts::note(&item.note)}</strong></small> })}
            </li>
        }
    };
    view! { <ul class="record__lines">{move || items.get().into_iter().map(line).collect_view()}</ul> }
        .into_any()
}

#[component]
fn Costs(order: Memo<OrderView>) -> AnyView {
    let restaurant = RestaurantState::expect();
    let sums = order.with_untracked(|order| {
        Some((
            order.subtotal_cents?,
            order.delivery_fee_cents?,
            order.tax_cents?,
            order.total_cents?,
        ))
    });
    let Some((subtotal, fee, tax, total)) = sums else {
        return ().into_any();
    };
    let fee = if fee == Money::ZERO {
        texts::FREE.to_owned()
    } else {
        restaurant.format(fee)
    };
    view! {
        <dl class="totals" aria-label=texts::COST>
            <div class="totals__row">
                <dt>{texts::SUBTOTAL}</dt>
                <dd>{restaurant.format(subtotal)}</dd>
            </div>
            <div class="totals__row">
                <dt>{texts::DELIVERY_FEE}</dt>
                <dd>{fee}</dd>
            </div>
            <div class="totals__row totals__row--total">
                <dt>{texts::TOTAL}</dt>
                <dd>{restaurant.format(total)}</dd>
            </div>
            <div class="totals__row">
                <dt>{texts::TAX_RATE}</dt>
                <dd>{restaurant.format(tax)}</dd>
            </div>
        </dl>
    }
    .into_any()
}

#[component]
fn NothingToDo(order: Memo<OrderView>) -> AnyView {
    let (session, clock) = (Session::expect(), expect_context::<Clock>());
    let nothing = memo(move || {
        session.me().is_some_and(|me| {
            order.with(|order| is_open(order) && actions(order, &me, clock.now()).is_empty())
        })
    });
    view! { {move || nothing.get().then(|| view! { <p class="muted">{texts::NOTHING_TO_DO}</p> })} }
        .into_any()
}

/// Whether anybody still has to do anything with it.
fn is_open(order: &OrderView) -> bool {
    matches!(order.status, Status::Created | Status::Confirmed)
}
