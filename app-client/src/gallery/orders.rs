//! What was ordered, and what it costs.

use super::States;
use crate::components::order_row::OrderRow;
use crate::components::summary::{fee_words, total_row, totals_list};
use ::texts::now::storefront as texts;
use api::catalog::Storefront;
use api::orders::MyOrder;
use domain::cart::{CartLine, FulfilmentKind, Totals};
use domain::order::Status;
use domain::stage::CurrentStep;
use domain::{Currency, Money, OrderId};
use leptos::prelude::*;
use ui::clock::device_time;
use ui::gallery::component;

pub fn components(storefront: &Storefront) -> Vec<AnyView> {
    vec![
        component("OrderRow", rows(storefront)),
        component("totals_list", totals()),
        component("total_row", total_rows()),
    ]
}

/// An order of the first dish, which can be ordered again.
pub fn order(storefront: &Storefront) -> Option<MyOrder> {
    let again = storefront
        .catalog
        .products
        .iter()
        .take(1)
        .map(|product| CartLine {
            product_id: product.id.clone(),
            qty: 2,
            options: Vec::new(),
            note: String::new(),
        });
    Some(MyOrder {
        order_id: OrderId::parse("o_muestra").ok()?,
        number: 101,
        status: Status::Created,
        current_step: CurrentStep::Created,
        fulfilment: FulfilmentKind::Delivery,
        lines: again.collect(),
        contents: vec![
            "2 × ¼ de pollo a la brasa".to_owned(),
            "1 × Chicha morada grande".to_owned(),
        ],
        total: Money(7_480),
        scheduled_for: None,
        created_at: device_time().plus_minutes(-12),
    })
}

fn rows(storefront: &Storefront) -> States {
    let Some(unpaid) = order(storefront) else {
        return States::new();
    };
    let drawn = |order: MyOrder| view! { <OrderRow order /> }.into_any();
    let at = |status: Status, current_step: CurrentStep| MyOrder {
        status,
        current_step,
        ..unpaid.clone()
    };
    let pickup = MyOrder {
        fulfilment: FulfilmentKind::Pickup,
        ..at(Status::Confirmed, CurrentStep::Delivery)
    };
    let later = MyOrder {
        scheduled_for: Some(device_time().plus_minutes(180)),
        ..at(Status::Confirmed, CurrentStep::Cooking)
    };
    let gone = MyOrder {
        lines: Vec::new(),
        ..at(Status::Completed, CurrentStep::Delivered)
    };
    vec![
        ("to be paid", drawn(unpaid.clone())),
        (
            "in the kitchen",
            drawn(at(Status::Confirmed, CurrentStep::Cooking)),
        ),
        (
            "being packed",
            drawn(at(Status::Confirmed, CurrentStep::Packaging)),
        ),
        ("on its way", drawn(at(Status::Confirmed, CurrentStep::Delivery))),
        ("to be picked up", drawn(pickup)),
        ("for later", drawn(later)),
        ("delivered", drawn(at(Status::Completed, CurrentStep::Delivered))),
        ("of what is sold no more", drawn(gone)),
        ("cancelled", drawn(at(Status::Cancelled, CurrentStep::Cooking))),
    ]
}

fn totals() -> States {
    let totals = Totals {
        subtotal: Money(7_480),
        delivery_fee: Money(600),
        total: Money(8_080),
        tax: Money(1_233),
        tax_basis_points: 1_800,
        ..Totals::default()
    };
    let free = Totals {
        delivery_fee: Money::ZERO,
        total: totals.subtotal,
        ..totals
    };
    let lines = vec![
        ("2 × ¼ de pollo a la brasa".to_owned(), Money(6_880)),
        ("1 × Chicha morada grande".to_owned(), Money(600)),
    ];
    let drawn = |lines, totals: &Totals, kind| {
        totals_list(Currency::default(), lines, totals, fee_words(kind, false))
    };
    vec![
        ("delivery", drawn(Vec::new(), &totals, FulfilmentKind::Delivery)),
        (
            "free delivery",
            drawn(Vec::new(), &free, FulfilmentKind::Delivery),
        ),
        (
            "to a district that nobody has named",
            totals_list(
                Currency::default(),
                Vec::new(),
                &totals,
                fee_words(FulfilmentKind::Delivery, true),
            ),
        ),
        ("pickup", drawn(Vec::new(), &free, FulfilmentKind::Pickup)),
        ("with its lines", drawn(lines, &totals, FulfilmentKind::Delivery)),
    ]
}

fn total_rows() -> States {
    let row = |class: &'static str, label: &str| {
        let amount = Currency::default().format(Money(7_480));
        let row = total_row(class, label.to_owned(), amount);
        view! { <dl class="totals">{row}</dl> }.into_any()
    };
    vec![
        ("row", row("totals__row", texts::SUBTOTAL)),
        ("soft", row("totals__row muted", texts::TAX)),
        ("total", row("totals__row totals__row--total", texts::TOTAL)),
    ]
}
