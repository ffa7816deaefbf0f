//! Changing what was ordered, and what was changed.

use super::States;
use super::samples::Samples;
use crate::components::edit_order::{EditOrder, Editing};
use crate::components::edit_order_add::AddDish;
use crate::components::edits::{Edits, LastEdit};
use crate::state::erased::memo;
use crate::state::order_edit::OrderEdit;
use api::orders::{Attendant, EditView, OrderView};
use domain::Money;
use domain::order::{EditReason, LineChange};
use leptos::prelude::*;
use ui::gallery::component;

pub fn components(samples: &Samples) -> Vec<AnyView> {
    vec![
        component("EditOrder", forms(samples)),
        component("AddDish", adding(samples)),
        component(
            "Edits",
            changed(samples, |order| view! { <Edits order /> }.into_any()),
        ),
        component(
            "LastEdit",
            changed(samples, |order| view! { <LastEdit order /> }.into_any()),
        ),
    ]
}

/// An order whose cost everybody sees who is shown it.
fn priced(samples: &Samples) -> OrderView {
    let mut order = samples.waiting.clone();
    order.delivery_fee_cents = Some(Money(600));
    for item in &mut order.items {
        item.unit_price_cents.get_or_insert(Money(2_590));
    }
    order
}

fn forms(samples: &Samples) -> States {
    let order = priced(samples);
    let done = Callback::new(|()| {});
    let order = memo(move || order.clone());
    vec![(
        "nothing changed yet",
        view! { <EditOrder order done /> }.into_any(),
    )]
}

fn adding(samples: &Samples) -> States {
    let order = priced(samples);
    let Some(editing) = OrderEdit::of(&order).map(Editing::new) else {
        return Vec::new();
    };
    let order = memo(move || order.clone());
    vec![("closed", view! { <AddDish order editing /> }.into_any())]
}

fn changed(samples: &Samples, draw: fn(Memo<OrderView>) -> AnyView) -> States {
    let mut order = priced(samples);
    let line = |name: &str, before: u32, after: u32| LineChange {
        name: name.to_owned(),
        before,
        after,
    };
    order.edits = vec![EditView {
        at: samples.now,
        by: Attendant {
            id: "gerente".to_owned(),
            name: "Gloria".to_owned(),
        },
        reason: EditReason::SoldOut,
        lines: vec![line("¼ de pollo a la brasa (papas)", 2, 1), line("Agua", 0, 1)],
        moved: true,
        before_cents: Some(Money(7_480)),
        after_cents: Some(Money(5_480)),
    }];
    let order = memo(move || order.clone());
    vec![("two lines and the address", draw(order))]
}
