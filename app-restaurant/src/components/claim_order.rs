//! The order that a sheet names: what was ordered and when, what it came to, and who took each stage.

use super::claim_body::section;
use crate::routes::Screen;
use crate::state::restaurant::RestaurantState;
use api::orders::OrderView;
use domain::OrderId;
use leptos::prelude::*;
use rpc::orders::order_detail;
use texts::now::console as texts;
use ui::dynamic::dynamic;
use ui::failure::Failure;
use ui::icon::Icon;
use ui::resource::{Load, Resource};

#[component]
pub fn ClaimOrder(order: OrderId) -> AnyView {
    let restaurant = RestaurantState::expect();
    let found = Resource::new(move || order_detail(order.clone()));
    Effect::new(move |_| found.ask());
    let retry = Callback::new(move |()| found.ask_now());
    dynamic(move || match found.load() {
        Load::Ready(order) => drawn(&order, restaurant),
        Load::Failed(error) => view! { <Failure error retry=Some(retry) /> }.into_any(),
        Load::Loading => view! {
            <p class="muted" role="status">
                {texts::CLAIM_ORDER_LOADING}
            </p>
        }
        .into_any(),
    })
}

pub(crate) fn drawn(order: &OrderView, restaurant: RestaurantState) -> AnyView {
    let href = format!("{}?buscar={}", Screen::Orders.href(), order.number);
    view! {
        {section(texts::CLAIM_THE_ORDER, facts(order, restaurant))}
        <a class="button" href=href>
            <Icon name="receipt" />
            {texts::CLAIM_SEE_ORDER}
        </a>
    }
    .into_any()
}

fn facts(order: &OrderView, restaurant: RestaurantState) -> Vec<(&'static str, String)> {
    let items = order
        .items
        .iter()
        .map(|item| texts::order_line(item.qty, &item.name));
    let items: Vec<String> = items.collect();
    let wanted = order
        .scheduled_for
        .map(|at| texts::wanted(&restaurant.moment(at)));
    let total = order.total_cents.map(|total| restaurant.format(total));
    let mut facts = vec![
        (texts::CLAIM_ORDER, order.number.to_string()),
        (texts::ORDERED_AT, restaurant.moment(order.created_at)),
        (texts::WANTED_FOR, wanted.unwrap_or_default()),
        (texts::CONTENTS, items.join("\n")),
        (texts::TOTAL, total.unwrap_or_default()),
    ];
    for step in &order.steps {
        let Some(by) = &step.attended_by else { continue };
        let from = step.started_at.map(|at| restaurant.moment(at));
        let until = step.finished_at.map(|at| restaurant.hhmm(at));
        let words = texts::order_step(&by.name, from.as_deref(), until.as_deref());
        facts.push((texts::stage(step.step_name), words));
    }
    if let Some(cancellation) = &order.cancellation {
        let when = restaurant.moment(cancellation.at);
        let words = texts::cancelled_by(
            &cancellation.by.name,
            &when,
            cancellation.cause,
            &cancellation.reason,
        );
        facts.push((texts::CANCELLATION, words));
    }
    facts
}
