//! Everything about an order.

use super::actions::{Actions, Place};
use super::edit_order::EditOrder;
use super::edits::Edits;
use super::record_facts::RecordFacts;
use super::record_payment::RecordPayment;
use super::steps_table::StepsTable;
use crate::state::actions::actions;
use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use ::texts::now::console as texts;
use ::texts::now::console::edit_order as edit_texts;
use api::orders::{ItemView, OrderView};
use domain::Money;
use domain::order::Status;
use domain::staff::Permission;
use leptos::prelude::*;
use ui::clock::Clock;
use ui::icon::Icon;

#[component]
pub fn RecordBody(order: Memo<OrderView>) -> AnyView {
    let editing = RwSignal::new(false);
    let may_edit = Session::expect().may_now(Permission::EditOrders);
    let offered = memo(move || may_edit && order.with(OrderView::is_editable));
    let edit = move || {
        let edit = move |_| editing.set(true);
        (offered.get() && !editing.get()).then(|| {
            view! {
                <button type="button" class="button" on:click=edit>
                    <Icon name="edit" />
                    {edit_texts::OPEN}
                </button>
            }
        })
    };
    let contents = move || match editing.get() {
        true => {
            let done = Callback::new(move |()| editing.set(false));
            view! { <section class="record__wide"><EditOrder order done /></section> }.into_any()
        }
        false => view! {
            <section>
                <h3>{texts::CONTENTS}</h3>
                <Lines order />
                <Costs order />
            </section>
        }
        .into_any(),
    };
    view! {
        <div class="record__body">
            <div class="record__do record__wide">
                <Actions order place=Place::OpenCard />
                {edit}
                <NothingToDo order />
            </div>
            {contents}
            <RecordFacts order />
            <section class="record__wide">
                <h3>{texts::STEPS}</h3>
                <StepsTable order />
            </section>
            <Edits order />
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
    let sums = memo(move || {
        order.with(|order| {
            Some((
                order.subtotal_cents?,
                order.delivery_fee_cents?,
                order.tax_cents?,
                order.total_cents?,
            ))
        })
    });
    view! { {move || sums.get().map(|sums| costs(sums, restaurant))} }.into_any()
}

/// Subtotal, fee, tax and total.
fn costs((subtotal, fee, tax, total): (Money, Money, Money, Money), restaurant: RestaurantState) -> AnyView {
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
            {(tax > Money::ZERO)
                .then(|| {
                    view! {
                        <div class="totals__row">
                            <dt>{texts::TAX_RATE}</dt>
                            <dd>{restaurant.format(tax)}</dd>
                        </div>
                    }
                })}
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
