//! What was changed of an order since it was placed: on its ticket, and in its record.

use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use api::orders::{EditView, OrderView};
use domain::customer::first_name;
use leptos::prelude::*;
use texts::now::console::edit_order as texts;
use ui::icon::Icon;

/// What differs, in words.
fn what(edit: &EditView) -> String {
    let lines = edit.lines.iter();
    let lines = lines.map(|line| texts::line_change(&line.name, line.before, line.after));
    let moved = edit.moved.then(|| texts::MOVED.to_owned());
    lines.chain(moved).collect::<Vec<_>>().join(", ")
}

/// The last change, for those who cook and pack.
#[component]
pub fn LastEdit(order: Memo<OrderView>) -> AnyView {
    let restaurant = RestaurantState::expect();
    let last = memo(move || {
        order.with(|order| {
            let edit = order.edits.last()?;
            Some(texts::on_ticket(&restaurant.hhmm(edit.at), &what(edit)))
        })
    });
    view! {
        {move || {
            last.get()
                .map(|words| {
                    view! {
                        <p class="ticket__edit" role="status">
                            <Icon name="edit" />
                            <span>{words}</span>
                        </p>
                    }
                })
        }}
    }
    .into_any()
}

/// All of them, oldest first, with who, why and the cost.
#[component]
pub fn Edits(order: Memo<OrderView>) -> AnyView {
    let restaurant = RestaurantState::expect();
    let edits = memo(move || order.with(|order| order.edits.clone()));
    let entry = move |edit: EditView| {
        let money = edit.before_cents.zip(edit.after_cents);
        let money = money.filter(|(before, after)| before != after);
        let money = money.map(|(before, after)| (restaurant.format(before), restaurant.format(after)));
        let cost = money
            .as_ref()
            .map(|(before, after)| (before.as_str(), after.as_str()));
        let words = texts::entry(first_name(&edit.by.name), edit.reason, &what(&edit), cost);
        view! {
            <li>
                <time datetime=edit.at.to_string()>{restaurant.moment(edit.at)}</time>
                <span>{words}</span>
            </li>
        }
    };
    view! {
        {move || {
            let edits = edits.get();
            (!edits.is_empty())
                .then(|| {
                    view! {
                        <section class="record__wide">
                            <h3>{texts::HISTORY}</h3>
                            <ol class="ledger">{edits.into_iter().map(entry).collect_view()}</ol>
                        </section>
                    }
                })
        }}
    }
    .into_any()
}
